//! A bounce tells the same several times: in words for people, in the delivery report for programs (RFC 3464), and once
//! for each recipient. It is one thing to mend.

use super::Bounced;

/// What is told, each thing once; with each whether a delivery report says it.
pub(super) fn told(all: impl Iterator<Item = (Bounced, bool)>) -> Vec<Bounced> {
    let mut kept: Vec<(Bounced, bool)> = Vec::new();
    for (bounced, reported) in all {
        let known = kept
            .iter_mut()
            .find(|(known, known_reported)| is_same(known, &bounced, *known_reported != reported));
        match known {
            Some((known, known_reported)) => {
                join(known, bounced, reported && !*known_reported);
                *known_reported |= reported;
            }
            None => kept.push((bounced, reported)),
        }
    }
    kept.into_iter().map(|(bounced, _)| bounced).collect()
}

/// Whether two tell the same. Of words and a report (`apart`) the report knows better what became of the mail, so that
/// doesn't part them.
fn is_same(one: &Bounced, other: &Bounced, apart: bool) -> bool {
    let fits = |one: &Option<String>, other: &Option<String>| one.is_none() || other.is_none() || one == other;
    let ended = apart || one.given_up == other.given_up && fits(&one.code, &other.code);
    one.reason == other.reason
        && fits(&one.domain, &other.domain)
        && fits(&one.host, &other.host)
        && fits(&one.detail, &other.detail)
        && ended
}

/// Puts together what two say; what became of the mail is as the `better` one has it.
fn join(known: &mut Bounced, other: Bounced, better: bool) {
    if better {
        known.given_up = other.given_up.or(known.given_up);
        known.code = other.code.or(known.code.take());
    } else {
        known.given_up = known.given_up.or(other.given_up);
        known.code = known.code.take().or(other.code);
    }
    known.domain = known.domain.take().or(other.domain);
    known.host = known.host.take().or(other.host);
    known.detail = known.detail.take().or(other.detail);
    if known.by.is_empty() {
        known.by = other.by;
    }
}
