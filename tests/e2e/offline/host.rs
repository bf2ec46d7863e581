//! A static host for one trial, at a port of its own, which can be stopped.

use crate::Outcome;
use crate::files::{self, Files};
use hyper::service::service_fn;
use hyper::{Method, Request};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;
use tokio::task::{AbortHandle, JoinSet};

/// The host; it stops with its owner.
pub struct Host {
    address: SocketAddr,
    /// What it serves, as it is at the time of each request.
    pub folder: PathBuf,
    posts: Arc<AtomicUsize>,
    running: AbortHandle,
}

impl Host {
    /// Starts it. Its folder lies in this one.
    pub async fn start(within: &Path, name: &str) -> Outcome<Self> {
        let folder = within.join(format!("offline-{name}"));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let posts = Arc::new(AtomicUsize::new(0));
        let files = Arc::new(Files {
            dist: folder.clone(),
            deployed: folder.join("nothing"),
            sites: folder.join("nothing"),
        });
        let counted = Arc::clone(&posts);
        let running = tokio::spawn(async move {
            // They end with this task.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (files, counted) = (Arc::clone(&files), Arc::clone(&counted));
                connections.spawn(async move {
                    let service = service_fn(move |request: Request<_>| {
                        if request.method() != Method::GET {
                            counted.fetch_add(1, Ordering::Relaxed);
                        }
                        files::serve(Arc::clone(&files), request)
                    });
                    _ = Builder::new(TokioExecutor::new())
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        Ok(Self {
            address,
            folder,
            posts,
            running: running.abort_handle(),
        })
    }

    /// An address there.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// Takes away what it serves.
    pub fn empty(&self) -> Outcome<()> {
        if self.folder.exists() {
            std::fs::remove_dir_all(&self.folder)?;
        }
        Ok(())
    }

    /// How many requests came that were no GET.
    pub fn posts(&self) -> usize {
        self.posts.load(Ordering::Relaxed)
    }

    /// Stops it: whoever asks from now on finds nobody.
    pub fn stop(&self) {
        self.running.abort();
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.stop();
    }
}
