//! From a policy and its records back to the form that they were made of.

use super::form::{Form, typed};
use super::records::Record;
use crate::dns::{Data, Name};
use crate::rule::Findings;
use crate::{sts, tlsrpt};

/// Reads a form from a policy and the records that go with it. `None` where the policy is not valid by the letter, there
/// is no MTA-STS record among the records, or a record that there is can't be used.
///
/// What comes back is [settled](Form::settled).
#[must_use]
pub fn read_back(policy: &str, records: &[Record]) -> Option<Form> {
    let policy = sts::policy::parse(policy.as_bytes(), &mut Findings::faults()).effective?;
    let at = |prefix: &str| {
        let of_it = |record: &&Record| record.name.as_str().starts_with(prefix) && text(record).is_some();
        records.iter().find(of_it)
    };
    let record = at("_mta-sts.")?;
    let domain = record.name.as_str().strip_prefix("_mta-sts.")?;
    let id = sts::record::parse(text(record)?, &mut Findings::faults())?.id;
    let rua = match at("_smtp._tls.") {
        Some(record) => tlsrpt::parse(text(record)?, &mut Findings::faults())?.rua,
        None => Vec::new(),
    };
    // The relative name tells the zone: what it lacks of the whole name.
    let zone = record
        .name
        .as_str()
        .strip_prefix(record.relative.as_str())?
        .trim_start_matches('.');
    let hosts = records.iter().filter(|record| text(record).is_none());
    let hosts: Vec<String> = hosts.map(Record::value).collect();
    Some(Form {
        domain: typed(&Name::parse(domain).ok()?),
        zone: if zone == domain {
            String::new()
        } else {
            Name::parse(zone).ok()?.to_string()
        },
        mode: policy.mode,
        patterns: policy.mx.into_iter().map(|pattern| pattern.text).collect(),
        max_age: policy.max_age.to_string(),
        id,
        rua: rua.into_iter().map(|rua| rua.text).collect(),
        host: hosts.join(", "),
        ttl: record.ttl,
    })
}

fn text(record: &Record) -> Option<&[u8]> {
    match &record.data {
        Data::Txt { text, .. } => Some(text),
        _ => None,
    }
}
