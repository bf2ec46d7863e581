//! Finishes the package for JavaScript: `site pkg FOLDER`, where `./lens pkg` has put the programs.
//!
//! Beside them come the scripts (`src/bin/api/js`), what is loaded when it is first wanted (rules, templates), the types
//! and the schema of an assessment.

mod imports;
mod types;

use mta_sts_lens::json::quote;
use mta_sts_lens::make::bundle;
use mta_sts_lens::registry::{self, Finder};
use mta_sts_lens::rule::{Rule, said};
use std::path::Path;
use std::{fs, io};

/// The programs (`src/bin/api`).
const PROGRAMS: [&str; 8] = ["usual", "texts", "brief", "check", "make", "reports", "steps", "tell"];

/// What is said of rules, in the groups in which programs want it (`load.js`).
const WORDS: [(&str, Finder); 3] = [
    ("texts", Finder::Text),
    ("check", Finder::Check),
    ("more", Finder::Other),
];

/// What is shipped; `./lens pkg` makes one of the scripts that all need and the scripts small afterwards.
const FILES: [(&str, &str); 21] = [
    ("index.js", include_str!("../api/js/index.js")),
    ("core.js", include_str!("../api/js/core.js")),
    ("functions.js", include_str!("../api/js/functions.js")),
    ("node.js", include_str!("../api/js/node.js")),
    ("given.js", include_str!("../api/js/given.js")),
    ("load.js", include_str!("../api/js/load.js")),
    ("check-domain.js", include_str!("../api/js/check-domain.js")),
    ("read-reports.js", include_str!("../api/js/read-reports.js")),
    ("probes.js", include_str!("../api/js/probes.js")),
    ("element.js", include_str!("../api/js/element.js")),
    ("element.d.ts", include_str!("../api/js/element.d.ts")),
    ("element-settings.js", include_str!("../api/js/element-settings.js")),
    ("element-generate.js", include_str!("../api/js/element-generate.js")),
    ("element-judge.js", include_str!("../api/js/element-judge.js")),
    ("element-report.js", include_str!("../api/js/element-report.js")),
    ("element-view.js", include_str!("../api/js/element-view.js")),
    ("frame.js", include_str!("../api/js/frame.js")),
    ("frame.d.ts", include_str!("../api/js/frame.d.ts")),
    ("frame-page.js", include_str!("../api/js/frame-page.js")),
    ("embed.html", include_str!("../api/js/embed.html")),
    ("README.md", include_str!("../api/README.md")),
];

/// The page of the probes, and its script.
const PROBE: (&str, &str) = (
    include_str!("../../../www/probe.html"),
    include_str!("../../../www/probe.js"),
);

/// What wasm-bindgen's script can be asked for: to begin with a module that is there, or to fetch one.
const WAYS: &str = "export { initSync, __wbg_init as default };";

/// What is left of that: `load.js` fetches.
const WAY: &str = "export { initSync };";

/// Where wasm-bindgen's script keeps the instance that it made, and that it makes no other.
const ONCE: &str = "if (wasm !== undefined) return wasm;";

/// What is put in its place: the script asks for a fresh instance after the one before broke off.
const FORGET: &str = "\nexport function forget() {\n    wasm = undefined;\n}\n";

/// Writes everything but the programs.
///
/// # Errors
/// A file can't be read or written; or the script of a program isn't as it is known here.
pub fn finish(folder: &Path) -> io::Result<()> {
    for program in PROGRAMS {
        let path = folder.join(format!("{program}.js"));
        let script = fs::read_to_string(&path)?;
        if script.contains("function forget()") {
            continue;
        }
        let wasm = folder.join(format!("{program}.wasm"));
        let (bytes, script) = of_ours(&script)
            .and_then(|script| imports::shorten(&fs::read(&wasm).ok()?, &script))
            .ok_or_else(|| io::Error::other("wasm-bindgen’s script has changed"))?;
        fs::write(wasm, bytes)?;
        fs::write(path, script)?;
    }
    for (name, text) in FILES {
        fs::write(folder.join(name), text)?;
    }
    let probe = probe().ok_or_else(|| io::Error::other("the page of the probes has changed"))?;
    fs::write(folder.join("probe.html"), probe)?;
    fs::write(folder.join("package.json"), manifest())?;
    for (group, finder) in WORDS {
        let said = said::write(registry::found_by(finder));
        fs::write(folder.join(format!("words-{group}.js")), module(&quoted(&said)))?;
    }
    fs::write(folder.join("rules.js"), rules())?;
    fs::write(folder.join("templates.js"), module(&quoted(&bundle::write())))?;
    fs::write(folder.join("index.d.ts"), types::write()?)?;
    fs::write(folder.join("assessment.schema.json"), types::SCHEMA)
}

/// The script with a way to let go of its instance, and without its own way to fetch a program.
fn of_ours(script: &str) -> Option<String> {
    let fits = script.contains(ONCE) && script.contains(WAYS);
    fits.then(|| script.replace(WAYS, WAY) + FORGET)
}

/// The page of the probes with its script within: a bundler moves and renames a page, and doesn't look at what it names.
///
/// Its policy allows scripts within by no digest, since webpack makes pages small too; nothing foreign is ever in it, and its
/// script narrows the policy to the policy host before it asks.
fn probe() -> Option<String> {
    const NAMED: &str = "  <script src=\"probe.js\" defer></script>\n";
    let (page, script) = PROBE;
    let lines = script.lines().map(str::trim);
    let code: String = lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let fits = [NAMED, "script-src 'self'", "<body>"]
        .iter()
        .all(|part| page.contains(part));
    let page = page
        .replace(NAMED, "")
        .replace("script-src 'self'", "script-src 'unsafe-inline'");
    fits.then(|| page.replace("<body>", &format!("<body><script>{code}</script>")))
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    quote(&mut out, text);
    out
}

fn module(value: &str) -> String {
    format!("export default {value};\n")
}

fn manifest() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        r#"{{
  "name": "mta-sts-lens",
  "version": "{version}",
  "description": "Checks, explains and mends MTA-STS (RFC 8461) and SMTP TLS Reporting (RFC 8460)",
  "license": "MIT OR Apache-2.0",
  "private": true,
  "type": "module",
  "sideEffects": ["./node.js", "./element.js", "./frame.js"],
  "types": "./index.d.ts",
  "exports": {{
    ".": {{ "types": "./index.d.ts", "node": "./node.js", "default": "./index.js" }},
    "./element.js": {{ "types": "./element.d.ts", "default": "./element.js" }},
    "./frame.js": {{ "types": "./frame.d.ts", "default": "./frame.js" }},
    "./assessment.schema.json": "./assessment.schema.json",
    "./package.json": "./package.json"
  }},
  "engines": {{ "node": ">=20" }}
}}
"#
    )
}

/// Every rule with all that is said of it, as a module.
fn rules() -> String {
    let list: Vec<String> = registry::all().map(rule).collect();
    module(&format!("[\n{}\n]", list.join(",\n")))
}

fn rule(rule: &Rule) -> String {
    let testing = rule
        .in_testing
        .map_or("null".to_owned(), |severity| quoted(types::severity(severity)));
    let members = [
        ("code", quoted(rule.code)),
        ("name", quoted(rule.name)),
        ("severity", quoted(types::severity(rule.severity))),
        ("in_testing", testing),
        ("title", quoted(rule.title)),
        ("message", quoted(rule.message)),
        ("fix", quoted(rule.fix)),
        ("reference", quoted(&rule.spec.to_string())),
        ("url", quoted(&rule.spec.url())),
        ("help", quoted(&rule.paragraphs().collect::<Vec<_>>().join("\n\n"))),
        ("bad", quoted(rule.bad)),
        ("good", quoted(rule.good)),
    ];
    let members: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("\"{name}\": {value}"))
        .collect();
    format!("{{{}}}", members.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mta_sts_lens::json;

    #[test]
    fn rules_are_a_module_of_json() {
        let module = rules();
        let text = module
            .strip_prefix("export default ")
            .unwrap()
            .strip_suffix(";\n")
            .unwrap();
        let document = json::parse(text.as_bytes()).unwrap();
        let list = document.root.as_array().unwrap();
        assert_eq!(list.len(), registry::all().count());
        let first = &list[0];
        assert!(
            first
                .get("help")
                .and_then(json::Value::as_str)
                .is_some_and(|help| help.len() > 40)
        );
    }

    /// The package can't run what the page runs, so the frame of the probes is written twice.
    #[test]
    fn probes_are_as_in_the_page() {
        let (page, package) = (include_str!("../../web/probe.rs"), include_str!("../api/js/probes.js"));
        let (_, rest) = page.split_once("fn frame()").unwrap();
        let (frame, _) = rest.split_once("Ok(frame)").unwrap();
        let pairs: Vec<(&str, &str)> = frame
            .lines()
            .filter_map(|line| {
                line.trim()
                    .strip_prefix("(\"")?
                    .strip_suffix("\"),")?
                    .split_once("\", \"")
            })
            .collect();
        assert_eq!(pairs.len(), 12);
        for (name, value) in pairs {
            let forms = [
                format!("{name}: \"{value}\""),
                format!("\"{name}\": \"{value}\""),
                format!("[\"{name}\", \"{value}\"]"),
            ];
            assert!(forms.iter().any(|form| package.contains(form)), "{name}: {value}");
        }
        for name in ["FRAME_LIMIT", "MESSAGE_LIMIT"] {
            let number = |text: &str, before: &str| {
                let (_, rest) = text.split_once(&format!("const {name}{before} = ")).unwrap();
                rest.split(';').next().unwrap().replace('_', "")
            };
            assert_eq!(number(page, ": u32"), number(package, ""), "{name}");
        }
    }

    #[test]
    fn probes_need_no_file_beside_their_page() {
        let page = probe().unwrap();
        let (_, rest) = page.split_once("<script>").unwrap();
        let (code, rest) = rest.split_once("</script>").unwrap();
        assert!(page.contains("script-src 'unsafe-inline';"));
        assert!(code.contains("parent.postMessage(report, \"*\")") && !code.contains("<!--"));
        assert!(!rest.contains("<script") && !page.contains("src=\"probe"), "{page}");
    }

    #[test]
    fn the_manifest_is_json() {
        let document = json::parse(manifest().as_bytes()).unwrap();
        assert_eq!(document.root.get("type").and_then(json::Value::as_str), Some("module"));
    }

    #[test]
    fn scripts_let_go_of_their_instance_and_fetch_nothing() {
        let script = format!("let wasm;\nfunction initSync() {{\n    {ONCE}\n}}\n{WAYS}\n");
        let ours = of_ours(&script).unwrap();
        assert!(ours.ends_with(FORGET) && ours.contains(WAY) && !ours.contains("__wbg_init"));
        for missing in [ONCE, WAYS] {
            assert_eq!(of_ours(&script.replace(missing, "")), None);
        }
    }
}
