//! The rail beside the result: how each subject stands, what to take away.

use crate::rule::Severity;
use crate::survey::Assessment;
use crate::ui::parts::jump::Jump;
use crate::ui::parts::mark::mark;
use crate::ui::place;
use crate::ui::route::Route;
use yew::{Html, html};

/// The subjects with their marks, each a link to where it is shown; `extra` stands below.
#[must_use]
pub fn rail(assessment: &Assessment, extra: Html) -> Html {
    let page = Route::Check(assessment.domain.clone());
    let line = |severity: Severity, title: &str, summary: &str, to: String| {
        html! {
            <li>
                <Jump page={page.clone()} {to}>
                    { mark(severity) }
                    <span>
                        { title.to_owned() }
                        if !summary.is_empty() {
                            <span class="sr">{ ": " }{ crate::ui::words::plain(summary) }</span>
                        }
                    </span>
                </Jump>
            </li>
        }
    };
    let subjects = assessment.subjects.iter().map(|state| {
        line(
            state.severity,
            state.subject.title(),
            &state.summary,
            place::subject(assessment, state.subject),
        )
    });
    html! {
        <div class="rail">
            <nav aria-labelledby="rail-h">
                <h2 class="rail__title" id="rail-h">{ "On this page" }</h2>
                <ul class="rail__list">
                    { for subjects }
                    if !assessment.unseen.is_empty() {
                        { line(Severity::Unseen, Severity::Unseen.word(), "", "unseen".to_owned()) }
                    }
                </ul>
            </nav>
            <div class="rail__extra">{ extra }</div>
        </div>
    }
}
