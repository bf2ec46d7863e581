//! As many MX hosts as an answer holds, and as many lines as a policy holds: all are judged, some are shown.

use super::super::super::assessment::Case;
use super::facts::Box;
use super::{expect, has};
use std::fmt::Write as _;

/// A domain with so many MX hosts, and a policy with so many lines; host `n` and line `n` are about the same name.
fn many(hosts: usize, lines: usize) -> Box {
    let mut facts = Box::good().without("example.com");
    for n in 0..hosts {
        facts = facts.mx(10, &format!("mx{n}.example.org"));
    }
    let mut policy = "version: STSv1\nmode: enforce\nmax_age: 1209600\n".to_owned();
    for n in 0..lines {
        let _ = writeln!(policy, "mx: mx{n}.example.org");
    }
    facts.policy(&policy)
}

#[test]
fn thousands_of_hosts_stand_against_thousands_of_lines() {
    let made = many(3_000, 13_000).judge();
    expect(
        &made,
        Case::Protected,
        &["MX_COVERED", "PATTERN_UNUSED", "MANY_MX_HOSTS"],
    );
    assert!(
        made.verdict.sentence.contains("3,000\u{a0}mail servers"),
        "{}",
        made.verdict.sentence
    );
    let matrix = made.matrix().unwrap();
    assert_eq!((matrix.rows.len(), matrix.more_rows), (64, 2_936));
    assert_eq!(matrix.lines.len() + matrix.more_lines, 13_000);
    assert!(matrix.lines.len() <= 264, "{}", matrix.lines.len());
    // Whatever is shown as usable shows the line that covers it.
    for row in &matrix.rows {
        assert!(row.cells.iter().any(|cell| cell.text == "same name"), "{}", row.host);
    }
    let left_out = matrix.left_out().unwrap();
    assert!(
        left_out.starts_with("Shown here: 64 of 3,000\u{a0}MX hosts and "),
        "{left_out}"
    );
}

#[test]
fn of_many_hosts_those_that_are_refused_are_shown() {
    let made = many(3_000, 2_999).judge();
    expect(&made, Case::PartlyRefused, &["MX_NOT_COVERED"]);
    assert!(
        made.verdict
            .sentence
            .contains("refuse 1 of your 3,000\u{a0}mail servers"),
        "{}",
        made.verdict.sentence
    );
    let matrix = made.matrix().unwrap();
    assert!(matrix.rows.iter().any(|row| row.host == "mx2999.example.org"));
    assert!(!has(&made, "PATTERN_UNUSED"));
    // A host that is named twice is one, and comes where it comes first.
    let twice = many(2, 2).mx(5, "MX1.example.org").judge();
    let hosts: Vec<_> = twice
        .picture
        .unwrap()
        .matrix
        .unwrap()
        .rows
        .into_iter()
        .map(|row| (row.preference, row.host))
        .collect();
    let host = |preference, name: &str| (Some(preference), name.to_owned());
    assert_eq!(hosts, [host(5, "mx1.example.org"), host(10, "mx0.example.org")]);
    // Without a policy all stand there, in their order.
    let bare = many(100, 0).judge();
    let matrix = bare.matrix().unwrap();
    assert_eq!(
        matrix.left_out().as_deref(),
        Some("Shown here: 64 of 100\u{a0}MX hosts.")
    );
}
