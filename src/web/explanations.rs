//! What explains the rules, loaded when it is first wanted.

use super::fetch::{Ask, get};
use crate::rule::explanation;
use js_sys::futures::spawn_local;
use web_sys::{AbortController, RequestCache, RequestRedirect};
use yew::Callback;

/// More than there is.
const LIMIT: usize = 1024 * 1024;

/// Loads it, and says whether it is there.
pub fn load(done: Callback<bool>) {
    spawn_local(async move {
        let file = read().await;
        let there = file.is_some();
        if let Some(file) = file {
            explanation::load(file);
        }
        done.emit(there);
    });
}

async fn read() -> Option<String> {
    let abort = AbortController::new().ok()?;
    let ask = Ask {
        url: explanation::FILE,
        accept: None,
        redirect: RequestRedirect::Follow,
        cache: RequestCache::NoCache,
        limit: LIMIT,
        signal: &abort.signal(),
    };
    let got = get(ask).await?;
    (got.status == 200 && !got.cut).then(|| String::from_utf8(got.body).ok())?
}
