//! What can be found in a record, a policy and an HTTP answer. Each file has its own `RULES`.
//!
//! A rule that one text can raise many times has one severity only, so that a sink that keeps no more than so many
//! findings of a rule never loses the one that makes the text unusable.

pub mod document;
pub mod http;
pub mod mx;
pub mod policy;
pub mod record;
pub mod txt_set;
pub mod value;
