//! The laboratory: servers, driver and idle browsers, lent to one trial after another.

use crate::Outcome;
use crate::driver::{Browser, Driver, Scratch};
use crate::files::Files;
use crate::page::Page;
use crate::play::Stage;
use crate::scenario::{Scenario, ZoneText};
use crate::servers::{self, Addresses};
use crate::tls::Own;
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
    /// Which browser is driven.
    pub browser: Browser,
    /// Where pictures go.
    pub shots: PathBuf,
    drivers: Vec<Driver>,
    /// Open browsers that nobody uses, with the number of their driver.
    idle: Mutex<Vec<(usize, Page)>>,
    /// The number of a driver for each browser that may still be opened.
    free: Mutex<Vec<usize>>,
    /// Held for writing by who measures time.
    quiet: RwLock<()>,
    /// The built page.
    pub dist: PathBuf,
    /// What is served at `/deployed/`, for each trial to write into a folder of its own.
    pub deployed: Scratch,
    /// For servers that aren't the box's own.
    pub own: Own,
    runtime: Runtime,
}

impl Lab {
    /// Starts servers and drivers for so many browsers at a time. Must be called on the main thread (see [`Driver::start`]).
    pub fn start(
        scenarios: &[(String, Scenario)],
        shared: &BTreeMap<String, ZoneText>,
        browser: Browser,
        browsers: usize,
        dist: &Path,
    ) -> Outcome<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let (world, certificates) = World::new(scenarios, shared)?;
        let world = Arc::new(world);
        let authority = certificates.authority_pem();
        let own = certificates.own(crate::kits::hosts())?;
        let deployed = Scratch::new()?;
        let files = Files {
            dist: dist.to_owned(),
            deployed: deployed.0.clone(),
            sites: crate::sites::folder(),
        };
        let (addresses, drivers) = runtime.block_on(async {
            let addresses = servers::start(Arc::clone(&world), certificates, files).await?;
            let mut drivers = Vec::new();
            for _ in 0..browser.drivers(browsers) {
                drivers.push(Driver::start(browser, addresses.clone(), &authority).await?);
            }
            Outcome::Ok((addresses, drivers))
        })?;
        let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("shots");
        std::fs::create_dir_all(&shots)?;
        Ok(Self {
            world,
            addresses,
            shots,
            browser,
            free: Mutex::new((0..browsers).map(|number| number % drivers.len().max(1)).collect()),
            drivers,
            idle: Mutex::default(),
            quiet: RwLock::default(),
            dist: dist.to_owned(),
            deployed,
            own,
            runtime,
        })
    }

    /// Closes what is open.
    pub fn stop(self) {
        self.runtime.block_on(async {
            for (_, page) in self.idle.into_inner().unwrap_or_default() {
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

    /// A trial of the page, which must have been built.
    pub fn page_trial(
        self: &Arc<Self>,
        name: impl Into<String>,
        alone: Alone,
        run: impl AsyncFnOnce(&Self, Stage<'_>) -> Outcome<()> + Send + 'static,
    ) -> Trial {
        self.trial(name, alone, async |lab, stage| {
            lab.built()?;
            run(lab, stage).await
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
            let (driver, page) = self.lend().await?;
            let stage = Stage {
                page: &page,
                world: &self.world,
                addresses: &self.addresses,
            };
            let result = tokio::time::timeout(TRIAL, run(self, stage)).await;
            match result.unwrap_or_else(|_| Err(format!("not done within {} s", TRIAL.as_secs()).into())) {
                Ok(()) => {
                    if let Ok(mut idle) = self.idle.lock() {
                        idle.push((driver, page));
                    }
                    Ok(())
                }
                Err(error) => {
                    let file = self.shots.join(format!("failed-{}.png", name.replace(['/', ' '], "-")));
                    let picture = page.picture().await.and_then(|bytes| Ok(std::fs::write(&file, bytes)?));
                    _ = page.close().await;
                    if let Ok(mut free) = self.free.lock() {
                        free.push(driver);
                    }
                    let seen = picture.map_or_else(|error| error.to_string(), |()| file.display().to_string());
                    Err(format!("{error}\n  picture: {seen}").into())
                }
            }
        })
    }

    /// A browser: an idle one, or a new one.
    async fn lend(&self) -> Outcome<(usize, Page)> {
        if let Some(lent) = self.idle.lock().map_or(None, |mut idle| idle.pop()) {
            return Ok(lent);
        }
        let number = self
            .free
            .lock()
            .map_or(None, |mut free| free.pop())
            .ok_or("no driver is free")?;
        let page = Page::open(self.drivers.get(number).ok_or("no such driver")?).await?;
        Ok((number, page))
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
