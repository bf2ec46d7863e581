//! Day by day, drawn: sessions that were good, failures on a scale of their own, days without a report; and the same
//! as a table.

use super::filters::brief;
use super::tables::number;
use crate::report::merge::Gap;
use crate::report::shown::{Column, Cut, Shown, Timeline};
use crate::ui::markup::draw;
use crate::ui::parts::section::{more_wide, scroll, section};
use crate::ui::words::{count, thousands};
use crate::words::{day, span};
use std::fmt::Write as _;
use yew::Html;

/// The picture: from here to there, and the heights of its two scales.
const LEFT: u64 = 60;
const RIGHT: u64 = 870;
const TOP: u64 = 24;
const BASE: u64 = 170;
const LOW_TOP: u64 = 236;
const LOW: u64 = 290;

/// How many days have their names under the line.
const NAMED: usize = 5;

/// The fills of the failures: by type, in the order of the types; the last one for all others.
const FILLS: [&str; 6] = ["p-f0", "p-f1", "p-f2", "p-f3", "p-f4", "p-f5"];

/// The section.
pub fn chart(shown: &Shown) -> Option<Html> {
    let timeline = &shown.timeline;
    let undated = (timeline.undated > 0).then(|| {
        draw!(
            "<p class=\"hint snip\">{} without a date that can be read: counted everywhere but here.</p>",
            count(timeline.undated, "report")
        )
    });
    if timeline.columns.is_empty() {
        return undated.map(|undated| section("time", "Day by day", None::<Html>, undated));
    }
    let title = match timeline.step {
        1 => "Day by day",
        7 => "Week by week",
        _ => "Over time",
    };
    let aside = if timeline.step == 1 {
        "one UTC day each".to_owned()
    } else {
        format!(
            "{} each",
            count(usize::try_from(timeline.step).unwrap_or(usize::MAX), "day")
        )
    };
    let failures = shown.of_failures.then(|| {
        draw!(
            "<p class=\"hint\">Of reports in which what you chose failed: their good sessions can’t be told apart.</p>"
        )
    });
    Some(section(
        "time",
        title,
        aside,
        draw!(
            "{}{}{}{}{}{}",
            failures,
            legend(timeline),
            picture(timeline),
            gaps(&shown.gaps),
            undated,
            more_wide("The same as a table", table(timeline))
        ),
    ))
}

/// What was drawn, in words.
fn title(timeline: &Timeline) -> String {
    let (mut sessions, mut failures, mut silent) = (0_u64, 0_u64, 0);
    for column in &timeline.columns {
        sessions = sessions.saturating_add(column.totals.sessions);
        failures = failures.saturating_add(column.totals.failures);
        silent += usize::from(column.reports == 0);
    }
    let ends = timeline.columns.first().zip(timeline.columns.last());
    let when = ends
        .map(|(first, last)| span((first.from, last.to)))
        .unwrap_or_default();
    let sessions = if sessions == 1 {
        "1 session".to_owned()
    } else {
        format!("{} sessions", number(sessions))
    };
    let mut out = format!("{when}: {sessions}, {} failed", number(failures));
    if silent > 0 {
        let _ = write!(
            out,
            "; no report in {} of {}",
            thousands(silent),
            count(timeline.columns.len(), "column")
        );
    }
    out.push('.');
    out
}

fn legend(timeline: &Timeline) -> Html {
    let item = |class: &'static str, words: String| {
        draw!(
            "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class={} x=\".5\" y=\".5\" width=\"9\" height=\"9\"/></svg>{}</li>",
            class,
            words
        )
    };
    let mut items = vec![item("p-ok2", "good".to_owned())];
    for (at, class) in FILLS.iter().enumerate() {
        if timeline.columns.iter().any(|column| failed(column, at) > 0) {
            let name = timeline
                .types
                .get(at)
                .map_or_else(|| "other results".to_owned(), |name| brief(name));
            items.push(item(class, name));
        }
    }
    if timeline.columns.iter().any(|column| column.reports == 0) {
        items.push(item("p-gap", "no report".to_owned()));
    }
    draw!("<ul class=\"legend\" aria-label=\"Legend\">{}</ul>", items)
}

/// Failures of a type, or of all others.
fn failed(column: &Column, at: usize) -> u64 {
    // Where there are fewer types, the others stand right behind them.
    let last = column.failed.len().saturating_sub(1);
    if at < last {
        column.failed.get(at).copied().unwrap_or_default()
    } else if at == FILLS.len() - 1 {
        column.failed.get(last).copied().unwrap_or_default()
    } else {
        0
    }
}

/// A number not below this one, of one digit that means something: 1, 2, 5, 10, …
fn ceiling(most: u64) -> u64 {
    let mut unit = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let mark = unit.saturating_mul(factor);
            if mark >= most {
                return mark;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

/// Rectangles as one path.
#[derive(Default)]
struct Path(String);

impl Path {
    fn add(&mut self, x: f64, width: f64, top: f64, bottom: f64) {
        if bottom - top > 0.0 {
            let _ = write!(self.0, "M{x:.1} {top:.1}h{width:.1}V{bottom:.1}h-{width:.1}z");
        }
    }

    fn draw(self, class: &'static str) -> Option<Html> {
        (!self.0.is_empty()).then(|| draw!("<path class={} d={}/>", class, self.0))
    }
}

fn picture(timeline: &Timeline) -> Html {
    let columns = &timeline.columns;
    let most = columns.iter().map(|column| column.totals.sessions).max().unwrap_or(0);
    let most_failed = columns
        .iter()
        .map(|column| column.failed.iter().copied().fold(0, u64::saturating_add))
        .max()
        .unwrap_or(0);
    let (scale, low_scale) = (ceiling(most.max(1)), ceiling(most_failed.max(1)));
    // A few days keep to the left, where a phone shows them.
    let pitch = (float(RIGHT - LEFT) / float(columns.len() as u64)).min(140.0);
    let width = (pitch - (pitch * 0.15).clamp(0.4, 4.0)).min(48.0);
    let (mut good, mut gap) = (Path::default(), Path::default());
    let mut fills: [Path; FILLS.len()] = Default::default();
    for (at, column) in columns.iter().enumerate() {
        let x = float(LEFT) + pitch * float(at as u64) + (pitch - width) / 2.0;
        let height = share(column.totals.sessions.saturating_sub(column.totals.failures), scale) * float(BASE - TOP);
        good.add(x, width, float(BASE) - height, float(BASE));
        if column.reports == 0 {
            // Below the line: a place where nothing is known, and no bar.
            gap.add(x, width, float(BASE + 2), float(BASE + 5));
        }
        let mut foot = float(LOW);
        for (number, path) in fills.iter_mut().enumerate() {
            let failed = failed(column, number);
            // What failed once among thousands is seen all the same.
            let least = if failed > 0 { 3.0 } else { 0.0 };
            let top = foot - (share(failed, low_scale) * float(LOW - LOW_TOP)).max(least);
            path.add(x, width, top, foot);
            foot = top;
        }
    }
    let has_failures = most_failed > 0;
    let fills: Vec<Html> = fills
        .into_iter()
        .zip(FILLS)
        .filter_map(|(path, class)| path.draw(class))
        .collect();
    let below = has_failures.then(|| {
        draw!(
            "<text class=\"p-b\" x=\"0\" y=\"222\">Failed, on a scale of its own</text>{}{}{}",
            line("p-grid", LOW_TOP, low_scale),
            fills,
            line("p-axis", LOW, 0)
        )
    });
    draw!(
        "<div class=\"plot\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline\">
            <svg viewBox={} role=\"img\" aria-labelledby=\"time-t\"><title id=\"time-t\">{}</title>{}
            <text class=\"p-b\" x=\"0\" y=\"12\">Sessions</text>{}{}{}{}{}{}</svg>
        </div>",
        format!("0 0 880 {}", if has_failures { 296 } else { 196 }),
        title(timeline),
        hatches(),
        line("p-grid", TOP, scale),
        good.draw("p-ok2"),
        gap.draw("p-gap"),
        line("p-axis", BASE, 0),
        names(columns, pitch),
        below
    )
}

/// The patterns that tell fills apart without colour.
fn hatches() -> Html {
    draw!(
        "<defs><pattern id=\"hatch-1\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"p-h1\" d=\"M0 0v5\"/></pattern>
        <pattern id=\"hatch-3\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\"><path class=\"p-h3\" d=\"M0 0v5\"/></pattern>
        <pattern id=\"hatch-4\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><path class=\"p-h4\" d=\"M0 2h4\"/></pattern></defs>"
    )
}

/// A line with its number.
fn line(class: &'static str, y: u64, value: u64) -> Html {
    draw!(
        "<path class={} d={}/><text class=\"p-t\" x=\"52\" y={} text-anchor=\"end\">{}</text>",
        class,
        format!("M{LEFT} {y}H{RIGHT}"),
        (y + 4).to_string(),
        number(value)
    )
}

/// The names of some days.
fn names(columns: &[Column], pitch: f64) -> Vec<Html> {
    let every = columns.len().div_ceil(NAMED).max(1);
    columns
        .iter()
        .enumerate()
        .step_by(every)
        .map(|(at, column)| {
            let x = float(LEFT) + pitch * (float(at as u64) + 0.5);
            draw!(
                "<text class=\"p-t\" x={} y=\"188\" text-anchor=\"middle\">{}</text>",
                format!("{x:.1}"),
                day(column.from)
            )
        })
        .collect()
}

/// Whole numbers of a picture, far below where that loses anything.
#[allow(clippy::cast_precision_loss)]
fn float(number: u64) -> f64 {
    number as f64
}

fn share(part: u64, whole: u64) -> f64 {
    (float(part) / float(whole)).min(1.0)
}

/// Who sent nothing when.
fn gaps(gaps: &Cut<Gap>) -> Option<Html> {
    if gaps.is_empty() {
        return None;
    }
    let rows: Vec<Html> = gaps
        .rows
        .iter()
        .map(|gap| {
            draw!(
                "<li>{}: nothing for {}</li>",
                brief(&gap.reporter),
                span((gap.from, gap.to))
            )
        })
        .collect();
    let more = (gaps.more > 0).then(|| draw!("<li>and {} more</li>", thousands(gaps.more)));
    Some(more_wide(
        format!("{} between reports of one sender", count(gaps.len(), "gap")),
        draw!(
            "<p class=\"hint\">A sender that met nobody of yours that day may send nothing; a mailbox that lost its mail looks the same.</p><ul class=\"bullets\">{}{}</ul>",
            rows,
            more
        ),
    ))
}

fn table(timeline: &Timeline) -> Html {
    let rows: Vec<Html> = timeline.columns.iter().map(|column| row(timeline, column)).collect();
    let table = draw!(
        "<table class=\"tbl\"><thead><tr><th scope=\"col\">Days</th><th scope=\"col\" class=\"r\">Reports</th><th scope=\"col\" class=\"r\">Good</th>
            <th scope=\"col\" class=\"r\">Failed</th><th scope=\"col\">By type</th></tr></thead><tbody>{}</tbody></table>",
        rows
    );
    scroll("The days as a table", table)
}

fn row(timeline: &Timeline, column: &Column) -> Html {
    let types: Vec<String> = (0..FILLS.len())
        .filter(|at| failed(column, *at) > 0)
        .map(|at| {
            let name = timeline
                .types
                .get(at)
                .map_or_else(|| "others".to_owned(), |name| brief(name));
            format!("{name} {}", number(failed(column, at)))
        })
        .collect();
    let sum = column.totals;
    let (reports, good, bad) = if column.reports == 0 {
        ("no report".to_owned(), String::new(), String::new())
    } else {
        (
            thousands(column.reports),
            number(sum.sessions.saturating_sub(sum.failures)),
            number(sum.failures),
        )
    };
    draw!(
        "<tr><th scope=\"row\">{}</th><td class=\"r\">{}</td><td class=\"r\">{}</td><td class=\"r\">{}</td><td>{}</td></tr>",
        span((column.from, column.to)),
        reports,
        good,
        bad,
        types.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_end_at_round_numbers() {
        for (most, mark) in [(0, 1), (1, 1), (3, 5), (7, 10), (2_300, 5_000), (u64::MAX, u64::MAX)] {
            assert_eq!(ceiling(most), mark);
        }
    }
}
