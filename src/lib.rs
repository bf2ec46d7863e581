//! MTA-STS Lens: one engine that knows RFC 8461 and RFC 8460 exactly, and thin faces on it.
//!
//! ```text
//!  faces      app (Yew page: main.rs, in parts)    site (static pages, native)    mta-sts-lens, lint (command line, native)
//!             api (wasm for JavaScript, without the page)
//!                  |                                              |
//!  browser         +---- web/   fetch, storage, clipboard, probe  |
//!                  |                                              |
//!  page            +---- ui/    Yew components: functions of props|
//!                                   |                             |
//!  jobs   rollout/ -> make/ -> survey/ <-- recognise/  senders/   |      form -> files, change -> steps | facts -> verdict
//!                report/ -------^   excerpt/    embed/          |      bytes of a report -> what became of mail
//!                                   |                             |      paste -> pieces | what senders make of a text
//!                                   |                             |      what of a text is shown | a check in other sites
//!                                   |                             |
//!  protocols                 sts/       tlsrpt/  <----------------+      RFC 8461 | RFC 8460
//!                                   |
//!  names, answers                 dns/                                   names, DoH JSON, typed answers
//!                                   |
//!  diagnostics                    rule/                                  Rule, Finding, Fix, Evidence
//!                                   |
//!  positions                      text.rs                                Span, lines and columns, how foreign text is shown
//!                                  json/                                  a bounded JSON reader that knows positions
//!                                  order.rs                               sorting of short lists
//!                                  crc.rs, base64.rs                      the checksum of zip archives; bytes as text
//!                                  near.rs                                how far two words are apart
//!                                  words.rs                               numbers, times and dates in words
//!                                  later.rs                              what a program may leave to another one
//! ```
//!
//! Read downwards: each may use what stands below it, never above (`tests/layers.rs` holds it). Everything from
//! `recognise`, `rollout` and `survey` down is plain Rust: no browser, no clock, no randomness, no I/O; time and ids come
//! in as arguments. `registry` gathers the rules that the modules declare, in families, and what explains each.

// An index that is out of range panics as `unwrap` does. Where one is allowed, it comes from the same text right before.
#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::string_slice))]
// What would be done with what a program leaves out (`later.rs`) is unused there.
#![cfg_attr(all(feature = "usual", target_arch = "wasm32"), allow(unused, unreachable_code))]

#[cfg(test)]
#[path = "../tests/support/arb.rs"]
mod arb;
pub mod base64;
pub mod crc;
pub mod dns;
pub mod embed;
pub mod excerpt;
pub mod json;
pub mod later;
pub mod make;
#[allow(clippy::indexing_slicing)]
pub mod near;
pub mod order;
pub mod recognise;
pub mod registry;
pub mod report;
pub mod rollout;
pub mod rule;
pub mod senders;
#[allow(clippy::indexing_slicing)]
pub mod sts;
pub mod survey;
pub mod text;
#[allow(clippy::indexing_slicing)]
pub mod tlsrpt;
#[cfg(feature = "page")]
pub mod ui;
#[cfg(feature = "page")]
pub mod web;
pub mod words;
