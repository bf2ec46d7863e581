//! What the user chose: resolvers, relay, colours. Kept in the browser alone.

use serde::{Deserialize, Serialize};

/// A DNS-over-HTTPS server that speaks JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolver {
    /// What it is called on the page.
    pub name: String,
    /// Its address, up to where `?name=` follows.
    pub url: String,
}

impl Resolver {
    /// Google Public DNS.
    #[must_use]
    pub fn google() -> Self {
        Self {
            name: "Google".into(),
            url: "https://dns.google/resolve".into(),
        }
    }

    /// Cloudflare's 1.1.1.1.
    #[must_use]
    pub fn cloudflare() -> Self {
        Self {
            name: "Cloudflare".into(),
            url: "https://cloudflare-dns.com/dns-query".into(),
        }
    }
}

/// The colour scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How many resolvers there may be.
pub const MOST: usize = 8;

/// What the user chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Whom to ask, the preferred one first; never empty.
    pub resolvers: Vec<Resolver>,
    /// The colour scheme.
    pub theme: Theme,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            resolvers: vec![Resolver::google(), Resolver::cloudflare()],
            theme: Theme::System,
        }
    }
}
