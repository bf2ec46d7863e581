//! The host of the page: any static host, in the root and in a folder, without a header of its own making.

use crate::web::{self, Body};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Request, Response};
use std::convert::Infallible;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The folder in which the page lies as well.
pub const FOLDER: &str = "some/folder";

/// The folder in which trials deploy builds of their own.
pub const DEPLOYED: &str = "deployed";

/// The folder in which the page lies as well, from a host that parts it from others, so that it may measure its memory
/// (`crossOriginIsolated`).
pub const ISOLATED: &str = "some/isolated";

/// An empty page of the same origin, from which storage is set and servers are tried.
pub const BLANK: &str = "blank-page";

/// What is served.
pub struct Files {
    /// At `/` and at `/some/folder/`.
    pub dist: PathBuf,
    /// At `/deployed/`, as it is at the time of each request.
    pub deployed: PathBuf,
    /// Sites of others, at a host of their own.
    pub sites: PathBuf,
}

/// Serves a file.
pub async fn serve(files: Arc<Files>, request: Request<Incoming>) -> Result<Response<Body>, Infallible> {
    let path = request.uri().path().trim_start_matches('/');
    let (folder, path) = match path.strip_prefix(DEPLOYED) {
        Some(rest) => (&files.deployed, rest.trim_start_matches('/')),
        None => (&files.dist, path),
    };
    let isolated = path.starts_with(ISOLATED);
    let path = [FOLDER, ISOLATED]
        .iter()
        .find_map(|folder| path.strip_prefix(folder))
        .map_or(path, |rest| rest.trim_start_matches('/'));
    if path == BLANK {
        return Ok(file(
            "text/html; charset=utf-8",
            "<!DOCTYPE html><html lang=en><title>Blank</title><link rel=icon href=data:,>".into(),
        ));
    }
    let mut response = file_of(folder, path).await;
    if isolated {
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
        ] {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
    }
    Ok(response)
}

/// A file of a folder, as static hosts serve it.
pub async fn file_of(folder: &Path, path: &str) -> Response<Body> {
    let path = if path.is_empty() || path.ends_with('/') {
        &format!("{path}index.html")
    } else {
        path
    };
    let plain = Path::new(path)
        .components()
        .all(|component| matches!(component, Component::Normal(_)));
    if !plain {
        return web::not_found();
    }
    match tokio::task::spawn_blocking({
        let path = folder.join(path);
        move || std::fs::read(path)
    })
    .await
    {
        Ok(Ok(bytes)) => file(media_type(path), bytes),
        _ => web::not_found(),
    }
}

fn file(kind: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(web::whole(bytes));
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn media_type(path: &str) -> &'static str {
    match Path::new(path)
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
