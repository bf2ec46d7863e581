//! Lines of a master file (RFC 1035 §5.1), and what is printed in the same form: the answers of `dig`.
//!
//! ```text
//! entry = [owner] [ttl] [class] type data          ttl and class in either order, a blank owner is the one before
//!       / $ORIGIN name / $TTL ttl
//! ```
//!
//! The reader is tolerant: it takes lines without class and time to live, and skips what it doesn't know. Names are
//! completed by `$ORIGIN` where there is one.

pub(super) mod entry;
pub(super) mod faults;
pub(super) mod names;
pub(super) mod read;
pub(super) mod record;
pub(super) mod value;
