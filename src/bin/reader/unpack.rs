//! Unpacking, by the browser's own `DecompressionStream`.
//!
//! Browsers say in words of their own what is wrong with packed bytes; what is told here is the same in each.

use crate::bytes::append;
use crate::stream::{End, read};
use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Array, Function, Reflect, Uint8Array};
use mta_sts_lens::report::container::{Coding, Inflate, Inflated};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ReadableStream, WritableStream};

/// How many packed bytes are handed over at once; a damage is looked for in pieces this many times smaller, until it is
/// known to the byte.
const PIECE: usize = 16_384;
const FINER: usize = 128;

/// Unpacks, up to what is allowed.
pub async fn unpack(wanted: &Inflate) -> Inflated {
    // One that lacks the stream, or this coding of it, tells nothing of the file.
    if open(wanted.coding).is_err() {
        return Inflated::Unable;
    }
    let mut pieces = Vec::new();
    let mut length = 0;
    let (end, mut at) = run(wanted, 0, PIECE, wanted.at_most, |piece| {
        length += piece.length() as usize;
        pieces.push(piece);
    })
    .await;
    if matches!(end, End::Cut) {
        return Inflated::TooLarge;
    }
    let mut bytes = Vec::with_capacity(length);
    for piece in pieces {
        append(&mut bytes, &piece);
    }
    if !matches!(end, End::Broken) {
        return Inflated::Whole(bytes);
    }
    let mut piece = PIECE;
    while piece > 1 && at < wanted.bytes.len() {
        piece = piece.div_ceil(FINER);
        let (end, place) = run(wanted, at, piece, wanted.at_most, drop).await;
        if !matches!(end, End::Broken) {
            break;
        }
        at = place.max(at);
    }
    let why = if at >= wanted.bytes.len() {
        Inflated::CUT
    } else {
        Inflated::BROKEN
    };
    let why = why.to_owned();
    Inflated::Damaged { bytes, at, why }
}

/// Unpacks once: what stands before `from` in one go, the rest in pieces of this size. Gives how it ended, and how many
/// packed bytes had been taken in without an error.
async fn run(
    wanted: &Inflate,
    from: usize,
    piece: usize,
    at_most: usize,
    take: impl FnMut(Uint8Array),
) -> (End, usize) {
    let opened = open(wanted.coding).and_then(|(readable, writable)| Ok((readable, writable.get_writer()?)));
    let Ok((readable, writer)) = opened else {
        return (End::Broken, 0);
    };
    let packed = Uint8Array::from(wanted.bytes.as_slice());
    let taken = Rc::new(Cell::new(0));
    let count = Rc::clone(&taken);
    spawn_local(async move {
        let (end, from) = (packed.length(), u32::try_from(from).unwrap_or(u32::MAX));
        let mut at = 0;
        while at < end {
            let next = if at < from {
                from
            } else {
                at.saturating_add(size(piece))
            };
            let next = next.min(end);
            let piece = packed.subarray(at, next);
            if JsFuture::from(writer.write_with_chunk(&piece)).await.is_err() {
                return;
            }
            at = next;
            count.set(at as usize);
        }
        // An error here is also one of the other end.
        let _: Result<JsValue, JsValue> = JsFuture::from(writer.close()).await;
    });
    let end = read(&readable, at_most, take).await;
    (end, taken.get())
}

/// A new `DecompressionStream` (Compression Standard, 5): where packed bytes come out unpacked, and where they go in.
fn open(coding: Coding) -> Result<(ReadableStream, WritableStream), JsValue> {
    let class = Reflect::get(&js_sys::global(), &JsValue::from_str("DecompressionStream"))?.dyn_into::<Function>()?;
    let stream = Reflect::construct(&class, &Array::of1(&JsValue::from_str(coding.name())))?;
    let end = |name| Reflect::get(&stream, &JsValue::from_str(name));
    Ok((end("readable")?.dyn_into()?, end("writable")?.dyn_into()?))
}

fn size(piece: usize) -> u32 {
    u32::try_from(piece).unwrap_or(u32::MAX)
}
