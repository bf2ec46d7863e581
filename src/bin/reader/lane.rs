//! What reads one file after the other; several do so at once, since each waits for the browser now and then.

use crate::reading::{Job, Shared};
use crate::{bytes, unpack};
use js_sys::futures::spawn_local;
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
            }
        });
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
            inner.read(of, &given.name, read);
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
