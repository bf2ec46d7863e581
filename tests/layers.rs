//! Who may name whom: the drawing in `src/lib.rs`, held to by reading the sources.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/source.rs"]
mod source;

use std::path::Path;

/// Each module and those of this crate that it may name beside itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("order", &[]),
    ("near", &[]),
    ("crc", &[]),
    ("json", &["text"]),
    ("rule", &["text"]),
    ("dns", &["text", "order", "json", "rule"]),
    ("sts", &["text", "near", "json", "rule", "dns"]),
    ("tlsrpt", &["text", "near", "json", "rule", "dns"]),
    (
        "survey",
        &["text", "order", "near", "json", "rule", "dns", "sts", "tlsrpt"],
    ),
    (
        "senders",
        &["text", "order", "near", "json", "rule", "dns", "sts", "tlsrpt"],
    ),
    (
        "recognise",
        &[
            "text", "order", "near", "json", "rule", "dns", "sts", "tlsrpt", "survey",
        ],
    ),
    (
        "make",
        &[
            "text", "order", "near", "crc", "json", "rule", "dns", "sts", "tlsrpt", "survey",
        ],
    ),
    (
        "report",
        &[
            "text", "order", "near", "crc", "json", "rule", "dns", "sts", "tlsrpt", "survey",
        ],
    ),
    ("excerpt", &["text", "order", "rule", "survey"]),
    (
        "rollout",
        &[
            "text", "order", "near", "json", "rule", "dns", "sts", "tlsrpt", "survey",
        ],
    ),
    (
        "registry",
        &[
            "text",
            "rule",
            "dns",
            "sts",
            "tlsrpt",
            "survey",
            "senders",
            "recognise",
            "make",
            "rollout",
            "report",
        ],
    ),
    (
        "web",
        &[
            "text",
            "json",
            "rule",
            "dns",
            "sts",
            "tlsrpt",
            "survey",
            "recognise",
            "make",
        ],
    ),
    (
        "ui",
        &[
            "text",
            "order",
            "json",
            "rule",
            "dns",
            "sts",
            "tlsrpt",
            "survey",
            "senders",
            "excerpt",
            "recognise",
            "make",
            "rollout",
            "registry",
            "web",
        ],
    ),
];

/// What is plain Rust: no browser, no clock, no randomness, no I/O.
const CORE: &[&str] = &[
    "text",
    "order",
    "near",
    "crc",
    "json",
    "rule",
    "dns",
    "sts",
    "tlsrpt",
    "survey",
    "senders",
    "excerpt",
    "recognise",
    "make",
    "rollout",
    "report",
    "registry",
];

/// Names that no part of the core mentions.
const NOT_IN_CORE: &[&str] = &[
    // The browser.
    "yew",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "serde_wasm_bindgen",
    "gloo",
    "gloo_net",
    "gloo_timers",
    // The clock and randomness.
    "SystemTime",
    "Instant",
    "rand",
    "getrandom",
    "RandomState",
    // The machine.
    "fs",
    "io",
    "env",
    "process",
    "thread",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "ToSocketAddrs",
    // Output.
    "print",
    "println",
    "eprint",
    "eprintln",
    "dbg",
];

/// Names that mean the browser itself; components reach it through `web` alone.
const BROWSER: &[&str] = &[
    "web_sys",
    "js_sys",
    "gloo",
    "gloo_net",
    "wasm_bindgen",
    "serde_wasm_bindgen",
];

/// Longest source file, in lines.
const LONGEST: usize = 400;

/// Longest file of tests.
const LONGEST_OF_TESTS: usize = 700;

/// The top-level module that a file of `src/` belongs to; `None` for `lib.rs` and the bins.
fn module(path: &Path) -> Option<&str> {
    let first = path.strip_prefix("src").ok()?.components().next()?;
    let name = Path::new(first.as_os_str()).file_stem()?.to_str()?;
    (!matches!(name, "lib" | "main" | "bin")).then_some(name)
}

/// Every file of `src/` that belongs to a module, with the code that it ships.
fn shipped() -> Vec<(std::path::PathBuf, String)> {
    let files = source::files("src", "rs");
    assert!(files.len() > 10, "the sources were not found");
    files
        .into_iter()
        .filter(|path| module(path).is_some())
        .map(|path| {
            let code = source::code(source::without_tests(&source::read(&path)));
            (path, code)
        })
        .collect()
}

#[test]
fn each_module_names_only_what_stands_below_it() {
    let mut wrong = Vec::new();
    for (path, code) in shipped() {
        let module = module(&path).unwrap();
        let Some((_, below)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{}: the module {module} has no layer", path.display()));
            continue;
        };
        for named in source::own_modules(&code) {
            let is_module = LAYERS.iter().any(|(name, _)| *name == named);
            if is_module && named != module && !below.contains(&named.as_str()) {
                wrong.push(format!("{}: names crate::{named}", path.display()));
            }
        }
        if code.contains("super::super::super") {
            wrong.push(format!("{}: climbs by super; write crate::", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_core_knows_no_browser_clock_chance_or_machine() {
    let mut wrong = Vec::new();
    for (path, code) in shipped() {
        if !CORE.contains(&module(&path).unwrap()) {
            continue;
        }
        for (line, word) in source::words(&code) {
            if NOT_IN_CORE.contains(&word) {
                wrong.push(format!("{}:{line}: {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn components_reach_the_browser_through_web_alone() {
    let mut wrong = Vec::new();
    for (path, code) in shipped() {
        if module(&path) != Some("ui") || path.starts_with("src/ui/hooks") {
            continue;
        }
        for (line, word) in source::words(&code) {
            if BROWSER.contains(&word) {
                wrong.push(format!("{}:{line}: {word}", path.display()));
            }
        }
        // The page's CSP blocks style attributes.
        for (number, line) in code.lines().enumerate() {
            let attribute = line.split("style=").skip(1).any(|after| !after.starts_with('='));
            if attribute {
                wrong.push(format!("{}:{}: a style attribute", path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn exports_to_javascript_stand_in_bins() {
    let mut wrong = Vec::new();
    for (path, code) in shipped() {
        if exports(&code) {
            wrong.push(path);
        }
    }
    assert!(
        wrong.is_empty(),
        "exports in the library end up in every bin: {wrong:#?}"
    );
}

/// Whether `#[wasm_bindgen]` stands on anything but a block of imports (`extern "C"`) or within one.
fn exports(code: &str) -> bool {
    let mut rest = code;
    while let Some((_, after)) = rest.split_once("#[wasm_bindgen") {
        let Some((_, item)) = after.split_once(']') else {
            return true;
        };
        if !item.trim_start().starts_with("extern") && !item.trim_start().starts_with("unsafe extern") {
            return true;
        }
        let Some(open) = item.find('{') else { return true };
        let mut depth = 0;
        let end = item[open..].char_indices().find_map(|(at, c)| {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            (depth == 0).then_some(open + at)
        });
        rest = &item[end.unwrap_or(item.len())..];
    }
    false
}

#[test]
fn files_stay_short() {
    let mut long = Vec::new();
    for folder in ["src", "examples", "tests", "benches", "fuzz"] {
        for path in source::files(folder, "rs") {
            let lines = source::read(&path).lines().count();
            let of_tests = path.file_stem().is_some_and(|stem| stem == "tests");
            let longest = if of_tests { LONGEST_OF_TESTS } else { LONGEST };
            if lines > longest && !path.components().any(|part| part.as_os_str() == "target") {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "a second job has crept in: {long:#?}");
}

#[test]
fn no_name_of_a_machine_or_registry_is_committed() {
    let mut wrong = Vec::new();
    for (folder, extension) in [
        ("src", "rs"),
        ("tests", "rs"),
        ("examples", "rs"),
        ("tests", "md"),
        ("www", "js"),
    ] {
        for path in source::files(folder, extension) {
            let text = source::read(&path);
            for name in [
                concat!("/wo", "rk/"),
                concat!("/ro", "ot/"),
                concat!("crates", ".io"),
                concat!("npm", "js"),
            ] {
                if text.contains(name) && path != Path::new("tests/layers.rs") {
                    wrong.push(format!("{}: {name}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The reader of sources must see what these tests look for, else they pass for nothing.
mod reader {
    use super::{exports, source};

    #[test]
    fn comments_and_literals_are_no_code() {
        let text = r##"a // web_sys
            /* x /* y */ fs */ b r#"c "d" "# e "f\"g" 'h' '\'' b"i" 'life br"j" k"##;
        let code = source::code(text);
        let words: Vec<_> = source::words(&code).map(|(_, word)| word).collect();
        assert_eq!(words, ["a", "b", "e", "life", "k"]);
        assert_eq!(code.len(), text.len());
    }

    #[test]
    fn modules_are_seen_in_paths_and_groups() {
        let code = "use crate::dns::Name; use crate::{rule::{self, Rule}, sts}; fn f() { crate::ui::g() }";
        assert_eq!(source::own_modules(code), ["dns", "rule", "sts", "ui"]);
    }

    #[test]
    fn tests_are_cut_off_and_gated_imports_are_not() {
        let text = "a\n#[cfg(test)]\nuse x;\nb\n#[cfg(test)]\nmod tests {}\n";
        assert_eq!(source::without_tests(text), "a\n#[cfg(test)]\nuse x;\nb\n");
    }

    #[test]
    fn exports_are_told_from_imports() {
        assert!(exports("#[wasm_bindgen] pub fn f() {}"));
        assert!(!exports(
            "#[wasm_bindgen(module = x)] extern C { #[wasm_bindgen(js_name = a)] fn f(); }"
        ));
        assert!(exports(
            "#[wasm_bindgen] extern C { fn f(); } #[wasm_bindgen] pub struct S {}"
        ));
    }
}
