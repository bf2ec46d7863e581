//! The settings, remembered in this browser alone.

use super::{Listener, kept, window};
use crate::survey::settings::Settings;
use js_sys::JSON;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use web_sys::Storage;
use yew::Callback;

const KEY: &str = "mta-sts-lens";
/// Where the text of the workbench stands.
const TEXT: &str = "mta-sts-lens-text";
/// Where the policy ids stand.
const IDS: &str = "mta-sts-lens-ids";
/// Where it stands that reports are kept, which themselves lie in a database; `www/offline.js` looks there too.
const REPORTS: &str = "mta-sts-lens-reports";
/// Where the limits for reading reports stand.
const LIMITS: &str = "mta-sts-lens-report-limits";
/// Longest text that is remembered, in bytes: it is written anew at each key.
const MOST_TEXT: usize = 1 << 18;

/// The settings as they were stored; where that is blocked, missing or unreadable, the default.
#[must_use]
pub fn load() -> Settings {
    let stored = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    stored.map_or_else(Settings::default, |text| Settings::read(&text))
}

/// Remembers the settings; those that the page begins with need no room. `false`: the browser doesn't let this page store
/// anything.
pub fn store(settings: &Settings) -> bool {
    if !settings.remembers_text {
        keep_text("");
    }
    if *settings == Settings::default() {
        return storage().is_some_and(|storage| storage.remove_item(KEY).is_ok());
    }
    let write = || {
        let value = settings.serialize(&Serializer::json_compatible()).ok()?;
        let text = String::from(JSON::stringify(&value).ok()?);
        storage()?.set_item(KEY, &text).ok()
    };
    write().is_some()
}

/// The text that was last written at the workbench.
#[must_use]
pub fn text() -> String {
    let stored = storage().and_then(|storage| storage.get_item(TEXT).ok().flatten());
    stored.unwrap_or_default()
}

/// Remembers the text that is written at the workbench; where that is not possible or not wanted, the one before is
/// forgotten.
pub fn keep_text(text: &str) {
    let Some(storage) = storage() else { return };
    let unwanted = !load().remembers_text;
    if unwanted || text.is_empty() || text.len() > MOST_TEXT || storage.set_item(TEXT, text).is_err() {
        let _ = storage.remove_item(TEXT);
    }
}

/// What is remembered of policies, as it was stored.
#[must_use]
pub fn ids() -> String {
    let stored = storage().and_then(|storage| storage.get_item(IDS).ok().flatten());
    stored.unwrap_or_default()
}

/// Remembers that. Where storing is not possible nothing is remembered.
pub fn keep_ids(text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(IDS, text);
    }
}

/// The limits for reading reports, as they were stored.
#[must_use]
pub fn report_limits() -> Option<String> {
    storage()?.get_item(LIMITS).ok().flatten()
}

/// Remembers them; `None`: those that the page begins with, which need no room.
pub fn keep_report_limits(text: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match text {
        Some(text) => storage.set_item(LIMITS, text),
        None => storage.remove_item(LIMITS),
    };
}

/// Whether reports are kept.
pub(super) fn keeps_reports() -> bool {
    storage().is_some_and(|storage| matches!(storage.get_item(REPORTS), Ok(Some(_))))
}

/// Remembers whether they are. `false`: that could not be stored.
pub(super) fn keep_reports(on: bool) -> bool {
    let Some(storage) = storage() else { return false };
    let noted = if on {
        storage.set_item(REPORTS, "kept")
    } else {
        storage.remove_item(REPORTS)
    };
    noted.is_ok()
}

/// Whether the browser lets the page store anything, as far as it can be told without trying.
#[must_use]
pub fn is_there() -> bool {
    storage().is_some()
}

/// Calls `heard` whenever another tab of the page has stored or forgotten something, until the listener is dropped.
/// `None`: no browser.
pub fn on_change(heard: Callback<()>) -> Option<Listener> {
    Some(Listener::new(window()?, "storage", move |_| heard.emit(())))
}

/// Forgets everything that this page has stored, but that it isn't to be kept for use without a network: what was refused
/// stays refused.
pub fn clear() {
    kept::delete_all();
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
        let _ = storage.remove_item(TEXT);
        let _ = storage.remove_item(IDS);
        let _ = storage.remove_item(LIMITS);
    }
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
