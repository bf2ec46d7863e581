//! What a paste of several pieces comes to: one sentence, its parts led back to the paste.

use super::super::piece::Piece;
use super::super::sets::shown;
use super::{Facts, Host, Known, Link};
use crate::sts::Mode;
use crate::text::{Span, show};
use crate::words::seconds;

/// How many names a sentence holds.
const NAMES: usize = 4;

/// What it comes to, and which words speak of what. Empty where there is no policy.
pub(super) fn plain(facts: &Facts, pieces: &[Piece]) -> (String, Vec<Link>) {
    let mut out = Sentence::default();
    if let Some(known) = &facts.policy {
        record(facts, pieces, &mut out);
        policy(facts, known, &mut out);
        out.words(".");
    }
    (out.text, out.links)
}

/// What keeps senders from finding the policy.
fn record(facts: &Facts, pieces: &[Piece], out: &mut Sentence) {
    let Some(record) = &facts.record else { return };
    let at = pieces.get(record.piece).map(|piece| piece.span);
    if let Some(name) = &record.elsewhere {
        out.words("Nobody finds this policy: ");
        out.link("the record", at);
        let name = show(name.as_bytes());
        out.words(&format!(" would stand at `{name}`. At its right name, "));
    } else if record.says.is_none() {
        out.words("Senders ignore this policy, since ");
        out.link("the record isn’t valid", at);
        out.words(". With a valid one, ");
    }
}

/// What senders do by the policy.
fn policy(facts: &Facts, known: &Known, out: &mut Sentence) {
    let policy = &known.policy;
    let mode = Some(policy.mode_span.shifted(known.body.start));
    let (covered, refused) = (facts.covered.as_slice(), facts.refused.as_slice());
    out.words(if out.text.is_empty() { "Senders " } else { "senders " });
    match policy.mode {
        Mode::None => {
            out.link("act as if there were no policy", mode);
            return;
        }
        Mode::Testing if refused.is_empty() => out.link("deliver to every host and report what fails", mode),
        Mode::Testing => {
            out.link("deliver to every host", mode);
            out.words(", report ");
            out.names(refused);
            out.words(" as not covered");
        }
        Mode::Enforce if covered.is_empty() && refused.is_empty() => {
            out.link("must refuse", mode);
            out.words(" every host that the policy doesn’t cover");
        }
        Mode::Enforce if refused.is_empty() => {
            out.words("may use ");
            out.names(covered);
            out.words(" ");
            out.link("over verified TLS alone", mode);
        }
        Mode::Enforce if covered.is_empty() => {
            out.link("must refuse", mode);
            out.words(" ");
            out.names(refused);
            out.words(": no mail arrives; they");
        }
        Mode::Enforce => {
            out.words("may use ");
            out.names(covered);
            out.words(", ");
            out.link("must refuse", mode);
            out.words(" ");
            out.names(refused);
        }
    }
    let alone = policy.mode == Mode::Enforce && covered.is_empty() && !refused.is_empty();
    out.words(if alone {
        " may keep that for "
    } else {
        ", and may keep that for "
    });
    let age = policy.max_age_span.shifted(known.body.start);
    out.link(&seconds(policy.max_age), Some(age));
}

/// A sentence while it is made.
#[derive(Default)]
struct Sentence {
    text: String,
    links: Vec<Link>,
}

impl Sentence {
    fn words(&mut self, words: &str) {
        self.text.push_str(words);
    }

    fn link(&mut self, words: &str, at: Option<Span>) {
        let start = self.text.len();
        self.words(words);
        if let Some(at) = at {
            let words = Span::new(start, self.text.len());
            self.links.push(Link { words, at });
        }
    }

    /// `a, b and c`, of many the first and how many more.
    fn names(&mut self, hosts: &[Host]) {
        for (at, host) in hosts.iter().take(NAMES).enumerate() {
            if at > 0 {
                self.words(if at + 1 == hosts.len() { " and " } else { ", " });
            }
            self.link(&shown(&host.name), Some(host.span));
        }
        if hosts.len() > NAMES {
            self.words(&format!(" and {} more", hosts.len() - NAMES));
        }
    }
}
