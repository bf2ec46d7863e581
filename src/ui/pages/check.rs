//! A check: verdict, next step, picture, matrix, findings, the texts themselves, what is good, what can't be seen.

use crate::rule::{Severity, Subject};
use crate::survey::Assessment;
use crate::survey::assessment::{Case, SourceText};
use crate::survey::changes::Changes;
use crate::survey::ledger::{Request, State};
use crate::survey::picture::Bridge;
use crate::ui::act::{Act, Acts, Format, on};
use crate::ui::markup::draw;
use crate::ui::parts::ask::{Field, bar};
use crate::ui::parts::bridge::{Given, bridge};
use crate::ui::parts::chain::picture;
use crate::ui::parts::copy::{copy_button, labelled};
use crate::ui::parts::finding::{findings, goods};
use crate::ui::parts::mark::{evidence, icon, mark, severity_icon};
use crate::ui::parts::matrix::matrix;
use crate::ui::parts::section::{more_wide, section};
use crate::ui::parts::{changes, lists, rail, requests, source, verdict};
use crate::ui::route::Route;
use crate::ui::words::{count, date, plain, rich, seconds, visible};
use yew::Html;

/// What a result is drawn from.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// What is known.
    pub assessment: &'a Assessment,
    /// Every request that was made.
    pub requests: &'a [Request],
    /// The policy that the user brought.
    pub given: Given<'a>,
    /// The check before this one of the same domain.
    pub before: Option<&'a Assessment>,
    /// The whole address of the check, to be copied.
    pub link: &'a str,
    /// What buttons and boxes ask for.
    pub acts: &'a Acts,
}

/// For how many MX hosts the picture has room before they are known.
const RESERVED: usize = 3;

/// The page.
pub fn page(field: &Field, view: View) -> Html {
    let View { assessment, acts, .. } = view;
    // Before the end, what seems to be gone may only be late.
    let before = view.before.filter(|_| assessment.done);
    let changed = before.map(|before| (before, Changes::between(before, assessment)));
    let news = |index| changed.as_ref().and_then(|(_, changed)| changes::news(changed, index));
    draw!(
        "{}{}{}
        <div class=\"wrap cols cols--rail\">
            {}
            <div>
                <section class=\"sec\" id=\"chain\" tabindex=\"-1\" aria-labelledby=\"h-chain\">
                    <h2 class=\"sr\" id=\"h-chain\">The chain</h2>
                    {}
                </section>
                {}{}{}{}{}{}{}{}{}
            </div>
        </div>",
        bar(field, !assessment.done, "Check again", acts),
        verdict::band(&assessment.verdict, meta(view), progress(view)),
        verdict::next(assessment, acts),
        rail::rail(assessment, acts, tools(view)),
        assessment.chain().map(|chain| picture(chain, RESERVED)),
        changed
            .as_ref()
            .map(|(before, changed)| changes::since(before, assessment, changed, acts)),
        (!assessment.probe().is_empty()).then(|| lists::probe(assessment.probe())),
        way(view).map(|way| bridge(&way, &assessment.domain, view.given, acts)),
        hosts(assessment),
        section("findings", "Findings", so_far(assessment), found(assessment, &news)),
        texts(assessment),
        goods(assessment),
        (!assessment.unseen().is_empty()).then(|| lists::unseen(assessment.unseen())),
        asked(view)
    )
}

/// When, how many requests, what was found; for a domain in another script how it stands in DNS.
fn meta(view: View) -> Html {
    let View { assessment, .. } = view;
    let unicode = assessment.unicode.as_ref().map(|unicode| {
        draw!(
            "<span>{} is <code>{}</code> in DNS</span>",
            visible(unicode),
            &assessment.domain
        )
    });
    draw!(
        "<span>{} {}</span>{}<span>{}</span><span>{}</span>{}",
        if assessment.done { "Checked" } else { "Begun" },
        date(assessment.started),
        unicode,
        requests::summary(view.requests),
        verdict::tally(assessment),
        verdict::unseen_link(assessment, view.acts)
    )
}

fn progress(view: View) -> Option<(usize, usize)> {
    let answered = view
        .requests
        .iter()
        .filter(|request| request.state != State::Running)
        .count();
    (!view.assessment.done).then_some((answered, view.requests.len()))
}

/// What to take away, and where to go from here.
fn tools(view: View) -> Html {
    let save = |format, label: &'static str| {
        draw!(
            "<button class=\"btn btn--small\" type=\"button\" onclick={}>{}{}</button>",
            on(view.acts, Act::Save(format)),
            icon("#i-save"),
            label
        )
    };
    draw!(
        "<a class=\"btn btn--small\" id=\"compare\" href={}>{}Compare resolvers</a>{}{}{}{}",
        Route::Compare(view.assessment.domain.clone()).to_string(),
        icon("#i-next"),
        labelled(view.link, "to this check", "Copy the link"),
        draw!(
            "<a class=\"btn btn--small\" id=\"embed\" href={}>{}Embed, badge</a>",
            Route::Embed(view.assessment.domain.clone()).to_string(),
            icon("#i-next")
        ),
        save(Format::Markdown, "Save as Markdown"),
        save(Format::Json, "Save as JSON")
    )
}

/// How to bring the policy here: as long as it can't be read, and once one was pasted, to be changed or taken away again.
fn way(View { assessment, given, .. }: View) -> Option<Bridge> {
    let pasted = || {
        let url = format!("https://mta-sts.{}/.well-known/mta-sts.txt", assessment.domain);
        given.pasted.map(|_| Bridge {
            curl: format!("curl -i {url}"),
            url,
        })
    };
    assessment.bridge().cloned().or_else(pasted)
}

/// The MX hosts; their place is kept while they are awaited.
fn hosts(assessment: &Assessment) -> Html {
    let state = assessment.subject(Subject::MxHosts);
    let content = match assessment.matrix() {
        Some(given) if !given.rows.is_empty() => matrix(given),
        _ if assessment.done => {
            let severity = state.map_or(Severity::Unseen, |state| state.severity);
            let words = if severity == Severity::Unseen {
                "The MX hosts aren’t known."
            } else {
                "There are no MX hosts to hold against the policy."
            };
            draw!("<p>{} {}</p>", mark(severity), words)
        }
        _ => draw!(
            "<div class=\"reserve\" aria-busy=\"true\">
                <span class=\"wait wait--l\"></span><span class=\"wait wait--l\"></span><span class=\"wait wait--l\"></span>
            </div>"
        ),
    };
    let aside = state.map(|state| draw!("<p>{}</p>", rich(&state.summary)));
    section(Subject::MxHosts.anchor(), "MX hosts against the policy", aside, content)
}

fn so_far(assessment: &Assessment) -> String {
    let number = assessment
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Good)
        .count();
    match (number, assessment.done) {
        (0, true) => String::new(),
        (_, true) => "what refuses mail first".to_owned(),
        (0, false) => "none so far".to_owned(),
        (number, false) => format!("{number} so far"),
    }
}

fn found(assessment: &Assessment, news: &dyn Fn(usize) -> Option<&'static str>) -> Html {
    // Where nothing was seen, nothing found is no good sign.
    let none = assessment.done
        && assessment.verdict.case != Case::Unknown
        && assessment
            .findings
            .iter()
            .all(|finding| finding.severity == Severity::Good);
    draw!(
        "{}{}{}",
        findings(assessment, news, waiting(assessment)),
        none.then(|| draw!("<p>{} Nothing to mend was found.</p>", mark(Severity::Good))),
        (assessment.left_out > 0).then(|| draw!(
            "<p class=\"snip quiet\">And {} more of the same kinds.</p>",
            count(assessment.left_out, "finding")
        ))
    )
}

/// The place of the findings that may still come.
fn waiting(assessment: &Assessment) -> Option<Html> {
    (!assessment.done).then(|| {
        draw!(
            "<div key=\"waiting\" class=\"finding is-pending\">
                <div class=\"finding__mark\">{}</div>
                <div class=\"finding__body\">
                    <div class=\"finding__head\">
                        <span class=\"sev is-pending\">Waiting</span> <span class=\"quiet small\">{}</span>
                    </div>
                    <span class=\"wait wait--m\"></span><span class=\"wait wait--l\"></span><span class=\"wait wait--s\"></span>
                </div>
            </div>",
            severity_icon(Severity::Pending),
            waits_for(&assessment.waiting)
        )
    })
}

/// `for the policy and the MX hosts`.
fn waits_for(waiting: &[String]) -> String {
    match waiting {
        [] => "for the last answers".to_owned(),
        [one] => format!("for {}", plain(one)),
        [most @ .., last] => format!("for {} and {}", plain(&most.join(", ")), plain(last)),
    }
}

/// The texts themselves, with what findings point at.
fn texts(assessment: &Assessment) -> Option<Html> {
    let one = |text: &SourceText| {
        let anchor = text.subject.anchor();
        let ttl = text.ttl.map(|ttl| format!(", kept for {}", seconds(u64::from(ttl))));
        let exact = std::str::from_utf8(&text.text).ok();
        draw!(
            "<div key={} class=\"snip\" id={} tabindex=\"-1\">
                <h3>{}</h3>
                <div class=\"snip__bar\"><p><code>{}</code> {}{}</p>{}</div>
                {}
            </div>",
            anchor,
            anchor,
            text.subject.title(),
            visible(&text.label),
            evidence(&text.evidence),
            ttl,
            exact.map(|exact| copy_button(exact, text.subject.title())),
            source::text(text, &assessment.findings)
        )
    };
    let texts: Vec<Html> = assessment.texts.iter().map(one).collect();
    (!texts.is_empty()).then(|| section("texts", "What is published", "as senders read it", draw!("{}", texts)))
}

/// The requests, closed; the whole story has a page of its own.
fn asked(view: View) -> Html {
    let content = draw!(
        "{}<p class=\"small quiet\">Resolvers see the names; the policy host sees that someone fetched a public file. Nobody else is
        told anything. <a href=\"#/requests\">Requests and settings</a></p>",
        requests::table(view.requests, |_| true)
    );
    let closed = more_wide(requests::summary(view.requests), content);
    section("requests", "Requests this page made", None::<Html>, closed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{Answer, Failure, Lookup, Name, Rtype};
    use crate::survey::judge::judge;
    use crate::survey::{Question, Reply, Reported, Survey};
    use crate::ui::samples::{self, render};

    const NOTHING: &str = "Nothing to mend was found.";

    /// The judgement of a domain whose questions all come to this, at its end.
    fn all(lookup: &Lookup) -> Assessment {
        let mut survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
        for wanted in survey.wanted() {
            let reply = Reply::Dns(lookup.clone());
            let from = "Google".to_owned();
            survey.record(wanted.question, Reported { from, at: 1, reply });
        }
        survey.ended = true;
        judge(&survey)
    }

    fn findings(assessment: &Assessment) -> String {
        render(found(assessment, &|_| None))
    }

    #[test]
    fn what_is_unknown_is_neither_absent_nor_good() {
        let mut stopped = Survey::new(Name::parse("example.com").unwrap(), None, 0);
        stopped.ended = true;
        for assessment in [all(&Lookup::Failed(Failure::TimedOut)), judge(&stopped)] {
            assert_eq!(assessment.verdict.case, Case::Unknown);
            let hosts = render(hosts(&assessment));
            assert!(hosts.contains("The MX hosts aren’t known."), "{hosts}");
            assert!(!hosts.contains("There are no MX hosts"), "{hosts}");
            assert!(!findings(&assessment).contains(NOTHING));
        }
        // Of MX hosts that are known not to be there it is said.
        let mut survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
        let null = crate::dns::Row {
            owner: "example.com".into(),
            ttl: 300,
            rtype: Rtype::MX,
            data: crate::dns::Data::Mx {
                preference: 0,
                host: String::new(),
            },
        };
        let question = Question::Dns {
            name: survey.domain.clone(),
            rtype: Rtype::MX,
        };
        let reply = Reply::Dns(Lookup::Answer(Answer {
            rows: vec![null],
            ..Answer::default()
        }));
        let from = "Google".to_owned();
        survey.record(question, Reported { from, at: 1, reply });
        survey.ended = true;
        let hosts = render(hosts(&judge(&survey)));
        assert!(
            hosts.contains("There are no MX hosts to hold against the policy."),
            "{hosts}"
        );
        assert!(!hosts.contains("aren’t known"), "{hosts}");
    }

    #[test]
    fn nothing_to_mend_is_said_where_all_was_seen_to_be_good() {
        assert!(findings(&samples::good()).contains(NOTHING));
        for not in [samples::problem(), samples::testing(), samples::pending()] {
            assert!(!findings(&not).contains(NOTHING), "{:?}", not.verdict.case);
        }
        // As long as something is awaited, it may still come; and without a verdict nothing is good.
        let mut waits = samples::good();
        waits.done = false;
        assert!(!findings(&waits).contains(NOTHING));
        let mut unknown = samples::good();
        unknown.verdict.case = Case::Unknown;
        assert!(!findings(&unknown).contains(NOTHING));
    }

    #[test]
    fn what_is_awaited_is_named() {
        let words = |names: &[&str]| waits_for(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&[]), "for the last answers");
        assert_eq!(words(&["the `mx` hosts"]), "for the mx hosts");
        assert_eq!(
            words(&["the record", "the policy", "the MX hosts"]),
            "for the record, the policy and the MX hosts"
        );
    }

    #[test]
    fn findings_are_counted_beside_their_heading() {
        assert_eq!(so_far(&samples::good()), "");
        assert_eq!(so_far(&samples::problem()), "what refuses mail first");
        let mut waits = samples::problem();
        waits.done = false;
        assert_eq!(so_far(&waits), "4 so far");
        waits.findings.clear();
        assert_eq!(so_far(&waits), "none so far");
    }
}
