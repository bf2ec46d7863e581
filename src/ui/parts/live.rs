//! A part of the page with a little state of its own: what a filter holds, whether a list is open, that something was
//! copied. One component for all of them, since each component costs several KB.

use crate::web::clock::Timeout;
use yew::{AttrValue, Callback, Component, Context, Html, Properties, html};

/// Draws the part from its state, which is a text; the second argument changes it.
pub type Draw = Callback<(AttrValue, Callback<AttrValue>), Html>;

/// What a [`Live`] is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Props {
    /// Draws it.
    pub draw: Draw,
    /// Which state goes back to nothing by itself after a while; nothing: none.
    pub fades: &'static str,
}

/// For how long a state stays that fades, in milliseconds.
const SAID_FOR: u32 = 2_000;

/// The component; see the module.
pub struct Live {
    state: AttrValue,
    timer: Option<Timeout>,
}

impl Component for Live {
    type Message = AttrValue;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self {
            state: AttrValue::Static(""),
            timer: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, state: AttrValue) -> bool {
        // Dropped with the component, and so never late.
        self.timer = (state == ctx.props().fades && !state.is_empty())
            .then(|| {
                let link = ctx.link().clone();
                Timeout::new(SAID_FOR, move || link.send_message(AttrValue::Static("")))
            })
            .flatten();
        self.state = state;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        ctx.props()
            .draw
            .emit((self.state.clone(), ctx.link().callback(|state| state)))
    }
}

/// A part that `draw` draws from its state, which is empty at first.
pub fn live(draw: Draw) -> Html {
    html! { <Live {draw} fades={""} /> }
}

/// The same, with one state that fades.
pub fn fading(draw: Draw, fades: &'static str) -> Html {
    html! { <Live {draw} {fades} /> }
}
