//! What the templates may name.

use super::policy::Made;
use super::records::Record;
use super::template::Values;
use crate::dns::{Data, Name};
use std::fmt::Write as _;

impl Made {
    /// The values for templates; `None` without a domain, since every file names it.
    ///
    /// - `domain`, `zone`: without final dot. `slug`: the domain as a name of letters, digits and hyphens. `host`, `url`: of
    ///   the policy. `policy`: its text; `body`: the same without the last line end. `mode`, `id`, `ttl`.
    /// - `parent`: the zone, if that is not the domain.
    /// - `sets`: the records, those of one name and type together: `name` (within the zone), `fqdn` (whole, without final
    ///   dot), `type`, `ttl`, `tag` (a name for programs), one of `txt`, `a`, `aaaa`, `cname` not empty, `again`
    ///   not empty if the set before is of the same name, and `values`:
    ///   `value` (an address, a name without final dot, a text), `strings` (of a text its `string`s), `long` (not empty for
    ///   a text of several strings), `octets` (of an IPv6 address, in octal), `version` (which a text begins with).
    /// - `records`: the same one by one, each with the values of its set.
    /// - `placed`: not empty if the records of the policy host are among them. `alias`: what it is an alias of.
    #[must_use]
    pub fn values(&self) -> Option<Values> {
        let domain = self.domain.as_ref()?;
        let zone = self.zone.as_ref()?;
        let mut sets: Vec<Vec<&Record>> = Vec::new();
        for record in &self.records {
            let same = |set: &&mut Vec<&Record>| {
                set.first()
                    .is_some_and(|first| first.name == record.name && first.rtype() == record.rtype())
            };
            match sets.iter_mut().find(same) {
                Some(set) => set.push(record),
                None => sets.push(vec![record]),
            }
        }
        let of_host = |record: &&Record| !matches!(record.data, Data::Txt { .. });
        let alias = self
            .records
            .iter()
            .find(|record| matches!(record.data, Data::Cname { .. }));
        let values = Values::default()
            .text("domain", domain.as_str())
            .text("zone", zone.as_str())
            .text("parent", if zone == domain { "" } else { zone.as_str() })
            .text("host", format!("mta-sts.{domain}"))
            .text("url", format!("https://mta-sts.{domain}/.well-known/mta-sts.txt"))
            .text("policy", &*self.policy)
            .text("body", self.policy.trim_end_matches('\n'))
            .text("slug", slug(domain))
            .text("mode", self.mode.as_str())
            .text("id", &*self.id)
            .text("ttl", self.ttl.to_string())
            .text("placed", self.records.iter().find(of_host).map_or("", |_| "yes"))
            .text("alias", alias.map(Record::value).unwrap_or_default());
        let records = self
            .records
            .iter()
            .map(|record| one(domain, record, record_values(record)));
        let mut before = None;
        let sets = sets.iter().filter_map(|set| {
            let first = set.first()?;
            let again = before.replace(&first.name) == Some(&first.name);
            let values = set.iter().map(|record| record_values(record)).collect();
            let values = Values::default().list("values", values);
            Some(one(domain, first, values.text("again", if again { "yes" } else { "" })))
        });
        Some(values.list("records", records.collect()).list("sets", sets.collect()))
    }
}

/// What records of one name and type have in common, added to `values`.
fn one(domain: &Name, record: &Record, values: Values) -> Values {
    let rtype = record.rtype().to_string();
    let prefix = record.name.as_str().strip_suffix(domain.as_str()).unwrap_or_default();
    let tag = match prefix {
        "_mta-sts." => "mta_sts".to_owned(),
        "_smtp._tls." => "tls_reporting".to_owned(),
        _ => format!("policy_host_{}", rtype.to_ascii_lowercase()),
    };
    let is = |wanted: &str| if rtype == wanted { "yes" } else { "" };
    values
        .text("name", &*record.relative)
        .text("fqdn", record.name.as_str())
        .text("ttl", record.ttl.to_string())
        .text("tag", tag)
        .text("txt", is("TXT"))
        .text("a", is("A"))
        .text("aaaa", is("AAAA"))
        .text("cname", is("CNAME"))
        .text("type", &*rtype)
}

fn record_values(record: &Record) -> Values {
    let value = record.value();
    let strings = record.strings();
    let long = if strings.len() > 1 { "yes" } else { "" };
    let octets = match &record.data {
        Data::Aaaa { address } => address.octets().iter().fold(String::new(), |mut out, octet| {
            // Writing to a String can't fail.
            let _ = write!(out, "\\{octet:03o}");
            out
        }),
        _ => String::new(),
    };
    let version = value.split_once(';').map_or("", |(version, _)| version).to_owned();
    let string = |string: String| Values::default().text("string", string);
    Values::default()
        .text("value", value)
        .text("octets", octets)
        .text("version", version)
        .text("long", long)
        .list("strings", strings.into_iter().map(string).collect())
}

/// The domain as a name that services take for their projects: letters, digits and hyphens, at most 50.
fn slug(domain: &Name) -> String {
    let letters = domain
        .as_str()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    let name: String = letters.take(50).collect();
    name.trim_matches('-').to_owned()
}
