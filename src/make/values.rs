//! What the templates may name.

use super::policy::Made;
use super::records::Record;
use super::template::Values;
use crate::dns::{Data, Name, Rtype};
use std::fmt::Write as _;

impl Made {
    /// The values for templates; `None` without a domain, since every file names it.
    ///
    /// - `domain`, `zone`: without final dot. `slug`: the domain as a name of letters, digits and hyphens. `host`, `url`: of
    ///   the policy. `policy`: its text; `body`: the same without the last line end. `ttl`: of the records.
    /// - `sets`: the records, those of one name and type together: `name` (within the zone), `fqdn` (whole, without final
    ///   dot), `type`, `ttl`, `tag` (a name for programs), one of `txt`, `a`, `aaaa`, `cname` not empty, `again`
    ///   not empty if the set before is of the same name, and `values`:
    ///   `value` (an address, a name without final dot, a text), `strings` (of a text its `string`s), `long` (not empty for
    ///   a text of several strings), `octets` (of an IPv6 address, in octal), `version` (which a text begins with).
    /// - `records`: the same one by one, each with the values of its set.
    /// - `placed`: not empty if the records of the policy host are among them.
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
        let mut values = Values::default();
        let host = format!("mta-sts.{domain}");
        values.set("domain", domain.as_str());
        values.set("zone", zone.as_str());
        values.set("host", &host);
        values.set("url", &format!("https://{host}/.well-known/mta-sts.txt"));
        values.set("policy", &self.policy);
        values.set("body", self.policy.trim_end_matches('\n'));
        values.set("slug", &slug(domain));
        values.set("ttl", &self.ttl.to_string());
        let of_host = |record: &Record| record.rtype() != Rtype::TXT;
        values.flag("placed", self.records.iter().any(of_host));
        let mut records = Vec::new();
        for record in &self.records {
            let mut one = Values::default();
            in_common(domain, record, &mut one);
            alone(record, &mut one);
            records.push(one);
        }
        values.list("records", records);
        let mut listed = Vec::new();
        let mut before = None;
        for set in &sets {
            let Some(first) = set.first() else { continue };
            let mut one = Values::default();
            in_common(domain, first, &mut one);
            one.flag("again", before.replace(&first.name) == Some(&first.name));
            let mut items = Vec::new();
            for record in set {
                let mut item = Values::default();
                alone(record, &mut item);
                items.push(item);
            }
            one.list("values", items);
            listed.push(one);
        }
        values.list("sets", listed);
        Some(values)
    }
}

/// What records of one name and type have in common.
fn in_common(domain: &Name, record: &Record, values: &mut Values) {
    let rtype = record.rtype();
    let shown = rtype.to_string();
    let prefix = record.name.as_str().strip_suffix(domain.as_str()).unwrap_or_default();
    let tag = match prefix {
        "_mta-sts." => "mta_sts",
        "_smtp._tls." => "tls_reporting",
        _ => &format!("policy_host_{}", shown.to_ascii_lowercase()),
    };
    values.set("name", &record.relative);
    values.set("fqdn", record.name.as_str());
    values.set("ttl", &record.ttl.to_string());
    values.set("tag", tag);
    values.set("type", &shown);
    values.flag("txt", rtype == Rtype::TXT);
    values.flag("a", rtype == Rtype::A);
    values.flag("aaaa", rtype == Rtype::AAAA);
    values.flag("cname", rtype == Rtype::CNAME);
}

/// What each record has of its own.
fn alone(record: &Record, values: &mut Values) {
    let value = record.value();
    let mut octets = String::new();
    if let Data::Aaaa { address } = &record.data {
        for octet in address.octets() {
            // Writing to a String can't fail.
            let _ = write!(octets, "\\{octet:03o}");
        }
    }
    let mut strings = Vec::new();
    for string in record.strings() {
        let mut one = Values::default();
        one.set("string", &string);
        strings.push(one);
    }
    values.set("value", &value);
    values.set("octets", &octets);
    values.set("version", value.split(';').next().unwrap_or_default());
    values.flag("long", strings.len() > 1);
    values.list("strings", strings);
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
