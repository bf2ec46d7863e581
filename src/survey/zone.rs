//! What the answers tell of the zone that holds the domain: which one it is, and for how long it lets records be kept.

use super::facts::{Question, Reply, Survey};
use super::view::Mail;
use crate::dns::{Answer, Data, Lookup, Name, Rtype};

/// Which zone the records of a domain are kept in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Apex {
    /// No answer names it.
    #[default]
    Unsaid,
    /// Some answers name one and some another.
    Differs,
    /// The domain, or a name above it.
    Known(Name),
}

impl Apex {
    /// The zone, if it is known.
    #[must_use]
    pub const fn known(&self) -> Option<&Name> {
        match self {
            Self::Known(zone) => Some(zone),
            _ => None,
        }
    }
}

impl Survey {
    /// The zone that holds the domain.
    ///
    /// An answer that there is no record has the SOA of the zone that says so (RFC 2308 §2). Where that is for a name at or
    /// below the domain, and the zone begins at the domain or above it, then no other zone begins in between, so that the
    /// domain is in that one. A zone that begins below the domain says nothing of it.
    #[must_use]
    pub fn zone(&self) -> Apex {
        let mut found = Apex::Unsaid;
        if !matches!(
            self.mail(),
            Mail::Null | Mail::Hosts { .. } | Mail::Implicit(_) | Mail::Nowhere
        ) {
            // A domain that may not exist is in no zone: the one above denies it.
            return found;
        }
        for (question, _) in &self.replies {
            let Question::Dns { name, .. } = question else { continue };
            if !name.is_within(self.domain.as_str()) {
                continue;
            }
            // Behind an alias it is the zone of its target.
            let own = self.answers(question).filter(|answer| answer.rows.is_empty());
            for zone in own.filter_map(|answer| Name::parse(answer.zone.as_ref()?).ok()) {
                // Nobody keeps records of their own in a top-level domain.
                if !self.domain.is_within(zone.as_str()) || zone.parent().is_none() {
                    continue;
                }
                match &found {
                    Apex::Known(known) if *known != zone => return Apex::Differs,
                    _ => found = Apex::Known(zone),
                }
            }
        }
        found
    }

    /// For how long some resolver may keep what it answers for a name, in seconds, as the zone most likely has it: the
    /// longest TTL of its records, or of there being none (RFC 2308 §5); `None` without an answer.
    #[must_use]
    pub fn kept(&self, name: &Name, rtype: Rtype) -> Option<u32> {
        let question = Question::Dns {
            name: name.clone(),
            rtype,
        };
        let mut longest = None;
        for answer in self.answers(&question) {
            let answered = |data: &Data| !matches!(data, Data::Cname { .. });
            let none = answer.rows.iter().all(|row| !answered(&row.data));
            let rows = answer.rows.iter().map(|row| row.ttl);
            longest = rows.chain(answer.negative_ttl.filter(|_| none)).chain(longest).max();
        }
        longest.map(zone_ttl)
    }

    /// What resolvers answered.
    fn answers(&self, question: &Question) -> impl Iterator<Item = &Answer> {
        let replies = self.replies.get(question).into_iter().flatten();
        replies.filter_map(|reported| match &reported.reply {
            Reply::Dns(Lookup::Answer(answer)) => Some(answer),
            _ => None,
        })
    }
}

/// The time to live that the zone most likely has for a record that a resolver shows with `left` seconds: resolvers show
/// what is left of it (RFC 1035 §3.2.1), so this is the next usual value that isn't smaller.
#[must_use]
pub fn zone_ttl(left: u32) -> u32 {
    const USUAL: [u32; 15] = [
        60, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 14_400, 21_600, 28_800, 43_200, 86_400, 172_800, 604_800,
    ];
    USUAL.into_iter().find(|&usual| usual >= left).unwrap_or(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::Row;
    use crate::survey::Reported;

    #[test]
    fn what_is_left_is_rounded_up_to_usual_values() {
        for (left, want) in [
            (0, 60),
            (60, 60),
            (61, 300),
            (2_711, 3_600),
            (3_600, 3_600),
            (86_399, 86_400),
            (604_801, 604_801),
            (u32::MAX, u32::MAX),
        ] {
            assert_eq!(zone_ttl(left), want, "{left}");
        }
    }

    /// A survey of `a.example.com` that has heard these: whose, which type, whether the name doesn't exist, the data of a
    /// row, the zone.
    fn heard(answers: &[(&str, Rtype, bool, Option<Data>, &str)]) -> Survey {
        let mut survey = Survey::new(Name::parse("a.example.com").unwrap(), None, 0);
        for (name, rtype, nxdomain, data, zone) in answers {
            let row = |data: &Data| Row {
                owner: (*name).to_owned(),
                ttl: 250,
                rtype: *rtype,
                data: data.clone(),
            };
            let answer = Answer {
                nxdomain: *nxdomain,
                rows: data.iter().map(row).collect(),
                negative_ttl: Some(850),
                zone: (!zone.is_empty()).then(|| (*zone).to_owned()),
                ..Answer::default()
            };
            let reported = Reported {
                from: "Google".into(),
                at: 0,
                reply: Reply::Dns(Lookup::Answer(answer)),
            };
            let name = Name::parse(name).unwrap();
            survey.record(Question::Dns { name, rtype: *rtype }, reported);
        }
        survey
    }

    fn mx() -> Data {
        let host = "mx.example.com".into();
        Data::Mx { preference: 10, host }
    }

    #[test]
    fn what_is_denied_names_the_zone() {
        let mail = ("a.example.com", Rtype::MX, false, Some(mx()), "");
        let alias = Some(Data::Cname {
            target: "x.host.example".into(),
        });
        let known = |zone: &str| Apex::Known(Name::parse(zone).unwrap());
        for (what, more, want) in [
            ("nothing is denied", vec![], Apex::Unsaid),
            (
                "the zone above",
                vec![("mta-sts.a.example.com", Rtype::CAA, false, None, "example.com")],
                known("example.com"),
            ),
            (
                "its own",
                vec![("_mta-sts.a.example.com", Rtype::TXT, true, None, "a.example.com")],
                known("a.example.com"),
            ),
            (
                "a zone of the policy host alone",
                vec![(
                    "mta-sts.a.example.com",
                    Rtype::AAAA,
                    false,
                    None,
                    "mta-sts.a.example.com",
                )],
                Apex::Unsaid,
            ),
            (
                "the zone of an alias's target",
                vec![("mta-sts.a.example.com", Rtype::AAAA, false, alias, "example.com")],
                Apex::Unsaid,
            ),
            (
                "the zone of an MX host",
                vec![("mx.example.com", Rtype::AAAA, false, None, "example.com")],
                Apex::Unsaid,
            ),
            (
                "a top-level domain",
                vec![("mta-sts.a.example.com", Rtype::CAA, false, None, "com")],
                Apex::Unsaid,
            ),
            (
                "one says this and one that",
                vec![
                    ("mta-sts.a.example.com", Rtype::CAA, false, None, "example.com"),
                    ("_smtp._tls.a.example.com", Rtype::TXT, true, None, "a.example.com"),
                ],
                Apex::Differs,
            ),
        ] {
            let mut answers = more;
            answers.push(mail.clone());
            assert_eq!(heard(&answers).zone(), want, "{what}");
        }
        let denied = ("_mta-sts.a.example.com", Rtype::TXT, true, None, "example.com");
        let gone = ("a.example.com", Rtype::MX, true, None, "example.com");
        for answers in [vec![denied.clone()], vec![denied, gone]] {
            assert_eq!(heard(&answers).zone(), Apex::Unsaid, "not known to exist: {answers:?}");
        }
    }

    #[test]
    fn records_are_kept_for_their_ttl_and_none_for_that_of_the_denial() {
        let survey = heard(&[
            ("a.example.com", Rtype::MX, false, Some(mx()), ""),
            ("_mta-sts.a.example.com", Rtype::TXT, true, None, ""),
        ]);
        let kept = |name: &str, rtype| survey.kept(&Name::parse(name).unwrap(), rtype);
        assert_eq!(kept("a.example.com", Rtype::MX), Some(300));
        assert_eq!(kept("_mta-sts.a.example.com", Rtype::TXT), Some(900));
        assert_eq!(kept("_smtp._tls.a.example.com", Rtype::TXT), None);
    }
}
