use super::*;

fn root(text: &str) -> Value {
    parse(text.as_bytes()).unwrap().root
}

#[test]
fn values_are_read_with_their_place() {
    let text = " {\"a\": [1, -2.5e+3, \"x\"], \"b\": null, \"c\" : true}\n";
    let value = root(text);
    assert_eq!(value.span, Span::new(1, text.len() - 1));
    let list = value.get("a").and_then(Value::as_array).unwrap();
    assert_eq!(list[0].as_u64(), Some(1));
    assert_eq!(list[1].kind, Kind::Number("-2.5e+3".into()));
    assert_eq!(list[2].span.of(text.as_bytes()), b"\"x\"");
    assert!(value.get("b").is_some_and(Value::is_null));
    assert_eq!(value.get("c").and_then(Value::as_bool), Some(true));
    assert_eq!(value.members()[2].key.span.of(text.as_bytes()), b"\"c\"");
    assert_eq!(value.get("d"), None);
    assert_eq!(value.noun(), "an object");
}

#[test]
fn members_keep_their_repetitions_and_the_last_counts() {
    let value = root(r#"{"a":1,"A":2,"a":3}"#);
    assert_eq!(value.members().len(), 3);
    assert_eq!(value.get("a").and_then(Value::as_u64), Some(3));
    assert_eq!(value.get("A").and_then(Value::as_u64), Some(2));
    assert_eq!(value.get_ignore_case("A").and_then(Value::as_u64), Some(3));
}

#[test]
fn escapes_are_resolved() {
    for (text, want) in [
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u00e9\u00E9""#, "éé"),
        (r#""\ud83d\ude00""#, "😀"),
        ("\"é😀\"", "é😀"),
    ] {
        let document = parse(text.as_bytes()).unwrap();
        assert_eq!(document.root.as_str(), Some(want), "{text}");
        assert_eq!(document.oddities, [], "{text}");
    }
}

#[test]
fn what_is_mended_is_told() {
    type Case<'a> = (&'a [u8], &'a str, OddityKind, (usize, usize));
    let cases: [Case; 7] = [
        (b"\xef\xbb\xbf\"a\"", "a", OddityKind::ByteOrderMark, (0, 3)),
        (b"\"a\xffb\"", "a\u{fffd}b", OddityKind::NotUtf8, (2, 3)),
        (b"\"a\nb\"", "a\nb", OddityKind::RawControl, (2, 3)),
        (br#""\ud800""#, "\u{fffd}", OddityKind::LoneSurrogate, (1, 7)),
        (br#""\udc00x""#, "\u{fffd}x", OddityKind::LoneSurrogate, (1, 7)),
        (br#""\ud800\u0041""#, "\u{fffd}A", OddityKind::LoneSurrogate, (1, 7)),
        (
            br#""\ud800\ud83d\ude00""#,
            "\u{fffd}😀",
            OddityKind::LoneSurrogate,
            (1, 7),
        ),
    ];
    for (text, want, kind, span) in cases {
        let document = parse(text).unwrap();
        assert_eq!(document.root.as_str(), Some(want));
        let span = Span::from(span);
        assert_eq!(document.oddities, [Oddity { span, kind }]);
    }
    let many = parse(format!("\"{}\"", "\n".repeat(99)).as_bytes()).unwrap();
    assert_eq!(many.oddities.len(), MOST_ODDITIES);
}

#[test]
fn what_is_no_json_is_refused_where_it_goes_wrong() {
    for (text, at, kind) in [
        ("", 0, ErrorKind::Ends),
        ("<html>", 0, ErrorKind::Unexpected(b'<')),
        ("[1,]", 3, ErrorKind::Unexpected(b']')),
        ("[1 2]", 3, ErrorKind::Unexpected(b'2')),
        ("{\"a\" 1}", 5, ErrorKind::Unexpected(b'1')),
        ("{a:1}", 1, ErrorKind::Unexpected(b'a')),
        ("{\"a\":1", 6, ErrorKind::Ends),
        ("{} x", 3, ErrorKind::Trailing),
        ("\"a", 2, ErrorKind::Ends),
        ("\"\\", 1, ErrorKind::Ends),
        ("\"\\x\"", 1, ErrorKind::Escape),
        ("\"\\u12\"", 1, ErrorKind::Escape),
        ("\"\\u12g4\"", 1, ErrorKind::Escape),
        ("01", 0, ErrorKind::Number),
        ("-", 0, ErrorKind::Number),
        ("1.", 0, ErrorKind::Number),
        ("1e", 0, ErrorKind::Number),
        ("-01.5", 0, ErrorKind::Number),
        (".5", 0, ErrorKind::Unexpected(b'.')),
        ("NaN", 0, ErrorKind::Unexpected(b'N')),
        ("tru", 3, ErrorKind::Ends),
        ("truE", 3, ErrorKind::Unexpected(b'E')),
    ] {
        assert_eq!(parse(text.as_bytes()), Err(Error { at, kind }), "{text}");
        assert!(!kind.to_string().is_empty());
    }
}

#[test]
fn limits_hold() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(nested(DEEPEST + 1).as_bytes()).is_ok());
    let too_deep = parse(nested(DEEPEST + 2).as_bytes()).unwrap_err();
    assert_eq!(too_deep.kind, ErrorKind::TooDeep);
    assert_eq!(parse(&b"[".repeat(1 << 20)).unwrap_err().kind, ErrorKind::TooDeep);
    let wide = format!("[{}0]", "0,".repeat(MOST_VALUES));
    assert_eq!(parse(wide.as_bytes()).unwrap_err().kind, ErrorKind::TooMany);
}

#[test]
fn numbers_are_read_from_numbers_and_from_text_where_told() {
    assert_eq!(root("18446744073709551615").as_u64(), Some(u64::MAX));
    for text in ["18446744073709551616", "-1", "1.0", "1e2", "true", "\"1\""] {
        assert_eq!(root(text).as_u64(), None, "{text}");
    }
    assert_eq!(root("\"12\"").as_u64_or_text(), Some(12));
    assert_eq!(root("12").as_u64_or_text(), Some(12));
    for text in ["\"\"", "\"+1\"", "\" 1\"", "null"] {
        assert_eq!(root(text).as_u64_or_text(), None, "{text}");
    }
}

/// Every span lies within the text and within that of its parent.
fn check_spans(value: &Value, within: Span) {
    assert!(within.start <= value.span.start && value.span.start < value.span.end && value.span.end <= within.end);
    for element in value.as_array().unwrap_or_default() {
        check_spans(element, value.span);
    }
    for member in value.members() {
        check_spans(&member.value, value.span);
        assert!(member.key.span.end <= member.value.span.start);
    }
}

#[test]
fn any_bytes_are_read_without_panic_and_as_another_reader_reads_them() {
    const ALPHABET: &[u8] = b"{}[]\",:\\ \n0123456789.-+eEutrfalsn\xc3\xa9\xff/D8c";
    crate::arb::property(|u| {
        let bytes: Vec<u8> = if u.ratio(1, 4)? {
            u.arbitrary()?
        } else {
            let indices: Vec<u8> = u.arbitrary()?;
            indices.iter().map(|&i| ALPHABET[i as usize % ALPHABET.len()]).collect()
        };
        let ours = parse(&bytes);
        if let Ok(document) = &ours {
            check_spans(&document.root, Span::new(0, bytes.len()));
        }
        let theirs: Result<serde_json::Value, _> = serde_json::from_slice(&bytes);
        match (&ours, &theirs) {
            // What we read without mending is JSON to others too, and the other way round. Only the size of a
            // number is no matter here.
            (Ok(document), Err(error)) if document.oddities.is_empty() => {
                assert!(error.to_string().contains("number out of range"), "{error} {bytes:?}");
            }
            (Err(error), Ok(_)) if error.kind != ErrorKind::TooDeep => panic!("{error:?} {bytes:?}"),
            _ => {}
        }
        Ok(())
    });
}
