//! What a web server answers: any status, type and length, at any pace.

use crate::scenario::Web;
use futures::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::Response;
use hyper::body::{Bytes, Frame};
use hyper::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use std::convert::Infallible;
use std::time::Duration;

/// Any body.
pub type Body = UnsyncBoxBody<Bytes, Infallible>;

/// Where a policy lies (RFC 8461 §3.2).
pub const POLICY_PATH: &str = "/.well-known/mta-sts.txt";

/// A body that is all there.
pub fn whole(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into()).boxed_unsync()
}

/// The answer to a path that doesn't exist.
pub fn not_found() -> Response<Body> {
    let mut response = Response::new(whole("not found\n"));
    *response.status_mut() = hyper::StatusCode::NOT_FOUND;
    response
}

/// What this file answers, after its delay.
pub async fn serve(web: &Web) -> Response<Body> {
    tokio::time::sleep(Duration::from_millis(web.delay_ms)).await;
    let mut response = Response::new(body(web));
    let redirect = web.redirect.as_deref();
    let status = web.status.unwrap_or(if redirect.is_some() { 302 } else { 200 });
    if let Ok(status) = hyper::StatusCode::from_u16(status) {
        *response.status_mut() = status;
    }
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    let kind = web.r#type.as_deref().unwrap_or("text/plain");
    if !kind.is_empty() {
        set(CONTENT_TYPE, kind);
    }
    if web.cors {
        set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    if let Some(to) = redirect {
        set(LOCATION, to);
    }
    for (name, value) in &web.headers {
        if let Ok(name) = name.parse() {
            set(name, value);
        }
    }
    response
}

fn body(web: &Web) -> Body {
    let text = Bytes::from(web.body.clone());
    if web.endless {
        return chunks(repeated(&text, 4096), |chunk, _| {
            Some((chunk.clone(), Duration::from_millis(5)))
        });
    }
    let text = match web.size {
        Some(size) => repeated(&text, size),
        None => text,
    };
    if web.stall {
        let half = text.len() / 2;
        return chunks(text, move |text, step| match step {
            0 => Some((text.slice(..half), Duration::ZERO)),
            // Longer than any scenario.
            _ => Some((Bytes::new(), Duration::from_secs(3600))),
        });
    }
    if web.drip_ms > 0 {
        let pause = Duration::from_millis(web.drip_ms);
        return chunks(text, move |text, step| {
            (step < text.len()).then(|| (text.slice(step..=step), pause))
        });
    }
    whole(text)
}

fn repeated(text: &Bytes, size: usize) -> Bytes {
    let unit: &[u8] = if text.is_empty() { b"x" } else { text };
    unit.iter().copied().cycle().take(size).collect::<Vec<u8>>().into()
}

/// A body that comes step by step: each with the bytes and the pause before them, until there is none.
fn chunks(text: Bytes, next: impl Fn(&Bytes, usize) -> Option<(Bytes, Duration)> + Send + 'static) -> Body {
    let stream = stream::unfold((text, 0, next), |(text, step, next)| async move {
        let (chunk, pause) = next(&text, step)?;
        tokio::time::sleep(pause).await;
        Some((Ok::<_, Infallible>(Frame::data(chunk)), (text, step + 1, next)))
    });
    StreamBody::new(stream).boxed_unsync()
}
