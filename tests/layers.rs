//! Who may name whom: the drawing in `src/lib.rs`, held to by reading the sources.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/source.rs"]
mod source;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Each module and those that stand right below it; it may name these and, with them, what they may name. What comes
/// later stands higher.
const LAYERS: &[(&str, &[&str])] = &[
    ("later", &[]),
    ("text", &["later"]),
    ("order", &["later"]),
    ("near", &[]),
    ("crc", &[]),
    ("base64", &[]),
    ("words", &["later"]),
    ("json", &["order", "text"]),
    ("rule", &["text"]),
    ("dns", &["order", "words", "json", "rule"]),
    ("sts", &["near", "words", "dns"]),
    ("tlsrpt", &["near", "dns"]),
    ("survey", &["sts", "tlsrpt"]),
    ("senders", &["sts", "tlsrpt"]),
    ("recognise", &["base64", "survey"]),
    ("make", &["crc", "survey"]),
    ("report", &["base64", "crc", "order", "survey"]),
    ("excerpt", &["survey"]),
    ("embed", &["survey"]),
    ("rollout", &["make"]),
    ("registry", &["senders", "recognise", "rollout", "report"]),
    ("web", &["recognise", "make", "report"]),
    ("ui", &["embed", "excerpt", "registry", "web"]),
];

/// What isn't the core. All else is plain Rust: no browser, no clock, no randomness, no I/O.
const FACES: &[&str] = &["web", "ui"];

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

/// Longest source file, in lines; tests are no exception.
const LONGEST: usize = 400;

/// The top-level module that a file of `src/` belongs to; `None` for `lib.rs` and the bins.
fn module(path: &Path) -> Option<&str> {
    let first = path.strip_prefix("src").ok()?.components().next()?;
    let name = Path::new(first.as_os_str()).file_stem()?.to_str()?;
    (!matches!(name, "lib" | "main" | "bin")).then_some(name)
}

/// Every file of `src/` with the code that it ships; read once.
static SHIPPED: LazyLock<Vec<(PathBuf, String)>> = LazyLock::new(|| source::shipped("src"));

/// Those that belong to a module.
fn shipped() -> impl Iterator<Item = &'static (PathBuf, String)> {
    assert!(SHIPPED.len() > 10, "the sources were not found");
    SHIPPED.iter().filter(|(path, _)| module(path).is_some())
}

/// What stands below a module; `None` for one without a layer.
fn below(module: &str) -> Option<BTreeSet<&'static str>> {
    let at = LAYERS.iter().position(|(name, _)| *name == module)?;
    let mut below: BTreeSet<_> = LAYERS[at].1.iter().copied().collect();
    for (name, lower) in LAYERS[..at].iter().rev() {
        if below.contains(name) {
            below.extend(lower.iter());
        }
    }
    Some(below)
}

#[test]
fn each_module_names_only_what_stands_below_it() {
    let mut wrong = Vec::new();
    for (path, code) in shipped() {
        let module = module(path).unwrap();
        let Some(below) = below(module) else {
            wrong.push(format!("{}: the module {module} has no layer", path.display()));
            continue;
        };
        for named in source::own_modules(code) {
            let is_module = LAYERS.iter().any(|(name, _)| *name == named);
            if is_module && named != module && !below.contains(named.as_str()) {
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
        if FACES.contains(&module(path).unwrap()) {
            continue;
        }
        for (line, word) in source::words(code) {
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
        if module(path) != Some("ui") {
            continue;
        }
        // What an event carries is read from it there, and nothing else is asked of the browser.
        let of_events = path.starts_with("src/ui/hooks");
        for (line, word) in source::words(code) {
            let allowed = of_events && ["web_sys", "wasm_bindgen"].contains(&word);
            let called = of_events && ["window", "document", "Closure", "spawn_local", "Listener"].contains(&word);
            if called || (BROWSER.contains(&word) && !allowed) {
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
        if exports(code) {
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

/// Methods and macros that panic. Indices are clippy's: see `Cargo.toml`.
const PANICKING: &[&str] = &[
    "unwrap",
    "unwrap_err",
    "unwrap_unchecked",
    "expect",
    "expect_err",
    "panic",
    "unreachable",
    "todo",
    "unimplemented",
    "assert",
    "assert_eq",
    "assert_ne",
];

/// Where code calls what panics, with the lines from 1.
fn panicking(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    source::words(code).filter(move |(_, word)| {
        let start = at + code[at..].find(word).unwrap();
        at = start + word.len();
        let (before, after) = (code[..start].trim_end(), code[at..].trim_start());
        let is_called = after.starts_with('!') || before.ends_with('.') || before.ends_with("::");
        PANICKING.contains(word) && is_called
    })
}

#[test]
fn nothing_that_is_shipped_panics() {
    let mut wrong = Vec::new();
    for (path, code) in &*SHIPPED {
        for (line, word) in panicking(code) {
            wrong.push(format!("{}:{line}: {word}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_script_knows_under_what_name_it_stands_that_reports_are_kept() {
    let key = "\"mta-sts-lens-reports\"";
    assert!(include_str!("../src/web/storage.rs").contains(&format!("const REPORTS: &str = {key};")));
    assert!(include_str!("../www/offline.js").contains(&format!("const REPORTS = {key};")));
}

#[test]
fn files_stay_short() {
    let mut long = Vec::new();
    for folder in ["src", "examples", "tests", "benches", "fuzz"] {
        for path in source::files(folder, "rs") {
            let lines = source::read(&path).lines().count();
            if lines > LONGEST && !path.components().any(|part| part.as_os_str() == "target") {
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
    use super::{LAYERS, SHIPPED, below, exports, panicking, source};
    use std::path::Path;

    #[test]
    fn what_stands_below_is_told_from_what_stands_above() {
        let sts = ["dns", "json", "later", "near", "order", "rule", "text", "words"];
        assert_eq!(below("sts"), Some(sts.into()));
        assert_eq!(below("nowhere"), None);
        for (at, (module, lower)) in LAYERS.iter().enumerate() {
            let stands = |lower: &&str| LAYERS[..at].iter().any(|(name, _)| name == lower);
            assert!(
                lower.iter().all(stands),
                "{module}: not all that it names stands before it"
            );
        }
    }

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
    fn tests_are_left_out_wherever_they_stand() {
        let text =
            "a\n#[cfg(test)]\nuse x;\n#[cfg(test)]\nmod y;\nb\n#[cfg(test)]\npub(super) mod z { f(); { g() } }\nc";
        let (code, modules) = source::without_tests(text);
        let words: Vec<_> = source::words(&code).collect();
        assert_eq!(words, [(1, "a"), (6, "b"), (9, "c")]);
        assert_eq!(modules, ["y"]);
    }

    #[test]
    fn files_of_tests_are_not_shipped() {
        let has = |path: &str| SHIPPED.iter().any(|(shipped, _)| shipped == Path::new(path));
        assert!(
            has("src/lib.rs") && has("src/senders/mod.rs") && has("src/make/check.rs") && has("src/bin/site/main.rs")
        );
        assert!(!has("src/senders/properties.rs") && !has("src/senders/tests/mod.rs"));
        assert!(!has("src/make/check/tests/any.rs"));
    }

    #[test]
    fn what_may_panic_is_seen() {
        let code = "x.unwrap_or(1); #[expect(lint)] fn unwrap() { wrap(unwrap); debug_assert!(x) }\n\
            x\n.unwrap(); Option::expect(x); panic!(); assert_eq! { 1, 1 }; x.unwrap_err ()";
        let names: Vec<_> = panicking(code).collect();
        assert_eq!(
            names,
            [
                (3, "unwrap"),
                (3, "expect"),
                (3, "panic"),
                (3, "assert_eq"),
                (3, "unwrap_err")
            ]
        );
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
