//! What the kinds of texts are called here.

use mta_sts_lens::recognise::Kind;

/// The kinds that can be chosen by `--kind`.
const CHOICES: [(&str, Kind); 10] = [
    ("policy", Kind::Policy),
    ("sts-record", Kind::StsRecord),
    ("tlsrpt-record", Kind::TlsrptRecord),
    ("zone", Kind::ZoneLines),
    ("dns-answer", Kind::DnsAnswer),
    ("http-answer", Kind::HttpAnswer),
    ("tls-report", Kind::Report),
    ("bounce", Kind::Bounce),
    ("openssl", Kind::Openssl),
    ("domain", Kind::Domain),
];

/// The kind of this name.
pub fn by_name(name: &str) -> Option<Kind> {
    CHOICES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

/// The names of all that can be chosen: `policy, sts-record, …`.
pub fn names() -> String {
    CHOICES.map(|(name, _)| name).join(", ")
}

/// What a kind is called.
pub fn name(kind: Kind) -> &'static str {
    let known = CHOICES.iter().find(|(_, known)| *known == kind);
    known.map_or(if kind == Kind::Other { "other" } else { "unknown" }, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_can_be_chosen_has_a_name() {
        for kind in Kind::CHOICES {
            assert_eq!(by_name(name(kind)), Some(kind));
        }
        assert_eq!((name(Kind::Other), name(Kind::Unknown)), ("other", "unknown"));
        assert_eq!(by_name("Policy"), None);
    }
}
