//! The templates: DNS formats and hosting kits, data apart from the program.
//!
//! They are text that few visitors look at, and a page that has them in its program is slower for all: the page loads them
//! as a file of its own, [`FILE`], when it is first wanted. Everywhere else they are built in.

use std::sync::OnceLock;

/// The name of the file, beside the page.
pub const FILE: &str = "make.txt";

/// Ends a name, and a template, in the file: separators of ASCII, which no template holds.
const NAME: char = '\u{1f}';
const TEMPLATE: char = '\u{1e}';

/// What the page has loaded.
static LOADED: OnceLock<String> = OnceLock::new();

/// Declares the templates of two folders, in the order in which they are offered.
macro_rules! templates {
    ($($list:ident $folder:literal: $($name:literal)+;)+) => {
        $(const $list: &[(&str, &str)] = &[$((
            concat!($folder, "/", $name),
            $crate::rule::built_in(include_str!(concat!("templates/", $folder, "/", $name, ".txt"))),
        )),+];)+
    };
}

templates! {
    DNS_FORMATS "dns":
        "bind" "nsupdate" "cloudflare" "route53" "google" "azure" "digitalocean" "hetzner"
        "terraform-cloudflare" "terraform-route53" "terraform-google" "terraform-azure"
        "octodns" "dnscontrol" "powerdns" "tinydns" "windows";
    KITS "kit":
        "nginx" "caddy" "apache" "cloudflare-worker" "cloudflare-pages" "netlify" "vercel" "github-pages" "azure" "aws"
        "firebase" "docker" "common";
}

/// What every kit has.
pub(super) const COMMON: &str = "kit/common";

/// The names of the DNS formats, such as `dns/bind`, in the order in which they are offered.
pub fn dns_formats() -> impl Iterator<Item = &'static str> {
    DNS_FORMATS.iter().map(|(name, _)| *name)
}

/// The names of the hosting kits, such as `kit/nginx`, in the order in which they are offered.
pub fn kits() -> impl Iterator<Item = &'static str> {
    KITS.iter().map(|(name, _)| *name).filter(|name| *name != COMMON)
}

/// The template of that name; `None` if there is none, or as long as the page has not loaded them.
#[must_use]
pub fn template(name: &str) -> Option<&'static str> {
    if cfg!(target_arch = "wasm32") {
        find(LOADED.get()?, name)
    } else {
        all().find(|(known, _)| *known == name).map(|(_, text)| text)
    }
}

/// The file.
#[must_use]
pub fn write() -> String {
    let mut out = String::new();
    for (name, text) in all() {
        out.push_str(name);
        out.push(NAME);
        out.push_str(text);
        out.push(TEMPLATE);
    }
    out
}

/// Takes in what the page has loaded.
pub fn load(file: String) {
    // A second one says the same.
    let _ = LOADED.set(file);
}

fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    DNS_FORMATS.iter().chain(KITS).copied()
}

fn find(file: &'static str, name: &str) -> Option<&'static str> {
    file.split(TEMPLATE).find_map(|template| {
        let (known, text) = template.split_once(NAME)?;
        (known == name).then_some(text)
    })
}

#[cfg(test)]
mod tests;
