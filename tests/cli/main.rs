//! The command line, run as users run it: what it prints in each format, and how it ends.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod formats;
mod human;
mod run;
mod sarif;
