//! Internationalised names to their ASCII form, by the browser's own tables.

use crate::dns::idn::is_host_text;

/// The A-label form of a name, such as `xn--bcher-kva.example`; `None` if the browser refuses it.
///
/// Goes by the URL standard (UTS #46), as browsers and their certificates do.
#[must_use]
pub fn to_ascii(name: &str) -> Option<String> {
    if !is_host_text(name) {
        return None;
    }
    let url = web_sys::Url::new(&format!("https://{name}")).ok()?;
    Some(url.hostname()).filter(|ascii| !ascii.is_empty())
}
