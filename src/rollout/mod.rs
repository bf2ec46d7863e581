//! Rollout without an accident: what to do when, from what is published today.
//!
//! ```text
//!  survey, or by hand       what is to change
//!        |                        |
//!      Today ------------------> plan ---> Plan: steps, each with the earliest safe time ---> ics, markdown
//!        |
//!        +---> gate                what is still missing for enforce, from evidence
//!        +---> guard               what this browser saw before: the policy changed and the id did not
//!  old and new policy ---> refusals   who would be refused, by which senders, until when at most
//! ```
//!
//! The arithmetic is that of a sender which does everything as late as it may. It fetched the old policy a moment
//! before the file changed, and keeps it for `max_age` (RFC 8461 §3.2). It looked at the record a moment before the
//! new id was published, and has that answer for its TTL (§3.1). Only when both are over, one after the other, is the
//! old policy gone from every sender. What is not known is taken as the worst that the RFC allows, and said; but that no
//! policy of the past year outlasts the one of today is taken for granted where nothing says otherwise, and said too.
//!
//! All times are seconds since 1970 (UTC), steps begin at full minutes.

mod body;
mod change;
mod doubts;
mod draft;
mod first;
pub mod gate;
pub mod guard;
mod hosts;
pub mod ics;
mod leaving;
pub mod markdown;
mod names;
mod plan;
mod policy;
pub mod refusals;
mod removal;
pub mod rules;
mod serve;
pub mod store;
pub mod times;
mod today;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use change::{Change, written};
pub use plan::{Back, Kind, Options, Paste, Plan, State, Step, plan};
pub use today::{Known, Today};
