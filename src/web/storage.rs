//! The settings, remembered in this browser alone.

use super::window;
use crate::json;
use crate::survey::settings::{MOST, Resolver, Settings, Theme};
use js_sys::JSON;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use web_sys::Storage;

const KEY: &str = "mta-sts-lens";
/// Where the text of the workbench stands.
const TEXT: &str = "mta-sts-lens-text";
/// Where the policy ids stand.
const IDS: &str = "mta-sts-lens-ids";
/// Longest text that is remembered, in bytes: it is written anew at each key.
const MOST_TEXT: usize = 1 << 18;
/// Longest name and address of a resolver, in bytes.
const LONGEST: usize = 300;

/// The settings as they were stored; where that is blocked, missing or unreadable, the default.
#[must_use]
pub fn load() -> Settings {
    let stored = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    stored.map_or_else(Settings::default, |text| read(&text))
}

/// Remembers the settings; those that the page begins with need no room. `false`: the browser doesn't let this page store
/// anything.
pub fn store(settings: &Settings) -> bool {
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

/// Remembers the text that is written at the workbench; where that is not possible, the one before is forgotten.
pub fn keep_text(text: &str) {
    let Some(storage) = storage() else { return };
    if text.is_empty() || text.len() > MOST_TEXT || storage.set_item(TEXT, text).is_err() {
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

/// Forgets everything that this page has stored.
pub fn clear() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
        let _ = storage.remove_item(TEXT);
        let _ = storage.remove_item(IDS);
    }
}

/// Whether a resolver can be asked: the page's content security policy lets requests out by `https:` alone.
#[must_use]
pub fn is_usable(resolver: &Resolver) -> bool {
    let Resolver { name, url } = resolver;
    let host = url
        .strip_prefix("https://")
        .and_then(|rest| rest.split(['/', '?']).next());
    !name.trim().is_empty()
        && name.len() <= LONGEST
        && url.len() <= LONGEST
        && host.is_some_and(|host| !host.is_empty())
        && url.chars().all(|c| c.is_ascii_graphic() && c != '#')
}

/// Reads what was stored; takes what is usable of it. By hand, since the reader is in the page anyway, and a derived
/// one weighs as much as all the rest here.
fn read(text: &str) -> Settings {
    let mut settings = Settings::default();
    let Ok(document) = json::parse(text.as_bytes()) else {
        return settings;
    };
    let member = |value: &json::Value, name| value.get(name).and_then(json::Value::as_str).map(str::to_owned);
    settings.theme = match member(&document.root, "theme").as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    };
    let stored = document
        .root
        .get("resolvers")
        .and_then(json::Value::as_array)
        .unwrap_or_default();
    let resolvers: Vec<_> = stored
        .iter()
        .filter_map(|value| {
            Some(Resolver {
                name: member(value, "name")?,
                url: member(value, "url")?,
            })
        })
        .filter(is_usable)
        .take(MOST)
        .collect();
    if !resolvers.is_empty() {
        settings.resolvers = resolvers;
    }
    settings
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolver(name: &str, url: &str) -> Resolver {
        Resolver {
            name: name.into(),
            url: url.into(),
        }
    }

    #[test]
    fn only_what_can_be_asked_is_kept() {
        for (name, url, good) in [
            ("Own", "https://doh.example.net/resolve", true),
            ("Own", "https://doh.example.net/resolve?key=1", true),
            ("", "https://doh.example.net/resolve", false),
            ("Own", "http://doh.example.net/resolve", false),
            ("Own", "https://", false),
            ("Own", "https:///resolve", false),
            ("Own", "https://doh.example.net/#x", false),
            ("Own", "https://doh.example.net/a b", false),
            ("Own", "javascript:alert(1)", false),
            ("Own", &format!("https://{}", "a".repeat(LONGEST)), false),
        ] {
            assert_eq!(is_usable(&resolver(name, url)), good, "{name} {url}");
        }
    }

    #[test]
    fn what_is_stored_is_read_back() {
        let settings = Settings {
            resolvers: vec![
                Resolver::cloudflare(),
                resolver("Own \"1\"", "https://doh.example.net/resolve?a=1"),
            ],
            theme: Theme::Dark,
        };
        assert_eq!(read(&serde_json::to_string(&settings).unwrap()), settings);
        let settings = Settings {
            theme: Theme::Light,
            ..Settings::default()
        };
        assert_eq!(read(&serde_json::to_string(&settings).unwrap()), settings);
    }

    #[test]
    fn rubbish_leaves_the_default_and_something_good_in_it_is_kept() {
        for rubbish in [
            "",
            "{",
            "null",
            "[]",
            "7",
            r#"{"resolvers": 1, "theme": {}}"#,
            r#"{"resolvers": [{}, "x"]}"#,
        ] {
            assert_eq!(read(rubbish), Settings::default(), "{rubbish}");
        }
        let text =
            r#"{"resolvers": [{"name": "x", "url": "ftp://x"}, {"name": "y", "url": "https://y"}], "theme": "pink"}"#;
        assert_eq!(read(text).resolvers, [resolver("y", "https://y")]);
        let many = vec![Resolver::google(); 50];
        let text = format!(r#"{{"resolvers": {}}}"#, serde_json::to_string(&many).unwrap());
        assert_eq!(read(&text).resolvers.len(), MOST);
    }
}
