//! The worker itself: started, asked, heard, ended.

use crate::report::border::{Ask, Told};
use crate::web::{Listener, document};
use js_sys::Array;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, MessageEvent, Url, Worker, WorkerOptions, WorkerType};
use yew::Callback;

/// A worker; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct Link {
    worker: Worker,
    _heard: [Listener; 3],
}

impl Link {
    /// Starts the worker. `told` hears what it says; `None`: it is lost. Gives nothing where it can't even be started.
    pub fn start(told: Callback<Option<Told>>) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&script()?, &options).ok()?;
        let lost = || {
            let told = told.clone();
            move |_| told.emit(None)
        };
        let heard = [
            Listener::new(worker.clone(), "error", lost()),
            Listener::new(worker.clone(), "messageerror", lost()),
            Listener::new(worker.clone(), "message", move |event| {
                let data = event.dyn_into::<MessageEvent>().map(|event| event.data());
                // What can't be understood is of another build.
                told.emit(data.ok().and_then(|data| serde_wasm_bindgen::from_value(data).ok()));
            }),
        ];
        Some(Self { worker, _heard: heard })
    }

    /// Asks, and hands files over: handles, whose bytes stay where they are. `false`: it could not be sent.
    pub fn ask(&self, ask: &Ask, files: &[Blob]) -> bool {
        let Ok(ask) = ask.serialize(&Serializer::new().serialize_large_number_types_as_bigints(true)) else {
            return false;
        };
        let files: Array = files.iter().collect();
        self.worker.post_message(&Array::of2(&ask, &files)).is_ok()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// Where its script is: named in the document, as are the other parts of the program.
fn script() -> Option<String> {
    let document = document()?;
    let tag = document.query_selector("script[data-reader]").ok()??;
    let base = document.base_uri().ok()??;
    let url = Url::new_with_base(&tag.get_attribute("data-reader")?, &base).ok()?;
    Some(url.href())
}

/// A text as a file.
pub(super) fn blob(text: &str) -> Option<Blob> {
    Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text))).ok()
}
