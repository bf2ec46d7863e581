//! Files that the browser keeps because the user said so (Indexed Database API).
//!
//! The database is opened for each piece of work and closed again, so that the page can delete it at any time
//! (`src/web/kept.rs`). A file is known by its size and the SHA-256 of its bytes (Web Cryptography API): the same one is kept
//! once, and no other one can be made to take its place.

use crate::reading::Given;
use js_sys::futures::JsFuture;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use mta_sts_lens::report::border::{KEPT_IN, Kept};
use std::fmt::Write as _;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

const STORE: &str = "files";

/// How many files are stored in one go.
const AT_ONCE: usize = 500;

/// Stores files, and tells what is kept now.
pub async fn store(files: &[Given]) -> Kept {
    let mut refused = false;
    if let Ok(database) = open().await {
        for part in files.chunks(AT_ONCE) {
            refused |= put(&database, part).await.is_err();
        }
        database.close();
    } else {
        refused = true;
    }
    let kept = count().await;
    Kept {
        refused: kept.refused || refused,
        ..kept
    }
}

/// What a file is known by: its size comes first, so that sizes are known without the files. An error where it can't be
/// read any more, or where the browser has no hash for pages that come without TLS.
async fn key(file: &Blob) -> Result<String, JsValue> {
    let bytes = JsFuture::from(file.array_buffer()).await?;
    let member = |object: &JsValue, name| Reflect::get(object, &JsValue::from_str(name));
    let subtle = member(&member(&js_sys::global(), "crypto")?, "subtle")?;
    let digest: Function = member(&subtle, "digest")?.dyn_into()?;
    let digest = digest.call2(&subtle, &JsValue::from_str("SHA-256"), &bytes)?;
    let hash = Uint8Array::new(&JsFuture::from(digest.dyn_into::<Promise>()?).await?);
    let mut key = format!("{} ", crate::bytes::size(file));
    for byte in hash.to_vec() {
        let _ = write!(key, "{byte:02x}");
    }
    Ok(key)
}

/// What is kept.
pub async fn count() -> Kept {
    let mut kept = Kept {
        on: true,
        ..Kept::default()
    };
    match all(IdbObjectStore::get_all_keys).await {
        Ok(keys) => {
            for key in keys.iter().filter_map(|key| key.as_string()) {
                kept.files += 1;
                kept.bytes += key.split(' ').next().and_then(|size| size.parse().ok()).unwrap_or(0);
            }
        }
        // What may be there can't be read: that is not nothing.
        Err(_) => kept.refused = true,
    }
    kept
}

/// The files that are kept. An error: they can't be had, which is not that there are none.
pub async fn recall() -> Result<Vec<Given>, JsValue> {
    let files = all(IdbObjectStore::get_all).await?;
    let given = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some(Given {
            name: pair.get(0).as_string()?,
            file: pair.get(1).dyn_into().ok()?,
            kept: true,
        })
    };
    Ok(files.iter().filter_map(given).collect())
}

async fn put(database: &IdbDatabase, files: &[Given]) -> Result<(), JsValue> {
    // A transaction ends while something else is waited for, so the keys come first.
    let mut keys = Vec::new();
    for given in files {
        keys.push(key(&given.file).await);
    }
    let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
    let store = transaction.object_store(STORE)?;
    let done = Promise::new(&mut |done, failed| {
        transaction.set_oncomplete(Some(&done));
        transaction.set_onabort(Some(&failed));
    });
    let mut lost = Ok(());
    for (Given { name, file, .. }, key) in files.iter().zip(keys) {
        match key {
            Ok(key) => {
                let pair = Array::of2(&JsValue::from_str(name), file);
                store.put_with_key(&pair, &JsValue::from_str(&key))?;
            }
            Err(error) => lost = Err(error),
        }
    }
    JsFuture::from(done).await?;
    lost
}

async fn all(get: fn(&IdbObjectStore) -> Result<IdbRequest, JsValue>) -> Result<Array, JsValue> {
    let database = open().await?;
    let store = database
        .transaction_with_str(STORE)
        .and_then(|transaction| transaction.object_store(STORE));
    let found = match store.and_then(|store| get(&store)) {
        Ok(request) => settled(&request).await,
        Err(error) => Err(error),
    };
    database.close();
    found?.dyn_into()
}

/// Opens the database; makes it where there is none.
async fn open() -> Result<IdbDatabase, JsValue> {
    let factory = Reflect::get(&js_sys::global(), &JsValue::from_str("indexedDB"))?.dyn_into::<IdbFactory>()?;
    let request: IdbOpenDbRequest = factory.open(KEPT_IN)?;
    let making = request.clone();
    let make = Closure::once_into_js(move || {
        let database = making
            .result()
            .ok()
            .and_then(|made| made.dyn_into::<IdbDatabase>().ok());
        let _ = database.map(|database| database.create_object_store(STORE));
    });
    request.set_onupgradeneeded(make.dyn_ref::<Function>());
    settled(&request).await?.dyn_into()
}

/// What came of a request.
async fn settled(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let done = Promise::new(&mut |done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    JsFuture::from(done).await?;
    request.result()
}
