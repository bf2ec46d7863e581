//! Things to copy, each with a button that copies exactly the text beside it.

use crate::rule::Snippet;
use crate::ui::markup::draw;
use crate::ui::parts::live::fading;
use crate::ui::parts::mark::icon;
use crate::ui::words::{plain, rich, visible};
use crate::web::clipboard;
use yew::{AttrValue, Callback, Event, Html};

/// A button that copies `text`, which is `what` to those who hear it, and says for two seconds that it did.
pub fn copy_button(text: &str, what: &str) -> Html {
    labelled(text, what, "Copy")
}

/// The same, with other words on it.
pub fn labelled(text: &str, what: &str, label: &'static str) -> Html {
    let (text, what) = (AttrValue::from(text.to_owned()), AttrValue::from(what.to_owned()));
    fading(Callback::from(move |(state, set): (AttrValue, Callback<AttrValue>)| {
        let text = text.clone();
        let click = Callback::from(move |click: Event| {
            let (set, exact) = (set.clone(), text.clone());
            let done = Callback::from(move |done: bool| {
                set.emit(AttrValue::Static(match done {
                    true => DONE,
                    false if clipboard::select(&click, &exact) => SELECTED,
                    false => REFUSED,
                }));
            });
            clipboard::copy(&text, done);
        });
        let (class, symbol) = if state == DONE {
            ("is-done", "#i-good")
        } else {
            ("", "#i-copy")
        };
        let shown = if state.is_empty() {
            label.into()
        } else {
            state.to_string()
        };
        draw!(
            "<button class=\"btn btn--small {}\" type=\"button\" onclick={}>{}{}<span class=\"sr\"> {}</span></button>",
            class,
            click,
            icon(symbol),
            shown,
            what.to_string()
        )
    }))
}

const DONE: &str = "Copied";
const SELECTED: &str = "Not allowed here; the text is selected, press Ctrl+C";
const REFUSED: &str = "Not allowed here; select the text, press Ctrl+C";

/// A command or value with its button.
pub fn command(text: &str, what: &str) -> Html {
    draw!(
        "<div class=\"cmd\"><code>{}</code>{}</div>",
        visible(text),
        copy_button(text, what)
    )
}

/// Something to copy under its name.
pub fn snippet(snippet: &Snippet) -> Html {
    draw!(
        "<figure class=\"snip\"><figcaption class=\"hint\">{}</figcaption>{}</figure>",
        rich(&snippet.label),
        command(&snippet.text, &plain(&snippet.label))
    )
}
