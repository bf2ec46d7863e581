//! What the generator makes, pasted back: what each of its files is taken for, and that nothing is found wrong with it.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "make/samples.rs"]
#[allow(dead_code)]
mod samples;

use mta_sts_lens::dns::Rtype;
use mta_sts_lens::make::{Made, bundle};
use mta_sts_lens::recognise::{Kind, Pasted, recognise};
use mta_sts_lens::rule::Severity;
use samples::{NOW, to_ascii};

/// All files, each with the template that it is of.
fn files(made: &Made) -> Vec<(String, String)> {
    let names = bundle::dns_formats().chain(bundle::kits());
    let made = names.flat_map(|name| {
        let (folder, short) = name.split_once('/').unwrap();
        let files = match folder {
            "dns" => samples::dns(short, made),
            _ => samples::kit(short, made),
        };
        files
            .into_iter()
            .map(move |file| (format!("{name} {}", file.path), file.text))
    });
    made.collect()
}

/// What stands behind the last dot of a path.
fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn paste(text: &str) -> Pasted {
    recognise(text.as_bytes(), None, u64::try_from(NOW).unwrap(), &to_ascii)
}

#[test]
fn every_file_is_taken_for_what_it_is() {
    use Kind::{Domain, Other, Policy, StsRecord, TlsrptRecord, Unknown, ZoneLines};
    let records = &[StsRecord, TlsrptRecord][..];
    let zone = &[ZoneLines; 4][..];
    for (file, text) in files(&samples::form().make(None, &to_ascii)) {
        let kinds: Vec<Kind> = paste(&text).pieces.iter().map(|piece| piece.kind).collect();
        let (_, path) = file.split_once(' ').unwrap();
        let wanted = match path {
            "example.com.zone" | "google.zone" => zone,
            "data" => &zone[..2],
            "cloudflare.sh" | "route53.sh" | "google.sh" | "powerdns.sh" | "deploy.sh" => &[Other],
            // Settings of web servers and services.
            "vercel.json" | "firebase.json" | "staticwebapp.config.json" => &[Other],
            path if matches!(ending(path), "conf" | "toml") => &[Unknown],
            "Caddyfile" | "worker.js" | "stack.yaml" | "Dockerfile" | "compose.yaml" => &[Unknown],
            path if path.ends_with(".htaccess") || path.ends_with("_headers") => &[Unknown],
            ".nojekyll" => &[],
            "CNAME" => &[Domain],
            // Words, and the zone lines among them.
            "README.md" => &[Unknown, ZoneLines, ZoneLines, ZoneLines, ZoneLines, Unknown],
            path if path.ends_with("mta-sts.txt") => &[Policy],
            // A page that stands where a policy is wanted is said to be one.
            path if ending(path) == "html" => &[Policy],
            _ => records,
        };
        assert_eq!(kinds, wanted, "{file}:\n{text}");
    }
}

#[test]
fn nothing_is_wrong_with_a_file_and_its_records_are_found() {
    let mut amiss = Vec::new();
    for made in samples::all() {
        let records = made.records.iter().filter(|record| record.rtype() == Rtype::TXT);
        let values: Vec<String> = records.map(mta_sts_lens::make::Record::value).collect();
        for (file, text) in files(&made) {
            let pasted = paste(&text);
            let wrong = pasted
                .findings
                .iter()
                .filter(|finding| finding.severity <= Severity::Warning);
            let wrong = wrong.map(|finding| (finding.rule.code, finding.message()));
            // A page that stands where a policy is wanted is said to be none.
            amiss.extend(
                wrong
                    .filter(|_| ending(&file) != "html")
                    .map(|wrong| format!("{file}: {wrong:?}")),
            );
            let texts = pasted.txt_sets.iter().flat_map(|set| &set.texts);
            let texts: Vec<String> = texts
                .map(|text| String::from_utf8_lossy(&text.text).into_owned())
                .collect();
            if !texts.is_empty() && texts != values {
                amiss.push(format!("{file}: {texts:?} instead of {values:?}"));
            }
        }
    }
    assert!(amiss.is_empty(), "{amiss:#?}");
}
