//! The tall picture, for a narrow column: four boxes one below the other.

use super::draw::{Column, cut, edge, frame, icon, is_broken, mono, row, sans, text, text_end, texts, under, units};
use super::stages;
use crate::rule::Severity;
use crate::survey::assessment::{Chain, Edge, Stage};
use crate::ui::markup::draw;
use crate::ui::words::{count, plain};
use yew::Html;

const WHOLE: Column = Column { x: 0, width: 400 };
const ROWS: Column = Column { x: 8, width: 384 };
/// From row to row.
const ROW: u32 = 36;

/// The drawing, with room for so many MX hosts at least.
pub fn svg(chain: &Chain, reserved: usize) -> Html {
    let mut y = 16;
    let mut out: Vec<Html> = Vec::new();
    let edges = [chain.record_to_host, chain.host_to_policy, to_hosts(chain)];
    for (name, stage, at) in stages(chain) {
        let (rows, room) = match at {
            2 => (policy_rows(chain), 0),
            3 => (host_rows(chain), reserved),
            _ => (Vec::new(), 0),
        };
        y = station(name, stage, &rows, room, y, &mut out);
        if let Some(given) = edges.get(at) {
            let head = format!("M26 {}l-4.5 -8h9z", y + 24);
            out.push(edge(*given, format!("M26 {y}v16"), head, (26, y + 13)));
            y += 46;
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

/// Draws a heading, with its base line at `y`, and its box, with room for so many rows; returns where the box ends.
fn station(name: &str, stage: &Stage, rows: &[Row], room: usize, y: u32, out: &mut Vec<Html>) -> u32 {
    let top = y + 10;
    out.push(text("c-step", 0, y, name));
    out.extend(icon(stage.severity, 84, y - 13));
    out.push(text_end("c-text", 400, y, &cut(&stage.caption, sans(290))));
    let words = texts(stage, WHOLE.width);
    let rows_top = top + 12 + 20 * units(words.len());
    let bottom = match rows.len().max(room) {
        0 => (rows_top + 4).max(top + 30),
        number => rows_top + 8 + ROW * units(number),
    };
    let has_rows = rows.iter().any(|row| row.severity.is_some());
    out.push(frame(stage, has_rows, WHOLE, top, bottom - top));
    for (line, (class, words)) in words.iter().enumerate() {
        out.push(text(class, 12, top + 21 + 20 * units(line), words));
    }
    for (at, row) in rows.iter().enumerate() {
        out.push(row.draw(rows_top + ROW * units(at)));
    }
    bottom
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
    fn draw(&self, y: u32) -> Html {
        let bad = self.severity.filter(|severity| is_broken(*severity));
        let indent = if self.severity.is_some() { 32 } else { 8 };
        let class = match (self.code, bad) {
            (false, _) => "c-text",
            (true, None) => "c-mono",
            (true, Some(_)) => "c-mono c-bad",
        };
        let room = mono(ROWS.width - indent - 8).saturating_sub(self.right.chars().count());
        draw!(
            "<g class=\"c-in {}\">{}{}{}{}{}</g>",
            bad.map_or("", Severity::class),
            self.folded.then(|| under(ROWS, y)),
            self.code.then(|| row(self.severity, ROWS, y)),
            self.severity.and_then(|severity| icon(severity, 16, y + 7)),
            text(class, ROWS.x + indent, y + 20, &cut(&self.label, room)),
            text_end(
                if bad.is_some() { "c-text c-bad" } else { "c-text" },
                382,
                y + 20,
                &self.right
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
    let row = |host: &crate::survey::assessment::ChainHost| Row {
        label: host.label.clone(),
        severity: Some(host.severity),
        right: match host.line.and_then(|line| chain.lines.get(line)) {
            // With one line there is nothing to tell apart.
            Some(line) if chain.lines.len() > 1 => cut(line, 16),
            None if is_broken(host.severity) => "no line".to_owned(),
            _ => String::new(),
        },
        folded: host.count > 1,
        code: true,
    };
    chain.hosts.iter().map(row).collect()
}

/// The edge from the policy to the MX hosts: broken where one of them is refused.
fn to_hosts(chain: &Chain) -> Edge {
    let worst = chain.hosts.iter().map(|host| host.severity).min();
    Edge {
        severity: worst.unwrap_or(chain.mx.severity),
        certainty: chain.policy.certainty,
    }
}
