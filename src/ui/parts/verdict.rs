//! The verdict on top, progress at its foot, the next step below.

use crate::rule::Severity;
use crate::survey::Assessment;
use crate::survey::assessment::Verdict;
use crate::ui::parts::jump::Jump;
use crate::ui::place;
use crate::ui::route::Route;
use crate::ui::words::{count, rich, visible};
use yew::{Html, classes, html};

/// The band with the verdict. It is a `status` that exists from the start, so that what it becomes is spoken.
///
/// `meta`: what stands beneath in small type. `progress`: answers in, and asked, while some are awaited.
#[must_use]
pub fn band(verdict: &Verdict, meta: Html, progress: Option<(usize, usize)>) -> Html {
    let turns = (verdict.severity == Severity::Pending).then_some("turns");
    html! {
        <section class={classes!("verdict", verdict.severity.class())} aria-labelledby="say">
            <div class="wrap verdict__in">
                <svg class={classes!("verdict__mark", "icon", turns)} aria-hidden="true">
                    <use href={verdict.severity.icon()} />
                </svg>
                <div class="verdict__text" role="status">
                    <p class="verdict__kind">
                        { verdict.severity.word() }
                        if !verdict.kind.is_empty() {
                            { " · " }{ visible(&verdict.kind) }
                        }
                    </p>
                    <h1 class="verdict__say" id="say" tabindex="-1">{ rich(&verdict.sentence) }</h1>
                    <p class="verdict__so">{ rich(&verdict.consequence) }</p>
                </div>
                <p class="verdict__meta">{ meta }</p>
            </div>
            { bar(progress) }
        </section>
    }
}

/// The bar keeps its place when nothing is awaited, so that nothing moves.
fn bar(progress: Option<(usize, usize)>) -> Html {
    match progress {
        None => html! { <div class="verdict__bar"></div> },
        Some((done, all)) => html! {
            <progress class="verdict__bar" max={all.max(1).to_string()} value={done.to_string()} aria-label="Answers received">
                { format!("{done} of {all}") }
            </progress>
        },
    }
}

/// What to do next, with a button that leads there.
#[must_use]
pub fn next(assessment: &Assessment) -> Html {
    let (text, button) = match &assessment.next {
        Some(next) => {
            let page = Route::Check(assessment.domain.clone());
            let button = (!next.label.is_empty()).then(|| {
                let to = place::resolve(assessment, &next.anchor);
                html! { <Jump {page} {to} class="btn btn--main">{ visible(&next.label) }</Jump> }
            });
            (rich(&next.text), button)
        }
        None if assessment.done => return Html::default(),
        None => (html! { "appears with the verdict." }, None),
    };
    html! {
        <div class="wrap">
            <div class="next">
                <svg class="icon icon--l" aria-hidden="true"><use href="#i-next" /></svg>
                <div class="next__body"><p><strong>{ "Next:" }</strong>{ " " }{ text }</p>{ button.unwrap_or_default() }</div>
            </div>
        </div>
    }
}

/// How many of each kind were found: `1 error, 2 notes, 19 good`.
#[must_use]
pub fn tally(assessment: &Assessment) -> String {
    let mut words = Vec::new();
    for (severity, word) in [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ] {
        match assessment.count(severity) {
            0 => {}
            number => words.push(count(number, word)),
        }
    }
    words.push(format!("{}\u{a0}good", assessment.count(Severity::Good)));
    words.join(", ")
}

/// A link to what can't be seen, where there is such.
#[must_use]
pub fn unseen_link(assessment: &Assessment) -> Html {
    match assessment.unseen.len() {
        0 => Html::default(),
        number => html! {
            <Jump page={Route::Check(assessment.domain.clone())} to="unseen">
                { count(number, "thing") }{ " not observable" }
            </Jump>
        },
    }
}
