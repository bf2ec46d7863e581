//! Finishes the built page: Trunk runs it when all files of a build stand in its staging folder. And the package for
//! JavaScript ([`pkg`]): `./lens pkg` runs it.
//!
//! Its program is split in parts ([`split`]), and the worker that reads reports is put beside it ([`reader`]). What
//! explains the rules, and the templates of the generator, become files that the page loads when they are first wanted.
//! Each rule gets a static page ([`rules`]). A release gets its content
//! security policy, in the document, so that it holds on every static host, and as a `_headers` file for the hosts that
//! know it. `trunk serve` without `--release` gets none: its reload script is inline. Static pages always have theirs.

mod offline;
mod pkg;
mod reader;
mod rules;
mod split;

use mta_sts_lens::make::bundle;
use mta_sts_lens::registry;
use mta_sts_lens::rule::explanation;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

/// Policy hosts are anywhere, so `connect-src` is as wide as `https:`; the probe's frame is a file of the page's own,
/// with a policy of its own.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self' https:; frame-src 'self'; worker-src 'self'; manifest-src 'self'; \
    base-uri 'self'; form-action 'none'";

/// The element before which the policy is put: nothing that it governs may come earlier.
const MARK: &str = "<meta charset=\"utf-8\">";

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let done = match (arguments.next(), arguments.next(), env::var("TRUNK_STAGING_DIR")) {
        (Some(what), Some(folder), _) if what == "pkg" => pkg::finish(Path::new(&folder)),
        (None, None, Ok(staging)) => {
            let release = env::var("TRUNK_PROFILE").as_deref() == Ok("release");
            finish(Path::new(&staging), release)
        }
        _ => Err(io::Error::other(
            "to be run by Trunk, after a build, or as `site pkg FOLDER`",
        )),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("site: {error}");
            ExitCode::FAILURE
        }
    }
}

fn finish(folder: &Path, release: bool) -> io::Result<()> {
    let texts = registry::texts();
    fs::write(folder.join(explanation::FILE), &texts)?;
    explanation::load(texts);
    fs::write(folder.join(bundle::FILE), bundle::write())?;
    let page = folder.join("index.html");
    let html = split::split(folder, &fs::read_to_string(&page)?, release)?;
    let html = reader::finish(folder, &html, release)?;
    let rules = folder.join(rules::FOLDER);
    fs::create_dir_all(&rules)?;
    let pages = rules::pages(&html)?;
    for file in &pages {
        fs::write(rules.join(&file.name), &file.text)?;
    }
    if release {
        let html = with_policy(&html).ok_or_else(|| io::Error::other(format!("index.html holds no {MARK}")))?;
        fs::write(page, html)?;
        fs::write(folder.join("_headers"), headers())?;
    } else {
        fs::write(page, html)?;
    }
    offline::finish(folder, &pages, release)
}

/// The document with the policy in its head.
fn with_policy(html: &str) -> Option<String> {
    let (before, after) = html.split_once(MARK)?;
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    Some(format!("{before}{MARK}{meta}{after}"))
}

/// Headers in the form that Cloudflare Pages and Netlify read. Each policy goes to its pages alone: `www/probe.html` has
/// one of its own, and two policies would both hold.
fn headers() -> String {
    let page =
        |path: &str, policy: &str| format!("{path}\n  Content-Security-Policy: {policy}\n  Cache-Control: no-cache\n");
    [
        "/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n",
        &page("/", POLICY),
        &page("/index.html", POLICY),
        &page(&format!("/{}/*", rules::FOLDER), rules::frame::POLICY),
        // Scripts that other sites load by their own pages.
        "/embed/*\n  Access-Control-Allow-Origin: *\n  Cross-Origin-Resource-Policy: cross-origin\n  Cache-Control: no-cache\n",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_stands_before_all_that_it_governs() {
        let page = include_str!("../../../index.html");
        let html = with_policy(page).unwrap();
        let at = |what: &str| html.find(what).unwrap_or(usize::MAX);
        assert!(at("Content-Security-Policy") < at("<link"));
        assert!(at("Content-Security-Policy") < at("<script"));
        assert_eq!(with_policy("<html>"), None);
    }

    #[test]
    fn the_policy_allows_nothing_inline() {
        assert!(!POLICY.contains("unsafe-inline") && !POLICY.contains("'unsafe-eval'"));
        let page = include_str!("../../../index.html");
        for inline in ["<style", "style=", "onclick=", "<script"] {
            assert!(!page.contains(inline), "{inline}");
        }
    }

    #[test]
    fn each_page_has_the_policy_of_its_document() {
        let headers = headers();
        let paths: Vec<&str> = headers.lines().filter(|line| line.starts_with('/')).collect();
        assert_eq!(paths, ["/*", "/", "/index.html", "/rules/*", "/embed/*"]);
        let (_, rules) = headers.split_once("/rules/*\n").unwrap();
        assert!(
            rules.contains(rules::frame::POLICY) && !rules.contains("wasm-unsafe-eval"),
            "{rules}"
        );
        assert_eq!(headers.matches("Cache-Control: no-cache").count(), 4);
    }

    #[test]
    fn the_probe_keeps_its_own_policy() {
        // The first rule is the one for everything.
        let headers = headers();
        let (everywhere, _) = headers.split_once("\n/").unwrap();
        assert!(!everywhere.contains("Content-Security-Policy"), "{everywhere}");
        assert!(include_str!("../../../www/probe.html").contains("default-src 'none'"));
    }
}
