//! The judgement of forms: what each slip is told as, and what holds for any form.

mod any;
mod fields;
mod zones;

pub(in crate::make) use any::any_form;

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
