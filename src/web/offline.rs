//! What this browser keeps of the page for use without a network. The page's own script does that (`www/offline.js`), and
//! is asked here.

use super::window;
use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use yew::Callback;

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offline {
    /// This browser keeps nothing here.
    Impossible,
    /// It isn't wanted.
    Off,
    /// Not all is there yet.
    Soon,
    /// All is there.
    Kept {
        /// How many files.
        files: usize,
        /// How many bytes they have.
        bytes: u64,
    },
}

impl Offline {
    /// Reads what the script says: nothing, `off`, `soon`, or the two numbers.
    fn read(said: &str) -> Self {
        let numbers = || {
            let (files, bytes) = said.split_once(' ')?;
            let (files, bytes) = (files.parse().ok()?, bytes.parse().ok()?);
            Some(Self::Kept { files, bytes })
        };
        match said {
            "off" => Self::Off,
            "soon" => Self::Soon,
            _ => numbers().unwrap_or(Self::Impossible),
        }
    }
}

/// Tells how it stands.
pub fn ask(done: Callback<Offline>) {
    call("state", None, done);
}

/// Has the page kept from now on, or removes it, and tells how it stands then.
pub fn keep(on: bool, done: Callback<Offline>) {
    call("set", Some(on), done);
}

fn call(name: &'static str, argument: Option<bool>, done: Callback<Offline>) {
    spawn_local(async move {
        let said = said(name, argument).await.and_then(|said| said.as_string());
        done.emit(Offline::read(&said.unwrap_or_default()));
    });
}

async fn said(name: &str, argument: Option<bool>) -> Option<JsValue> {
    let window = window()?;
    let member = |of: &JsValue, name: &str| {
        Reflect::get(of, &JsValue::from_str(name))
            .ok()?
            .dyn_into::<Function>()
            .ok()
    };
    let module: Promise = member(&window, "mtaStsLensOffline")?
        .call0(&window)
        .ok()?
        .dyn_into()
        .ok()?;
    let module = JsFuture::from(module).await.ok()?;
    let argument = argument.map_or(JsValue::UNDEFINED, JsValue::from_bool);
    let answer: Promise = member(&module, name)?.call1(&module, &argument).ok()?.dyn_into().ok()?;
    JsFuture::from(answer).await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_script_says_is_read() {
        for (said, wanted) in [
            ("", Offline::Impossible),
            ("off", Offline::Off),
            ("soon", Offline::Soon),
            (
                "370 4000000",
                Offline::Kept {
                    files: 370,
                    bytes: 4_000_000,
                },
            ),
            ("370", Offline::Impossible),
            ("a b", Offline::Impossible),
        ] {
            assert_eq!(Offline::read(said), wanted, "{said}");
        }
    }
}
