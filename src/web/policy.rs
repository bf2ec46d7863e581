//! The policy, read by a cross-origin fetch (RFC 8461 §3.3), where its host lets pages do so.

use super::fetch::{Ask, get};
use crate::survey::PolicyRead;
use crate::survey::facts::BODY_LIMIT;
use web_sys::{AbortSignal, RequestCache};

/// Reads the policy. Redirects are followed, so that the page can show where they lead; senders must not (RFC 8461
/// §3.3). That one was followed the answer says itself (`Response.redirected`), which is proof. A second request that
/// refuses redirects would prove no more: it could only be turned down, and a page isn't told why, so that a connection
/// lost at that moment looks the same.
pub(super) async fn read(url: &str, signal: &AbortSignal) -> PolicyRead {
    let ask = Ask {
        url,
        accept: None,
        cache: RequestCache::NoStore,
        limit: BODY_LIMIT,
        signal,
    };
    get(ask).await.map_or(PolicyRead::Refused, |got| PolicyRead::Readable {
        status: got.status,
        content_type: got.content_type,
        redirected: got.redirected,
        url: got.url,
        body: got.body,
        cut: got.cut,
    })
}
