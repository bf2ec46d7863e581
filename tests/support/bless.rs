//! Files that hold what the code makes, and are in step with it: checked, or with `LENS_BLESS=1` written anew.

use super::source;
use std::fs;
use std::path::Path;

/// Whether what comes out is to be written, for review, in place of being compared.
pub fn blessing() -> bool {
    std::env::var_os("LENS_BLESS").is_some_and(|value| value != "0" && !value.is_empty())
}

/// Whether the file (relative to the package) holds this text; written if it is blessed.
pub fn holds(path: &Path, text: &str) -> bool {
    let old = fs::read_to_string(source::root().join(path)).unwrap_or_default();
    if old == text {
        return true;
    }
    if blessing() {
        fs::write(source::root().join(path), text).unwrap();
    }
    blessing()
}

/// The first line in which two texts differ, with both versions, for the message of a failing test.
pub fn difference(old: &str, new: &str) -> String {
    let (mut old, mut new) = (old.lines(), new.lines());
    for number in 1.. {
        match (old.next(), new.next()) {
            (None, None) => break,
            (old, new) if old == new => {}
            (old, new) => {
                let show = |line: Option<&str>| line.map_or_else(|| "(end)".to_owned(), |line| format!("{line:?}"));
                return format!("line {number}\n  there: {}\n  made:  {}", show(old), show(new));
            }
        }
    }
    "only in line ends".to_owned()
}
