//! The resolvers' answers about a domain side by side, and what their differences mean.

use crate::dns::Rtype;
use crate::rule::Severity;
use crate::survey::assessment::{Case, Verdict};
use crate::survey::compare::{Compared, Comparison, Says, Together};
use crate::survey::picture::Cell;
use crate::ui::act::Acts;
use crate::ui::markup::{draw, text};
use crate::ui::parts::ask::{Field, bar};
use crate::ui::parts::copy::command;
use crate::ui::parts::matrix::{self, cell, labelled};
use crate::ui::parts::section::section;
use crate::ui::parts::verdict::band;
use crate::ui::route::Route;
use crate::ui::words::{count, date, seconds, visible};
use yew::Html;

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
pub fn page(field: &Field, view: &View, acts: &Acts) -> Html {
    let Comparison { resolvers, names } = &view.comparison;
    let meta = draw!(
        "<span>Compared {}</span><span>{}, {} with different answers</span><span><a href={}>Back to the check</a></span>",
        date(view.started),
        count(names.len(), "question"),
        view.comparison.differing(),
        Route::Check(view.domain.clone()).to_string()
    );
    let mut head: Vec<Html> = vec![text("Name and type")];
    head.extend(resolvers.iter().map(|name| text(visible(name))));
    head.push(text("Together"));
    let rows: Vec<Html> = names.iter().map(|compared| row(compared, resolvers)).collect();
    let caption = "The time left is how long the resolver may still give this answer from its cache.";
    draw!(
        "{}{}<div class=\"wrap cols\"><div>{}{}</div></div>",
        bar(field, !view.done, "Compare", acts),
        band(&verdict(view), meta, None),
        section(
            "side",
            "Side by side",
            count(resolvers.len(), "resolver") + ", what differs first",
            matrix::table("matrix--wide", caption, head, rows)
        ),
        section("read", "How differences are read", None::<Html>, reading(&view.domain))
    )
}

/// The sentence above. What it means for mail stands below it.
fn verdict(view: &View) -> Verdict {
    let Comparison { resolvers, names } = &view.comparison;
    let domain = &view.domain;
    let all = |together: fn(&Together) -> bool| names.iter().all(|compared| together(&compared.together));
    let answered = names.iter().any(Compared::has_answer);
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
        (None, _) if !answered => (
            Severity::Unseen,
            format!("Nothing can be compared about {domain}: no resolver answered."),
            "A failed look-up says nothing about what is published.".to_owned(),
        ),
        (None, _) if all(|together| *together == Together::Single) => (
            Severity::Unseen,
            format!("There is nothing to compare about {domain}: no two resolvers answered the same question."),
            "Compare again, or choose other resolvers in the settings.".to_owned(),
        ),
        (None, _) if !all(|together| *together == Together::Alike) => (
            Severity::Unseen,
            format!("Those resolvers that answered agree about {domain}."),
            "Not all of them answered everything; what is missing is marked below.".to_owned(),
        ),
        (None, _) => (
            Severity::Good,
            format!("The resolvers agree about {domain}."),
            "Senders that ask them get the same records. At most the time left in the caches differs.".to_owned(),
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

fn row(compared: &Compared, resolvers: &[String]) -> Html {
    let severity = compared.together.severity(compared.rtype);
    let together = Cell {
        severity: Some(severity),
        text: together(compared),
    };
    let mut cells: Vec<Html> = Vec::new();
    for (resolver, says) in resolvers.iter().zip(&compared.says) {
        cells.push(labelled(resolver, answer(says)));
    }
    cells.push(labelled("Together", cell(&together)));
    matrix::row(
        if compared.together.differs() {
            format!("is-off {}", severity.class())
        } else {
            String::new()
        },
        draw!(
            "<code class=\"whole\">{}</code> <span class=\"quiet small\">{}</span>",
            &compared.name,
            compared.rtype.to_string()
        ),
        cells,
    )
}

/// How many records of an answer are shown.
const MOST_SHOWN: usize = 8;

fn answer(says: &Says) -> Html {
    match says {
        Says::Nothing => draw!("<span class=\"quiet small\">no answer</span>"),
        Says::Failed(why) => cell(&Cell {
            severity: Some(Severity::Unseen),
            text: why.clone(),
        }),
        Says::Answered { values, left, signed } => {
            let shown = values.iter().take(MOST_SHOWN);
            let shown: Vec<Html> = shown
                .map(|value| draw!("<code>{}</code><br/>", crate::text::show(value.as_bytes())))
                .collect();
            let more = values.len().saturating_sub(MOST_SHOWN);
            let more = (more > 0).then(|| draw!("<small>and {}</small>", count(more, "more record")));
            let mut small = left.map_or(String::new(), |left| seconds(u64::from(left)) + " left");
            if *signed {
                small.push_str(if small.is_empty() { "signed" } else { " · signed" });
            }
            draw!("<span class=\"ans\">{}{}<small>{}</small></span>", shown, more, small)
        }
    }
}

fn together(compared: &Compared) -> String {
    match compared.together {
        Together::Changing(left) => format!(
            "A change on its way: the old answer ends in {} at the latest",
            seconds(u64::from(left))
        ),
        Together::Views if matches!(compared.rtype, Rtype::A | Rtype::AAAA) => {
            "Different addresses, all fresh: large hosts answer by where the question comes from".to_owned()
        }
        Together::Views => "Two views: all the answers are fresh".to_owned(),
        Together::Half => "Those that answered agree".to_owned(),
        Together::Single if compared.has_answer() => "Only one answered".to_owned(),
        Together::Single => "None answered".to_owned(),
        Together::Alike => "All agree".to_owned(),
    }
}

fn reading(domain: &str) -> Html {
    draw!(
        "<div class=\"text\">
            <ul class=\"bullets\">
                <li>An answer that has aged in a cache beside a fresh one: a change on its way. It ends when the old one’s time is
                over.</li>
                <li>Different answers that are all fresh: two views of the zone, or name servers that hold different versions.</li>
                <li>“No such record” is an answer too, with a time of its own; a failed look-up is none.</li>
                <li>What is said here is inferred from the time left. The name servers themselves can’t be asked from a browser;
                these commands do it:</li>
            </ul>
            {}{}
        </div>",
        command(&format!("dig +nssearch {domain}"), "the dig command for the serial numbers"),
        command(&format!("dig +trace _mta-sts.{domain} TXT"), "the dig command for the record")
    )
}

#[cfg(test)]
mod tests;
