//! Foreign text as it is shown: line numbers, marked spans, hanging notes, named characters; and what a fix changes.

use crate::rule::{Finding, Fix, Severity};
use crate::survey::assessment::SourceText;
use crate::ui::diff::{self, Op};
use crate::ui::excerpt::{self, Kind, Line, Mark, Piece};
use crate::ui::parts::copy::CopyButton;
use crate::ui::words::{count, visible};
use yew::{Html, classes, html};

/// A text with everything marked that findings point at.
#[must_use]
pub fn text(source: &SourceText, findings: &[Finding]) -> Html {
    let marks: Vec<Mark> = findings
        .iter()
        .filter(|finding| finding.subject == source.subject)
        .filter_map(|finding| {
            Some(Mark {
                span: finding.span?,
                severity: finding.severity,
                note: "",
            })
        })
        .collect();
    block(
        &source.label,
        excerpt::whole(&source.text, &marks).iter().map(line).collect(),
    )
}

/// Where a finding points: the lines of its subject's text, and of what it quotes.
#[must_use]
pub fn places(finding: &Finding, source: Option<&SourceText>) -> Html {
    let mut lines: Vec<Html> = Vec::new();
    if let (Some(source), Some(span)) = (source, finding.span) {
        let mark = Mark {
            span,
            severity: finding.severity,
            note: "",
        };
        lines.push(html! { <span class="src__at">{ visible(&source.label) }</span> });
        lines.extend(excerpt::around(&source.text, &[mark]).iter().map(line));
    }
    for quote in &finding.quotes {
        let mark = Mark {
            span: quote.span,
            severity: finding.severity,
            note: &quote.note,
        };
        lines.push(html! { <span class="src__at">{ visible(&quote.at) }</span> });
        // The numbers would be those of the quote; its place says where it stands.
        lines.extend(
            excerpt::around(quote.text.as_bytes(), &[mark])
                .iter()
                .map(|shown| match shown {
                    Line::Text { pieces: shown, .. } => numbered("", pieces(shown)),
                    other => line(other),
                }),
        );
    }
    if lines.is_empty() {
        return Html::default();
    }
    html! { <figure class="snip">{ block("Where it goes wrong", lines.into_iter().collect()) }</figure> }
}

/// An example of a rule.
#[must_use]
pub fn example(label: &str, text: &str) -> Html {
    block(label, excerpt::whole(text.as_bytes(), &[]).iter().map(line).collect())
}

/// What a fix does to a text, with a button that copies the text after it.
#[must_use]
pub fn fix(fix: &Fix, source: &SourceText) -> Html {
    let rows = diff::rows(&source.text, fix).into_iter().map(|row| {
        let (class, op, word) = match row.op {
            Op::Remove => ("diff__l--del", Some("−"), "removed: "),
            Op::Add => ("diff__l--add", Some("+"), "added: "),
            Op::Keep | Op::LeftOut(_) => ("", None, ""),
        };
        let content = match row.op {
            Op::LeftOut(number) => left_out(number),
            _ => pieces(&excerpt::single(&row.line)),
        };
        html! {
            <span class={classes!("diff__l", class)} data-op={op}>
                if !word.is_empty() { <span class="sr">{ word }</span> }
                { content }
            </span>
        }
    });
    let rows: Html = rows.collect();
    let mended = String::from_utf8(fix.apply(&source.text)).ok();
    html! {
        <figure class="snip">
            <div class="snip__bar">
                <figcaption><code>{ visible(&source.label) }</code></figcaption>
                if let Some(text) = mended {
                    <CopyButton {text} what="the corrected text" label="Copy the corrected text" />
                }
            </div>
            <pre class="diff" tabindex="0" role="region" aria-label="What changes"><code>{ rows }</code></pre>
        </figure>
    }
}

fn block(label: &str, lines: Html) -> Html {
    html! { <pre class="src" tabindex="0" role="region" aria-label={visible(label)}><code>{ lines }</code></pre> }
}

fn line(line: &Line) -> Html {
    match line {
        Line::Text { number, pieces: shown } => numbered(&number.to_string(), pieces(shown)),
        Line::Note { indent, severity, text } => numbered(
            "",
            html! {
                <>
                    { spaces(*indent) }
                    <span class={severity.class()}><span class="src__note">{ "└ " }{ visible(text) }</span></span>
                </>
            },
        ),
        Line::LeftOut(lines) => numbered("", left_out(*lines)),
    }
}

fn spaces(number: usize) -> String {
    " ".repeat(number)
}

fn left_out(lines: usize) -> Html {
    html! { <span class="src__out">{ "… " }{ count(lines, "line") }{ " left out …" }</span> }
}

fn numbered(number: &str, content: Html) -> Html {
    html! {
        <span class="src__l"><span class="src__n" aria-hidden="true">{ number.to_owned() }</span>{ content }</span>
    }
}

fn pieces(pieces: &[Piece]) -> Html {
    pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> Html {
    let shown = match piece.kind {
        Kind::Plain => html! { { piece.text.clone() } },
        Kind::LeftOut => html! { <span class="src__out">{ "… " }{ piece.text.clone() }{ " left out …" }</span> },
        Kind::Hidden(name) => html! {
            <span class="src__odd" title={name}>{ piece.text.clone() }</span>
        },
    };
    match piece.severity {
        None => shown,
        Some(severity) => html! { <span class={marked(severity)}>{ shown }</span> },
    }
}

fn marked(severity: Severity) -> yew::Classes {
    classes!("span", severity.class())
}
