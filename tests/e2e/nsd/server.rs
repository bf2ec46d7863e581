//! NSD as a process.

use crate::Outcome;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A running NSD on a port of loopback, in a folder of its own; both go when it is dropped.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    folder: PathBuf,
    child: Child,
}

/// How often another port is tried, should somebody else take the free one first.
const PORTS: usize = 5;

impl Server {
    /// Starts it with these texts by apex; it listens when this returns.
    pub fn start(zones: &BTreeMap<String, String>) -> Outcome<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let program = program()?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        // Named as the driver's, so that a later run sweeps it away should this one be killed.
        let folder = std::env::temp_dir().join(format!("lens-e2e-{}-nsd{number}", std::process::id()));
        for _ in 0..PORTS {
            // Anew: a server that failed took it along.
            std::fs::create_dir_all(&folder)?;
            let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
            std::fs::write(folder.join("nsd.conf"), configuration(address, &folder, zones)?)?;
            // Ended by the kernel with this thread; NSD's other processes end when the first does.
            let child = Command::new("setpriv")
                .args(["--pdeathsig", "KILL"])
                .arg(&program)
                .arg("-d")
                .arg("-c")
                .arg(folder.join("nsd.conf"))
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .process_group(0)
                .spawn()
                .map_err(|error| format!("setpriv {}: {error}", program.display()))?;
            let mut server = Self {
                address,
                folder: folder.clone(),
                child,
            };
            if server.listens()? {
                return Ok(server);
            }
            let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            if !log.contains("in use") {
                return Err(format!("NSD doesn't start: {log}").into());
            }
        }
        Err("NSD finds no free port".into())
    }

    /// What its log says of errors.
    pub fn errors(&self) -> Vec<String> {
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let errors = log.lines().filter(|line| line.contains("error"));
        errors.map(str::to_owned).collect()
    }

    /// Waits until it listens; `false`: it has ended.
    fn listens(&mut self) -> Outcome<bool> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            if self.child.try_wait()?.is_some() {
                return Ok(false);
            }
            if TcpStream::connect(self.address).is_ok() {
                return Ok(true);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Err("NSD doesn't listen after 10 s".into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = Command::new("sh")
            .args(["-c", &format!("kill -s KILL -- -{}", self.child.id())])
            .status();
        _ = self.child.wait();
        _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Where NSD is. Its folder isn't on everybody's `PATH`.
fn program() -> Outcome<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from))
        .map(|folder| folder.join("nsd"))
        .find(|file| file.is_file())
        .ok_or_else(|| "nsd is missing, the name server that the box's zones are compared with: install nsd".into())
}

/// Everything in the folder, nobody else's user, no control channel.
fn configuration(address: SocketAddr, folder: &Path, zones: &BTreeMap<String, String>) -> Outcome<String> {
    let at = folder.display();
    let mut text = format!(
        "server:\n ip-address: {}@{}\n username: \"\"\n chroot: \"\"\n zonesdir: \"{at}\"\n database: \"\"\n \
         logfile: \"{at}/log\"\n pidfile: \"{at}/pid\"\n xfrdfile: \"{at}/xfrd\"\n xfrdir: \"{at}\"\n \
         zonelistfile: \"{at}/list\"\n server-count: 1\n tcp-timeout: 60\nremote-control:\n control-enable: no\n",
        address.ip(),
        address.port()
    );
    for (number, (apex, zone)) in zones.iter().enumerate() {
        std::fs::write(folder.join(format!("zone{number}")), zone)?;
        _ = write!(text, "zone:\n name: \"{apex}\"\n zonefile: \"zone{number}\"\n");
    }
    Ok(text)
}
