//! Event listeners that go when they are dropped.

use wasm_bindgen::prelude::{Closure, JsCast};
use web_sys::{Event, EventTarget};

/// Hears an event until it is dropped.
#[derive(Debug)]
#[must_use]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    run: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `heard` for every such event that reaches `target`.
    pub fn new(target: impl Into<EventTarget>, event: &'static str, heard: impl FnMut(Event) + 'static) -> Self {
        let target = target.into();
        let run = Closure::<dyn FnMut(Event)>::new(heard);
        // Fails for a target that is none, which the type rules out.
        let _ = target.add_event_listener_with_callback(event, run.as_ref().unchecked_ref());
        Self { target, event, run }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let run = self.run.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.event, run);
    }
}
