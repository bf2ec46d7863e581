//! What the resolvers say about a domain, side by side, and what their differences mean.
//!
//! Caches explain most differences: after a change, a resolver may give the old answer until its time is over. An
//! answer that has aged in a cache has less time left than one that just came from the zone.

use super::facts::{Question, Reply, Reported, Survey};
use crate::dns::{Answer, Data, End, Lookup, Rtype};
use crate::order::{sort_by, sort_with};
use crate::rule::Severity;

/// The comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The resolvers, in the order in which they first answered.
    pub resolvers: Vec<String>,
    /// The questions, those first whose answers differ.
    pub names: Vec<Compared>,
}

/// A question, and what each resolver says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The name asked for.
    pub name: String,
    /// The type asked for.
    pub rtype: Rtype,
    /// One for each resolver, in the order of [`Comparison::resolvers`].
    pub says: Vec<Says>,
    /// What they are together.
    pub together: Together,
}

/// What a resolver says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// Nothing came back: not asked, stopped, or still under way.
    Nothing,
    /// Why nothing is known.
    Failed(String),
    /// It answered.
    Answered {
        /// The records in words, sorted; or one line that says that there are none.
        values: Vec<String>,
        /// For how many seconds more it may give this answer from its cache.
        left: Option<u32>,
        /// Whether it validated the answer (AD).
        signed: bool,
    },
}

/// What the answers to one question are together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Together {
    /// They differ, and at least one has aged: a change on its way. After this many seconds the last of the old
    /// answers has to be asked for anew.
    Changing(u32),
    /// They differ, and no cache explains it: two views of the zone.
    Views,
    /// Those who answered agree; some didn't answer.
    Half,
    /// Fewer than two answered.
    Single,
    /// All agree.
    Alike,
}

impl Compared {
    /// Whether any resolver answered.
    #[must_use]
    pub fn has_answer(&self) -> bool {
        self.says.iter().any(|says| matches!(says, Says::Answered { .. }))
    }
}

impl Together {
    /// How it is marked. Addresses that differ are everyday business of large hosts.
    #[must_use]
    pub const fn severity(self, rtype: Rtype) -> Severity {
        match self {
            Self::Changing(_) | Self::Views => match rtype {
                Rtype::A | Rtype::AAAA => Severity::Note,
                _ => Severity::Warning,
            },
            Self::Half | Self::Single => Severity::Unseen,
            Self::Alike => Severity::Good,
        }
    }

    /// Whether the answers differ.
    #[must_use]
    pub const fn differs(self) -> bool {
        matches!(self, Self::Changing(_) | Self::Views)
    }
}

impl Comparison {
    /// Puts side by side what is known so far.
    #[must_use]
    pub fn of(survey: &Survey) -> Self {
        let asked = || {
            survey.replies.iter().filter_map(|(question, replies)| match question {
                Question::Dns { name, rtype } => Some((name, *rtype, replies)),
                _ => None,
            })
        };
        let mut resolvers: Vec<String> = Vec::new();
        for reported in asked().flat_map(|(_, _, replies)| replies) {
            if !resolvers.contains(&reported.from) {
                resolvers.push(reported.from.clone());
            }
        }
        let mut names: Vec<Compared> = asked()
            .map(|(name, rtype, replies)| {
                let says: Vec<Says> = resolvers
                    .iter()
                    .map(|resolver| said(replies, resolver, name.as_str(), rtype))
                    .collect();
                Compared {
                    name: name.to_string(),
                    rtype,
                    together: together(&says),
                    says,
                }
            })
            .collect();
        sort_by(&mut names, |compared| {
            (compared.together.severity(compared.rtype), rank(compared.rtype))
        });
        Self { resolvers, names }
    }

    /// How many questions have answers that differ.
    #[must_use]
    pub fn differing(&self) -> usize {
        self.names.iter().filter(|compared| compared.together.differs()).count()
    }

    /// The seconds after which all have to agree, where a change is on its way.
    #[must_use]
    pub fn until(&self) -> Option<u32> {
        self.names
            .iter()
            .filter_map(|compared| match compared.together {
                Together::Changing(left) => Some(left),
                _ => None,
            })
            .max()
    }
}

/// What counts most first: the records, the MX hosts, their addresses.
fn rank(rtype: Rtype) -> u8 {
    match rtype {
        Rtype::TXT => 0,
        Rtype::MX => 1,
        Rtype::A | Rtype::AAAA => 2,
        _ => 3,
    }
}

/// The last usable word of a resolver about a question.
fn said(replies: &[Reported], resolver: &str, name: &str, rtype: Rtype) -> Says {
    let lookups = || {
        replies
            .iter()
            .rev()
            .filter(|reported| reported.from == resolver)
            .filter_map(|reported| match &reported.reply {
                Reply::Dns(lookup) => Some(lookup),
                _ => None,
            })
    };
    if let Some(answer) = lookups().find_map(Lookup::answer) {
        return answered(answer, name, rtype);
    }
    match lookups().next() {
        Some(Lookup::Failed(failure)) => Says::Failed(failure.words()),
        _ => Says::Nothing,
    }
}

fn answered(answer: &Answer, name: &str, rtype: Rtype) -> Says {
    let resolved = answer.resolve(name, rtype);
    let mut values: Vec<String> = match &resolved.end {
        End::Records(rows) => rows.iter().map(|row| words(&row.data)).collect(),
        End::NoData => vec!["no such record".to_owned()],
        End::NxDomain => vec!["no such name".to_owned()],
        End::Loop => vec!["aliases in a circle".to_owned()],
    };
    sort_with(&mut values, |a, b| a < b);
    let left = match &resolved.end {
        End::Records(rows) => rows.iter().map(|row| row.ttl).min(),
        _ => answer.negative_ttl,
    };
    // An alias on the way may run out sooner than what stands at its end.
    let aliases = answer
        .rows
        .iter()
        .filter(|row| row.rtype == Rtype::CNAME)
        .map(|row| row.ttl)
        .min();
    Says::Answered {
        values,
        left: left.into_iter().chain(aliases).min(),
        signed: answer.signed,
    }
}

/// A record as it would stand in a zone.
pub(super) fn words(data: &Data) -> String {
    match data {
        Data::A { address } => address.to_string(),
        Data::Aaaa { address } => address.to_string(),
        Data::Cname { target: name } | Data::Ns { host: name } | Data::Soa { primary: name, .. } => name.clone(),
        Data::Mx { preference, host } => format!("{preference} {}", if host.is_empty() { "." } else { host }),
        Data::Txt { text, .. } => String::from_utf8_lossy(text).into_owned(),
        Data::Tlsa {
            usage,
            selector,
            matching,
            hex,
        } => format!("{usage} {selector} {matching} {hex}"),
        Data::Caa { flags, tag, value } => format!("{flags} {tag} \"{value}\""),
        Data::Malformed { data } => data.clone(),
    }
}

/// An answer is fresh if it has nearly all the time left that any of them has.
const FRESH: u64 = 95;

fn together(says: &[Says]) -> Together {
    let answers: Vec<(&Vec<String>, Option<u32>)> = says
        .iter()
        .filter_map(|says| match says {
            Says::Answered { values, left, .. } => Some((values, *left)),
            _ => None,
        })
        .collect();
    let alike = answers.windows(2).all(|pair| matches!(pair, [a, b] if a.0 == b.0));
    if alike {
        return match answers.len() {
            0 | 1 => Together::Single,
            some if some < says.len() => Together::Half,
            _ => Together::Alike,
        };
    }
    let longest = answers.iter().filter_map(|(_, left)| *left).max().unwrap_or(0);
    // What agrees with the freshest answer is new; of the rest, the one that stays longest tells the end.
    let newest = answers
        .iter()
        .find(|(_, left)| *left == Some(longest))
        .map(|(values, _)| *values);
    let old = answers
        .iter()
        .filter(|(values, _)| Some(*values) != newest)
        .filter_map(|(_, left)| *left);
    match old.max() {
        Some(left) if u64::from(left) * 100 < u64::from(longest) * FRESH => Together::Changing(left),
        _ => Together::Views,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{Failure, Name, Row};

    fn txt(text: &str, ttl: u32) -> Lookup {
        Lookup::Answer(Answer {
            rows: vec![Row {
                owner: "_mta-sts.example.com".into(),
                ttl,
                rtype: Rtype::TXT,
                data: Data::Txt {
                    text: text.into(),
                    strings: None,
                },
            }],
            ..Answer::default()
        })
    }

    fn of(lookups: Vec<Lookup>) -> Comparison {
        let mut survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
        for (at, lookup) in lookups.into_iter().enumerate() {
            survey.record(
                Question::Dns {
                    name: Name::parse("_mta-sts.example.com").unwrap(),
                    rtype: Rtype::TXT,
                },
                Reported {
                    from: ["Google", "Cloudflare", "own"][at].into(),
                    at: 1,
                    reply: Reply::Dns(lookup),
                },
            );
        }
        Comparison::of(&survey)
    }

    #[test]
    fn what_differs_is_told_apart() {
        let absent = |ttl| {
            Lookup::Answer(Answer {
                negative_ttl: Some(ttl),
                ..Answer::default()
            })
        };
        let failed = Lookup::Failed(Failure::TimedOut);
        for (lookups, together) in [
            (vec![txt("a", 300), txt("a", 20)], Together::Alike),
            (vec![txt("a", 3_600), txt("b", 1_420)], Together::Changing(1_420)),
            (
                vec![txt("b", 1_420), txt("a", 3_600), txt("b", 600)],
                Together::Changing(1_420),
            ),
            (vec![txt("a", 300), txt("b", 300)], Together::Views),
            (vec![txt("a", 300), txt("b", 295)], Together::Views),
            (vec![txt("a", 3_600), absent(120)], Together::Changing(120)),
            (vec![txt("a", 300), txt("a", 300), failed.clone()], Together::Half),
            // Nobody agrees with silence.
            (vec![txt("a", 300), failed.clone()], Together::Single),
            (vec![failed.clone(), failed], Together::Single),
            (vec![txt("a", 300)], Together::Single),
        ] {
            let comparison = of(lookups.clone());
            assert_eq!(comparison.names[0].together, together, "{lookups:?}");
            assert_eq!(comparison.differing(), usize::from(together.differs()));
        }
        assert_eq!(of(vec![txt("a", 3_600), txt("b", 1_420)]).until(), Some(1_420));
    }

    #[test]
    fn who_was_not_asked_does_not_agree() {
        let answered = || Says::Answered {
            values: vec!["a".into()],
            left: Some(1),
            signed: false,
        };
        assert_eq!(together(&[answered(), answered()]), Together::Alike);
        assert_eq!(together(&[answered(), answered(), Says::Nothing]), Together::Half);
        assert_eq!(together(&[answered(), Says::Nothing]), Together::Single);
        assert_eq!(together(&[Says::Nothing, Says::Nothing]), Together::Single);
    }

    #[test]
    fn a_later_answer_counts_before_an_earlier_failure() {
        let mut survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
        let question = Question::Dns {
            name: Name::parse("_mta-sts.example.com").unwrap(),
            rtype: Rtype::TXT,
        };
        for lookup in [
            txt("old", 5),
            Lookup::Failed(Failure::TimedOut),
            txt("new", 9),
            Lookup::Failed(Failure::TimedOut),
        ] {
            survey.record(
                question.clone(),
                Reported {
                    from: "Google".into(),
                    at: 1,
                    reply: Reply::Dns(lookup),
                },
            );
        }
        let comparison = Comparison::of(&survey);
        assert_eq!(
            comparison.names[0].says,
            [Says::Answered {
                values: vec!["new".into()],
                left: Some(9),
                signed: false
            }]
        );
    }

    #[test]
    fn nothing_asked_is_nothing_compared() {
        assert_eq!(
            Comparison::of(&Survey::new(Name::parse("x.example").unwrap(), None, 0)),
            Comparison::default()
        );
    }
}
