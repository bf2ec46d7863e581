//! The tall picture, for a narrow column: four boxes one below the other.

use super::draw::{Column, cut, edge, frame, icon, is_broken, mono, row, sans, text, text_end, under, wrap};
use super::stages;
use crate::rule::Severity;
use crate::survey::assessment::{Chain, Edge, Stage};
use crate::ui::words::{count, plain};
use yew::{Html, html};

const WHOLE: Column = Column { x: 0, width: 400 };
const ROWS: Column = Column { x: 8, width: 384 };
/// From row to row.
const ROW: u32 = 36;

/// The drawing, with room for so many MX hosts at least.
pub fn svg(chain: &Chain, reserved: usize) -> Html {
    let mut y = 16;
    let mut out: Vec<Html> = Vec::new();
    let edges = [chain.record_to_host, chain.host_to_policy, to_hosts(chain)];
    for (at, (name, stage)) in stages(chain).into_iter().enumerate() {
        let rows = match at {
            2 => policy_rows(chain),
            3 => host_rows(chain),
            _ => Vec::new(),
        };
        let room = if at == 3 { reserved } else { 0 };
        y = station(name, stage, rows, room, y, &mut out);
        if let Some(given) = edges.get(at) {
            let head = format!("M26 {}l-4.5 -8h9z", y + 24);
            out.push(edge(*given, format!("M26 {y}v16"), &head, (26, y + 13)));
            y += 46;
        }
    }
    html! {
        <svg class="chain__svg chain__svg--tall" viewBox={format!("0 0 400 {}", y + 2)} role="img" aria-labelledby="chain-t">
            <title id="chain-t">{ plain(&chain.title) }</title>
            { for out }
        </svg>
    }
}

/// Draws a heading, with its base line at `y`, and its box; returns where the box ends.
fn station(name: &str, stage: &Stage, rows: Vec<(u32, Row)>, room: usize, y: u32, out: &mut Vec<Html>) -> u32 {
    let top = y + 10;
    out.push(text("c-step", 0, y, name));
    out.push(icon(stage.severity, 84, y - 13));
    out.push(text_end("c-text", 400, y, &cut(&stage.caption, sans(290))));
    let lines = wrap(&stage.lines, sans(WHOLE.width - 24));
    let mut base = top + 21;
    let mut texts: Vec<Html> = Vec::new();
    if !stage.head.is_empty() {
        texts.push(text("c-mono", 12, base, &cut(&stage.head, mono(WHOLE.width - 24))));
        base += 20;
    }
    for line in &lines {
        texts.push(text("c-text", 12, base, line));
        base += 20;
    }
    let mut bottom = (base - 5).max(top + 30);
    let has_rows = rows.iter().any(|(_, row)| row.severity.is_some());
    let rows_high = u32::try_from(rows.len().max(room)).unwrap_or(0) * ROW;
    if rows_high > 0 {
        bottom = base - 1 + rows_high;
    }
    out.push(html! { <g class="c-in">{ frame(stage, has_rows, WHOLE, top, bottom - top) }</g> });
    out.extend(texts);
    for (offset, row) in rows {
        out.push(row.draw(base - 9 + offset));
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
        html! {
            <g class={bad.map(Severity::class)}>
                if self.folded { { under(ROWS, y) } }
                if self.code { { row(self.severity, ROWS, y) } }
                if let Some(severity) = self.severity {
                    <g class="c-in">{ icon(severity, 16, y + 7) }</g>
                }
                { text(class, ROWS.x + indent, y + 20, &cut(&self.label, room)) }
                { text_end(if bad.is_some() { "c-text c-bad" } else { "c-text" }, 382, y + 20, &self.right) }
            </g>
        }
    }
}

fn policy_rows(chain: &Chain) -> Vec<(u32, Row)> {
    let line = |label: String, code| Row {
        label,
        severity: None,
        right: String::new(),
        folded: false,
        code,
    };
    let lines = chain.lines.iter().map(|pattern| line(pattern.clone(), true));
    let more = (chain.more_lines > 0).then(|| line(count(chain.more_lines, "more line"), false));
    (0..).step_by(36).zip(lines.chain(more)).collect()
}

fn host_rows(chain: &Chain) -> Vec<(u32, Row)> {
    let rows = chain.hosts.iter().map(|host| Row {
        label: host.label.clone(),
        severity: Some(host.severity),
        right: match host.line.and_then(|line| chain.lines.get(line)) {
            // With one line there is nothing to tell apart.
            Some(line) if chain.lines.len() > 1 => cut(line, 16),
            Some(_) => String::new(),
            None if is_broken(host.severity) => "no line".to_owned(),
            None => String::new(),
        },
        folded: host.count > 1,
        code: true,
    });
    (0..).step_by(36).zip(rows).collect()
}

/// The edge from the policy to the MX hosts: broken where one of them is refused.
fn to_hosts(chain: &Chain) -> Edge {
    let worst = chain.hosts.iter().map(|host| host.severity).min();
    Edge {
        severity: worst.unwrap_or(chain.mx.severity),
        certainty: chain.policy.certainty,
    }
}
