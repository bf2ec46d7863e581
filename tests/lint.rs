//! The command-line judge, `examples/lint.rs`: its kinds, its parts of texts, its lines.

#![allow(clippy::expect_used)] // what is no such answer is a failed test

#[allow(dead_code)]
#[path = "../examples/lint.rs"]
mod lint;

use serde_json::{Value, json};

fn judged(kind: &str, input: &Value) -> Value {
    lint::answer(json!({ "kind": kind, "input": input }).to_string().as_bytes())
}

fn names(answer: &Value, severity: &str) -> Vec<String> {
    let findings = answer["findings"].as_array().expect("findings");
    let of = findings.iter().filter(|finding| finding["severity"] == severity);
    of.map(|finding| finding["name"].as_str().expect("a name").to_owned())
        .collect()
}

const POLICY: &str =
    "version: STSv1\r\nmode: enforce\r\nmx: *.Example.com\r\nmx: b.example.org\r\nmax_age: 1209600\r\n";

#[test]
fn records_are_judged() {
    let good = judged("sts-record", &json!("v=STSv1; id=1;"));
    assert_eq!(
        (&good["verdict"], &good["effective"]),
        (&json!("valid"), &json!({ "id": "1" }))
    );
    let warned = judged("sts-record", &json!("v=STSv1; id=1; id=2"));
    assert_eq!(warned["verdict"], "valid-with-warnings");
    assert_eq!(warned["effective"], json!({ "id": "1" }));
    let bad = judged("sts-record", &json!("v=STSv1; id=a-b"));
    assert_eq!((&bad["verdict"], &bad["effective"]), (&json!("invalid"), &Value::Null));
    let finding = &bad["findings"][1];
    assert_eq!(
        (&finding["code"], &finding["span"]),
        (&json!("STS124"), &json!([13, 14]))
    );
    assert!(finding["message"].as_str().is_some_and(|text| text.contains("`a-b`")));
    let reports = judged("tlsrpt-record", &json!("v=TLSRPTv1; rua=mailto:a@example.com"));
    assert_eq!(reports["verdict"], "valid");
    assert_eq!(reports["effective"], json!({ "rua": ["mailto:a@example.com"] }));
    assert_eq!(judged("tlsrpt-record", &json!("v=TLSRPTv1;"))["verdict"], "invalid");
}

#[test]
fn reports_are_judged_and_read_whatever_the_verdict() {
    let report = |successes: &str| {
        let text = mta_sts_lens::report::rules::REPORT_COUNT.good;
        judged("tls-report", &json!(text.replace("120", successes)))
    };
    let good = report("120");
    assert_eq!(good["verdict"], "valid");
    assert_eq!(
        good["effective"]["policies"][0]["summary"]["total-successful-session-count"],
        120
    );
    let bad = report("\"120\"");
    assert_eq!(bad["verdict"], "invalid");
    assert_eq!(bad["effective"], good["effective"]);
    let finding = &bad["findings"][0];
    assert_eq!(
        finding["args"]["path"],
        "policies[0].summary.total-successful-session-count"
    );
    assert_eq!(finding["args"]["reporter"], "Example Inc.");
    assert_eq!(report("9007199254740992")["verdict"], "valid-with-warnings");
    let none = judged("tls-report", &json!("[]"));
    assert_eq!(
        (&none["verdict"], &none["effective"]),
        (&json!("invalid"), &Value::Null)
    );
}

#[test]
fn policies_are_judged_with_their_answer() {
    let effective = json!({ "mode": "enforce", "max_age": 1_209_600, "mx": ["*.Example.com", "b.example.org"] });
    let good = judged("policy", &json!(POLICY));
    assert_eq!((&good["verdict"], &good["effective"]), (&json!("valid"), &effective));
    let url = "https://mta-sts.example.com/.well-known/mta-sts.txt";
    let http = |url: &str, status: u16, headers: Value| {
        let http = json!({ "domain": "example.com", "url": url, "status": status, "headers": headers });
        judged("policy", &json!({ "http": http, "body": POLICY }))
    };
    let good = http(url, 200, json!({ "CONTENT-type": "Text/Plain; charset=UTF-8" }));
    assert_eq!((&good["verdict"], &good["effective"]), (&json!("valid"), &effective));
    let html = http(url, 200, json!({ "content-type": "text/html" }));
    assert_eq!(
        (&html["verdict"], &html["effective"]),
        (&json!("valid-with-warnings"), &effective)
    );
    let moved = http(url, 301, json!({ "location": "https://example.com/" }));
    assert_eq!(
        (&moved["verdict"], &moved["effective"]),
        (&json!("invalid"), &Value::Null)
    );
    assert_eq!(names(&moved, "error"), ["REDIRECT"]);
    let elsewhere = http(
        "https://example.com/.well-known/mta-sts.txt",
        200,
        json!({ "content-type": "text/plain" }),
    );
    assert_eq!(names(&elsewhere, "error"), ["URL_HOST"]);
    // Without a domain, any policy host will do.
    let anywhere = |url: &str| judged("policy", &json!({ "http": { "url": url }, "body": POLICY }));
    assert_eq!(names(&anywhere(url), "error"), [""; 0]);
    let no_host = anywhere("https://example.com/.well-known/mta-sts.txt");
    let message = &no_host["findings"][0]["message"];
    assert!(
        message
            .as_str()
            .is_some_and(|text| text.contains("senders ask `mta-sts.<domain>` and no other")),
        "{message}"
    );
    assert_eq!(judged("policy", &json!(""))["effective"], Value::Null);
    // What is not said is not judged.
    let bare = judged("policy", &json!({ "http": {}, "body": POLICY }));
    assert_eq!((&bare["verdict"], &bare["effective"]), (&json!("valid"), &effective));
    let host = bare["findings"].as_array().expect("findings").iter();
    assert_eq!(host.filter(|finding| finding["subject"] == "policy-host").count(), 0);
}

#[test]
fn matches_are_judged_alone() {
    let verdict =
        |patterns: Value, mx: &str| judged("mx-match", &json!({ "patterns": patterns, "mx": mx }))["verdict"].clone();
    assert_eq!(
        verdict(json!(["bad_one", "*.example.com"]), "MAIL.example.com."),
        "valid"
    );
    assert_eq!(verdict(json!(["*.com", "192.0.2.1"]), "192.0.2.1"), "valid");
    assert_eq!(verdict(json!(["*.example.com"]), "a.b.example.com"), "invalid");
    assert_eq!(verdict(json!([".example.com", "*"]), "mail.example.com"), "invalid");
    assert_eq!(verdict(json!([]), "mail.example.com"), "invalid");
    // A host is compared by its A-labels, however it is typed in; a pattern has to hold them.
    assert_eq!(
        verdict(json!(["*.xn--bcher-kva.example"]), "mx.B\u{fc}cher.example."),
        "valid"
    );
    assert_eq!(
        verdict(json!(["*.b\u{fc}cher.example"]), "mx.xn--bcher-kva.example"),
        "invalid"
    );
    let no_name = json!({ "kind": "mx-match", "input": { "patterns": ["a.example"], "mx": "\u{202e}.example" } });
    assert!(lint::answer(no_name.to_string().as_bytes())["error"].is_string());
}

#[test]
fn sets_are_judged_from_records_and_from_answers() {
    let set = |name: &str, records: Value| judged("txt-set", &json!({ "name": name, "records": records }));
    let joined = set("_mta-sts", json!([["v=spf1 -all"], ["v=STS", "v1; id=", "1"]]));
    assert_eq!(
        (&joined["verdict"], &joined["effective"]),
        (&json!("valid-with-warnings"), &json!({ "id": "1" }))
    );
    assert_eq!(set("_mta-sts", json!([]))["verdict"], "invalid");
    assert_eq!(
        set("_mta-sts", json!([["v=STSv1; id=1"], ["v=STSv1; id=2"]]))["verdict"],
        "invalid"
    );
    let reports = set("_smtp._tls", json!([["v=TLSRPTv1; rua=", "https://example.com/"]]));
    assert_eq!(reports["effective"], json!({ "rua": ["https://example.com/"] }));

    let doh = |answer: Value| judged("txt-set", &json!({ "name": "_mta-sts", "doh": answer }));
    let question = json!([{ "name": "_mta-sts.example.com.", "type": 16 }]);
    let alias = json!({ "name": "_mta-sts.example.com.", "type": 5, "TTL": 60, "data": "sts.example.net." });
    let record = json!({ "name": "sts.example.net.", "type": 16, "TTL": 60, "data": "\"v=STSv1; \" \"id=1\"" });
    let good = doh(json!({ "Status": 0, "Question": question, "Answer": [alias, record] }));
    assert_eq!(
        (&good["verdict"], &good["effective"]),
        (&json!("valid"), &json!({ "id": "1" }))
    );
    for failed in [
        json!({ "Status": 2, "Question": question }),
        json!({ "Status": 0, "TC": true, "Question": question, "Answer": [alias, record] }),
        json!({ "error": "x" }),
        json!({ "Status": 3, "Question": question, "Answer": [alias, record] }),
        json!({ "Status": 0, "Question": [{ "name": "_mta-sts.example.com", "type": 5 }], "Answer": [alias] }),
        json!("<html>"),
    ] {
        let answer = doh(failed);
        assert_eq!(
            (&answer["verdict"], &answer["effective"]),
            (&json!("invalid"), &Value::Null)
        );
        assert_eq!(names(&answer, "error"), ["LOOKUP_FAILED"]);
    }
    assert_eq!(
        names(&doh(json!({ "Status": 3, "Question": question })), "error"),
        ["NO_STS_RECORD"]
    );
}

#[test]
fn texts_are_put_together_from_parts() {
    let parts = json!({ "concat": ["v=STSv1; id=", { "repeat": ["ab", 16] }, { "hex": "3B" }] });
    let answer = judged("sts-record", &parts);
    assert_eq!(answer["effective"]["id"], "ab".repeat(16));
    let bytes = judged(
        "sts-record",
        &json!({ "concat": ["v=STSv1;", { "hex": "c2a0" }, "id=1"] }),
    );
    assert_eq!(names(&bytes, "error"), ["RECORD_CHARACTER"]);
    let set = json!({ "name": "_mta-sts", "records": [[{ "concat": ["v=STSv1;", "id=1"] }]] });
    assert_eq!(judged("txt-set", &set)["verdict"], "valid");
    let endless = json!({ "concat": [{ "repeat": ["", u64::MAX] }, "v=STSv1;id=1"] });
    assert_eq!(judged("sts-record", &endless)["verdict"], "valid");
    for bad in [
        json!({ "repeat": ["ab", u64::MAX] }),
        json!({ "concat": [{ "repeat": ["a", 40 << 20] }, { "repeat": ["a", 40 << 20] }] }),
        json!({ "repeat": ["ab"] }),
        json!({ "hex": "abc" }),
        json!({ "hex": "zz" }),
        json!({ "other": [] }),
        json!({ "hex": "00", "concat": [] }),
        json!(7),
    ] {
        assert!(judged("sts-record", &bad)["error"].is_string(), "{bad}");
    }
}

#[test]
fn every_line_gets_one_line() {
    let input = concat!(
        "{\"kind\": \"sts-record\", \"input\": \"v=STSv1; id=1\"}\n",
        "no JSON\n",
        "\n",
        "{\"kind\": \"nothing\", \"input\": \"\"}\r\n",
        "\u{0}\n",
        "{\"kind\": \"policy\", \"input\": \"\"}",
    );
    let mut output = Vec::new();
    lint::run(input.as_bytes(), &mut output).expect("no error");
    let output = String::from_utf8(output).expect("UTF-8");
    let lines: Vec<Value> = output
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let verdicts: Vec<_> = lines
        .iter()
        .map(|line| line["verdict"].as_str().unwrap_or("error"))
        .collect();
    assert_eq!(verdicts, ["valid", "error", "error", "error", "error", "invalid"]);
    assert!(output.ends_with('\n'));
}

#[test]
fn deep_and_broken_lines_are_faults() {
    let deep = format!(
        "{{\"kind\":\"sts-record\",\"input\":{}\"\"{}}}",
        "{\"concat\":[".repeat(9_999),
        "]}".repeat(9_999)
    );
    assert!(lint::answer(deep.as_bytes())["error"].is_string());
    assert!(lint::answer(b"\xff")["error"].is_string());
}

#[test]
fn pastes_are_taken_apart() {
    let text =
        "example.com. MX 10 mx1.example.com.\n\nversion: STSv1\nmode: enforce\nmx: mx2.example.com\nmax_age: 1209600\n";
    let answer = judged("paste", &json!(text));
    assert_eq!(answer["verdict"], "invalid");
    assert_eq!(names(&answer, "error"), ["MX_NOT_COVERED"]);
    let kinds = answer["effective"]["pieces"].as_array().expect("pieces");
    let kinds: Vec<_> = kinds.iter().map(|piece| &piece["kind"]).collect();
    assert_eq!(kinds, [&json!("ZoneLines"), &json!("Policy")]);
    assert_eq!(answer["effective"]["together"][0]["severity"], "error");
}

#[test]
fn a_text_may_be_put_together_wherever_one_stands() {
    let parted = |text: &str| json!({ "concat": [text.get(..3), text.get(3..)] });
    let url = "https://mta-sts.example.com/.well-known/mta-sts.txt";
    let http = json!({
        "domain": parted("example.com"), "url": parted(url), "status": 200,
        "headers": { "content-type": parted("text/plain") },
    });
    let answer = judged("policy", &json!({ "http": http, "body": parted(POLICY) }));
    assert_eq!(answer["verdict"], "valid", "{answer}");
    let elsewhere =
        json!({ "http": { "domain": "example.com", "url": parted("https://example.net/x") }, "body": POLICY });
    assert_eq!(judged("policy", &elsewhere)["verdict"], "invalid");
    let set = json!({ "name": parted("_mta-sts"), "records": [[parted("v=STSv1; id=1")]] });
    assert_eq!(judged("txt-set", &set)["verdict"], "valid");
    let pair = json!({ "patterns": [parted("*.example.com")], "mx": parted("mx.example.com") });
    assert_eq!(judged("mx-match", &pair)["verdict"], "valid");
}

#[test]
fn what_is_no_text_is_not_passed_over() {
    for http in [
        json!(5),
        json!({ "url": 1 }),
        json!({ "domain": [] }),
        json!({ "headers": { "content-type": 1 } }),
        json!({ "redirected": "no" }),
    ] {
        let answer = judged("policy", &json!({ "http": http, "body": POLICY }));
        assert!(answer["error"].is_string(), "{http}: {answer}");
    }
    assert!(judged("txt-set", &json!({ "name": 1, "records": [] }))["error"].is_string());
}
