//! What a static host should say with each file: policies, how long a file may be kept, whom it may be read by. Declared
//! once, here, and written for each kind of host ([`write`](mod@write)).
//!
//! The page works without any of it: its policy stands in the document too. Headers add what a document can't say of itself
//! (`frame-ancestors`), and that files whose names carry a hash never change.

pub mod write;

use std::sync::LazyLock;

/// Policy hosts are anywhere, so `connect-src` is as wide as `https:`; the probe's frame is a file of the page's own,
/// with a policy of its own.
pub const PAGE: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self' https:; frame-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'self'; form-action 'none'";

/// What keeps the page for use without a network fetches the page's own files and nothing else.
const WORKER: &str = "default-src 'none'; connect-src 'self'";

/// Nobody holds these in a frame.
const UNFRAMED: &str = "; frame-ancestors 'none'";

/// Made to be held in frames, by everybody.
const FRAMED: &str = "; frame-ancestors *";

/// What every file is sent with.
pub const ALL: [(&str, &str); 2] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
];

/// The header that says how long a file may be kept, and what it says.
pub const CACHE: &str = "Cache-Control";
/// It may be kept, but whether it is still that is asked each time.
pub const ASKED: &str = "no-cache";
/// Its name has a hash of what it holds.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Names with a hash, as a regular expression.
pub const HASHED: &str = r"-[0-9a-f]{16}(_bg)?\.[a-z]+$";

/// What must not be read: files for the host itself. `.well-known` may be: certificates are ordered by it.
pub const HIDDEN: &str = r"/(\.[^w]|_headers$|_hosting/)";

/// What is posted there by an installed app, where nothing in the browser takes it in, leads to the page that says so.
pub const SHARE: &str = r"/share/$";

/// Types that servers may not know, by ending.
pub const TYPES: [(&str, &str); 3] = [
    ("wasm", "application/wasm"),
    ("mjs", "text/javascript"),
    ("webmanifest", "application/manifest+json"),
];

/// A header that some files are sent with.
pub struct Said {
    /// Which: an expression on the end of the path, so that it holds in any folder. Of several that fit, the first counts.
    pub path: &'static str,
    /// The same as patterns of a `_headers` file, for a site that is the page and nothing else.
    pub patterns: &'static [&'static str],
    /// The header.
    pub name: &'static str,
    /// What it says.
    pub value: String,
}

/// All of them. `rules`: the policy of the rules' static pages.
pub fn said(rules: &str) -> Vec<Said> {
    let policy = |path, patterns, value: String| Said {
        path,
        patterns,
        name: "Content-Security-Policy",
        value,
    };
    let embed = |path, patterns, name, value: &str| Said {
        path,
        patterns,
        name,
        value: value.to_owned(),
    };
    vec![
        policy(r"/rules/[^/]*$", &["/rules/*"], format!("{rules}{UNFRAMED}")),
        policy(
            r"/share/(index\.html)?$",
            &["/share/*"],
            format!("{}{UNFRAMED}", *NOTHING_SHARED),
        ),
        // Some hosts leave the ending out of addresses.
        policy(
            r"/embed(\.html)?$",
            &["/embed.html", "/embed"],
            format!("{}{FRAMED}", *EMBED),
        ),
        policy(r"/sw\.js$", &["/sw.js"], WORKER.to_owned()),
        policy(r"/(index\.html)?$", &["/", "/index.html"], format!("{PAGE}{UNFRAMED}")),
        // Scripts and programs that other sites load by their own pages.
        embed(r"/embed/[^/]*$", &["/embed/*"], "Access-Control-Allow-Origin", "*"),
        embed(
            r"/embed(\.html$|$|/[^/]*$)",
            &["/embed/*", "/embed.html", "/embed"],
            "Cross-Origin-Resource-Policy",
            "cross-origin",
        ),
    ]
}

/// The policies that stand in the documents themselves.
static EMBED: LazyLock<&str> = LazyLock::new(|| policy_of(include_str!("../../api/js/embed.html")));
static NOTHING_SHARED: LazyLock<&str> = LazyLock::new(|| policy_of(include_str!("../offline/share.html")));

/// The policy in a document.
fn policy_of(html: &'static str) -> &'static str {
    let rest = html.split_once("http-equiv=\"Content-Security-Policy\" content=\"");
    let policy = rest.and_then(|(_, rest)| rest.split_once('"'));
    policy.map_or("default-src 'none'", |(policy, _)| policy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_say_their_policy() {
        assert!(
            EMBED.contains("'wasm-unsafe-eval'") && EMBED.contains("frame-src 'self'"),
            "{}",
            *EMBED
        );
        assert!(NOTHING_SHARED.contains("style-src 'self'"), "{}", *NOTHING_SHARED);
    }

    #[test]
    fn nothing_inline_is_allowed_anywhere() {
        for said in said("default-src 'none'") {
            assert!(
                !said.value.contains("unsafe-inline") && !said.value.contains("'unsafe-eval'"),
                "{}",
                said.value
            );
        }
    }
}
