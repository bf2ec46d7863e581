//! Sections: a heading, what stands beside it, the content.

use crate::ui::act::{Act, Acts, on};
use crate::ui::markup::{Hole, draw};
use crate::ui::route::Route;
use yew::Html;

/// A section that the rail and buttons may lead to by `id`; `aside` stands beside its heading.
pub fn section(id: &'static str, title: &'static str, aside: impl Into<Hole>, content: Html) -> Html {
    framed(id, title, aside.into(), content)
}

fn framed(id: &'static str, title: &'static str, aside: Hole, content: Html) -> Html {
    let aside = match aside {
        Hole::Text(words) => Some(draw!("<p>{}</p>", words.to_string())),
        Hole::Node(node) => Some(node),
        Hole::Nothing | Hole::Hears(_) => None,
    };
    draw!(
        "<section class=\"sec\" id={} tabindex=\"-1\" aria-labelledby=\"h-{}\">
            <div class=\"sec__head\"><h2 id=\"h-{}\">{}</h2>{}</div>
            {}
        </section>",
        id,
        id,
        id,
        title,
        aside,
        content
    )
}

/// Something that opens.
pub fn more(summary: impl Into<Hole>, content: Html) -> Html {
    opening("", summary.into(), content)
}

/// The same across the whole width.
pub fn more_wide(summary: impl Into<Hole>, content: Html) -> Html {
    opening("more__body--wide", summary.into(), content)
}

fn opening(class: &'static str, summary: Hole, content: Html) -> Html {
    draw!(
        "<details class=\"more\"><summary>{}</summary><div class=\"more__body {}\">{}</div></details>",
        summary,
        class,
        content
    )
}

/// A box that scrolls sideways and takes focus, so that the keyboard reaches what it holds.
pub fn scroll(label: impl Into<Hole>, content: Html) -> Html {
    draw!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label={}>{}</div>",
        label.into(),
        content
    )
}

/// A link to the place `to` on the same page. The fragment names the page, so the browser can't jump by itself.
pub fn jump(acts: &Acts, page: &Route, to: String, class: &'static str, content: impl Into<Hole>) -> Html {
    // Opened in a tab of its own, it is the page.
    draw!(
        "<a href={} class={} onclick={}>{}</a>",
        page.to_string(),
        class,
        on(acts, Act::GoTo(to)),
        content.into()
    )
}
