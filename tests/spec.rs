//! A spec file for each rule: `tests/spec/CODE.md` shows inputs and what must be found in them, one that raises the
//! rule and one that doesn't at least. `./lens spec --bless` writes the findings, to be reviewed.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use mta_sts_lens::registry;
use mta_sts_lens::rule::{Rule, Severity};
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

/// The kind of text that a rule's examples are.
fn kind_of_examples(rule: &Rule) -> &'static str {
    match (&rule.code[..3], rule.code.as_bytes()[3]) {
        ("STS", b'1') => "sts-record",
        ("STS", _) => "policy",
        ("RPT", _) => "tlsrpt-record",
        ("ZON" | "TLS" | "BNC", _) => "paste",
        _ => "domain",
    }
}

#[test]
fn examples_are_what_they_are_called() {
    let mut wrong = Vec::new();
    for rule in registry::all().filter(|rule| !rule.bad.is_empty()) {
        let kind = kind_of_examples(rule);
        let bad = kinds::run(kind, rule.bad.as_bytes()).unwrap();
        if !raises(&bad, rule) {
            wrong.push(format!(
                "{}: the bad example doesn't raise it: {:?}",
                rule.code, rule.bad
            ));
        }
        let good = kinds::run(kind, rule.good.as_bytes()).unwrap();
        for finding in &good.findings {
            if matches!(finding.severity, Severity::Error | Severity::Warning) || finding.rule == rule {
                wrong.push(format!("{}: the good example raises {}", rule.code, finding.rule.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
