//! A request whose answer is read up to a limit.

use gloo_net::http::RequestBuilder;
use js_sys::futures::JsFuture;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortSignal, ReadableStream, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestMode,
};

/// What to ask. It is always a GET that tells nothing of the user: no credentials, no referrer.
pub(super) struct Ask<'a> {
    pub url: &'a str,
    /// The media type wanted, if the server has to be told.
    pub accept: Option<&'static str>,
    /// What to do about the browser's cache.
    pub cache: RequestCache,
    /// How many bytes of the body are read.
    pub limit: usize,
    /// Ends the request.
    pub signal: &'a AbortSignal,
}

/// What came back.
pub(super) struct Got {
    pub status: u16,
    /// Where the answer came from in the end.
    pub url: String,
    pub redirected: bool,
    pub content_type: Option<String>,
    pub retry_after: Option<String>,
    pub body: Vec<u8>,
    /// Whether the body went on beyond the limit.
    pub cut: bool,
}

/// Asks. `None`: rejected or broken off, and the browser doesn't tell why.
pub(super) async fn get(ask: Ask<'_>) -> Option<Got> {
    let mut request = RequestBuilder::new(ask.url)
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .cache(ask.cache)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(ask.signal));
    if let Some(media_type) = ask.accept {
        request = request.header("Accept", media_type);
    }
    let response = request.send().await.ok()?;
    let (body, cut) = match response.body() {
        Some(stream) => read(&stream, ask.limit).await?,
        None => (Vec::new(), false),
    };
    let header = |name| response.headers().get(name);
    Some(Got {
        status: response.status(),
        url: response.url(),
        redirected: response.redirected(),
        content_type: header("content-type"),
        retry_after: header("retry-after"),
        body,
        cut,
    })
}

/// The beginning of a body, and whether there was more. `None`: it broke off.
async fn read(stream: &ReadableStream, limit: usize) -> Option<(Vec<u8>, bool)> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut body = Vec::new();
    loop {
        let result = JsFuture::from(reader.read()).await.ok()?;
        let member = |name| Reflect::get(&result, &JsValue::from_str(name)).ok();
        if member("done")?.is_truthy() {
            return Some((body, false));
        }
        let chunk: Uint8Array = member("value")?.dyn_into().ok()?;
        let room = u32::try_from(limit.saturating_sub(body.len())).unwrap_or(u32::MAX);
        let over = chunk.length() > room;
        body.extend(chunk.subarray(0, room).to_vec());
        if over {
            // Ends the transfer. Aborting instead would turn this answer into an error.
            drop(JsFuture::from(reader.cancel()));
            return Some((body, true));
        }
    }
}
