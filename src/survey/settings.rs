//! What the user chose: resolvers, colours, what is remembered. Kept in the browser alone.

use crate::json;
use crate::later;
use crate::text::part;
use serde::{Deserialize, Serialize};

/// A DNS-over-HTTPS server that speaks JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolver {
    /// What it is called on the page.
    pub name: String,
    /// Its address, up to where `?name=` follows.
    pub url: String,
}

impl Resolver {
    /// Google Public DNS.
    #[must_use]
    pub fn google() -> Self {
        Self {
            name: "Google".into(),
            url: "https://dns.google/resolve".into(),
        }
    }

    /// Cloudflare's 1.1.1.1.
    #[must_use]
    pub fn cloudflare() -> Self {
        Self {
            name: "Cloudflare".into(),
            url: "https://cloudflare-dns.com/dns-query".into(),
        }
    }

    /// Whether it can be asked: the page's content security policy lets requests out by `https:` alone, and a browser sends
    /// none to an address with a name and password.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        let Self { name, url } = self;
        let host = url
            .strip_prefix("https://")
            .and_then(|rest| rest.split(['/', '?']).next());
        !name.trim().is_empty()
            && name.len() <= LONGEST
            && url.len() <= LONGEST
            && host.is_some_and(|host| !host.is_empty() && !part::holds(host, "@"))
            && url.chars().all(|c| c.is_ascii_graphic() && c != '#')
    }
}

/// The colour scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How many resolvers there may be.
pub const MOST: usize = 8;

/// Longest name and address of a resolver, in bytes.
const LONGEST: usize = 300;

/// What the user chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Whom to ask, the preferred one first; never empty.
    pub resolvers: Vec<Resolver>,
    /// The colour scheme.
    pub theme: Theme,
    /// Whether the text that is written in Validate is remembered.
    pub remembers_text: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            resolvers: vec![Resolver::google(), Resolver::cloudflare()],
            theme: Theme::System,
            remembers_text: true,
        }
    }
}

impl Settings {
    /// What is left when all is forgotten: that something isn't to be remembered.
    #[must_use]
    pub fn forgotten(&self) -> Self {
        Self {
            remembers_text: self.remembers_text,
            ..Self::default()
        }
    }

    /// Reads what was stored; takes what is usable of it. By hand, since the reader is in the page anyway, and a derived
    /// one weighs as much as all the rest here.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut settings = Self::default();
        let Ok(document) = json::parse(text.as_bytes()) else {
            return settings;
        };
        let member = |value: &json::Value, name| value.get(name).and_then(json::Value::as_str).map(str::to_owned);
        settings.theme = match member(&document.root, "theme").as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        settings.remembers_text = document.root.get("remembers_text").and_then(json::Value::as_bool) != Some(false);
        let stored = document
            .root
            .get("resolvers")
            .and_then(json::Value::as_array)
            .unwrap_or_default();
        let resolvers: Vec<_> = stored
            .iter()
            .filter_map(|value| {
                Some(Resolver {
                    name: member(value, "name")?,
                    url: member(value, "url")?,
                })
            })
            .filter(Resolver::is_usable)
            .take(MOST)
            .collect();
        if !resolvers.is_empty() {
            settings.resolvers = resolvers;
        }
        settings
    }

    /// The resolver that an address means, if it can be added; `normal` gives the address as the browser reads it.
    ///
    /// # Errors
    /// In words, why not; code stands between backticks.
    pub fn own_resolver(&self, text: &str, normal: impl Fn(&str) -> Option<String>) -> Result<Resolver, &'static str> {
        const NO_ADDRESS: &str = "That is no address of a server, such as `https://dns.example.net/resolve`.";
        if later::rest().is_none() {
            return Err(NO_ADDRESS);
        }
        let text = text.trim();
        if text.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("http://")) {
            return Err("The page may send requests by `https:` alone. Enter an address that begins with `https://`.");
        }
        let url = Some(text)
            // A browser would take the path for the host.
            .filter(|text| !text.is_empty() && !part::holds(text, ":///"))
            .and_then(normal)
            .ok_or(NO_ADDRESS)?;
        let name = url
            .strip_prefix("https://")
            .and_then(|rest| rest.split(['/', '?']).next())
            .unwrap_or_default();
        let resolver = Resolver {
            name: name.to_owned(),
            url,
        };
        if !resolver.is_usable() {
            return Err(NO_ADDRESS);
        }
        if self.resolvers.iter().any(|known| known.url == resolver.url) {
            return Err("It is in the list already.");
        }
        if self.resolvers.len() >= MOST {
            return Err("The list is full; remove another first.");
        }
        Ok(resolver)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolver(name: &str, url: &str) -> Resolver {
        Resolver {
            name: name.into(),
            url: url.into(),
        }
    }

    #[test]
    fn only_what_can_be_asked_is_kept() {
        for (name, url, good) in [
            ("Own", "https://doh.example.net/resolve", true),
            ("Own", "https://doh.example.net/resolve?key=1", true),
            ("", "https://doh.example.net/resolve", false),
            ("Own", "http://doh.example.net/resolve", false),
            ("Own", "https://", false),
            ("Own", "https:///resolve", false),
            ("Own", "https://doh.example.net/#x", false),
            ("Own", "https://doh.example.net/a b", false),
            ("Own", "javascript:alert(1)", false),
            ("Own", &format!("https://{}", "a".repeat(LONGEST)), false),
        ] {
            assert_eq!(resolver(name, url).is_usable(), good, "{name} {url}");
        }
    }

    #[test]
    fn what_is_stored_is_read_back() {
        let settings = Settings {
            resolvers: vec![
                Resolver::cloudflare(),
                resolver("Own \"1\"", "https://doh.example.net/resolve?a=1"),
            ],
            theme: Theme::Dark,
            remembers_text: false,
        };
        assert_eq!(Settings::read(&serde_json::to_string(&settings).unwrap()), settings);
        let refused = Settings {
            remembers_text: false,
            ..Settings::default()
        };
        assert_eq!(settings.forgotten(), refused);
        let settings = Settings {
            theme: Theme::Light,
            ..Settings::default()
        };
        assert_eq!(Settings::read(&serde_json::to_string(&settings).unwrap()), settings);
    }

    #[test]
    fn rubbish_leaves_the_default_and_something_good_in_it_is_kept() {
        for rubbish in [
            "",
            "{",
            "null",
            "[]",
            "7",
            r#"{"resolvers": 1, "theme": {}}"#,
            r#"{"resolvers": [{}, "x"]}"#,
        ] {
            assert_eq!(Settings::read(rubbish), Settings::default(), "{rubbish}");
        }
        let text =
            r#"{"resolvers": [{"name": "x", "url": "ftp://x"}, {"name": "y", "url": "https://y"}], "theme": "pink"}"#;
        assert_eq!(Settings::read(text).resolvers, [resolver("y", "https://y")]);
        let many = vec![Resolver::google(); 50];
        let text = format!(r#"{{"resolvers": {}}}"#, serde_json::to_string(&many).unwrap());
        assert_eq!(Settings::read(&text).resolvers.len(), MOST);
    }

    #[test]
    fn own_resolvers_are_read() {
        let settings = Settings::default();
        let normal = |text: &str| Some(text.to_owned());
        let of = |text| settings.own_resolver(text, normal);
        assert_eq!(
            of(" https://doh.example.net/q?x=1 "),
            Ok(Resolver {
                name: "doh.example.net".into(),
                url: "https://doh.example.net/q?x=1".into()
            })
        );
        assert!(of("https://doh.example.net/@?user@example.net").is_ok());
        for text in [
            "",
            "x",
            "http://doh.example.net/",
            "https://",
            "https://a b/",
            "https://user:password@doh.example.net/",
            "https://user@doh.example.net/",
            "https://dns.google/resolve",
        ] {
            assert!(of(text).is_err(), "{text}");
        }
        let full = Settings {
            resolvers: vec![Resolver::google(); MOST],
            ..Settings::default()
        };
        assert!(full.own_resolver("https://doh.example.net/", normal).is_err());
    }
}
