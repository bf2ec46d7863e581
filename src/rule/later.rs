//! What a program may leave to another one.
//!
//! The package for JavaScript has a program that checks domains as long as nothing unusual comes up: its texts are plain, no
//! policy's text is at hand, the resolvers agree, and what was typed is a domain and nothing else. Where more is wanted it
//! says so, and the script goes on with a program that has the rest, from the same answers.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether this program leaves the rest out.
pub(crate) const LEFT_OUT: bool = cfg!(all(feature = "brief", target_arch = "wasm32"));

/// Shows that the rest is here. What carries one is made by no program that leaves it out, so that all that would be done with
/// it is left out too: there is no such value there.
#[cfg(not(all(feature = "brief", target_arch = "wasm32")))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rest(());

/// The same where the rest is left out.
#[cfg(all(feature = "brief", target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {}

static WANTED: AtomicBool = AtomicBool::new(false);

/// The rest, to be called where it is wanted. `None`: it isn't here, and what is judged from now on is not to be shown.
#[cfg(not(all(feature = "brief", target_arch = "wasm32")))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it is left out")]
pub(crate) const fn rest() -> Option<Rest> {
    Some(Rest(()))
}

/// The same where the rest is left out.
#[cfg(all(feature = "brief", target_arch = "wasm32"))]
pub(crate) fn rest() -> Option<Rest> {
    WANTED.store(true, Ordering::Relaxed);
    None
}

/// Entries of a table that only the rest looks at: none where it is left out.
pub(crate) const fn of_rest<T>(entries: &'static [T]) -> &'static [T] {
    if LEFT_OUT { &[] } else { entries }
}

/// Whether the rest was wanted since the program began, and isn't here.
#[must_use]
pub fn wanted() -> bool {
    LEFT_OUT && WANTED.load(Ordering::Relaxed)
}
