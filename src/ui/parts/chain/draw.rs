//! The strokes of the picture.

use crate::rule::Severity;
use crate::survey::picture::{Certainty, Edge, Stage};
use crate::ui::markup::{draw, list};
use crate::ui::words::visible;
use yew::Html;

/// Where something begins, and how wide it is.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Left edge.
    pub x: u32,
    /// Width.
    pub width: u32,
}

/// How many characters of code type, 13 units high, fit into a width.
pub fn mono(width: u32) -> usize {
    usize::try_from(width * 10 / 79).unwrap_or(0)
}

/// How many characters of text, 13 units high, surely fit into a width.
pub fn sans(width: u32) -> usize {
    usize::try_from(width * 10 / 66).unwrap_or(0)
}

/// A text cut to so many characters; of a name the end tells more than the middle.
pub fn cut(text: &str, most: usize) -> String {
    let text = visible(text);
    let count = text.chars().count();
    if count <= most {
        return text;
    }
    let head = most / 3;
    let tail = most.saturating_sub(head + 1);
    text.chars()
        .take(head)
        .chain(['…'])
        .chain(text.chars().skip(count - tail))
        .collect()
}

/// The texts of a stage in a box of this width, each with its class: the heading line in code type, then small text.
pub fn texts(stage: &Stage, width: u32) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    if !stage.head.is_empty() {
        out.push(("c-mono", cut(&stage.head, mono(width - 24))));
    }
    out.extend(
        wrap(&stage.lines, sans(width - 24))
            .into_iter()
            .map(|line| ("c-text", line)),
    );
    out
}

/// As a length in the drawing.
pub fn units(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// Words in lines of at most so many characters; no more than three lines.
pub fn wrap(lines: &[String], most: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for text in lines {
        out.push(String::new());
        for word in text.split(' ') {
            let word = cut(word, most);
            match out.last_mut() {
                Some(last) if last.is_empty() => *last = word,
                Some(last) if last.chars().count() + 1 + word.chars().count() <= most => {
                    last.push(' ');
                    last.push_str(&word);
                }
                _ => out.push(word),
            }
        }
    }
    if out.len() > MOST_LINES {
        out.truncate(MOST_LINES);
        if let Some(last) = out.last_mut() {
            last.push('…');
        }
    }
    out
}

/// Most lines of small text in a box.
const MOST_LINES: usize = 3;

/// A text that begins at `x`.
pub fn text(class: &'static str, x: u32, y: u32, content: &str) -> Html {
    draw!("<text class={} x={} y={}>{}</text>", class, x, y, content.to_owned())
}

/// A text that ends at `x`.
pub fn text_end(class: &'static str, x: u32, y: u32, content: &str) -> Html {
    draw!(
        "<text class={} x={} y={} text-anchor=\"end\">{}</text>",
        class,
        x,
        y,
        content.to_owned()
    )
}

/// The mark of a severity; what is awaited has none here, its dotted line says it.
pub fn icon(severity: Severity, x: u32, y: u32) -> Option<Html> {
    (severity != Severity::Pending).then(|| {
        draw!(
            "<g class=\"c-icon {}\"><use href={} x={} y={} width=\"16\" height=\"16\"/></g>",
            severity.class(),
            severity.icon(),
            x,
            y
        )
    })
}

/// The box of a stage. Where it has rows of its own, those carry the colour.
pub fn frame(stage: &Stage, has_rows: bool, at: Column, top: u32, height: u32) -> Html {
    let sure = match stage.certainty {
        Certainty::Seen => "",
        Certainty::Probed => "is-probe",
        Certainty::Unseen => "is-unseen",
    };
    let bad = if has_rows || !is_broken(stage.severity) {
        ""
    } else {
        stage.severity.class()
    };
    draw!(
        "<g class=\"c-in\"><rect class=\"c-box {} {}\" x=\"{}.5\" y=\"{}.5\" width={} height={} rx=\"6\"/></g>",
        sure,
        bad,
        at.x,
        top,
        at.width - 1,
        height
    )
}

/// The ground of a row: a line of the policy, or an MX host.
pub fn row(severity: Option<Severity>, at: Column, top: u32) -> Html {
    let class = severity
        .filter(|severity| is_broken(*severity))
        .map_or("", Severity::class);
    draw!(
        "<rect class=\"c-row {}\" x={} y={} width={} height=\"30\" rx=\"3\"/>",
        class,
        at.x,
        top,
        at.width
    )
}

/// The edges of the hosts that are folded beneath a row.
pub fn under(at: Column, top: u32) -> Html {
    let edge = |inset: u32| {
        draw!(
            "<rect class=\"c-under\" x={} y={} width={} height=\"30\" rx=\"3\"/>",
            at.x + inset,
            top + inset,
            at.width - 2 * inset
        )
    };
    list(vec![edge(6), edge(3)])
}

/// Whether mail goes no further along an edge.
pub fn is_broken(severity: Severity) -> bool {
    matches!(severity, Severity::Error | Severity::Warning)
}

/// The heads of edges, with their points where the last two holes say.
const TO_THE_RIGHT: &str = "<path class=\"c-head {}\" d=\"M{} {}l-8 -4.5v9z\"/>";
const DOWNWARDS: &str = "<path class=\"c-head {}\" d=\"M{} {}l-4.5 -8h9z\"/>";

/// An edge that comes along `start` and leads to the right, to `tip` at the height of `y`; its cross stands at `broken`.
pub fn across(given: Edge, start: String, tip: u32, y: u32, broken: u32) -> Html {
    let end = if is_broken(given.severity) { tip } else { tip - 8 };
    let path = start + "H" + &end.to_string();
    edge(given, path, TO_THE_RIGHT, (tip - 1, y), (broken, y))
}

/// An edge that leads down from `y`.
pub fn down(given: Edge, x: u32, y: u32) -> Html {
    let path = start(x, y) + "v20";
    edge(given, path, DOWNWARDS, (x, y + 28), (x, y + 19))
}

/// Where a path starts.
pub fn start(x: u32, y: u32) -> String {
    format!("M{x} {y}")
}

/// An edge along `path`; its head, or where it is broken.
fn edge(edge: Edge, path: String, head: &'static str, tip: (u32, u32), broken: (u32, u32)) -> Html {
    let end = if is_broken(edge.severity) {
        let (x, y) = broken;
        draw!(
            "<g class={}><circle class=\"c-break\" cx={} cy={} r=\"9\"/><path class=\"c-x\" d=\"M{} {}l8 8m0 -8l-8 8\"/></g>",
            edge.severity.class(),
            x,
            y,
            x - 4,
            y - 4
        )
    } else {
        draw!(head, edge.severity.class(), tip.0, tip.1)
    };
    draw!("{}{}", line(edge, path), end)
}

/// The line of an edge alone.
pub fn line(edge: Edge, path: String) -> Html {
    let sure = match (edge.severity, edge.certainty) {
        (Severity::Pending | Severity::Unseen, _) | (_, Certainty::Unseen) => "is-unseen",
        (_, Certainty::Probed) => "is-probe",
        (_, Certainty::Seen) => "",
    };
    draw!("<path class=\"c-edge {} {}\" d={}/>", edge.severity.class(), sure, path)
}
