//! An example of a rule: numbered lines, what is wrong in them marked, what can't be seen named.

use super::html::{Html, write_html};
use mta_sts_lens::excerpt::{self, Kind, Line, Mark, Piece};
use mta_sts_lens::rule::Severity;
use mta_sts_lens::text::Span;
use mta_sts_lens::words::count;

/// The text of an example, and where it goes wrong.
pub fn example(label: &str, text: &str, severity: Severity, places: &[Span]) -> Html {
    let mark = |span: &Span| Mark {
        span: *span,
        severity,
        note: "",
    };
    let marks: Vec<Mark> = places.iter().map(mark).collect();
    let lines: Html = excerpt::whole(text.as_bytes(), &marks).iter().map(line).collect();
    write_html!(
        "<pre class=\"src\" tabindex=\"0\" role=\"group\" aria-label=\"{}\"><code>{}</code></pre>",
        label,
        lines
    )
}

fn line(line: &Line) -> Html {
    let (number, content) = match line {
        Line::Text { number, pieces } => (number.to_string(), pieces.iter().map(piece).collect::<Html>()),
        Line::LeftOut(number) => (String::new(), left_out(&count(*number, "line"))),
        // Marks of examples have no notes.
        Line::Note { text, .. } => (String::new(), text.as_str().into()),
    };
    write_html!(
        "<span class=\"src__l\"><span class=\"src__n\" aria-hidden=\"true\">{}</span>{}</span>",
        number,
        content
    )
}

fn piece(piece: &Piece) -> Html {
    let text = piece.text.as_str();
    let shown = match piece.kind {
        Kind::Plain => text.into(),
        Kind::LeftOut => left_out(text),
        Kind::Hidden(None) => write_html!("<span class=\"src__odd\">{}</span>", text),
        Kind::Hidden(Some(name)) => write_html!("<span class=\"src__odd\" title=\"{}\">{}</span>", name, text),
    };
    match piece.severity {
        None => shown,
        Some(severity) => write_html!("<span class=\"span {}\">{}</span>", severity.class(), shown),
    }
}

fn left_out(what: &str) -> Html {
    write_html!("<span class=\"src__out\">… {} left out …</span>", what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_marked_and_what_is_hidden_named() {
        let text = "mx: a\u{a0}<b>\nmode: x\n";
        let html = example("Bad", text, Severity::Error, &[Span::new(17, 18), Span::point(0)]);
        let html = html.as_str();
        for part in [
            "<span class=\"src__odd\" title=\"a no-break space\">U+00A0</span>&lt;b&gt;</span>",
            "<span class=\"src__n\" aria-hidden=\"true\">2</span>mode: <span class=\"span is-error\">x</span></span>",
            "<span class=\"span is-error\"><span class=\"src__odd\" title=\"here\"></span></span>mx",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert_eq!(html.matches("src__l").count(), 2);
    }
}
