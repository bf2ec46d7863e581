//! What is done while the page goes on.

use std::future::Future;

/// Lets this run to its end, beside everything else.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    js_sys::futures::spawn_local(task);
}
