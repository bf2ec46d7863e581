//! Names of a zone, completed (RFC 1035 §5.1).

use crate::dns::is_within;

/// Stands for the zone's own name where it isn't in the paste. No name of the DNS that is read here holds it.
pub(in super::super) const ZONE: &str = "@";

/// What completes names without a final dot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Origin {
    /// This name, in lower case, without its final dot; empty for the root.
    Known(String),
    /// Nothing that is in the paste. Names that look whole are taken as whole.
    #[default]
    Unknown,
    /// This name, which somebody said beside the paste. Names that look whole are taken as whole too.
    Said(String),
    /// Nothing: names are whole, as programs print them.
    Whole,
}

/// A completed name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Completed {
    /// In the case in which it is written, without its final dot; ends in [`ZONE`] where the zone's name isn't known.
    pub(in super::super) name: String,
    /// Whether the origin was put behind a name that had it already: what is meant, most likely.
    pub(in super::super) doubled: Option<String>,
    /// Whether it had no final dot.
    pub(in super::super) relative: bool,
}

impl Origin {
    /// The name that `$ORIGIN` gives.
    pub(in super::super) fn set(&mut self, written: &str) {
        *self = Self::Known(match written {
            "." => String::new(),
            _ => self.complete(written).name.to_ascii_lowercase(),
        });
    }

    /// A name as it is written, completed.
    pub(in super::super) fn complete(&self, written: &str) -> Completed {
        let whole = |name: &str, relative| Completed {
            name: name.to_owned(),
            doubled: None,
            relative,
        };
        if let Some(bare) = written.strip_suffix('.').filter(|bare| !bare.ends_with('\\')) {
            return whole(bare, false);
        }
        match self {
            Self::Whole => whole(written, true),
            Self::Unknown if written == ZONE => whole(ZONE, true),
            Self::Said(origin) if written == ZONE => whole(origin, true),
            Self::Unknown | Self::Said(_) if looks_whole(written) => whole(written, true),
            Self::Unknown => whole(&format!("{written}.{ZONE}"), true),
            Self::Said(origin) => whole(&format!("{written}.{origin}"), true),
            Self::Known(origin) if written == ZONE => whole(origin, true),
            Self::Known(origin) if origin.is_empty() => whole(written, true),
            Self::Known(origin) => Completed {
                name: format!("{written}.{origin}"),
                doubled: is_within(written, origin).then(|| written.to_owned()),
                relative: true,
            },
        }
    }
}

/// Whether a name is meant as a whole one where nothing says so: two labels behind those of services.
fn looks_whole(written: &str) -> bool {
    let labels = written
        .split('.')
        .skip_while(|label| label.starts_with('_') || *label == "*");
    let labels = labels.skip_while(|label| label.eq_ignore_ascii_case("mta-sts"));
    labels.count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_completed() {
        let known = Origin::Known("example.com".into());
        let said = Origin::Said("example.com".into());
        for (origin, written, name, doubled) in [
            (&known, "@", "example.com", false),
            (&known, "MX1", "MX1.example.com", false),
            (&known, "a.example.net.", "a.example.net", false),
            (&known, "_mta-sts.example.com", "_mta-sts.example.com.example.com", true),
            (&known, "EXAMPLE.com", "EXAMPLE.com.example.com", true),
            (&known, "badexample.com", "badexample.com.example.com", false),
            (&known, "a\\.", "a\\..example.com", false),
            (&Origin::Known(String::new()), "example.com", "example.com", false),
            (&Origin::Unknown, "@", "@", false),
            (&Origin::Unknown, "mx1", "mx1.@", false),
            (&Origin::Unknown, "_mta-sts", "_mta-sts.@", false),
            (&Origin::Unknown, "_smtp._tls", "_smtp._tls.@", false),
            (&Origin::Unknown, "_mta-sts.example.com", "_mta-sts.example.com", false),
            (&Origin::Unknown, "mta-sts.example", "mta-sts.example.@", false),
            (&said, "@", "example.com", false),
            (&said, "_mta-sts", "_mta-sts.example.com", false),
            (&said, "_mta-sts.example.com", "_mta-sts.example.com", false),
            (&Origin::Whole, "localhost", "localhost", false),
        ] {
            let completed = origin.complete(written);
            assert_eq!(
                (completed.name.as_str(), completed.doubled.is_some()),
                (name, doubled),
                "{written}"
            );
        }
        let mut origin = known;
        origin.set("sub");
        assert_eq!(origin, Origin::Known("sub.example.com".into()));
        origin.set(".");
        assert_eq!(origin, Origin::Known(String::new()));
    }
}
