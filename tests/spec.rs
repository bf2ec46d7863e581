//! A spec file for each rule: `tests/spec/CODE.md` shows inputs and what must be found in them, one that raises the
//! rule and one that doesn't at least. `./lens spec --bless` writes the findings, to be reviewed.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use mta_sts_lens::registry;
use mta_sts_lens::rule::{Finding, Findings, Rule, Severity};
use mta_sts_lens::sts::http::{self, HttpAnswer};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use support::kinds::{self, Outcome};
use support::spec_file::{Case, SpecFile};
use support::{bless, source};

const FOLDER: &str = "tests/spec";

fn path_of(code: &str) -> PathBuf {
    Path::new(FOLDER).join(format!("{code}.md"))
}

/// Each case of a spec with what comes out of it.
fn outcomes(path: &Path) -> Result<(SpecFile, Vec<(Case, Outcome)>), String> {
    let at = |error: String| format!("{}: {error}", path.display());
    let file = SpecFile::parse(&source::read(path)).map_err(at)?;
    let mut done = Vec::new();
    for case in file.cases().map_err(at)? {
        let outcome =
            kinds::run(&case.kind, &case.input).map_err(|error| at(format!("line {}: {error}", case.line)))?;
        done.push((case, outcome));
    }
    Ok((file, done))
}

fn raises(outcome: &Outcome, rule: &Rule) -> bool {
    outcome.findings.iter().any(|finding| finding.rule == rule)
}

/// Collects complaints, so that one run shows them all.
fn all_specs(check: impl Fn(&'static Rule, &Path, &[(Case, Outcome)], &mut Vec<String>)) -> Vec<String> {
    let mut wrong = Vec::new();
    for rule in registry::all() {
        let path = path_of(rule.code);
        if source::root().join(&path).exists() {
            match outcomes(&path) {
                Ok((_, done)) => check(rule, &path, &done, &mut wrong),
                Err(error) => wrong.push(error),
            }
        }
    }
    wrong
}

#[test]
fn every_rule_has_a_spec_and_every_spec_a_rule() {
    let files = source::files(FOLDER, "md");
    let missing: Vec<_> = registry::all()
        .filter(|rule| !files.contains(&path_of(rule.code)))
        .map(|rule| format!("{} {}: {}", rule.code, rule.name, rule.title))
        .collect();
    assert!(missing.is_empty(), "rules without a spec: {missing:#?}");
    let stray: Vec<_> = files
        .iter()
        .filter(|path| registry::all().all(|rule| path_of(rule.code) != **path))
        .collect();
    assert!(stray.is_empty(), "specs without a rule: {stray:#?}");
}

#[test]
fn every_spec_shows_its_rule_raised_and_not_raised() {
    let wrong = all_specs(|rule, path, done, wrong| {
        for (raised, what) in [(true, "raises"), (false, "keeps silent about")] {
            if !done.iter().any(|(_, outcome)| raises(outcome, rule) == raised) {
                wrong.push(format!("{}: no input {what} {}", path.display(), rule.code));
            }
        }
        let heading = format!("# {} {}\n", rule.code, rule.name);
        if !source::read(path).starts_with(&heading) {
            wrong.push(format!("{}: does not begin with {heading:?}", path.display()));
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_spec_holds_what_comes_out() {
    let mut wrong = Vec::new();
    for path in source::files(FOLDER, "md") {
        let (file, done) = outcomes(&path).unwrap();
        let code = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let printed: Vec<_> = done.iter().map(|(_, outcome)| outcome.print(code)).collect();
        let made = file.with_findings(&printed);
        if !bless::holds(&path, &made) {
            wrong.push(format!(
                "{}: {}",
                path.display(),
                bless::difference(&source::read(&path), &made)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "review, then ./lens spec --bless if it is right:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn findings_are_sound_wherever_specs_raise_them() {
    let wrong = all_specs(|_, path, done, wrong| {
        for (case, outcome) in done {
            let mut complain = |what: String| wrong.push(format!("{} line {}: {what}", path.display(), case.line));
            for finding in &outcome.findings {
                let code = finding.rule.code;
                if let Some(span) = finding.span.filter(|_| !outcome.text.is_empty()) {
                    if span.start > span.end || span.end > outcome.text.len() {
                        complain(format!("{code} points outside of the text: {span:?}"));
                    }
                }
                for name in finding.rule.params() {
                    if finding.arg(name).is_none() {
                        complain(format!("{code} doesn't fill {name}"));
                    }
                }
                if let Some(fix) = finding.fix.as_ref().filter(|_| !outcome.text.is_empty()) {
                    let mended = kinds::run(&case.kind, &fix.apply(&outcome.text));
                    let count = |outcome: &Outcome| outcome.findings.iter().filter(|f| f.rule == finding.rule).count();
                    // An input of several records is no text that a fix could be applied to.
                    if let (Ok(mended), false) = (mended, case.kind == "txt-set") {
                        if count(&mended) >= count(outcome) {
                            complain(format!("the fix of {code} leaves the finding"));
                        }
                    }
                }
            }
            if let Some(usable) = outcome.usable {
                let error = outcome
                    .findings
                    .iter()
                    .any(|finding| finding.severity == Severity::Error);
                if usable == error {
                    complain(format!("usable: {usable}, and an error among the findings: {error}"));
                }
            }
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the live survey finds, or nobody can write down, has no example in its own text: why.
const WITHOUT_EXAMPLE: &[(&str, &str)] = &[
    ("STS142", "there is nothing to show"),
    ("RPT101", "there is nothing to show"),
    ("RPT107", "there is nothing to show"),
    ("STS148", "it takes two policies and two records"),
    (
        "STS160",
        "it takes a policy host that changes its file between two checks",
    ),
    (
        "STS162",
        "it takes a policy host that changes its file between two checks",
    ),
    ("STS471", "no browser tells it; tests/pkg/outside.test.mjs does"),
    ("STS472", "no browser tells it; tests/pkg/outside.test.mjs does"),
    ("STS473", "a page asks for no policy of a host that it can read"),
    ("DOM212", "a page shows by itself which domain it checks"),
    ("STS413", "it is over 64 KiB"),
    ("STS414", "it is over 10 KB"),
    ("DOM109", "it is a name of 254 characters, of which none matters"),
    ("DOM110", "it is a name of 245 characters, of which none matters"),
    ("DOM116", "it is thousands of characters"),
    ("RPT202", "an example is text, and this is none"),
    ("RPT208", "it is 65 brackets"),
    ("RPT210", "it is millions of values"),
    ("RPT280", "it is about a file"),
    ("RPT281", "it is about a file"),
    ("RPT282", "it is about a file"),
    ("RPT283", "it is about a file"),
    ("RPT284", "it is about a file"),
    ("RPT285", "there is nothing to show"),
    ("RPT286", "it is about files"),
    ("RPT287", "it is about files"),
    ("RPT288", "it is about a file"),
    ("RPT289", "it is about a file"),
];

/// The kinds of inputs that the spec of a rule shows.
fn kinds_of(cases: &[(Case, Outcome)]) -> BTreeSet<&str> {
    cases.iter().map(|(case, _)| case.kind.as_str()).collect()
}

/// What the engine finds in an example, as the kind of text that the spec of its rule is about.
fn judge_example(rule: &Rule, kinds: &BTreeSet<&str>, text: &str) -> Vec<Finding> {
    let own = match &rule.code[..3] {
        "STS" if rule.code.starts_with("STS1") => "sts-record",
        "STS" => "policy",
        "RPT" if rule.code.starts_with("RPT2") => "tls-report",
        "RPT" => "tlsrpt-record",
        "ZON" | "TLS" | "BNC" => "paste",
        _ => "domain",
    };
    if kinds.contains(own) {
        return kinds::run(own, text.as_bytes()).unwrap().findings;
    }
    let lines: Vec<&str> = text.lines().collect();
    if kinds.contains("txt-set") {
        // A record a line.
        let name = if own == "sts-record" { "_mta-sts" } else { "_smtp._tls" };
        let set = serde_json::json!({ "name": name, "records": lines });
        return kinds::run("txt-set", set.to_string().as_bytes()).unwrap().findings;
    }
    if kinds.contains("mx-match") {
        // Lines of a policy, then the MX record of a host.
        let patterns: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("mx: ")).collect();
        let host = lines.iter().find_map(|line| line.strip_prefix("MX 10 ")).unwrap();
        let query = serde_json::json!({ "patterns": patterns, "mx": host });
        return kinds::run("mx-match", query.to_string().as_bytes()).unwrap().findings;
    }
    assert!(kinds.contains("policy-http"), "{}: {kinds:?}", rule.code);
    // What `curl -i` prints, or the URL alone.
    let (answer, body) = http::read_curl(text.as_bytes()).unwrap_or_else(|| {
        let answer = HttpAnswer {
            url: Some(text.to_owned()),
            ..HttpAnswer::default()
        };
        (answer, text.len())
    });
    let mut findings = Findings::new();
    http::judge("example.com", &answer, text.len() - body, &mut findings);
    findings.into_vec()
}

#[test]
fn examples_are_what_they_are_called() {
    let wrong = all_specs(|rule, _, done, wrong| {
        if rule.bad.is_empty() {
            return;
        }
        let kinds = kinds_of(done);
        let listed = || done.iter().flat_map(|(_, outcome)| &outcome.findings);
        let bad = judge_example(rule, &kinds, rule.bad);
        if bad.iter().all(|finding| finding.rule != rule) {
            wrong.push(format!(
                "{}: the bad example doesn't raise it: {:?}",
                rule.code, rule.bad
            ));
        }
        // What is good of a bad text is no news.
        for finding in bad.iter().filter(|finding| finding.severity != Severity::Good) {
            if listed().all(|other| other.rule != finding.rule) {
                wrong.push(format!(
                    "{}: the bad example raises {} too, which the spec doesn't list",
                    rule.code, finding.rule.code
                ));
            }
        }
        for finding in judge_example(rule, &kinds, rule.good) {
            if matches!(finding.severity, Severity::Error | Severity::Warning) || finding.rule == rule {
                wrong.push(format!("{}: the good example raises {}", rule.code, finding.rule.code));
            }
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_rule_without_example_has_a_scenario() {
    let scenarios: String = source::files("tests/scenarios", "toml")
        .iter()
        .map(source::read)
        .collect();
    let wrong = all_specs(|rule, _, done, wrong| {
        let excused = WITHOUT_EXAMPLE.iter().any(|(code, _)| *code == rule.code);
        if !rule.bad.is_empty() {
            if excused {
                wrong.push(format!("{} has an example", rule.code));
            }
            return;
        }
        // What is good has nothing to mend, and is good in the examples of others.
        let nothing_to_mend = rule.severity == Severity::Good && !kinds_of(done).contains("survey");
        let named = [rule.name, rule.code].iter().any(|name| {
            [":", "\""]
                .iter()
                .any(|end| scenarios.contains(&format!("\"{name}{end}")))
        });
        if !nothing_to_mend && !excused && !named {
            wrong.push(format!("{} {}: neither example nor scenario", rule.code, rule.name));
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}
