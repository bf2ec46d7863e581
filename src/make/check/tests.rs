//! The judgement of forms: what each slip is told as, and what holds for any form.

use super::{Field, Mend, Problem};
use crate::dns::{Answer, Data, Lookup, Name, Row, Rtype};
use crate::make::read_back::read_back;
use crate::make::{Form, Made, start};
use crate::rule::{Findings, Severity};
use crate::sts::Mode;
use crate::survey::{Question, Reply, Reported, Survey};
use crate::{sts, tlsrpt};
use arbtest::arbitrary::{Result, Unstructured};

/// 23 November 2026, 14:32 UTC.
const NOW: i64 = 1_795_444_320;

fn to_ascii(name: &str) -> Option<String> {
    idna::domain_to_ascii(name).ok()
}

fn good() -> Form {
    Form {
        patterns: vec!["mx1.example.com".into(), "*.example.net".into()],
        ..Form::new("example.com", NOW)
    }
}

fn named(problems: &[Problem]) -> Vec<(Field, &'static str)> {
    let named = problems
        .iter()
        .map(|problem| (problem.field, problem.finding.rule.name));
    named.collect()
}

#[test]
fn what_a_form_begins_with_has_no_fault() {
    for mode in Mode::ALL {
        let mut form = good();
        form.set_mode(mode);
        let made = form.make(None, &to_ascii);
        assert_eq!(
            named(&made.problems),
            [(Field::Destinations, "REPORTS_TO_ITSELF")].map(|(_, name)| (Field::Destination(0), name))
        );
        assert!(made.is_publishable());
        assert_eq!(form.max_age, if mode == Mode::Enforce { "1209600" } else { "86400" });
    }
    let made = good().make(None, &to_ascii);
    assert_eq!(
        made.policy,
        "version: STSv1\nmode: testing\nmx: mx1.example.com\nmx: *.example.net\nmax_age: 86400\n"
    );
    let records: Vec<_> = made
        .records
        .iter()
        .map(|record| (record.relative.as_str(), record.value()))
        .collect();
    assert_eq!(
        records,
        [
            ("_mta-sts", "v=STSv1; id=20261123T143200Z;".to_owned()),
            (
                "_smtp._tls",
                "v=TLSRPTv1; rua=mailto:tls-reports@example.com".to_owned()
            ),
        ]
    );
}

#[test]
fn every_slip_is_told_beside_its_field() {
    type Change = fn(&mut Form);
    let cases: [(Change, Field, &str); 22] = [
        (|form| form.domain.clear(), Field::Domain, "NO_DOMAIN"),
        (|form| form.domain = "192.0.2.1".into(), Field::Domain, "IS_ADDRESS"),
        (|form| form.domain = "www.example.com".into(), Field::Domain, "WEB_NAME"),
        (|form| form.patterns.clear(), Field::Patterns, "MX_MISSING"),
        (
            |form| form.patterns[1] = "mx.example.com.".into(),
            Field::Pattern(1),
            "MX_FINAL_DOT",
        ),
        (
            |form| form.patterns[1] = "10 mx.example.com".into(),
            Field::Pattern(1),
            "MX_PREFERENCE",
        ),
        (
            |form| form.patterns[0] = "a.example b.example".into(),
            Field::Pattern(0),
            "MX_SEVERAL",
        ),
        (
            |form| form.patterns[0] = "a.example\nmode: none".into(),
            Field::Pattern(0),
            "LINES_GLUED",
        ),
        (
            |form| form.patterns[1] = "mx.*.example".into(),
            Field::Pattern(1),
            "MX_WILDCARD_PLACE",
        ),
        (
            |form| form.patterns[1] = "MX1.example.com".into(),
            Field::Pattern(1),
            "MX_REPEATED",
        ),
        (|form| form.max_age = "soon".into(), Field::MaxAge, "MAX_AGE_NOT_DIGITS"),
        (
            |form| form.max_age = "1 hour".into(),
            Field::MaxAge,
            "MAX_AGE_UNDER_DAY",
        ),
        (
            |form| form.max_age = "40000000".into(),
            Field::MaxAge,
            "MAX_AGE_TOO_LONG",
        ),
        (|form| form.max_age.clear(), Field::MaxAge, "VALUE_EMPTY"),
        (|form| form.id = "2026-11-23".into(), Field::Id, "ID_CHARACTERS"),
        (|form| form.id = "1; id=2".into(), Field::Id, "ID_REPEATED"),
        (|form| form.rua.clear(), Field::Destinations, "NO_TLS_REPORTING"),
        (
            |form| form.rua.push("http://example.com/r".into()),
            Field::Destination(1),
            "HTTP_DESTINATION",
        ),
        (|form| form.host = "10.0.0.1".into(), Field::Host, "HOST_PRIVATE"),
        (|form| form.host = "a b".into(), Field::Host, "NOT_ONE_NAME"),
        (
            |form| form.host = "mta-sts.example.com".into(),
            Field::Host,
            "HOST_DANGLING",
        ),
        (
            |form| form.host = "someone.github.io".into(),
            Field::Host,
            "HOST_DELEGATED",
        ),
    ];
    for (change, field, name) in cases {
        let mut form = good();
        change(&mut form);
        let problems = form.check(None, &to_ascii);
        assert!(
            named(&problems).contains(&(field, name)),
            "{form:?}: {:?}",
            named(&problems)
        );
    }
}

#[test]
fn what_a_machine_can_mend_is_mended_in_the_field() {
    let mended = |change: fn(&mut Form), name: &str| {
        let mut form = good();
        change(&mut form);
        let problems = form.check(None, &to_ascii);
        let problem = problems.into_iter().find(|problem| problem.finding.rule.name == name);
        problem.and_then(|problem| problem.mend)
    };
    let replace = |items: &[&str]| Some(Mend::Replace(items.iter().map(|&item| item.to_owned()).collect()));
    assert_eq!(
        mended(|form| form.patterns[0] = "a.example.".into(), "MX_FINAL_DOT"),
        replace(&["a.example"])
    );
    assert_eq!(
        mended(|form| form.patterns[0] = "a.example, b.example".into(), "MX_SEVERAL"),
        replace(&["a.example", "b.example"])
    );
    assert_eq!(
        mended(|form| form.patterns[1] = "mx1.example.com".into(), "MX_REPEATED"),
        replace(&[])
    );
    assert_eq!(
        mended(|form| form.id = "2026-11-23".into(), "ID_CHARACTERS"),
        replace(&["20261123"])
    );
    assert_eq!(
        mended(|form| form.rua[0] = "http://example.com/r".into(), "HTTP_DESTINATION"),
        replace(&["https://example.com/r"])
    );
    assert_eq!(
        mended(|form| form.domain = "exam ple.com".into(), "NOT_ONE_NAME"),
        replace(&["example.com"])
    );
    assert_eq!(mended(|form| form.patterns.clear(), "MX_MISSING"), None);
}

/// A survey that knows where mail goes.
fn live(hosts: &[&str]) -> Survey {
    let domain = Name::parse("example.com").unwrap();
    let mut survey = Survey::new(domain.clone(), None, NOW);
    let row = |host: &&str| Row {
        owner: domain.to_string(),
        ttl: 60,
        rtype: Rtype::MX,
        data: Data::Mx {
            preference: 10,
            host: (*host).to_owned(),
        },
    };
    let answer = Answer {
        rows: hosts.iter().map(row).collect(),
        ..Answer::default()
    };
    let question = Question::Dns {
        name: domain.clone(),
        rtype: Rtype::MX,
    };
    let reported = Reported {
        from: "Google".into(),
        at: 1,
        reply: Reply::Dns(Lookup::Answer(answer)),
    };
    survey.record(question, reported);
    survey
}

#[test]
fn patterns_are_held_against_the_hosts_that_mail_goes_to() {
    let survey = live(&["mx1.example.com", "mx2.mail.example.net", "backup.eu.mail.example.net"]);
    let form = Form {
        patterns: ["mx1.example.com", "*.mail.example.net", "mta-sts.example.com"]
            .map(str::to_owned)
            .into(),
        ..Form::new("example.com", NOW)
    };
    let problems = form.check(Some(&survey), &to_ascii);
    let found = |name: &str| problems.iter().find(|problem| problem.finding.rule.name == name);
    let shallow = found("WILDCARD_ONE_LABEL").unwrap();
    assert_eq!(shallow.field, Field::Pattern(1));
    assert_eq!(shallow.mend, Some(Mend::Add(vec!["backup.eu.mail.example.net".into()])));
    assert_eq!(shallow.finding.severity, Severity::Warning);
    let web = found("POLICY_HOST_AS_MX").unwrap();
    assert_eq!(
        (web.field, &web.mend),
        (Field::Pattern(2), &Some(Mend::Replace(vec![])))
    );

    // Another domain's hosts say nothing.
    let other = Form {
        domain: "example.org".into(),
        ..form
    };
    assert!(
        other
            .check(Some(&survey), &to_ascii)
            .iter()
            .all(|problem| problem.finding.subject != crate::rule::Subject::MxHosts)
    );
}

#[test]
fn a_form_from_a_survey_fits_it() {
    for hosts in [
        &["mx1.example.com", "mx2.mail.example.net"][..],
        &[
            "aspmx.l.google.com",
            "alt1.aspmx.l.google.com",
            "alt2.aspmx.l.google.com",
        ],
        &["smtp.google.com"],
        &["example-com.mail.protection.outlook.com"],
        &["example-com.o-v1.mx.microsoft"],
        &["MX.Zoho.com", "mx2.zoho.com", "mx3.zoho.com"],
    ] {
        let survey = live(hosts);
        let mut form = Form::of(&survey, NOW);
        let problems = |form: &Form| {
            let problems = form.check(Some(&survey), &to_ascii);
            let bad = problems
                .iter()
                .filter(|problem| problem.finding.severity <= Severity::Warning);
            named(&bad.cloned().collect::<Vec<_>>())
        };
        assert_eq!(problems(&form), [], "{form:?}");
        form.set_mode(Mode::Enforce);
        assert_eq!(problems(&form), [], "{form:?}");
    }
}

/// Texts that people type, and others.
const WORDS: &[&str] = &[
    "example",
    "com",
    ".",
    "..",
    "*.",
    "*",
    "mx1.example.com",
    "*.example.net",
    "\n",
    "\r\n",
    " ",
    "\t",
    ",",
    ";",
    ":",
    "=",
    "mode: none",
    "max_age: 5",
    "mx: ",
    "id=1",
    "v=STSv1",
    "rua=",
    "mailto:",
    "https://",
    "http://",
    "a@example.com",
    "@",
    "%",
    "%2C",
    "!",
    "!10m",
    "\"",
    "'",
    "\\",
    "<",
    ">",
    "(",
    "ü",
    "bücher.example",
    "\u{200b}",
    "\u{2028}",
    "\u{feff}",
    "_",
    "-",
    "1",
    "86400",
    "2 weeks",
    "enforce",
    "192.0.2.1",
    "2001:db8::1",
    "10.0.0.1",
    "xn--bcher-kva",
    "${x}",
    "%{x}",
    "{{x}}",
    "$",
    "`",
    "\0",
    "\u{1f}",
    "#",
    "//",
    "--",
    "?",
    "20261123T143200Z",
    "/.well-known/mta-sts.txt",
];

fn text(u: &mut Unstructured, wild: bool, good: &[&str]) -> Result<String> {
    Ok(match u.int_in_range(0..=9)? {
        _ if !wild => (*u.choose(good)?).to_owned(),
        0..=1 => (*u.choose(good)?).to_owned(),
        2..=8 => {
            let count = u.int_in_range(0..=5)?;
            let words: Result<String> = (0..count).map(|_| Ok(*u.choose(WORDS)?)).collect();
            words?
        }
        _ => u.arbitrary()?,
    })
}

/// Any form: a third of them with nothing wrong, a third with one field that holds anything, a third with all.
pub(in crate::make) fn any_form(u: &mut Unstructured) -> Result<Form> {
    let wild: u32 = match u.int_in_range(0..=2)? {
        0 => 0,
        1 => 1 << u.int_in_range(0..=6)?,
        _ => u32::MAX,
    };
    let is_wild = |field: u32| wild & (1 << field) != 0;
    let list = |u: &mut Unstructured, wild: bool, good: &[&str]| {
        let count = u.int_in_range(u32::from(!wild)..=4)?;
        (0..count).map(|_| text(u, wild, good)).collect::<Result<Vec<_>>>()
    };
    let domains = [
        "example.com",
        "a.b.example.co.uk",
        "bücher.example",
        "https://mta-sts.example.com/",
    ];
    let patterns = [
        "mx1.example.com",
        "*.example.net",
        " MX.Example.org ",
        "aspmx.l.google.com",
    ];
    let places = [
        "tls@example.com",
        "mailto:a!b@example.org",
        "https://example.net/r?a=b,c",
        "a@example.org, b@example.net",
    ];
    let hosts = [
        "",
        "192.0.2.1",
        "192.0.2.1, 2001:db8::1",
        "someone.github.io",
        "mta-sts.provider.example.",
    ];
    Ok(Form {
        domain: text(u, is_wild(0), &domains)?,
        zone: text(u, is_wild(1), &["", "example.com", "co.uk", "b.example.co.uk"])?,
        mode: *u.choose(&Mode::ALL)?,
        patterns: list(u, is_wild(2), &patterns)?,
        max_age: text(
            u,
            is_wild(3),
            &["86400", "1209600", "2 weeks", "365 days 6 hours", "1 year"],
        )?,
        id: text(
            u,
            is_wild(4),
            &["20261123T143200Z", "1", "abcdefghijklmnopqrstuvwxyz012345"],
        )?,
        rua: list(u, is_wild(5), &places)?,
        host: text(u, is_wild(6), &hosts)?,
        ttl: u.arbitrary()?,
    })
}

/// What the readers find in the texts alone, by name.
fn read_alone(made: &Made) -> Vec<(&'static str, Severity)> {
    let mut findings = Findings::faults();
    sts::policy::parse(made.policy.as_bytes(), &mut findings);
    for record in &made.records {
        let Data::Txt { text, .. } = &record.data else { continue };
        let set = [text.clone()];
        if record.name.as_str().starts_with("_mta-sts.") {
            sts::txt_set::judge(&set, &mut findings);
        } else if let Some((_, record)) = tlsrpt::txt_set::judge(&set, &mut findings) {
            tlsrpt::judge_destinations(made.domain.as_ref().unwrap().as_str(), &record, &mut findings);
        }
    }
    findings
        .as_slice()
        .iter()
        .map(|finding| (finding.rule.name, finding.severity))
        .collect()
}

#[test]
fn whatever_is_wrong_with_the_output_stands_beside_a_field() {
    let survey = live(&["mx1.example.com", "mx2.example.net"]);
    crate::arb::property(|u| {
        let form = any_form(u)?;
        let survey = u.arbitrary::<bool>()?.then_some(&survey);
        let made = form.make(survey, &to_ascii);
        for (name, severity) in read_alone(&made) {
            let shown = made
                .problems
                .iter()
                .any(|problem| (problem.finding.rule.name, problem.finding.severity) == (name, severity));
            assert!(
                shown || severity == Severity::Good,
                "{name} is not shown: {form:?} {made:#?}"
            );
        }
        for problem in &made.problems {
            let there = match problem.field {
                Field::Pattern(at) => at < form.patterns.len(),
                Field::Destination(at) => at < form.rua.len(),
                _ => true,
            };
            assert!(there, "{problem:?} {form:?}");
        }
        Ok(())
    });
}

#[test]
fn what_is_publishable_is_read_back_as_the_same_form() {
    let mut read = 0;
    crate::arb::property(|u| {
        let form = any_form(u)?;
        let made = form.make(None, &to_ascii);
        let settled = form.settled(&to_ascii);
        let again = settled.make(None, &to_ascii);
        assert_eq!(
            (&again.policy, &again.records),
            (&made.policy, &made.records),
            "{form:?}"
        );
        assert_eq!(settled.settled(&to_ascii), settled, "{form:?}");
        if made.is_publishable() {
            // Destinations that senders ignore are warned of, and a reader leaves them out.
            let mut settled = settled;
            settled
                .rua
                .retain(|uri| uri.starts_with("mailto:") || uri.starts_with("https:"));
            assert_eq!(read_back(&made.policy, &made.records), Some(settled), "{form:?}");
            read += 1;
        }
        Ok(())
    });
    assert!(read > 100, "only {read} forms were publishable");
}

#[test]
fn the_id_stays_with_the_policy() {
    let made = good().make(None, &to_ascii);
    let published = |id: &str| start::Published {
        policy: sts::policy::parse(
            made.policy
                .to_uppercase()
                .replace("VERSION: STSV1", "version: STSv1")
                .replace("MODE: TESTING", "mode: testing")
                .replace("MX:", "mx:")
                .replace("MAX_AGE", "max_age")
                .as_bytes(),
            &mut Findings::new(),
        )
        .effective,
        id: Some(id.into()),
        ..start::Published::default()
    };
    assert_eq!(start::id(&made.policy, &published("old"), NOW), "old");
    let mut changed = good();
    changed.patterns.pop();
    let changed = changed.make(None, &to_ascii).policy;
    assert_eq!(start::id(&changed, &published("old"), NOW), "20261123T143200Z");
    assert_eq!(
        start::id(&changed, &published("20261123T143200Z"), NOW),
        "20261123T143201Z"
    );
    assert_eq!(
        start::id(&changed, &start::Published::default(), NOW),
        "20261123T143200Z"
    );
}

#[test]
fn what_is_published_is_loaded_and_its_id_guarded() {
    let made = good().make(None, &to_ascii);
    let mut survey = live(&["mx1.example.com", "a.example.net"]);
    survey.pasted = Some(crate::survey::facts::Pasted {
        text: made.policy.clone().into_bytes(),
    });
    for record in &made.records {
        let row = super::row(record.clone());
        let question = Question::Dns {
            name: record.name.clone(),
            rtype: row.rtype,
        };
        let answer = Answer {
            rows: vec![row],
            ..Answer::default()
        };
        let reported = Reported {
            from: "Google".into(),
            at: 1,
            reply: Reply::Dns(Lookup::Answer(answer)),
        };
        survey.record(question, reported);
    }
    // Years later, and all of it is as it was.
    let mut form = Form::of(&survey, NOW + 100_000_000);
    assert_eq!(form, good().settled(&to_ascii));
    let told = |form: &Form| named(&form.check(Some(&survey), &to_ascii)).contains(&(Field::Id, "ID_NOT_CHANGED"));
    assert!(!told(&form));
    form.set_mode(Mode::Enforce);
    assert!(told(&form));
    let policy = form.make(None, &to_ascii).policy;
    form.id = start::id(&policy, &start::Published::of(&survey), NOW + 1);
    assert!(!told(&form));
}
