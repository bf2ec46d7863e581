use super::super::decode_reply;
use super::*;
use crate::dns::Lookup;
use arbtest::arbitrary::{Result, Unstructured};
use std::path::Path;

/// What a body asks about, as it says itself.
fn question(body: &[u8]) -> Option<(Name, Rtype)> {
    let message: serde_json::Value = serde_json::from_slice(body).ok()?;
    let question = message["Question"].get(0)?;
    let name = question.get("name").or(question.get("Name"))?.as_str()?;
    let rtype = question.get("type").or(question.get("Type"))?.as_u64()?;
    Some((Name::parse(name).ok()?, Rtype(rtype.try_into().ok()?)))
}

/// The published answers with a question in them, and their files.
fn published() -> Vec<(String, Name, Rtype, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/doh");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = files
        .filter_map(|path| {
            let body = std::fs::read(&path).unwrap();
            let (name, rtype) = question(&body)?;
            let file = path.file_name()?.to_str()?.to_owned();
            Some((file, name, rtype, body))
        })
        .collect();
    found.sort();
    found
}

/// Whether a body is plain. If so, the full reader says the same of it.
fn held(name: &Name, rtype: Rtype, body: &[u8]) -> bool {
    let Some(plain) = answer(name, rtype, body) else {
        return false;
    };
    let shown = String::from_utf8_lossy(body);
    let full = match decode_reply(name, rtype, 200, None, body) {
        Lookup::Answer(full) => full,
        Lookup::Failed(failure) => panic!("{failure:?} of {shown}"),
    };
    assert_eq!(full.ede, [], "{shown}");
    let full = Answer {
        comments: Vec::new(),
        zone: None,
        negative_ttl: None,
        ..full
    };
    assert_eq!(plain, full, "{name} {rtype} in {shown}");
    true
}

#[test]
fn published_answers_are_plain() {
    // Failures, and types that no check asks for; a comment in an array, a number in quotes, a line end in a text.
    const OTHERS: &[&str] = &[
        "cloudflare-2019-servfail-sshfp.json",
        "cloudflare-2019-servfail-tlsa.json",
        "cloudflare-a-unsigned-cname-elided.json",
        "cloudflare-dnskey.json",
        "cloudflare-ds-lowercase-hex.json",
        "cloudflare-ns-ad-true.json",
        "cloudflare-servfail-dnssec-failed.json",
        "cloudflare-servfail-rrsig-comment-array.json",
        "cloudflare-txt-quoted-comment-ede10.json",
        "ethlimo-status-as-string-2.json",
        "google-dnskey.json",
        "google-ds-uppercase-hex.json",
        "google-servfail-dnssec-failed.json",
        "google-servfail-rrsig-extended-dns-errors.json",
        "nextdns-ptr-opt-in-additional.json",
    ];
    let all = published();
    let others: Vec<_> = all
        .iter()
        .filter(|(_, name, rtype, body)| !held(name, *rtype, body))
        .map(|(file, ..)| file.as_str())
        .collect();
    assert_eq!(others, OTHERS);
    assert_eq!(all.len(), 39);
}

const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    " ",
    "\x0c",
    "\n",
    "\x7f",
    "ü",
    "0",
    "00",
    "3",
    "16",
    "-",
    ".5",
    "null",
    "true",
    "\"true\"",
    "\"TC\":true,",
    "\"tc\":false,",
    "\"AD\":null,",
    "\"Status\":3,",
    "\"Status\":2,",
    "\"Answer\":[],",
    "\"Question\":[],",
    "\"Authority\":1,",
    "\"Comment\":\" EDE(16): x\",",
    "\"Comment\":\"blocked\",",
    "\"x\":{},",
    "\"x\":\"\\\"y\\\\\",",
    "\"ttl\":2147483648,",
    "\"type\":5,",
    "\"name\":\"\",",
    "\"name\":\"A.x.\",",
    "\"data\":\"\\\\# 2 01 61\",",
];

/// A body with a few pieces put in, or bytes taken out.
fn mangled(u: &mut Unstructured<'_>, body: &mut Vec<u8>) -> Result<()> {
    for _ in 0..u.int_in_range(1..=3)? {
        let at = u.int_in_range(0..=body.len())?;
        // Where a member or an element may stand, mostly.
        let boundary = body[at..]
            .iter()
            .position(|byte| matches!(byte, b'{' | b'[' | b',' | b':'));
        let at = boundary
            .filter(|_| u.ratio(3, 4).unwrap_or_default())
            .map_or(at, |more| at + more + 1);
        let end = if u.ratio(1, 3)? {
            (at + u.int_in_range(1..=9)?).min(body.len())
        } else {
            at
        };
        let piece = if u.ratio(1, 4)? { "" } else { *u.choose(PIECES)? };
        body.splice(at..end, piece.bytes());
    }
    Ok(())
}

#[test]
fn both_readers_say_the_same_of_mangled_answers() {
    let all = published();
    let mut plain = 0;
    crate::arb::property(|u| {
        for (_, name, rtype, body) in &all {
            let mut body = body.clone();
            mangled(u, &mut body)?;
            plain += usize::from(held(name, *rtype, &body));
        }
        Ok(())
    });
    assert!(plain > 1000, "{plain}");
}

const DATA: &[(u16, &[&str])] = &[
    (1, &["192.0.2.1", " 192.0.2.2 ", "0.0.0.0", "192.0.2", "\\# 4 c0000201"]),
    (28, &["2001:db8::1", "::", "::1", "x"]),
    (5, &["b.", "C.x", "a", "d e", ""]),
    (15, &["10 mx.", "0 .", "5 b", "70000 mx.", "\\# 3 00 00 00"]),
    (
        16,
        &[
            "v=STSv1; id=1",
            "\"a\"",
            "\"a\" \"b\"",
            "\"a\\\"\"",
            "\"a\\200\"",
            "",
            "\\# 2 01 61",
            "\\",
        ],
    ),
    (
        52,
        &[
            "3 1 1 0F0c",
            "\\# 5 03 01 01 0f 0c",
            "\\# 4 03 01 01 0f 0c",
            "3 1 1",
            "\\# 2 03 01",
        ],
    ),
    (
        257,
        &[
            "0 issue \"ca.example\"",
            "128 iodef x",
            "\\# 8 00 05 69 73 73 75 65 3b",
            "0 is-sue x",
            "\\# 4 00 01 69 ff",
        ],
    ),
    (2, &["ns."]),
    (46, &["A 8 2"]),
];

fn row(u: &mut Unstructured<'_>, asked: u16) -> Result<serde_json::Value> {
    let rtype = *u.choose(&[asked, asked, asked, 5, 5, 46])?;
    let (_, data) = DATA
        .iter()
        .find(|(known, _)| *known == rtype)
        .copied()
        .unwrap_or_default();
    let name = *u.choose(&["a", "A.", "b", "b.", "c.x.", "a"])?;
    Ok(serde_json::json!({ "name": name, "type": rtype, "TTL": u.int_in_range(0..=9)?, "data": u.choose(data)? }))
}

#[test]
fn both_readers_say_the_same_of_any_answer() {
    let asked = Name::parse("a").unwrap();
    let mut plain = 0;
    crate::arb::property(|u| {
        for _ in 0..8 {
            let (rtype, _) = *u.choose(DATA)?;
            let mut rows = Vec::new();
            for _ in 0..u.int_in_range(0..=4)? {
                rows.push(row(u, rtype)?);
            }
            let mut message = serde_json::json!({
                "Status": u.choose(&[0, 0, 0, 3])?,
                "TC": u.ratio(1, 16)?,
                "AD": u.ratio(1, 2)?,
                "Question": [{ "name": u.choose(&["a", "A.", "a.", "b"])?, "type": rtype }],
                "Answer": rows,
            });
            if u.ratio(1, 4)? {
                message["Comment"] = (*u.choose(&["Response from x.", "blocked", "EDE(4): x", " EDE(9): y"])?).into();
            }
            let mut body = message.to_string().into_bytes();
            if u.ratio(1, 4)? {
                mangled(u, &mut body)?;
            }
            plain += usize::from(held(&asked, Rtype(rtype), &body));
        }
        Ok(())
    });
    assert!(plain > 500, "{plain}");
}

#[test]
fn what_depends_on_more_is_not_plain() {
    let name = Name::parse("a").unwrap();
    let of = |rtype: u16, data: &[&str], more: &str| {
        let row = |data: &&str| format!(r#"{{"name":"a.","type":{rtype},"TTL":1,"data":"{data}"}}"#);
        let rows: Vec<_> = data.iter().map(row).collect();
        let rows = rows.join(",");
        let body = format!(r#"{{"Status":0,"Question":[{{"name":"a.","type":{rtype}}}],"Answer":[{rows}]{more}}}"#);
        held(&name, Rtype(rtype), body.as_bytes())
    };
    // One bare text tells that the quotes of the others are their own.
    let (bare, unsure, sure) = ("a", r#"\"b\""#, r#"\"c\" \"d\""#);
    assert!(of(16, &[bare, bare, sure], "") && of(16, &[unsure, sure], "") && of(16, &[unsure, unsure], ""));
    assert!(!of(16, &[bare, unsure], "") && !of(16, &[unsure, sure, bare], ""));
    // Addresses that are none, beside words of a block.
    let blocked = r#","Comment":"Blocked by the operator""#;
    assert!(of(1, &["192.0.2.1"], blocked) && of(28, &["::1"], blocked));
    assert!(!of(1, &["0.0.0.0"], blocked) && !of(28, &["::", "::"], blocked));
    // The last of several members of one name counts.
    assert!(of(16, &[bare], r#","Answer":[],"AD":true,"ad":null"#));
    assert!(!of(16, &[bare], r#","Question":[]"#) && !of(16, &[bare], r#","Status":2"#));
}

#[test]
fn what_is_long_is_not_plain() {
    let name = Name::parse("a").unwrap();
    let with = |rows: usize| {
        let rows = vec![r#"{"type":1}"#; rows].join(",");
        format!(r#"{{"Status":0,"Question":[{{"name":"a","type":16}}],"Authority":[{rows}]}}"#).into_bytes()
    };
    assert!(held(&name, Rtype::TXT, &with(4000)));
    assert!(answer(&name, Rtype::TXT, &with(4096)).is_none());
    for open in ["[", "{\"a\":", "{\"Answer\":[", "\""] {
        assert!(answer(&name, Rtype::TXT, open.repeat(2000).as_bytes()).is_none());
    }
}
