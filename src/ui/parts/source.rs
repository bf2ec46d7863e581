//! Foreign text as it is shown: line numbers, marked spans, hanging notes, named characters; and what a fix changes.

use crate::excerpt::{self, Kind, Line, Mark, Piece};
use crate::rule::{Finding, Fix, Severity};
use crate::survey::assessment::SourceText;
use crate::text::Span;
use crate::ui::diff::{self, Op};
use crate::ui::markup::{draw, list, text as text_node};
use crate::ui::parts::copy::{copy_button, labelled};
use crate::ui::words::{count, visible};
use yew::Html;

/// A text with everything marked that findings point at.
pub fn text(source: &SourceText, findings: &[Finding]) -> Html {
    let mut marks: Vec<Mark> = Vec::new();
    for finding in findings {
        if let (true, Some(span)) = (finding.subject == source.subject, finding.span) {
            marks.push(Mark {
                span,
                severity: finding.severity,
                note: "",
            });
        }
    }
    block(&source.label, lines(&excerpt::whole(&source.text, &marks), true))
}

/// Where a finding points: the lines of its subject's text, and of what it quotes.
#[must_use]
pub fn places(finding: &Finding, source: Option<&SourceText>) -> Option<Html> {
    let mut shown: Vec<Html> = Vec::new();
    let mut add = |at: &str, text: &[u8], span, note: &str, numbers| {
        let mark = Mark {
            span,
            severity: finding.severity,
            note,
        };
        shown.push(draw!("<span class=\"src__at\">{}</span>", visible(at)));
        shown.extend(lines(&excerpt::around(text, &[mark]), numbers));
    };
    if let (Some(source), Some(span)) = (source, finding.span) {
        add(&source.label, &source.text, span, "", true);
    }
    for quote in &finding.quotes {
        // The numbers would be those of the quote; its place says where it stands.
        add(&quote.at, quote.text.as_bytes(), quote.span, &quote.note, false);
    }
    (!shown.is_empty()).then(|| {
        draw!(
            "<figure class=\"snip\">{}</figure>",
            block("Where it goes wrong", shown)
        )
    })
}

/// A text of our own, with nothing marked.
pub fn example(label: &str, text: &str) -> Html {
    marked(label, text, &[])
}

/// The same with its name and a button that copies it, which is `what` to those who hear it.
pub fn text_file(name: &str, text: &str, what: &str) -> Html {
    draw!(
        "<figure class=\"snip\">
            <div class=\"snip__bar\"><figcaption><code>{}</code></figcaption>{}</div>{}
        </figure>",
        visible(name),
        copy_button(text, what),
        example(name, text)
    )
}

/// An example of a rule, and where it goes wrong.
pub fn bad_example(label: &str, text: &str, severity: Severity, places: &[Span]) -> Html {
    let mark = |span: &Span| Mark {
        span: *span,
        severity,
        note: "",
    };
    marked(label, text, &places.iter().map(mark).collect::<Vec<_>>())
}

fn marked(label: &str, text: &str, marks: &[Mark]) -> Html {
    block(label, lines(&excerpt::whole(text.as_bytes(), marks), true))
}

/// What a fix does to a text, with a button that copies the text after it.
pub fn fix(fix: &Fix, source: &SourceText) -> Html {
    let mended = String::from_utf8(fix.apply(&source.text)).ok();
    draw!(
        "<figure class=\"snip\">
            <div class=\"snip__bar\"><figcaption><code>{}</code></figcaption>{}</div>
            {}
        </figure>",
        visible(&source.label),
        mended.map(|text| labelled(&text, "the corrected text", "Copy the corrected text")),
        changes(fix, &source.text, "What changes")
    )
}

/// The lines that a fix changes, before and after.
pub fn changes(fix: &Fix, text: &[u8], label: &'static str) -> Html {
    let mut rows: Vec<Html> = Vec::new();
    for row in diff::rows(text, fix) {
        let (class, op, word) = match row.op {
            Op::Remove => ("diff__l--del", Some("−"), Some("removed: ")),
            Op::Add => ("diff__l--add", Some("+"), Some("added: ")),
            Op::Keep | Op::LeftOut(_) => ("", None, None),
        };
        let content = match row.op {
            Op::LeftOut(number) => left_out(&count(number, "line")),
            _ => pieces(&excerpt::single(&row.line)),
        };
        let word = word.map(|word| draw!("<span class=\"sr\">{}</span>", word));
        rows.push(draw!(
            "<span class=\"diff__l {}\" data-op={}>{}{}</span>",
            class,
            op,
            word,
            content
        ));
    }
    draw!(
        "<pre class=\"diff\" tabindex=\"0\" role=\"group\" aria-label={}><code>{}</code></pre>",
        label,
        rows
    )
}

fn block(label: &str, lines: Vec<Html>) -> Html {
    draw!(
        "<pre class=\"src\" tabindex=\"0\" role=\"group\" aria-label={}><code>{}</code></pre>",
        visible(label),
        lines
    )
}

fn lines(lines: &[Line], numbers: bool) -> Vec<Html> {
    let one = |line: &Line| match line {
        Line::Text { number, pieces: shown } => {
            numbered(if numbers { number.to_string() } else { String::new() }, pieces(shown))
        }
        Line::Note { indent, severity, text } => numbered(
            String::new(),
            draw!(
                "{}<span class={}><span class=\"src__note\">└ {}</span></span>",
                " ".repeat(*indent),
                severity.class(),
                visible(text)
            ),
        ),
        Line::LeftOut(number) => numbered(String::new(), left_out(&count(*number, "line"))),
    };
    lines.iter().map(one).collect()
}

fn left_out(what: &str) -> Html {
    draw!("<span class=\"src__out\">… {} left out …</span>", what.to_owned())
}

fn numbered(number: String, content: Html) -> Html {
    draw!(
        "<span class=\"src__l\"><span class=\"src__n\" aria-hidden=\"true\">{}</span>{}</span>",
        number,
        content
    )
}

fn pieces(pieces: &[Piece]) -> Html {
    list(pieces.iter().map(piece).collect())
}

fn piece(piece: &Piece) -> Html {
    let shown = match piece.kind {
        Kind::Plain => text_node(piece.text.clone()),
        Kind::LeftOut => left_out(&piece.text),
        Kind::Hidden(name) => draw!("<span class=\"src__odd\" title={}>{}</span>", name, &piece.text),
    };
    match piece.severity {
        None => shown,
        Some(severity) => draw!("<span class=\"span {}\">{}</span>", severity.class(), shown),
    }
}
