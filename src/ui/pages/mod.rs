//! The pages, one a place.

pub mod about;
pub mod check;
pub mod compare;
pub mod requests;
pub mod rule;
pub mod rules;
pub mod settings;
pub mod start;
pub mod wait;

#[cfg(test)]
mod tests;

use crate::ui::markup::{Hole, draw};
use yew::Html;

/// The head of a page that is no result; the focus goes to its heading.
pub(super) fn head(title: impl Into<Hole>, lead: impl Into<Hole>, more: Option<Html>) -> Html {
    draw!(
        "<div class=\"wrap page-head\"><h1 id=\"say\" tabindex=\"-1\">{}</h1><p>{}</p>{}</div>",
        title.into(),
        lead.into(),
        more
    )
}

/// What stands below it.
fn body(content: Html) -> Html {
    draw!("<div class=\"wrap cols cols--low\"><div>{}</div></div>", content)
}
