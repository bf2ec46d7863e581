//! The steps of a plan: when, what, what to paste, how to go back.

use super::moment;
use crate::rollout::times::at_most;
use crate::rollout::{Kind, Paste, Plan, State, Step};
use crate::rule::Severity;
use crate::ui::markup::{draw, list, text as text_node};
use crate::ui::parts::copy::{command, copy_button};
use crate::ui::parts::mark::severity_icon;
use crate::ui::parts::source::example;
use crate::ui::words::{rich, visible};
use crate::web::clock::Zone;
use yew::Html;

/// All steps. Texts that make senders refuse mail are shown to whoever says that they know what that does: `known`.
pub fn steps(plan: &Plan, zone: &Zone, known: bool) -> Html {
    let shown: Vec<Html> = plan
        .steps
        .iter()
        .enumerate()
        .map(|(index, one)| step(index + 1, one, zone, known))
        .collect();
    draw!("<ol class=\"plan\">{}</ol>", shown)
}

fn step(number: usize, step: &Step, zone: &Zone, known: bool) -> Html {
    let (class, mark) = match step.state {
        State::Done => (
            "is-done",
            draw!("{}<span class=\"sr\">done</span>", severity_icon(Severity::Good)),
        ),
        State::Now => ("is-now", text_node(number.to_string())),
        State::Later => ("is-later", text_node(number.to_string())),
    };
    let refuses = step.pastes.iter().any(|paste| paste.text.contains("mode: enforce"));
    let pastes = if refuses && !known {
        vec![draw!(
            "<p class=\"hint\">The texts of this step are shown once you have ticked, beside the plan, that you know what
            <code>enforce</code> does.</p>"
        )]
    } else {
        step.pastes.iter().map(paste).collect()
    };
    let watch = (!step.watch.is_empty()).then(|| draw!("<p class=\"quiet\">{}</p>", rich(&step.watch)));
    let back = step.back.as_ref().map(|back| {
        let lasts = (back.lasts > 0).then(|| {
            draw!(
                " Some sender may go on as before for up to {}.",
                at_most(back.lasts)
            )
        });
        draw!(
            "<details class=\"more\"><summary>How to go back</summary><div class=\"more__body\"><p>{}{}</p></div></details>",
            rich(&back.words),
            lasts
        )
    });
    draw!(
        "<li class={}>
            <div class=\"plan__n\">{}</div>
            <div class=\"plan__when\">{}</div>
            <div class=\"plan__body\"><h3>{}</h3><p>{}</p>{}{}{}</div>
        </li>",
        class,
        mark,
        when(step, zone),
        rich(&step.title),
        rich(&step.words),
        pastes,
        watch,
        back
    )
}

fn when(step: &Step, zone: &Zone) -> Html {
    let first = match (step.state, step.not_before, step.until) {
        (State::Done, ..) => text_node("Done"),
        (State::Now, _, None) => text_node("Now"),
        (_, _, Some(until)) => draw!("Until {}", moment(zone, until)),
        (State::Later, Some(from), None) => draw!("From {}", moment(zone, from)),
        (State::Later, None, None) => list(Vec::new()),
    };
    let mut rest: Vec<Html> = Vec::new();
    for (before, words) in [("after ", &step.after), ("", &step.why)] {
        if !words.is_empty() {
            rest.push(draw!("<div>{}{}</div>", before, rich(words)));
        }
    }
    draw!("<b>{}</b>{}", first, rest)
}

fn paste(paste: &Paste) -> Html {
    let warnings: Vec<Html> = paste
        .warnings
        .iter()
        .map(|finding| {
            draw!(
                "<p class=\"hint\">{} {}</p>",
                crate::ui::parts::finding::code(finding.rule),
                rich(&crate::ui::words::sentence(finding))
            )
        })
        .collect();
    let shown = match paste.kind {
        Kind::Record | Kind::Command => command(&paste.text, &paste.label),
        Kind::Policy => example(&paste.label, &paste.text),
        Kind::Difference => {
            let lines: Vec<Html> = paste.text.lines().map(line).collect();
            draw!(
                "<pre class=\"diff\" tabindex=\"0\" role=\"group\" aria-label={}><code>{}</code></pre>",
                visible(&paste.label),
                lines
            )
        }
    };
    let copy = matches!(paste.kind, Kind::Policy).then(|| copy_button(&paste.text, &paste.label));
    draw!(
        "<figure class=\"snip\"><div class=\"snip__bar\"><figcaption>{}</figcaption>{}</div>{}{}</figure>",
        rich(&paste.label),
        copy,
        shown,
        warnings
    )
}

/// A line of a difference, with what happens to it.
fn line(line: &str) -> Html {
    let (class, op, word, rest) = match line.as_bytes().first() {
        Some(b'-') => ("diff__l--del", Some("−"), Some("removed: "), line.get(1..)),
        Some(b'+') => ("diff__l--add", Some("+"), Some("added: "), line.get(1..)),
        _ => ("", None, None, line.get(1..)),
    };
    draw!(
        "<span class=\"diff__l {}\" data-op={}>{}{}</span>",
        class,
        op,
        word.map(|word| draw!("<span class=\"sr\">{}</span>", word)),
        visible(rest.unwrap_or_default().trim_start())
    )
}
