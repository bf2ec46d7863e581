//! The places of the page, and how the address names them: `#/check/example.com`.
//!
//! All of it stands in the fragment, so that the page works from any folder of any static host, and so that the
//! domain never reaches that host's logs.

use crate::rule::explanation::LONGEST_EXAMPLE;
use crate::text::address_encode;
use std::fmt;

/// A place of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The question: which domain?
    #[default]
    Start,
    /// The check of a domain, as it was typed.
    Check(String),
    /// The resolvers' answers about a domain side by side.
    Compare(String),
    /// Texts that are pasted or typed, judged.
    Validate,
    /// The form for a policy; for the domain named, if any.
    Generate(String),
    /// The plan for a change; of the domain named, if any.
    Rollout(String),
    /// TLS reports, read.
    Reports,
    /// What other sites put into their pages; with the domain named, if any.
    Embed(String),
    /// All rules.
    Rules,
    /// One rule, by its code.
    Rule(String),
    /// Every request that was made, and the settings.
    Requests,
    /// How the marks are read, what a browser can see, who learns what.
    About,
}

/// Longest name in an address that is taken, in bytes; no domain is near it.
const LONGEST: usize = 1_024;

impl Route {
    /// Reads a fragment, with or without its `#`. Whatever names no place leads to the start.
    #[must_use]
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.strip_prefix('#').unwrap_or(fragment);
        let path = path.strip_prefix('/').unwrap_or("");
        let (place, rest) = path.split_once('/').unwrap_or((path, ""));
        match place {
            "check" => named(rest).map(Self::Check),
            "compare" => named(rest).map(Self::Compare),
            "validate" => Some(Self::Validate),
            "rollout" => Some(Self::Rollout(named(rest).unwrap_or_default())),
            "generate" => Some(Self::Generate(named(rest).unwrap_or_default())),
            "reports" => Some(Self::Reports),
            "embed" => Some(Self::Embed(named(rest).unwrap_or_default())),
            "rules" => Some(named(rest).map_or(Self::Rules, Self::Rule)),
            "requests" => Some(Self::Requests),
            "about" => Some(Self::About),
            _ => None,
        }
        .unwrap_or_default()
    }

    /// The text that an address brings to be judged: `#/validate/v%3DSTSv1`. The place itself is [`Route::Validate`].
    #[must_use]
    pub fn brought(fragment: &str) -> Option<String> {
        let path = fragment.strip_prefix('#').unwrap_or(fragment);
        let text = path.strip_prefix("/validate/")?;
        let text = (text.len() <= LONGEST_EXAMPLE * 3).then(|| decode(text))?;
        (!text.is_empty() && text.len() <= LONGEST_EXAMPLE).then_some(text)
    }

    /// Whether a tool that is loaded by itself has the page of the place.
    #[must_use]
    pub const fn is_bench(&self) -> bool {
        matches!(
            self,
            Self::Validate | Self::Generate(_) | Self::Rollout(_) | Self::Reports | Self::Embed(_)
        )
    }

    /// The domain that the place is about.
    #[must_use]
    pub fn domain(&self) -> Option<&str> {
        match self {
            Self::Check(domain) | Self::Compare(domain) => Some(domain),
            Self::Generate(domain) | Self::Rollout(domain) if !domain.is_empty() => Some(domain),
            _ => None,
        }
    }
}

impl Route {
    /// The whole address by which the place is shared, if the page's own is `page`. A rule has a page of its own, which
    /// can be read without a script.
    #[must_use]
    pub fn shared(&self, page: &str) -> String {
        let Self::Rule(code) = self else {
            return format!("{page}{self}");
        };
        format!("{}rules/{}.html", folder(page), code.to_ascii_uppercase())
    }
}

/// The address of the folder in which a page lies.
#[must_use]
pub fn folder(page: &str) -> &str {
    let path = page.split_once('?').map_or(page, |(path, _)| path);
    path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or_default()
}

/// Writes the fragment, `#` included: what a link's `href` wants.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, name) = match self {
            Self::Start => return f.write_str("#/"),
            Self::Check(domain) => ("check/", domain.as_str()),
            Self::Compare(domain) => ("compare/", domain.as_str()),
            Self::Validate => ("validate", ""),
            Self::Rollout(domain) if domain.is_empty() => ("rollout", ""),
            Self::Rollout(domain) => ("rollout/", domain.as_str()),
            Self::Generate(domain) if domain.is_empty() => ("generate", ""),
            Self::Generate(domain) => ("generate/", domain.as_str()),
            Self::Reports => ("reports", ""),
            Self::Embed(domain) if domain.is_empty() => ("embed", ""),
            Self::Embed(domain) => ("embed/", domain.as_str()),
            Self::Rules => ("rules", ""),
            Self::Rule(code) => ("rules/", code.as_str()),
            Self::Requests => ("requests", ""),
            Self::About => ("about", ""),
        };
        f.write_str("#/")?;
        f.write_str(place)?;
        address_encode(name, f)
    }
}

/// The name in an address: decoded once, `None` if it is empty or far too long.
fn named(text: &str) -> Option<String> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let name = decode(text.get(..LONGEST * 3).unwrap_or(text));
    (!name.is_empty() && text.len() <= LONGEST * 3 && name.len() <= LONGEST).then_some(name)
}

/// Takes `%XX` back. What is no such triple stays as it is; what is no UTF-8 afterwards is replaced.
fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if let (b'%', [high, low, after @ ..]) = (first, tail) {
            if let (Some(high), Some(low)) = (hex(*high), hex(*low)) {
                out.push(high * 16 + low);
                rest = after;
                continue;
            }
        }
        out.push(*first);
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        for (fragment, route) in [
            ("", Route::Start),
            ("#", Route::Start),
            ("#/", Route::Start),
            ("#/nowhere/x", Route::Start),
            ("#mx", Route::Start),
            ("#/check", Route::Start),
            ("#/check/", Route::Start),
            ("#/check/example.com", Route::Check("example.com".into())),
            ("/check/example.com/", Route::Check("example.com".into())),
            ("#/check/b%C3%BCcher.example", Route::Check("bücher.example".into())),
            ("#/check/%", Route::Check("%".into())),
            ("#/check/%zz%4", Route::Check("%zz%4".into())),
            ("#/check/%ff", Route::Check("\u{fffd}".into())),
            ("#/check/%253Cb%253E", Route::Check("%3Cb%3E".into())),
            ("#/compare/example.com", Route::Compare("example.com".into())),
            ("#/validate", Route::Validate),
            ("#/rollout/example.com", Route::Rollout("example.com".into())),
            ("#/generate", Route::Generate(String::new())),
            ("#/generate/example.com", Route::Generate("example.com".into())),
            ("#/reports", Route::Reports),
            ("#/reports/example.com", Route::Reports),
            ("#/embed", Route::Embed(String::new())),
            ("#/embed/example.com", Route::Embed("example.com".into())),
            ("#/rules", Route::Rules),
            ("#/rules/", Route::Rules),
            ("#/rules/STS213", Route::Rule("STS213".into())),
            ("#/requests", Route::Requests),
            ("#/about", Route::About),
        ] {
            assert_eq!(Route::parse(fragment), route, "{fragment}");
        }
    }

    #[test]
    fn a_text_is_brought_by_an_address() {
        for text in [
            "v=STSv1; id=1\n",
            "a/b#c?d%20é\u{200b}\"'<b>\r\n",
            "/",
            &"x".repeat(LONGEST_EXAMPLE),
        ] {
            let mut address = "#/validate/".to_owned();
            address_encode(text, &mut address).unwrap();
            assert_eq!(Route::parse(&address), Route::Validate);
            assert_eq!(Route::brought(&address).as_deref(), Some(text));
        }
        let long = format!("#/validate/{}", "x".repeat(LONGEST_EXAMPLE + 1));
        for fragment in ["", "#/validate", "#/validate/", "#/check/x", &long] {
            assert_eq!(Route::brought(fragment), None, "{fragment}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for route in [
            Route::Start,
            Route::Check("example.com".into()),
            Route::Check("a/b?c#d%20 \u{202e}<b>\"'".into()),
            Route::Compare("bücher.example".into()),
            Route::Validate,
            Route::Rollout(String::new()),
            Route::Generate(String::new()),
            Route::Generate("example.com".into()),
            Route::Reports,
            Route::Embed(String::new()),
            Route::Embed("example.com".into()),
            Route::Rules,
            Route::Rule("STS213".into()),
            Route::Requests,
            Route::About,
        ] {
            let written = route.to_string();
            assert!(written.is_ascii(), "{written}");
            assert!(!written.contains(['<', '>', '"', ' ']), "{written}");
            assert_eq!(Route::parse(&written), route, "{written}");
        }
    }

    #[test]
    fn a_rule_is_shared_by_its_own_page() {
        let rule = Route::Rule("sts213".into());
        for (page, address) in [
            ("https://lens.example/", "https://lens.example/rules/STS213.html"),
            (
                "https://lens.example/a/b/",
                "https://lens.example/a/b/rules/STS213.html",
            ),
            (
                "https://lens.example/a/index.html?q=/x",
                "https://lens.example/a/rules/STS213.html",
            ),
            ("", "rules/STS213.html"),
        ] {
            assert_eq!(rule.shared(page), address);
            assert_eq!(Route::Rules.shared(page), format!("{page}#/rules"));
        }
    }

    #[test]
    fn monstrous_names_lead_to_the_start() {
        let long = "ü".repeat(1_000_000);
        assert_eq!(Route::parse(&format!("#/check/{long}")), Route::Start);
        let most = "a".repeat(LONGEST);
        assert_eq!(Route::parse(&format!("#/check/{most}")), Route::Check(most));
    }
}
