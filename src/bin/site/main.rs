//! Finishes the built page: Trunk runs it when all files of a build stand in its staging folder. And the package for
//! JavaScript ([`pkg`]): `./lens pkg` runs it.
//!
//! Its program is split in parts ([`split`]), and the worker that reads reports is put beside it ([`reader`]). What
//! explains the rules, and the templates of the generator, become files that the page loads when they are first wanted.
//! Each rule gets a static page ([`rules`]). A release gets its content
//! security policy, in the document, so that it holds on every static host; what hosts should say with each file stands in
//! files for each kind of host ([`hosting`]); and what keeps the page for use without a network comes last ([`offline`]).
//! `trunk serve` without `--release` gets none: its reload script is inline. Static pages always have theirs.

mod hosting;
mod offline;
mod pkg;
mod reader;
mod rules;
mod split;

use hosting::{PAGE, write};
use mta_sts_lens::make::bundle;
use mta_sts_lens::registry;
use mta_sts_lens::rule::explanation;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

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
        host(folder)?;
    } else {
        fs::write(page, html)?;
    }
    offline::finish(folder, &pages, release)
}

/// The document with the policy in its head.
fn with_policy(html: &str) -> Option<String> {
    let (before, after) = html.split_once(MARK)?;
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{PAGE}\">");
    Some(format!("{before}{MARK}{meta}{after}"))
}

/// What the host should say with each file, in the form that each kind of host reads.
fn host(folder: &Path) -> io::Result<()> {
    let said = hosting::said(rules::frame::POLICY);
    let mut hashed = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if split::is_hashed(&name) {
            hashed.push(name);
        }
    }
    hashed.sort();
    let others = folder.join("_hosting");
    fs::create_dir_all(&others)?;
    fs::write(folder.join("_headers"), write::headers(&said, &hashed))?;
    fs::write(folder.join(".htaccess"), write::apache(&said))?;
    fs::write(others.join("nginx.conf"), write::nginx(&said))?;
    fs::write(others.join("Caddyfile"), write::caddy(&said))
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
        assert!(!PAGE.contains("unsafe-inline") && !PAGE.contains("'unsafe-eval'"));
        let page = include_str!("../../../index.html");
        for inline in ["<style", "style=", "onclick=", "<script"] {
            assert!(!page.contains(inline), "{inline}");
        }
    }

    #[test]
    fn the_probe_keeps_its_own_policy() {
        assert!(include_str!("../../../www/probe.html").contains("default-src 'none'"));
    }
}
