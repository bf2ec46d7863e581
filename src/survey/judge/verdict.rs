//! The verdict: one plain sentence for each case, what follows from it for mail, and the next step.
//!
//! The order of the questions is the order in which a sender asks them: does the domain exist and take mail, is there
//! one good record, can the policy be had, what does it say, does it cover the MX hosts (RFC 8461 §5).

use super::super::assessment::{Case, Verdict};
use super::super::facts::{PolicyRead, Question, Reply};
use super::super::view::Mail;
use super::{Facts, host, limits, next, outside, policy, record, words};
use crate::later;
use crate::rule::{Evidence, Severity};
use crate::sts::{Mode, Policy};

/// What stays true wherever a record or policy is missing: RFC 8461 §3.1, §5.1.
pub(super) const CACHED: &str = "Senders that fetched a policy earlier go by their copy until its `max_age` is over.";

pub(super) fn verdict(facts: &Facts<'_>) -> Verdict {
    let domain = facts.domain();
    let say = |case, severity, kind: &str, sentence: String, consequence: String| Verdict {
        case,
        severity,
        kind: kind.to_owned(),
        sentence,
        consequence,
    };
    if let Some(difference) = facts.undecided() {
        return difference.verdict(domain);
    }
    match &facts.mail {
        Mail::NoDomain => {
            return say(
                Case::NoSuchDomain,
                Severity::Error,
                "nothing to check",
                format!("{domain} doesn’t exist in DNS."),
                "No name server knows this name, so no mail can be sent to it. Look for a typing error.".into(),
            );
        }
        Mail::Null => {
            return say(
                Case::NoMail,
                Severity::Note,
                "nothing to protect",
                format!("{domain} takes no mail and says so; MTA-STS has nothing to protect."),
                "It publishes the null MX, so senders don’t even try.".into(),
            );
        }
        Mail::Nowhere => {
            return say(
                Case::NoMail,
                Severity::Note,
                "nothing to protect",
                format!("{domain} takes no mail, but doesn’t say so; MTA-STS has nothing to protect."),
                "It has neither an MX record nor an address. Senders try for days before they give up; a null MX tells them at once.".into(),
            );
        }
        _ => {}
    }
    match &facts.record {
        record::State::Pending => next::verdict(facts),
        record::State::Unknown => unknown(facts, "whether there is an MTA-STS record could not be looked up"),
        record::State::Absent => without_record(facts),
        record::State::Several(_) => say(
            Case::TwoRecords,
            Severity::Error,
            "ignored by senders",
            format!("{domain} has more than one MTA-STS record, so by the RFC there is none."),
            format!("By the RFC exactly one record may begin with `v=STSv1;`. {CACHED}"),
        ),
        record::State::Invalid(reason, _) => say(
            Case::RecordInvalid,
            Severity::Error,
            "ignored by senders",
            format!(
                "Your policy is ignored by new senders that go by the RFC, because the record is invalid: {reason}."
            ),
            format!("A sender that can’t read the record doesn’t look for the policy. {CACHED}"),
        ),
        record::State::Valid { .. } => with_record(facts),
    }
}

/// No record: is there a policy that nobody looks for?
fn without_record(facts: &Facts<'_>) -> Verdict {
    let domain = facts.domain();
    if facts.policy.policy().is_some() && later::rest().is_some() {
        return Verdict {
            case: Case::PolicyWithoutRecord,
            severity: Severity::Warning,
            kind: "no record".into(),
            sentence: format!("{domain} has a policy that nobody looks for: the record is missing."),
            consequence: format!(
                "Senders look for the TXT record at `_mta-sts.{domain}` first. Without it none fetches the policy. {CACHED}"
            ),
        };
    }
    if matches!(facts.policy, policy::State::Pending) || matches!(facts.host, host::State::Pending) {
        return next::verdict(facts);
    }
    Verdict {
        case: Case::NotSetUp,
        severity: Severity::Warning,
        kind: "no MTA-STS".into(),
        sentence: format!("{domain} doesn’t use MTA-STS: whoever sits between two servers can strip the encryption."),
        consequence: format!(
            "Senders try TLS, and deliver without it, or to a server with any certificate, when somebody in between wants them to. {CACHED}"
        ),
    }
}

/// One good record: can the policy be had?
fn with_record(facts: &Facts<'_>) -> Verdict {
    let domain = facts.domain();
    let promised = |how: &str, severity, kind: &str| Verdict {
        case: Case::RecordWithoutPolicy,
        severity,
        kind: kind.to_owned(),
        sentence: format!("{domain} promises a policy, but its policy host {how}."),
        consequence: format!("A sender that gets no policy delivers as if there were no MTA-STS. {CACHED}"),
    };
    match &facts.host {
        host::State::Pending => return next::verdict(facts),
        host::State::Unknown if !facts.policy.is_brought() => {
            return unknown(facts, "the addresses of the policy host could not be looked up");
        }
        host::State::NoAddress(_) if later::rest().is_some() => {
            return promised("has no address", Severity::Error, "no policy to be had");
        }
        host::State::Dangling(_) => {
            return promised("is an alias that leads nowhere", Severity::Error, "no policy to be had");
        }
        host::State::Private(_) => {
            return promised("has no public address", Severity::Error, "no policy to be had");
        }
        host::State::PartlyPrivate(_) if !facts.policy.is_brought() => {
            return Verdict {
                case: Case::NotReadable,
                severity: Severity::Unseen,
                kind: "one step is yours".into(),
                sentence: format!("{domain} announces a policy, but not every address of its host is public, so it wasn’t asked."),
                consequence: match facts.survey.outside {
                    None => "An address that isn’t public would lead into your own network. Senders may reach the host by the others. For a verdict, this page needs the text: fetch it in a terminal, paste it.".into(),
                    Some(_) => format!("An address that isn’t public would lead into the network of the machine that asks. Senders may reach the host by the others. For a verdict, the text has to be brought: `curl -si {}` prints it.", facts.survey.policy_url()),
                },
            };
        }
        _ => {}
    }
    // Whoever brings a policy doesn't make senders trust the host that should serve it.
    if let Some(Reply::Policy(PolicyRead::Unfetched(obstacle))) =
        facts.survey.reply(&Question::Policy).map(|reported| &reported.reply)
        && obstacle.severity() == Severity::Error
    {
        return outside::verdict(domain, obstacle);
    }
    match &facts.policy {
        policy::State::Pending => next::verdict(facts),
        policy::State::NotServed(how, ..) => promised(how, Severity::Error, "no policy to be had"),
        policy::State::Unreadable(policy::Probe::Redirects(_)) => promised(
            "redirects to another host, by probe",
            Severity::Error,
            "no policy to be had",
        ),
        policy::State::Unreadable(policy::Probe::Unreachable) => Verdict {
            case: Case::HostUnreachable,
            severity: Severity::Unseen,
            kind: "a command shows more".into(),
            sentence: format!("The policy host of {domain} can’t be reached over trusted TLS from this browser."),
            consequence: format!(
                "A certificate that doesn’t name it, a closed port or a block; a browser can’t tell which. If senders can’t reach it either, they deliver as if there were no MTA-STS. {CACHED}"
            ),
        },
        policy::State::Unfetched(obstacle) => outside::verdict(domain, obstacle),
        policy::State::Unreadable(probe) => unreadable(domain, *probe),
        policy::State::TimedOut(_) => Verdict {
            case: Case::NotReadable,
            severity: Severity::Unseen,
            kind: "one step is yours".into(),
            sentence: format!("{domain} announces a policy, but its host gives no complete answer in time."),
            consequence: format!(
                "Senders wait for about a minute, and then deliver as if there were no MTA-STS. {CACHED} For a verdict, this page needs the text: fetch it in a terminal, paste it."
            ),
        },
        policy::State::Unawaited(_) => unknown(facts, "the answer of the policy host was not waited for"),
        policy::State::NoHost => unknown(facts, "the policy host was not asked"),
        policy::State::Text(text) => match (&text.reading.effective, &text.reading.lenient) {
            (Some(policy), _) => limits::as_far_as_kept(with_policy(facts, policy, text), policy, text),
            _ if later::rest().is_none() => next::verdict(facts),
            (None, Some(_)) => Verdict {
                case: Case::SendersDiffer,
                severity: text.breach().0,
                kind: text.breach().1.into(),
                sentence: format!(
                    "Whether the policy of {domain} counts depends on the sender: {}.",
                    text.received()
                ),
                consequence: format!(
                    "{}. What a sender that accepts it all the same goes by stands below.",
                    words::capital(text.reason.as_deref().unwrap_or("the text breaks the grammar"))
                ),
            },
            (None, None) => Verdict {
                case: Case::PolicyInvalid,
                severity: Severity::Error,
                kind: "ignored by senders".into(),
                sentence: format!(
                    "Your policy is ignored by senders that go by the RFC, because the file is invalid: {}.",
                    text.fault.as_deref().unwrap_or("it is no policy")
                ),
                consequence: format!("A sender that can’t read the policy delivers as if there were none. {CACHED}"),
            },
        },
    }
}

fn unreadable(domain: &str, probe: policy::Probe) -> Verdict {
    let consequence = match probe {
        policy::Probe::Success => {
            "That is no fault: mail servers aren’t bound by this rule of browsers. The record is valid and the policy host answers over trusted TLS. For a verdict, this page needs the text: open it, copy it, paste it."
        }
        policy::Probe::ErrorStatus => {
            "The record is valid and the policy host answers over trusted TLS, but by probe it seems to answer with an error (or it sends `X-Frame-Options`). For a verdict, this page needs the text: open it, copy it, paste it."
        }
        _ => {
            "That is no fault: mail servers aren’t bound by this rule of browsers. For a verdict, this page needs the text: open it, copy it, paste it."
        }
    };
    Verdict {
        case: Case::NotReadable,
        severity: Severity::Unseen,
        kind: "one step is yours".into(),
        sentence: format!("{domain} announces a policy, but its host doesn’t let web pages read it."),
        consequence: consequence.to_owned(),
    }
}

/// A good policy: does it cover the MX hosts?
fn with_policy(facts: &Facts<'_>, policy: &Policy, text: &policy::Text<'_>) -> Verdict {
    let domain = facts.domain();
    let kept = format!(
        "A sender may go by this policy for {} after it last fetched it.",
        words::seconds(policy.max_age)
    );
    let pasted = if text.evidence == Evidence::Pasted {
        outside::brought(facts.survey)
    } else {
        ""
    };
    if policy.mode == Mode::None && later::rest().is_some() {
        return Verdict {
            case: Case::Off,
            severity: Severity::Note,
            kind: format!("switched off{pasted}"),
            sentence: format!("{domain} has switched MTA-STS off in an orderly way."),
            consequence: format!("In mode `none` senders act as if there were no policy. {kept}"),
        };
    }
    match &facts.mail {
        Mail::Pending => return next::verdict(facts),
        Mail::Failed(_) => return unknown(facts, "the MX hosts could not be looked up"),
        _ => {}
    }
    let rows = &facts.coverage.rows;
    let all = rows.len();
    let refused = rows.iter().filter(|row| row.line.is_none());
    let refused: Vec<&str> = refused.map(|row| row.host.host.as_str()).collect();
    let (servers, yours) = (words::count(all, "mail server"), words::yours(all));
    if !refused.is_empty() && later::rest().is_none() {
        return next::verdict(facts);
    }
    let (case, severity, kind, sentence, consequence) = match (policy.mode, refused.len()) {
        (Mode::Testing, 0) => (
            Case::Testing,
            Severity::Note,
            "nothing is enforced yet",
            format!("{domain} is testing: senders report what they would refuse, and deliver all the same."),
            format!("{} covered. {kept}", yours.all_are),
        ),
        (Mode::Testing, n) => (
            Case::TestingMisfit,
            Severity::Warning,
            "nothing is enforced yet",
            format!(
                "{domain} is testing, and {} would be refused in enforce.",
                words::some(n, all)
            ),
            format!(
                "{} {} no line of the policy. In testing senders deliver all the same. {kept}",
                words::names(&refused),
                verb(n)
            ),
        ),
        (_, 0) => (
            Case::Protected,
            Severity::Good,
            "the policy is in force",
            format!(
                "Mail to {domain} is protected: senders that honour MTA-STS must use verified TLS to your {}.",
                yours.them
            ),
            format!(
                "{kept} Whether the mail servers offer STARTTLS with a good certificate {}.",
                outside::unseen(facts.survey)
            ),
        ),
        (_, n) if n == all => (
            Case::Refused,
            Severity::Error,
            "the policy is in force",
            format!("Senders that honour MTA-STS refuse all mail to {domain}."),
            format!(
                "No line of the policy covers {}. Mail waits at the sender and then bounces. {kept}",
                yours.any
            ),
        ),
        (_, n) => (
            Case::PartlyRefused,
            Severity::Error,
            "the policy is in force",
            format!("Senders that honour MTA-STS refuse {n} of your {servers}."),
            format!(
                "{} {} no line of the policy. While another host answers, mail comes in; when only an uncovered one is left, it waits at the sender and then bounces. {kept}",
                words::names(&refused),
                verb(n)
            ),
        ),
    };
    let verdict = Verdict {
        case,
        severity,
        kind: format!("{kind}{pasted}"),
        sentence,
        consequence,
    };
    limits::as_far_as_read(facts, verdict)
}

const fn verb(hosts: usize) -> &'static str {
    if hosts == 1 { "matches" } else { "match" }
}

pub(super) fn unknown(facts: &Facts<'_>, what: &str) -> Verdict {
    // What is still under way may yet be answered.
    let (nobody, domain) = (facts.survey.ended && facts.resolvers_silent(), facts.domain());
    Verdict {
        case: Case::Unknown,
        severity: Severity::Unseen,
        kind: "can’t be told".into(),
        sentence: if nobody {
            format!("Nothing can be said about {domain}: no resolver answered.")
        } else {
            format!("No verdict about {domain}: {what}.")
        },
        consequence: if facts.survey.stopped {
            "Stopped. What is here was seen; the rest was not asked, or its answer not awaited.".into()
        } else {
            "A failed look-up says nothing about what is published. Check again, or choose another resolver in the settings.".into()
        },
    }
}

/// How the domain itself stands.
pub(super) fn domain_state(facts: &Facts<'_>) -> (Severity, String) {
    let (severity, words) = match facts.mail {
        Mail::NoDomain if facts.undecided().is_some() => (Severity::Warning, "resolvers disagree"),
        Mail::NoDomain => (Severity::Error, "doesn’t exist"),
        Mail::Pending => (Severity::Pending, "waiting"),
        Mail::Failed(_) => (Severity::Unseen, "could not be looked up"),
        _ => (Severity::Good, "exists"),
    };
    (severity, words.into())
}
