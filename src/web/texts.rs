//! Texts of the page's own that are loaded when they are first wanted.

use super::fetch::{Ask, get};
use js_sys::futures::spawn_local;
use web_sys::{AbortController, RequestCache};
use yew::Callback;

/// More than there is.
const LIMIT: usize = 1024 * 1024;

/// Loads the file of that name, which lies beside the page, hands it to `take`, and says whether it is there.
pub fn load(name: &'static str, take: fn(String), done: Callback<bool>) {
    spawn_local(async move {
        let file = read(name).await;
        let there = file.is_some();
        if let Some(file) = file {
            take(file);
        }
        done.emit(there);
    });
}

async fn read(name: &str) -> Option<String> {
    let abort = AbortController::new().ok()?;
    let ask = Ask {
        url: name,
        accept: None,
        cache: RequestCache::NoCache,
        limit: LIMIT,
        signal: &abort.signal(),
    };
    let got = get(ask).await?;
    (got.status == 200 && !got.cut).then(|| String::from_utf8(got.body).ok())?
}
