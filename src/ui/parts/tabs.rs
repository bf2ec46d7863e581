//! Tabs over a panel: `#tab-0` and so on, and `#panel`.

use crate::ui::act::{Act, Acts, on};
use crate::ui::hooks::key_of;
use crate::ui::markup::draw;
use yew::{Callback, Event, Html};

/// The tabs with these words; `to` makes of a tab's place what is asked for when it is chosen.
pub fn tabs(label: &'static str, words: &[&'static str], chosen: usize, to: fn(usize) -> Act, acts: &Acts) -> Html {
    let tab = |(at, word): (usize, &&'static str)| {
        let selected = at == chosen;
        draw!(
            "<button class=\"tab\" role=\"tab\" type=\"button\" id=\"tab-{}\" aria-selected={} aria-controls=\"panel\" tabindex={}
                onclick={}>{}</button>",
            at,
            if selected { "true" } else { "false" },
            (!selected).then_some("-1"),
            on(acts, to(at)),
            *word
        )
    };
    draw!(
        "<div class=\"tabs\" role=\"tablist\" aria-label={} onkeydown={}>{}</div>",
        label,
        arrows(chosen, words.len(), to, acts),
        words.iter().enumerate().map(tab).collect::<Vec<Html>>()
    )
}

/// What they lead to, under the tab that is chosen.
pub fn panel(chosen: usize, content: Html) -> Html {
    draw!(
        "<div class=\"panel\" id=\"panel\" role=\"tabpanel\" aria-labelledby=\"tab-{}\">{}</div>",
        chosen,
        content
    )
}

/// Arrows, Home and End go through the tabs.
fn arrows(at: usize, all: usize, to: fn(usize) -> Act, acts: &Acts) -> Callback<Event> {
    let acts = acts.clone();
    Callback::from(move |event: Event| {
        let next = match key_of(&event).as_deref() {
            Some("ArrowRight") => (at + 1) % all.max(1),
            Some("ArrowLeft") => (at + all.saturating_sub(1)) % all.max(1),
            Some("Home") => 0,
            Some("End") => all.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        acts.emit(to(next));
        acts.emit(Act::Focus(format!("tab-{next}")));
    })
}
