//! The MX hosts against the lines of the policy: a table with the reason in every cell.

use crate::rule::Severity;
use crate::survey::assessment::{Cell, Matrix, MatrixLine, MatrixRow};
use crate::ui::parts::mark::{icon, severity_icon};
use crate::ui::words::{count, rich, visible};
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::{Callback, Html, Properties, classes, function_component, html, use_state};

/// What a [`MatrixTable`] is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Props {
    /// The table.
    pub matrix: Rc<Matrix>,
}

/// Up to how many lines of the policy each has a column.
const MOST_COLUMNS: usize = 4;
/// From how many hosts on neighbours that are read alike fold into one row.
const FOLDS_FROM: usize = 6;

/// The table. Neighbours that are read alike fold, with a button that opens them; a refused host never folds.
#[function_component]
pub fn MatrixTable(props: &Props) -> Html {
    let matrix = &props.matrix;
    let opened = use_state(BTreeSet::<usize>::new);
    let wide = matrix.lines.len() > MOST_COLUMNS;
    let columns: Vec<Html> = if wide || matrix.lines.is_empty() {
        vec![html! { { "Line of the policy" } }]
    } else {
        matrix.lines.iter().map(head).collect()
    };
    let rows = groups(&matrix.rows).into_iter().flat_map(|(at, group)| {
        let fold = group.len() > 1 && !opened.contains(&at);
        let shown = if fold {
            group.get(..1).unwrap_or_default()
        } else {
            group
        };
        shown
            .iter()
            .map(|row| {
                let button = fold.then(|| {
                    let opened = opened.clone();
                    let open = Callback::from(move |_| {
                        let mut more = (*opened).clone();
                        more.insert(at);
                        opened.set(more);
                    });
                    html! {
                        <>
                            <br />
                            { "and " }{ count(group.len() - 1, "more host") }{ ", read alike " }
                            <button class="btn btn--small" type="button" onclick={open}>
                                { format!("Show all {}", group.len()) }
                            </button>
                        </>
                    }
                });
                line(row, matrix, wide, button)
            })
            .collect::<Vec<_>>()
    });
    html! {
        <div class="matrix">
            <table class="tbl" role="table">
                <caption>
                    { "Names are compared without regard to case. " }<code>{ "*" }</code>
                    { " stands for exactly one label (RFC 8461, section 4.1)." }
                </caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{ "MX host" }</th>
                        { for columns.into_iter().map(|column| html! { <th role="columnheader" scope="col">{ column }</th> }) }
                        <th role="columnheader" scope="col">{ "Senders may use it" }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ for rows }</tbody>
            </table>
        </div>
    }
}

/// Neighbours that fold into one row, each with the index of its first.
fn groups(rows: &[MatrixRow]) -> Vec<(usize, &[MatrixRow])> {
    let mut at = 0;
    rows.chunk_by(|a, b| rows.len() >= FOLDS_FROM && a.alike == b.alike && !refused(a) && !refused(b))
        .map(|group| {
            at += group.len();
            (at - group.len(), group)
        })
        .collect()
}

fn refused(row: &MatrixRow) -> bool {
    matches!(row.used.severity, Some(Severity::Error | Severity::Warning))
}

fn head(line: &MatrixLine) -> Html {
    html! { <>{ format!("line {}", line.line) }<br /><code>{ visible(&line.pattern) }</code></> }
}

fn line(row: &MatrixRow, matrix: &Matrix, wide: bool, fold: Option<Html>) -> Html {
    let class = match (refused(row), row.used.severity) {
        (true, Some(severity)) => classes!("is-off", severity.class()),
        _ => classes!(fold.is_some().then_some("fold")),
    };
    let cells: Vec<Html> = if matrix.lines.is_empty() {
        let severity = row.used.severity.unwrap_or(Severity::Pending);
        vec![labelled("Line of the policy", waiting(severity))]
    } else if wide {
        vec![labelled("Line of the policy", telling(row, matrix))]
    } else {
        matrix
            .lines
            .iter()
            .zip(&row.cells)
            .map(|(line, given)| labelled(&line.pattern, cell(given, Html::default())))
            .collect()
    };
    html! {
        <tr role="row" {class}>
            <th role="rowheader" scope="row">
                if let Some(preference) = row.preference {
                    <span class="num quiet">{ preference }</span>{ " " }
                }
                <code>{ visible(&row.host) }</code>
                { fold.unwrap_or_default() }
            </th>
            { for cells }
            { labelled("Senders may use it", cell(&row.used, Html::default())) }
        </tr>
    }
}

/// A cell that names its column where the table becomes a list.
fn labelled(column: &str, content: Html) -> Html {
    html! { <td role="cell" data-col={visible(column)}>{ content }</td> }
}

/// With many lines: the one that tells, by the worst mark that isn't a dash; covered wins.
fn telling(row: &MatrixRow, matrix: &Matrix) -> Html {
    let marked = |good: bool| {
        matrix.lines.iter().zip(&row.cells).find(|(_, cell)| {
            cell.severity
                .is_some_and(|severity| (severity == Severity::Good) == good)
        })
    };
    match marked(true).or_else(|| marked(false)) {
        Some((line, given)) => cell(
            given,
            html! { <><code>{ visible(&line.pattern) }</code>{ format!(" (line {}): ", line.line) }</> },
        ),
        None => cell(
            &Cell {
                severity: None,
                text: format!("none of the {}", count(matrix.lines.len(), "line")),
            },
            Html::default(),
        ),
    }
}

/// A mark and its reason. Public for the comparison, whose cells look the same.
#[must_use]
pub fn cell(cell: &Cell, before: Html) -> Html {
    let (class, symbol) = match cell.severity {
        Some(severity) => (severity.class(), severity_icon(severity)),
        None => ("cell--off", icon("#i-off")),
    };
    let word = cell
        .severity
        .filter(|severity| *severity != Severity::Good)
        .map(Severity::word);
    html! {
        <span class={classes!("cell", class)}>
            { symbol }
            <span>
                if let Some(word) = word { <span class="sr">{ word }{ ": " }</span> }
                { before }{ rich(&cell.text) }
            </span>
        </span>
    }
}

/// The place of a cell that the policy will fill.
fn waiting(severity: Severity) -> Html {
    html! {
        <span class={classes!("cell", severity.class())}>
            { severity_icon(severity) }
            if severity == Severity::Pending {
                <span><span class="wait wait--l"></span><span class="sr">{ "waiting" }</span></span>
            } else {
                <span>{ "not known" }</span>
            }
        </span>
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
        let of: Vec<_> = groups(&rows).into_iter().map(|(at, group)| (at, group.len())).collect();
        assert_eq!(of, [(0, 2), (2, 1), (3, 1), (4, 2), (6, 1)]);
        // Five are shown whole.
        assert_eq!(groups(&rows[..5]).len(), 5);
    }
}
