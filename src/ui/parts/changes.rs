//! What changed since the last check of the same domain.

use crate::survey::Assessment;
use crate::survey::changes::Changes;
use crate::ui::act::Acts;
use crate::ui::markup::draw;
use crate::ui::parts::mark::mark;
use crate::ui::parts::section::{jump, section};
use crate::ui::place;
use crate::ui::route::Route;
use crate::ui::words::{date, rich, sentence};
use yew::Html;

/// What came, went and became something else.
pub fn since(before: &Assessment, after: &Assessment, changes: &Changes, acts: &Acts) -> Html {
    let page = Route::Check(after.domain.clone());
    let mut lines: Vec<Html> = Vec::new();
    let mut line = |severity, word: &'static str, what: Html| {
        lines.push(draw!("<li>{} <strong>{}</strong>: {}</li>", mark(severity), word, what));
    };
    if changes.verdict {
        line(
            before.verdict.severity,
            "The verdict was",
            rich(&before.verdict.sentence),
        );
    }
    let new = changes.new.iter().map(|index| (*index, "New"));
    for (index, word) in new.chain(changes.changed.iter().map(|(_, index)| (*index, "Changed"))) {
        if let Some(finding) = after.findings.get(index) {
            let to = place::finding(after, index);
            line(
                finding.severity,
                word,
                jump(acts, &page, to, "", rich(finding.rule.title)),
            );
        }
    }
    for finding in changes.gone.iter().filter_map(|index| before.findings.get(*index)) {
        line(finding.severity, "Gone", rich(&sentence(finding)));
    }
    let content = if lines.is_empty() {
        draw!("<p>Nothing changed.</p>")
    } else {
        draw!("<ul class=\"since\">{}</ul>", lines)
    };
    section("changes", "Since the last check", date(before.started), content)
}

/// What is said beside a finding that is new or changed.
#[must_use]
pub fn news(changes: &Changes, index: usize) -> Option<&'static str> {
    if changes.new.contains(&index) {
        Some("new since the last check")
    } else if changes.changed.iter().any(|(_, after)| *after == index) {
        Some("changed since the last check")
    } else {
        None
    }
}
