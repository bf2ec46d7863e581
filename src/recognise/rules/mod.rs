//! The rules that only a paste can raise.

pub mod tls;
pub mod zone;
