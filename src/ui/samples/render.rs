//! Pages as text.

use yew::{Html, LocalServerRenderer, Properties, function_component};

#[derive(Debug, PartialEq, Properties)]
struct Content {
    content: Html,
}

#[function_component]
fn Shown(props: &Content) -> Html {
    props.content.clone()
}

/// The HTML that a page comes to.
pub fn render(content: Html) -> String {
    futures::executor::block_on(
        LocalServerRenderer::<Shown>::with_props(Content { content })
            .hydratable(false)
            .render(),
    )
}
