//! The wide picture: four boxes side by side.

use super::draw::{Column, across, cut, frame, icon, is_broken, mono, row, sans, start, text, texts, under, units};
use super::{stages, to_all, to_host};
use crate::survey::picture::{Chain, ChainHost, Edge};
use crate::ui::markup::draw;
use crate::ui::words::{count, plain};
use yew::Html;

/// Where the four boxes stand; there is room between the last two for the edges of the MX hosts.
const COLUMNS: [Column; 4] = [
    Column { x: 0, width: 176 },
    Column { x: 208, width: 190 },
    Column { x: 430, width: 200 },
    Column { x: 690, width: 270 },
];
/// Top of the boxes.
const TOP: u32 = 36;
/// Base line of the first text in a box; the others follow every 21 units.
const FIRST: u32 = 62;
const LINE: u32 = 21;
/// From row to row.
const ROW: u32 = 42;

/// The drawing, with room for so many rows at least.
pub fn svg(chain: &Chain, reserved: usize) -> Html {
    let stages = stages(chain);
    let words: Vec<_> = stages
        .iter()
        .zip(COLUMNS)
        .map(|((_, stage, _), column)| texts(stage, column.width))
        .collect();
    let base = |line: usize| FIRST + LINE * units(line);
    let used = |at: usize| words.get(at).map_or(0, Vec::len).max(1);
    let rows = chain.lines.len() + usize::from(chain.more_lines > 0);
    let rows = rows.max(chain.hosts.len()).max(reserved);
    // Rows begin below the texts of the two boxes that have them.
    let rows_top = base(used(2).max(used(3))) + 6;
    let mut bottom = if rows == 0 { 0 } else { rows_top + ROW * units(rows) - 2 };
    for at in 0..stages.len() {
        bottom = bottom.max(base(used(at)) - 5);
    }
    let mut out: Vec<Html> = Vec::new();
    for (((name, stage, at), column), words) in stages.into_iter().zip(COLUMNS).zip(&words) {
        let has_rows = at == 3 && !chain.hosts.is_empty();
        out.push(frame(stage, has_rows, column, TOP, bottom - TOP));
        out.push(text("c-step", column.x, 22, name));
        out.extend(icon(stage.severity, column.x + column.width - 18, 9));
        for (line, (class, words)) in words.iter().enumerate() {
            out.push(text(class, column.x + 12, base(line), words));
        }
        out.push(text(
            "c-text",
            column.x,
            bottom + 20,
            &cut(&stage.caption, sans(column.width + 20)),
        ));
    }
    out.push(between(chain.record_to_host, 0));
    out.push(between(chain.host_to_policy, 1));
    lines(chain, rows_top, &mut out);
    hosts(chain, rows_top, &mut out);
    draw!(
        "<svg class=\"chain__svg chain__svg--wide\" viewBox=\"0 0 960 {}\" role=\"img\" aria-labelledby=\"chain-w\">
            <title id=\"chain-w\">{}</title>{}
        </svg>",
        bottom + 26,
        plain(&chain.title),
        out
    )
}

/// The edge from a box to the next.
fn between(given: Edge, at: usize) -> Html {
    let (Some(from), Some(to)) = (COLUMNS.get(at), COLUMNS.get(at + 1)) else {
        return Html::default();
    };
    let right = from.x + from.width;
    across(given, start(right, 66), to.x, 66, u32::midpoint(right, to.x))
}

/// The lines of the policy.
fn lines(chain: &Chain, top: u32, out: &mut Vec<Html>) {
    let at = Column { x: 438, width: 184 };
    for (index, line) in chain.lines.iter().enumerate() {
        let y = top + ROW * units(index);
        out.push(row(None, at, y));
        out.push(text("c-mono", at.x + 8, y + 19, &cut(line, mono(at.width - 14))));
    }
    if chain.more_lines > 0 {
        let y = top + ROW * units(chain.lines.len());
        out.push(text("c-text", at.x + 8, y + 19, &count(chain.more_lines, "more line")));
    }
}

/// The MX hosts, each with the edge that leads to it.
fn hosts(chain: &Chain, top: u32, out: &mut Vec<Html>) {
    let to_all = to_all(chain);
    let each = to_all.is_none();
    out.extend(to_all.map(|edge| between(edge, 2)));
    for (index, host) in chain.hosts.iter().enumerate() {
        let at = Column { x: 698, width: 254 };
        let y = top + ROW * units(index);
        if host.count > 1 {
            out.push(under(at, y));
        }
        let (class, colour) = if is_broken(host.severity) {
            ("c-mono c-bad", host.severity.class())
        } else {
            ("c-mono", "")
        };
        out.push(row(Some(host.severity), at, y));
        out.push(draw!(
            "<g class=\"c-in {}\">{}{}</g>",
            colour,
            icon(host.severity, at.x + 7, y + 7),
            text(class, at.x + 30, y + 19, &cut(&host.label, mono(at.width - 34)))
        ));
        if each {
            out.push(lead(chain, host, top, y + 15));
        }
    }
}

/// The edge to a host: from the line that covers it, or where that is not drawn, from what stands for it. Where none does it
/// comes from nowhere, and is broken: from the policy's border it would seem to come from the line at that height.
fn lead(chain: &Chain, host: &ChainHost, top: u32, y: u32) -> Html {
    let start = if is_broken(host.severity) {
        start(BROKEN, y)
    } else {
        let from = top + ROW * units(host.line.unwrap_or(chain.lines.len())) + 15;
        format!("M622 {from}C646 {from} 646 {y} 690 {y}")
    };
    across(to_host(chain, host), start, 698, y, BROKEN)
}

/// Where the crosses before the hosts stand: clear of the edges that bend to the hosts above and below.
const BROKEN: u32 = 674;
