//! The picture: record → policy host → policy → MX hosts, with the broken edge marked. Drawn twice from one
//! description, wide and tall; a container query chooses. All of it stands in words too.

mod draw;
mod tall;
mod wide;

use crate::survey::assessment::{Chain, Stage};
use crate::ui::parts::section::more;
use crate::ui::words::rich;
use yew::{Html, html};

/// The picture, how to read its lines, and the same in words. There is room for `reserved` MX hosts at least, so that
/// nothing moves when they come.
#[must_use]
pub fn picture(chain: &Chain, reserved: usize) -> Html {
    html! {
        <figure class="chain">
            { wide::svg(chain, reserved) }
            { tall::svg(chain, reserved) }
            <ul class="chain__key" aria-label="How to read the lines">
                { key("c-edge", "seen") }
                { key("c-edge is-probe", "probed or inferred") }
                { key("c-edge is-unseen", "not observable, or still waiting") }
            </ul>
            { more(html! { { "The picture in words" } }, html! {
                <ol class="steps">{ for chain.words.iter().map(|step| html! { <li>{ rich(step) }</li> }) }</ol>
            }) }
        </figure>
    }
}

fn key(class: &'static str, word: &'static str) -> Html {
    html! { <li><svg viewBox="0 0 32 10" aria-hidden="true"><path {class} d="M1 5h30" /></svg>{ word }</li> }
}

/// The four stages with their headings.
fn stages(chain: &Chain) -> [(&'static str, &Stage); 4] {
    [
        ("Record", &chain.record),
        ("Policy host", &chain.host),
        ("Policy", &chain.policy),
        ("MX hosts", &chain.mx),
    ]
}

#[cfg(test)]
mod tests;
