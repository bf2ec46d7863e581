//! Files that reports come in: every form, damage, limits. They are unpacked as a browser does.

// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::cast_possible_truncation)] // archives of a few bytes

#[path = "support/arb.rs"]
mod arb;
#[path = "support/packed.rs"]
mod packed;

use mta_sts_lens::crc::crc32;
use mta_sts_lens::report::container::{Coding, Inflate, Inflated, Limits, Session, Source};
use mta_sts_lens::report::rules;
use packed::{attached, deflated, gzip, mail, stored, tar, wide};
use std::io::Read;

/// A report that the rules show.
static REPORT: &str = rules::REPORT_COUNT.good;

/// What a browser does.
fn inflate(wanted: &Inflate) -> Inflated {
    let mut out = Vec::new();
    let most = wanted.at_most as u64 + 1;
    let read = match wanted.coding {
        Coding::Gzip => flate2::read::GzDecoder::new(&wanted.bytes[..])
            .take(most)
            .read_to_end(&mut out),
        Coding::DeflateRaw => flate2::read::DeflateDecoder::new(&wanted.bytes[..])
            .take(most)
            .read_to_end(&mut out),
    };
    if out.len() > wanted.at_most {
        return Inflated::TooLarge;
    }
    match read {
        Ok(_) => Inflated::Whole(out),
        Err(error) => Inflated::Damaged {
            bytes: out,
            at: wanted.bytes.len(),
            why: error.to_string(),
        },
    }
}

fn add(session: &mut Session, name: &str, bytes: Vec<u8>) {
    let mut waiting = session.add(name, bytes);
    while let Some(wanted) = waiting.pop() {
        let outcome = inflate(&wanted);
        waiting.extend(session.inflated(wanted.id, outcome));
    }
    assert!(!session.is_waiting());
}

/// How many reports a file holds, and the rules that it raises, with the name of the file.
fn read(bytes: Vec<u8>, limits: Limits) -> (usize, Vec<(String, &'static str)>) {
    let mut session = Session::new(limits);
    add(&mut session, "f", bytes);
    let progress = session.progress();
    assert_eq!(
        (progress.files_done, progress.bytes_done),
        (progress.files, progress.bytes)
    );
    let found = |source: &Source| {
        source
            .findings
            .iter()
            .map(|finding| (source.name.clone(), finding.rule.name))
            .collect::<Vec<_>>()
    };
    (
        session.merged().reports(),
        session.sources().iter().flat_map(found).collect(),
    )
}

fn reads(bytes: Vec<u8>) -> (usize, Vec<(String, &'static str)>) {
    read(bytes, Limits::default())
}

/// A report with another id.
fn other(id: usize) -> String {
    REPORT.replace("2026-05-03_example.com", &format!("id{id}"))
}

#[test]
fn every_form_is_read() {
    let none: Vec<(String, &str)> = Vec::new();
    let quoted = REPORT.replace('=', "=3D").replace('\n', "=0A=\r\n");
    let quoted = mail(&format!(
        "Content-Type: application/tlsrpt+json\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}"
    ));
    let two = format!(
        "From a\n{}\nFrom b\n{}",
        attached(&gzip(other(1).as_bytes())),
        attached(&gzip(other(2).as_bytes()))
    );
    let crc = crc32(REPORT.as_bytes());
    let inner = stored(&[("a.json", &other(1)), ("b/", ""), ("b/c.json", &other(2))]);
    for (what, bytes, reports) in [
        ("json", REPORT.as_bytes().to_vec(), 1),
        ("with blanks before", format!("\n\n{REPORT}\n").into_bytes(), 1),
        ("gzip", gzip(REPORT.as_bytes()), 1),
        (
            "eml, base64 of gzip",
            attached(&gzip(REPORT.as_bytes())).into_bytes(),
            1,
        ),
        ("eml, quoted-printable", quoted.into_bytes(), 1),
        ("eml, packed", gzip(attached(&gzip(REPORT.as_bytes())).as_bytes()), 1),
        ("mbox", two.into_bytes(), 2),
        ("zip, stored", inner.clone(), 2),
        ("zip, deflated", deflated("a.json", REPORT.as_bytes(), crc), 1),
        ("zip of zip", deflated("a.zip", &inner, crc32(&inner)), 2),
        (
            "zip of gzip",
            deflated("a.gz", &gzip(REPORT.as_bytes()), crc32(&gzip(REPORT.as_bytes()))),
            1,
        ),
        (
            "tar",
            tar(&[("a.json", REPORT.as_bytes()), ("b.json.gz", &gzip(other(1).as_bytes()))]),
            2,
        ),
        ("tar.gz of zip", gzip(&tar(&[("a.zip", &inner)])), 2),
        (
            "tar.gz of eml",
            gzip(&tar(&[("a.eml", attached(&gzip(REPORT.as_bytes())).as_bytes())])),
            1,
        ),
    ] {
        assert_eq!(reads(bytes), (reports, none.clone()), "{what}");
    }
}

#[test]
fn repeated_reports_are_counted_once_and_told() {
    let zip = stored(&[("a", REPORT), ("b", REPORT), ("c", &REPORT.replace("120", "121"))]);
    let (reports, found) = reads(zip);
    assert_eq!(reports, 1);
    assert_eq!(
        found,
        [("f › b".into(), "FILE_REPEATED"), ("f › c".into(), "FILE_CONTRADICTS")]
    );
}

#[test]
fn damaged_files_are_told_and_the_others_load() {
    let zip = stored(&[("a", REPORT), ("b", &other(1))]);
    let cut = zip[..zip.len() - 100].to_vec();
    let (reports, found) = reads(cut);
    assert_eq!((reports, found), (2, vec![("f".into(), "FILE_DAMAGED")]));
    let mut broken = deflated("a.json", REPORT.as_bytes(), 1);
    assert_eq!(reads(broken.clone()), (1, vec![("f › a.json".into(), "FILE_DAMAGED")]));
    broken[40] ^= 0xff;
    assert!(reads(broken).1.iter().any(|(_, name)| *name == "FILE_DAMAGED"));
    let packed = gzip(REPORT.as_bytes());
    let (_, found) = reads(packed[..packed.len() - 9].to_vec());
    assert_eq!(found[0].1, "FILE_DAMAGED");
    let whole = tar(&[("a", REPORT.as_bytes()), ("b", other(1).as_bytes())]);
    let (reports, found) = reads(whole[..1_600].to_vec());
    assert_eq!((reports, found), (1, vec![("f".into(), "FILE_DAMAGED")]));
    let mut wrong = whole;
    wrong[1_030] ^= 1;
    assert_eq!(reads(wrong), (1, vec![("f".into(), "FILE_DAMAGED")]));
    let cut_mail = attached(&gzip(REPORT.as_bytes())).replace("--=_b--", "");
    assert_eq!(reads(cut_mail.into_bytes()), (1, vec![("f".into(), "FILE_DAMAGED")]));
}

#[test]
fn what_is_no_report_is_told() {
    for (bytes, want) in [
        (&b""[..], vec!["FILE_EMPTY"]),
        (b" \n", vec!["FILE_EMPTY"]),
        (b"%PDF-1.4", vec!["FILE_UNKNOWN"]),
        (b"From: a\r\n\r\nHello\r\n", vec!["FILE_WITHOUT_REPORT"]),
        (b"[]", vec!["REPORT_NO_OBJECT"]),
    ] {
        let names: Vec<_> = reads(bytes.to_vec()).1.into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, want, "{bytes:?}");
    }
    assert_eq!(reads(stored(&[])).1, [("f".to_owned(), "FILE_WITHOUT_REPORT")]);
    let readme = stored(&[("README", "Hello"), ("a", REPORT)]);
    assert_eq!(reads(readme), (1, vec![("f › README".into(), "FILE_UNKNOWN")]));
    let mut locked = stored(&[("a", REPORT)]);
    let directory = locked
        .windows(4)
        .position(|window| window == b"PK\x01\x02")
        .expect("a directory");
    locked[directory + 8] |= 1;
    assert_eq!(reads(locked).1, [("f › a".to_owned(), "FILE_METHOD")]);
    let garbage = attached(b"this is no gzip at all");
    assert_eq!(reads(garbage.into_bytes()).1[0].1, "FILE_UNKNOWN");
}

#[test]
fn limits_hold_and_the_others_load() {
    let limits = Limits {
        file_bytes: 100_000,
        unpacked_bytes: 150_000,
        files: 3,
        nested: 2,
        values: 1_000,
    };
    let bomb = gzip(&vec![b' '; 10_000_000]);
    assert!(bomb.len() < 20_000);
    assert_eq!(read(bomb.clone(), limits).1, [("f".to_owned(), "FILE_TOO_LARGE")]);
    assert_eq!(
        read(vec![b'{'; 100_001], limits).1,
        [("f".to_owned(), "FILE_TOO_LARGE")]
    );
    // Each within the limit, all of them not.
    let large = gzip(&[other(0).as_bytes(), &vec![b' '; 90_000]].concat());
    let all = tar(&[("a", &large), ("b", &large), ("c", &large)]);
    let names: Vec<_> = read(all, limits).1.into_iter().map(|(_, name)| name).collect();
    assert!(names.contains(&"FILE_TOO_LARGE"), "{names:?}");
    let many: Vec<String> = (0..9).map(other).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|text| ("x", text.as_bytes())).collect();
    assert_eq!(read(tar(&many), limits), (3, vec![("f".into(), "FILE_TOO_MANY")]));
    let mut nested = REPORT.as_bytes().to_vec();
    for _ in 0..3 {
        nested = tar(&[("x", &nested)]);
    }
    assert_eq!(read(nested, limits).1, [("f › x › x".to_owned(), "FILE_NESTED")]);
    let mut gzips = REPORT.as_bytes().to_vec();
    for _ in 0..4 {
        gzips = gzip(&gzips);
    }
    assert_eq!(read(gzips, limits).1, [("f".to_owned(), "FILE_NESTED")]);
    let details = vec!["{}"; 2_000].join(",");
    let entries = REPORT.replace("\"policies\": [", &format!("\"policies\": [{details},"));
    assert!(
        read(entries.into_bytes(), limits)
            .1
            .iter()
            .any(|(_, name)| *name == "REPORT_TOO_LARGE")
    );
    let mut session = Session::new(limits);
    add(&mut session, "bomb", bomb);
    add(&mut session, "good", REPORT.as_bytes().to_vec());
    add(&mut session, &"x".repeat(1 << 20), gzip(other(1).as_bytes()));
    assert_eq!(session.merged().reports(), 2);
    assert!(session.sources()[2].name.len() < 400);
}

#[test]
fn what_reporters_do_is_told_once() {
    let bad = rules::REPORT_DATE_WITHOUT_ZONE.bad;
    let mut session = Session::new(Limits::default());
    add(&mut session, "a", bad.as_bytes().to_vec());
    add(&mut session, "b", bad.replace("\"1\"", "\"2\"").into_bytes());
    add(&mut session, "c", REPORT.as_bytes().to_vec());
    let quirks: Vec<_> = session
        .quirks()
        .into_iter()
        .map(|quirk| (quirk.reporter, quirk.rule.code, quirk.files))
        .collect();
    assert_eq!(quirks, [("Microsoft Corporation".to_owned(), "RPT231", 2)]);
}

#[test]
fn what_was_cancelled_is_forgotten() {
    let mut session = Session::new(Limits::default());
    let waiting = session.add("a", gzip(REPORT.as_bytes()));
    assert!(session.is_waiting());
    session.cancel();
    assert!(!session.is_waiting());
    assert!(
        session
            .inflated(waiting[0].id, Inflated::Whole(REPORT.into()))
            .is_empty()
    );
    assert_eq!(session.merged().reports(), 0);
}

#[test]
fn any_bytes_are_read_without_panic() {
    let crc = crc32(REPORT.as_bytes());
    let seeds = [
        stored(&[("a", REPORT), ("b", &other(1))]),
        deflated("a.json", REPORT.as_bytes(), crc),
        tar(&[("a.json", REPORT.as_bytes())]),
        attached(&gzip(REPORT.as_bytes())).into_bytes(),
        format!("From a\n{}", attached(&gzip(REPORT.as_bytes()))).into_bytes(),
        REPORT.as_bytes().to_vec(),
    ];
    arb::property(|u| {
        let mut bytes = u.choose(&seeds)?.clone();
        for _ in 0..u.int_in_range(0..=8)? {
            let at = u.choose_index(bytes.len())?;
            bytes[at] = u.arbitrary()?;
        }
        let end = u.int_in_range(0..=bytes.len())?;
        if u.ratio(1, 3)? {
            bytes.truncate(end);
        }
        reads(bytes);
        Ok(())
    });
}

/// A tar archive whose file has a name of POSIX.1-2001, said before it.
#[test]
fn names_that_are_too_long_for_a_header_are_found() {
    let name = format!("{}/ü.json", "folder".repeat(30));
    let record = format!(" path={name}\n");
    let length = record.len() + 3;
    let said = format!("{length}{record}");
    assert_eq!(said.len(), length);
    let mut archive = tar(&[("said", said.as_bytes()), ("short", b"no report")]);
    archive[156] = b'x';
    let sum: u32 = archive[..512]
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) })
        .sum();
    archive[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    assert_eq!(reads(archive).1, [(format!("f › {name}"), "FILE_UNKNOWN")]);
}

#[test]
fn archives_with_wide_numbers_are_read() {
    let (out, start) = wide(REPORT.as_bytes());
    assert_eq!(reads(out.clone()), (1, Vec::new()));
    // Without the directory too.
    assert_eq!(reads(out[..start].to_vec()), (1, vec![("f".into(), "FILE_DAMAGED")]));
    for at in 0..out.len() {
        let mut broken = out.clone();
        broken[at] = 0xff;
        reads(broken);
    }
}

#[test]
fn what_nothing_unpacks_is_not_called_damaged() {
    let mut session = Session::new(Limits::default());
    let wanted = session.add("a.gz", gzip(REPORT.as_bytes()));
    session.inflated(wanted[0].id, Inflated::Unable);
    let findings = &session.sources()[0].findings;
    assert_eq!(
        findings[0].message(),
        "a.gz is packed, and this browser has nothing that unpacks it"
    );
    assert_eq!((findings.len(), findings[0].rule.name), (1, "FILE_METHOD"));
}

/// What is looked at for one file doesn't grow with how many others there are.
#[test]
fn many_files_without_a_report_are_told_in_linear_time() {
    let mail = b"From: a\r\n\r\nHello\r\n";
    let took = |files: usize| {
        let mut session = Session::new(Limits::default());
        let start = std::time::Instant::now();
        for _ in 0..files {
            session.add("mail", mail.to_vec());
        }
        assert!(session.sources().iter().all(|source| source.findings.len() == 1));
        start.elapsed()
    };
    let (few, many) = (took(2_000), took(20_000));
    assert!(many < few * 40, "{many:?} against {few:?}");
}
