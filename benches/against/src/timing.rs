//! A clock that is not disturbed by what else runs.

use std::time::{Duration, Instant};

/// How many rounds there are, of which the median counts.
const ROUNDS: usize = 15;

/// How long a round takes at least.
const ROUND: Duration = Duration::from_millis(40);

/// Nanoseconds that one run of `work` takes.
pub fn nanoseconds(mut work: impl FnMut()) -> f64 {
    let mut runs = 1_u32;
    while time(&mut work, runs) < ROUND && runs < 1 << 30 {
        runs *= 2;
    }
    let mut rounds: Vec<_> = (0..ROUNDS).map(|_| time(&mut work, runs)).collect();
    rounds.sort_unstable();
    rounds[ROUNDS / 2].as_secs_f64() * 1e9 / f64::from(runs)
}

/// The same for work of milliseconds: the best of a few runs.
pub fn nanoseconds_once(mut work: impl FnMut()) -> f64 {
    let best = (0..5).map(|_| time(&mut work, 1)).min().unwrap_or_default();
    best.as_secs_f64() * 1e9
}

fn time(work: &mut impl FnMut(), runs: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..runs {
        work();
    }
    start.elapsed()
}
