//! Files that the browser keeps because the user said so (Indexed Database API).
//!
//! The database is opened for each piece of work and closed again, so that the page can delete it at any time
//! (`src/web/kept.rs`). A file is known by its size and a hash of its bytes: the same one is kept once.

use crate::reading::Given;
use js_sys::futures::JsFuture;
use js_sys::{Array, Function, Promise, Reflect};
use mta_sts_lens::report::border::{KEPT_IN, Kept};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

const STORE: &str = "files";

/// How many files are stored in one go.
const AT_ONCE: usize = 500;

/// What a file is known by: its size comes first, so that sizes are known without the files.
pub fn key(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{} {hash:016x}", bytes.len())
}

/// Stores files under their keys, and tells what is kept now.
pub async fn store(files: &[(String, Given)]) -> Kept {
    let mut refused = false;
    if let Ok(database) = open().await {
        for part in files.chunks(AT_ONCE) {
            refused |= put(&database, part).await.is_err();
        }
        database.close();
    } else {
        refused = true;
    }
    Kept {
        refused,
        ..count().await
    }
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

/// The files that are kept.
pub async fn recall() -> Vec<Given> {
    let Ok(files) = all(IdbObjectStore::get_all).await else {
        return Vec::new();
    };
    let given = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some(Given {
            name: pair.get(0).as_string()?,
            file: pair.get(1).dyn_into().ok()?,
            kept: true,
        })
    };
    files.iter().filter_map(given).collect()
}

async fn put(database: &IdbDatabase, files: &[(String, Given)]) -> Result<(), JsValue> {
    let transaction = database.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
    let store = transaction.object_store(STORE)?;
    let done = Promise::new(&mut |done, failed| {
        transaction.set_oncomplete(Some(&done));
        transaction.set_onabort(Some(&failed));
    });
    for (key, Given { name, file, .. }) in files {
        let pair = Array::of2(&JsValue::from_str(name), file);
        store.put_with_key(&pair, &JsValue::from_str(key))?;
    }
    JsFuture::from(done).await.map(drop)
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
