//! Rust sources as data: files of a folder, code without comments and strings, the identifiers in it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the package.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` (relative to the package) with this extension, sorted, as paths relative to the package.
pub fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// A file of the package.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What is shipped of the sources below `folder`: the code of each file without its tests, and no file that only tests use.
pub fn shipped(folder: &str) -> Vec<(PathBuf, String)> {
    let mut shipped = Vec::new();
    let mut of_tests = Vec::new();
    for path in files(folder, "rs") {
        let (code, modules) = without_tests(&code(&read(&path)));
        let is_root = path
            .file_stem()
            .is_some_and(|stem| ["mod", "lib", "main"].map(OsStr::new).contains(&stem));
        let home = if is_root {
            path.with_file_name("")
        } else {
            path.with_extension("")
        };
        of_tests.extend(modules.iter().map(|module| home.join(module)));
        shipped.push((path, code));
    }
    shipped.retain(|(path, _)| {
        let module = path.with_extension("");
        !of_tests.iter().any(|of_tests| module.starts_with(of_tests))
    });
    shipped
}

/// Code with blanks for what stands behind `#[cfg(test)]`, and the names of the modules in other files that do.
pub fn without_tests(code: &str) -> (String, Vec<String>) {
    let mut out = String::with_capacity(code.len());
    let mut modules = Vec::new();
    let mut rest = code;
    while let Some((before, after)) = rest.split_once(GATE) {
        out.push_str(before);
        let (item, next) = after.split_at(end_of_item(after));
        out.extend(
            GATE.chars()
                .chain(item.chars())
                .map(|c| if c == '\n' { c } else { ' ' }),
        );
        let declared = item
            .trim_end()
            .strip_suffix(';')
            .and_then(|item| item.split_once("mod "));
        modules.extend(declared.map(|(_, name)| name.to_owned()));
        rest = next;
    }
    out.push_str(rest);
    (out, modules)
}

const GATE: &str = "#[cfg(test)]";

/// Where the item ends that code begins with: behind its `;` or the brace that closes it.
fn end_of_item(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The code alone: comments, strings and character literals become blanks; line ends stay.
pub fn code(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    let mut after_word = false;
    while let Some(first) = rest.chars().next() {
        let blanked = if after_word { 0 } else { string(rest) }
            .max(comment(rest))
            .max(character(rest));
        let taken = if blanked > 0 { blanked } else { first.len_utf8() };
        for c in rest[..taken].chars() {
            out.push(if blanked > 0 && c != '\n' { ' ' } else { c });
        }
        after_word = blanked == 0 && is_word(first);
        rest = &rest[taken..];
    }
    out
}

/// The identifiers of code, each with its line from 1.
pub fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines().enumerate().flat_map(|(number, line)| {
        line.split(|c| !is_word(c))
            .filter(|word| !word.is_empty())
            .map(move |word| (number + 1, word))
    })
}

/// The modules of this crate that code names: what follows `crate::`, also in braces.
pub fn own_modules(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(heads(group)),
            None => found.extend(word(rest)),
        }
    }
    found
}

/// The first words of the items of a `use` group, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut depth, mut at_start) = (0, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            c if is_word(c) && depth == 0 && at_start => {
                found.extend(word(&group[at..]));
                at_start = false;
            }
            _ => {}
        }
    }
    found
}

fn word(text: &str) -> Option<String> {
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// How long the comment is that `rest` begins with; 0 for none.
fn comment(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if !rest.starts_with("/*") {
        return 0;
    }
    let mut depth = 0;
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match &bytes[at..bytes.len().min(at + 2)] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// How long the string literal is that `rest` begins with, with its prefix; 0 for none.
fn string(rest: &str) -> usize {
    let prefix = rest.len() - rest.trim_start_matches(['b', 'c']).len().max(rest.len() - 1);
    let after = &rest[prefix..];
    if let Some(raw) = after.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let start = prefix + 1 + hashes + 1;
            return rest[start..]
                .find(&close)
                .map_or(rest.len(), |end| start + end + close.len());
        }
    }
    if after.starts_with('"') {
        prefix + quoted(after, '"')
    } else {
        0
    }
}

/// How long the character literal is that `rest` begins with; 0 for none, also for a lifetime.
fn character(rest: &str) -> usize {
    let mut chars = rest.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some('\''), Some('\\'), _) => quoted(rest, '\''),
        (Some('\''), Some(c), Some('\'')) => 2 + c.len_utf8(),
        _ => 0,
    }
}

/// The length up to and with the closing quote; a backslash guards what follows it.
fn quoted(text: &str, quote: char) -> usize {
    let mut guarded = true; // The opening quote itself.
    for (at, c) in text.char_indices() {
        match c {
            _ if guarded => guarded = false,
            '\\' => guarded = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}
