//! A stream of bytes that is read up to a limit.

use js_sys::futures::JsFuture;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

/// How the reading ended.
#[derive(Debug)]
pub(super) enum End {
    /// The stream was at its end.
    Whole,
    /// There was more than the limit.
    Cut,
    /// It broke off.
    Broken,
}

/// Hands each piece of the stream to `take`, up to `limit` bytes in all.
pub(super) async fn read(stream: &ReadableStream, limit: usize, mut take: impl FnMut(Uint8Array)) -> End {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut room = u32::try_from(limit).unwrap_or(u32::MAX);
    loop {
        let Ok(result) = JsFuture::from(reader.read()).await else {
            return End::Broken;
        };
        let member = |name| Reflect::get(&result, &JsValue::from_str(name)).unwrap_or_default();
        if member("done").is_truthy() {
            return End::Whole;
        }
        let Ok(piece) = member("value").dyn_into::<Uint8Array>() else {
            return End::Broken;
        };
        let over = piece.length() > room;
        take(if over { piece.subarray(0, room) } else { piece.clone() });
        room = room.saturating_sub(piece.length());
        if over {
            // Ends what fills it. A failure to do so is of no interest.
            drop(JsFuture::from(reader.cancel()));
            return End::Cut;
        }
    }
}
