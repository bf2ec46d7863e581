//! Addresses of servers, as the browser reads them.

/// The address in its one form, such as `https://dns.example.net/resolve`; `None` if no page could ask it: it isn't
/// `https:`, or has a name and password, which a fetch refuses.
#[must_use]
pub fn normal(text: &str) -> Option<String> {
    let url = web_sys::Url::new(text).ok()?;
    let plain = url.protocol() == "https:" && url.username().is_empty() && url.password().is_empty();
    plain.then(|| url.href())
}
