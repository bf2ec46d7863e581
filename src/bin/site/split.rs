//! Splits the page's program: what is needed for the question; the desk, which is fetched when somebody is about to ask
//! it (`src/ui/desk.rs`); the workbench, fetched when somebody goes there (`src/ui/bench`); what reads reports, likewise
//! (`src/ui/reports`); and what some of these share.
//!
//! Trunk knows nothing of that, so what it made of the linked program is made anew here, with the same tools: split,
//! bind, optimise. The file names carry one hash of all parts, so that a cached one never meets those of another build.

use mta_sts_lens::json;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, io};

/// Where Trunk's files are named in the document.
const NAMES: [&str; 2] = ["data-js=\"", "data-wasm=\""];

/// The parts that are there from the start, as the tools name them, and what becomes of the names.
const FIRST: [(&str, &str, &str); 3] = [
    ("app.js", "app-", ".js"),
    ("app_bg.wasm", "app-", "_bg.wasm"),
    ("__wasm_split.js", "parts-", ".js"),
];

/// A part of the program.
struct Part {
    /// What the tools call it.
    own: String,
    /// What it is called in the built page, around the hash.
    around: (String, &'static str),
    bytes: Vec<u8>,
}

impl Part {
    fn name(&self, hash: &str) -> String {
        let (before, behind) = &self.around;
        format!("{before}{hash}{behind}")
    }
}

/// Puts the parts in place of what Trunk made, and names them in the document, which is returned.
///
/// # Errors
/// A tool is missing or failed; a file can't be read or written; the document names no program.
pub fn split(folder: &Path, html: &str, release: bool) -> io::Result<String> {
    let work = folder.join("split");
    let later = make(&work, release)?;
    let mut parts = Vec::new();
    for (own, before, behind) in FIRST {
        let around = (before.to_owned(), behind);
        parts.push((own.to_owned(), around));
    }
    parts.extend(later.into_iter().map(|own| {
        let stem = own.trim_start_matches("split_").trim_end_matches(".wasm");
        let around = (format!("{stem}-"), ".wasm");
        (own, around)
    }));
    let parts: Vec<Part> = parts
        .into_iter()
        .map(|(own, around)| {
            let bytes = fs::read(work.join(&own))?;
            Ok(Part { own, around, bytes })
        })
        .collect::<io::Result<_>>()?;
    fs::remove_dir_all(&work)?;
    let hash = hash(contents(&parts));
    for part in &parts {
        // The scripts name the other parts.
        let bytes = if is(&part.own, "js") {
            let text = String::from_utf8(part.bytes.clone()).map_err(io::Error::other)?;
            renamed(&text, &parts, &hash).into_bytes()
        } else {
            part.bytes.clone()
        };
        fs::write(folder.join(part.name(&hash)), bytes)?;
    }
    let names: Vec<String> = parts.iter().map(|part| part.name(&hash)).collect();
    let [script, program] = NAMES.map(|name| named(html, name));
    let (Some(script), Some(program)) = (script, program) else {
        return Err(io::Error::other("index.html names no program"));
    };
    for old in [script, program] {
        if !names.iter().any(|name| name == old) {
            fs::remove_file(folder.join(old))?;
        }
    }
    let loads = parts.iter().find(|part| part.own == FIRST[2].0);
    let loads = loads.map_or_else(String::new, |part| String::from_utf8_lossy(&part.bytes).into_owned());
    Ok(with_parts(html, [script, program], &names, &loads))
}

/// Splits the linked program, makes its script, and optimises a release. Gives the names of the parts that come later.
fn make(work: &Path, release: bool) -> io::Result<Vec<String>> {
    let profile = if release { "release" } else { "debug" };
    let linked = target_directory()?
        .join("wasm32-unknown-unknown")
        .join(profile)
        .join("app.wasm");
    let parts = work.join("parts");
    fs::create_dir_all(&parts)?;
    let split = Command::new("wasm-split-cli")
        .arg(&linked)
        .arg(&parts)
        .args(["--target", "web", "--out-name", "app"])
        .status();
    done("wasm-split-cli", split)?;
    let bind = Command::new("wasm-bindgen")
        .arg(parts.join("app.wasm"))
        // The exports are what the second part is linked with.
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .args(["--out-name", "app", "--out-dir"])
        .arg(work)
        .status();
    done("wasm-bindgen", bind)?;
    let mut later = Vec::new();
    for entry in fs::read_dir(&parts)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name == "app.wasm" {
            continue;
        }
        fs::rename(parts.join(&name), work.join(&name))?;
        if is(&name, "wasm") {
            later.push(name);
        }
    }
    // The folder has no order of its own, and the hash follows from it.
    later.sort();
    if release {
        for name in later.iter().map(String::as_str).chain(["app_bg.wasm"]) {
            let file = work.join(name);
            optimise(&file)?;
        }
    }
    Ok(later)
}

/// Makes a program small, and so that it packs well. Below 1024 is the end of the stack, which no object reaches.
///
/// # Errors
/// The tool is missing or failed.
pub fn optimise(program: &Path) -> io::Result<()> {
    let optimised = Command::new("wasm-opt")
        .args(["-Oz", "--reorder-functions", "--dealign", "--low-memory-unused"])
        .arg(program)
        .arg("-o")
        .arg(program)
        .status();
    done("wasm-opt", optimised)
}

fn is(name: &str, end: &str) -> bool {
    Path::new(name).extension().is_some_and(|known| known == end)
}

/// Where cargo builds: by the command line, by a variable, by one of several files, or in `target`. Cargo alone knows.
fn target_directory() -> io::Result<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let said = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .stderr(Stdio::inherit())
        .output()?;
    done("cargo metadata", Ok(said.status))?;
    directory(&said.stdout).ok_or_else(|| io::Error::other("cargo metadata names no target directory"))
}

/// The target directory in what `cargo metadata` says.
fn directory(metadata: &[u8]) -> Option<PathBuf> {
    let document = json::parse(metadata).ok()?;
    document.root.get("target_directory")?.as_str().map(PathBuf::from)
}

/// What a tool came to.
///
/// # Errors
/// It could not be run, or it failed.
pub fn done(tool: &str, status: io::Result<std::process::ExitStatus>) -> io::Result<()> {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(io::Error::other(format!("{tool} failed, {status}"))),
        Err(error) => Err(io::Error::other(format!("{tool} can’t be run: {error}"))),
    }
}

fn contents(parts: &[Part]) -> impl Iterator<Item = &[u8]> {
    parts.iter().map(|part| part.bytes.as_slice())
}

/// One hash for all parts, which follows from their contents.
pub fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        hasher.write(part);
    }
    format!("{:016x}", hasher.finish())
}

/// Whether the name carries such a hash.
pub fn is_hashed(name: &str) -> bool {
    let pieces = name.split(|letter: char| !letter.is_ascii_hexdigit());
    name.contains('-') && pieces.into_iter().any(|piece| piece.len() == 16)
}

/// A script that names the parts as they are called now, where it imports or fetches them. Elsewhere such a name is
/// one that the program knows its imports by.
fn renamed(script: &str, parts: &[Part], hash: &str) -> String {
    let mut script = script.to_owned();
    for part in parts {
        let (old, new) = (&part.own, part.name(hash));
        for before in ["from ", "URL("] {
            script = script.replace(&format!("{before}\"./{old}\""), &format!("{before}\"./{new}\""));
        }
    }
    script
}

/// What follows in an attribute of the document, without the `./` before it.
fn named<'a>(html: &'a str, attribute: &str) -> Option<&'a str> {
    let (_, rest) = html.split_once(attribute)?;
    let (name, _) = rest.split_once('"')?;
    Some(name.trim_start_matches("./"))
}

/// The parts that are opened by themselves. The desk opens the others.
const OPENED: [&str; 3] = ["desk", "bench", "reports"];

/// Who wants the part that is called so in the built page: of one that several share, the script that loads them says it
/// in a comment, `/* bench, desk */`.
fn wanted_by<'a>(name: &'a str, loads: &'a str) -> Vec<&'a str> {
    let stem = name.trim_start_matches("./").split('-').next().unwrap_or_default();
    let loader = format!("const __{stem} ");
    let comment = loads.split_once(loader.as_str()).and_then(|(before, _)| {
        let (_, comment) = before.trim_end().strip_suffix("*/")?.rsplit_once("/*")?;
        Some(comment)
    });
    comment.map_or_else(|| vec![stem], |users| users.split(',').map(str::trim).collect())
}

/// The document with the parts: the script between them is fetched at once, those that come later are only named, with
/// what they share. `loads` is the script that loads them, as it was made.
fn with_parts(html: &str, [script, program]: [&str; 2], names: &[String], loads: &str) -> String {
    let html = html.replace(script, &names[0]).replace(program, &names[1]);
    let later: Vec<String> = names.iter().skip(FIRST.len()).map(|name| format!("./{name}")).collect();
    let attribute = |opened: &str| {
        let wanted = later.iter().filter(|name| {
            let users = wanted_by(name, loads);
            users.contains(&opened) || users.contains(&"desk")
        });
        let wanted: Vec<&str> = wanted.map(String::as_str).collect();
        format!("data-{opened}=\"{}\" ", wanted.join(" "))
    };
    let attributes = OPENED.map(attribute).concat();
    let html = html.replacen("data-js=", &format!("{attributes}data-js="), 1);
    let preload = format!("<link rel=\"modulepreload\" href=\"./{}\">", names[2]);
    html.replacen("</head>", &format!("{preload}</head>"), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(content: &[u8]) -> Vec<Part> {
        let later = ["bench", "chunk_3", "chunk_5", "desk", "reports"]
            .map(|stem| (format!("split_{stem}.wasm"), format!("{stem}-"), ".wasm"));
        let first = FIRST.map(|(own, before, behind)| (own.to_owned(), before.to_owned(), behind));
        first
            .into_iter()
            .chain(later)
            .map(|(own, before, behind)| Part {
                own,
                around: (before, behind),
                bytes: content.to_vec(),
            })
            .collect()
    }

    fn made() -> Vec<String> {
        let parts = parts(b"a");
        let hash = hash(contents(&parts));
        parts.iter().map(|part| part.name(&hash)).collect()
    }

    #[test]
    fn the_document_names_the_parts() {
        let html =
            "<head><link href=\"./app-1.js\"></head><script data-js=\"./app-1.js\" data-wasm=\"./app-1_bg.wasm\">";
        assert_eq!(
            NAMES.map(|name| named(html, name)),
            [Some("app-1.js"), Some("app-1_bg.wasm")]
        );
        let names = made();
        let loads =
            "/* bench, desk */\nconst __chunk_3 = makeLoad();\n/* bench, reports */\nconst __chunk_5 = makeLoad();\n";
        let html = with_parts(html, ["app-1.js", "app-1_bg.wasm"], &names, loads);
        assert!(!html.contains("app-1"), "{html}");
        for name in &names {
            assert!(html.contains(&format!("./{name}")), "{name}: {html}");
        }
        let wants = |part: &str| {
            let (_, rest) = html.split_once(&format!("data-{part}=\"")).unwrap();
            let all = rest.split('"').next().unwrap().split(' ');
            all.filter_map(|name| name.trim_start_matches("./").split('-').next())
                .collect::<Vec<_>>()
        };
        assert_eq!(wants("desk"), ["chunk_3", "desk"]);
        assert_eq!(wants("bench"), ["bench", "chunk_3", "chunk_5", "desk"]);
        assert_eq!(wants("reports"), ["chunk_3", "chunk_5", "desk", "reports"]);
    }

    #[test]
    fn scripts_name_the_parts() {
        let (parts, names) = (parts(b"a"), made());
        let script = renamed(
            "import * as a from \"./__wasm_split.js\"; fetch(new URL(\"./split_desk.wasm\", b)); c = {\"./__wasm_split.js\": a}",
            &parts,
            &hash(contents(&parts)),
        );
        let wanted = format!(
            "import * as a from \"./{}\"; fetch(new URL(\"./{}\", b)); c = {{\"./__wasm_split.js\": a}}",
            names[2], names[6]
        );
        assert_eq!(script, wanted);
    }

    #[test]
    fn cargo_says_where_it_builds() {
        let said = br#"{"packages":[{"name":"a"}],"target_directory":"/some where/\"b\"","version":1}"#;
        assert_eq!(directory(said), Some(PathBuf::from("/some where/\"b\"")));
        for other in [&b""[..], b"{}", br#"{"target_directory": 1}"#] {
            assert_eq!(directory(other), None);
        }
        // This test was built there.
        let test = env::current_exe().unwrap();
        let target = target_directory().unwrap();
        assert!(
            test.starts_with(&target),
            "{} isn't in {}",
            test.display(),
            target.display()
        );
    }

    #[test]
    fn the_names_follow_from_what_is_in_them() {
        assert_eq!(hash(contents(&parts(b"a"))), hash(contents(&parts(b"a"))));
        assert_ne!(hash(contents(&parts(b"a"))), hash(contents(&parts(b"b"))));
    }
}
