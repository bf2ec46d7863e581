//! Things to copy, each with a button that copies exactly the text beside it.

use crate::rule::Snippet;
use crate::ui::hooks::{Copying, use_copy};
use crate::ui::parts::mark::icon;
use crate::ui::words::{plain, rich, visible};
use yew::{AttrValue, Html, Properties, classes, function_component, html};

/// What a [`CopyButton`] is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Props {
    /// Exactly what is copied.
    pub text: AttrValue,
    /// What it is, for those who hear the button: `the record`.
    pub what: AttrValue,
    /// What the button shows; `Copy` if nothing else.
    #[prop_or(AttrValue::Static("Copy"))]
    pub label: AttrValue,
}

/// Copies a text and says for two seconds that it did.
#[function_component]
pub fn CopyButton(props: &Props) -> Html {
    let (state, copy) = use_copy();
    let text = props.text.clone();
    let onclick = move |_| copy.emit(text.to_string());
    let (class, symbol, label) = match state {
        Copying::Idle => ("", "#i-copy", props.label.clone()),
        Copying::Done => ("is-done", "#i-good", AttrValue::Static("Copied")),
        Copying::Refused => (
            "",
            "#i-copy",
            AttrValue::Static("Not allowed here; select the text, press Ctrl+C"),
        ),
    };
    html! {
        <button class={classes!("btn", "btn--small", class)} type="button" {onclick}>
            { icon(symbol) }
            { label }
            <span class="sr">{ " " }{ props.what.clone() }</span>
        </button>
    }
}

/// A command or value with its button.
#[must_use]
pub fn command(text: &str, what: &str) -> Html {
    html! {
        <div class="cmd">
            <code>{ visible(text) }</code>
            <CopyButton text={text.to_owned()} what={what.to_owned()} />
        </div>
    }
}

/// Something to copy under its name.
#[must_use]
pub fn snippet(snippet: &Snippet) -> Html {
    html! {
        <figure class="snip">
            <figcaption class="hint">{ rich(&snippet.label) }</figcaption>
            { command(&snippet.text, &plain(&snippet.label)) }
        </figure>
    }
}
