//! Data that can't be read is no absent record: nothing follows from it but that it can't be read.

use super::*;

fn garbled() -> Data {
    Data::Malformed { data: "192.0.2".into() }
}

#[test]
fn an_address_that_cannot_be_read_is_not_missing() {
    for rtype in [Rtype::A, Rtype::AAAA] {
        let mx = Box::good()
            .without("mx1.example.com")
            .row("mx1.example.com", rtype, garbled())
            .policy(ENFORCE)
            .judge();
        expect(&mx, Case::Protected, &["MALFORMED_RDATA"]);
        assert!(!has(&mx, "MX_WITHOUT_ADDRESS"), "{rtype}");
        let host = Box::good()
            .without("mta-sts.example.com")
            .row("mta-sts.example.com", rtype, garbled())
            .judge();
        assert!(
            has(&host, "MALFORMED_RDATA") && !has(&host, "HOST_WITHOUT_ADDRESS"),
            "{rtype}"
        );
        assert_ne!(host.verdict.case, Case::RecordWithoutPolicy, "{rtype}");
    }
}

#[test]
fn mx_records_that_cannot_be_read_are_no_null_mx() {
    let base = || {
        let rest = Box::good().without(DOMAIN);
        rest.row(DOMAIN, Rtype::MX, garbled()).policy(ENFORCE)
    };
    for unread in [base(), base().mx(0, "")] {
        let unread = unread.judge();
        expect(&unread, Case::Unknown, &["MALFORMED_RDATA"]);
        for rule in ["NULL_MX", "NO_MAIL_SERVER", "IMPLICIT_MX", "POLICY_WITHOUT_MAIL"] {
            assert!(!has(&unread, rule), "{rule}");
        }
    }
    // One that can be read is judged, but of the whole no more is said than that tells.
    let one = base().mx(10, "mx1.example.com").judge();
    assert!(has(&one, "MX_COVERED") && has(&one, "MALFORMED_RDATA"));
    assert_eq!(
        (one.verdict.case, one.verdict.severity),
        (Case::Protected, Severity::Warning)
    );
    let said = "As far as its MX records can be read: mail to example.com is protected";
    assert!(one.verdict.sentence.starts_with(said), "{}", one.verdict.sentence);
    let other = base().mx(10, "mx9.example.net").judge();
    assert_eq!(
        (other.verdict.case, other.verdict.severity),
        (Case::Refused, Severity::Error)
    );
    let said = "As far as its MX records can be read: senders that honour MTA-STS refuse all";
    assert!(other.verdict.sentence.starts_with(said), "{}", other.verdict.sentence);
}

#[test]
fn nothing_is_said_of_what_a_set_with_unreadable_records_allows_or_matches() {
    let caa = Data::Caa {
        flags: 0,
        tag: "issue".into(),
        value: ";".into(),
    };
    let base = || Box::good().row(DOMAIN, Rtype::CAA, caa.clone()).policy(ENFORCE);
    assert!(has(&base().judge(), "CAA_FORBIDS_ALL"));
    let unread = base().row(DOMAIN, Rtype::CAA, garbled()).judge();
    assert!(!has(&unread, "CAA_FORBIDS_ALL") && has(&unread, "MALFORMED_RDATA"));
    let tlsa = Box::good().row("_25._tcp.mx1.example.com", Rtype::TLSA, garbled());
    let tlsa = tlsa.policy(ENFORCE).judge();
    expect(&tlsa, Case::Protected, &["MALFORMED_RDATA"]);
    assert!(!has(&tlsa, "TLSA_MALFORMED"));
}
