//! What the page, the exports and other programs are given: the judgement of a survey, in one documented shape.

use super::picture::{Bridge, Chain, Matrix, Picture, ProbeRow, Unseen};
use crate::rule::{Evidence, Finding, Findings, Severity, Subject};
use crate::sts::{self, Policy};
use crate::text;
use serde::{Serialize, Serializer};

/// Version of the JSON shape of [`Assessment`]; it rises when a member changes its meaning or goes.
pub const FORMAT: u32 = 2;

/// Everything that can be said of a domain from what is known so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assessment {
    /// Version of this shape: [`FORMAT`].
    pub format: u32,
    /// The Policy Domain (A-labels).
    pub domain: String,
    /// The same in U-labels, where that differs.
    pub unicode: Option<String>,
    /// When the check began, in seconds since 1970 (UTC).
    pub started: i64,
    /// Whether nothing more will come.
    pub done: bool,
    /// What is still awaited, in words, such as `the policy`.
    pub waiting: Vec<String>,
    /// The verdict: one plain sentence, and what follows from it.
    pub verdict: Verdict,
    /// What to do next.
    pub next: Option<Next>,
    /// How each subject stands, in the order of the page.
    pub subjects: Vec<SubjectState>,
    /// All findings; what refuses mail first, what is good last.
    pub findings: Vec<Finding>,
    /// How many more findings were counted but not kept.
    pub left_out: usize,
    /// The texts that findings point into.
    pub texts: Vec<SourceText>,
    /// What is known, as a screen draws it; none where nobody asked for it.
    #[serde(serialize_with = "drawn")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Picture>"))]
    pub picture: Option<Picture>,
}

impl Assessment {
    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        severity.count_in(&self.findings)
    }

    /// The text that findings about `subject` point into.
    #[must_use]
    pub fn text(&self, subject: Subject) -> Option<&SourceText> {
        self.texts.iter().find(|text| text.subject == subject)
    }

    /// The policy that senders get: by the letter, else the reading that most senders share. `None` where there is
    /// none, where it isn't known, or where what is served is nothing that senders take (a redirect, a status of 404).
    #[must_use]
    pub fn policy(&self) -> Option<Policy> {
        let text = self.text(Subject::Policy)?;
        let reading = sts::policy::parse(&text.text, &mut Findings::faults());
        reading.effective.or(reading.lenient)
    }

    /// How a subject stands.
    #[must_use]
    pub fn subject(&self, subject: Subject) -> Option<&SubjectState> {
        self.subjects.iter().find(|state| state.subject == subject)
    }

    /// The chain, where it is drawn.
    #[must_use]
    pub fn chain(&self) -> Option<&Chain> {
        self.picture.as_ref().map(|picture| &picture.chain)
    }

    /// The matrix, where it is drawn and there are MX hosts.
    #[must_use]
    pub fn matrix(&self) -> Option<&Matrix> {
        self.picture.as_ref()?.matrix.as_ref()
    }

    /// What the probes saw, where it is drawn.
    #[must_use]
    pub fn probe(&self) -> &[ProbeRow] {
        self.picture.as_ref().map_or(&[], |picture| &picture.probe)
    }

    /// How to bring the policy here, where that is drawn and the policy can't be read.
    #[must_use]
    pub fn bridge(&self) -> Option<&Bridge> {
        self.picture.as_ref()?.bridge.as_ref()
    }

    /// What a browser can't see, where it is drawn.
    #[must_use]
    pub fn unseen(&self) -> &[Unseen] {
        self.picture.as_ref().map_or(&[], |picture| &picture.unseen)
    }
}

/// Which verdict it is: stable words for programs and tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// Not all is known yet.
    Waiting,
    /// Mode enforce, every MX host covered.
    Protected,
    /// Mode enforce, some MX hosts not covered: senders refuse those.
    PartlyRefused,
    /// Mode enforce, no MX host covered: senders refuse all mail.
    Refused,
    /// Mode testing, every MX host covered.
    Testing,
    /// Mode testing, and enforce would refuse some or all MX hosts.
    TestingMisfit,
    /// Mode none.
    Off,
    /// Ignored by senders: the record is invalid.
    RecordInvalid,
    /// Ignored by senders: more than one record.
    TwoRecords,
    /// Ignored by senders: the policy is invalid.
    PolicyInvalid,
    /// The policy breaks the grammar in a way that some senders accept and some refuse.
    SendersDiffer,
    /// A record, but the policy host has no address, answers with an error, or redirects.
    RecordWithoutPolicy,
    /// A policy, but no record.
    PolicyWithoutRecord,
    /// Neither.
    NotSetUp,
    /// The domain takes no mail.
    NoMail,
    /// A good record, but the policy host doesn't let pages read.
    NotReadable,
    /// A good record, but the policy host can't be reached over trusted TLS from here.
    HostUnreachable,
    /// The resolvers disagree on what counts.
    ResolversDiffer,
    /// What counts was not answered.
    Unknown,
    /// The domain doesn't exist.
    NoSuchDomain,
}

/// The verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    /// Which it is.
    pub case: Case,
    /// Its mark and colour.
    pub severity: Severity,
    /// What stands above the sentence beside the severity, such as `the policy is in force`.
    pub kind: String,
    /// One plain sentence.
    pub sentence: String,
    /// What follows from it for mail: one to three sentences. Code stands between backticks.
    pub consequence: String,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Next {
    /// What to do, as a sentence without its subject. Code stands between backticks.
    pub text: String,
    /// The words of the button; empty for none.
    pub label: String,
    /// The anchor on the page that the button leads to.
    pub anchor: String,
}

/// How a subject stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubjectState {
    /// Which.
    pub subject: Subject,
    /// The worst that was found, `Pending` or `Unseen`.
    pub severity: Severity,
    /// In a few words.
    pub summary: String,
}

/// A text that findings point into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceText {
    /// What it is.
    pub subject: Subject,
    /// Its name, such as `_mta-sts.example.com TXT` or the policy's URL.
    pub label: String,
    /// The bytes; as text in JSON, what is no UTF-8 replaced.
    #[serde(serialize_with = "lossy")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub text: Vec<u8>,
    /// Seconds for which the resolver may keep it, for a record.
    pub ttl: Option<u32>,
    /// How it is known.
    pub evidence: Evidence,
}

/// As it would be anyway; here it is plain to a program that only judges that there is no picture to be written.
#[expect(clippy::ref_option, reason = "as serde calls it")]
fn drawn<S: Serializer>(picture: &Option<Picture>, serializer: S) -> Result<S::Ok, S::Error> {
    match picture {
        Some(picture) => serializer.serialize_some(picture),
        None => serializer.serialize_none(),
    }
}

fn lossy<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&text::lossy(bytes))
}
