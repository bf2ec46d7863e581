//! The tall picture, for a narrow column: four boxes one below the other.

use super::draw::{
    Column, across, cut, down, frame, icon, is_broken, line, mono, row, sans, start, text, text_end, texts, under,
    units,
};
use super::{stages, to_all, to_host};
use crate::rule::Severity;
use crate::survey::picture::{Chain, Edge, Stage};
use crate::ui::markup::draw;
use crate::ui::words::{count, plain};
use yew::Html;

/// Where the boxes stand. The last leaves room beside it for the lines to its hosts.
const BOX: Column = Column { x: 0, width: 400 };
const HOSTS: Column = Column { x: 44, width: 356 };
/// Where edges run down, in front of the last box too.
const DOWN: u32 = 12;
/// From row to row.
const ROW: u32 = 36;

/// The drawing, with room for so many MX hosts at least.
pub fn svg(chain: &Chain, reserved: usize) -> Html {
    let mut y = 16;
    let mut out: Vec<Html> = Vec::new();
    let edges = [chain.record_to_host, chain.host_to_policy];
    for (name, stage, at) in stages(chain) {
        let (column, rows, room) = match at {
            2 => (BOX, policy_rows(chain), 0),
            3 => (HOSTS, host_rows(chain), reserved),
            _ => (BOX, Vec::new(), 0),
        };
        let before = y;
        let (rows_top, bottom) = station(name, stage, column, &rows, room, y, &mut out);
        y = bottom;
        if at == 3 {
            leads(chain, before - GAP, rows_top, &mut out);
        } else {
            if let Some(given) = edges.get(at) {
                out.push(down(*given, DOWN, y));
            }
            y += GAP;
        }
    }
    draw!(
        "<svg class=\"chain__svg chain__svg--tall\" viewBox=\"0 0 400 {}\" role=\"img\" aria-labelledby=\"chain-t\">
            <title id=\"chain-t\">{}</title>{}
        </svg>",
        y + 2,
        plain(&chain.title),
        out
    )
}

/// From a box to the base line of the next heading: room for a cross that touches neither.
const GAP: u32 = 50;

/// The lines from the policy, whose box ends at `from`, to the hosts: one runs down, and from it one to each.
fn leads(chain: &Chain, from: u32, rows_top: u32, out: &mut Vec<Html>) {
    let mut lead = |given: Edge, tip: u32, y: u32| out.push(across(given, start(DOWN, y), tip, y, HOSTS.x - 16));
    let mut best = to_all(chain);
    let mut y = rows_top - 16;
    if let Some(edge) = best {
        lead(edge, HOSTS.x, y);
    } else {
        for (at, host) in chain.hosts.iter().enumerate() {
            let edge = to_host(chain, host);
            y = rows_top + ROW * units(at) + 15;
            lead(edge, HOSTS.x + 8, y);
            best = best.filter(|best| best.severity > edge.severity).or(Some(edge));
        }
    }
    // What runs down is whole as long as one of them is.
    out.extend(best.map(|best| line(best, format!("M{DOWN} {from}V{y}"))));
}

/// Draws a heading, with its base line at `y`, and its box, with room for so many rows; returns where rows begin, and
/// where the box ends.
fn station(
    name: &str,
    stage: &Stage,
    at: Column,
    rows: &[Row],
    room: usize,
    y: u32,
    out: &mut Vec<Html>,
) -> (u32, u32) {
    let top = y + 10;
    // The heading of the last is short, and what stands beside it long.
    let mark = if at.x == 0 { 84 } else { 114 };
    out.push(text("c-step", at.x, y, name));
    out.extend(icon(stage.severity, mark, y - 13));
    out.push(text_end("c-text", 400, y, &cut(&stage.caption, sans(380 - mark))));
    let words = texts(stage, at.width);
    let rows_top = top + 12 + 20 * units(words.len());
    let bottom = match rows.len().max(room) {
        0 => (rows_top + 4).max(top + 30),
        number => rows_top + 8 + ROW * units(number),
    };
    let has_rows = rows.iter().any(|row| row.severity.is_some());
    out.push(frame(stage, has_rows, at, top, bottom - top));
    for (line, (class, words)) in words.iter().enumerate() {
        out.push(text(class, at.x + 12, top + 21 + 20 * units(line), words));
    }
    for (index, row) in rows.iter().enumerate() {
        out.push(row.draw(at, rows_top + ROW * units(index)));
    }
    (rows_top, bottom)
}

/// A row of a box.
struct Row {
    label: String,
    severity: Option<Severity>,
    right: String,
    folded: bool,
    code: bool,
}

impl Row {
    /// Draws it into a box.
    fn draw(&self, inside: Column, y: u32) -> Html {
        let at = Column {
            x: inside.x + 8,
            width: inside.width - 16,
        };
        let bad = self.severity.filter(|severity| is_broken(*severity));
        let indent = if self.severity.is_some() { 32 } else { 8 };
        let class = match (self.code, bad) {
            (false, _) => "c-text",
            (true, None) => "c-mono",
            (true, Some(_)) => "c-mono c-bad",
        };
        let room = at.width - indent - 22;
        // The name counts for more than the line that covers it.
        let left = room.saturating_sub(8 * units(self.label.chars().count()));
        let right = cut(&self.right, sans(left).clamp(9, 16));
        let room = mono(room - 6 * units(right.chars().count()));
        draw!(
            "<g class=\"c-in {}\">{}{}{}{}{}</g>",
            bad.map_or("", Severity::class),
            self.folded.then(|| under(at, y)),
            self.code.then(|| row(self.severity, at, y)),
            self.severity.and_then(|severity| icon(severity, at.x + 8, y + 7)),
            text(class, at.x + indent, y + 20, &cut(&self.label, room)),
            text_end(
                if bad.is_some() { "c-text c-bad" } else { "c-text" },
                382,
                y + 20,
                &right
            )
        )
    }
}

fn policy_rows(chain: &Chain) -> Vec<Row> {
    let line = |label: String, code| Row {
        label,
        severity: None,
        right: String::new(),
        folded: false,
        code,
    };
    let mut rows: Vec<Row> = chain.lines.iter().map(|pattern| line(pattern.clone(), true)).collect();
    if chain.more_lines > 0 {
        rows.push(line(count(chain.more_lines, "more line"), false));
    }
    rows
}

fn host_rows(chain: &Chain) -> Vec<Row> {
    let row = |host: &crate::survey::picture::ChainHost| Row {
        label: host.label.clone(),
        severity: Some(host.severity),
        right: match host.line.and_then(|line| chain.lines.get(line)) {
            // With one line there is nothing to tell apart.
            Some(line) if chain.lines.len() > 1 => line.clone(),
            None if is_broken(host.severity) => "no line".to_owned(),
            _ => String::new(),
        },
        folded: host.count > 1,
        code: true,
    };
    chain.hosts.iter().map(row).collect()
}
