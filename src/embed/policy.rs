//! What a content security policy must allow for it (CSP Level 3), and what each line is for.

use super::How;
use super::escape::url;

/// A line of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The directive with what it must list.
    pub text: String,
    /// What it is needed for.
    pub needed: &'static str,
    /// What happens without it.
    pub without: &'static str,
}

/// The lines, for a page that is served from `base`.
#[must_use]
pub fn lines(how: How, base: &str) -> Vec<Line> {
    let origin = origin(base);
    let line = |text: String, needed, without| Line { text, needed, without };
    match how {
        How::Element => vec![
            line(
                format!("script-src {origin} 'wasm-unsafe-eval';"),
                "the script, and starting WebAssembly",
                "the link inside the element stays, or the element says that it can’t run",
            ),
            line(
                format!("connect-src {origin} https:;"),
                "what the script loads; resolvers; policy hosts, which are anywhere",
                "with the resolvers alone the policy counts as not observable",
            ),
            line(
                format!("frame-src {origin};"),
                "the probe of policy hosts that no page may read",
                "such hosts count as not observable",
            ),
        ],
        How::Frame => vec![
            line(
                format!("frame-src {origin};"),
                "the frame; what runs in it has a policy of its own",
                "the frame stays empty",
            ),
            line(
                format!("script-src {origin};"),
                "the script that fits the frame to its content, and passes its events",
                "the frame keeps the height that is written, or that the browser gives it",
            ),
        ],
        How::Badge => vec![line(
            "img-src 'self';".to_owned(),
            "the picture, which lies with your own files",
            "its words stand in its place",
        )],
    }
}

/// Scheme, host and port of an address.
fn origin(base: &str) -> String {
    let (scheme, rest) = base.split_once("://").unwrap_or(("https", base));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // What would begin another source, or another directive.
    url(&format!("{scheme}://{host}")).replace([';', ','], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_origins() {
        for (base, wanted) in [
            ("https://lens.example/", "https://lens.example"),
            ("https://lens.example:8443/a/b/?x", "https://lens.example:8443"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
            ("https://a;script-src *,b/", "https://ascript-src%20%2Ab"),
        ] {
            assert_eq!(origin(base), wanted);
        }
    }

    #[test]
    fn nothing_unsafe_is_wanted_but_webassembly_for_the_element() {
        let frame = lines(How::Frame, "https://lens.example/");
        assert!(frame.iter().all(|line| !line.text.contains('\'')), "{frame:?}");
        for how in [How::Element, How::Frame, How::Badge] {
            for line in lines(how, "https://lens.example/") {
                assert!(
                    !line.text.contains("unsafe-inline") && !line.text.contains("'unsafe-eval'"),
                    "{}",
                    line.text
                );
            }
        }
    }
}
