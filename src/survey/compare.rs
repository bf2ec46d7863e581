//! What the resolvers say about a domain, side by side, and what their differences mean.
//!
//! Caches explain most differences: after a change, a resolver may give the old answer until its time is over. An
//! answer that has aged in a cache has less time left than one that just came from the zone.

use super::facts::{Question, Reply, Reported, Survey};
use crate::dns::{Answer, Data, End, Lookup, Name, Rtype};
use crate::order::{sort_by, sort_with};
use crate::rule::Severity;
use crate::text::lossy;

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
        /// For how many seconds more it may give this answer from its cache, as of the last reply of the survey.
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
        let resolvers = resolvers(asked().flat_map(|(_, _, replies)| replies));
        let now = latest(survey);
        let mut names: Vec<Compared> = asked()
            .map(|(name, rtype, replies)| side_by_side((name, rtype), replies, &resolvers, now))
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

/// What the answers to one question are together, and for how many seconds more each resolver may give its own.
pub(super) fn explain(
    survey: &Survey,
    question: (&Name, Rtype),
    replies: &[Reported],
) -> (Together, Vec<(String, Option<u32>)>) {
    let who = resolvers(replies.iter());
    let Compared { says, together, .. } = side_by_side(question, replies, &who, latest(survey));
    let left = says.into_iter().map(|says| match says {
        Says::Answered { left, .. } => left,
        Says::Nothing | Says::Failed(_) => None,
    });
    (together, who.into_iter().zip(left).collect())
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

/// Who gave these replies, in the order in which they first did.
fn resolvers<'a>(replies: impl Iterator<Item = &'a Reported>) -> Vec<String> {
    let mut resolvers: Vec<String> = Vec::new();
    for reported in replies {
        if !resolvers.contains(&reported.from) {
            resolvers.push(reported.from.clone());
        }
    }
    resolvers
}

/// When the last reply came, in milliseconds since the check began: the moment as of which time left is told.
fn latest(survey: &Survey) -> u32 {
    let all = survey.replies.values().flatten();
    all.map(|reported| reported.at).max().unwrap_or_default()
}

fn side_by_side((name, rtype): (&Name, Rtype), replies: &[Reported], resolvers: &[String], now: u32) -> Compared {
    let (mut says, mut answers) = (Vec::new(), Vec::new());
    for resolver in resolvers {
        let (said, heard) = said(replies, resolver, (name.as_str(), rtype), now);
        if let (Says::Answered { values, left, .. }, Some(heard)) = (&said, heard) {
            let age = left.zip(heard.ttl).map(|(left, ttl)| Age {
                at: heard.at,
                ttl,
                left,
            });
            answers.push((values.clone(), age));
        }
        says.push(said);
    }
    Compared {
        name: name.to_string(),
        rtype,
        together: together(&answers, says.len()),
        says,
    }
}

/// When an answer came, and for how many seconds it was good then.
struct Heard {
    at: u32,
    ttl: Option<u32>,
}

/// The last usable word of a resolver about a question.
fn said(replies: &[Reported], resolver: &str, question: (&str, Rtype), now: u32) -> (Says, Option<Heard>) {
    let lookups = || {
        replies
            .iter()
            .rev()
            .filter(|reported| reported.from == resolver)
            .filter_map(|reported| match &reported.reply {
                Reply::Dns(lookup) => Some((lookup, reported.at)),
                _ => None,
            })
    };
    if let Some((answer, at)) = lookups().find_map(|(lookup, at)| Some((lookup.answer()?, at))) {
        let (values, ttl) = answered(answer, question);
        // The clock runs from when the answer came.
        let left = ttl.map(|ttl| ttl.saturating_sub(now.saturating_sub(at) / 1_000));
        let signed = answer.signed;
        return (Says::Answered { values, left, signed }, Some(Heard { at, ttl }));
    }
    let says = match lookups().next() {
        Some((Lookup::Failed(failure), _)) => Says::Failed(failure.words()),
        _ => Says::Nothing,
    };
    (says, None)
}

/// What an answer says, and for how many seconds it was good when it came.
fn answered(answer: &Answer, (name, rtype): (&str, Rtype)) -> (Vec<String>, Option<u32>) {
    let resolved = answer.resolve(name, rtype);
    let mut values: Vec<String> = match &resolved.end {
        End::Records(rows) => rows.iter().map(|row| words(&row.data)).collect(),
        End::NoData => vec!["no such record".to_owned()],
        End::NxDomain => vec!["no such name".to_owned()],
        End::Loop => vec!["aliases in a circle".to_owned()],
    };
    sort_with(&mut values, |a, b| a < b);
    let ttl = match &resolved.end {
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
    (values, ttl.into_iter().chain(aliases).min())
}

/// A record as it would stand in a zone.
pub(super) fn words(data: &Data) -> String {
    match data {
        Data::A { address } => address.to_string(),
        Data::Aaaa { address } => address.to_string(),
        Data::Cname { target: name } | Data::Ns { host: name } | Data::Soa { primary: name, .. } => name.clone(),
        Data::Mx { preference, host } => format!("{preference} {}", if host.is_empty() { "." } else { host }),
        Data::Txt { text, .. } => lossy(text).into_owned(),
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

/// An answer is fresh if it has nearly all the time left that any of them has: so many parts of a hundred.
const FRESH: u64 = 95;

/// Answers that came within so many milliseconds of each other came at the same time.
const AT_ONCE: u32 = 10_000;

/// How old an answer is.
#[derive(Clone, Copy)]
struct Age {
    /// When it came, in milliseconds since the check began.
    at: u32,
    /// For how many seconds it was good then.
    ttl: u32,
    /// For how many it is good yet.
    left: u32,
}

impl Age {
    /// Whether it had been in a cache for some time when the newest one came from the zone.
    fn is_older_than(self, newest: Self) -> bool {
        let aged = |time: u32, longest: u32| u64::from(time) * 100 < u64::from(longest) * FRESH;
        let together = self.at.abs_diff(newest.at) <= AT_ONCE;
        // Of two that came at the same time, what passed between them is no age.
        aged(self.left, newest.left) && (!together || aged(self.ttl, newest.ttl))
    }
}

/// What the answers of some out of so many resolvers are together.
fn together(answers: &[(Vec<String>, Option<Age>)], resolvers: usize) -> Together {
    let alike = answers.windows(2).all(|pair| matches!(pair, [a, b] if a.0 == b.0));
    if alike {
        return match answers.len() {
            0 | 1 => Together::Single,
            some if some < resolvers => Together::Half,
            _ => Together::Alike,
        };
    }
    // What agrees with the freshest answer is new; of the rest, the one that stays longest tells the end.
    let newest = answers.iter().max_by_key(|(_, age)| age.map(|age| age.left));
    let old = answers
        .iter()
        .filter(|(values, _)| newest.is_none_or(|(new, _)| values != new))
        .filter_map(|(_, age)| *age)
        .max_by_key(|age| age.left);
    match (old, newest.and_then(|(_, age)| *age)) {
        (Some(old), Some(newest)) if old.is_older_than(newest) => Together::Changing(old.left),
        _ => Together::Views,
    }
}

#[cfg(test)]
mod tests;
