//! Marks: how bad something is (icon, word, colour) and how it is known (label, line style).

use crate::rule::{Evidence, Severity};
use crate::ui::words::visible;
use yew::{Html, classes, html};

/// A symbol of the icon sheet, such as `#i-copy`. Words always stand beside it.
#[must_use]
pub fn icon(symbol: &'static str) -> Html {
    html! { <svg class="icon" aria-hidden="true"><use href={symbol} /></svg> }
}

/// The icon of a severity; the ring of what is awaited turns.
#[must_use]
pub fn severity_icon(severity: Severity) -> Html {
    let turns = (severity == Severity::Pending).then_some("turns");
    html! { <svg class={classes!("icon", turns)} aria-hidden="true"><use href={severity.icon()} /></svg> }
}

/// A severity as icon and word.
#[must_use]
pub fn badge(severity: Severity) -> Html {
    html! { <span class={classes!("sev", severity.class())}>{ severity_icon(severity) }{ severity.word() }</span> }
}

/// A severity as an icon; its word is there for those who hear the page.
#[must_use]
pub fn mark(severity: Severity) -> Html {
    html! {
        <span class={classes!("sev", "sev--icon", severity.class())}>
            { severity_icon(severity) }
            <span class="sr">{ severity.word() }</span>
        </span>
    }
}

/// How something is known: solid where it was seen, dashed where probed or inferred, dotted where it can't be seen.
#[must_use]
pub fn evidence(evidence: &Evidence) -> Html {
    let detail = evidence.detail();
    html! {
        <span class={evidence.class()}>
            <b>{ evidence.label() }</b>
            if !detail.is_empty() {
                <span>{ visible(&detail) }</span>
            }
        </span>
    }
}
