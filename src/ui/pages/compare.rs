//! The resolvers' answers about a domain side by side, and what their differences mean.

use super::Field;
use super::check::bar;
use crate::dns::Rtype;
use crate::rule::Severity;
use crate::survey::assessment::{Case, Cell, Verdict};
use crate::survey::compare::{Compared, Comparison, Says, Together};
use crate::ui::parts::copy::command;
use crate::ui::parts::matrix::cell;
use crate::ui::parts::section::section;
use crate::ui::parts::verdict::band;
use crate::ui::route::Route;
use crate::ui::words::{count, date, seconds};
use yew::{Html, classes, html};

/// What the page is drawn from.
#[derive(Clone, Debug)]
pub struct View {
    /// The domain.
    pub domain: String,
    /// When its check began, in seconds since 1970.
    pub started: i64,
    /// Whether nothing more will come.
    pub done: bool,
    /// The answers.
    pub comparison: Comparison,
}

/// The page.
#[must_use]
pub fn page(field: &Field, view: &View) -> Html {
    let resolvers = view.comparison.resolvers.len();
    let meta = html! {
        <>
            <span>{ "Compared " }{ date(view.started) }</span>
            <span>{ count(view.comparison.names.len(), "question") }{ ", " }{ view.comparison.differing() }{ " with different answers" }</span>
            <span><a href={Route::Check(view.domain.clone()).to_string()}>{ "Back to the check" }</a></span>
        </>
    };
    html! {
        <>
            { bar(field, !view.done, "Compare") }
            { band(&verdict(view), meta, None) }
            <div class="wrap cols">
                <div>
                    { section("side", "Side by side", html! { <p>{ count(resolvers, "resolver") }{ ", what differs first" }</p> }, table(view)) }
                    { section("read", "How differences are read", Html::default(), reading(&view.domain)) }
                </div>
            </div>
        </>
    }
}

/// The sentence above. What it means for mail stands below it.
fn verdict(view: &View) -> Verdict {
    let Comparison { resolvers, names } = &view.comparison;
    let domain = &view.domain;
    let has = |together: fn(&Together) -> bool| names.iter().any(|compared| together(&compared.together));
    let worst = names.iter().filter(|compared| compared.together.differs());
    let worst = worst.map(|compared| compared.together.severity(compared.rtype)).min();
    let (severity, sentence, consequence) = match (worst, view.comparison.until()) {
        _ if !view.done => (
            Severity::Pending,
            format!("Asking every resolver about {domain}."),
            "The answers so far are below.".to_owned(),
        ),
        (Some(severity), Some(left)) => (
            severity,
            format!("The resolvers disagree about {domain}: a change is on its way."),
            format!(
                "Some give an answer that has aged in their cache, others a fresh one. After {} at the latest all have to ask \
                 anew; until then senders see the one or the other.",
                seconds(u64::from(left))
            ),
        ),
        (Some(severity), None) => (
            severity,
            format!("The resolvers disagree about {domain}: there are two views of the zone."),
            "All the answers are fresh, so no cache explains the difference. The zone answers by where the question comes from, \
             or its servers hold different versions."
                .to_owned(),
        ),
        (None, _) if resolvers.len() < 2 => (
            Severity::Unseen,
            format!("There is nothing to compare about {domain}: fewer than two resolvers answered."),
            "More can be added in the settings.".to_owned(),
        ),
        (None, _) if has(|together| *together == Together::Half) => (
            Severity::Unseen,
            format!("Those resolvers that answered agree about {domain}."),
            "Not all of them answered everything; what is missing is marked below.".to_owned(),
        ),
        (None, _) => (
            Severity::Good,
            format!("The resolvers agree about {domain}."),
            "Senders see the same records wherever they ask. Only the time left in the caches differs.".to_owned(),
        ),
    };
    Verdict {
        case: if severity == Severity::Pending {
            Case::Waiting
        } else {
            Case::ResolversDiffer
        },
        severity,
        kind: count(resolvers.len(), "resolver") + " compared",
        sentence,
        consequence,
    }
}

fn table(view: &View) -> Html {
    let Comparison { resolvers, names } = &view.comparison;
    let head = |word: &str| html! { <th role="columnheader" scope="col">{ word.to_owned() }</th> };
    html! {
        <div class="matrix matrix--wide">
            <table class="tbl" role="table">
                <caption>{ "The time left is how long the resolver may still give this answer from its cache." }</caption>
                <thead role="rowgroup">
                    <tr role="row">{ head("Name and type") }{ for resolvers.iter().map(|name| head(name)) }{ head("Together") }</tr>
                </thead>
                <tbody role="rowgroup">{ for names.iter().map(|compared| row(compared, resolvers)) }</tbody>
            </table>
        </div>
    }
}

fn row(compared: &Compared, resolvers: &[String]) -> Html {
    let severity = compared.together.severity(compared.rtype);
    let off = compared
        .together
        .differs()
        .then(|| classes!("is-off", severity.class()));
    let together = Cell {
        severity: Some(severity),
        text: together(compared.together, compared.rtype),
    };
    html! {
        <tr role="row" class={classes!(off)}>
            <th role="rowheader" scope="row"><code class="whole">{ compared.name.clone() }</code>{ " " }<span class="quiet small">{ compared.rtype.to_string() }</span></th>
            { for resolvers.iter().zip(&compared.says).map(|(resolver, says)| html! {
                <td role="cell" data-col={resolver.clone()}>{ answer(says) }</td>
            }) }
            <td role="cell" data-col="Together">{ cell(&together, Html::default()) }</td>
        </tr>
    }
}

/// How many records of an answer are shown.
const MOST_SHOWN: usize = 8;

fn answer(says: &Says) -> Html {
    match says {
        Says::NotAsked => html! { <span class="quiet small">{ "not asked" }</span> },
        Says::Failed(why) => cell(
            &Cell {
                severity: Some(Severity::Unseen),
                text: why.clone(),
            },
            Html::default(),
        ),
        Says::Answered { values, left, signed } => {
            let more = values.len().saturating_sub(MOST_SHOWN);
            let time = left.map(|left| format!("{} left", seconds(u64::from(left))));
            let signed = signed.then(|| "signed".to_owned());
            let small: Vec<String> = time.into_iter().chain(signed).collect();
            html! {
                <span class="ans">
                    { for values.iter().take(MOST_SHOWN).map(|value| html! { <><code>{ crate::text::show(value.as_bytes()) }</code><br /></> }) }
                    if more > 0 { <small>{ "and " }{ count(more, "more record") }</small> }
                    <small>{ small.join(" · ") }</small>
                </span>
            }
        }
    }
}

fn together(together: Together, rtype: Rtype) -> String {
    match together {
        Together::Changing(left) => format!(
            "A change on its way: the old answer ends in {} at the latest",
            seconds(u64::from(left))
        ),
        Together::Views if matches!(rtype, Rtype::A | Rtype::AAAA) => {
            "Different addresses, all fresh: large hosts answer by where the question comes from".to_owned()
        }
        Together::Views => "Two views: all the answers are fresh".to_owned(),
        Together::Half => "Those that answered agree".to_owned(),
        Together::Single => "Only one answered".to_owned(),
        Together::Alike => "All agree".to_owned(),
    }
}

fn reading(domain: &str) -> Html {
    html! {
        <div class="text">
            <ul class="bullets">
                <li>{ "An answer that has aged in a cache beside a fresh one: a change on its way. It ends when the old one’s time is over." }</li>
                <li>{ "Different answers that are all fresh: two views of the zone, or name servers that hold different versions." }</li>
                <li>{ "“No such record” is an answer too, with a time of its own; a failed look-up is none." }</li>
                <li>{ "What is said here is inferred from the time left. The name servers themselves can’t be asked from a browser; these commands do it:" }</li>
            </ul>
            { command(&format!("dig +nssearch {domain}"), "the dig command for the serial numbers") }
            { command(&format!("dig +trace _mta-sts.{domain} TXT"), "the dig command for the record") }
        </div>
    }
}
