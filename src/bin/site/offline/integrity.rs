//! What a file holds, in the words in which browsers ask for it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

/// What a request for these bytes, and for no others, gives as its `integrity` (Subresource Integrity §3.1).
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}
