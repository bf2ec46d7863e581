//! The zone that the records go into.

use super::*;

#[test]
fn zones_are_the_domain_and_those_above_but_for_the_top() {
    for (domain, zones) in [
        ("example.com", &["example.com"][..]),
        ("mail.example.com", &["mail.example.com", "example.com"]),
        (
            "a.b.example.co.uk",
            &["a.b.example.co.uk", "b.example.co.uk", "example.co.uk", "co.uk"],
        ),
        ("test", &["test"]),
    ] {
        let found = Form::zones(&Name::parse(domain).unwrap());
        assert_eq!(found.iter().map(Name::as_str).collect::<Vec<_>>(), zones);
    }
}

#[test]
fn each_zone_that_is_offered_is_taken_and_read_back() {
    let domain = Name::parse("a.mail.example.com").unwrap();
    for zone in Form::zones(&domain) {
        let form = Form {
            domain: domain.to_string(),
            zone: zone.to_string(),
            ..good()
        };
        let made = form.make(None, &to_ascii);
        assert_eq!(made.zone.as_ref(), Some(&zone));
        for record in &made.records {
            assert_eq!(format!("{}.{zone}", record.relative), record.name.as_str());
        }
        assert_eq!(read_back(&made.policy, &made.records), Some(form.settled(&to_ascii)));
    }
}
