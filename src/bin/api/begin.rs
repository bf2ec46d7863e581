//! How a check begins, whatever was typed and whoever is asked.

use crate::drive;
use crate::fault::{option, refused};
use crate::names::{normal, to_ascii};
use mta_sts_lens::dns::input;
use mta_sts_lens::survey::settings::{Resolver, Settings};
use mta_sts_lens::survey::typed::Typed;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Begins a check of what was typed; `resolvers` are addresses, none of them for the usual two. Gives its number.
///
/// # Errors
/// A [`Refusal`](crate::fault::Refusal).
#[wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "what comes from JavaScript is owned")]
pub fn begin(typed: &str, now: f64, resolvers: Vec<String>) -> Result<u32, JsValue> {
    let target = input::read(typed, &to_ascii).map_err(|refusal| refused(&refusal))?;
    let mut settings = Settings::default();
    if !resolvers.is_empty() {
        settings.resolvers.clear();
    }
    for address in &resolvers {
        let known = [Resolver::google(), Resolver::cloudflare()].into_iter();
        let resolver = match known.into_iter().find(|known| known.url == *address) {
            Some(known) => known,
            None => settings.own_resolver(address, normal).map_err(option)?,
        };
        settings.resolvers.push(resolver);
    }
    let typed = Typed::of(typed, &target);
    let id = drive::open(target, settings.resolvers, now).ok_or(JsValue::NULL)?;
    drive::with(id, |drive| drive.remark(typed));
    Ok(id)
}
