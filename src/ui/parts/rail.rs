//! The rail beside the result: how each subject stands, what to take away.

use crate::rule::Severity;
use crate::survey::Assessment;
use crate::ui::act::Acts;
use crate::ui::markup::draw;
use crate::ui::parts::mark::mark;
use crate::ui::parts::section::jump;
use crate::ui::place;
use crate::ui::route::Route;
use crate::ui::words::plain;
use yew::Html;

/// The subjects with their marks, each a link to where it is shown; `extra` stands below.
pub fn rail(assessment: &Assessment, acts: &Acts, extra: Html) -> Html {
    let page = Route::Check(assessment.domain.clone());
    let line = |severity: Severity, title: &'static str, summary: &str, to: String| {
        let summary = (!summary.is_empty()).then(|| draw!("<span class=\"sr\">: {}</span>", plain(summary)));
        let words = draw!("{}<span>{}{}</span>", mark(severity), title, summary);
        draw!("<li>{}</li>", jump(acts, &page, to, "", words))
    };
    let mut lines: Vec<Html> = Vec::new();
    for state in &assessment.subjects {
        let to = place::subject(assessment, state.subject);
        lines.push(line(state.severity, state.subject.title(), &state.summary, to));
    }
    if !assessment.unseen().is_empty() {
        lines.push(line(Severity::Unseen, Severity::Unseen.word(), "", "unseen".to_owned()));
    }
    draw!(
        "<div class=\"rail\">
            <nav aria-labelledby=\"rail-h\">
                <h2 class=\"rail__title\" id=\"rail-h\">On this page</h2>
                <ul class=\"rail__list\">{}</ul>
            </nav>
            <div class=\"rail__extra\">{}</div>
        </div>",
        lines,
        extra
    )
}
