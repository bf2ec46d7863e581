//! Time: the date, how long something took, and timers.

use super::window;
use wasm_bindgen::prelude::{Closure, JsCast};

/// Now, in seconds since 1970 (UTC).
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    reason = "seconds fit for a long time; a float that doesn't saturates"
)]
pub fn unix_seconds() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// Counts milliseconds, unmoved by changes of the system's clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopwatch {
    start: f64,
}

impl Stopwatch {
    pub fn start() -> Self {
        Self { start: monotonic() }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a check lasts seconds; a float out of range saturates"
    )]
    pub fn milliseconds(self) -> u32 {
        (monotonic() - self.start) as u32
    }
}

fn monotonic() -> f64 {
    window()
        .and_then(|window| window.performance())
        .map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Runs a function once after some time; dropping it earlier prevents that.
#[derive(Debug)]
#[must_use]
pub struct Timeout {
    id: i32,
    _run: Closure<dyn FnMut()>,
}

impl Timeout {
    /// Runs `then` after so many milliseconds. `None` if there is no browser.
    pub fn new(milliseconds: u32, then: impl FnMut() + 'static) -> Option<Self> {
        let run = Closure::<dyn FnMut()>::new(then);
        let milliseconds = i32::try_from(milliseconds).unwrap_or(i32::MAX);
        let id = window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(run.as_ref().unchecked_ref(), milliseconds)
            .ok()?;
        Some(Self { id, _run: run })
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        if let Some(window) = window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
