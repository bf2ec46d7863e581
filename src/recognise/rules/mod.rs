//! The rules that only a paste can raise.

pub mod bounce;
pub mod tls;
pub mod zone;
