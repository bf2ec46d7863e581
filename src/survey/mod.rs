//! A check: facts, then questions, then a judgement. Three pure functions over one struct; no I/O, no clock.
//!
//! - [`Survey`]: what is known so far, each fact with who said it and when. An unanswered question is a state of
//!   its own, never "absent".
//! - [`Survey::wanted`]: what to ask next, given the facts.
//! - [`Survey::record`]: takes an answer in, in any order; late and double answers too.
//! - [`judge`](judge::judge): verdict, findings and next step from the facts, at any moment: streaming is
//!   calling it again.
//!
//! Who asks, hedges, times out and cancels is [`drive::Drive`], without a clock or a network; who makes the requests is
//! somebody else: `web/` in the page, a script of the package (`src/bin/api`), a few lines in the tests.

pub mod assessment;
pub mod changes;
pub mod commands;
pub mod compare;
pub mod drive;
pub mod entries;
pub mod facts;
pub mod judge;
pub mod ledger;
pub mod markdown;
pub mod outcome;
pub mod outside;
pub mod picture;
pub mod providers;
pub mod replies;
pub mod rules;
pub mod schedule;
pub mod settings;
pub mod typed;
pub mod view;
pub mod wanted;
pub mod zone;

pub use assessment::Assessment;
pub use facts::{PolicyRead, ProbeReport, Question, Reply, Reported, Survey};
