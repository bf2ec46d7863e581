//! A look-up: DNS over HTTPS in JSON.

use super::fetch::{Ask, get};
use crate::dns::{Failure, Lookup, Name, Rtype, doh};
use web_sys::{AbortSignal, RequestCache};

/// Asks by this URL, which is the question for these records.
pub(super) async fn look_up(url: &str, name: &Name, rtype: Rtype, signal: &AbortSignal) -> Lookup {
    let ask = Ask {
        url,
        // Cloudflare wants exactly this; it needs no preflight.
        accept: Some("application/dns-json"),
        cache: RequestCache::NoStore,
        limit: doh::BODY_LIMIT,
        signal,
    };
    match get(ask).await {
        None => Lookup::Failed(Failure::Unreachable),
        Some(got) if got.cut => Lookup::Failed(Failure::TooLarge),
        Some(got) => doh::decode_reply(name, rtype, got.status, got.retry_after.as_deref(), &got.body),
    }
}
