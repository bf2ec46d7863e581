//! Before and after: who would refuse which MX host, and until when, if the change were made at once.

use super::moment;
use crate::rollout::refusals::{Fate, Refusals, Row, Until};
use crate::rule::Severity;
use crate::ui::markup::{draw, text as text_node};
use crate::ui::parts::mark::severity_icon;
use crate::ui::parts::section::scroll;
use crate::ui::words::{rich, visible};
use crate::web::clock::Zone;
use yew::Html;

/// The table, with the whole in words.
pub fn effects(effects: &Refusals, zone: &Zone) -> Html {
    let words: Vec<Html> = effects
        .words
        .iter()
        .map(|words| draw!("<p>{}</p>", rich(words)))
        .collect();
    let rows: Vec<Html> = effects.rows.iter().map(|one| row(one, zone)).collect();
    let table = draw!(
        "<table class=\"tbl\">
            <thead><tr><th scope=\"col\">MX host</th><th scope=\"col\">Senders with the new policy</th>
                <th scope=\"col\">Senders that hold the old one</th><th scope=\"col\">Refused until</th></tr></thead>
            <tbody>{}</tbody>
        </table>",
        rows
    );
    draw!(
        "<section class=\"sec\" aria-labelledby=\"h-eff\">
            <div class=\"sec__head\"><h2 id=\"h-eff\">If it were changed at once</h2><p>before and after</p></div>
            {}{}
        </section>",
        words,
        scroll("Before and after", table)
    )
}

fn row(row: &Row, zone: &Zone) -> Html {
    let (until, class) = match row.until {
        Until::Never => (text_node("not refused"), ""),
        Until::At(at) => (draw!("at the latest {}", moment(zone, at)), ""),
        Until::Stands => (text_node("as long as the policy stands"), "is-off is-error"),
    };
    let presence = match (row.before, row.after) {
        (true, true) => "",
        (true, false) => " (goes)",
        (false, true) => " (comes)",
        (false, false) => " (never)",
    };
    draw!(
        "<tr class={}><th scope=\"row\"><code>{}</code>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
        class,
        visible(&row.host),
        presence,
        fate(row.fresh),
        fate(row.cached),
        until
    )
}

fn fate(fate: Fate) -> Html {
    let (severity, words) = match fate {
        Fate::Free => (Severity::Note, "no policy holds"),
        Fate::Covered => (Severity::Good, "covered"),
        Fate::Reported => (Severity::Warning, "delivered, and reported"),
        Fate::Refused => (Severity::Error, "refused"),
    };
    draw!(
        "<span class=\"sev {}\">{}{}</span>",
        severity.class(),
        severity_icon(severity),
        words
    )
}
