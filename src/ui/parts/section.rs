//! Sections: a heading, what stands beside it, the content.

use yew::{Html, html};

/// A section that the rail and buttons may lead to by `id`.
#[must_use]
pub fn section(id: &'static str, title: &str, aside: Html, content: Html) -> Html {
    let heading = format!("h-{id}");
    html! {
        <section class="sec" id={id} tabindex="-1" aria-labelledby={heading.clone()}>
            <div class="sec__head"><h2 id={heading}>{ title.to_owned() }</h2>{ aside }</div>
            { content }
        </section>
    }
}

/// Something that opens.
#[must_use]
pub fn more(summary: Html, content: Html) -> Html {
    html! {
        <details class="more">
            <summary>{ summary }</summary>
            <div class="more__body">{ content }</div>
        </details>
    }
}

/// The same across the whole width.
#[must_use]
pub fn more_wide(summary: Html, content: Html) -> Html {
    html! {
        <details class="more">
            <summary>{ summary }</summary>
            <div class="more__body more__body--wide">{ content }</div>
        </details>
    }
}

/// A box that scrolls sideways and takes focus, so that the keyboard reaches what it holds.
#[must_use]
pub fn scroll(label: &str, content: Html) -> Html {
    html! { <div class="scroll" tabindex="0" role="region" aria-label={label.to_owned()}>{ content }</div> }
}
