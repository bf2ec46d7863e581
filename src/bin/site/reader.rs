//! The worker that reads reports (`src/bin/reader`): Trunk links it and makes its script. Here the program is optimised, both
//! get a hash in their names, so that neither meets a page of another build, and the script is made to start it.

use crate::split;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

/// What Trunk calls the script and the program.
const NAMES: [&str; 2] = ["reader.js", "reader_bg.wasm"];

/// Puts both in their places, and names the script in the document, which is returned.
///
/// # Errors
/// One is missing, or a tool failed.
pub fn finish(folder: &Path, html: &str, release: bool) -> io::Result<String> {
    let [script, program] = NAMES.map(|name| folder.join(name));
    if release {
        let optimise = Command::new("wasm-opt")
            .arg("-Oz")
            .arg(&program)
            .arg("-o")
            .arg(&program)
            .status();
        split::done("wasm-opt", optimise)?;
    }
    let text = fs::read_to_string(&script)?;
    let hash = split::hash([text.as_bytes(), fs::read(&program)?.as_slice()]);
    let name = format!("reader-{hash}.js");
    fs::write(folder.join(&name), started(&text, &hash))?;
    fs::rename(&program, folder.join(format!("reader-{hash}_bg.wasm")))?;
    fs::remove_file(&script)?;
    Ok(named(html, &name))
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
    fn the_document_names_the_script() {
        assert_eq!(
            named("<script data-js=\"./a.js\">", "reader-0a.js"),
            "<script data-reader=\"./reader-0a.js\" data-js=\"./a.js\">"
        );
    }
}
