//! What holds for any form.

use super::*;

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
    survey.pasted = crate::survey::facts::Pasted::new(made.policy.clone().into_bytes());
    for record in &made.records {
        let row = super::super::row(record.clone());
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
