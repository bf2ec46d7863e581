//! What the probe saw, and what a browser can't see.

use crate::survey::picture::{ProbeRow, Unseen};
use crate::ui::markup::draw;
use crate::ui::parts::copy::snippet;
use crate::ui::parts::mark::{icon, mark};
use crate::ui::parts::section::{scroll, section};
use crate::ui::words::rich;
use yew::Html;

/// What the probe saw, and when it would be wrong.
pub fn probe(rows: &[ProbeRow]) -> Html {
    let line = |row: &ProbeRow| {
        draw!(
            "<tr><th scope=\"row\">{}</th><td>{} {}</td><td class=\"quiet\">{}</td></tr>",
            rich(&row.asked),
            mark(row.severity),
            rich(&row.seen),
            rich(&row.unless)
        )
    };
    let rows: Vec<Html> = rows.iter().map(line).collect();
    let table = draw!(
        "<table class=\"tbl\">
            <thead><tr><th scope=\"col\">Asked</th><th scope=\"col\">Seen</th><th scope=\"col\">Could be wrong when</th></tr></thead>
            <tbody>{}</tbody>
        </table>",
        rows
    );
    let aside = draw!("<span class=\"ev ev--probe\"><b>probe</b></span>");
    section("host", "What the probe saw", aside, scroll("Probe results", table))
}

/// What a browser can't see, with the commands that show it.
pub fn unseen(list: &[Unseen]) -> Html {
    let one = |unseen: &Unseen| {
        let commands: Vec<Html> = unseen.commands.iter().map(snippet).collect();
        draw!(
            "<li>{}<div><h3>{}</h3><p>{}</p>{}</div></li>",
            icon("#i-unseen"),
            rich(&unseen.title),
            rich(&unseen.text),
            commands
        )
    };
    let list: Vec<Html> = list.iter().map(one).collect();
    let content = draw!(
        "<p class=\"lead\">These decide whether mail arrives too. A terminal shows them.</p><ul class=\"unseen\">{}</ul>",
        list
    );
    section("unseen", "What a browser can’t see", None::<Html>, content)
}
