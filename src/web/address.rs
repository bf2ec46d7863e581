//! Addresses of servers, as the browser reads them.

/// The address in its one form, such as `https://dns.example.net/resolve`; `None` if it is no URL.
#[must_use]
pub fn normal(text: &str) -> Option<String> {
    web_sys::Url::new(text).ok().map(|url| url.href())
}
