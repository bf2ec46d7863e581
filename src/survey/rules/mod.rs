//! The rules that only a survey can find: they set one fact against another.

pub mod dane;
pub mod host;
pub mod mx;
pub mod near;
