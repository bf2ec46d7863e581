//! The servers: one TLS port for all host names, the proxy that leads every name there, and the port that serves the
//! page. All on loopback.

use crate::Outcome;
use crate::doh::{self, Question};
use crate::files::{self, Files};
use crate::hosted;
use crate::proxy;
use crate::scenario::{Dialect, Fault};
use crate::tls::Certificates;
use crate::web::{self, Body};
use crate::world::{Seen, World};
use hyper::body::Incoming;
use hyper::header::{
    ACCEPT, ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, COOKIE, HOST, HeaderName, HeaderValue, REFERER,
};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// Where the servers listen.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// The proxy.
    pub proxy: SocketAddr,
    /// The page: `http://` this.
    pub page: SocketAddr,
}

/// Starts all servers; they run as long as the runtime does.
pub async fn start(world: Arc<World>, certificates: Certificates, files: Files) -> Outcome<Addresses> {
    let (tls, proxy, page) = (listen().await?, listen().await?, listen().await?);
    let addresses = Addresses {
        proxy: proxy.local_addr()?,
        page: page.local_addr()?,
    };
    let tls_address = tls.local_addr()?;
    let acceptor = TlsAcceptor::from(Arc::new(certificates.server()?));

    let files = Arc::new(files);
    let shared = (Arc::clone(&world), Arc::clone(&files));
    each(tls, move |stream| {
        let ((world, files), acceptor) = (shared.clone(), acceptor.clone());
        async move {
            // A handshake that the browser breaks off is what some scenarios are about.
            let Ok(stream) = acceptor.accept(stream).await else {
                return;
            };
            let service = service_fn(move |request| reply(Arc::clone(&world), Arc::clone(&files), request));
            // Likewise a connection that it drops.
            _ = Builder::new(TokioExecutor::new())
                .serve_connection(TokioIo::new(stream), service)
                .await;
        }
    });
    each(proxy, move |stream| {
        let world = Arc::clone(&world);
        async move { _ = proxy::connect(stream, tls_address, &world).await }
    });
    each(page, move |stream| {
        let files = Arc::clone(&files);
        async move {
            let service = service_fn(move |request| files::serve(Arc::clone(&files), request));
            _ = Builder::new(TokioExecutor::new())
                .serve_connection(TokioIo::new(stream), service)
                .await;
        }
    });
    Ok(addresses)
}

async fn listen() -> io::Result<TcpListener> {
    TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await
}

/// Runs `serve` for each connection, side by side.
fn each<F: Future<Output = ()> + Send + 'static>(
    listener: TcpListener,
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) {
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // As every real server has it; else small answers wait for acknowledgements.
            _ = stream.set_nodelay(true);
            tokio::spawn(serve(stream));
        }
    });
}

async fn reply(world: Arc<World>, files: Arc<Files>, request: Request<Incoming>) -> io::Result<Response<Body>> {
    let host = host(&request);
    let path = request.uri().path();
    for name in [COOKIE, REFERER] {
        if let Some(value) = request.headers().get(&name) {
            world.note(Seen::Told {
                host: host.clone(),
                header: format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())),
            });
        }
    }
    if let Some((server, dialect)) = world.resolver(&host) {
        let known = match server {
            "google" => path == "/resolve",
            "cloudflare" => path == "/dns-query",
            _ => true,
        };
        return if known {
            ask(&world, &host, server, dialect, &request).await
        } else {
            Ok(web::not_found())
        };
    }
    let path_and_query = request.uri().path_and_query().map_or("/", |text| text.as_str());
    world.note(Seen::Fetched {
        url: format!("https://{host}{path_and_query}"),
        host: host.clone(),
    });
    if let Some(file) = world.file(&host, path) {
        return Ok(web::serve(file).await);
    }
    let hosted = hosted::serve(&host, &files, &world, request).await;
    Ok(hosted.unwrap_or_else(web::not_found))
}

/// The host that a request is for, in lower case, without a port: from `:authority` or `Host`.
fn host(request: &Request<Incoming>) -> String {
    let header = || request.headers().get(HOST)?.to_str().ok()?.split(':').next();
    request
        .uri()
        .host()
        .or_else(header)
        .unwrap_or_default()
        .to_ascii_lowercase()
}

async fn ask(
    world: &World,
    host: &str,
    server: &str,
    dialect: Dialect,
    request: &Request<Incoming>,
) -> io::Result<Response<Body>> {
    if request.method() != hyper::Method::GET {
        let mut response = Response::new(web::whole(""));
        *response.status_mut() = StatusCode::NOT_IMPLEMENTED;
        return Ok(response);
    }
    let question = Question::read(request.uri().query().unwrap_or_default());
    let url = format!(
        "https://{host}{}",
        request.uri().path_and_query().map_or("/", |text| text.as_str())
    );
    let (name, rtype) = match &question {
        Ok(question) => (
            question.name.trim_end_matches('.').to_ascii_lowercase(),
            question.mnemonic.clone(),
        ),
        Err(_) => (String::new(), String::new()),
    };
    let (zones, fault) = world.view(server, &name, &rtype);
    world.note(Seen::Asked {
        server: server.to_owned(),
        name,
        rtype,
        url,
    });
    if fault.hang {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    if fault.reset {
        return Err(io::Error::from(io::ErrorKind::ConnectionReset));
    }
    let accept = request
        .headers()
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    Ok(http(doh::answer(dialect, &question, accept, zones, &fault), &fault))
}

fn http(answer: doh::Answer, fault: &Fault) -> Response<Body> {
    let mut response = Response::new(web::whole(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&answer.kind) {
        headers.insert(CONTENT_TYPE, kind);
    }
    if !fault.no_cors {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    for (name, value) in &fault.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    }
    response
}
