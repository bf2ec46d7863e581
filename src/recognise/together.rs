//! How the pieces of a paste fit one another.

/// What fits what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Together {}
