//! The senders' reading: what known implementations make of exactly this text.

use super::senders::Asked;
use super::{Judged, capital};
use crate::senders::{Reading, Reason, Verdict, summary};
use crate::ui::act::{Act, Acts, Craft, on};
use crate::ui::markup::{draw, list, text as text_node};
use crate::ui::parts::mark::worded;
use crate::ui::parts::section::{more, scroll};
use crate::ui::route::Route;
use crate::ui::words::{plain, rich};
use yew::Html;

/// All readings; those of a text on which all agree are folded to one line. `None` where there is none.
pub fn section(judged: &Judged, acts: &Acts) -> Option<Html> {
    if judged.asked.is_empty() {
        return None;
    }
    let shown: Vec<Html> = judged.asked.iter().map(|asked| one(judged, asked, acts)).collect();
    Some(draw!(
        "<section aria-labelledby=\"h-se\">
            <div class=\"sec__head\"><h2 id=\"h-se\">How senders read exactly this</h2><p>measured, mid-2026</p></div>
            {}
        </section>",
        list(shown)
    ))
}

/// The readings of one text.
fn one(judged: &Judged, asked: &Asked, acts: &Acts) -> Html {
    let readings = &asked.readings;
    let summary = summary(readings);
    let caption = if judged.asked.len() > 1 {
        format!("{}: {}", capital(&asked.what), summary.caption)
    } else {
        summary.caption
    };
    let rows: Vec<Html> = readings.iter().map(|reading| row(judged, reading, acts)).collect();
    let table = scroll(
        format!("Senders’ reading of {}", plain(&asked.what)),
        draw!(
            "<table class=\"tbl\">
                <caption>{}. The versions are those that were run.</caption>
                <thead><tr><th scope=\"col\">Sender</th><th scope=\"col\">Reading</th><th scope=\"col\">Because</th></tr></thead>
                <tbody>{}</tbody>
            </table>",
            rich(&caption),
            rows
        ),
    );
    if summary.agree {
        more(rich(&caption), table)
    } else {
        table
    }
}

fn row(judged: &Judged, reading: &Reading, acts: &Acts) -> Html {
    let verdict = &reading.verdict;
    let mut because: Vec<Html> = Vec::new();
    for reason in &reading.because {
        if !because.is_empty() {
            because.push(text_node("; "));
        }
        because.push(because_of(judged, reason, acts));
    }
    let words = match verdict {
        // The verb stands in the column before.
        Verdict::Otherwise { words, .. } => Some(rich(words.trim_start_matches("uses it: "))),
        _ => None,
    };
    let parted = (words.is_some() && !because.is_empty()).then(|| text_node(": "));
    draw!(
        "<tr>
            <th scope=\"row\">{} <span class=\"quiet small\">{}</span></th>
            <td>{}</td>
            <td>{}{}{}</td>
        </tr>",
        reading.sender.name,
        reading.sender.version,
        worded(verdict.severity(), verdict.word()),
        words,
        parted,
        list(because)
    )
}

fn because_of(judged: &Judged, reason: &Reason, acts: &Acts) -> Html {
    let words = rich(reason.words);
    let Some(span) = reason.span else { return words };
    let line = judged.line(span.start);
    draw!(
        "{}, <a href={} onclick={}>line {}</a>",
        words,
        Route::Validate.to_string(),
        on(acts, Act::Craft(Craft::Place(span.start, span.end))),
        line
    )
}
