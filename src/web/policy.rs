//! The policy, read by a cross-origin fetch (RFC 8461 §3.3), where its host lets pages do so.

use super::fetch::{Ask, get};
use crate::survey::PolicyRead;
use crate::survey::facts::{BODY_LIMIT, RedirectCheck};
use web_sys::{AbortSignal, RequestCache, RequestRedirect};

/// Reads the policy.
pub(super) async fn read(url: &str, signal: &AbortSignal) -> PolicyRead {
    let ask = Ask {
        url,
        accept: None,
        // Followed, so that the page can show where it leads; senders must not (RFC 8461 §3.3).
        cache: RequestCache::NoStore,
        redirect: RequestRedirect::Follow,
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

/// Reads it again without following redirects.
pub(super) async fn check_redirect(url: &str, signal: &AbortSignal) -> RedirectCheck {
    let ask = Ask {
        url,
        accept: None,
        cache: RequestCache::NoStore,
        redirect: RequestRedirect::Error,
        limit: 0,
        signal,
    };
    match get(ask).await {
        Some(_) => RedirectCheck::None,
        None => RedirectCheck::Redirects,
    }
}
