//! Real answers of DNS-over-HTTPS servers, as others published them, through the decoder.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use mta_sts_lens::dns::{Answer, Data, Ede, End, Failure, Lookup, Rtype, doh, rdata};
use std::path::Path;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/doh")
}

fn decode(file: &str, status: u16) -> Lookup {
    let body = std::fs::read(folder().join(file)).unwrap();
    doh::decode(status, None, &body)
}

fn answer(file: &str) -> Answer {
    match decode(file, 200) {
        Lookup::Answer(answer) => answer,
        Lookup::Failed(failure) => panic!("{file}: {failure:?}"),
    }
}

fn failure(file: &str, status: u16) -> Failure {
    match decode(file, status) {
        Lookup::Answer(answer) => panic!("{file}: {answer:?}"),
        Lookup::Failed(failure) => failure,
    }
}

fn texts(file: &str, name: &str) -> Vec<(String, Option<usize>)> {
    let answer = answer(file);
    let resolved = answer.resolve(name, Rtype::TXT);
    let texts = resolved.records().iter().map(|row| match &row.data {
        Data::Txt { text, strings } => (String::from_utf8(text.clone()).unwrap(), *strings),
        other => panic!("{file}: {other:?}"),
    });
    texts.collect()
}

#[test]
fn every_file_is_either_an_answer_or_a_known_failure() {
    const FAILURES: &[&str] = &[
        "cloudflare-2019-servfail-sshfp.json",
        "cloudflare-2019-servfail-tlsa.json",
        "cloudflare-a-unsigned-cname-elided.json",
        "cloudflare-http400-error-body.json",
        "cloudflare-servfail-dnssec-failed.json",
        "cloudflare-servfail-rrsig-comment-array.json",
        "google-servfail-dnssec-failed.json",
        "google-servfail-rrsig-extended-dns-errors.json",
    ];
    let mut seen = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        if file == "rdata-samples.json" {
            continue;
        }
        seen += 1;
        let failed = matches!(decode(&file, 200), Lookup::Failed(_));
        assert_eq!(failed, FAILURES.contains(&file.as_str()), "{file}");
    }
    assert_eq!(seen, 44);
}

#[test]
fn both_dialects_give_the_same_text() {
    let google = texts("google-txt-dmarc-unquoted.json", "_dmarc.unde-pescuim.ro");
    let cloudflare = texts("cloudflare-txt-dmarc-quoted.json", "_dmarc.unde-pescuim.ro");
    assert_eq!(google[0].0, cloudflare[0].0);
    assert_eq!((google[0].1, cloudflare[0].1), (None, Some(1)));
    assert!(!answer("google-txt-dmarc-unquoted.json").quotes_unsure);
    assert!(answer("cloudflare-txt-dmarc-quoted.json").quotes_unsure);
    for (file, name, text) in [
        (
            "cloudflare-txt-mta-sts-trimmed.json",
            "_mta-sts.vinpatel.org",
            "v=STSv1; id=3c0a1e1f9b2d4c5e8f7a6b5c4d3e2f1a",
        ),
        (
            "cloudflare-txt-tlsrpt-trimmed.json",
            "_smtp._tls.vinpatel.org",
            "v=TLSRPTv1; rua=mailto:mail@vinpatel.org",
        ),
        (
            "google-txt-mta-sts-google-com.json",
            "_mta-sts.google.com",
            "v=STSv1; id=20210803T010101;",
        ),
        (
            "ethlimo-status-as-string-2.json",
            "ens.eth",
            "dnslink=/ipfs/bafybeifnx3u22ngv4ygpnj32qkwzrpgizw4i7e3swp4v6am5piiih3ude4",
        ),
    ] {
        let found = texts(file, name);
        assert_eq!(found.len(), 1, "{file}");
        assert_eq!(found[0].0, text, "{file}");
    }
    assert_eq!(
        texts("google-txt-multi-string-joined.json", "20230601._domainkey.gmail.com")[0]
            .0
            .len(),
        410
    );
}

#[test]
fn aliases_lead_to_records_or_nowhere() {
    for file in ["cloudflare-cname-chain-a.json", "google-cname-chain-a.json"] {
        let answer = answer(file);
        let resolved = answer.resolve("www.unde-pescuim.ro", Rtype::A);
        assert_eq!(resolved.chain, ["ef9fdab2479440b3.vercel-dns-017.com"], "{file}");
        assert_eq!(resolved.records().len(), 2, "{file}");
        assert!(!answer.signed, "{file}");
    }
    let dead_end = answer("cloudflare-cname-then-nodata.json");
    let resolved = dead_end.resolve("www.unde-pescuim.ro", Rtype::AAAA);
    assert_eq!((resolved.chain.len(), resolved.end), (1, End::NoData));
    assert_eq!(dead_end.negative_ttl, Some(887));
    let target = "sig1.dkim.vinpatel.org.at.icloudmailadmin.com";
    let answer = answer("cloudflare-cname-then-txt-trimmed.json");
    assert_eq!(
        answer.resolve("sig1._domainkey.vinpatel.org", Rtype::TXT).chain,
        [target]
    );
    // Its author left the aliases out: that is no "no record".
    assert_eq!(failure("cloudflare-a-unsigned-cname-elided.json", 200), Failure::Unfit);
}

#[test]
fn absent_names_absent_types_and_failures_are_told_apart() {
    for (file, nxdomain, signed, negative_ttl, zone) in [
        ("google-nxdomain-shinbo.json", true, false, Some(1800), Some("sh")),
        (
            "google-nxdomain-ad-true.json",
            true,
            true,
            Some(1783),
            Some("192.in-addr.arpa"),
        ),
        ("cloudflare-nxdomain-no-authority.json", true, false, None, None),
        ("adguard-nxdomain-answer-null.json", true, false, None, None),
        (
            "cloudflare-aaaa-nodata-authority-soa.json",
            false,
            true,
            Some(1800),
            Some("unde-pescuim.ro"),
        ),
        (
            "cloudflare-cname-nodata.json",
            false,
            true,
            Some(1787),
            Some("unde-pescuim.ro"),
        ),
        (
            "google-cname-nodata.json",
            false,
            true,
            Some(1799),
            Some("unde-pescuim.ro"),
        ),
    ] {
        let answer = answer(file);
        assert_eq!(answer.rows, [], "{file}");
        assert_eq!((answer.nxdomain, answer.signed), (nxdomain, signed), "{file}");
        assert_eq!(answer.negative_ttl, negative_ttl, "{file}");
        assert_eq!(answer.zone.as_deref(), zone, "{file}");
    }
    for (file, codes, comments) in [
        ("cloudflare-servfail-dnssec-failed.json", &[9][..], 0),
        ("google-servfail-dnssec-failed.json", &[9], 1),
        ("cloudflare-servfail-rrsig-comment-array.json", &[21, 22], 0),
        (
            "google-servfail-rrsig-extended-dns-errors.json",
            &[23, 23, 23, 23, 23, 23, 22],
            1,
        ),
        ("cloudflare-2019-servfail-tlsa.json", &[], 0),
    ] {
        let Failure::ServFail { comments: found, ede } = failure(file, 200) else {
            panic!("{file}");
        };
        let found_codes: Vec<_> = ede.iter().map(|ede| ede.code).collect();
        assert_eq!((found_codes.as_slice(), found.len()), (codes, comments), "{file}");
        assert_eq!(ede.iter().any(Ede::is_dnssec), file.contains("dnssec"), "{file}");
    }
    let Failure::Status { status, body, .. } = failure("cloudflare-http400-error-body.json", 400) else {
        panic!("no status");
    };
    assert_eq!(status, 400);
    assert!(body.starts_with("Invalid CD flag `2`."), "{body}");
}

#[test]
fn details_of_single_answers() {
    let commented = answer("cloudflare-txt-quoted-comment-ede10.json");
    assert_eq!((commented.rows.len(), commented.ede[0].code), (1, 10));
    assert_eq!(
        answer("google-a-comment.json").comments,
        ["Response from 216.239.34.10."]
    );
    let mx = answer("cloudflare-mx.json");
    let hosts: Vec<_> = mx.rows.iter().map(|row| row.data.clone()).collect();
    let route = |preference, number| Data::Mx {
        preference,
        host: format!("route{number}.mx.cloudflare.net"),
    };
    assert_eq!(hosts, [route(12, 2), route(36, 3), route(66, 1)]);
    let dotted = answer("cloudflare-docs-aaaa-trailing-dot.json");
    assert_eq!(dotted.resolve("example.com", Rtype::AAAA).records().len(), 1);
    let capitals = answer("other-server-capitalised-keys.json");
    assert_eq!(capitals.rows.len(), 1, "RRSIG is left out");
    assert_eq!(capitals.rows[0].owner, "example.com");
    let strings = answer("asl-txt-multi-string.json");
    assert!(matches!(strings.rows[0].data, Data::Txt { strings: Some(3), .. }));
}

#[test]
fn single_data_values_are_read() {
    let samples: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder().join("rdata-samples.json")).unwrap()).unwrap();
    let of = |rtype: u64| {
        let samples = samples.as_array().unwrap().iter();
        let found = samples.filter(move |sample| sample["type"] == rtype);
        found.map(move |sample| {
            let rtype = Rtype(u16::try_from(rtype).unwrap());
            rdata::read(rtype, sample["data"].as_str().unwrap())
        })
    };
    let usages: Vec<_> = of(52)
        .map(|data| match data {
            Data::Tlsa {
                usage,
                selector: 1,
                matching: 1,
                hex,
            } if hex.len() == 64 => usage,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(usages, [2, 3]);
    assert!(
        of(257).all(
            |data| matches!(data, Data::Caa { flags: 0, tag, value } if tag == "issue" && value == "globalsign.com")
        )
    );
    assert!(
        of(16).all(
            |data| matches!(data, Data::Txt { text, strings: Some(3) } if text == b"NN=2000IP=18.224.69.177PT=4569")
        )
    );
}
