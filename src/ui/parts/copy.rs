//! Things to copy, each with a button that copies exactly the text beside it.

use crate::rule::Snippet;
use crate::ui::markup::{draw, text as text_node};
use crate::ui::parts::live::fading;
use crate::ui::parts::mark::icon;
use crate::ui::words::{plain, rich, visible};
use crate::web::{clipboard, page};
use yew::{AttrValue, Callback, Event, Html};

/// A button that copies `text`, which is `what` to those who hear it, and says for two seconds that it did.
pub fn copy_button(text: &str, what: &str) -> Html {
    labelled(text, what, "Copy")
}

/// The same, with other words on it.
pub fn labelled(text: &str, what: &str, label: &'static str) -> Html {
    let (text, what) = (AttrValue::from(text.to_owned()), AttrValue::from(what.to_owned()));
    let draw =
        Callback::from(move |(state, set): (AttrValue, Callback<AttrValue>)| button(&text, &what, label, &state, set));
    fading(draw, DONE)
}

/// The button, and what could not be copied in a box of its own, from where it can be taken by hand.
fn button(text: &AttrValue, what: &AttrValue, label: &'static str, state: &str, set: Callback<AttrValue>) -> Html {
    let click = {
        let (text, what) = (text.clone(), what.clone());
        Callback::from(move |click: Event| {
            let (set, what, exact) = (set.clone(), what.clone(), text.clone());
            let done = Callback::from(move |done: bool| {
                let state = match done {
                    true => DONE,
                    false if clipboard::select(&click, &exact) => SELECTED,
                    false => REFUSED,
                };
                page::tell(&format!("{state}: {what}"));
                set.emit(AttrValue::Static(state));
            });
            clipboard::copy(&text, done);
        })
    };
    let (class, symbol, shown) = if state == DONE {
        ("is-done", "#i-good", DONE)
    } else {
        ("", "#i-copy", label)
    };
    let selected = (state == SELECTED).then(|| draw!("<span class=\"hint\">{}</span>", SELECTED));
    let refused = (state == REFUSED).then(|| {
        draw!(
            "<span class=\"copy\"><span class=\"hint\">{}. Take it from here:</span>
                <textarea class=\"area mono\" rows=\"2\" readonly aria-label={} value={}/></span>",
            REFUSED,
            what.to_string(),
            text.to_string()
        )
    });
    draw!(
        "<button class=\"btn btn--small {}\" type=\"button\" onclick={}>{}{}<span class=\"sr\"> {}</span></button>{}{}",
        class,
        click,
        icon(symbol),
        shown,
        what.to_string(),
        selected,
        refused
    )
}

const DONE: &str = "Copied";
const SELECTED: &str = "Copying is not allowed here; the text is selected, press Ctrl+C";
const REFUSED: &str = "Copying is not allowed here";

/// A command or value with its button.
pub fn command(text: &str, what: &str) -> Html {
    draw!(
        "<div class=\"cmd\"><code>{}</code>{}</div>",
        whole(&visible(text)),
        copy_button(text, what)
    )
}

/// The text, with each word that has a hyphen in a box of its own: no line ends within it as long as it fits one.
fn whole(text: &str) -> Vec<Html> {
    let word = |word: &str| match word.trim_end() {
        bare if bare.contains('-') => draw!(
            "<span>{}</span>{}",
            bare.to_owned(),
            word.get(bare.len()..).unwrap_or_default().to_owned()
        ),
        _ => text_node(word.to_owned()),
    };
    text.split_inclusive([' ', '\n']).map(word).collect()
}

/// Something to copy under its name.
pub fn snippet(snippet: &Snippet) -> Html {
    draw!(
        "<figure class=\"snip\"><figcaption class=\"hint\">{}</figcaption>{}</figure>",
        rich(&snippet.label),
        command(&snippet.text, &plain(&snippet.label))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::samples::render;

    #[test]
    fn words_with_a_hyphen_stay_whole_and_the_text_stays_what_it_is() {
        let html = render(draw!("{}", whole("a -b \\\n  x-y")));
        assert!(html.contains("a <span>-b</span> \\\n  <span>x-y</span>"), "{html}");
    }

    #[test]
    fn what_may_not_be_copied_can_be_taken_by_hand() {
        let shown = |state| {
            let html = button(&"v=<1>".into(), &"the record".into(), "Copy", state, Callback::noop());
            render(html)
        };
        assert!(shown("").contains("Copy<span") && !shown("").contains("textarea"));
        assert!(shown(DONE).contains("Copied<span") && !shown(DONE).contains("textarea"));
        let selected = shown(SELECTED);
        assert!(selected.contains("Copy<span") && selected.contains("press Ctrl+C") && !selected.contains("textarea"));
        let refused = shown(REFUSED);
        // The button stays what it is.
        assert!(refused.contains("Copy<span"), "{refused}");
        assert!(refused.contains(">v=&lt;1&gt;</textarea>"), "{refused}");
    }
}
