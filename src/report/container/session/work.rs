//! One file after the other: told, opened, read.

use super::{Place, Session, Source, Waiting, clipped};
use crate::report::container::{Body, Coding, Damage, Format, Inflate, Part, Parts, mbox, mime, tar, zip};
use crate::report::merge::Added;
use crate::report::rules::{
    FILE_CONTRADICTS, FILE_DAMAGED, FILE_EMPTY, FILE_METHOD, FILE_NESTED, FILE_REPEATED, FILE_TOO_LARGE, FILE_TOO_MANY,
    FILE_UNKNOWN, FILE_WITHOUT_REPORT,
};
use crate::report::{self, parse_within};
use crate::rule::{Evidence, Finding, Findings, Severity, Subject};
use crate::text::{Span, show};
use crate::words::thousands;

impl Session {
    /// Reads a file and all that is in it, as far as that goes without unpacking.
    pub(super) fn go_on(&mut self, place: Place, bytes: Vec<u8>) -> Vec<Inflate> {
        let given = place.given;
        let mut wanted = Vec::new();
        let mut files = vec![(place, bytes)];
        while let Some((place, bytes)) = files.pop() {
            self.step(place, &bytes, &mut files, &mut wanted);
        }
        self.settle(given);
        wanted
    }

    fn step(&mut self, mut place: Place, bytes: &[u8], files: &mut Vec<(Place, Vec<u8>)>, wanted: &mut Vec<Inflate>) {
        let format = Format::of(bytes);
        (place.format, place.bytes) = (format, bytes.len());
        if bytes.len() > self.limits.file_bytes {
            self.too_large(&mut place);
            return;
        }
        if let Some(source) = place.source.and_then(|at| self.sources.get_mut(at)) {
            (source.format, source.bytes) = (format, bytes.len());
        }
        match format {
            Format::Json => self.read(&mut place, bytes),
            // Text for people that stands beside the report in a mail.
            _ if !place.expected && !matches!(format, Format::Gzip | Format::Zip | Format::Tar) => {}
            Format::Empty => self.fault(&mut place, FILE_EMPTY.finding()),
            Format::Unknown => {
                let start = bytes.get(..bytes.len().min(12)).unwrap_or_default();
                let mut finding = FILE_UNKNOWN.finding().with("start", format!("“{}”", show(start)));
                if place.depth > 0 {
                    // Archives hold all kinds of things.
                    finding = finding.severity(Severity::Note);
                }
                self.fault(&mut place, finding);
            }
            Format::Gzip => {
                place.depth += usize::from(place.unzipped);
                if self.may_open(&mut place) {
                    wanted.extend(self.want(place, Coding::Gzip, bytes, None));
                }
            }
            Format::Zip | Format::Tar | Format::Mail | Format::Mbox => {
                if place.depth >= self.limits.nested {
                    place.depth += 1;
                }
                if self.may_open(&mut place) {
                    self.open(&mut place, format, bytes, files, wanted);
                }
            }
        }
    }

    /// Whether an archive may be opened; a finding if not.
    fn may_open(&mut self, place: &mut Place) -> bool {
        let may = place.depth <= self.limits.nested;
        if !may {
            let finding = FILE_NESTED.finding().with("depth", place.depth);
            self.fault(place, finding);
        }
        may
    }

    fn open(
        &mut self,
        place: &mut Place,
        format: Format,
        bytes: &[u8],
        files: &mut Vec<(Place, Vec<u8>)>,
        wanted: &mut Vec<Inflate>,
    ) {
        let used = self.given.get(place.given).map_or(0, |given| given.parts);
        let most = self.limits.files.saturating_sub(used);
        let (parts, damages) = match format {
            Format::Zip => zip::walk(bytes, most),
            Format::Tar => tar::walk(bytes, most),
            Format::Mbox => in_mails(bytes, most),
            _ => mime::walk(bytes, Span::new(0, bytes.len()), most),
        };
        for Damage { at, why } in damages {
            self.fault(place, damaged(at, why));
        }
        if parts.len() > most {
            let finding = FILE_TOO_MANY
                .finding()
                .with_words("limit", thousands(self.limits.files));
            self.fault(place, finding);
        }
        if let Some(given) = self.given.get_mut(place.given) {
            given.parts += parts.len().min(most);
        }
        for Part { name, body, expected } in parts.into_iter().take(most) {
            let mut inner = Place {
                name: clipped(&format!("{} › {name}", place.name)),
                source: None,
                given: place.given,
                depth: place.depth + 1,
                unzipped: false,
                expected,
                format: Format::Unknown,
                bytes: 0,
            };
            match body {
                Body::Closed(how) => self.fault(&mut inner, FILE_METHOD.finding().with("how", how)),
                Body::Deflated(span, crc) => {
                    wanted.extend(self.want(inner, Coding::DeflateRaw, span.of(bytes), Some(crc)));
                }
                Body::Plain(span) if Format::of(span.of(bytes)) == Format::Json => {
                    self.step(inner, span.of(bytes), files, wanted);
                }
                Body::Plain(span) => files.push((inner, span.of(bytes).to_vec())),
                Body::Decoded(bytes) => files.push((inner, bytes)),
            }
        }
    }

    /// Sends something off to be unpacked.
    fn want(&mut self, mut place: Place, coding: Coding, bytes: &[u8], crc: Option<u32>) -> Option<Inflate> {
        let unpacked = self.given.get(place.given).map_or(0, |given| given.unpacked);
        let left = self.limits.unpacked_bytes.saturating_sub(unpacked);
        let at_most = self.limits.file_bytes.min(left);
        if at_most == 0 {
            self.too_large(&mut place);
            return None;
        }
        if let Some(given) = self.given.get_mut(place.given) {
            given.waiting += 1;
        }
        let id = self.next;
        self.next = self.next.wrapping_add(1);
        let packed = bytes.len();
        self.waiting.insert(id, Waiting { place, packed, crc });
        let bytes = bytes.to_vec();
        Some(Inflate {
            id,
            coding,
            bytes,
            at_most,
        })
    }

    /// Reads a report.
    fn read(&mut self, place: &mut Place, bytes: &[u8]) {
        let source = self.source(place);
        let mut findings = Findings::new();
        let limits = report::Limits {
            values: self.limits.values,
        };
        if let Some(report) = parse_within(bytes, limits, &mut findings) {
            self.progress.reports += 1;
            let first = match self.merged.add(&report, source) {
                Added::New => None,
                Added::Repeated(first) => Some((&FILE_REPEATED, first)),
                Added::Contradicts(first) => Some((&FILE_CONTRADICTS, first)),
            };
            if let Some((rule, first)) = first {
                let first = self.sources.get(first).map_or("", |source| &source.name);
                let finding = rule.finding().with("file", &place.name).with("first", first);
                findings.add(finding.about(Subject::TlsRpt, Evidence::Given));
            }
            let reporter = report.organization.as_deref().unwrap_or_default();
            if let Some(source) = self.sources.get_mut(source) {
                source.reporter = Some(clipped(reporter));
                source.reports += 1;
            }
            let owner = self.owners.get(place.given).copied().filter(|owner| *owner != source);
            if let Some(owner) = owner.and_then(|owner| self.sources.get_mut(owner)) {
                owner.reports += 1;
            }
        }
        self.note(place.given, !findings.as_slice().is_empty());
        if let Some(source) = self.sources.get_mut(source) {
            source.left_out += findings.left_out();
            source.findings.extend(findings.into_vec());
        }
    }

    /// The source of a file, made if it has none yet.
    fn source(&mut self, place: &mut Place) -> usize {
        let next = self.sources.len();
        let at = *place.source.get_or_insert(next);
        if at == next {
            self.sources.push(Source {
                name: place.name.clone(),
                format: place.format,
                within: self.owners.get(place.given).copied(),
                bytes: place.bytes,
                reporter: None,
                reports: 0,
                findings: Vec::new(),
                left_out: 0,
            });
        }
        at
    }

    pub(super) fn too_large(&mut self, place: &mut Place) {
        let limit = thousands(self.limits.file_bytes);
        self.fault(place, FILE_TOO_LARGE.finding().with_words("limit", limit));
    }

    /// Notes what is wrong with a file.
    pub(super) fn fault(&mut self, place: &mut Place, finding: Finding) {
        let at = self.source(place);
        self.note(place.given, true);
        let finding = finding
            .with("file", &place.name)
            .about(Subject::TlsRpt, Evidence::Given);
        if let Some(source) = self.sources.get_mut(at) {
            source.findings.push(finding);
        }
    }

    /// Notes whether something was found in a file that was given.
    fn note(&mut self, given: usize, told: bool) {
        if let Some(given) = self.given.get_mut(given) {
            given.told |= told;
        }
    }

    /// Sees whether a file that was given is done.
    pub(super) fn settle(&mut self, given: usize) {
        let (Some(state), Some(owner)) = (self.given.get(given), self.owners.get(given).copied()) else {
            return;
        };
        if state.waiting > 0 {
            return;
        }
        self.progress.files_done += 1;
        self.progress.bytes_done += state.bytes;
        let told = state.told;
        let Some(source) = self.sources.get(owner) else { return };
        if source.reports == 0 && source.findings.is_empty() && !told {
            let finding = FILE_WITHOUT_REPORT.finding().with("file", &source.name);
            let finding = finding.about(Subject::TlsRpt, Evidence::Given);
            if let Some(source) = self.sources.get_mut(owner) {
                source.findings.push(finding);
            }
        }
    }
}

/// The parts of each mail of a mailbox.
fn in_mails(bytes: &[u8], most: usize) -> Parts {
    let (mut parts, mut damages) = (Vec::new(), Vec::new());
    for (at, mail) in mbox::split(bytes, most).into_iter().enumerate() {
        let (of_mail, faults) = mime::walk(bytes, mail, most);
        damages.extend(faults);
        parts.extend(of_mail.into_iter().map(|part| Part {
            name: format!("mail {} › {}", at + 1, part.name),
            ..part
        }));
        if parts.len() > most {
            break;
        }
    }
    (parts, damages)
}

pub(super) fn damaged(at: usize, why: &str) -> Finding {
    FILE_DAMAGED.at(Span::point(at)).with("at", at).with("why", why)
}
