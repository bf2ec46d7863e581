//! What the probe saw, and what a browser can't see.

use crate::survey::assessment::{ProbeRow, Unseen};
use crate::ui::parts::copy::snippet;
use crate::ui::parts::mark::{icon, mark};
use crate::ui::parts::section::{scroll, section};
use crate::ui::words::rich;
use yew::{Html, html};

/// What the probe saw, and when it would be wrong.
#[must_use]
pub fn probe(rows: &[ProbeRow]) -> Html {
    let line = |row: &ProbeRow| {
        html! {
            <tr>
                <th scope="row">{ rich(&row.asked) }</th>
                <td>{ mark(row.severity) }{ " " }{ rich(&row.seen) }</td>
                <td class="quiet">{ rich(&row.unless) }</td>
            </tr>
        }
    };
    let table = html! {
        <table class="tbl">
            <thead>
                <tr><th scope="col">{ "Asked" }</th><th scope="col">{ "Seen" }</th><th scope="col">{ "Could be wrong when" }</th></tr>
            </thead>
            <tbody>{ for rows.iter().map(line) }</tbody>
        </table>
    };
    let aside = html! { <span class="ev ev--probe"><b>{ "probe" }</b></span> };
    section("host", "What the probe saw", aside, scroll("Probe results", table))
}

/// What a browser can't see, with the commands that show it.
#[must_use]
pub fn unseen(list: &[Unseen]) -> Html {
    let one = |unseen: &Unseen| {
        html! {
            <li>
                { icon("#i-unseen") }
                <div>
                    <h3>{ rich(&unseen.title) }</h3>
                    <p>{ rich(&unseen.text) }</p>
                    { for unseen.commands.iter().map(snippet) }
                </div>
            </li>
        }
    };
    let content = html! {
        <>
            <p class="lead">{ "These decide whether mail arrives too. A terminal shows them." }</p>
            <ul class="unseen">{ for list.iter().map(one) }</ul>
        </>
    };
    section("unseen", "What a browser can’t see", Html::default(), content)
}
