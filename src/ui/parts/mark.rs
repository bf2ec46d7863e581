//! Marks: how bad something is (icon, word, colour) and how it is known (label, line style).

use crate::rule::{Evidence, Severity};
use crate::ui::markup::draw;
use crate::ui::words::visible;
use yew::Html;

/// A symbol of the icon sheet, such as `#i-copy`. Words always stand beside it.
pub fn icon(symbol: &'static str) -> Html {
    draw!("<svg class=\"icon\" aria-hidden=\"true\"><use href={}/></svg>", symbol)
}

/// The icon of a severity; the ring of what is awaited turns.
pub fn severity_icon(severity: Severity) -> Html {
    if severity == Severity::Pending {
        return draw!("<svg class=\"icon turns\" aria-hidden=\"true\"><use href=\"#i-pending\"/></svg>");
    }
    icon(severity.icon())
}

/// A severity as icon and word.
pub fn badge(severity: Severity) -> Html {
    worded(severity, severity.word())
}

/// A severity as an icon with another word beside it.
pub fn worded(severity: Severity, word: &'static str) -> Html {
    draw!(
        "<span class=\"sev {}\">{}{}</span>",
        severity.class(),
        severity_icon(severity),
        word
    )
}

/// A severity as an icon; its word is there for those who hear the page.
pub fn mark(severity: Severity) -> Html {
    draw!(
        "<span class=\"sev sev--icon {}\">{}<span class=\"sr\">{}</span></span>",
        severity.class(),
        severity_icon(severity),
        severity.word()
    )
}

/// How something is known: solid where it was seen, dashed where probed or inferred, dotted where it can't be seen.
pub fn evidence(evidence: &Evidence) -> Html {
    let detail = evidence.detail();
    let detail = (!detail.is_empty()).then(|| draw!("<span>{}</span>", visible(&detail)));
    draw!(
        "<span class={}><b>{}</b>{}</span>",
        evidence.class(),
        evidence.label(),
        detail
    )
}

/// What was typed beside a field that isn't of the rules, and is refused.
pub fn refused(words: &str) -> Html {
    draw!(
        "<p class=\"field__msg {}\">{}<span><span class=\"sr\">{}: </span>{}</span></p>",
        Severity::Error.class(),
        severity_icon(Severity::Error),
        Severity::Error.word(),
        words.to_owned()
    )
}
