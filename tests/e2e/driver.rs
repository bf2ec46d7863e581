//! The browser's driver: chromedriver or geckodriver, in a private home with a private trust store, and gone with all
//! its children however the run ends.

use crate::Outcome;
use crate::servers::Addresses;
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium by chromedriver.
    Chromium,
    /// Firefox by geckodriver.
    Firefox,
}

impl Browser {
    /// What `LENS_BROWSER` says; Chromium when it says nothing.
    pub fn from_env() -> Outcome<Self> {
        match std::env::var("LENS_BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok(other) => Err(format!("LENS_BROWSER is {other}; chromium and firefox are known").into()),
        }
    }

    /// How many drivers so many browsers need: geckodriver has one at a time.
    pub const fn drivers(self, browsers: usize) -> usize {
        match self {
            Self::Chromium => 1,
            Self::Firefox => browsers,
        }
    }

    /// Its name in scenarios.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }
}

/// A running driver.
pub struct Driver {
    /// Which browser it drives.
    pub browser: Browser,
    /// Where it listens.
    pub url: String,
    home: Scratch,
    addresses: Addresses,
    child: Child,
    profiles: AtomicU32,
}

impl Driver {
    /// Starts the driver. Must be called on the main thread: the kernel ends the driver when the thread ends that
    /// started it.
    pub async fn start(browser: Browser, addresses: Addresses, authority_pem: &str) -> Outcome<Self> {
        let home = Scratch::new()?;
        std::fs::write(home.0.join("authority.pem"), authority_pem)?;
        trust(&home.0.join(".pki/nssdb"), &home.0).await?;
        let (program, port) = match browser {
            Browser::Chromium => ("chromedriver".into(), "--port=0"),
            Browser::Firefox => (geckodriver(), "--port=0"),
        };
        // `setpriv` has the kernel kill the driver when this process ends in whatever way; with
        // `--remote-debugging-pipe` Chromium follows its driver.
        let mut child = Command::new("setpriv")
            .args([
                OsStr::new("--pdeathsig"),
                OsStr::new("KILL"),
                OsStr::new(&program),
                OsStr::new(port),
            ])
            .env("HOME", &home.0)
            .env("TMPDIR", &home.0)
            .env_remove("DISPLAY")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .process_group(0)
            .spawn()
            .map_err(|error| format!("setpriv {}: {error}", program.display()))?;
        let stdout = child.stdout.take().ok_or("the driver has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let port = port_of(&mut lines)
            .await
            .ok_or_else(|| format!("{} said no port", program.display()))?;
        // What is not read would block the driver.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let url = format!("http://127.0.0.1:{port}/");
        Ok(Self {
            browser,
            url,
            home,
            addresses,
            child,
            profiles: AtomicU32::new(0),
        })
    }

    /// What a new session is asked for. `dark` and `still` (reduced motion) can be had later too in Chromium, but only
    /// now in Firefox.
    pub async fn capabilities(&self) -> Outcome<Capabilities> {
        let number = self.profiles.fetch_add(1, Ordering::Relaxed);
        let profile = self.home.0.join(format!("p{number}"));
        let proxy = self.addresses.proxy.to_string();
        let mut wanted = json!({
            "proxy": { "proxyType": "manual", "sslProxy": proxy, "httpProxy": proxy },
            "timeouts": { "script": 30_000, "pageLoad": 30_000 },
        });
        match self.browser {
            Browser::Chromium => {
                wanted["browserName"] = json!("chrome");
                wanted["goog:loggingPrefs"] = json!({ "browser": "ALL" });
                wanted["goog:chromeOptions"] = json!({
                    "args": chromium_arguments(&profile),
                    // Cookies of third parties too, so that who sends none does so by itself.
                    "prefs": { "profile.cookie_controls_mode": 0, "profile.block_third_party_cookies": false },
                });
            }
            Browser::Firefox => {
                trust(&profile, &self.home.0).await?;
                wanted["browserName"] = json!("firefox");
                wanted["moz:firefoxOptions"] = json!({
                    "args": ["-headless", "-profile", profile],
                    "prefs": firefox_preferences(),
                });
            }
        }
        match wanted {
            Value::Object(map) => Ok(map.into_iter().collect()),
            _ => Ok(Capabilities::new()),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(id) = self.child.id() {
            // The whole group: the driver and the browsers that it started.
            _ = std::process::Command::new("sh")
                .args(["-c", &format!("kill -s KILL -- -{id}")])
                .status();
        }
    }
}

/// A folder that goes when it is dropped. Its path is short, since a Unix socket lies in it.
pub struct Scratch(pub PathBuf);

impl Scratch {
    /// Makes one.
    pub fn new() -> Outcome<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        Self::sweep();
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("lens-e2e-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Scratch {
    /// Removes what runs left behind that were killed.
    fn sweep() {
        let folders = std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
        for folder in folders {
            let name = folder.file_name();
            let id = name
                .to_str()
                .and_then(|name| name.strip_prefix("lens-e2e-")?.split('-').next());
            if id.is_some_and(|id| !Path::new("/proc").join(id).exists()) {
                // Another run may be sweeping too.
                _ = std::fs::remove_dir_all(folder.path());
            }
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Browsers that are being killed may still write; a second try takes what they left.
        for _ in 0..5 {
            if std::fs::remove_dir_all(&self.0).is_ok() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    }
}

/// Makes an NSS database that trusts the test's authority. Chromium and Firefox read the same format.
async fn trust(database: &Path, home: &Path) -> Outcome<()> {
    std::fs::create_dir_all(database)?;
    let folder = format!("sql:{}", database.display());
    let authority = home.join("authority.pem");
    for arguments in [
        vec![
            "-N".as_ref(),
            "-d".as_ref(),
            folder.as_ref(),
            "--empty-password".as_ref(),
        ],
        vec![
            "-A".as_ref(),
            "-d".as_ref(),
            folder.as_ref(),
            "-n".as_ref(),
            "box".as_ref(),
            "-t".as_ref(),
            "C,,".as_ref(),
            "-i".as_ref(),
            authority.as_os_str(),
        ],
    ] {
        let made: Vec<&OsStr> = arguments;
        let output = Command::new("certutil")
            .args(made)
            .stdin(Stdio::null())
            .output()
            .await
            .map_err(|error| format!("certutil: {error}"))?;
        if !output.status.success() {
            return Err(format!("certutil: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
    }
    Ok(())
}

/// geckodriver of `PATH`, or the one that `./lens test` installs.
fn geckodriver() -> PathBuf {
    let name = "geckodriver";
    let path = std::env::var_os("PATH").unwrap_or_default();
    if std::env::split_paths(&path).any(|folder| folder.join(name).is_file()) {
        return name.into();
    }
    cache().join("geckodriver-0.37.1/bin").join(name)
}

/// Where `./lens` keeps its tools.
pub fn cache() -> PathBuf {
    let home = || {
        std::env::var_os("HOME")
            .map_or_else(|| PathBuf::from("."), PathBuf::from)
            .join(".cache")
    };
    std::env::var_os("XDG_CACHE_HOME")
        .map_or_else(home, PathBuf::from)
        .join("mta-sts-lens")
}

/// The port that a driver says it listens on.
async fn port_of(lines: &mut Lines<BufReader<ChildStdout>>) -> Option<u16> {
    while let Ok(Some(line)) = lines.next_line().await {
        let tail = line
            .split("successfully on port ")
            .nth(1)
            .or_else(|| line.split("Listening on 127.0.0.1:").nth(1));
        if let Some(port) = tail {
            return port.trim_end_matches('.').trim().parse().ok();
        }
    }
    None
}

fn chromium_arguments(profile: &Path) -> Vec<String> {
    let mut arguments: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-domain-reliability",
        "--disable-client-side-phishing-detection",
        "--remote-debugging-pipe",
        "--window-size=1280,900",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    arguments
}

fn firefox_preferences() -> Value {
    json!({
        "network.trr.mode": 5,
        "network.http.http3.enable": false,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "app.update.disabledForTesting": true,
        "browser.safebrowsing.malware.enabled": false,
        "browser.safebrowsing.phishing.enabled": false,
    })
}
