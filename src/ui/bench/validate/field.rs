//! The text box: the platform’s field, with marks beneath it and a gutter beside it.

use super::marks::{Mark, Part, Piece, Run, draw as draw_marks};
use super::{LIMIT, Validate};
use crate::rule::Severity;
use crate::text::line_column;
use crate::ui::act::{Act, Acts, Craft, on, with};
use crate::ui::hooks::{self, pasted_of, text_of};
use crate::ui::markup::{draw, text as text_node};
use crate::ui::parts::mark::{icon, severity_icon};
use crate::ui::route::Route;
use crate::ui::words::{count, plain, rich, thousands};
use crate::web::editor;
use crate::web::file::{self, Brought};
use yew::{Callback, Event, Html};

/// The text box.
pub fn editor(validate: &Validate, acts: &Acts) -> Html {
    let judged = &validate.judged;
    let marks: Vec<Mark> = judged
        .findings
        .iter()
        .enumerate()
        .filter_map(|(index, finding)| {
            let severity = finding.severity;
            (severity < Severity::Good).then_some(())?;
            Some(Mark {
                span: finding.span?,
                severity,
                current: validate.current == Some(index),
            })
        })
        .collect();
    let parts = draw_marks(&judged.text, &marks);
    let lines = judged.text.matches('\n').count() + 1;
    let caret = |_: &Event| Act::Craft(Craft::Caret);
    let dropped = {
        let on_file = on_file(acts);
        // A text that is dropped goes into the box as if it were typed; only a file has to be read.
        Callback::from(move |event: Event| file::read_dropped(&event, LIMIT, on_file.clone()))
    };
    draw!(
        "<div class=\"editor\">
            <div class=\"editor__side {}\" aria-hidden=\"true\"><div class=\"editor__n\" id=\"ed-lines\">{}</div></div>
            <div class=\"editor__pane\">
                <pre class=\"editor__marks\" id=\"ed-marks\" aria-hidden=\"true\">{}</pre>
                <textarea class=\"editor__text\" id=\"ed\" rows={} wrap=\"off\" spellcheck=\"false\" autocapitalize=\"none\"
                    autocomplete=\"off\" aria-label=\"Text to validate\" aria-describedby=\"ed-sum\" aria-keyshortcuts=\"F8 Shift+F8 Control+.\" aria-invalid={}
                    placeholder=\"version: STSv1\" value={} oninput={} onkeydown={} onkeyup={} onclick={} onscroll={} onpaste={} ondragover={} ondrop={}/>
            </div>
            <div class=\"editor__foot\">
                <span id=\"ed-sum\" role=\"status\">{}</span>{}<span class=\"num\">{}</span>
            </div>
        </div>",
        if lines > 9_999 { "is-long" } else { "" },
        in_parts(&parts, |part| part.runs.iter().map(run).collect()),
        in_parts(&parts, |part| part.pieces.iter().map(piece).collect()),
        lines.clamp(8, 24),
        (judged.count(Severity::Error) > 0).then_some("true"),
        format!("{}{}", judged.text, validate.rest),
        with(acts, |event| Act::Craft(Craft::Edit(text_of(event)))),
        keys(acts),
        with(acts, caret),
        with(acts, caret),
        Callback::from(|_: Event| editor::follow()),
        Callback::from(|event: Event| {
            if pasted_of(&event).is_some_and(|text| !text.is_empty()) {
                editor::make_room();
            }
        }),
        Callback::from(|event: Event| file::let_in(&event)),
        dropped,
        summary(validate),
        here(validate, acts),
        place(validate)
    )
}

/// The way from the text to the finding that is looked at.
fn here(validate: &Validate, acts: &Acts) -> Option<Html> {
    let index = validate.current?;
    let finding = validate.judged.findings.get(index)?;
    Some(draw!(
        "<span>here: <a id=\"ed-here\" href={} onclick={}>{}<span class=\"sr\">: {}</span></a></span>",
        Route::Validate.to_string(),
        on(acts, Act::GoTo(format!("v-{index}"))),
        finding.rule.code,
        plain(finding.rule.title)
    ))
}

/// Picks a file in place of dropping it.
pub fn picker(acts: &Acts) -> Html {
    let on_file = on_file(acts);
    draw!(
        "<label class=\"btn btn--small btn--bare\">Open a file<input class=\"sr\" type=\"file\" id=\"ed-file\" onchange={}/></label>",
        Callback::from(move |event: Event| file::read_picked(&event, LIMIT, on_file.clone()))
    )
}

/// What became of the file.
pub fn brought(validate: &Validate) -> Html {
    let said = validate.said.as_ref().map(|said| {
        draw!(
            "<p class=\"field__msg {}\">{}<span><span class=\"sr\">{}: </span>{}</span></p>",
            said.severity.class(),
            severity_icon(said.severity),
            said.severity.word(),
            rich(&said.words)
        )
    });
    draw!("<div role=\"status\" id=\"ed-brought\">{}</div>", said)
}

fn on_file(acts: &Acts) -> Callback<Option<Brought>> {
    acts.reform(|file| Act::Craft(Craft::File(file)))
}

/// The keys that go through findings and apply fixes.
fn keys(acts: &Acts) -> Callback<Event> {
    let acts = acts.clone();
    Callback::from(move |event: Event| {
        let craft = match hooks::chord_of(&event).as_deref() {
            Some("F8") => Craft::Step { back: false },
            Some("Shift+F8") => Craft::Step { back: true },
            Some("Ctrl+.") => Craft::FixHere,
            _ => return,
        };
        event.prevent_default();
        acts.emit(Act::Craft(craft));
    })
}

fn in_parts(parts: &[Part], drawn: fn(&Part) -> Vec<Html>) -> Vec<Html> {
    let part = |part: &Part| {
        draw!(
            "<span class=\"editor__part {}\">{}</span>",
            if part.full { "is-full" } else { "" },
            drawn(part)
        )
    };
    parts.iter().map(part).collect()
}

fn run(run: &Run) -> Html {
    match run.severity {
        None => draw!("<span class=\"editor__l\"><span>{}</span></span>", &run.numbers),
        Some(severity) => draw!(
            "<span class=\"editor__l {}\">{}<span>{}</span></span>",
            severity.class(),
            icon(severity.icon()),
            &run.numbers
        ),
    }
}

fn piece(piece: &Piece) -> Html {
    match piece {
        Piece::Blank(blank) => text_node(blank.clone()),
        Piece::Marked {
            severity,
            current,
            text,
        } => draw!(
            "<span class=\"span {} {}\" data-ghost={}>{}</span>",
            severity.class(),
            if *current { "is-current" } else { "" },
            text.is_empty().then_some("↵"),
            text
        ),
    }
}

/// What was found, in numbers.
fn summary(validate: &Validate) -> String {
    let judged = &validate.judged;
    if judged.is_empty() || judged.is_unknown() {
        return "not judged yet".to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    for (severity, word) in [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ] {
        let number = judged.count(severity);
        if number > 0 {
            parts.push(count(number, word));
        }
    }
    if parts.is_empty() {
        "nothing to mend".to_owned()
    } else {
        parts.join(", ")
    }
}

fn place(validate: &Validate) -> String {
    let text = &validate.judged.text;
    let (line, column) = line_column(text.as_bytes(), validate.caret);
    let bytes = thousands(text.len() + validate.rest.len());
    let cut = if validate.rest.is_empty() {
        String::new()
    } else {
        format!(" · only the first {} KiB are judged", LIMIT / 1024)
    };
    format!("line {line}, column {column} · {bytes} bytes{cut}")
}
