use super::*;

fn mark(start: usize, end: usize, note: &str) -> Mark<'_> {
    Mark {
        span: Span::new(start, end),
        severity: Severity::Error,
        note,
    }
}

/// Compact: `!…!` for marked, `<…>` for hidden, `~…~` for left out.
fn printed(lines: &[Line]) -> Vec<String> {
    lines
        .iter()
        .map(|line| match line {
            Line::LeftOut(count) => format!("… {count}"),
            Line::Note { indent, text, .. } => format!("{}└ {text}", " ".repeat(*indent)),
            Line::Text { number, pieces } => pieces.iter().fold(number.to_string() + " ", |out, piece| {
                let text = match piece.kind {
                    Kind::Plain => piece.text.clone(),
                    Kind::Hidden(_) => format!("<{}>", piece.text),
                    Kind::LeftOut => format!("~{}~", piece.text.replace('\u{a0}', " ")),
                };
                out + &if piece.severity.is_some() {
                    format!("!{text}!")
                } else {
                    text
                }
            }),
        })
        .collect()
}

#[test]
fn spans_are_marked_and_notes_hang_from_them() {
    let text = b"version: STSv1\r\nmode: x\nmx: *.a";
    assert_eq!(
        printed(&whole(text, &[mark(22, 23, "no mode"), mark(28, 29, "one label")])),
        [
            "1 version: STSv1",
            "2 mode: !x!",
            "      └ no mode",
            "3 mx: !*!.a",
            "    └ one label"
        ]
    );
    assert_eq!(printed(&around(text, &[mark(22, 23, "")])), ["2 mode: !x!"]);
    assert_eq!(printed(&around(b"ab\ncd", &[mark(2, 3, "")])), ["1 ab!<>!"]);
    assert_eq!(printed(&around(b"ab\ncd", &[mark(0, 4, "")])), ["1 !ab!", "2 !c!d"]);
    assert_eq!(printed(&around(b"ab\ncd", &[mark(5, 6, "")])), ["2 cd!<>!"]);
}

#[test]
fn overlapping_spans_take_the_worse_severity() {
    let lines = whole(
        b"abcdef",
        &[
            Mark {
                severity: Severity::Note,
                ..mark(0, 4, "")
            },
            mark(2, 6, ""),
        ],
    );
    let Line::Text { pieces, .. } = &lines[0] else {
        panic!("no text")
    };
    let of: Vec<_> = pieces
        .iter()
        .map(|piece| (piece.text.as_str(), piece.severity))
        .collect();
    assert_eq!(of, [("ab", Some(Severity::Note)), ("cdef", Some(Severity::Error))]);
}

#[test]
fn what_cannot_be_seen_is_a_piece_of_its_own() {
    assert_eq!(
        printed(&whole(b"a\xe2\x80\x8bb\xff\r", &[mark(1, 4, "")])),
        ["1 a!<U+200B>!b<0xFF><U+000D>"]
    );
    assert_eq!(printed(&whole(b"<b>&", &[])), ["1 <b>&"]);
    // A span that cuts a character shows its bytes, and nothing breaks.
    assert_eq!(printed(&whole("ü".as_bytes(), &[mark(1, 2, "")])), ["1 <0xC3>!<0xBC>!"]);
}

#[test]
fn places_between_bytes_are_shown() {
    assert_eq!(printed(&whole(b"ab", &[mark(1, 1, "gap")])), ["1 a!<>!b", " └ gap"]);
    assert_eq!(printed(&whole(b"ab\n", &[mark(2, 3, "end")])), ["1 ab!<>!", "  └ end"]);
    assert_eq!(printed(&whole(b"", &[mark(0, 0, "")])), ["1 !<>!"]);
    assert_eq!(printed(&whole(b"ab", &[mark(2, 2, "")])), ["1 ab!<>!"]);
    assert_eq!(printed(&whole(b"ab", &[mark(7, 9, "")])), ["1 ab"]);
}

#[test]
fn long_texts_are_cut_around_the_marks() {
    let text = "x\n".repeat(100);
    assert_eq!(
        printed(&whole(text.as_bytes(), &[mark(100, 101, "")])),
        ["… 48", "49 x", "50 x", "51 !x!", "52 x", "53 x", "… 47"]
    );
    assert_eq!(printed(&around(text.as_bytes(), &[mark(100, 101, "")])), ["51 !x!"]);
    assert_eq!(whole(text.as_bytes(), &[]).len(), ALL_LINES + 1);
}

#[test]
fn long_lines_are_cut_around_the_marks() {
    let text = "y".repeat(65_536);
    let line = &printed(&whole(text.as_bytes(), &[mark(30_000, 30_001, "here")]))[0];
    assert_eq!(
        line.len(),
        line.find('~').unwrap_or(0) + "~29,880 bytes~".len() + 121 + 2 + "~35,475 bytes~".len()
    );
    assert!(line.contains("!y!"), "{line}");
    let line = &printed(&whole(text.as_bytes(), &[mark(0, 65_536, "")]))[0];
    assert!(line.ends_with('!') && line.len() < 400, "{line}");
}

#[test]
fn hostile_texts_stay_bounded() {
    for text in [
        vec![b'\n'; 65_536],
        vec![0; 65_536],
        "\u{202e}".repeat(20_000).into_bytes(),
    ] {
        let marks: Vec<_> = (0..1_000).map(|i| mark(i * 60, i * 61 + 1, "n")).collect();
        let lines = whole(&text, &marks);
        let pieces: usize = lines
            .iter()
            .map(|line| {
                if let Line::Text { pieces, .. } = line {
                    pieces.len()
                } else {
                    1
                }
            })
            .sum();
        assert!(pieces < 12_000, "{pieces}");
    }
}
