//! Compares a URL with the one URL that a policy has (RFC 8461 §3.2):
//! `https://mta-sts.<policy domain>/.well-known/mta-sts.txt`.

use super::idn::to_ascii;
use super::rules::http::{
    URL_FILE, URL_FOLDER, URL_HOST, URL_MALFORMED, URL_PATH, URL_PER_DOMAIN, URL_PORT, URL_QUERY, URL_SCHEME,
};
use super::sink::Sink;
use crate::near;
use crate::text::part;
use std::borrow::Cow;

/// The one path.
const PATH: &str = "/.well-known/mta-sts.txt";

/// Stands for the domain where it isn't known.
const ANY_DOMAIN: &str = "<domain>";

/// The parts of a URL that count; the fragment is never sent.
struct Parts<'a> {
    scheme: &'a str,
    host: &'a str,
    port: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

/// Judges the URL as that of the policy of `policy_domain`. Where that is empty, the domain is the one that the host would
/// be the policy host of.
pub(super) fn judge(policy_domain: &str, url: &str, sink: &mut Sink<'_>) {
    let Some(parts) = split(url.trim()) else {
        sink.add(URL_MALFORMED.finding().with("url", url));
        return;
    };
    let domain = match policy_domain.trim_end_matches('.') {
        "" => served(parts.host).unwrap_or(ANY_DOMAIN),
        given => given,
    };
    let domain = a_labels(domain);
    let wanted = format!("mta-sts.{domain}");
    if !parts.scheme.eq_ignore_ascii_case("https") {
        let url = format!("https://{wanted}{PATH}");
        sink.add(URL_SCHEME.finding().with("scheme", parts.scheme).with("url", url));
    }
    if !a_labels(parts.host.trim_end_matches('.')).eq_ignore_ascii_case(&wanted) {
        let why = host_words(parts.host, &domain);
        sink.add(
            URL_HOST
                .finding()
                .with("host", parts.host)
                .with("why", why)
                .with("wanted", wanted),
        );
    }
    let default = if parts.scheme.eq_ignore_ascii_case("http") {
        "80"
    } else {
        "443"
    };
    if let Some(port) = parts.port.filter(|port| !port.is_empty() && *port != default) {
        sink.add(URL_PORT.finding().with("port", port));
    }
    path(parts.path, sink);
    if let Some(query) = parts.query {
        sink.add(URL_QUERY.finding().with("query", format!("?{query}")));
    }
}

/// The Policy Domain whose policy stands at a URL, which may be given without its scheme; in small letters.
#[must_use]
pub fn policy_domain(url: &str) -> Option<String> {
    let url = url.trim();
    let whole = if part::holds(url, "://") {
        Cow::Borrowed(url)
    } else {
        Cow::Owned(format!("https://{url}"))
    };
    served(split(&whole)?.host).map(str::to_ascii_lowercase)
}

/// The domain that a host of this name is the policy host of, if it is one.
fn served(host: &str) -> Option<&str> {
    let (front, domain) = host.trim_end_matches('.').split_once('.')?;
    (front.eq_ignore_ascii_case("mta-sts") && !domain.is_empty()).then_some(domain)
}

/// A name as DNS and senders have it, in A-labels; as it is where it has no such form.
fn a_labels(name: &str) -> Cow<'_, str> {
    let ascii = if name.is_ascii() { None } else { to_ascii(name) };
    ascii.map_or(Cow::Borrowed(name), Cow::Owned)
}

/// `scheme://[userinfo@]host[:port][path][?query][#fragment]`.
fn split(url: &str) -> Option<Parts<'_>> {
    let (scheme, rest) = part::parted(url, "://")?;
    let word = scheme
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    if scheme.is_empty() || !word {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (rest, query) = match rest.split_once('?') {
        Some((rest, query)) => (rest, Some(query)),
        None => (rest, None),
    };
    let at = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(at).unwrap_or((rest, ""));
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    (!host.is_empty() && !host.contains(char::is_whitespace)).then_some(Parts {
        scheme,
        host,
        port,
        path,
        query,
    })
}

/// What the wrong host is, as an insertion into the message.
fn host_words(host: &str, domain: &str) -> String {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let domain = domain.to_ascii_lowercase();
    let known = match host.strip_suffix(&domain) {
        Some("") => "the domain itself",
        Some("www.") => "the web site",
        Some("_mta-sts.") => "the name of the TXT record",
        Some(front)
            if front
                .strip_suffix('.')
                .is_some_and(|label| near::is_near(label.as_bytes(), b"mta-sts", 2)) =>
        {
            "nearly the right name"
        }
        _ => return String::new(),
    };
    format!(", {known}")
}

/// RFC 8461 §3.2: the path is fixed, to the letter.
fn path(path: &str, sink: &mut Sink<'_>) {
    if path == PATH {
        return;
    }
    let parts: Vec<&str> = path.split('/').take(6).collect();
    match parts.as_slice() {
        ["", folder, file] => {
            let near_folder = near(folder, ".well-known", 3);
            let near_file = near(file, "mta-sts.txt", 4) || near(file, "mta-sts.txt.txt", 2);
            if *folder != ".well-known" && near_folder && near_file {
                sink.add(URL_FOLDER.finding().with("found", folder));
            }
            if *file != "mta-sts.txt" && near_folder && near_file {
                sink.add(URL_FILE.finding().with("found", file));
            }
            if !(near_folder && near_file) {
                sink.add(URL_PATH.finding().with("path", path));
            }
        }
        ["", folder, between, file]
            if near(folder, ".well-known", 3) && near(file, "mta-sts.txt", 4) && between.contains('.') =>
        {
            sink.add(URL_PER_DOMAIN.finding().with("path", path));
        }
        _ => sink.add(URL_PATH.finding().with("path", path)),
    }
}

fn near(found: &str, wanted: &str, steps: usize) -> bool {
    near::is_near(found.as_bytes(), wanted.as_bytes(), steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{Finding, Findings, Subject};

    fn judged(url: &str) -> Vec<&'static str> {
        let mut findings = Findings::new();
        judge("Example.com", url, &mut Sink::new(&mut findings, Subject::PolicyHost));
        findings.as_slice().iter().map(|finding| finding.rule.name).collect()
    }

    #[test]
    fn the_domain_is_told_by_the_url() {
        for (url, want) in [
            (
                "https://mta-sts.example.com/.well-known/mta-sts.txt",
                Some("example.com"),
            ),
            ("MTA-STS.Example.com.", Some("example.com")),
            ("https://mta-sts.a:443/", Some("a")),
            ("https://example.com/mta-sts.txt", None),
            ("https://a@mta-sts.b.example?c", Some("b.example")),
            ("mta-sts.example.com/.well-known/mta-sts.txt", Some("example.com")),
            ("mta-sts.", None),
            ("", None),
        ] {
            assert_eq!(policy_domain(url).as_deref(), want, "{url}");
        }
    }

    #[test]
    fn there_is_one_url() {
        for good in [
            "https://mta-sts.example.com/.well-known/mta-sts.txt",
            "HTTPS://MTA-STS.EXAMPLE.COM:443/.well-known/mta-sts.txt#x",
            "https://mta-sts.example.com./.well-known/mta-sts.txt",
        ] {
            assert_eq!(judged(good), [""; 0], "{good}");
        }
        for (url, names) in [
            (
                "http://mta-sts.example.com/.well-known/mta-sts.txt",
                &["URL_SCHEME"][..],
            ),
            ("https://example.com/.well-known/mta-sts.txt", &["URL_HOST"]),
            ("https://mta-sts.example.org/.well-known/mta-sts.txt", &["URL_HOST"]),
            (
                "https://mta-sts.example.com:8443/.well-known/mta-sts.txt",
                &["URL_PORT"],
            ),
            ("https://mta-sts.example.com/.well-known/mta-sts.txt?x", &["URL_QUERY"]),
            ("https://mta-sts.example.com/", &["URL_PATH"]),
            ("https://mta-sts.example.com", &["URL_PATH"]),
            ("https://mta-sts.example.com/mta-sts.txt", &["URL_PATH"]),
            ("https://mta-sts.example.com//.well-known/mta-sts.txt", &["URL_PATH"]),
            ("mta-sts.example.com/.well-known/mta-sts.txt", &["URL_MALFORMED"]),
            ("https:///x", &["URL_MALFORMED"]),
            ("", &["URL_MALFORMED"]),
        ] {
            assert_eq!(judged(url), names, "{url}");
        }
    }

    #[test]
    fn names_are_compared_in_a_labels() {
        let of = |domain: &str, host: &str| {
            let mut findings = Findings::new();
            let url = format!("https://{host}{PATH}");
            judge(domain, &url, &mut Sink::new(&mut findings, Subject::PolicyHost));
            findings.into_vec().iter().map(Finding::message).collect::<String>()
        };
        for domain in ["Bücher.example.", "xn--bcher-kva.example"] {
            assert_eq!(of(domain, "mta-sts.xn--bcher-kva.example"), "", "{domain}");
            assert_eq!(of(domain, "mta-sts.bücher.example"), "", "{domain}");
            assert!(of(domain, "bücher.test").ends_with("ask `mta-sts.xn--bcher-kva.example` and no other host"));
        }
    }

    #[test]
    fn without_a_domain_any_policy_host_will_do() {
        let of = |domain: &str, url: &str| {
            let mut findings = Findings::new();
            judge(domain, url, &mut Sink::new(&mut findings, Subject::PolicyHost));
            let found = findings.into_vec();
            found
                .iter()
                .map(|finding| (finding.rule.name, finding.message()))
                .collect::<Vec<_>>()
        };
        for domain in ["", "."] {
            for host in ["mta-sts.example.com", "MTA-STS.example.com.", "mta-sts.bücher.example"] {
                assert_eq!(of(domain, &format!("https://{host}{PATH}")), [], "{host}");
            }
            for host in ["example.com", "mta-sts", "mta-sts.", "mta-sts.."] {
                let found = of(domain, &format!("https://{host}{PATH}"));
                let says = format!("this came from `{host}`; senders ask `mta-sts.<domain>` and no other host");
                assert_eq!(found, [("URL_HOST", says)]);
            }
        }
        let mut findings = Findings::new();
        let url = "http://mta-sts.example.com/.well-known/mta-sts.txt";
        judge("", url, &mut Sink::new(&mut findings, Subject::PolicyHost));
        let served: Vec<_> = findings.as_slice().iter().map(|finding| finding.arg("url")).collect();
        assert_eq!(served, [Some("https://mta-sts.example.com/.well-known/mta-sts.txt")]);
    }

    #[test]
    fn near_misses_of_the_path_are_told_apart() {
        for (path, names) in [
            ("/.well-know/mta-sts.txt", &["URL_FOLDER"][..]),
            ("/.well_known/mta-sts.txt", &["URL_FOLDER"]),
            ("/.wellknown/mta-sts.txt", &["URL_FOLDER"]),
            ("/.well-kown/mta-sts.txt", &["URL_FOLDER"]),
            ("/well-known/mta-sts.txt", &["URL_FOLDER"]),
            ("/.Well-Known/mta-sts.txt", &["URL_FOLDER"]),
            ("/.well-known/mta-sts", &["URL_FILE"]),
            ("/.well-known/mta-sts.txt.txt", &["URL_FILE"]),
            ("/.well-known/MTA-STS.txt", &["URL_FILE"]),
            ("/.well-known/mta_sts.txt", &["URL_FILE"]),
            ("/well-known/mta_sts.txt", &["URL_FOLDER", "URL_FILE"]),
            ("/.well-known/m-tec.pt/mta-sts.txt", &["URL_PER_DOMAIN"]),
            ("/.well-known/security.txt", &["URL_PATH"]),
        ] {
            assert_eq!(judged(&format!("https://mta-sts.example.com{path}")), names, "{path}");
        }
    }
}
