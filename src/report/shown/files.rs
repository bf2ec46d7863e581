//! The files that were given, and what reporters do in them.

use super::{Cut, LONGEST, make};
use crate::order::sort_by;
use crate::report::container::{Quirk, Session, Source};
use crate::report::rules::{FILE_CONTRADICTS, is_of_file};
use crate::rule::{Finding, Severity};
use serde::{Deserialize, Serialize};

/// Most files and habits that are listed, and most findings of a file.
const MOST_FILES: usize = 100;
const MOST_HABITS: usize = 60;
const MOST_TOLD: usize = 5;

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name; one in another file stands behind the name of that.
    pub name: String,
    /// How many bytes it has, unpacked.
    pub bytes: usize,
    /// How many reports were read of it and all that is in it.
    pub reports: usize,
    /// What is wrong with it as a file: damage and limits, with the byte where that is known.
    pub told: Cut<Told>,
}

/// A finding, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The code of the rule.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What was found.
    pub words: String,
    /// What to do.
    pub advice: String,
    /// Where it begins, in bytes, if it has a place.
    pub at: Option<usize>,
}

/// What a reporter does again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habit {
    /// Who; empty where reports don't say.
    pub reporter: String,
    /// What the rule says in general.
    pub title: String,
    /// The first time that it was found.
    pub first: Told,
    /// The file in which that was.
    pub file: String,
    /// In how many files.
    pub files: usize,
}

impl Told {
    fn of(finding: &Finding) -> Self {
        Self {
            code: finding.rule.code.to_owned(),
            severity: finding.severity,
            words: make::clipped(&finding.message(), LONGEST),
            advice: make::clipped(&finding.advice(), LONGEST),
            at: finding.span.map(|span| span.start),
        }
    }
}

/// What is wrong with a file as a file.
fn faults(source: &Source) -> impl Iterator<Item = &Finding> {
    source.findings.iter().filter(|finding| is_of_file(finding.rule))
}

/// Whether a part of it could not be read.
pub(super) fn is_faulty(source: &Source) -> bool {
    // One that says something else than the report before was read, and isn't counted.
    faults(source).any(|finding| finding.severity < Severity::Note && finding.rule.code != FILE_CONTRADICTS.code)
}

/// The files, those with faults first.
pub(super) fn files(session: &Session) -> Cut<File> {
    let mut sources: Vec<(&Source, bool)> = session
        .sources()
        .iter()
        .map(|source| (source, is_faulty(source)))
        .filter(|(source, faulty)| source.within.is_none() || *faulty)
        .collect();
    sort_by(&mut sources, |(_, faulty)| !faulty);
    Cut::of(sources, MOST_FILES, |(source, _)| File {
        name: source.name.clone(),
        bytes: source.bytes,
        reports: source.reports,
        told: Cut::of(faults(source).collect(), MOST_TOLD, Told::of),
    })
}

/// What reporters do, in the order of reporters and rules.
pub(super) fn habits(session: &Session) -> Cut<Habit> {
    let quirks: Vec<Quirk> = session
        .quirks()
        .into_iter()
        .filter(|quirk| !is_of_file(quirk.rule))
        .collect();
    Cut::of(quirks, MOST_HABITS, |quirk| {
        let source = session.sources().get(quirk.first);
        let finding = source.and_then(|source| source.findings.iter().find(|finding| finding.rule == quirk.rule));
        let first = finding.map_or_else(|| Told::of(&quirk.rule.finding()), Told::of);
        Habit {
            title: quirk.rule.title.to_owned(),
            first,
            file: source.map(|source| source.name.clone()).unwrap_or_default(),
            files: quirk.files,
            reporter: quirk.reporter,
        }
    })
}
