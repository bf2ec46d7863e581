//! A request whose answer is read up to a limit.

use super::stream::{self, End};
use gloo_net::http::RequestBuilder;
use web_sys::{AbortSignal, ReadableStream, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode};

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
    let mut body = Vec::new();
    // At the limit the transfer is ended. Aborting instead would turn this answer into an error.
    match stream::read(stream, limit, |piece| body.extend(piece.to_vec())).await {
        End::Whole => Some((body, false)),
        End::Cut => Some((body, true)),
        End::Broken => None,
    }
}
