//! JSON and the commands of GitHub Actions.

use crate::run::{BAD, Folder, GOOD};
use serde_json::json;

#[test]
fn json_holds_findings_with_their_places() {
    let folder = Folder::with("p.txt", BAD);
    folder.write("good.txt", GOOD);
    let ran = folder.lint(&["--format", "json", "p.txt", "good.txt", "absent"]);
    let all = ran.json();
    assert_eq!((ran.code, &all["exit"], &all["shape"]), (2, &json!(2), &json!(1)));
    let files = all["files"].as_array().unwrap();
    assert_eq!(files.len(), 3);
    let findings = files[0]["findings"].as_array().unwrap();
    let first = findings.iter().find(|finding| finding["code"] == "STS245").unwrap();
    assert_eq!(
        (&first["code"], &first["file"], &first["line"], &first["column"]),
        (&json!("STS245"), &json!("p.txt"), &json!(2), &json!(7))
    );
    assert_eq!((&first["end_line"], &first["end_column"]), (&json!(2), &json!(15)));
    assert_eq!(first["evidence"]["kind"], "given");
    assert_eq!(files[1]["pieces"][0]["kind"], "policy");
    assert_eq!(files[1]["problem"], json!(null));
    assert!(files[2]["problem"].as_str().unwrap().contains("can’t be read"));
    assert_eq!(all["summary"]["files"], 3);
    for finding in findings {
        let [start, end] = [0, 1].map(|at| usize::try_from(finding["span"][at].as_u64().unwrap()).unwrap());
        let lines = BAD[..start].iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(finding["line"], json!(lines + 1));
        assert!(end <= BAD.len());
    }
}

#[test]
fn a_report_is_judged_where_it_stands() {
    let report = "\n{\"organization-name\": \"x\", \"report-id\": 1, \"policies\": []}";
    let folder = Folder::with("r.json", report);
    let all = folder.lint(&["--format=json", "r.json"]).json();
    let findings = all["files"][0]["findings"].as_array().unwrap();
    let wrong = findings
        .iter()
        .find(|finding| finding["line"] == 2 && finding["severity"] == "error");
    let code = wrong.unwrap_or_else(|| panic!("{all:#}"))["code"].as_str().unwrap();
    assert!(code.starts_with("RPT2"), "{code}");
    assert_eq!(all["files"][0]["pieces"][0]["kind"], "tls-report");
    folder.write("r.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03");
    assert_eq!(folder.lint(&["r.gz"]).code, 2);
}

#[test]
fn github_gets_commands_with_its_escapes() {
    let folder = Folder::with("a,b%:c.txt", GOOD.replace("enforce", "100%,: x"));
    let ran = folder.lint(&["--format", "github", "a,b%:c.txt"]);
    let first = ran.out.lines().next().unwrap();
    let head =
        "::error file=a%2Cb%25%3Ac.txt,line=2,endLine=2,col=7,endColumn=14,title=STS246::`100%25,: x` is no mode";
    assert!(first.starts_with(head), "{}", ran.out);
    assert!(
        first.contains("%0A") && first.ends_with("RFC 8461, section 3.2"),
        "{first}"
    );
    assert_eq!(ran.out.lines().last(), Some("1 error in 1 file"));
    let absent = folder.lint(&["--format", "github", "absent"]);
    assert!(
        absent.out.starts_with("::error file=absent,title=Not judged::"),
        "{}",
        absent.out
    );
}
