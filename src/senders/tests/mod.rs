//! The measurements, row by row.
//!
//! Not to be seen in a text, and so in no row here: mox's wildcard that matches `.example.com` (a matter of host names)
//! and its reader of reports; Stalwart's way with status, media type and cache; that postfix-mta-sts-resolver goes before
//! DANE; the metric of `KumoMTA`; mailauth 4. Of mailauth's lax mode the bad policies that it accepts are counted, not named.

mod beside;
mod rows;
mod servers;

use super::*;

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 1209600\n";

/// The senders of each verb, in the order of the table.
pub(super) fn verbs(readings: &[Reading]) -> String {
    let mut parts = Vec::new();
    for verb in ["honours", "uses it", "reads otherwise", "refuses", "not measured"] {
        let whose = readings.iter().filter(|reading| reading.verdict.word() == verb);
        let names: Vec<&str> = whose.map(|reading| short(reading.sender)).collect();
        match names.len() {
            0 => {}
            COUNT => parts.push(format!("all: {verb}")),
            _ => parts.push(format!("{verb}: {}", names.join(" "))),
        }
    }
    parts.join("; ")
}

fn short(sender: &Sender) -> &'static str {
    match sender.name {
        "postfix-tlspol" => "tlspol",
        "postfix-mta-sts-resolver" => "resolver",
        name => name,
    }
}

fn policy(text: &str) -> String {
    verbs(&readings_of_policy(text.as_bytes()))
}

fn record(text: &str) -> String {
    verbs(&readings_of_record(text.as_bytes()))
}

fn set(records: &[&str]) -> Vec<Reading> {
    let records: Vec<Vec<u8>> = records.iter().map(|text| text.as_bytes().to_vec()).collect();
    readings_of_txt_set(&records)
}

/// What a sender reads, in words; its verb where there are none.
fn words(readings: &[Reading], name: &str) -> String {
    let found = readings
        .iter()
        .find(|reading| short(reading.sender) == name)
        .expect(name);
    match &found.verdict {
        Verdict::Otherwise { words, .. } => words.clone(),
        other => other.word().to_owned(),
    }
}

fn policy_words(text: &str, name: &str) -> String {
    words(&readings_of_policy(text.as_bytes()), name)
}

fn with(line: &str) -> String {
    format!("{POLICY}{line}\n")
}

fn aged(max_age: &str) -> String {
    POLICY.replace("1209600", max_age)
}
