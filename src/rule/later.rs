//! What a program may leave to another one: the readers that tell each fault of a text.
//!
//! Most texts are plain, and are read by the way without them. The package for JavaScript has a program that checks domains
//! and leaves them out; where a text wants them it says so, and the script goes on with a program that has them.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether this program leaves them out.
pub(crate) const LEFT_OUT: bool = cfg!(all(feature = "brief", target_arch = "wasm32"));

static WANTED: AtomicBool = AtomicBool::new(false);

/// To be called where one of them would have to read: what is judged from here on is not to be shown.
pub(crate) fn want() {
    WANTED.store(true, Ordering::Relaxed);
}

/// Whether one of them would have had to read since the program began.
#[must_use]
pub fn wanted() -> bool {
    WANTED.load(Ordering::Relaxed)
}
