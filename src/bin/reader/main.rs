//! Reads reports beside the page, in a worker of its own: takes files, unpacks and reads them one after the other, tells
//! how far it is, and answers what the page asks (`mta_sts_lens::report::border`).
//!
//! A program of its own, and a small one: it knows nothing of the page.

mod ask;
mod bytes;
mod keep;
mod lane;
mod post;
mod reading;
#[path = "../../web/stream.rs"]
mod stream;
mod unpack;

use js_sys::{Array, ArrayBuffer, Reflect, WebAssembly};
use mta_sts_lens::report::border::{Ask, Told};
use reading::{Given, Reading};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, MessageEvent};

fn main() {
    let mut reading = Reading::new();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| hear(&mut reading, &event));
    // Set on the worker's global object: `onmessage`.
    let _ = Reflect::set(&js_sys::global(), &JsValue::from_str("onmessage"), hear.as_ref());
    hear.forget();
    post::tell(&Told::Ready);
}

/// How many bytes of memory the program has: what it took once it keeps.
fn memory() -> u64 {
    let buffer = wasm_bindgen::memory().unchecked_into::<WebAssembly::Memory>().buffer();
    buffer.unchecked_into::<ArrayBuffer>().byte_length().into()
}

/// Hears a question: a pair of an [`Ask`] and files.
fn hear(reading: &mut Reading, event: &MessageEvent) {
    let data: Array = event.data().unchecked_into();
    let Some(ask) = ask::read(&data.get(0)) else { return };
    match ask {
        Ask::Add { names, more } => {
            let files: Array = data.get(1).unchecked_into();
            let given = names.into_iter().zip(files.iter());
            let given = given.map(|(name, file)| Given {
                name,
                file: file.unchecked_into::<Blob>(),
                kept: false,
            });
            reading.add(given.collect(), more);
        }
        Ask::Show(filter) => reading.show(filter),
        Ask::Export(number, export) => reading.export(number, export),
        Ask::Cancel => reading.cancel(),
        Ask::Limits(limits) => reading.begin(limits),
        Ask::Keep(on) => reading.keep(on),
        Ask::Recall => reading.recall(),
        Ask::Weigh => post::tell(&Told::Memory(memory())),
    }
}
