//! The worker that reads reports (`src/bin/reader`): Trunk links it and makes its script. Here the program is optimised, both
//! get a hash in their names, so that neither meets a page of another build, and the script is made to start it.

use crate::split;
use std::path::Path;
use std::{fs, io};

/// What Trunk calls the script and the program.
const NAMES: [&str; 2] = ["reader.js", "reader_bg.wasm"];

/// Puts both in their places, and names the script in the document, which is returned.
///
/// # Errors
/// One is missing, or a tool failed.
pub fn finish(folder: &Path, html: &str, release: bool) -> io::Result<String> {
    let [script, program] = NAMES.map(|name| folder.join(name));
    fs::write(&program, without_links(&fs::read(&program)?))?;
    if release {
        split::optimise(&program)?;
    }
    let text = fs::read_to_string(&script)?;
    let hash = split::hash([text.as_bytes(), fs::read(&program)?.as_slice()]);
    let name = format!("reader-{hash}.js");
    fs::write(folder.join(&name), started(&text, &hash))?;
    fs::rename(&program, folder.join(format!("reader-{hash}_bg.wasm")))?;
    fs::remove_file(&script)?;
    Ok(named(html, &name))
}

/// The program without what the linker says of it (`.cargo/config.toml`), which only the splitting of the other one wants: two
/// thirds of it.
fn without_links(program: &[u8]) -> Vec<u8> {
    const HEADER: usize = 8;
    let (header, mut rest) = program.split_at(HEADER.min(program.len()));
    let mut kept = header.to_vec();
    while let Some((&id, behind)) = rest.split_first() {
        let section = number(behind).and_then(|(length, at)| rest.split_at_checked(1 + at + length));
        let Some((section, next)) = section else { break };
        let name = || {
            let (_, at) = number(behind)?;
            let (length, from) = number(behind.get(at..)?)?;
            behind.get(at + from..at + from + length)
        };
        let links = id == 0 && name().is_some_and(|name| name == b"linking" || name.starts_with(b"reloc."));
        if !links {
            kept.extend_from_slice(section);
        }
        rest = next;
    }
    kept.extend_from_slice(rest);
    kept
}

/// A number in LEB128, and how many bytes it has.
fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        number |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((number, at + 1));
        }
    }
    None
}

/// The script, which starts the program by itself. What goes wrong there would be known to nobody, so it is reported: the page
/// hears that as an error of the worker.
fn started(script: &str, hash: &str) -> String {
    // The name that the tool put in, where nobody says another one.
    let script = script.replace(NAMES[1], &format!("reader-{hash}_bg.wasm"));
    format!("{script}\n__wbg_init().catch(reportError);\n")
}

fn named(html: &str, script: &str) -> String {
    html.replacen("data-js=", &format!("data-reader=\"./{script}\" data-js="), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_starts_its_own_program() {
        let script = started("module_or_path = new URL('reader_bg.wasm', import.meta.url);", "0a");
        assert_eq!(
            script,
            "module_or_path = new URL('reader-0a_bg.wasm', import.meta.url);\n__wbg_init().catch(reportError);\n"
        );
    }

    #[test]
    fn what_the_linker_says_goes() {
        let header = b"\0asm\x01\0\0\0";
        let (types, name) = (b"\x01\x82\x00ab", b"\0\x06\x04namex");
        let links = [&b"\0\x09\x07linkingx"[..], b"\0\x0b\x0areloc.CODE"].concat();
        let program = [&header[..], types, &links, name].concat();
        assert_eq!(without_links(&program), [&header[..], types, name].concat());
        // One that is cut off stays as it is.
        let cut = [&header[..], types, b"\0\x09\x07link"].concat();
        assert_eq!(without_links(&cut), cut);
        assert_eq!(without_links(b""), b"");
    }

    #[test]
    fn the_document_names_the_script() {
        assert_eq!(
            named("<script data-js=\"./a.js\">", "reader-0a.js"),
            "<script data-reader=\"./reader-0a.js\" data-js=\"./a.js\">"
        );
    }
}
