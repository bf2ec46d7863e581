//! The strokes of the picture.

use crate::rule::Severity;
use crate::survey::assessment::{Certainty, Edge, Stage};
use crate::ui::words::visible;
use yew::{Html, classes, html};

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

pub fn text(class: &'static str, x: u32, y: u32, content: &str) -> Html {
    html! { <text {class} x={x.to_string()} y={y.to_string()}>{ content.to_owned() }</text> }
}

/// A text that ends at `x`.
pub fn text_end(class: &'static str, x: u32, y: u32, content: &str) -> Html {
    html! { <text {class} x={x.to_string()} y={y.to_string()} text-anchor="end">{ content.to_owned() }</text> }
}

/// The mark of a severity; what is awaited has none here, its dotted line says it.
pub fn icon(severity: Severity, x: u32, y: u32) -> Html {
    if severity == Severity::Pending {
        return Html::default();
    }
    html! {
        <g class={classes!("c-icon", severity.class())}>
            <use href={severity.icon()} x={x.to_string()} y={y.to_string()} width="16" height="16" />
        </g>
    }
}

/// The box of a stage. Where it has rows of its own, those carry the colour.
pub fn frame(stage: &Stage, has_rows: bool, at: Column, top: u32, height: u32) -> Html {
    let sure = match stage.certainty {
        Certainty::Seen => "",
        Certainty::Probed => "is-probe",
        Certainty::Unseen => "is-unseen",
    };
    let bad =
        (!has_rows && matches!(stage.severity, Severity::Error | Severity::Warning)).then(|| stage.severity.class());
    html! {
        <rect class={classes!("c-box", sure, bad)} x={format!("{}.5", at.x)} y={format!("{top}.5")}
            width={(at.width - 1).to_string()} height={height.to_string()} rx="6" />
    }
}

/// The ground of a row: a line of the policy, or an MX host.
pub fn row(severity: Option<Severity>, at: Column, top: u32) -> Html {
    let class = severity
        .filter(|severity| !matches!(severity, Severity::Good | Severity::Pending))
        .map(Severity::class);
    html! {
        <rect class={classes!("c-row", class)} x={at.x.to_string()} y={top.to_string()}
            width={at.width.to_string()} height="30" rx="3" />
    }
}

/// The edges of the hosts that are folded beneath a row.
pub fn under(at: Column, top: u32) -> Html {
    let edge = |inset: u32| {
        html! {
            <rect class="c-under" x={(at.x + inset).to_string()} y={(top + inset).to_string()}
                width={(at.width - 2 * inset).to_string()} height="30" rx="3" />
        }
    };
    html! { <>{ edge(6) }{ edge(3) }</> }
}

/// Whether mail goes no further along an edge.
pub fn is_broken(severity: Severity) -> bool {
    matches!(severity, Severity::Error | Severity::Warning)
}

/// The classes of an edge: its colour and its line style.
fn style(edge: Edge) -> [&'static str; 2] {
    let sure = match (edge.severity, edge.certainty) {
        (Severity::Pending | Severity::Unseen, _) | (_, Certainty::Unseen) => "is-unseen",
        (_, Certainty::Probed) => "is-probe",
        (_, Certainty::Seen) => "",
    };
    [edge.severity.class(), sure]
}

/// An edge along `path`; its head, or where it is broken.
pub fn edge(edge: Edge, path: String, head: &str, broken: (u32, u32)) -> Html {
    let [colour, sure] = style(edge);
    let end = if is_broken(edge.severity) {
        let (x, y) = broken;
        html! {
            <g class={colour}>
                <circle class="c-break" cx={x.to_string()} cy={y.to_string()} r="9" />
                <path class="c-x" d={format!("M{} {}l8 8m0 -8l-8 8", x - 4, y - 4)} />
            </g>
        }
    } else {
        html! { <path class={classes!("c-head", colour, sure)} d={head.to_owned()} /> }
    };
    html! { <><path class={classes!("c-edge", colour, sure)} d={path} />{ end }</> }
}
