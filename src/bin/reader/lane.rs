//! What reads one file after the other; several do so at once, since each waits for the browser now and then.

use crate::reading::{Job, Shared};
use crate::{bytes, keep, post, unpack};
use js_sys::futures::spawn_local;
use mta_sts_lens::report::border::Told;
use std::rc::Rc;

/// How many are at work at once.
const LANES: usize = 4;

/// Sets as many to work as there is work for.
pub fn start(shared: &Shared) {
    loop {
        let mut inner = shared.borrow_mut();
        if inner.lanes >= LANES {
            return;
        }
        let Some(job) = inner.next() else { return };
        inner.lanes += 1;
        let turn = inner.turn;
        drop(inner);
        let shared = Rc::clone(shared);
        spawn_local(async move {
            if work(&shared, job, turn).await {
                shared.borrow_mut().lanes -= 1;
                start(&shared);
                shared.borrow_mut().look();
                store(&shared);
            }
        });
    }
}

/// Stores what is to be kept and isn't stored yet, and tells what is kept.
pub fn store(shared: &Shared) {
    let files = shared.borrow_mut().unstored();
    if !files.is_empty() {
        spawn_local(async move { post::tell(&Told::Kept(keep::store(&files).await)) });
    }
}

/// Does one piece of work. `false`: nobody wants it any more.
async fn work(shared: &Shared, job: Job, turn: u32) -> bool {
    match job {
        Job::Read { of, given } => {
            let size = bytes::size(&given.file);
            let fits = shared.borrow().fits(size);
            let read = if fits {
                Some(bytes::read(&given.file).await)
            } else {
                None
            };
            let mut inner = shared.borrow_mut();
            if inner.turn != turn {
                return false;
            }
            inner.read(of, given, read);
        }
        Job::Unpack { of, wanted } => {
            let outcome = unpack::unpack(&wanted).await;
            let mut inner = shared.borrow_mut();
            if inner.turn != turn {
                return false;
            }
            inner.unpacked(of, &wanted, outcome);
        }
    }
    true
}
