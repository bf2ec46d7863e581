//! The badge of the last check.

use super::Embed;
use crate::embed::badge::Badge;
use crate::rule::Severity;
use crate::text::address_encode;
use crate::ui::act::{Act, Acts, Put, on};
use crate::ui::markup::draw;
use crate::ui::parts::mark::{icon, severity_icon};
use crate::ui::parts::source::text_file;
use crate::ui::route::Route;
use yew::Html;

/// The badge, or how to come by one.
pub fn badge(embed: &Embed, acts: &Acts) -> Html {
    let content = embed.badge().map_or_else(|| none(embed), |badge| one(&badge, acts));
    draw!(
        "<section aria-labelledby=\"h-badge\"><h2 id=\"h-badge\">The badge</h2>{}</section>",
        content
    )
}

fn none(embed: &Embed) -> Html {
    let to = match embed.choice.domain.as_str() {
        "" => Route::Start,
        domain => Route::Check(domain.to_owned()),
    };
    let words = match &embed.checked {
        Some(running) => format!("The check of {} isn’t finished.", running.domain),
        None => "A badge tells what a check found, and none was made since the page was opened.".to_owned(),
    };
    draw!(
        "<div class=\"aside\">{}<p>{} <a href={}>Check a domain</a>, then come back.</p></div>",
        severity_icon(Severity::Note),
        words,
        to.to_string()
    )
}

fn one(badge: &Badge, acts: &Acts) -> Html {
    let mut picture = "data:image/svg+xml,".to_owned();
    // A text takes whatever is written to it.
    _ = address_encode(&badge.svg, &mut picture);
    draw!(
        "<div class=\"stage\"><img id=\"badge\" src={} alt={}/></div>
        <p class=\"hint snip\">A snapshot: it never changes by itself. It carries its date and leads to a check of today. It has no script and
        loads nothing.</p>
        <p class=\"row snip\"><button class=\"btn btn--main\" type=\"button\" id=\"e-save\" onclick={}>{}Save the SVG</button></p>
        <div class=\"panel\">{}{}</div>",
        picture,
        &badge.alt,
        on(acts, Act::Embed(Put::SaveBadge)),
        icon("#i-save"),
        text_file("Markdown", &badge.markdown, "the Markdown"),
        text_file("HTML", &badge.html, "the HTML")
    )
}
