//! What must hold for any input whatever. `tests/properties.rs` runs it on made-up input, `fuzz/` on what a fuzzer
//! comes up with.

use mta_sts_lens::dns::{Lookup, Name, Rtype, doh, input};
use mta_sts_lens::recognise::{Kind, Pasted, recognise};
use mta_sts_lens::rule::{Finding, Findings, Severity};
use mta_sts_lens::text::is_plain;
use mta_sts_lens::{json, report, sts, tlsrpt};

/// Stands in messages of our own between a number and its unit.
const NO_BREAK_SPACE: char = '\u{a0}';

/// How many fixes of one text are tried.
const FIXES: usize = 6;

/// One record at `_mta-sts`.
pub fn sts_record(text: &[u8]) {
    let parse = |text: &[u8]| {
        let mut findings = Findings::new();
        let record = sts::record::parse(text, &mut findings);
        (record, findings)
    };
    let (record, findings) = parse(text);
    hold(text, &findings, Some(record.is_some()), &|text| parse(text).1);
    if let Some(record) = record {
        assert!(record.id_span.end <= text.len());
        let printed = format!("v=STSv1; id={};", record.id);
        let (again, _) = parse(printed.as_bytes());
        assert_eq!(again.map(|again| again.id), Some(record.id), "printed as {printed}");
    }
}

/// One record at `_smtp._tls`.
pub fn tlsrpt_record(text: &[u8]) {
    let parse = |text: &[u8]| {
        let mut findings = Findings::new();
        let record = tlsrpt::parse(text, &mut findings);
        (record, findings)
    };
    let (record, findings) = parse(text);
    hold(text, &findings, Some(record.is_some()), &|text| parse(text).1);
    if let Some(record) = record {
        let texts = |record: &tlsrpt::TlsRptRecord| record.rua.iter().map(|rua| rua.text.clone()).collect::<Vec<_>>();
        let printed = format!("v=TLSRPTv1; rua={}", texts(&record).join(","));
        let (again, _) = parse(printed.as_bytes());
        assert_eq!(again.as_ref().map(texts), Some(texts(&record)), "printed as {printed}");
        let mut findings = Findings::new();
        tlsrpt::judge_destinations("example.com", &record, &mut findings);
    }
}

/// A policy.
pub fn policy(text: &[u8]) {
    let parse = |text: &[u8]| {
        let mut findings = Findings::new();
        let reading = sts::policy::parse(text, &mut findings);
        (reading, findings)
    };
    let (reading, findings) = parse(text);
    hold(text, &findings, Some(reading.effective.is_some()), &|text| {
        parse(text).1
    });
    if let Some(policy) = reading.effective {
        let printed = print(&policy);
        let (again, _) = parse(printed.as_bytes());
        let again = again.effective.unwrap_or_else(|| panic!("not read again: {printed}"));
        assert_eq!(print(&again), printed);
    }
}

fn print(policy: &sts::Policy) -> String {
    let mut lines = vec!["version: STSv1".to_owned(), format!("mode: {}", policy.mode.as_str())];
    lines.extend(policy.mx.iter().map(|mx| format!("mx: {}", mx.text)));
    lines.push(format!("max_age: {}\n", policy.max_age));
    lines.join("\n")
}

/// Several records at both names: the text is cut into records at each NUL.
pub fn txt_sets(text: &[u8]) {
    let records: Vec<Vec<u8>> = text.split(|&byte| byte == 0).map(<[u8]>::to_vec).collect();
    let mut findings = Findings::new();
    let chosen = sts::txt_set::judge(&records, &mut findings).map(|(index, _)| index);
    assert_eq!(chosen.is_none(), findings.has_error(), "{findings:?}");
    assert!(chosen.is_none_or(|index| index < records.len()));
    let mut findings = Findings::new();
    let chosen = tlsrpt::txt_set::judge(&records, &mut findings).map(|(index, _)| index);
    assert_eq!(chosen.is_none(), findings.has_error(), "{findings:?}");
    assert!(chosen.is_none_or(|index| index < records.len()));
}

/// The output of `curl -i`, and a policy under whatever headers it has.
pub fn curl(text: &[u8]) {
    let Some((answer, body)) = sts::http::read_curl(text) else {
        return;
    };
    assert!(body <= text.len());
    let mut findings = Findings::new();
    sts::http::judge("example.com", &answer, text.len() - body, &mut findings);
    for finding in findings.as_slice() {
        whole(finding);
    }
}

/// A pattern and a host, cut apart at the first line end.
pub fn mx(text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    let (pattern, host) = text.split_once('\n').unwrap_or((&text, "mx.example.com"));
    let same = sts::mx::compare(pattern, host);
    assert_eq!(
        same,
        sts::mx::compare(&pattern.to_ascii_uppercase(), &host.to_ascii_lowercase())
    );
    if sts::mx::is_pattern(pattern.as_bytes()) && !pattern.starts_with('*') {
        assert!(sts::mx::compare(pattern, pattern).is_match());
    }
}

/// The body of an answer to a DNS-over-HTTPS question.
pub fn doh_answer(body: &[u8]) {
    if let Lookup::Answer(answer) = doh::decode(200, None, body) {
        for row in &answer.rows {
            assert!(!row.owner.ends_with('.'), "{row:?}");
        }
        for rtype in [Rtype::TXT, Rtype::MX, Rtype::A, Rtype::TLSA] {
            for name in ["example.com", "_mta-sts.example.com", "a"] {
                for row in answer.resolve(name, rtype).records() {
                    assert_eq!(row.rtype, rtype);
                }
            }
        }
    }
    assert!(matches!(doh::decode(502, Some("20"), body), Lookup::Failed(_)));
}

/// JSON.
pub fn json(text: &[u8]) {
    let _ = json::parse(text);
}

/// What somebody types as a domain.
pub fn domain(text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    let to_ascii = |text: &str| text.is_ascii().then(|| text.to_ascii_lowercase());
    match input::read(&text, &to_ascii) {
        Ok(target) => {
            let again = Name::parse(target.domain.as_str());
            assert_eq!(again.as_ref(), Ok(&target.domain));
            target.notes.iter().for_each(whole);
        }
        Err(finding) => {
            assert_eq!(finding.severity, Severity::Error);
            whole(&finding);
        }
    }
}

/// Whatever is pasted, recognised by itself and as each kind that can be chosen.
pub fn paste(text: &[u8]) {
    let choices = Kind::CHOICES.iter().copied().map(Some);
    for choice in std::iter::once(None).chain(choices) {
        let read = |text: &[u8]| {
            recognise(text, choice, 1_795_444_320, &|text| {
                text.is_ascii().then(|| text.to_ascii_lowercase())
            })
        };
        let pasted = read(text);
        let mut at = 0;
        for piece in &pasted.pieces {
            assert!(
                at <= piece.span.start && piece.span.start <= piece.span.end,
                "{:?}",
                pasted.pieces
            );
            at = piece.span.end;
            assert!(piece.lines.0 <= piece.lines.1);
            let words = piece.what.chars().chain(piece.how.chars());
            assert!(
                words.into_iter().all(|c| c == NO_BREAK_SPACE || is_plain(c)),
                "{piece:?}"
            );
        }
        assert!(at <= text.len());
        if let Some(nearest) = &pasted.nearest {
            assert!(nearest.span.end <= text.len());
        }
        let findings = |pasted: Pasted| {
            let mut findings = Findings::new();
            pasted.findings.into_iter().for_each(|finding| findings.add(finding));
            findings
        };
        let left_out = pasted.left_out;
        let all = findings(pasted);
        assert!(all.as_slice().iter().all(|finding| finding.span.is_some()), "{all:?}");
        if left_out == 0 {
            hold(text, &all, None, &|text| findings(read(text)));
        } else {
            // Whether one is gone can't be counted where some were left out.
            placed(text, &all);
        }
    }
}

/// What holds of the findings in a text. `again` reads another text.
fn hold(text: &[u8], findings: &Findings, usable: Option<bool>, again: &dyn Fn(&[u8]) -> Findings) {
    if let Some(usable) = usable {
        assert_eq!(usable, !findings.has_error(), "{:?}", codes(findings));
    }
    placed(text, findings);
    let fixable = findings.as_slice().iter().filter(|finding| finding.fix.is_some());
    for finding in fixable.take(FIXES) {
        mends(text, finding, findings, again);
    }
}

/// Each finding is complete and lies in the text.
fn placed(text: &[u8], findings: &Findings) {
    for finding in findings.as_slice() {
        whole(finding);
        if let Some(span) = finding.span {
            assert!(span.start <= span.end && span.end <= text.len(), "{finding:?}");
        }
    }
}

/// A fix takes its finding away.
fn mends(text: &[u8], finding: &Finding, findings: &Findings, again: &dyn Fn(&[u8]) -> Findings) {
    let (rule, Some(fix)) = (finding.rule, &finding.fix) else {
        return;
    };
    let mut at = 0;
    for edit in &fix.edits {
        assert!(at <= edit.span.start && edit.span.start <= edit.span.end, "{finding:?}");
        at = edit.span.end;
    }
    assert!(at <= text.len(), "{finding:?}");
    let mended = fix.apply(text);
    // One that was too dear to be proved is called a guess.
    let proved = text.len() < 1_024 || fix.safe;
    assert!(
        !proved || again(&mended).count(rule) < findings.count(rule),
        "{} stays after its fix: {:?} becomes {:?}",
        rule.code,
        String::from_utf8_lossy(text),
        String::from_utf8_lossy(&mended)
    );
}

/// Every argument that the message wants is there, and nothing in it that can't be shown.
fn whole(finding: &Finding) {
    for name in finding.rule.params() {
        assert!(finding.arg(name).is_some(), "{} lacks {name}", finding.rule.code);
    }
    assert!(
        finding.message().chars().all(|c| c == NO_BREAK_SPACE || is_plain(c)),
        "{finding:?}"
    );
}

fn codes(findings: &Findings) -> Vec<&'static str> {
    findings.as_slice().iter().map(|finding| finding.rule.code).collect()
}

/// A TLS report.
pub fn report(text: &[u8]) {
    let mut findings = Findings::new();
    let read = report::parse(text, &mut findings);
    hold(text, &findings, None, &|text| {
        let mut findings = Findings::new();
        let _ = report::parse(text, &mut findings);
        findings
    });
    if let Some(read) = read {
        let printed = read.to_json();
        let mut again = report::parse(printed.as_bytes(), &mut Findings::new()).expect("an object");
        again.cut = read.cut;
        assert_eq!(again, read, "printed as {printed}");
    }
}

/// A file that reports come in; what has to be unpacked comes back as it was packed.
pub fn report_file(bytes: &[u8]) {
    let limits = report::container::Limits {
        file_bytes: 1 << 16,
        unpacked_bytes: 1 << 18,
        files: 20,
        ..report::container::Limits::default()
    };
    let mut session = report::container::Session::new(limits);
    let mut waiting = session.add("file", bytes.to_vec());
    while let Some(wanted) = waiting.pop() {
        let inner = bytes.get(bytes.len() / 3..).unwrap_or_default();
        waiting.extend(session.inflated(wanted.id, report::container::Inflated::Whole(inner.to_vec())));
    }
    assert!(!session.is_waiting());
    assert_eq!(session.progress().files_done, 1);
    let view = session.merged().view(&report::merge::Filter::default());
    let _ = report::export::json(&view);
    let _ = report::export::markdown(&view);
    let _ = report::export::failures_csv(&view);
}
