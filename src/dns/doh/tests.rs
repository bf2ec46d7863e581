use super::*;

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn answer(body: &str) -> Answer {
    match decode(200, None, body.as_bytes()) {
        Lookup::Answer(answer) => answer,
        Lookup::Failed(failure) => panic!("{failure:?}"),
    }
}

fn failure(body: &str) -> Failure {
    match decode(200, None, body.as_bytes()) {
        Lookup::Answer(answer) => panic!("{answer:?}"),
        Lookup::Failed(failure) => failure,
    }
}

/// The texts of an answer that holds TXT rows with these data, and whether their quotes are unsure.
fn texts(data: &[&str]) -> (Vec<String>, bool) {
    let row = |data: &&str| serde_json::json!({"name": "a.", "type": 16, "TTL": 1, "data": data});
    let rows: Vec<_> = data.iter().map(row).collect();
    let body = serde_json::json!({"Status": 0, "Question": [{"name": "a.", "type": 16}], "Answer": rows});
    let answer = answer(&body.to_string());
    let texts = answer.rows.iter().map(|row| match &row.data {
        Data::Txt { text, .. } => String::from_utf8_lossy(text).into_owned(),
        other => panic!("{other:?}"),
    });
    (texts.collect(), answer.quotes_unsure)
}

#[test]
fn questions_are_urls() {
    let name = name("_mta-sts.example.com");
    for (base, cd, want) in [
        (
            "https://dns.google/resolve",
            false,
            "https://dns.google/resolve?name=_mta-sts.example.com&type=TXT&edns_client_subnet=0.0.0.0/0",
        ),
        (
            "https://cloudflare-dns.com/dns-query",
            true,
            "https://cloudflare-dns.com/dns-query?name=_mta-sts.example.com&type=TXT&cd=1",
        ),
        (
            " https://doh.example/q?key=a#x ",
            false,
            "https://doh.example/q?key=a&name=_mta-sts.example.com&type=TXT",
        ),
        (
            "https://doh.example/?",
            false,
            "https://doh.example/?name=_mta-sts.example.com&type=TXT",
        ),
        (
            "https://dns.google.example/{?dns}",
            false,
            "https://dns.google.example/?name=_mta-sts.example.com&type=TXT",
        ),
    ] {
        assert_eq!(url(base, &name, Rtype::TXT, cd), want);
    }
}

#[test]
fn http_errors_come_first_and_name_their_error() {
    let of = |status, retry: Option<&str>, body: &str| match decode(status, retry, body.as_bytes()) {
        Lookup::Failed(Failure::Status {
            status,
            body,
            retry_after,
        }) => (status, body, retry_after),
        other => panic!("{other:?}"),
    };
    let nodata = r#"{"Status":0}"#;
    assert_eq!(of(500, None, nodata), (500, nodata.into(), None));
    assert_eq!(
        of(400, None, r#"{"error":"Invalid  name"}"#),
        (400, "Invalid name".into(), None)
    );
    assert_eq!(of(429, Some(" 20 "), ""), (429, String::new(), Some(20)));
    assert_eq!(of(429, Some("Fri, 01 Jan 2027 00:00:00 GMT"), "").2, None);
    assert_eq!(of(502, None, &"é ".repeat(9999)).1.chars().count(), SHOWN + 1);
}

#[test]
fn what_is_no_answer_is_a_failure() {
    for body in [
        "",
        "<!doctype html><title>Log in</title>",
        "[]",
        "{}",
        r#"{"error":"x"}"#,
        r#"["192.0.2.1"]"#,
        r#"{"Status":null}"#,
        r#"{"Status":-1}"#,
        r#"{"Status":"NOERROR"}"#,
        r#"{"Status":0,"Answer":"none"}"#,
        r#"{"Status":0,"Answer":[1]}"#,
        r#"{"Status":0,"Answer":[{"name":"a","data":"x"}]}"#,
        r#"{"Status":0,"Answer":[{"type":16,"data":"x"}]}"#,
    ] {
        assert!(matches!(failure(body), Failure::NotJson { .. }), "{body}");
    }
    assert_eq!(
        failure("<!doctype html>\n  <title>Log in"),
        Failure::NotJson {
            body: "<!doctype html> <title>Log in".into()
        }
    );
    assert_eq!(
        decode(200, None, &vec![b' '; BODY_LIMIT + 1]),
        Lookup::Failed(Failure::TooLarge)
    );
    let rows = r#"{"name":"a","type":1,"data":"192.0.2.1"},"#.repeat(MOST_ROWS + 1);
    let body = format!(r#"{{"Status":0,"Answer":[{}]}}"#, rows.trim_end_matches(','));
    assert_eq!(failure(&body), Failure::TooLarge);
}

#[test]
fn codes_are_told_apart() {
    let nothing = (vec![], vec![]);
    assert_eq!(
        failure(r#"{"Status":2}"#),
        Failure::ServFail {
            comments: nothing.0,
            ede: nothing.1
        }
    );
    assert_eq!(
        failure(r#"{"Status":"2","Comment":["EDE(9): DNSKEY Missing x","EDE(x)",""]}"#),
        Failure::ServFail {
            comments: vec!["EDE(x)".into()],
            ede: vec![Ede {
                code: 9,
                text: "DNSKEY Missing x".into()
            }]
        }
    );
    assert_eq!(
        failure(r#"{"Status":5,"Comment":"no","extended_dns_errors":[{"info_code":18,"extra_text":"go away"}]}"#),
        Failure::Refused {
            comments: vec!["no".into(), "EDE 18: go away".into()]
        }
    );
    assert_eq!(failure(r#"{"Status":4}"#), Failure::Rcode { rcode: 4 });
    assert_eq!(failure(r#"{"Status":99999}"#), Failure::Rcode { rcode: u16::MAX });
    assert_eq!(failure(r#"{"Status":0,"TC":true,"Answer":[]}"#), Failure::Truncated);
    assert!(answer(r#"{"Status":3,"TC":false}"#).nxdomain);
    for nodata in [
        r#"{"Status":0}"#,
        r#"{"Status":0,"Answer":null}"#,
        r#"{"status":0,"answer":[]}"#,
    ] {
        assert_eq!(answer(nodata), Answer::default(), "{nodata}");
    }
}

#[test]
fn filtered_answers_are_not_the_zones() {
    let zero = r#""Answer":[{"name":"a","type":1,"TTL":60,"data":"0.0.0.0"}]"#;
    for body in [
        format!(r#"{{"Status":0,{zero},"Comment":["EDE(16): Censored"]}}"#),
        format!(r#"{{"Status":0,{zero},"Comment":"Blocked by the operator"}}"#),
        r#"{"Status":3,"Comment":["EDE(15): Blocked"]}"#.to_owned(),
        r#"{"Status":5,"extended_dns_errors":[{"info_code":17}]}"#.to_owned(),
    ] {
        assert_eq!(failure(&body), Failure::Filtered, "{body}");
    }
    // A zone may publish 0.0.0.0 itself.
    assert_eq!(answer(&format!(r#"{{"Status":0,{zero}}}"#)).rows.len(), 1);
    assert_eq!(
        answer(&format!(r#"{{"Status":0,{zero},"Comment":["EDE(3): Stale Answer"]}}"#)).ede,
        [Ede {
            code: 3,
            text: "Stale Answer".into()
        }]
    );
}

#[test]
fn rows_are_kept_by_type() {
    let rows = r#"[{"name":"A.x.","type":5,"TTL":9,"data":"B.x."},{"Name":"b.X","Type":"16","ttl":"7","Data":"t"},
        {"name":"b.x","type":46,"data":"sig"},{"name":"b.x","type":1,"data":"192.0.2.1"},{"name":".","type":41,"data":""}]"#;
    let asked = answer(&format!(
        r#"{{"Status":0,"Question":{{"name":"a.X.","type":"txt"}},"Answer":{rows}}}"#
    ));
    let kept: Vec<_> = asked
        .rows
        .iter()
        .map(|row| (row.owner.as_str(), row.rtype, row.ttl))
        .collect();
    assert_eq!(kept, [("a.x", Rtype::CNAME, 9), ("b.x", Rtype::TXT, 7)]);
    assert_eq!(asked.resolve("a.x", Rtype::TXT).chain, ["b.x"]);
    let unasked = answer(&format!(r#"{{"Status":0,"Answer":{rows}}}"#));
    assert_eq!(unasked.rows.len(), 3);
    let nameless =
        r#"{"Status":0,"Question":[{"name":"A.","type":1}],"Answer":[{"type":1,"data":"192.0.2.1"},{"type":1}]}"#;
    let nameless = answer(nameless);
    assert_eq!(nameless.rows[0].owner, "a");
    assert_eq!(nameless.rows[1].data, Data::Malformed { data: String::new() });
}

#[test]
fn an_answer_about_another_name_is_not_taken_for_none() {
    let row = r#""Answer":[{"name":"b.x","type":1,"TTL":60,"data":"192.0.2.1"}]"#;
    let body = format!(r#"{{"Status":0,"Question":[{{"name":"a.x","type":1}}],{row}}}"#);
    assert_eq!(failure(&body), Failure::Unfit);
    // Nor is one whose alias can't be read.
    let alias = r#""Answer":[{"name":"a.x","type":5,"TTL":60}]"#;
    let body = format!(r#"{{"Status":0,"Question":[{{"name":"a.x","type":1}}],{alias}}}"#);
    assert_eq!(failure(&body), Failure::Unfit);
    // Nor is one that has records of a name that doesn't exist.
    let own = r#""Answer":[{"name":"a.x","type":1,"TTL":60,"data":"192.0.2.1"}]"#;
    let body = format!(r#"{{"Status":3,"Question":[{{"name":"a.x","type":1}}],{own}}}"#);
    assert_eq!(failure(&body), Failure::Unfit);
    // An alias that leads nowhere is an answer.
    let body = r#"{"Status":3,"Question":[{"name":"a","type":1}],"Answer":[{"name":"a","type":5,"data":"b."}]}"#;
    assert_eq!(answer(body).resolve("a", Rtype::A).end, End::NxDomain);
}

#[test]
fn an_answer_to_another_question_is_no_answer() {
    let asked = name("_mta-sts.example.com");
    let of = |body: &str| decode_reply(&asked, Rtype::TXT, 200, None, body.as_bytes());
    let row =
        |name: &str, rtype: u16, data: &str| format!(r#"{{"name":"{name}","type":{rtype},"TTL":1,"data":"{data}"}}"#);
    let own = row("_MTA-STS.example.com.", 16, "x");
    for (question, rows, records) in [
        (
            r#""Question":[{"name":"_mta-sts.Example.com.","type":16}],"#,
            own.clone(),
            Some(1),
        ),
        (
            r#""Question":[{"name":"_mta-sts.example.com.","type":16}],"#,
            String::new(),
            Some(0),
        ),
        ("", own.clone(), Some(1)),
        ("", String::new(), Some(0)),
        ("", row("_mta-sts.example.com", 5, "other.example."), Some(0)),
        (
            "",
            format!(
                "{},{}",
                row("other.example", 16, "x"),
                row("_mta-sts.example.com", 5, "other.example.")
            ),
            Some(1),
        ),
        // Its own question fits its rows, and neither is ours.
        (
            r#""Question":[{"name":"other.example.","type":16}],"#,
            row("other.example.", 16, "x"),
            None,
        ),
        (
            r#""Question":[{"name":"other.example.","type":16}],"#,
            String::new(),
            None,
        ),
        (
            r#""Question":[{"name":"_mta-sts.example.com.","type":1}],"#,
            String::new(),
            None,
        ),
        (
            r#""Question":[{"name":"_mta-sts.example.com.","type":16}],"#,
            row("other.example.", 16, "x"),
            None,
        ),
        ("", row("other.example.", 16, "x"), None),
        ("", row("other.example.", 1, "192.0.2.1"), None),
        (
            "",
            format!(
                "{},{}",
                row("_mta-sts.example.com", 5, "a.example."),
                row("b.example", 16, "x")
            ),
            None,
        ),
    ] {
        let body = format!(r#"{{"Status":0,{question}"Answer":[{rows}]}}"#);
        let found = match of(&body) {
            Lookup::Answer(answer) => Some(answer.resolve(asked.as_str(), Rtype::TXT).records().len()),
            Lookup::Failed(failure) => {
                assert_eq!(failure, Failure::Unfit, "{body}");
                None
            }
        };
        assert_eq!(found, records, "{body}");
    }
}

#[test]
fn a_server_quotes_all_values_or_none() {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    for (data, want, unsure) in [
        (&["v=STSv1; id=1"][..], &["v=STSv1; id=1"][..], false),
        (&["\"v=STSv1; id=1\""], &["v=STSv1; id=1"], true),
        (&["\"a\"", "\"b\""], &["a", "b"], true),
        (&["\"a\"", "b"], &["\"a\"", "b"], false),
        (&["\"a\"", r#""\"b\"""#], &["a", "\"b\""], false),
        (&["\"a\" \"b\"", "\"c\""], &["ab", "c"], false),
    ] {
        assert_eq!(texts(data), (owned(want), unsure), "{data:?}");
    }
}

#[test]
fn times_are_bounded() {
    let soa = |ttl: &str, minimum: &str| {
        let data = format!("ns. h. 1 2 3 4 {minimum}");
        let body = format!(r#"{{"Status":0,"Authority":[{{"name":"a","type":6,"TTL":{ttl},"data":"{data}"}}]}}"#);
        answer(&body).negative_ttl
    };
    assert_eq!(soa("1800", "900"), Some(900));
    assert_eq!(soa("60", "900"), Some(60));
    assert_eq!(soa("60", "x"), None);
    assert_eq!(soa("60", "4294967295"), Some(0));
    assert_eq!(seconds(Some(2_147_483_647)), 2_147_483_647);
    assert_eq!(seconds(Some(2_147_483_648)), 0);
    assert_eq!(seconds(None), 0);
    let referral = r#"{"Status":0,"Authority":[{"name":"a","type":2,"TTL":9,"data":"ns.a."}]}"#;
    assert_eq!(answer(referral).negative_ttl, None);
    assert_eq!(answer(referral).zone, None);
    let denied = r#"{"Status":3,"Authority":[{"name":"Example.COM.","type":6,"TTL":9,"data":"x"}]}"#;
    assert_eq!(answer(denied).zone.as_deref(), Some("example.com"));
}

#[test]
fn remarks_are_bounded() {
    let errors = (0..99).map(|code| serde_json::json!({"info_code": code + 30, "extra_text": "é".repeat(999)}));
    let body = serde_json::json!({
        "Status": 0, "Comment": vec!["x"; 99], "extended_dns_errors": errors.collect::<Vec<_>>()
    });
    let answer = answer(&body.to_string());
    assert_eq!((answer.comments.len(), answer.ede.len()), (MOST_REMARKS, MOST_REMARKS));
    assert_eq!(answer.ede[0].text.chars().count(), SHOWN + 1);
}

#[test]
fn any_bytes_are_read_without_panic() {
    const PIECES: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"Status\":0",
        "\"Status\":3",
        "\"Answer\":[",
        "\"Comment\":",
        "\"TC\":true",
        "\"Question\":[{\"name\":\"a\",\"type\":16}]",
        "{\"name\":\"a\",\"type\":16,\"TTL\":1,\"data\":",
        "\"type\":5",
        "\"EDE(9): x\"",
        "\"\\\\# 3 02 61 62\"",
        "\"\\\"a\\\\",
        "\\\"\"",
        "null",
        "\"extended_dns_errors\":",
        "\"a\"",
        "ü",
    ];
    crate::arb::property(|u| {
        let bytes: Vec<u8> = if u.ratio(1, 4)? {
            u.arbitrary()?
        } else {
            let indices: Vec<u8> = u.arbitrary()?;
            let pieces = indices.iter().map(|&i| PIECES[i as usize % PIECES.len()]);
            [
                b"{\"Status\":0,".to_vec(),
                pieces.collect::<String>().into_bytes(),
                b"}".to_vec(),
            ]
            .concat()
        };
        let status = if u.ratio(1, 8)? { u.arbitrary()? } else { 200 };
        if let Lookup::Answer(answer) = decode(status, None, &bytes) {
            assert_eq!(status, 200);
            for row in &answer.rows {
                assert_eq!(row.owner, row.owner.to_ascii_lowercase());
            }
            let _ = answer.resolve("a", Rtype::TXT);
        }
        Ok(())
    });
}
