//! The schema of a report as `serde_json` reads it: no position, no finding, and no report at the first thing that is
//! otherwise.

use serde::Deserialize;
use std::hint::black_box;
use std::net::IpAddr;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(dead_code)] // read to be thrown away
struct Report {
    organization_name: Option<String>,
    date_range: DateRange,
    contact_info: Option<String>,
    report_id: String,
    policies: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(dead_code)]
struct DateRange {
    start_datetime: String,
    end_datetime: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(dead_code)]
struct Entry {
    policy: Policy,
    summary: Summary,
    #[serde(default)]
    failure_details: Vec<Detail>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(dead_code)]
struct Policy {
    policy_type: String,
    #[serde(default)]
    policy_string: Vec<String>,
    policy_domain: String,
    #[serde(default)]
    mx_host: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(dead_code)]
struct Summary {
    total_successful_session_count: u64,
    total_failure_session_count: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(dead_code)]
struct Detail {
    result_type: String,
    sending_mta_ip: Option<IpAddr>,
    receiving_mx_hostname: Option<String>,
    receiving_mx_helo: Option<String>,
    receiving_ip: Option<IpAddr>,
    failed_session_count: u64,
    additional_information: Option<String>,
    failure_reason_code: Option<String>,
}

/// Reads a report.
pub fn read(text: &[u8]) {
    let _ = black_box(serde_json::from_slice::<Report>(text));
}
