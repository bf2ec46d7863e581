//! Forms that the tools are tried with: nothing is wrong with any of them.

use mta_sts_lens::make::bundle::template;
use mta_sts_lens::make::template::{File, render};
use mta_sts_lens::make::{Form, Made, kit};
use mta_sts_lens::sts::Mode;

/// 23 November 2026, 14:32:07 UTC.
pub const NOW: i64 = 1_795_444_327;

pub fn to_ascii(name: &str) -> Option<String> {
    idna::domain_to_ascii(name).ok()
}

pub fn form() -> Form {
    Form {
        patterns: vec!["mx1.example.com".into(), "*.example.net".into()],
        rua: vec!["tls@example.org".into()],
        host: "192.0.2.1, 192.0.2.2, 2001:db8::1".into(),
        ..Form::new("example.com", NOW)
    }
}

/// One sample for each turn that a format may take.
pub fn all() -> Vec<Made> {
    let many: Vec<String> = (0..12)
        .map(|i| format!("tls-reports-{i:03}@reports.example.org"))
        .collect();
    let forms = [
        form(),
        // No place for the policy yet, and no reports.
        Form {
            host: String::new(),
            rua: Vec::new(),
            ..form()
        },
        // An alias; a zone above the domain; another script.
        Form {
            domain: "mail.bücher.example".into(),
            zone: "xn--bcher-kva.example".into(),
            host: "someone.github.io".into(),
            ..form()
        },
        // A text of several strings, and everything that needs an escape somewhere.
        Form { rua: many, ..form() },
        Form {
            rua: vec![
                "o'neil+50%$x@example.org".into(),
                "https://example.org/r?a=b&c=(d),%{e}!f;*".into(),
            ],
            ttl: 300,
            ..form()
        },
        Form {
            mode: Mode::None,
            max_age: "1 day".into(),
            ..form()
        },
    ];
    forms
        .into_iter()
        .map(|form| {
            let made = form.make(None, &to_ascii);
            assert!(made.is_publishable(), "{form:?} {:?}", made.problems);
            made
        })
        .collect()
}

/// The files of a DNS format.
pub fn dns(format: &str, made: &Made) -> Vec<File> {
    render(template(&format!("dns/{format}")).unwrap(), &made.values().unwrap()).unwrap()
}

/// The files of a kit.
pub fn kit(name: &str, made: &Made) -> Vec<File> {
    kit::files(&format!("kit/{name}"), None, made).unwrap()
}

/// The records as tools list them: whole name without final dot, type, TTL, value; sorted.
pub fn records(made: &Made) -> Vec<(String, String, u32, String)> {
    let records = made.records.iter().map(|record| {
        let name = record.name.to_string();
        (name, record.rtype().to_string(), record.ttl, record.value())
    });
    sorted(records.collect())
}

pub fn sorted(mut records: Vec<(String, String, u32, String)>) -> Vec<(String, String, u32, String)> {
    records.sort();
    records
}

/// A value in the presentation form of zone files, as [`records`] has it.
pub fn plain(rtype: &str, data: &str) -> String {
    match rtype {
        "TXT" => String::from_utf8(mta_sts_lens::dns::txt::read(data).text).unwrap(),
        _ => data.trim_end_matches('.').to_owned(),
    }
}
