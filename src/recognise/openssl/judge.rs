//! Judges what such output shows as RFC 8461 §4.2 has senders judge a host: name, dates, chain, STARTTLS, version.

use super::super::reader::Reader;
use super::super::rules::tls::{
    CERT_DATES_GOOD, CERT_ENDS_SOON, CERT_EXPIRED, CERT_NAME_GOOD, CERT_NAME_MISMATCH, CERT_NAMES_UNSEEN,
    CERT_NOT_YET_VALID, CHAIN_BROKEN, CHAIN_GOOD, COMMON_NAME_ONLY, HOST_NOT_SAID, INTERMEDIATE_MISSING,
    NO_CERTIFICATE, NO_CONNECTION, ROOT_UNKNOWN, SELF_SIGNED, STARTTLS_GOOD, STARTTLS_MISSING, TLS_VERSION_GOOD,
    TLS_VERSION_OLD,
};
use super::name::{NameMatch, names};
use super::{Places, Seen, Shown};
use crate::rule::{Finding, Severity, Subject};
use crate::text::{Span, show};
use crate::words::{date, seconds};

/// A certificate with less time than this left, in seconds, may have lost its renewal: two weeks.
const SOON: i64 = 14 * 86_400;

/// How many names a sentence holds.
const SHOWN: usize = 4;

pub(super) fn judge(reader: &mut Reader<'_>, seen: &mut Seen, places: &Places) {
    let now = i64::try_from(reader.now).unwrap_or(i64::MAX);
    let has_certificate = places.certificate
        || seen.sent > 0
        || seen.names.is_some()
        || seen.common_name.is_some()
        || seen.not_after.is_some();
    let mut judged = Judged {
        reader,
        places,
        shown: Vec::new(),
    };
    judged.connection(seen, has_certificate);
    if has_certificate {
        judged.name(seen);
        judged.chain(seen);
        judged.dates(seen, now);
    }
    judged.version(seen);
    seen.shown = judged.shown;
}

struct Judged<'a, 'b> {
    reader: &'a mut Reader<'b>,
    places: &'a Places,
    shown: Vec<Shown>,
}

impl Judged<'_, '_> {
    fn add(&mut self, finding: Finding) {
        self.reader.add(finding, Subject::MxHosts);
    }

    fn show(&mut self, asked: &'static str, says: String, judged: impl Into<String>, severity: Severity) {
        self.shown.push(Shown {
            asked,
            says,
            judged: judged.into(),
            severity,
        });
    }

    /// RFC 8461 §4.2: the host has to offer STARTTLS.
    fn connection(&mut self, seen: &mut Seen, has_certificate: bool) {
        let at = self
            .places
            .starttls
            .or(self.places.connection)
            .unwrap_or(self.places.all);
        if seen.starttls == Some(false) {
            self.add(STARTTLS_MISSING.at(at));
            self.show(
                "STARTTLS",
                "not in the answer to `EHLO`".into(),
                "not offered",
                Severity::Error,
            );
        } else if has_certificate {
            if seen.connected == Some(true) {
                seen.starttls = Some(true);
                self.add(STARTTLS_GOOD.at(at));
                self.show("STARTTLS", "a TLS session began".into(), "offered", Severity::Good);
            }
        } else if seen.connected == Some(true) {
            self.add(NO_CERTIFICATE.at(at));
            self.show(
                "STARTTLS",
                "no certificate was shown".into(),
                "no TLS session",
                Severity::Error,
            );
        } else {
            self.add(NO_CONNECTION.at(at));
            self.show(
                "Connection",
                "none came about".into(),
                "nothing is known of the server",
                Severity::Warning,
            );
        }
    }

    /// RFC 8461 §4.2: a DNS-ID that is the name of the MX host; a wildcard is its left-most label.
    fn name(&mut self, seen: &Seen) {
        let at = self.places.names.or(self.places.subject).unwrap_or(self.places.all);
        let common = seen
            .common_name
            .as_deref()
            .map_or_else(|| "that isn’t shown".into(), quoted);
        let listed = match &seen.names {
            Some(names) if !names.is_empty() => list(names),
            Some(_) => format!("no name that counts (its common name is {common})"),
            None => common.clone(),
        };
        let Some(host) = &seen.host else {
            self.nameless(at, seen.mismatched, listed);
            return;
        };
        let verified = seen.verified_name.as_ref().is_some_and(|name| name == host);
        let fitting = seen
            .names
            .iter()
            .flatten()
            .find(|name| names(name, host) != NameMatch::Other);
        let shown_host = show(host.as_bytes());
        if let Some(name) = fitting {
            let wild = names(name, host) == NameMatch::Wildcard;
            let how = if wild {
                format!(", by {}", quoted(name))
            } else {
                String::new()
            };
            self.add(CERT_NAME_GOOD.at(at).with("host", host).with_words("how", how));
            self.show("Name", quoted(name), format!("fits `{shown_host}`"), Severity::Good);
        } else if verified && seen.names.is_none() {
            self.add(
                CERT_NAME_GOOD
                    .at(at)
                    .with("host", host)
                    .with("how", ", as `openssl` compared it"),
            );
            self.show(
                "Name",
                "compared by `openssl`".into(),
                format!("fits `{shown_host}`"),
                Severity::Good,
            );
        } else if let Some(all) = &seen.names {
            let by_common_name = seen
                .common_name
                .as_deref()
                .is_some_and(|name| names(name, host) != NameMatch::Other);
            let finding = if by_common_name {
                COMMON_NAME_ONLY
                    .at(at)
                    .with("host", host)
                    .with_words("names", list(all))
            } else {
                let names = format!(", but for {listed}");
                CERT_NAME_MISMATCH
                    .at(at)
                    .with_words("host", quoted(host))
                    .with_words("names", names)
            };
            self.add(with_command(finding, host));
            self.show("Name", listed, format!("not `{shown_host}`"), Severity::Error);
        } else if seen.mismatched {
            let names = format!(" (its common name is {common})");
            let finding = CERT_NAME_MISMATCH
                .at(at)
                .with_words("host", quoted(host))
                .with_words("names", names);
            self.add(with_command(finding, host));
            self.show(
                "Name",
                format!("{common}, “hostname mismatch”"),
                format!("not `{shown_host}`"),
                Severity::Error,
            );
        } else {
            let finding = CERT_NAMES_UNSEEN.at(at).with_words("name", common.clone());
            self.add(with_command(finding, host));
            self.show(
                "Name",
                format!("common name {common}"),
                "not judged: the names that count aren’t shown",
                Severity::Unseen,
            );
        }
    }

    /// The name where it isn't known which host was asked.
    fn nameless(&mut self, at: Span, mismatched: bool, listed: String) {
        if mismatched {
            let names = format!(", but for {listed}");
            let finding = CERT_NAME_MISMATCH.at(at).with("host", "the host that was asked for");
            self.add(finding.with_words("names", names));
            let says = format!("{listed}, “hostname mismatch”");
            self.show("Name", says, "not the host that was asked for", Severity::Error);
        } else {
            self.add(HOST_NOT_SAID.at(at).with_words("names", listed.clone()));
            let judged = "not judged: which host was asked isn’t said";
            self.show("Name", listed, judged, Severity::Unseen);
        }
    }

    /// RFC 8461 §4.2: a chain to a root that the sender trusts.
    fn chain(&mut self, seen: &Seen) {
        let at = self.places.verify.unwrap_or(self.places.all);
        let Some((code, words)) = &seen.verify else {
            return;
        };
        let shown = show(words.as_bytes());
        let alone = seen.sent == 1;
        let (finding, judged, severity) = match code {
            0 => (CHAIN_GOOD.at(at), "trusted by the machine that asked", Severity::Good),
            18 => (SELF_SIGNED.at(at), "no sender can trust it", Severity::Error),
            20 | 21 if alone => {
                let issuer = seen
                    .issuer
                    .as_deref()
                    .map_or_else(String::new, |issuer| format!(", {}", quoted(issuer)));
                let finding = INTERMEDIATE_MISSING.at(at).with_words("issuer", issuer);
                (finding, "the chain has a gap", Severity::Error)
            }
            // Unknown issuers, and a root that isn't trusted.
            2 | 19 | 20 | 21 | 27 => (
                ROOT_UNKNOWN.at(at).with("words", words),
                "not trusted there",
                Severity::Warning,
            ),
            // Dates of the certificate itself are judged by themselves.
            9 | 10 if seen.depth == 0 && seen.not_after.is_some() => return,
            10 if seen.depth == 0 => (
                CERT_EXPIRED.at(at).with("until", "before it was asked"),
                "expired",
                Severity::Error,
            ),
            9 if seen.depth == 0 => (
                CERT_NOT_YET_VALID.at(at).with("from", "some day"),
                "not valid yet",
                Severity::Error,
            ),
            _ => {
                let words = match seen.depth {
                    0 => shown.clone(),
                    depth => format!("{shown}, {depth} above the server’s own"),
                };
                (
                    CHAIN_BROKEN.at(at).with_words("words", words),
                    "senders check likewise",
                    Severity::Error,
                )
            }
        };
        self.add(finding);
        let says = if *code == 0 {
            "each step verified".to_owned()
        } else {
            format!("“{shown}”")
        };
        self.show("Chain", says, judged, severity);
    }

    /// RFC 8461 §4.2: not expired.
    fn dates(&mut self, seen: &Seen, now: i64) {
        let at = self.places.dates.unwrap_or(self.places.all);
        let Some(end) = seen.not_after else {
            return;
        };
        let until = date(end);
        if let Some(start) = seen.not_before.filter(|&start| start > now) {
            self.add(CERT_NOT_YET_VALID.at(at).with_words("from", date(start)));
            self.show(
                "Dates",
                format!("from {}", date(start)),
                "not valid yet",
                Severity::Error,
            );
            return;
        }
        if end < now {
            self.add(CERT_EXPIRED.at(at).with_words("until", until.clone()));
            self.show("Dates", format!("until {until}"), "expired", Severity::Error);
            return;
        }
        let left = seconds(u64::try_from(end - now).unwrap_or_default());
        let (rule, severity) = if end - now < SOON {
            (&CERT_ENDS_SOON, Severity::Warning)
        } else {
            (&CERT_DATES_GOOD, Severity::Good)
        };
        self.add(
            rule.at(at)
                .with_words("until", until.clone())
                .with_words("left", left.clone()),
        );
        self.show("Dates", format!("until {until}"), format!("{left} left"), severity);
    }

    /// RFC 8461 §7.2: 1.2 or later.
    fn version(&mut self, seen: &Seen) {
        let at = self.places.protocol.unwrap_or(self.places.all);
        let Some(protocol) = &seen.protocol else {
            return;
        };
        let good = ["TLSv1.2", "TLSv1.3"].contains(&protocol.as_str());
        let version = protocol.replace("TLSv", "TLS\u{a0}");
        let (rule, judged, severity) = if good {
            (&TLS_VERSION_GOOD, "1.2 or later", Severity::Good)
        } else {
            (&TLS_VERSION_OLD, "older than 1.2", Severity::Error)
        };
        self.add(rule.at(at).with_words("version", version.clone()));
        self.show("TLS version", version, judged, severity);
    }
}

fn quoted(name: impl AsRef<str>) -> String {
    format!("`{}`", show(name.as_ref().as_bytes()))
}

fn list(names: &[String]) -> String {
    if names.is_empty() {
        return "none".into();
    }
    let mut shown: Vec<String> = names.iter().take(SHOWN).map(quoted).collect();
    if names.len() > SHOWN {
        shown.push(format!("{} more", names.len() - SHOWN));
    }
    shown.join(", ")
}

/// The command that shows all names of a host's certificate.
fn with_command(finding: Finding, host: &str) -> Finding {
    // Only what is a host name goes into a command.
    if !crate::sts::mx::is_pattern(host.as_bytes()) {
        return finding;
    }
    let command = format!(
        "openssl s_client -starttls smtp -connect {host}:25 </dev/null 2>/dev/null | openssl x509 -noout -subject -dates -ext subjectAltName"
    );
    finding.snippet("All names in the certificate", command)
}
