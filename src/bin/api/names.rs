//! Names in any script, by the platform's own tables.

use mta_sts_lens::dns::idn::is_host_text;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = URL)]
    type Url;

    #[wasm_bindgen(constructor, js_class = URL, catch)]
    fn new(text: &str) -> Result<Url, JsValue>;

    #[wasm_bindgen(method, getter)]
    fn hostname(this: &Url) -> String;

    #[wasm_bindgen(method, getter)]
    fn href(this: &Url) -> String;
}

/// The A-label form of a name (UTS #46, as browsers do); `None` where it has none.
pub fn to_ascii(name: &str) -> Option<String> {
    if !is_host_text(name) {
        return None;
    }
    let ascii = Url::new(&format!("https://{name}")).ok()?.hostname();
    Some(ascii).filter(|ascii| !ascii.is_empty())
}

/// An address in its one form; `None` if it is no URL.
#[allow(dead_code, reason = "not every program is given addresses")]
pub fn normal(text: &str) -> Option<String> {
    Url::new(text).ok().map(|url| url.href())
}
