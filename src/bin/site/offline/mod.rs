//! What keeps the page for use without a network: the service worker with the list of the build's own files.
//!
//! The static pages, some hundred, come as one file beside them, which the worker takes apart: one request, and together
//! they compress well. A build that isn't a release gets a worker that removes what a release kept.

mod integrity;

use crate::rules::frame::Assets;
use crate::rules::{self, File};
use crate::split;
use integrity::integrity;
use mta_sts_lens::json::quote;
use std::path::Path;
use std::{fs, io};

/// The worker. It lies beside `index.html`, since it may serve nothing above itself.
const NAME: &str = "sw.js";

const WORKER: &str = include_str!("sw.js");
const GONE: &str = include_str!("gone.js");

/// The static pages in one file.
const BUNDLE: &str = "rules/all.json";

/// What is seen where something was shared and nothing takes it in.
const SHARE: (&str, &str) = ("share", include_str!("share.html"));

/// Where in it the icon and the style sheet of the build are named.
const ASSETS: &str = "<!-- icon and style sheet -->";

/// What of `www/` the pages ask for. The probe is left out: without a network it is of no use.
const WWW: [&str; 6] = [
    "boot.js",
    "icon.svg",
    "manifest.webmanifest",
    "offline.js",
    "rules.js",
    "theme.js",
];

/// Endings of what the page asks for in its own folder.
const ENDINGS: [&str; 6] = ["css", "html", "js", "svg", "txt", "wasm"];

/// Writes the worker, and what it needs, for the build in this folder. `pages`: the static ones.
///
/// # Errors
/// A file can't be read or written, or isn't there.
pub fn finish(folder: &Path, pages: &[File], release: bool) -> io::Result<()> {
    if !release {
        return fs::write(folder.join(NAME), GONE);
    }
    let share = folder.join(SHARE.0);
    fs::create_dir_all(&share)?;
    let assets = Assets::of(&fs::read_to_string(folder.join("index.html"))?)?;
    fs::write(share.join("index.html"), SHARE.1.replace(ASSETS, assets.tags()))?;
    fs::write(folder.join(BUNDLE), bundle(pages))?;
    let names = files(folder)?;
    let contents = names
        .iter()
        .map(|name| fs::read(folder.join(name)))
        .collect::<io::Result<Vec<_>>>()?;
    let bundled: usize = pages.iter().map(|page| page.text.len()).sum();
    let stored = names.iter().zip(&contents).filter(|(name, _)| *name != BUNDLE);
    let head = Head {
        version: split::hash(
            names
                .iter()
                .map(String::as_bytes)
                .chain(contents.iter().map(Vec::as_slice)),
        ),
        bytes: stored.map(|(_, content)| content.len()).sum::<usize>() + bundled,
        names: &names,
        digests: names
            .iter()
            .zip(&contents)
            .filter(|(name, _)| !split::is_hashed(name))
            .map(|(name, content)| (name.as_str(), integrity(content)))
            .collect(),
        pages: pages
            .iter()
            .map(|page| format!("{}/{}", rules::FOLDER, page.name))
            .collect(),
    };
    fs::write(folder.join(NAME), format!("{}{WORKER}", head.write()))
}

/// What the build puts in front of the worker.
struct Head<'a> {
    version: String,
    bytes: usize,
    names: &'a [String],
    /// What the files hold whose names don't tell one build from another.
    digests: Vec<(&'a str, String)>,
    pages: Vec<String>,
}

impl Head<'_> {
    fn write(&self) -> String {
        format!(
            "const VERSION = {};\nconst BYTES = {};\nconst BUNDLE = {};\nconst FILES = {};\nconst DIGESTS = {{{}}};\nconst PAGES = {};\n",
            quoted(&self.version),
            self.bytes,
            quoted(BUNDLE),
            array(self.names.iter().map(|name| quoted(name))),
            self.digests
                .iter()
                .map(|(name, digest)| format!("{}:{}", quoted(name), quoted(digest)))
                .collect::<Vec<_>>()
                .join(","),
            array(self.pages.iter().map(|name| quoted(name)))
        )
    }
}

/// The names of the files that the page may ask for, in order.
fn files(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = vec![BUNDLE.to_owned(), format!("{}/index.html", SHARE.0)];
    names.extend(WWW.map(|name| format!("www/{name}")));
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let wanted = ENDINGS.iter().any(|ending| has_ending(&name, ending));
        if wanted && name != NAME && entry.file_type()?.is_file() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|own| own == ending)
}

/// The pages with their names: `[["rules/STS101.html", "…"], …]`.
fn bundle(pages: &[File]) -> String {
    let page = |page: &File| {
        let name = format!("{}/{}", rules::FOLDER, page.name);
        format!("[{},{}]", quoted(&name), quoted(&page.text))
    };
    array(pages.iter().map(page))
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    quote(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use mta_sts_lens::json;

    fn page(name: &str, text: &str) -> File {
        File {
            name: name.to_owned(),
            text: text.to_owned(),
        }
    }

    const INDEX: &str = "<link rel=\"icon\" href=\"./icon-00000000000000cc.svg\"/>
        <link rel=\"stylesheet\" href=\"./style-00000000000000bb.css\"/><script data-js=\"./app-00000000000000aa.js\">";

    /// A folder as a build leaves it; it goes with its owner.
    struct Built(std::path::PathBuf);

    impl Built {
        fn new(name: &str, rules_txt: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("lens-offline-{name}-{}", std::process::id()));
            fs::create_dir_all(folder.join("www")).unwrap();
            fs::create_dir_all(folder.join(rules::FOLDER)).unwrap();
            for name in WWW {
                fs::write(folder.join("www").join(name), name).unwrap();
            }
            for (name, text) in [
                ("index.html", INDEX),
                ("app-00000000000000aa.js", "1"),
                ("icon-00000000000000cc.svg", "2"),
                ("style-00000000000000bb.css", "3"),
                ("rules.txt", rules_txt),
                ("_headers", "no file of the page"),
                ("www/probe.html", "nor this"),
            ] {
                fs::write(folder.join(name), text).unwrap();
            }
            Self(folder)
        }

        fn worker(&self, pages: &[File]) -> String {
            finish(&self.0, pages, true).unwrap();
            fs::read_to_string(self.0.join(NAME)).unwrap()
        }
    }

    impl Drop for Built {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn value<'a>(worker: &'a str, name: &str) -> &'a str {
        let start = format!("const {name} = ");
        let line = worker.lines().find_map(|line| line.strip_prefix(&start)).unwrap();
        line.strip_suffix(';').unwrap()
    }

    #[test]
    fn the_worker_knows_the_files_of_the_build_and_no_other() {
        let built = Built::new("files", "a");
        let worker = built.worker(&[page("STS101.html", "<p>\"é\\</p>")]);
        let names = json::parse(value(&worker, "FILES").as_bytes()).unwrap();
        let names: Vec<&str> = names
            .root
            .as_array()
            .unwrap()
            .iter()
            .filter_map(json::Value::as_str)
            .collect();
        let wanted = [
            "app-00000000000000aa.js",
            "icon-00000000000000cc.svg",
            "index.html",
            "rules.txt",
            "rules/all.json",
            "share/index.html",
            "style-00000000000000bb.css",
        ];
        let www: Vec<String> = WWW.iter().map(|name| format!("www/{name}")).collect();
        assert_eq!(
            names,
            [&wanted[..], &www.iter().map(String::as_str).collect::<Vec<_>>()].concat()
        );
        assert_eq!(value(&worker, "PAGES"), "[\"rules/STS101.html\"]");
        // A name that carries no hash doesn't tell this build's file from another's: its digest does.
        let digests = json::parse(value(&worker, "DIGESTS").as_bytes()).unwrap();
        for name in names {
            let digest = integrity(&fs::read(built.0.join(name)).unwrap());
            let wanted = (!name.contains("-00000000000000")).then_some(&*digest);
            assert_eq!(digests.root.get(name).and_then(json::Value::as_str), wanted, "{name}");
        }
        let bundle = fs::read(built.0.join(BUNDLE)).unwrap();
        let bundle = json::parse(&bundle).unwrap();
        let first = bundle.root.as_array().unwrap()[0].as_array().unwrap();
        assert_eq!(first[1].as_str(), Some("<p>\"é\\</p>"));
    }

    #[test]
    fn what_says_that_nothing_was_shared_looks_like_the_page_offline_too() {
        let built = Built::new("share", "a");
        let worker = built.worker(&[]);
        let page = fs::read_to_string(built.0.join("share/index.html")).unwrap();
        let named: Vec<&str> = page
            .split("<link ")
            .skip(1)
            .filter_map(|link| link.split_once("href=\"../")?.1.split('"').next())
            .collect();
        assert_eq!(named, ["icon-00000000000000cc.svg", "style-00000000000000bb.css"]);
        for name in named {
            assert!(value(&worker, "FILES").contains(&format!("\"{name}\"")), "{name}");
        }
    }

    #[test]
    fn the_version_follows_from_what_is_kept() {
        let version = |name: &str, text: &str, page_text: &str| {
            let worker = Built::new(name, text).worker(&[page("STS101.html", page_text)]);
            value(&worker, "VERSION").to_owned()
        };
        let first = version("one", "a", "p");
        assert_eq!(first, version("two", "a", "p"));
        assert_ne!(first, version("three", "b", "p"));
        assert_ne!(first, version("four", "a", "q"));
    }

    #[test]
    fn a_build_that_is_no_release_keeps_nothing() {
        let built = Built::new("debug", "a");
        finish(&built.0, &[], false).unwrap();
        let worker = fs::read_to_string(built.0.join(NAME)).unwrap();
        assert!(worker.contains("unregister") && !worker.contains("cache.put"));
    }

    #[test]
    fn nothing_is_stored_but_what_is_installed_or_shared() {
        // Each call that stores stands in one of these three.
        let mut within = "";
        for line in WORKER.lines() {
            if let Some(name) = line.strip_prefix("async function ") {
                within = name.split('(').next().unwrap();
            }
            if line.contains(".put(") || line.contains(".add(") || line.contains(".addAll(") {
                assert!(["fill", "unpack", "shared"].contains(&within), "{within}: {line}");
            }
        }
    }

    /// The examples of FIPS 180, and lengths around the end of a block (by coreutils' `sha256sum`).
    #[test]
    fn digests_are_those_of_others() {
        for (bytes, wanted) in [
            (Vec::new(), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
            (b"abc".to_vec(), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
            (
                b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".to_vec(),
                "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=",
            ),
            (vec![b'a'; 55], "n0OQ+NMMLdkuyfCVtl4rmumwqSWlJY4kHJ8ekQ9zQxg="),
            (vec![b'a'; 56], "s1Q5pKxvCUi21vnjxq8PX1kM4g8b3nCQ73lwaG7Gc4o="),
            (vec![b'a'; 63], "fT50oF19sVvOStnsBljqmOPwbu7PFrTG//LaRX3cLzQ="),
            (vec![b'a'; 64], "/+BU/nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs="),
            (vec![b'a'; 65], "Y1NhxIu56rFBmOduqKt/GkFoXWrWKqkUbTAdTxfrCuA="),
            (vec![b'a'; 1_000_000], "zcduXJkU+5KBocfihNc+Z/GAmkiklyAOBG05zMcRLNA="),
        ] {
            assert_eq!(integrity(&bytes), format!("sha256-{wanted}"), "{} bytes", bytes.len());
        }
    }
}
