//! The settings, remembered in this browser alone.

use super::window;
use crate::survey::settings::{Resolver, Settings};
use js_sys::JSON;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use web_sys::Storage;

const KEY: &str = "mta-sts-lens";
/// How many resolvers are remembered.
const MOST: usize = 8;
/// Longest name and address of a resolver, in bytes.
const LONGEST: usize = 300;

/// The settings as they were stored; where that is blocked, missing or unreadable, the default.
#[must_use]
pub fn load() -> Settings {
    let stored = || {
        let text = storage()?.get_item(KEY).ok()??;
        serde_wasm_bindgen::from_value(JSON::parse(&text).ok()?).ok()
    };
    stored().map_or_else(Settings::default, usable)
}

/// Remembers the settings. `false`: the browser doesn't let this page store anything.
pub fn store(settings: &Settings) -> bool {
    let write = || {
        let value = settings.serialize(&Serializer::json_compatible()).ok()?;
        let text = String::from(JSON::stringify(&value).ok()?);
        storage()?.set_item(KEY, &text).ok()
    };
    write().is_some()
}

/// Forgets everything that this page has stored.
pub fn clear() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
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

fn usable(mut settings: Settings) -> Settings {
    settings.resolvers.retain(is_usable);
    settings.resolvers.truncate(MOST);
    if settings.resolvers.is_empty() {
        settings.resolvers = Settings::default().resolvers;
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
    fn there_is_always_a_resolver_and_never_too_many() {
        let with = |resolvers| {
            let settings = Settings {
                resolvers,
                ..Settings::default()
            };
            usable(settings).resolvers
        };
        assert_eq!(with(vec![resolver("x", "rubbish")]), Settings::default().resolvers);
        assert_eq!(with(vec![Resolver::cloudflare()]), [Resolver::cloudflare()]);
        assert_eq!(with(vec![Resolver::google(); 50]).len(), MOST);
    }
}
