//! The internet in a box: scenarios in a real browser, against real DNS semantics, real TLS and the real names, on
//! loopback alone. See `tests/README.md`.

mod amount;
mod attributes;
mod axe;
mod boxes;
mod bring;
mod colours;
mod configure;
mod coverage;
mod deployed;
mod doh;
mod driver;
mod drop;
mod elements;
mod embed;
mod expect;
mod figures;
mod files;
mod frames;
mod generate;
mod given;
mod haste;
mod hosted;
mod hosts;
mod kept;
mod keyboard;
mod kits;
mod lab;
mod loaded;
mod long;
mod media;
mod nsd;
mod offline;
mod package;
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::indexing_slicing)]
#[path = "../support/packed.rs"]
mod packed;
mod page;
mod parts;
mod play;
mod privacy;
mod proxy;
mod reading;
mod reports;
mod rollout;
mod rules;
mod saved;
mod scenario;
mod screens;
mod selftest;
mod sent;
mod servers;
mod settings;
mod sites;
mod start;
mod steady;
mod tls;
// Not all that the generator's own trials need.
#[allow(dead_code, clippy::unwrap_used, clippy::panic)]
#[path = "../make/tools.rs"]
mod tools;
mod trials;
mod validate;
mod web;
#[allow(dead_code, clippy::unwrap_used)]
#[path = "../make/webservers.rs"]
mod webservers;
mod world;
mod zones;

use driver::Browser;
use libtest_mimic::Arguments;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What can fail in many ways; a test ends with the first.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Browsers share the processor, so more of them gain little; two let one work while the other waits.
    arguments.test_threads = arguments.test_threads.or(Some(2));
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("e2e: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Outcome<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let here = root.join("tests/scenarios");
    let mut scenarios = scenario::folder(&here)?;
    let mut shared = scenario::world(&here)?;
    if let Some(more) = std::env::var_os("LENS_SCENARIOS") {
        // Relative to where the caller stands; cargo runs tests in the package's folder, which is the usual place.
        let more = PathBuf::from(more);
        scenarios.extend(scenario::folder(&more)?);
        shared.extend(scenario::world(&more)?);
    }
    let browser = Browser::from_env()?;
    let dist = std::env::var_os("LENS_DIST").map_or_else(|| root.join("dist"), PathBuf::from);
    trials::run(arguments, scenarios, &shared, browser, &dist)
}
