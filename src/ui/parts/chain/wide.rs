//! The wide picture: four boxes side by side.

use super::draw::{Column, cut, edge, frame, icon, is_broken, mono, row, sans, text, under, wrap};
use super::stages;
use crate::rule::Severity;
use crate::survey::assessment::{Chain, ChainHost, Edge};
use crate::ui::words::{count, plain};
use yew::{Html, html};

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
    let texts: Vec<Vec<String>> = stages(chain)
        .iter()
        .zip(COLUMNS)
        .map(|((_, stage), column)| wrap(&stage.lines, sans(column.width - 24)))
        .collect();
    let heads = stages(chain).map(|(_, stage)| usize::from(!stage.head.is_empty()));
    let used = |at: usize| heads.get(at).copied().unwrap_or(0) + texts.get(at).map_or(0, Vec::len);
    let more_lines = usize::from(chain.more_lines > 0);
    let rows = (chain.lines.len() + more_lines).max(chain.hosts.len()).max(reserved);
    let line_y = |lines: usize| FIRST + LINE * units(lines);
    // Rows begin below the texts of the two boxes that have them.
    let rows_top = line_y(used(2).max(used(3)).max(1)) + 6;
    let rows_end = if rows == 0 { 0 } else { rows_top + ROW * units(rows) - 2 };
    let texts_end = (0..4).map(|at| line_y(used(at).max(1)) - 5).max().unwrap_or(0);
    let bottom = rows_end.max(texts_end);
    let boxes =
        stages(chain)
            .into_iter()
            .zip(COLUMNS)
            .zip(&texts)
            .enumerate()
            .map(|(at, (((name, stage), column), lines))| {
                let has_rows = at == 3 && !chain.hosts.is_empty();
                html! {
                    <>
                        <g class="c-in">{ frame(stage, has_rows, column, TOP, bottom - TOP) }</g>
                        { text("c-step", column.x, 22, name) }
                        { icon(stage.severity, column.x + column.width - 18, 9) }
                        { text("c-mono", column.x + 12, FIRST, &cut(&stage.head, mono(column.width - 24))) }
                        { for lines.iter().enumerate().map(|(line, words)| {
                            let line = line + heads.get(at).copied().unwrap_or(0);
                            text("c-text", column.x + 12, line_y(line), words)
                        }) }
                        { text("c-text", column.x, bottom + 20, &cut(&stage.caption, sans(column.width + 20))) }
                    </>
                }
            });
    let height = bottom + 26;
    html! {
        <svg class="chain__svg chain__svg--wide" viewBox={format!("0 0 960 {height}")} role="img" aria-labelledby="chain-w">
            <title id="chain-w">{ plain(&chain.title) }</title>
            { for boxes }
            { between(chain.record_to_host, 0) }
            { between(chain.host_to_policy, 1) }
            { for lines(chain, rows_top) }
            { hosts(chain, rows_top) }
        </svg>
    }
}

fn units(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// The edge from a box to the next.
fn between(given: Edge, at: usize) -> Html {
    let (Some(from), Some(to)) = (COLUMNS.get(at), COLUMNS.get(at + 1)) else {
        return Html::default();
    };
    let start = from.x + from.width;
    let end = to.x;
    edge(
        given,
        if is_broken(given.severity) {
            format!("M{start} 66H{end}")
        } else {
            format!("M{start} 66H{}", end - 8)
        },
        &format!("M{} 66l-8 -4.5v9z", end - 1),
        (u32::midpoint(start, end), 66),
    )
}

/// The lines of the policy.
fn lines(chain: &Chain, top: u32) -> Vec<Html> {
    let at = Column { x: 438, width: 184 };
    let mut out: Vec<Html> = Vec::new();
    for (index, line) in chain.lines.iter().enumerate() {
        let y = top + ROW * units(index);
        out.push(row(None, at, y));
        out.push(text("c-mono", at.x + 8, y + 19, &cut(line, mono(at.width - 14))));
    }
    if chain.more_lines > 0 {
        let y = top + ROW * units(chain.lines.len());
        out.push(text("c-text", at.x + 8, y + 19, &count(chain.more_lines, "more line")));
    }
    out
}

/// The MX hosts, each with the edge that leads to it.
fn hosts(chain: &Chain, top: u32) -> Html {
    let known = |host: &ChainHost| host.line.is_some() || is_broken(host.severity);
    let joined = chain.hosts.iter().any(known);
    let whole = (!joined).then(|| {
        let given = Edge {
            severity: chain.mx.severity,
            certainty: chain.mx.certainty,
        };
        // Without a policy nothing leads to the hosts; what they are themselves is no matter of this edge.
        let given = if chain.hosts.is_empty() {
            given
        } else {
            Edge {
                severity: Severity::Unseen,
                ..given
            }
        };
        between(given, 2)
    });
    let each = chain.hosts.iter().enumerate().map(|(index, host)| {
        let at = Column { x: 698, width: 254 };
        let y = top + ROW * units(index);
        let class = if is_broken(host.severity) {
            "c-mono c-bad"
        } else {
            "c-mono"
        };
        html! {
            <>
                if host.count > 1 { { under(at, y) } }
                { row(Some(host.severity), at, y) }
                <g class={if is_broken(host.severity) { host.severity.class() } else { "" }}>
                    <g class="c-in">{ icon(host.severity, at.x + 7, y + 7) }</g>
                    { text(class, at.x + 30, y + 19, &cut(&host.label, mono(at.width - 34))) }
                </g>
                if known(host) { { to_host(chain, host, top, y + 15) } }
            </>
        }
    });
    html! { <>{ whole.unwrap_or_default() }{ for each }</> }
}

/// The edge to a host: from the line that covers it; from the last one, broken, where none does.
fn to_host(chain: &Chain, host: &ChainHost, top: u32, y: u32) -> Html {
    let given = Edge {
        severity: host.severity,
        certainty: chain.policy.certainty,
    };
    let line = host.line.or_else(|| chain.lines.len().checked_sub(1));
    let (x, from) = line.map_or((630, 66), |line| (622, top + ROW * units(line) + 15));
    let end = if is_broken(host.severity) { 698 } else { 690 };
    edge(
        given,
        format!("M{x} {from}C656 {from} 664 {y} {end} {y}"),
        &format!("M697 {y}l-8 -4.5v9z"),
        (660, u32::midpoint(from, y)),
    )
}
