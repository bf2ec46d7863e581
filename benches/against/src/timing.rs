//! A clock that is little disturbed by what else runs: of many short rounds the best one counts.

use std::time::{Duration, Instant};

/// How many rounds there are.
const ROUNDS: usize = 161;

/// How long a round takes at least: shorter than what a busy machine gives to one program at a stretch.
const ROUND: Duration = Duration::from_millis(2);

/// Nanoseconds that one run of each work takes. Their rounds take turns, so that a busy moment hits both.
pub fn nanoseconds(mut one: impl FnMut(), mut other: impl FnMut()) -> (f64, f64) {
    let (runs_of_one, runs_of_other) = (runs(&mut one), runs(&mut other));
    let mut best = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        best.0 = best.0.min(time(&mut one, runs_of_one));
        best.1 = best.1.min(time(&mut other, runs_of_other));
    }
    best
}

/// Nanoseconds that work of milliseconds takes: the best of a few runs.
pub fn nanoseconds_once(mut work: impl FnMut()) -> f64 {
    (0..7).map(|_| time(&mut work, 1)).fold(f64::MAX, f64::min)
}

/// How many runs fill a round.
fn runs(work: &mut impl FnMut()) -> u32 {
    let mut runs = 1_u32;
    while time(work, runs) * f64::from(runs) < ROUND.as_secs_f64() * 1e9 && runs < 1 << 28 {
        runs *= 2;
    }
    runs
}

/// Nanoseconds for one of these runs.
fn time(work: &mut impl FnMut(), runs: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..runs {
        work();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(runs)
}
