//! What stands in place of a page whose part of the program is still on its way, or could not be loaded.

use super::head;
use crate::ui::act::{Act, Acts, on};
use crate::ui::markup::draw;
use crate::ui::parts::ask::{Field, bar};
use crate::ui::route::Route;
use yew::Html;

/// The page.
pub fn page(field: &Field, route: &Route, lost: bool, acts: &Acts) -> Html {
    let label = if matches!(route, Route::Compare(_)) {
        "Compare"
    } else {
        "Check"
    };
    let (title, lead) = if lost {
        (
            "A part of this page could not be loaded.",
            "It comes from where the page itself came from: the network may be gone, something on the way holds it back, or \
             the page has been renewed since, and then reloading it helps. No domain has been asked about.",
        )
    } else {
        ("One moment", "The part of this page that does this is being loaded.")
    };
    let again = if lost {
        draw!(
            "<p><button class=\"btn btn--main\" type=\"button\" id=\"load\" onclick={}>Try again</button></p>",
            on(acts, Act::Retry)
        )
    } else {
        // A request that hangs comes to no end, good or bad. The style sheet shows this when it has taken long.
        draw!(
            "<p class=\"late\">It takes long. <button class=\"btn btn--small\" type=\"button\" id=\"reload\" onclick={}>Reload
            the page</button></p>",
            on(acts, Act::Reload)
        )
    };
    draw!(
        "{}{}",
        route.domain().map(|_| bar(field, false, label, acts)),
        draw!("<div role=\"status\">{}</div>", head(title, lead, Some(again)))
    )
}
