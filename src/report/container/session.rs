//! Files given, step by step to reports read.

mod work;

use super::{Format, Inflate, Inflated, Limits};
use crate::crc::crc32;
use crate::order::sort_by;
use crate::report::merge::Merged;
use crate::report::rules::FILE_METHOD;
use crate::rule::{Finding, Rule};
use std::collections::BTreeMap;
use work::damaged;

/// Longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 300;

/// A file: one that was given, or one in it that is a report or can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name; one in another file stands behind the name of that.
    pub name: String,
    /// What it is; of something packed by gzip alone, what is in it.
    pub format: Format,
    /// The source of the file that was given, if this is one in it.
    pub within: Option<usize>,
    /// How many bytes it has, unpacked.
    pub bytes: usize,
    /// Whether a report was read from it, and who sent that.
    pub reporter: Option<String>,
    /// How many reports were read of it and all that is in it.
    pub reports: usize,
    /// What was found.
    pub findings: Vec<Finding>,
    /// How many more findings there were, of rules that had enough.
    pub left_out: usize,
}

/// What a reporter does in its reports, again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quirk {
    /// Who; empty where reports don't say.
    pub reporter: String,
    /// What.
    pub rule: &'static Rule,
    /// In how many files.
    pub files: usize,
    /// The first of these: its source.
    pub first: usize,
}

/// How far the work is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many files were given.
    pub files: usize,
    /// How many of them are done.
    pub files_done: usize,
    /// Their bytes, as they were given.
    pub bytes: usize,
    /// The bytes of those that are done.
    pub bytes_done: usize,
    /// How many reports were read, repeated ones among them.
    pub reports: usize,
}

/// A file that was given, and what was taken out of it.
struct Given {
    bytes: usize,
    /// How much is still to be unpacked.
    waiting: usize,
    unpacked: usize,
    parts: usize,
    /// Whether anything was found in a file that lies in it.
    told: bool,
}

/// Something that was sent off to be unpacked.
struct Waiting {
    place: Place,
    packed: usize,
    /// The checksum of what comes out, where the archive tells it and the unpacker doesn't look at it.
    crc: Option<u32>,
}

/// Where a file stands.
#[derive(Clone)]
struct Place {
    name: String,
    /// Its source, if it has one: what was unpacked by gzip alone is the same file.
    source: Option<usize>,
    /// The file that was given; its source has the same number as it has in `owners`.
    given: usize,
    /// How many archives and mails it lies in.
    depth: usize,
    /// Whether it came out of gzip.
    unzipped: bool,
    expected: bool,
    /// What it is, as far as it was looked at, and how many bytes it has.
    format: Format,
    bytes: usize,
}

/// Reads files, one after the other; see the module.
pub struct Session {
    limits: Limits,
    merged: Merged,
    sources: Vec<Source>,
    given: Vec<Given>,
    /// The source of each file that was given.
    owners: Vec<usize>,
    waiting: BTreeMap<u32, Waiting>,
    next: u32,
    progress: Progress,
}

impl Session {
    /// A session without files.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            merged: Merged::default(),
            sources: Vec::new(),
            given: Vec::new(),
            owners: Vec::new(),
            waiting: BTreeMap::new(),
            next: 0,
            progress: Progress::default(),
        }
    }

    /// Takes a file in; what has to be unpacked before it can be read on.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Vec<Inflate> {
        let place = self.give(name, Format::of(&bytes), bytes.len());
        self.go_on(place, bytes)
    }

    /// Takes in that a file of so many bytes was given whose bytes are not to be had, for this reason; without one, since it
    /// is larger than the limit.
    pub fn add_unread(&mut self, name: &str, bytes: usize, why: Option<&str>) {
        let mut place = self.give(name, Format::Unknown, bytes);
        match why {
            Some(why) => self.fault(&mut place, damaged(0, why)),
            None => self.too_large(&mut place),
        }
        self.settle(place.given);
    }

    /// A file that is given.
    fn give(&mut self, name: &str, format: Format, bytes: usize) -> Place {
        let given = self.given.len();
        let name = clipped(name);
        self.owners.push(self.sources.len());
        self.sources.push(Source {
            name: name.clone(),
            format,
            within: None,
            bytes,
            reporter: None,
            reports: 0,
            findings: Vec::new(),
            left_out: 0,
        });
        self.given.push(Given {
            bytes,
            waiting: 0,
            unpacked: 0,
            parts: 0,
            told: false,
        });
        self.progress.files += 1;
        self.progress.bytes += bytes;
        Place {
            name,
            source: self.owners.last().copied(),
            given,
            depth: 0,
            unzipped: false,
            expected: true,
            format,
            bytes,
        }
    }

    /// Takes back what was unpacked. What nobody waits for any more is forgotten.
    pub fn inflated(&mut self, id: u32, outcome: Inflated) -> Vec<Inflate> {
        let Some(Waiting { mut place, packed, crc }) = self.waiting.remove(&id) else {
            return Vec::new();
        };
        if let Some(given) = self.given.get_mut(place.given) {
            given.waiting -= 1;
        }
        let bytes = match outcome {
            Inflated::Whole(bytes) => {
                if crc.is_some_and(|crc| crc != crc32(&bytes)) {
                    let why = "the checksum of what was unpacked is wrong";
                    self.fault(&mut place, damaged(packed, why));
                }
                bytes
            }
            Inflated::Damaged { bytes, at, why } => {
                self.fault(&mut place, damaged(at.min(packed), &why));
                if bytes.is_empty() {
                    self.settle(place.given);
                    return Vec::new();
                }
                bytes
            }
            Inflated::TooLarge => {
                self.too_large(&mut place);
                self.settle(place.given);
                return Vec::new();
            }
            Inflated::Unable => {
                let how = "packed, and this browser has nothing that unpacks it";
                self.fault(&mut place, FILE_METHOD.finding().with("how", how));
                self.settle(place.given);
                return Vec::new();
            }
        };
        let unpacked = self.given.get_mut(place.given).map_or(0, |given| {
            given.unpacked = given.unpacked.saturating_add(bytes.len());
            given.unpacked
        });
        // Several may have been sent off while there was room for each.
        if unpacked > self.limits.unpacked_bytes {
            self.too_large(&mut place);
            self.settle(place.given);
            return Vec::new();
        }
        place.unzipped = crc.is_none();
        self.go_on(place, bytes)
    }

    /// Forgets what is still to be unpacked; what was read stays.
    pub fn cancel(&mut self) {
        self.waiting.clear();
        for given in &mut self.given {
            given.waiting = 0;
        }
    }

    /// Whether something is still to be unpacked.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// How far the work is.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.progress
    }

    /// Each file that was given, and what in it is a report or can't be read.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What each reporter does: rules by reporter, in the order of the codes.
    #[must_use]
    pub fn quirks(&self) -> Vec<Quirk> {
        let mut quirks: BTreeMap<(&str, &str), Quirk> = BTreeMap::new();
        for (at, source) in self.sources.iter().enumerate() {
            let Some(reporter) = &source.reporter else { continue };
            let mut rules: Vec<&'static Rule> = source.findings.iter().map(|finding| finding.rule).collect();
            sort_by(&mut rules, |rule| rule.code);
            rules.dedup();
            for rule in rules {
                let quirk = quirks.entry((reporter, rule.code)).or_insert_with(|| Quirk {
                    reporter: reporter.clone(),
                    rule,
                    files: 0,
                    first: at,
                });
                quirk.files += 1;
            }
        }
        quirks.into_values().collect()
    }

    /// What all reports say together.
    #[must_use]
    pub const fn merged(&self) -> &Merged {
        &self.merged
    }
}

fn clipped(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}
