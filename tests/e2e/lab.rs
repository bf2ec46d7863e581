//! The laboratory: servers, driver and idle browsers, lent to one trial after another.

use crate::Outcome;
use crate::driver::{Browser, Driver};
use crate::page::Page;
use crate::play::Stage;
use crate::scenario::{Scenario, ZoneText};
use crate::servers::{self, Addresses};
use crate::world::World;
use libtest_mimic::{Failed, Trial};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::RwLock;

/// The longest that a trial may take.
const TRIAL: Duration = Duration::from_secs(120);

/// Servers, driver and browsers.
pub struct Lab {
    /// The internet.
    pub world: Arc<World>,
    /// Where the servers listen.
    pub addresses: Addresses,
    /// Where pictures go.
    pub shots: PathBuf,
    driver: Driver,
    idle: Mutex<Vec<Page>>,
    /// Held for writing by who measures time.
    quiet: RwLock<()>,
    dist: PathBuf,
    runtime: Runtime,
}

impl Lab {
    /// Starts servers and driver. Must be called on the main thread (see [`Driver::start`]).
    pub fn start(
        scenarios: &[(String, Scenario)],
        shared: &BTreeMap<String, ZoneText>,
        browser: Browser,
        dist: &Path,
    ) -> Outcome<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let (world, certificates) = World::new(scenarios, shared)?;
        let world = Arc::new(world);
        let authority = certificates.authority_pem();
        let (addresses, driver) = runtime.block_on(async {
            let addresses = servers::start(Arc::clone(&world), certificates, dist.to_owned()).await?;
            let driver = Driver::start(browser, addresses.clone(), &authority).await?;
            Outcome::Ok((addresses, driver))
        })?;
        let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("shots");
        std::fs::create_dir_all(&shots)?;
        Ok(Self {
            world,
            addresses,
            shots,
            driver,
            idle: Mutex::default(),
            quiet: RwLock::default(),
            dist: dist.to_owned(),
            runtime,
        })
    }

    /// Which browser is driven.
    pub fn browser(&self) -> Browser {
        self.driver.browser
    }

    /// Closes what is open.
    pub fn stop(self) {
        self.runtime.block_on(async {
            for page in self.idle.into_inner().unwrap_or_default() {
                // What can't be closed is killed with the driver.
                _ = page.close().await;
            }
        });
    }

    /// A trial that needs a browser. One that fails leaves a picture, and its browser is not used again.
    pub fn trial(
        self: &Arc<Self>,
        name: impl Into<String>,
        alone: Alone,
        run: impl AsyncFnOnce(&Self, Stage<'_>) -> Outcome<()> + Send + 'static,
    ) -> Trial {
        let lab = Arc::clone(self);
        let name = name.into();
        Trial::test(name.clone(), move || {
            lab.run(&name, alone, run)
                .map_err(|error| Failed::from(error.to_string()))
        })
    }

    fn run(&self, name: &str, alone: Alone, run: impl AsyncFnOnce(&Self, Stage<'_>) -> Outcome<()>) -> Outcome<()> {
        self.runtime.block_on(async {
            let _shared = if alone == Alone::No {
                Some(self.quiet.read().await)
            } else {
                None
            };
            let _alone = if alone == Alone::Yes {
                Some(self.quiet.write().await)
            } else {
                None
            };
            let lent = self.idle.lock().map_or(None, |mut idle| idle.pop());
            let page = match lent {
                Some(page) => page,
                None => Page::open(&self.driver).await?,
            };
            let stage = Stage {
                page: &page,
                world: &self.world,
                addresses: &self.addresses,
            };
            let result = tokio::time::timeout(TRIAL, run(self, stage)).await;
            match result.unwrap_or_else(|_| Err(format!("not done within {} s", TRIAL.as_secs()).into())) {
                Ok(()) => {
                    if let Ok(mut idle) = self.idle.lock() {
                        idle.push(page);
                    }
                    Ok(())
                }
                Err(error) => {
                    let file = self.shots.join(format!("failed-{}.png", name.replace(['/', ' '], "-")));
                    let picture = page.picture().await.and_then(|bytes| Ok(std::fs::write(&file, bytes)?));
                    _ = page.close().await;
                    let seen = picture.map_or_else(|error| error.to_string(), |()| file.display().to_string());
                    Err(format!("{error}\n  picture: {seen}").into())
                }
            }
        })
    }

    /// Fails where the page isn't built.
    pub fn built(&self) -> Outcome<()> {
        if self.dist.join("index.html").is_file() {
            return Ok(());
        }
        Err(format!(
            "{} holds no page: build it first (`trunk build --release`)",
            self.dist.display()
        )
        .into())
    }
}

/// Whether a trial needs the processor for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// It measures time.
    Yes,
    /// It doesn't.
    No,
}
