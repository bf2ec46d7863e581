//! The way from names to ports, the same for every browser: a proxy that speaks CONNECT, leads every name that exists
//! to the one TLS port, or to a server of its own, and keeps a list of what was asked for. It is also where connections fail beneath TLS.

use crate::scenario::Tls;
use crate::world::{Seen, World};
use std::io;
use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, copy_bidirectional};
use tokio::net::TcpStream;

/// The longest line of a request that is read.
const LINE: u64 = 4096;

/// Serves one connection of the browser to the proxy.
pub async fn connect(mut browser: TcpStream, tls: SocketAddr, world: &World) -> io::Result<()> {
    let line = request_line(&mut browser).await?;
    let mut words = line.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let host = target.strip_suffix(":443").unwrap_or_default().to_ascii_lowercase();
    let beneath = if method == "CONNECT" {
        world.connection(&host)
    } else {
        Tls::Closed
    };
    let to = world.led(&host).unwrap_or(tls);
    let host = if host.is_empty() { target.to_owned() } else { host };
    world.note(Seen::Connected {
        host,
        known: beneath != Tls::Closed,
    });
    if beneath == Tls::Closed {
        return browser
            .write_all(b"HTTP/1.1 502 No such host\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .await;
    }
    browser.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
    match beneath {
        Tls::Silent => hold(browser).await,
        Tls::Reset => {
            browser.set_zero_linger()?;
            Ok(())
        }
        _ => {
            let mut server = TcpStream::connect(to).await?;
            server.set_nodelay(true)?;
            copy_bidirectional(&mut browser, &mut server).await.map(drop)
        }
    }
}

/// The first line, and past the headers. Byte by byte, so that nothing of what follows is swallowed.
async fn request_line(browser: &mut TcpStream) -> io::Result<String> {
    let mut reader = BufReader::with_capacity(1, browser);
    let mut first = String::new();
    (&mut reader).take(LINE).read_line(&mut first).await?;
    loop {
        let mut header = String::new();
        (&mut reader).take(LINE).read_line(&mut header).await?;
        if header.trim().is_empty() {
            return Ok(first.trim_end().to_owned());
        }
    }
}

/// Half open: takes everything, says nothing, until the browser gives up.
async fn hold(mut browser: TcpStream) -> io::Result<()> {
    let mut ignored = [0; 1024];
    while browser.read(&mut ignored).await? > 0 {}
    Ok(())
}
