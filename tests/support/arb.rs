//! How properties are tried: with the same inputs at every run, small ones first, so that a run that passed passes again.
//!
//! `LENS_RANDOM=SECONDS` in the environment tries fresh ones for that long instead; `fuzz/` goes further.

use arbtest::arbitrary::{Result, Unstructured};
use std::time::Duration;

/// How many inputs each property is tried with.
const TRIES: u64 = 400;

/// Tries a property with many inputs.
pub fn property(mut property: impl FnMut(&mut Unstructured) -> Result<()>) {
    let seconds = std::env::var("LENS_RANDOM")
        .ok()
        .and_then(|seconds| seconds.parse().ok());
    if let Some(seconds) = seconds {
        arbtest::arbtest(property).budget(Duration::from_secs(seconds));
        return;
    }
    for try_number in 0..TRIES {
        // A seed holds 32 bits of chance above 32 bits of size.
        let chance = try_number.wrapping_add(1).wrapping_mul(0x9e37_79b9) & 0xffff_ffff;
        let size = 32 + try_number * try_number / 16;
        arbtest::arbtest(&mut property).seed(chance << 32 | size);
    }
}
