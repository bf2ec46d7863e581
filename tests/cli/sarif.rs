//! SARIF: what stands in it, and under the feature `tools` that it is as its schema wants it.

use crate::run::{BAD, Folder, GOOD, ZONE};
use serde_json::{Value, json};

/// A folder with files of many kinds, and their names.
fn many() -> (Folder, Vec<String>) {
    let folder = Folder::with("good.txt", GOOD);
    let report = "{\"organization-name\": \"x\", \"report-id\": 1, \"policies\": []}";
    let files: [(&str, &[u8]); 7] = [
        ("bad.txt", BAD),
        ("zone", ZONE.as_bytes()),
        ("ü %:[1]{2}\n.txt", BAD),
        ("report.json", report.as_bytes()),
        ("record", b"v=STSv1; id=a-b"),
        ("empty", b""),
        ("mta-sts.txt", b"\xff\xfe\xfd\r\r\n\0"),
    ];
    for (name, text) in files {
        folder.write(name, text);
    }
    let names = files.iter().map(|(name, _)| (*name).to_owned());
    (
        folder,
        names.chain(["good.txt".to_owned(), "absent".to_owned()]).collect(),
    )
}

fn log(folder: &Folder, files: &[String], more: &[&str]) -> Value {
    let mut args = vec!["--format", "sarif"];
    args.extend(more);
    args.extend(files.iter().map(String::as_str));
    folder.lint(&args).json()
}

#[test]
fn results_have_rules_regions_and_fixes() {
    let (folder, files) = many();
    let log = log(&folder, &files, &["--rules-url", "https://lens.example/rules"]);
    let run = &log["runs"][0];
    assert_eq!(
        (&log["version"], &run["columnKind"]),
        (&json!("2.1.0"), &json!("unicodeCodePoints"))
    );
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 12);
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let page = format!("https://lens.example/rules/{}.html", rule["id"].as_str().unwrap());
        assert_eq!(rule["helpUri"], page);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
    }
    let of_bad = |result: &&Value| {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "bad.txt"
            && result["ruleId"] == "STS224"
    };
    let result = results.iter().find(of_bad).unwrap();
    let region = json!({
        "startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": 4, "byteOffset": 34, "byteLength": 1
    });
    assert_eq!(result["locations"][0]["physicalLocation"]["region"], region);
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(
        replacement,
        &json!({ "deletedRegion": region, "insertedContent": { "text": "" } })
    );
    // A guess is no fix.
    let guess = results.iter().find(|result| result["ruleId"] == "STS245").unwrap();
    assert_eq!(guess.get("fixes"), None);
    let text = log.to_string();
    assert!(
        text.contains("%C3%BC%20%25%3A%5B1%5D%7B2%7D%0A.txt") && !text.contains('\u{202e}'),
        "{text}"
    );
}

#[test]
fn rules_lead_to_the_rfc_without_pages() {
    let folder = Folder::with("p", GOOD.replace("enforce", "x"));
    let log = log(&folder, &["p".to_owned()], &[]);
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["helpUri"], "https://www.rfc-editor.org/rfc/rfc8461#section-3.2");
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
}

/// Held against the schema of OASIS by a validator; `./lens tools` installs both.
#[cfg(feature = "tools")]
#[test]
fn logs_are_as_the_schema_wants_them() {
    let (folder, files) = many();
    for (more, files) in [
        (&[][..], &files[..]),
        (&["--rules-url=https://lens.example/r/"], &files[..]),
        (&[], &files[7..8]),
        (&["--kind=tlsrpt-record"], &files[..]),
    ] {
        let log = log(&folder, files, more);
        assert_eq!(faults(&log), None, "{log:#}");
    }
    // The validator sees what is wrong.
    let mut wrong = log(&folder, &files, &[]);
    wrong["runs"][0]["results"][0]["level"] = json!("fatal");
    assert!(faults(&wrong).is_some_and(|faults| faults.contains("enum")));
}

/// What the validator finds wrong.
#[cfg(feature = "tools")]
fn faults(log: &Value) -> Option<String> {
    use std::io::Write;
    use std::process::{Command, Stdio};

    let modules = std::env::var("LENS_NODE_MODULES").expect("run ./lens tools, which sets LENS_NODE_MODULES");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/sarif.mjs");
    let mut child = Command::new("node")
        .args([script, &modules])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node");
    child
        .stdin
        .take()
        .unwrap()
        .write_all(log.to_string().as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
}
