//! The verdict on top, progress at its foot, the next step below.

use crate::rule::Severity;
use crate::survey::Assessment;
use crate::survey::assessment::Verdict;
use crate::ui::act::Acts;
use crate::ui::markup::draw;
use crate::ui::parts::section::jump;
use crate::ui::place;
use crate::ui::route::Route;
use crate::ui::words::{count, rich, visible};
use yew::Html;

/// The band with the verdict. It is a `status` that exists from the start, so that what it becomes in the end is spoken.
///
/// `meta`: what stands beneath in small type. `progress`: answers in, and asked, while some are awaited.
pub fn band(verdict: &Verdict, meta: Html, progress: Option<(usize, usize)>) -> Html {
    banded(verdict, meta, progress, "Answers received")
}

/// The same, with other words for what is awaited.
pub fn banded(verdict: &Verdict, meta: Html, progress: Option<(usize, usize)>, awaited: &'static str) -> Html {
    let turns = if verdict.severity == Severity::Pending {
        "turns"
    } else {
        ""
    };
    let kind = (!verdict.kind.is_empty()).then(|| format!(" · {}", visible(&verdict.kind)));
    draw!(
        "<section class=\"verdict {}\" aria-labelledby=\"say\">
            <div class=\"wrap verdict__in\">
                <svg class=\"verdict__mark icon {}\" aria-hidden=\"true\"><use href={}/></svg>
                <div class=\"verdict__text\" role=\"status\" aria-busy={}>
                    <p class=\"verdict__kind\">{}{}</p>
                    <h1 class=\"verdict__say\" id=\"say\" tabindex=\"-1\">{}</h1>
                    <p class=\"verdict__so\">{}</p>
                </div>
                <p class=\"verdict__meta\">{}</p>
            </div>
            {}
        </section>",
        verdict.severity.class(),
        turns,
        verdict.severity.icon(),
        // Spoken once, at the end: what is known by then changes several times within a second.
        progress.is_some().then_some("true"),
        verdict.severity.word(),
        kind,
        rich(&verdict.sentence),
        rich(&verdict.consequence),
        meta,
        bar(progress, awaited)
    )
}

/// The bar keeps its place when nothing is awaited, so that nothing moves.
fn bar(progress: Option<(usize, usize)>, awaited: &'static str) -> Html {
    match progress {
        None => draw!("<div class=\"verdict__bar\"></div>"),
        Some((done, all)) => draw!(
            "<progress class=\"verdict__bar\" max={} value={} aria-label={}>{} of {}</progress>",
            all.max(1),
            done,
            awaited,
            done,
            all
        ),
    }
}

/// What to do next, with a button that leads there.
pub fn next(assessment: &Assessment, acts: &Acts) -> Html {
    let (text, button) = match &assessment.next {
        Some(next) => {
            let button = (!next.label.is_empty()).then(|| {
                let page = Route::Check(assessment.domain.clone());
                let to = place::resolve(assessment, &next.anchor);
                jump(acts, &page, to, "btn btn--main", visible(&next.label))
            });
            (rich(&next.text), button)
        }
        None if assessment.done => return Html::default(),
        None => (rich("appears with the verdict."), None),
    };
    draw!(
        "<div class=\"wrap\"><div class=\"next\">
            <svg class=\"icon icon--l\" aria-hidden=\"true\"><use href=\"#i-next\"/></svg>
            <div class=\"next__body\"><p><strong>Next:</strong> {}</p>{}</div>
        </div></div>",
        text,
        button
    )
}

/// How many of each kind were found: `1 error, 2 notes, 19 good`.
#[must_use]
pub fn tally(assessment: &Assessment) -> String {
    let mut words = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let number = assessment.count(severity);
        if number > 0 {
            words.push_str(&count(number, &severity.word().to_ascii_lowercase()));
            words.push_str(", ");
        }
    }
    words + &format!("{}\u{a0}good", assessment.count(Severity::Good))
}

/// A link to what can't be seen, where there is such.
#[must_use]
pub fn unseen_link(assessment: &Assessment, acts: &Acts) -> Option<Html> {
    let number = assessment.unseen().len();
    (number > 0).then(|| {
        let page = Route::Check(assessment.domain.clone());
        jump(
            acts,
            &page,
            "unseen".to_owned(),
            "",
            count(number, "thing") + " not observable",
        )
    })
}
