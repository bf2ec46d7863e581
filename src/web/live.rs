//! The element and the frame that other sites embed, at work in this page: their scripts, and colours that are tried out.

use super::document;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// Where the build puts them.
const SCRIPTS: [&str; 2] = ["embed/mta-sts-lens.js", "embed/frame.js"];

/// Loads the scripts. Where the build has none, the element shows what stands in it.
pub fn load() {
    let add = |address: &str| {
        let document = document()?;
        let script = document.create_element("script").ok()?;
        script.set_attribute("type", "module").ok()?;
        script.set_attribute("src", address).ok()?;
        document.document_element()?.append_child(&script).ok()
    };
    for address in SCRIPTS {
        let _ = add(address);
    }
}

/// Sets one of its colours for the whole page, which only the element reads; `None`: its own.
pub fn colour(property: &str, value: Option<&str>) {
    let root = document().and_then(|document| document.document_element());
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    // Nothing is as if it were not set.
    let _ = root.style().set_property(property, value.unwrap_or_default());
}
