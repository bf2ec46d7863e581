//! Whether a certificate is for a host (RFC 8461 §4.2, RFC 6125 §6.4).

/// How a name of a certificate stands to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameMatch {
    /// The same name.
    Same,
    /// Its `*` stands for the host's left-most label.
    Wildcard,
    /// It is about another name.
    Other,
}

/// Compares a `dNSName` with a host, without case and final dots. A `*` counts as the whole left-most label only.
#[must_use]
pub fn names(name: &str, host: &str) -> NameMatch {
    let bare = |text: &str| text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
    let (name, host) = (bare(name), bare(host));
    if name.is_empty() || host.is_empty() {
        return NameMatch::Other;
    }
    if name == host && !name.contains('*') {
        return NameMatch::Same;
    }
    match (name.strip_prefix("*."), host.split_once('.')) {
        (Some(suffix), Some((label, rest))) if suffix == rest && !label.is_empty() && !suffix.contains('*') => {
            NameMatch::Wildcard
        }
        _ => NameMatch::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_one_label() {
        use NameMatch::{Other, Same, Wildcard};
        for (name, host, want) in [
            ("mx1.example.com", "MX1.example.com.", Same),
            ("*.example.com", "mx1.example.com", Wildcard),
            ("*.example.com", "a.mx1.example.com", Other),
            ("*.example.com", "example.com", Other),
            ("m*.example.com", "mx1.example.com", Other),
            ("*.*.com", "mx1.example.com", Other),
            ("*.example.com", "*.example.com", Wildcard),
            ("example.com", "mx1.example.com", Other),
            ("", "", Other),
            ("*", "com", Other),
        ] {
            assert_eq!(names(name, host), want, "{name} {host}");
        }
    }
}
