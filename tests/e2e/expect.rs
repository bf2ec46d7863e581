//! Compares what a scenario expects with what was seen, and says every difference.

use crate::driver::Browser;
use crate::play::{Observation, one_line};
use crate::scenario::{Expect, FindingIs, Scenario, Step, Web};
use crate::world::Seen;
use serde_json::Value;
use std::collections::BTreeSet;

/// Every difference, in words; none when all is as expected.
pub fn differences(scenario: &Scenario, seen: &Observation, browser: Browser) -> Vec<String> {
    let expect = &scenario.expect;
    let mut amiss = Vec::new();
    verdict(expect, seen, &mut amiss);
    findings(expect, seen, &mut amiss);
    shown(expect, seen, &mut amiss);
    asked(expect, seen, &mut amiss);
    if browser == Browser::Chromium {
        console(scenario, seen, &mut amiss);
    }
    if !expect.no_report
        && !scenario
            .steps
            .iter()
            .any(|step| matches!(step, Step::Check(_) | Step::Goto(_)))
    {
        listed(scenario, seen, &mut amiss);
    }
    amiss
}

fn text<'a>(value: &'a Value, path: &[&str]) -> &'a str {
    path.iter()
        .fold(value, |value, key| &value[*key])
        .as_str()
        .unwrap_or_default()
}

fn verdict(expect: &Expect, seen: &Observation, amiss: &mut Vec<String>) {
    if let Some(wanted) = &expect.verdict {
        let case = text(&seen.report, &["verdict", "case"]);
        if case != wanted {
            let sentence = text(&seen.report, &["verdict", "sentence"]);
            amiss.push(format!("verdict {case} ({sentence}) where {wanted} is expected"));
        }
    }
    let sentence = one_line(text(&seen.report, &["verdict", "sentence"]));
    for wanted in &expect.say {
        if !expect.no_report && !sentence.contains(wanted.as_str()) {
            amiss.push(format!("the verdict doesn't say '{wanted}', but '{sentence}'"));
        }
        if !seen.say.contains(wanted.as_str()) {
            amiss.push(format!("h1#say doesn't say '{wanted}', but '{}'", seen.say));
        }
    }
    if let Some(limit) = expect.within_ms {
        let took = seen.took.as_millis();
        if took > u128::from(limit) {
            amiss.push(format!("the report took {took} ms where at most {limit} are expected"));
        }
    }
}

/// A finding of the report: name or code, severity, kind of evidence, message.
fn is(finding: &Value, wanted: &FindingIs) -> bool {
    let severity = text(finding, &["severity"]);
    let named = [text(finding, &["name"]), text(finding, &["code"])].contains(&wanted.name.as_str());
    named
        && wanted
            .severity
            .as_deref()
            .map_or(severity != "good", |severe| severity == severe)
        && wanted
            .evidence
            .as_deref()
            .is_none_or(|kind| text(finding, &["evidence", "kind"]) == kind)
        && wanted
            .message
            .as_deref()
            .is_none_or(|part| text(finding, &["message"]).contains(part))
}

fn findings(expect: &Expect, seen: &Observation, amiss: &mut Vec<String>) {
    let all = seen.report["findings"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let list = || {
        let shown = all
            .iter()
            .filter(|finding| text(finding, &["severity"]) != "good")
            .map(|finding| {
                let words = ["name", "severity", "message"].map(|key| text(finding, &[key]));
                format!(
                    "{} {} [{}]: {}",
                    words[1],
                    words[0],
                    text(finding, &["evidence", "kind"]),
                    words[2]
                )
            });
        shown.collect::<Vec<_>>().join("\n    ")
    };
    let mut missing = false;
    for wanted in expect.rules.iter().map(crate::scenario::Finding::full) {
        if !all.iter().any(|finding| is(finding, &wanted)) {
            missing = true;
            amiss.push(format!("no finding {}", words(&wanted)));
        }
    }
    for rule in &expect.not_rules {
        let hit = |finding: &&Value| {
            [["name"], ["code"], ["severity"]]
                .iter()
                .any(|key| text(finding, key) == rule)
                && (text(finding, &["severity"]) != "good" || rule == "good")
        };
        if let Some(finding) = all.iter().find(hit) {
            let (name, message) = (text(finding, &["name"]), text(finding, &["message"]));
            amiss.push(format!("a finding {name} where none is expected: {message}"));
        }
    }
    for (rule, kind) in &expect.evidence {
        let kinds: BTreeSet<&str> = all
            .iter()
            .filter(|finding| [text(finding, &["name"]), text(finding, &["code"])].contains(&rule.as_str()))
            .map(|finding| text(finding, &["evidence", "kind"]))
            .collect();
        if !kinds.contains(kind.as_str()) {
            amiss.push(format!("evidence for {rule} is {kinds:?} where {kind} is expected"));
        }
    }
    if missing {
        amiss.push(format!("the findings are\n    {}", list()));
    }
}

fn words(wanted: &FindingIs) -> String {
    let parts = [&wanted.severity, &wanted.evidence, &wanted.message];
    let parts: Vec<&str> = parts.into_iter().filter_map(|part| part.as_deref()).collect();
    format!("{} {}", wanted.name, parts.join(", "))
}

fn shown(expect: &Expect, seen: &Observation, amiss: &mut Vec<String>) {
    for wanted in &expect.see {
        if !seen.text.contains(wanted.as_str()) {
            amiss.push(format!("'{wanted}' isn't to be seen"));
        }
    }
    for unwanted in &expect.not_see {
        if seen.text.contains(unwanted.as_str()) {
            amiss.push(format!("'{unwanted}' is to be seen"));
        }
    }
    if seen.hostile {
        amiss.push("foreign text ran as a script".to_owned());
    }
    for css in &expect.dom {
        if !seen.found.iter().any(|(found, visible)| found == css && *visible) {
            amiss.push(format!("nothing visible is {css}"));
        }
    }
    for css in &expect.dom_not {
        if seen.found.iter().any(|(found, _)| found == css) {
            amiss.push(format!("something is {css}"));
        }
    }
}

fn asked(expect: &Expect, seen: &Observation, amiss: &mut Vec<String>) {
    let mut asked = BTreeSet::new();
    let mut fetched = BTreeSet::new();
    for seen in &seen.seen {
        match seen {
            Seen::Asked {
                server, name, rtype, ..
            } => _ = asked.insert(format!("{server} {name} {rtype}")),
            Seen::Fetched { url, .. } => _ = fetched.insert(url.clone()),
            Seen::Told { .. } | Seen::Connected { .. } => {}
        }
    }
    for (what, wanted, got) in [("asked", &expect.asked, &asked), ("fetched", &expect.fetched, &fetched)] {
        let Some(wanted) = wanted else { continue };
        let wanted: BTreeSet<String> = wanted.iter().cloned().collect();
        for missing in wanted.difference(got) {
            amiss.push(format!("nobody {what} {missing}"));
        }
        for extra in got.difference(&wanted) {
            amiss.push(format!("{what} beyond what is expected: {extra}"));
        }
    }
    for wanted in &expect.asked_contain {
        if !asked.contains(wanted) {
            amiss.push(format!("nobody asked {wanted}"));
        }
    }
    let lines: Vec<String> = seen.requests.iter().map(line).collect();
    for wanted in &expect.requests_contain {
        if !lines.iter().any(|line| line.contains(wanted.as_str())) {
            amiss.push(format!("no request '{wanted}' among\n    {}", lines.join("\n    ")));
        }
    }
}

/// A request of the page's list: `WHOM WHAT WHY STATE OUTCOME`.
fn line(request: &Value) -> String {
    one_line(
        &["whom", "what", "why", "state", "outcome"]
            .map(|key| text(request, &[key]))
            .join(" "),
    )
}

fn console(scenario: &Scenario, seen: &Observation, amiss: &mut Vec<String>) {
    let Some(wanted) = &scenario.expect.console else {
        let led_to = led_to(scenario);
        // Only the browser's own lines about requests that stand in the request list.
        for line in &seen.console {
            let known = seen.requests.iter().any(|request| {
                let url = text(request, &["url"]);
                !url.is_empty() && line.contains(url)
            });
            if !known && !led_to.iter().any(|url| line.contains(url.as_str())) {
                amiss.push(format!("the console says: {line}"));
            }
        }
        return;
    };
    let mut lines = seen.console.clone();
    for part in wanted {
        match lines.iter().position(|line| line.contains(part.as_str())) {
            Some(index) => _ = lines.remove(index),
            None => amiss.push(format!("the console doesn't say '{part}'")),
        }
    }
    amiss.extend(lines.iter().map(|line| format!("the console says: {line}")));
}

/// No request but what the request list names, and none in it that nobody saw.
fn listed(scenario: &Scenario, seen: &Observation, amiss: &mut Vec<String>) {
    let urls: BTreeSet<&str> = seen.requests.iter().map(|request| text(request, &["url"])).collect();
    let led_to = led_to(scenario);
    for url in seen.seen.iter().filter_map(Seen::url) {
        if !urls.contains(url) && !led_to.iter().any(|known| known == url) {
            amiss.push(format!("the request list doesn't name {url}"));
        }
    }
    for request in &seen.requests {
        let url = text(request, &["url"]);
        if text(request, &["state"]) == "answered" && url.starts_with("https://") && !seen.served.contains(url) {
            amiss.push(format!("the request list names {url}, which nobody was asked"));
        }
    }
}

/// Where the scenario's redirects lead: a browser follows them by itself.
fn led_to(scenario: &Scenario) -> Vec<String> {
    let of = |web: &Web| {
        let to = web.redirect.as_deref()?;
        Some(if to.starts_with('/') {
            format!("https://{}{to}", web.host)
        } else {
            to.to_owned()
        })
    };
    scenario.web.iter().filter_map(of).collect()
}
