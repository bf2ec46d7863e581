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

/// The time zone of whoever reads.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Its name: `Europe/Berlin`.
    pub name: String,
    /// How many minutes its clocks are ahead of UTC at a moment, in seconds since 1970.
    pub ahead: fn(i64) -> i32,
}

impl Zone {
    /// UTC itself.
    #[must_use]
    pub fn utc() -> Self {
        Self {
            name: "UTC".to_owned(),
            ahead: |_| 0,
        }
    }

    /// The one that the browser is set to.
    #[must_use]
    pub fn of_browser() -> Self {
        let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
        let name = js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into());
        Self {
            name: name.ok().and_then(|name| name.as_string()).unwrap_or_default(),
            ahead,
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a day has few minutes; a moment out of range has no offset, and saturates to 0"
)]
fn ahead(unix: i64) -> i32 {
    let moment = js_sys::Date::new(&(unix as f64 * 1000.0).into());
    -(moment.get_timezone_offset() as i32)
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
