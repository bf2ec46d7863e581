use super::*;
use crate::dns::{Answer, Data, Failure, Lookup, Name, Row};
use crate::survey::{Question, Reply, Reported, Survey};
use crate::ui::samples::render;

const MX: (&str, Rtype) = ("example.com", Rtype::MX);
const A: (&str, Rtype) = ("mta-sts.example.com", Rtype::A);
const GOOGLE: &str = "Google";
const OTHER: &str = "doh.example.net";

/// An answer with one record, and how long it is kept.
fn kept(number: u8, ttl: u32, (owner, rtype): (&str, Rtype)) -> Lookup {
    let data = match rtype {
        Rtype::MX => Data::Mx {
            preference: 10,
            host: format!("mx{number}.example.com"),
        },
        _ => Data::A {
            address: [192, 0, 2, number].into(),
        },
    };
    let row = Row {
        owner: owner.into(),
        ttl,
        rtype,
        data,
    };
    Lookup::Answer(Answer {
        rows: vec![row],
        ..Answer::default()
    })
}

fn failed() -> Lookup {
    Lookup::Failed(Failure::TimedOut)
}

/// What was asked, of whom, and what came back.
type Asked = ((&'static str, Rtype), &'static str, Lookup);

fn view(done: bool, asked: Vec<Asked>) -> View {
    let mut survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
    for ((name, rtype), from, lookup) in asked {
        let question = Question::Dns {
            name: Name::parse(name).unwrap(),
            rtype,
        };
        let reply = Reply::Dns(lookup);
        survey.record(
            question,
            Reported {
                from: from.to_owned(),
                at: 1,
                reply,
            },
        );
    }
    View {
        domain: "example.com".to_owned(),
        started: 0,
        done,
        comparison: Comparison::of(&survey),
    }
}

fn both(first: Lookup, second: Lookup, about: (&'static str, Rtype)) -> Vec<Asked> {
    vec![(about, GOOGLE, first), (about, OTHER, second)]
}

fn said(done: bool, asked: Vec<Asked>) -> (Severity, String, String) {
    let Verdict {
        severity,
        sentence,
        consequence,
        ..
    } = verdict(&view(done, asked));
    (severity, sentence, consequence.replace('\u{a0}', " "))
}

#[test]
fn the_verdict_says_no_more_than_was_answered() {
    let agree = || both(kept(1, 300, MX), kept(1, 20, MX), MX);
    let differ = |about| both(kept(1, 300, about), kept(2, 300, about), about);
    let views = "The resolvers disagree about example.com: there are two views of the zone.";
    let nothing = "Nothing can be compared about example.com: no resolver answered.";
    let single = "There is nothing to compare about example.com: no two resolvers answered the same question.";
    let half = "Those resolvers that answered agree about example.com.";
    let stopped = [agree(), vec![(A, GOOGLE, kept(1, 300, A))]].concat();
    let one_fails = [agree(), both(kept(1, 300, A), failed(), A)].concat();
    let by_turns = [both(kept(1, 9, MX), failed(), MX), both(failed(), kept(1, 9, A), A)].concat();
    for (asked, severity, sentence, so) in [
        (
            agree(),
            Severity::Good,
            "The resolvers agree about example.com.",
            "Senders that ask them get the same",
        ),
        (
            both(kept(1, 3_600, MX), kept(2, 90, MX), MX),
            Severity::Warning,
            "The resolvers disagree about example.com: a change is on its way.",
            "After 1 minute 30 seconds at the latest all have to ask anew",
        ),
        (differ(MX), Severity::Warning, views, "no cache explains the difference"),
        (differ(A), Severity::Note, views, "no cache explains the difference"),
        // What is worse counts.
        ([differ(A), differ(MX)].concat(), Severity::Warning, views, "no cache"),
        (
            [differ(A), one_fails.clone()].concat(),
            Severity::Note,
            views,
            "no cache",
        ),
        (stopped, Severity::Unseen, half, "Not all of them answered everything"),
        (one_fails, Severity::Unseen, half, "what is missing is marked below"),
        (
            both(kept(1, 9, MX), failed(), MX),
            Severity::Unseen,
            single,
            "choose other resolvers",
        ),
        (by_turns, Severity::Unseen, single, "choose other resolvers"),
        (
            vec![(MX, GOOGLE, kept(1, 9, MX))],
            Severity::Unseen,
            single,
            "choose other resolvers",
        ),
        (
            both(failed(), failed(), MX),
            Severity::Unseen,
            nothing,
            "A failed look-up says nothing",
        ),
        (Vec::new(), Severity::Unseen, nothing, "A failed look-up says nothing"),
    ] {
        let (is, says, follows) = said(true, asked.clone());
        assert_eq!((is, says.as_str()), (severity, sentence), "{asked:?}");
        assert!(follows.contains(so), "{sentence}: {follows}");
        let (waits, says, _) = said(false, asked);
        assert_eq!(
            (waits, says.as_str()),
            (Severity::Pending, "Asking every resolver about example.com.")
        );
    }
}

#[test]
fn the_case_is_the_comparison_s_once_it_is_over() {
    let asked = both(kept(1, 300, MX), kept(1, 300, MX), MX);
    let case = |done| verdict(&view(done, asked.clone()));
    assert_eq!(
        (case(false).case, case(true).case),
        (Case::Waiting, Case::ResolversDiffer)
    );
    assert_eq!(case(true).kind.replace('\u{a0}', " "), "2 resolvers compared");
}

#[test]
fn each_question_has_its_words() {
    for (asked, words) in [
        (both(kept(1, 300, MX), kept(1, 20, MX), MX), "All agree"),
        (
            both(kept(1, 3_600, MX), kept(2, 90, MX), MX),
            "A change on its way: the old answer ends in 1 minute 30 seconds at the latest",
        ),
        (
            both(kept(1, 300, MX), kept(2, 300, MX), MX),
            "Two views: all the answers are fresh",
        ),
        (
            both(kept(1, 300, A), kept(2, 300, A), A),
            "Different addresses, all fresh: large hosts answer by where the question comes from",
        ),
        (both(kept(1, 300, MX), failed(), MX), "Only one answered"),
        (both(failed(), failed(), MX), "None answered"),
        (
            [both(kept(1, 9, MX), kept(1, 9, MX), MX), vec![(MX, "third", failed())]].concat(),
            "Those that answered agree",
        ),
    ] {
        let view = view(true, asked);
        let said: Vec<_> = view
            .comparison
            .names
            .iter()
            .map(|name| together(name).replace('\u{a0}', " "))
            .collect();
        assert_eq!(said, [words]);
    }
}

#[test]
fn each_answer_has_its_words() {
    let all = |says: &Says| render(answer(says)).replace('\u{a0}', " ");
    assert!(all(&Says::Nothing).contains("no answer"));
    assert!(all(&Says::Failed("no answer in time".to_owned())).contains("Not observable: </span>no answer in time"));
    let many = Says::Answered {
        values: (0..10).map(|number| format!("<{number}>")).collect(),
        left: Some(90),
        signed: true,
    };
    let many = all(&many);
    for part in ["&lt;7&gt;", "and 2 more records", "1 minute 30 seconds left · signed"] {
        assert!(many.contains(part), "{part}: {many}");
    }
    assert!(!many.contains("&lt;8&gt;"));
}
