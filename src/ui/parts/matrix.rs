//! The MX hosts against the lines of the policy: a table with the reason in every cell.

use crate::rule::{Severity, Subject};
use crate::survey::picture::{Cell, Matrix, MatrixLine, MatrixRow};
use crate::ui::markup::{Hole, draw, text};
use crate::ui::parts::live::live;
use crate::ui::parts::mark::{icon, severity_icon};
use crate::ui::words::{count, rich, visible};
use crate::web::page;
use yew::{AttrValue, Callback, Event, Html};

/// Up to how many lines of the policy each has a column.
const MOST_COLUMNS: usize = 4;
/// From how many hosts on neighbours that are read alike fold into one row.
const FOLDS_FROM: usize = 6;

/// The table. Neighbours that are read alike fold, with a button that opens them; a refused host never folds.
pub fn matrix(given: &Matrix) -> Html {
    if groups(&given.rows).len() == given.rows.len() {
        return draw_table(given, None);
    }
    let given = given.clone();
    live(Callback::from(move |(open, set): (AttrValue, Callback<AttrValue>)| {
        let unfold = Callback::from(move |_: Event| {
            set.emit(AttrValue::Static("open"));
            // The button goes.
            page::focus(Subject::MxHosts.anchor());
        });
        draw_table(&given, open.is_empty().then_some(&unfold))
    }))
}

/// The table; `unfold`: what opens the folded rows, `None` if all are open.
fn draw_table(matrix: &Matrix, unfold: Option<&Callback<Event>>) -> Html {
    let mut rows: Vec<Html> = Vec::new();
    for group in groups(&matrix.rows) {
        let button = match unfold {
            Some(unfold) if group.len() > 1 => Some(draw!(
                "<br/>and {}, read alike <button class=\"btn btn--small\" type=\"button\" onclick={}>Show all {}</button>",
                count(group.len() - 1, "more host"),
                unfold.clone(),
                matrix.rows.len()
            )),
            _ => None,
        };
        match (button, group) {
            (Some(button), [first, ..]) => rows.push(line(first, matrix, Some(button))),
            (_, group) => rows.extend(group.iter().map(|row| line(row, matrix, None))),
        }
    }
    let mut head: Vec<Html> = vec![text("MX host")];
    if one_column(matrix) {
        head.push(text("Line of the policy"));
    } else {
        head.extend(matrix.lines.iter().map(pattern));
    }
    head.push(text("Senders may use it"));
    table(
        "",
        draw!(
            "Names are compared without regard to case. <code>*</code> stands for exactly one label (RFC 8461, section 4.1). {}",
            matrix.left_out().map(text)
        ),
        head,
        rows,
    )
}

/// A table that becomes a list where it is narrow.
pub fn table(class: &'static str, caption: impl Into<Hole>, head: Vec<Html>, rows: Vec<Html>) -> Html {
    let head: Vec<Html> = head
        .into_iter()
        .map(|column| draw!("<th role=\"columnheader\" scope=\"col\">{}</th>", column))
        .collect();
    let caption = match caption.into() {
        Hole::Nothing => None,
        caption => Some(draw!("<caption>{}</caption>", caption)),
    };
    draw!(
        "<div class=\"matrix {}\"><table class=\"tbl\" role=\"table\">
            {}
            <thead role=\"rowgroup\"><tr role=\"row\">{}</tr></thead>
            <tbody role=\"rowgroup\">{}</tbody>
        </table></div>",
        class,
        caption,
        head,
        rows
    )
}

/// A row of such a table: its heading and its cells.
pub fn row(class: String, heading: Html, cells: Vec<Html>) -> Html {
    draw!(
        "<tr role=\"row\" class={}><th role=\"rowheader\" scope=\"row\">{}</th>{}</tr>",
        class,
        heading,
        cells
    )
}

/// A cell that names its column where the table is a list.
pub fn labelled(column: &str, content: impl Into<Hole>) -> Html {
    draw!("<td role=\"cell\" data-col={}>{}</td>", visible(column), content.into())
}

/// A mark and its reason.
pub fn cell(cell: &Cell) -> Html {
    reasoned(cell.severity, rich(&cell.text))
}

fn reasoned(severity: Option<Severity>, reason: Html) -> Html {
    let (class, symbol) = match severity {
        Some(severity) => (severity.class(), severity_icon(severity)),
        None => ("cell--off", icon("#i-off")),
    };
    let word = severity
        .filter(|severity| *severity != Severity::Good)
        .map(|severity| draw!("<span class=\"sr\">{}: </span>", severity.word()));
    draw!(
        "<span class=\"cell {}\">{}<span>{}{}</span></span>",
        class,
        symbol,
        word,
        reason
    )
}

/// Neighbours that fold into one row.
fn groups(rows: &[MatrixRow]) -> Vec<&[MatrixRow]> {
    rows.chunk_by(|a, b| rows.len() >= FOLDS_FROM && a.alike == b.alike && !refused(a) && !refused(b))
        .collect()
}

fn refused(row: &MatrixRow) -> bool {
    matches!(row.used.severity, Some(Severity::Error | Severity::Warning))
}

fn one_column(matrix: &Matrix) -> bool {
    matrix.lines.is_empty() || matrix.lines.len() > MOST_COLUMNS
}

fn pattern(line: &MatrixLine) -> Html {
    draw!("line {}<br/><code>{}</code>", line.line, visible(&line.pattern))
}

fn line(given: &MatrixRow, matrix: &Matrix, fold: Option<Html>) -> Html {
    let class = match given.used.severity {
        Some(severity) if refused(given) => format!("is-off {}", severity.class()),
        _ if fold.is_some() => "fold".to_owned(),
        _ => String::new(),
    };
    let mut cells: Vec<Html> = Vec::new();
    if one_column(matrix) {
        cells.push(labelled("Line of the policy", telling(given, matrix)));
    } else {
        for (line, given) in matrix.lines.iter().zip(&given.cells) {
            cells.push(labelled(&line.pattern, cell(given)));
        }
    }
    cells.push(labelled("Senders may use it", cell(&given.used)));
    let preference = given
        .preference
        .map(|preference| draw!("<span class=\"num quiet\">{}</span> ", u32::from(preference)));
    row(
        class,
        draw!("{}<code>{}</code>{}", preference, visible(&given.host), fold),
        cells,
    )
}

/// In one column: the line that covers the host, else the one that comes closest.
fn telling(row: &MatrixRow, matrix: &Matrix) -> Html {
    if matrix.lines.is_empty() {
        return waiting(row.used.severity.unwrap_or(Severity::Pending));
    }
    let marked = |good: bool| {
        matrix.lines.iter().zip(&row.cells).find(|(_, cell)| {
            cell.severity
                .is_some_and(|severity| (severity == Severity::Good) == good)
        })
    };
    match marked(true).or_else(|| marked(false)) {
        Some((line, given)) => reasoned(
            given.severity,
            draw!(
                "<code>{}</code> (line {}): {}",
                visible(&line.pattern),
                line.line,
                rich(&given.text)
            ),
        ),
        None => reasoned(
            None,
            text(format!(
                "none of the {}",
                count(matrix.lines.len() + matrix.more_lines, "line")
            )),
        ),
    }
}

/// The place of a cell that the policy will fill.
fn waiting(severity: Severity) -> Html {
    if severity == Severity::Pending {
        reasoned(Some(severity), draw!("<span class=\"wait wait--l\"></span>"))
    } else {
        reasoned(Some(severity), text("not known"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(host: &str, alike: &str, severity: Severity) -> MatrixRow {
        MatrixRow {
            preference: Some(10),
            host: host.into(),
            cells: Vec::new(),
            used: Cell {
                severity: Some(severity),
                text: String::new(),
            },
            alike: alike.into(),
        }
    }

    #[test]
    fn neighbours_read_alike_fold_but_refused_ones_never() {
        let good = |host| row(host, "5", Severity::Good);
        let bad = |host| row(host, "no", Severity::Error);
        let rows = [
            good("a"),
            good("b"),
            bad("c"),
            bad("d"),
            good("e"),
            good("f"),
            row("g", "6", Severity::Good),
        ];
        let of: Vec<_> = groups(&rows).into_iter().map(<[MatrixRow]>::len).collect();
        assert_eq!(of, [2, 1, 1, 2, 1]);
        // Five are shown whole.
        assert_eq!(groups(&rows[..5]).len(), 5);
    }
}
