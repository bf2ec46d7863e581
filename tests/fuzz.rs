//! The targets of `fuzz/`, which is a workspace of its own that nobody builds along: each builds, holds on what the corpus
//! has of its kind, and is declared; and there is one for every check.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

/// Stands in for the crate that the targets name, so that they are built as they are.
extern crate self as libfuzzer_sys;

/// In place of libFuzzer's: the body of a target, to be called.
#[macro_export]
macro_rules! fuzz_target {
    (|$data:ident: &[u8]| $body:expr) => {
        pub fn run($data: &[u8]) {
            $body;
        }
    };
}

/// Declares the targets, and lists them.
macro_rules! targets {
    ($($name:ident at $path:literal),+ $(,)?) => {
        $(
            #[allow(dead_code, unused_attributes, clippy::unwrap_used, clippy::duplicate_mod)]
            #[path = $path]
            mod $name;
        )+
        const TARGETS: &[(&str, fn(&[u8]))] = &[$((stringify!($name), $name::run)),+];
    };
}

targets! {
    curl at "../fuzz/fuzz_targets/curl.rs",
    doh at "../fuzz/fuzz_targets/doh.rs",
    domain at "../fuzz/fuzz_targets/domain.rs",
    json at "../fuzz/fuzz_targets/json.rs",
    mx at "../fuzz/fuzz_targets/mx.rs",
    paste at "../fuzz/fuzz_targets/paste.rs",
    policy at "../fuzz/fuzz_targets/policy.rs",
    report at "../fuzz/fuzz_targets/report.rs",
    report_file at "../fuzz/fuzz_targets/report_file.rs",
    sts_record at "../fuzz/fuzz_targets/sts_record.rs",
    tlsrpt_record at "../fuzz/fuzz_targets/tlsrpt_record.rs",
    txt_sets at "../fuzz/fuzz_targets/txt_sets.rs",
}

use std::collections::BTreeSet;
use std::path::Path;

/// The longest part of a file that is given to a target: debug builds are slow.
const MOST: usize = 1 << 12;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn every_target_is_declared_and_tried() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let tried: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files, tried);
    let manifest = read("fuzz/Cargo.toml");
    let declared: BTreeSet<String> = manifest
        .lines()
        .filter_map(|line| line.strip_prefix("path = \"fuzz_targets/")?.strip_suffix(".rs\""))
        .map(str::to_owned)
        .collect();
    assert_eq!(declared, tried);
}

#[test]
fn every_check_has_a_target() {
    let bodies: String = TARGETS
        .iter()
        .map(|(name, _)| read(&format!("fuzz/fuzz_targets/{name}.rs")))
        .collect();
    for line in read("tests/support/checks.rs").lines() {
        let Some(check) = line.strip_prefix("pub fn ").and_then(|rest| rest.split('(').next()) else {
            continue;
        };
        assert!(bodies.contains(&format!("checks::{check}(")), "no target runs {check}");
    }
}

#[test]
fn every_target_holds_on_the_corpus() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let bytes = &bytes[..bytes.len().min(MOST)];
            let of_report = path
                .components()
                .any(|part| part.as_os_str().to_string_lossy().starts_with("reports"));
            for (name, run) in TARGETS {
                if !of_report || ["json", "report", "report_file"].contains(name) {
                    run(bytes);
                }
            }
            count += 1;
        }
    }
    assert!(count > 50, "{count} files");
}
