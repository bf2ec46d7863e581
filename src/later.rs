//! What a program may leave to another one.
//!
//! The package for JavaScript has a program that judges usual texts: they hold nothing but visible ASCII, blanks and line ends,
//! and are what they are meant to be. The core judges them where they are plain and without a fault, and checks domains as long
//! as nothing unusual comes up: texts are plain, the policy, where it may be read, fits the MX hosts, the resolvers agree, and
//! what was typed is a domain and nothing else. Where more is wanted they say so, and the script goes on with a program that has
//! the rest, from the same texts and answers.

use std::sync::atomic::{AtomicBool, Ordering};

/// Declares a part that the programs built with a feature leave out.
macro_rules! part {
    ($feature:tt, $left_out:ident, $(#[$about:meta])* $Part:ident, $here:ident) => {
        /// Whether this program leaves it out.
        pub(crate) const $left_out: bool = cfg!(all(feature = $feature, target_arch = "wasm32"));

        $(#[$about])*
        ///
        /// What carries one is made by no program that leaves it out, so that all that would be done with it is left out too:
        /// there is no such value there.
        #[cfg(not(all(feature = $feature, target_arch = "wasm32")))]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $Part(());

        $(#[$about])*
        #[cfg(all(feature = $feature, target_arch = "wasm32"))]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $Part {}

        /// To be called where it is wanted. `None`: it isn't here, and what is judged from now on is not to be shown.
        #[cfg(not(all(feature = $feature, target_arch = "wasm32")))]
        #[allow(clippy::unnecessary_wraps, reason = "elsewhere it is left out")]
        pub(crate) const fn $here() -> Option<$Part> {
            Some($Part(()))
        }

        /// The same where it is left out.
        #[cfg(all(feature = $feature, target_arch = "wasm32"))]
        pub(crate) fn $here() -> Option<$Part> {
            WANTED.store(true, Ordering::Relaxed);
            None
        }
    };
}

part! {
    "brief", LEFT_OUT,
    /// Shows that the rest is here: what a check seldom wants.
    Rest, rest
}

part! {
    "usual", USUAL_ALONE,
    /// Shows that what unusual texts want is here.
    Unusual, unusual
}

static WANTED: AtomicBool = AtomicBool::new(false);

/// Entries of a table that only the rest looks at: none where it is left out.
pub(crate) const fn of_rest<T>(entries: &'static [T]) -> &'static [T] {
    if LEFT_OUT { &[] } else { entries }
}

/// Whether something was wanted that isn't here, since the program began or [`forget`].
#[must_use]
pub fn wanted() -> bool {
    USUAL_ALONE && WANTED.load(Ordering::Relaxed)
}

/// Forgets what was wanted, once nobody is left who wanted it.
pub fn forget() {
    if USUAL_ALONE {
        WANTED.store(false, Ordering::Relaxed);
    }
}

/// Work that stands by itself: what it wants isn't held against the rest.
pub struct Apart(bool);

impl Apart {
    /// Begins it.
    #[must_use]
    pub fn begin() -> Self {
        Self(USUAL_ALONE && WANTED.swap(false, Ordering::Relaxed))
    }

    /// Ends it: whether all that it wanted is here.
    #[must_use]
    pub fn end(self) -> bool {
        !(USUAL_ALONE && WANTED.swap(self.0, Ordering::Relaxed))
    }
}
