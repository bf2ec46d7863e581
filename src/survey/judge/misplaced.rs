//! Records at a wrong name.

use super::super::facts::Survey;
use super::super::view::Fact;
use super::super::wanted::near_miss;
use crate::dns::{Name, Rtype};
use crate::later;
use crate::rule::{Findings, Rule, Subject};
use crate::text::lossy;

/// A record that may stand at another name by mistake.
pub(super) struct Misplaced {
    /// The names, as patterns, and why it may be there.
    pub(super) names: &'static [(&'static str, &'static str)],
    /// Whether a text is meant to be the record.
    pub(super) meant: fn(&[u8]) -> bool,
    /// What says so.
    pub(super) rule: &'static Rule,
    pub(super) subject: Subject,
}

impl Misplaced {
    /// Says so when something that is meant to be the record stands at another name than the right one.
    pub(super) fn judge(&self, survey: &Survey, right: &Name, findings: &mut Findings) {
        for (pattern, why) in self.names {
            let Some(name) = near_miss(pattern, &survey.domain) else {
                continue;
            };
            let Fact::Found(found) = survey.fact(&name, Rtype::TXT) else {
                continue;
            };
            let texts = found.texts();
            let Some((text, _)) = texts.iter().find(|(text, _)| (self.meant)(text)) else {
                continue;
            };
            if later::rest().is_none() {
                return;
            }
            let finding = self.rule.finding().with_bytes("record", text).with("name", &name);
            let finding = finding.with("why", why).with("right", right);
            // In full, if it can be copied. RFC 1035 §3.3: one string of a TXT record has at most 255 octets.
            let printable = text.len() <= 255 && text.iter().all(|byte| matches!(byte, b' '..=b'~'));
            let finding = if printable {
                finding.snippet(format!("TXT record at {right}"), lossy(text))
            } else {
                finding
            };
            findings.add(finding.about(self.subject, found.evidence.clone()));
        }
    }
}
