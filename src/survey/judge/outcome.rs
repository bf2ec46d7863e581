//! What an answer comes to for a sender, as far as the verdict goes: resolvers whose answers come to different things
//! decide nothing.

use super::super::facts::Survey;
use super::super::view::mx_hosts;
use super::coverage::Coverage;
use crate::dns::txt_set::select;
use crate::dns::{Answer, Data, End, Name, Rtype};
use crate::rule::Findings;
use crate::sts::{Mode, Policy, txt_set};

/// What an answer comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The domain doesn't exist.
    NoDomain,
    /// It takes no mail.
    NullMx,
    /// It has no MX record.
    NoMx,
    /// It has MX hosts; whether the policy refuses some, and all of them.
    Hosts { some: bool, all: bool },
    /// How many records there are, two for several; whether one counts, and whether something looks like one.
    Records { kept: usize, counts: bool, like_one: bool },
}

/// Whether two answers to a question make different verdicts. A record whose id alone differs makes the same.
pub(super) fn differs(
    survey: &Survey,
    policy: Option<&Policy>,
    name: &Name,
    rtype: Rtype,
    a: &Answer,
    b: &Answer,
) -> bool {
    let of = |answer: &Answer| match rtype {
        Rtype::MX if *name == survey.domain => mail(answer, name, policy),
        Rtype::TXT if survey.record_name().as_ref() == Some(name) => Some(record(answer, name)),
        _ => None,
    };
    matches!((of(a), of(b)), (Some(a), Some(b)) if a != b)
}

/// RFC 8461 §4.1, §5: in mode `none` nobody is refused. `None`: the records can't be read.
fn mail(answer: &Answer, domain: &Name, policy: Option<&Policy>) -> Option<Outcome> {
    let resolved = answer.resolve(domain.as_str(), Rtype::MX);
    Some(match &resolved.end {
        End::NxDomain if resolved.chain.is_empty() => Outcome::NoDomain,
        End::Records(rows) => match mx_hosts(rows) {
            (hosts, _) if hosts.is_empty() && resolved.is_unreadable() => return None,
            (hosts, _) if hosts.is_empty() => Outcome::NullMx,
            (hosts, _) => {
                let policy = policy.filter(|policy| policy.mode != Mode::None);
                let refused = policy.map_or(0, |policy| Coverage::of(&hosts, &policy.mx).refused());
                Outcome::Hosts {
                    some: refused > 0,
                    all: refused == hosts.len(),
                }
            }
        },
        _ => Outcome::NoMx,
    })
}

/// RFC 8461 §3.1: exactly one record counts.
fn record(answer: &Answer, name: &Name) -> Outcome {
    let resolved = answer.resolve(name.as_str(), Rtype::TXT);
    let texts = resolved.records().iter().filter_map(|row| match &row.data {
        Data::Txt { text, .. } => Some(text.clone()),
        _ => None,
    });
    let texts: Vec<Vec<u8>> = texts.collect();
    let like = |text: &Vec<u8>| text.get(..5).is_some_and(|head| head.eq_ignore_ascii_case(b"v=STS"));
    Outcome::Records {
        kept: select(txt_set::PREFIX, &texts).kept.len().min(2),
        counts: txt_set::judge(&texts, &mut Findings::faults()).is_some(),
        like_one: texts.iter().any(like),
    }
}
