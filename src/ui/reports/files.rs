//! The files that were given, what in them can't be read, and what reporters do that the RFC doesn't have.

use super::filters::brief;
use crate::report::shown::{File, Habit, Shown, Told};
use crate::rule::Severity;
use crate::rule::prose::capital;
use crate::ui::markup::draw;
use crate::ui::parts::mark::severity_icon;
use crate::ui::parts::section::{more_wide, scroll, section};
use crate::ui::route::Route;
use crate::ui::words::{count, rich, stop, visible};
use crate::words::{bytes, thousands};
use yew::Html;

/// Both sections.
pub fn files(shown: &Shown) -> Html {
    draw!("{}{}", given(shown), habits(shown))
}

fn given(shown: &Shown) -> Html {
    let counts = shown.counts;
    let told: Vec<Html> = shown.files.rows.iter().flat_map(lines).collect();
    let told = (!told.is_empty()).then(|| draw!("<ul class=\"files\">{}</ul>", told));
    let rows: Vec<Html> = shown
        .files
        .rows
        .iter()
        .map(|file| {
            draw!(
                "<tr><th scope=\"row\">{}</th><td class=\"r\">{}</td><td class=\"r\">{}</td></tr>",
                brief(&file.name),
                bytes(file.bytes as u64),
                thousands(file.reports)
            )
        })
        .collect();
    let table = draw!(
        "<table class=\"tbl\"><thead><tr><th scope=\"col\">File</th><th scope=\"col\" class=\"r\">Unpacked</th><th scope=\"col\" class=\"r\">Reports</th>
            </tr></thead><tbody>{}</tbody></table>",
        rows
    );
    let rest =
        (shown.files.more > 0).then(|| draw!("<p class=\"hint snip\">and {} more</p>", thousands(shown.files.more)));
    let words = format!(
        "{} given, {} not read whole",
        thousands(counts.files),
        thousands(counts.faulty)
    );
    section(
        "files",
        "Files",
        words,
        draw!(
            "{}{}",
            told,
            more_wide("All files", draw!("{}{}", scroll("All files", table), rest))
        ),
    )
}

/// What is said of a file.
fn lines(file: &File) -> Vec<Html> {
    let line = |told: &Told| {
        let at = told
            .at
            .map(|at| draw!(" <span class=\"quiet small\">byte {}</span>", thousands(at)));
        // Words about what stands in a file don't name it.
        let name =
            (!told.words.contains(file.name.as_str())).then(|| draw!("<code>{}</code>: ", visible(&brief(&file.name))));
        draw!(
            "<li class={}>{}<span><span class=\"sr\">{}: </span>{}{}{} {}{}</span></li>",
            told.severity.class(),
            severity_icon(told.severity),
            told.severity.word(),
            name,
            rich(&told.words),
            stop(&told.words),
            code(told),
            at
        )
    };
    let mut shown: Vec<Html> = file.told.rows.iter().map(line).collect();
    if file.told.more > 0 {
        shown.push(draw!(
            "<li class=\"is-note\">{}<span>and {} more of {}</span></li>",
            severity_icon(Severity::Note),
            thousands(file.told.more),
            brief(&file.name)
        ));
    }
    shown
}

/// The code of the rule, which leads to its page.
fn code(told: &Told) -> Html {
    draw!(
        "<a class=\"code\" href={}>{}</a>",
        Route::Rule(told.code.clone()).to_string(),
        told.code.clone()
    )
}

/// What reporters do again and again; it is read all the same.
fn habits(shown: &Shown) -> Option<Html> {
    let habits = &shown.habits;
    if habits.is_empty() {
        return None;
    }
    let mut rows: Vec<Html> = Vec::new();
    let mut before: Option<&str> = None;
    for habit in &habits.rows {
        if before != Some(habit.reporter.as_str()) {
            before = Some(&habit.reporter);
            rows.push(draw!("<h3 class=\"habits__who\">{}</h3>", brief(&habit.reporter)));
        }
        rows.push(one(habit));
    }
    let more = (habits.more > 0).then(|| draw!("<p class=\"hint snip\">and {} more</p>", thousands(habits.more)));
    Some(section(
        "habits",
        "How the reports are written",
        "held against RFC 8460; what can be read is shown above all the same",
        draw!("<div class=\"habits\">{}</div>{}", rows, more),
    ))
}

fn one(habit: &Habit) -> Html {
    let told = &habit.first;
    draw!(
        "<details class=\"more\"><summary><span class=\"sev {}\">{}{}</span> {}<span class=\"more__n\">in {}</span></summary>
            <div class=\"more__body\"><p>{}{} {}</p><p class=\"quiet small\">First in <code>{}</code>.</p></div></details>",
        told.severity.class(),
        severity_icon(told.severity),
        told.severity.word(),
        rich(&capital(&habit.title)),
        count(habit.files, "file"),
        rich(&told.words),
        stop(&told.words),
        code(told),
        visible(&brief(&habit.file))
    )
}
