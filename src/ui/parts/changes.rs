//! What changed since the last check of the same domain.

use crate::survey::Assessment;
use crate::survey::changes::Changes;
use crate::ui::parts::jump::Jump;
use crate::ui::parts::mark::mark;
use crate::ui::place;
use crate::ui::route::Route;
use crate::ui::words::{date, rich, sentence};
use yew::{Html, html};

/// What came, went and became something else.
#[must_use]
pub fn since(before: &Assessment, after: &Assessment, changes: &Changes) -> Html {
    let now = |index: usize, word: &'static str| {
        let finding = after.findings.get(index)?;
        Some(html! {
            <li>
                { mark(finding.severity) }{ " " }<strong>{ word }</strong>{ ": " }
                <Jump page={Route::Check(after.domain.clone())} to={place::finding(after, index)}>{ rich(finding.rule.title) }</Jump>
            </li>
        })
    };
    let gone = |index: &usize| {
        let finding = before.findings.get(*index)?;
        Some(html! {
            <li>{ mark(finding.severity) }{ " " }<strong>{ "Gone" }</strong>{ ": " }{ rich(&sentence(finding)) }</li>
        })
    };
    html! {
        <section class="sec" id="changes" tabindex="-1" aria-labelledby="h-changes">
            <div class="sec__head">
                <h2 id="h-changes">{ "Since the last check" }</h2>
                <p>{ date(before.started) }</p>
            </div>
            if changes.is_empty() {
                <p>{ "Nothing changed." }</p>
            } else {
                <ul class="since">
                    if changes.verdict {
                        <li>
                            { mark(before.verdict.severity) }{ " " }<strong>{ "The verdict was" }</strong>{ ": " }
                            { rich(&before.verdict.sentence) }
                        </li>
                    }
                    { for changes.new.iter().filter_map(|index| now(*index, "New")) }
                    { for changes.changed.iter().filter_map(|(_, index)| now(*index, "Changed")) }
                    { for changes.gone.iter().filter_map(gone) }
                </ul>
            }
        </section>
    }
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
