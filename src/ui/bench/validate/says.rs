//! The live sentence: what a text now means, in plain words, its parts led back to where they stand.

use crate::recognise::{Pasted, Piece, Reading, Together};
use crate::rule::{Findings, Fix};
use crate::sts::policy::{self, Reading as PolicyReading};
use crate::sts::{Mode, Policy, StsRecord};
use crate::text::{Span, show};
use crate::tlsrpt::{RuaKind, TlsRptRecord};
use crate::ui::words::{count, plain};
use crate::words::duration;

/// A part of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Say {
    /// The words.
    pub words: String,
    /// Where what they speak of stands.
    pub at: Option<Span>,
}

/// How many names are listed before the rest is counted.
const NAMED: usize = 3;

/// What a paste means; empty where there is nothing to say.
#[must_use]
pub fn says(text: &[u8], pasted: &Pasted, safe: Option<&Fix>) -> Vec<Say> {
    let mut all = Words::default();
    if !pasted.together.plain.is_empty() {
        // What belongs together is told as one.
        together(&pasted.together, &mut all);
        return all.0;
    }
    for piece in &pasted.pieces {
        of_piece(text, piece, safe, &mut all);
    }
    all.0
}

fn together(together: &Together, all: &mut Words) {
    let part = |start, end| plain(together.plain.get(start..end).unwrap_or_default());
    let mut at = 0;
    for link in &together.links {
        let (start, end) = (link.words.start, link.words.end);
        all.exact(part(at, start), None);
        all.exact(part(start, end), Some(link.at));
        at = end;
    }
    all.exact(part(at, together.plain.len()), None);
}

fn of_piece(text: &[u8], piece: &Piece, safe: Option<&Fix>, all: &mut Words) {
    match &piece.reading {
        Reading::Policy {
            policy,
            body,
            apart,
            answer: _,
        } => of_policy(text, policy, *body, safe.filter(|_| apart.is_none()), all),
        Reading::Sts {
            record: Some(_),
            elsewhere: Some(name),
            ..
        }
        | Reading::Tlsrpt {
            record: Some(_),
            elsewhere: Some(name),
            ..
        } => all.text(&format!(
            "No sender looks at {}, so the record does nothing there.",
            shown(name)
        )),
        Reading::Sts {
            record: Some(record), ..
        } => of_record(record, all),
        Reading::Sts { record: None, .. } => {
            all.text("There is no valid MTA-STS record here, so senders act as if there were no policy.");
        }
        Reading::Tlsrpt {
            record: Some(record), ..
        } => of_reports(record, all),
        Reading::Tlsrpt { record: None, .. } => {
            all.text("There is no valid TLS reporting record here, so nobody sends reports.");
        }
        Reading::Mx { domain, hosts } => {
            let names: Vec<(String, Span)> = hosts.iter().map(|mx| (shown(&mx.host), mx.span)).collect();
            if names.iter().all(|(name, _)| !name.is_empty()) {
                all.text(&match domain {
                    Some(domain) => format!("Mail for {} goes to ", show(domain.as_bytes())),
                    None => "Mail goes to ".to_owned(),
                });
                all.names(&names);
                all.text(".");
            }
        }
        Reading::Bounce(bounced) => {
            for one in bounced {
                all.part(&plain(&one.plain), Some(one.span));
            }
        }
        Reading::Domain(_) | Reading::Tls(_) | Reading::None => {}
    }
}

fn of_policy(text: &[u8], reading: &PolicyReading, body: Span, safe: Option<&Fix>, all: &mut Words) {
    if let Some(policy) = &reading.effective {
        meaning(policy, body.start, all);
        return;
    }
    all.text("As it stands this is no valid policy, and senders that go by the RFC ignore it.");
    if let Some(policy) = &reading.lenient {
        all.text(if reading.most {
            "Most known senders go by it all the same: "
        } else {
            "For one that is milder: "
        });
        meaning(policy, body.start, all);
        return;
    }
    // Only what is mended with certainty may be told as if it were there.
    let mended = safe.map(|fix| fix.apply(text));
    let mended = mended.and_then(|mended| {
        let end = mended.len().checked_sub(text.len().checked_sub(body.end)?)?;
        let mut findings = Findings::faults();
        policy::parse(mended.get(body.start..end)?, &mut findings).effective
    });
    if let Some(policy) = mended {
        all.text("With what is safe mended: ");
        // Its places are those of another text.
        let first = all.0.len();
        meaning(&policy, 0, all);
        for say in all.0.iter_mut().skip(first) {
            say.at = None;
        }
    }
}

fn meaning(policy: &Policy, base: usize, all: &mut Words) {
    let at = |span: Span| Some(span.shifted(base));
    // A number and its unit don’t part.
    let age = duration(policy.max_age).replace(' ', "\u{a0}");
    if policy.mode == Mode::None {
        all.part("The mode is none", at(policy.mode_span));
        all.text(": senders act as if there were no policy, and keep this for at most ");
        all.part(&age, at(policy.max_age_span));
        all.text(".");
        return;
    }
    all.text("Senders may keep this policy for ");
    all.part(&age, at(policy.max_age_span));
    all.text(". ");
    all.part(
        if policy.mode == Mode::Enforce {
            "The mode is enforce"
        } else {
            "The mode is testing"
        },
        at(policy.mode_span),
    );
    all.text(if policy.mode == Mode::Enforce {
        ", so they refuse any server but "
    } else {
        ", so they report any server but "
    });
    let names: Vec<(String, Span)> = policy
        .mx
        .iter()
        .map(|pattern| (pattern.text.clone(), pattern.span.shifted(base)))
        .collect();
    all.names(&names);
    all.text(if policy.mode == Mode::Enforce {
        ", and any whose certificate doesn’t fit."
    } else {
        " and any whose certificate doesn’t fit, and deliver all the same."
    });
}

fn of_record(record: &StsRecord, all: &mut Words) {
    all.text("The record says that there is a policy; senders fetch it anew when ");
    all.part(&format!("the id, {},", shown(&record.id)), Some(record.id_span));
    all.text(" is no longer the one that they know.");
}

fn of_reports(record: &TlsRptRecord, all: &mut Words) {
    all.text("Senders report daily: ");
    let names: Vec<(String, Span)> = record
        .rua
        .iter()
        .map(|rua| {
            let words = match (&rua.kind, rua.address(), rua.host()) {
                (RuaKind::Mailto, Some(address), _) => format!("by mail to {}", show(address.as_bytes())),
                (RuaKind::Https, _, Some(host)) => format!("by upload to {}", show(host.as_bytes())),
                _ => shown(&rua.text),
            };
            (words, rua.span)
        })
        .collect();
    all.names(&names);
    all.text(".");
}

fn shown(text: &str) -> String {
    show(text.as_bytes())
}

#[derive(Default)]
struct Words(Vec<Say>);

impl Words {
    fn text(&mut self, words: &str) {
        self.part(words, None);
    }

    fn part(&mut self, words: &str, at: Option<Span>) {
        // Sentences are parted by a blank.
        if let Some(last) = self.0.last_mut() {
            if last.words.ends_with('.') && words != "." {
                last.words.push(' ');
            }
        }
        self.exact(words.to_owned(), at);
    }

    /// Words that bring their blanks with them.
    fn exact(&mut self, words: String, at: Option<Span>) {
        if !words.is_empty() {
            self.0.push(Say { words, at });
        }
    }

    /// `a, b and c`, of many the first and how many more.
    fn names(&mut self, names: &[(String, Span)]) {
        let most = if names.len() == NAMED + 1 { names.len() } else { NAMED };
        let more = names.len().saturating_sub(most);
        let shown = names.len() - more;
        for (index, (name, span)) in names.iter().take(most).enumerate() {
            if index > 0 {
                self.text(if index + 1 == shown && more == 0 { " and " } else { ", " });
            }
            self.part(name, Some(*span));
        }
        if more > 0 {
            self.text(&format!(" and {more} more"));
        } else if names.is_empty() {
            self.text(&format!("none ({})", count(0, "line")));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::bench::validate::Judged;

    fn said(text: &str) -> String {
        let judged = Judged::of(text.to_owned(), None, 0, &|name| idna::domain_to_ascii(name).ok());
        for say in &judged.says {
            if let Some(span) = say.at {
                assert!(span.end <= text.len() && span.start < span.end, "{say:?}");
            }
        }
        judged.says.into_iter().map(|say| say.words).collect()
    }

    #[test]
    fn a_policy_is_told_in_plain_words() {
        for (text, words) in [
            (
                "version: STSv1\nmode: testing\nmx: a.example\nmx: b.example\nmax_age: 604800\n",
                "Senders may keep this policy for 7\u{a0}days. The mode is testing, so they report any server but a.example and \
                 b.example and any whose certificate doesn’t fit, and deliver all the same.",
            ),
            (
                "version: STSv1\nmode: none\nmax_age: 86400\n",
                "The mode is none: senders act as if there were no policy, and keep this for at most 1\u{a0}day.",
            ),
            (
                "version: STSv1\nmode: enforce\nmx: a.example\nmax_age : 604800\n",
                "As it stands this is no valid policy, and senders that go by the RFC ignore it. With what is safe mended: \
                 Senders may keep this policy for 7\u{a0}days. The mode is enforce, so they refuse any server but a.example, \
                 and any whose certificate doesn’t fit.",
            ),
        ] {
            assert_eq!(said(text), words);
        }
    }

    #[test]
    fn several_pieces_are_told_as_one_and_lead_back() {
        let text = "example.com. MX 10 a.example.com.\nexample.com. MX 20 b.example.net.\n\n\
                    version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 604800\n";
        let judged = Judged::of(text.to_owned(), None, 0, &|name| idna::domain_to_ascii(name).ok());
        let linked: Vec<_> = judged
            .says
            .iter()
            .filter_map(|say| Some((say.words.as_str(), &text[say.at?.start..say.at?.end])))
            .collect();
        assert_eq!(
            linked,
            [
                ("a.example.com", "a.example.com."),
                ("must refuse", "enforce"),
                ("b.example.net", "b.example.net."),
                ("7\u{a0}days", "604800"),
            ]
        );
        assert_eq!(
            said(text),
            "Senders may use a.example.com, must refuse b.example.net, and may keep that for 7\u{a0}days."
        );
        let invalid = format!("_mta-sts.example.com. TXT \"v=STSv1\"\n{text}");
        let judged = Judged::of(invalid.clone(), None, 0, &|name| idna::domain_to_ascii(name).ok());
        let record = judged
            .says
            .iter()
            .find(|say| say.words == "the record isn’t valid")
            .unwrap();
        assert!(
            invalid[record.at.unwrap().start..].starts_with("_mta-sts"),
            "{record:?}"
        );
    }

    #[test]
    fn records_are_told_too() {
        assert_eq!(
            said("v=STSv1; id=1;"),
            "The record says that there is a policy; senders fetch it anew when the id, 1, is no longer the one that they know."
        );
        assert_eq!(
            said("v=TLSRPTv1; rua=mailto:a@b.example,https://c.example/r"),
            "Senders report daily: by mail to a@b.example and by upload to c.example."
        );
        for name in ["example.com", "_smtp._tls.smtp._tls.example.com"] {
            assert_eq!(
                said(&format!("{name}. TXT \"v=TLSRPTv1; rua=mailto:a@b.example\"")),
                format!("No sender looks at {name}, so the record does nothing there.")
            );
        }
        assert_eq!(said(""), "");
    }
}
