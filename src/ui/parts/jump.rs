//! Links to a place on the same page. The fragment names the page, so the browser can't jump by itself.

use crate::ui::hooks::focus;
use crate::ui::route::Route;
use yew::{AttrValue, Callback, Classes, Html, Properties, function_component, html};

/// What a [`Jump`] is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Props {
    /// The page that both stand on.
    pub page: Route,
    /// The id of the element that it leads to.
    pub to: AttrValue,
    /// Its classes.
    #[prop_or_default]
    pub class: Classes,
    /// What it says.
    pub children: Html,
}

/// A link to a place on the same page: scrolls there and moves the focus.
#[function_component]
pub fn Jump(props: &Props) -> Html {
    let to = props.to.clone();
    let onclick = Callback::from(move |event: yew::MouseEvent| {
        event.prevent_default();
        focus(&to);
    });
    // Opened in a tab of its own, it is the page.
    html! { <a href={props.page.to_string()} class={props.class.clone()} {onclick}>{ props.children.clone() }</a> }
}
