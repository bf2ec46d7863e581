//! The screen: the text, what it was taken for, what was found.

use super::marks::{Mark, Piece, Run, draw as draw_marks};
use super::{LIMIT, Validate};
use crate::rule::{Finding, Severity};
use crate::text::line_column;
use crate::ui::act::{Act, Acts, Craft, on, with};
use crate::ui::hooks::{self, text_of};
use crate::ui::markup::{draw, list, text as text_node};
use crate::ui::pages::head;
use crate::ui::parts::copy::labelled;
use crate::ui::parts::finding::code;
use crate::ui::parts::mark::{icon, severity_icon};
use crate::ui::parts::source::changes;
use crate::ui::route::Route;
use crate::ui::words::{count, rich, sentence, thousands};
use crate::web::editor;
use yew::{Callback, Event, Html};

/// The page.
pub fn page(validate: &Validate, acts: &Acts) -> Html {
    draw!(
        "{}<div class=\"wrap\"><div class=\"bench\">
            <section class=\"stack\" aria-labelledby=\"h-ed\">
                <h2 class=\"sr\" id=\"h-ed\">The text</h2>
                {}{}{}
            </section>
            <div class=\"stack\">{}</div>
        </div></div>",
        head(
            "Validate what you have",
            draw!(
                "Paste a record, a policy, zone lines, <code>dig</code> or <code>curl -i</code> output, or several at once. It \
                 is judged as you type and stays in this browser."
            ),
            None
        ),
        known(validate, acts),
        editor(validate, acts),
        safe(validate, acts),
        findings(validate, acts)
    )
}

fn known(validate: &Validate, acts: &Acts) -> Html {
    let known = match validate.judged.known {
        Some(known) => draw!("<span class=\"quiet\">Recognised as</span> <strong>{}</strong>", known),
        None => draw!("<span class=\"quiet\">Nothing pasted yet</span>"),
    };
    let button = |label: &'static str, craft: Craft| {
        draw!(
            "<button class=\"btn btn--small btn--bare\" type=\"button\" onclick={}>{}</button>",
            on(acts, Act::Craft(craft)),
            label
        )
    };
    draw!(
        "<div class=\"known\"><p>{}</p><div class=\"row\">{}{}</div></div>",
        known,
        button("Clear", Craft::Clear),
        button("Undo", Craft::Undo)
    )
}

fn editor(validate: &Validate, acts: &Acts) -> Html {
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
    let (pieces, runs) = draw_marks(&judged.text, &marks);
    let lines = judged.text.matches('\n').count() + 1;
    let caret = |_: &Event| Act::Craft(Craft::Caret);
    draw!(
        "<div class=\"editor\">
            <div class=\"editor__side\" aria-hidden=\"true\"><ol class=\"editor__n\" id=\"ed-lines\">{}</ol></div>
            <div class=\"editor__pane\">
                <pre class=\"editor__marks\" id=\"ed-marks\" aria-hidden=\"true\">{}</pre>
                <textarea class=\"editor__text\" id=\"ed\" rows={} wrap=\"off\" spellcheck=\"false\" autocapitalize=\"none\"
                    autocomplete=\"off\" aria-label=\"Text to validate\" aria-describedby=\"ed-sum ed-keys\" aria-invalid={}
                    placeholder=\"version: STSv1\" value={} oninput={} onkeydown={} onkeyup={} onclick={} onscroll={}/>
            </div>
            <div class=\"editor__foot\">
                <span id=\"ed-sum\" role=\"status\">{}</span><span class=\"num\">{}</span>
            </div>
        </div>",
        runs.iter().map(run).collect::<Vec<_>>(),
        pieces.iter().map(piece).collect::<Vec<_>>(),
        lines.clamp(8, 24),
        (judged.count(Severity::Error) > 0).then_some("true"),
        &judged.text,
        with(acts, |event| Act::Craft(Craft::Edit(text_of(event)))),
        keys(acts),
        with(acts, caret),
        with(acts, caret),
        Callback::from(|_: Event| editor::follow()),
        summary(validate),
        place(validate)
    )
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

fn run(run: &Run) -> Html {
    match run.severity {
        None => draw!("<li><span>{}</span></li>", &run.numbers),
        Some(severity) => draw!(
            "<li class={}>{}<span>{}</span></li>",
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
    if judged.known.is_none() {
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
    let bytes = thousands(text.len());
    let cut = if validate.cut {
        format!(" · only the first {} KiB are judged", LIMIT / 1024)
    } else {
        String::new()
    };
    format!("line {line}, column {column} · {bytes} bytes{cut}")
}

fn safe(validate: &Validate, acts: &Acts) -> Option<Html> {
    let judged = &validate.judged;
    let (number, fix) = judged.safe.as_ref()?;
    let mended = String::from_utf8(fix.apply(judged.text.as_bytes())).ok()?;
    let with_fix = judged.findings.iter().filter(|finding| finding.fix.is_some()).count();
    Some(draw!(
        "<details class=\"more\" open>
            <summary>Fix all that is safe <span class=\"more__n\">{} of {}</span></summary>
            <div class=\"more__body more__body--wide\">
                {}
                <div class=\"row snip\">
                    <button class=\"btn btn--main\" type=\"button\" id=\"fix-all\" onclick={}>Apply {}</button>{}
                </div>
            </div>
        </details>",
        *number,
        with_fix,
        changes(fix, judged.text.as_bytes(), "Safe fixes, before and after"),
        on(acts, Act::Craft(Craft::FixAll)),
        count(*number, "change"),
        labelled(&mended, "the mended text", "Copy the mended text")
    ))
}

fn findings(validate: &Validate, acts: &Acts) -> Html {
    let judged = &validate.judged;
    let mut shown: Vec<Html> = Vec::new();
    for (index, found) in judged.findings.iter().enumerate() {
        if found.severity < Severity::Good {
            shown.push(finding(validate, index, found, acts));
        }
    }
    let content = if judged.known.is_none() {
        draw!("<p class=\"quiet\">They come as you type.</p>")
    } else if shown.is_empty() {
        draw!("<p>{} Nothing to mend in this text.</p>", severity_icon(Severity::Good))
    } else {
        draw!("<ol class=\"short\">{}</ol>", list(shown))
    };
    draw!(
        "<section aria-labelledby=\"h-fi\">
            <div class=\"sec__head\"><h2 id=\"h-fi\">Findings</h2><p id=\"ed-keys\">F8 next, Shift+F8 previous, Ctrl+. mends</p></div>
            {}
        </section>",
        content
    )
}

fn finding(validate: &Validate, index: usize, finding: &Finding, acts: &Acts) -> Html {
    let place = finding.span.map(|span| {
        let (line, _) = line_column(validate.judged.text.as_bytes(), span.start);
        draw!(
            "<a href={} onclick={}>line {}</a>",
            Route::Validate.to_string(),
            on(acts, Act::Craft(Craft::Show(index))),
            line
        )
    });
    let fix = finding.fix.as_ref().map(|fix| {
        draw!(
            "<button class=\"btn btn--small\" type=\"button\" onclick={}>{}<span class=\"sr\">: {}</span></button>",
            on(acts, Act::Craft(Craft::Fix(index))),
            if fix.safe { "Mend" } else { "Mend (a guess)" },
            crate::ui::words::plain(finding.rule.title)
        )
    });
    draw!(
        "<li class=\"{} {}\" id=\"v-{}\">
            {}
            <div>
                <p class=\"short__at\"><span class=\"sev\">{}</span> {} {}</p>
                <h3 class=\"short__t\">{}</h3>
                <p>{}</p>
            </div>
            <div>{}</div>
        </li>",
        finding.severity.class(),
        if validate.current == Some(index) {
            "is-current"
        } else {
            ""
        },
        index,
        icon(finding.severity.icon()),
        finding.severity.word(),
        code(finding.rule),
        place,
        rich(finding.rule.title),
        rich(&sentence(finding)),
        fix
    )
}
