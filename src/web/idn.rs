//! Internationalised names to their ASCII form, by the browser's own tables.

/// The A-label form of a name, such as `xn--bcher-kva.example`; `None` if the browser refuses it.
///
/// Goes by the URL standard (UTS #46), as browsers and their certificates do.
#[must_use]
pub fn to_ascii(name: &str) -> Option<String> {
    // These would end the name within a URL, or be taken out or decoded in it.
    let foreign = |c: char| c.is_ascii_control() || c.is_whitespace() || "/\\?#@:%[]<>^|".contains(c);
    if name.is_empty() || name.chars().any(foreign) {
        return None;
    }
    let url = web_sys::Url::new(&format!("https://{name}")).ok()?;
    Some(url.hostname()).filter(|ascii| !ascii.is_empty())
}
