//! A file, read and judged.

use crate::args::{Lint, to_ascii};
use crate::kinds;
use crate::place::{Lines, Region};
use mta_sts_lens::recognise::rules::zone::READ_WITHOUT;
use mta_sts_lens::recognise::{Beside, Kind, LONGEST, Pasted, recognise_beside};
use mta_sts_lens::report;
use mta_sts_lens::rule::{Evidence, Finding, Findings, Severity, Subject};
use mta_sts_lens::text::{Span, show_within};
use serde::Serialize;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What standard input is called.
const STDIN: &str = "<stdin>";

/// Longest name of a file that is shown whole, in characters.
const LONGEST_NAME: usize = 4096;

/// The name of a file that is a policy (RFC 8461 §3.3), even where it can't be told from what stands in it.
const POLICY_FILE: &str = "mta-sts.txt";

/// A file, as far as it could be judged.
pub struct Checked {
    /// Its name, as it was given.
    pub path: OsString,
    /// What stands in it.
    pub text: Vec<u8>,
    /// Where its lines begin.
    pub lines: Lines,
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
    /// How many more findings were counted and not kept.
    pub left_out: usize,
    /// What it was taken for.
    pub pieces: Vec<Piece>,
    /// Why it isn't judged, or not as a whole.
    pub problem: Option<String>,
}

/// A part of a file.
#[derive(Serialize)]
pub struct Piece {
    /// What it is, as `--kind` calls it.
    pub kind: &'static str,
    /// Its first and last line.
    pub lines: (usize, usize),
    /// What it is in words.
    pub what: String,
    /// How it was read; may be empty.
    pub how: String,
}

/// How much was found.
#[derive(Clone, Copy, Default, Serialize)]
pub struct Tally {
    /// How many files were named.
    pub files: usize,
    /// How many errors were found.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
}

impl Tally {
    /// What was found in these files.
    pub fn of(files: &[Checked]) -> Self {
        let sum = |severity: Severity| files.iter().map(|file| severity.count_in(&file.findings)).sum();
        Self {
            files: files.len(),
            errors: sum(Severity::Error),
            warnings: sum(Severity::Warning),
            notes: sum(Severity::Note),
        }
    }
}

impl Checked {
    fn new(path: &OsStr) -> Self {
        Self {
            path: path.to_owned(),
            text: Vec::new(),
            lines: Lines::default(),
            findings: Vec::new(),
            left_out: 0,
            pieces: Vec::new(),
            problem: None,
        }
    }

    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.path == "-"
    }

    /// Its name, fit to be shown.
    pub fn name(&self) -> String {
        if self.is_stdin() {
            return STDIN.to_owned();
        }
        show_within(self.path.as_encoded_bytes(), LONGEST_NAME)
    }

    /// What is wrong with it, or worth knowing.
    pub fn faults(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| is_fault(finding))
    }

    /// Where a finding stands.
    pub fn region(&self, finding: &Finding) -> Option<Region> {
        finding.span.map(|span| self.lines.region(&self.text, span))
    }
}

/// Whether something is wrong or worth knowing: what is good, and what nobody can see in a file, is neither.
fn is_fault(finding: &Finding) -> bool {
    finding.severity <= Severity::Note
}

/// Reads a file and judges it. `now` is in seconds since 1970.
pub fn file(path: &OsStr, lint: &Lint, now: u64) -> Checked {
    let mut checked = Checked::new(path);
    match read(path) {
        Err(error) => checked.problem = Some(format!("can’t be read: {error}")),
        Ok(text) if text.len() > LONGEST => {
            let most = LONGEST >> 20;
            checked.problem = Some(format!("is larger than {most} MiB, which is the most that is judged"));
        }
        Ok(text) => judge(&mut checked, text, lint, now),
    }
    checked
}

/// What stands in a file; one byte more than is judged at most.
fn read(path: &OsStr) -> io::Result<Vec<u8>> {
    let most = u64::try_from(LONGEST).unwrap_or(u64::MAX).saturating_add(1);
    let mut text = Vec::new();
    if path == "-" {
        io::stdin().lock().take(most).read_to_end(&mut text)?;
    } else {
        File::open(path)?.take(most).read_to_end(&mut text)?;
    }
    Ok(text)
}

fn judge(checked: &mut Checked, text: Vec<u8>, lint: &Lint, now: u64) {
    let as_kind = |choice| {
        let beside = Beside {
            choice,
            now,
            to_ascii: &to_ascii,
            host: None,
            domain: lint.domain.as_deref(),
        };
        recognise_beside(&text, &beside)
    };
    let mut pasted = as_kind(lint.kind);
    let named = Path::new(&checked.path).file_name();
    // What such a file holds is what is served, whatever it looks like.
    let is_whole = pasted.pieces.iter().all(|piece| {
        piece.kind != Kind::Policy || piece.span.of(&text).trim_ascii_end().len() == text.trim_ascii_end().len()
    });
    let is_plain =
        is_whole && is_known(&pasted) && !pasted.findings.iter().any(|finding| *finding.rule == READ_WITHOUT);
    if lint.kind.is_none() && !is_plain && named.is_some_and(|name| name.eq_ignore_ascii_case(POLICY_FILE)) {
        pasted = as_kind(Some(Kind::Policy));
    }
    checked.problem = problem(&pasted, &text);
    let mut findings = std::mem::take(&mut pasted.findings);
    checked.left_out = pasted.left_out;
    for piece in pasted.pieces.iter().filter(|piece| piece.kind == Kind::Report) {
        let mut found = Findings::new();
        report::parse(piece.span.of(&text), &mut found);
        checked.left_out += found.left_out();
        findings.extend(
            found
                .into_vec()
                .into_iter()
                .map(|finding| moved(finding, piece.span.start)),
        );
    }
    for finding in &mut findings {
        // Nobody pasted it.
        finding.evidence = Evidence::Given;
    }
    findings.sort_by_key(|finding| (finding.span.unwrap_or_default().start, finding.severity));
    checked.findings = findings;
    checked.pieces = pasted
        .pieces
        .into_iter()
        .map(|piece| Piece {
            kind: kinds::name(piece.kind),
            lines: piece.lines,
            what: piece.what,
            how: piece.how,
        })
        .collect();
    checked.lines = Lines::of(&text);
    checked.text = text;
}

/// Whether something in it is known here.
fn is_known(pasted: &Pasted) -> bool {
    let known = |kind: Kind| !matches!(kind, Kind::Unknown | Kind::Other);
    pasted.pieces.iter().any(|piece| known(piece.kind))
}

/// Why a text isn't judged, or not as a whole.
fn problem(pasted: &Pasted, text: &[u8]) -> Option<String> {
    if !is_known(pasted) {
        return Some("holds nothing that is known here; `--kind` says what it is meant to be".into());
    }
    if text.starts_with(b"\x1f\x8b") {
        return Some("is compressed: unpack it first, as by `gzip -dc`".into());
    }
    pasted
        .cut
        .then(|| "holds so much that some of it was not judged".to_owned())
}

/// A finding of a report that begins at `by`.
fn moved(finding: Finding, by: usize) -> Finding {
    let mut finding = finding.about(Subject::TlsRpt, Evidence::Given);
    let shifted = |span: Span| span.shifted(by);
    finding.span = finding.span.map(shifted);
    for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.span = shifted(edit.span);
    }
    finding
}
