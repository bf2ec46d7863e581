//! Two hosts with names of their own: the app as a host serves it that reads `_headers`, and sites of others, made by the
//! tools that people make sites with, under a content security policy that allows what the package's README asks for.

use crate::files::{self, Files};
use crate::web::{self, Body};
use crate::world::{Seen, World};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::{CONTENT_SECURITY_POLICY, HeaderName, HeaderValue};
use hyper::{Request, Response};
use std::path::Path;

/// Where the app is.
pub const LENS: &str = "lens.test";

/// Where the sites are, each in a folder.
pub const DOCS: &str = "docs.test";

/// Where browsers tell of what the policy of the sites forbids.
pub const REPORTED: &str = "/csp-report";

/// What the themes of sites need for themselves (some fetch pages ahead, which Firefox takes for `default-src`), and the line of
/// README for pages that hold the element and the frame.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; \
    manifest-src 'self'; script-src 'self' 'unsafe-inline' https://lens.test 'wasm-unsafe-eval'; connect-src 'self' https:; \
    worker-src 'self' blob:; frame-src https://lens.test; report-uri /csp-report";

/// The answer of one of these hosts, if it is one.
pub async fn serve(host: &str, files: &Files, world: &World, request: Request<Incoming>) -> Option<Response<Body>> {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    match host {
        LENS => {
            let mut response = files::file_of(&files.dist, &path).await;
            for (name, value) in told(&files.dist, &path) {
                response.headers_mut().insert(name, value);
            }
            Some(response)
        }
        DOCS if request.uri().path() == REPORTED => {
            let body = request.into_body().collect().await.ok()?.to_bytes();
            world.note(Seen::Told {
                host: DOCS.to_owned(),
                header: String::from_utf8_lossy(&body).into_owned(),
            });
            Some(Response::new(web::whole("")))
        }
        DOCS => {
            let mut response = files::file_of(&files.sites, &path).await;
            response
                .headers_mut()
                .insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
            Some(response)
        }
        _ => None,
    }
}

/// What `_headers` says of a path; the last line of a name holds.
fn told(dist: &Path, path: &str) -> Vec<(HeaderName, HeaderValue)> {
    let text = std::fs::read_to_string(dist.join("_headers")).unwrap_or_default();
    let mut holds = false;
    let mut told = Vec::new();
    for line in text.lines() {
        if !line.starts_with(char::is_whitespace) {
            let pattern = line.trim().trim_start_matches('/');
            holds = pattern
                .strip_suffix('*')
                .map_or(pattern == path, |folder| path.starts_with(folder));
        } else if let Some((name, value)) = line.trim().split_once(':').filter(|_| holds) {
            told.extend(name.parse().ok().zip(value.trim().parse().ok()));
        }
    }
    told
}
