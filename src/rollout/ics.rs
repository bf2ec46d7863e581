//! A plan as calendar (RFC 5545): an event at the earliest time of each step that isn't done, with a reminder.

use super::guard::fnv_of;
use super::plan::{Paste, Plan, State, Step};
use super::times::at;
use crate::words::policy_id;

/// Longest line in octets without its end (RFC 5545 §3.1).
const LONGEST: usize = 75;

/// Writes the calendar. All times are UTC, so that it needs no time zone of its own (RFC 5545 §3.3.5).
///
/// An event keeps its UID when the plan is made again, with a higher SEQUENCE: a calendar moves it (§3.8.7.4).
#[must_use]
pub fn ics(plan: &Plan) -> String {
    let mut out = String::new();
    for text in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//MTA-STS Lens//Rollout//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ] {
        fold(&mut out, text);
    }
    for (i, step) in plan.steps.iter().enumerate() {
        if let Some(not_before) = step.not_before.filter(|_| step.state != State::Done) {
            event(&mut out, plan, i + 1, step, not_before);
        }
    }
    fold(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, plan: &Plan, number: usize, step: &Step, not_before: i64) {
    let uid = fnv_of(&format!("{} {} {}", plan.domain, plan.change, step.key));
    fold(out, "BEGIN:VEVENT");
    fold(out, &format!("UID:{uid:016x}@rollout.mta-sts-lens.invalid"));
    fold(out, &format!("SEQUENCE:{}", plan.made / 60));
    fold(out, &format!("DTSTAMP:{}", time(plan.made)));
    fold(out, &format!("DTSTART:{}", time(not_before)));
    match step.until.filter(|until| *until > not_before) {
        Some(until) => fold(out, &format!("DTEND:{}", time(until))),
        None => fold(out, "DURATION:PT30M"),
    }
    property(
        out,
        "SUMMARY",
        &format!("{}, step {number}: {}", plan.domain, step.title),
    );
    property(out, "DESCRIPTION", &description(step));
    // The time of the event isn't taken (§3.8.2.7).
    fold(out, "TRANSP:TRANSPARENT");
    fold(out, "BEGIN:VALARM");
    fold(out, "ACTION:DISPLAY");
    fold(out, "TRIGGER:PT0S");
    property(out, "DESCRIPTION", &step.title);
    fold(out, "END:VALARM");
    fold(out, "END:VEVENT");
}

/// `20261124T184145Z`: the form that ids have too.
fn time(unix: i64) -> String {
    policy_id(unix)
}

fn description(step: &Step) -> String {
    let mut parts = Vec::new();
    if let Some(not_before) = step.not_before {
        parts.push(match step.why.as_str() {
            "" => format!("Not before {}.", at(not_before)),
            why => format!("Not before {}: {why}.", at(not_before)),
        });
    }
    if let Some(until) = step.until {
        parts.push(format!("Until {}.", at(until)));
    }
    if !step.after.is_empty() {
        parts.push(format!("After: {}.", step.after));
    }
    parts.push(step.words.clone());
    for Paste { label, text, .. } in &step.pastes {
        parts.push(format!("{label}:\n{}", text.trim_end()));
    }
    if !step.watch.is_empty() {
        parts.push(format!("Then: {}", step.watch));
    }
    if let Some(back) = &step.back {
        parts.push(format!("To go back: {}", back.words));
    }
    parts.join("\n\n")
}

/// A property with a text (RFC 5545 §3.3.11): backslash, semicolon, comma and line ends are escaped. What is no text, and
/// the marks of code, are left out; a no-break space becomes a space.
fn property(out: &mut String, name: &str, text: &str) {
    let mut line = format!("{name}:");
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => line.extend(['\\', c]),
            '\n' => line.push_str("\\n"),
            '\u{a0}' => line.push(' '),
            '`' => {}
            c if c.is_control() => {}
            c => line.push(c),
        }
    }
    fold(out, &line);
}

/// A line, folded (RFC 5545 §3.1): never within a character.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::rollout::{Kind, Options};

    /// A line of a calendar, unfolded and split: name, and value as it stands.
    type Line = (String, String);

    /// A strict reader: what RFC 5545 §3.1, §3.3.11 and §3.6 ask of what is written here. Gives back the events.
    pub fn check(text: &str) -> Vec<Vec<Line>> {
        assert!(text.ends_with("\r\n"), "no CRLF at the end");
        let mut lines: Vec<String> = Vec::new();
        for raw in text.strip_suffix("\r\n").unwrap().split("\r\n") {
            assert!(raw.len() <= 75, "{} octets: {raw}", raw.len());
            assert!(!raw.contains(|c: char| c.is_control()), "a control character: {raw:?}");
            match raw.strip_prefix(' ') {
                Some(rest) => lines.last_mut().expect("folded at the beginning").push_str(rest),
                None => lines.push(raw.to_owned()),
            }
        }
        let mut open: Vec<String> = Vec::new();
        let mut events: Vec<Vec<Line>> = Vec::new();
        let mut seen = Vec::new();
        for line in &lines {
            let (name, value) = line.split_once(':').expect("no colon");
            assert!(name.bytes().all(|b| b.is_ascii_uppercase()), "{line}");
            seen.push(name.to_owned());
            match name {
                "BEGIN" => {
                    let within = match value {
                        "VCALENDAR" => "",
                        "VEVENT" => "VCALENDAR",
                        "VALARM" => "VEVENT",
                        other => panic!("BEGIN:{other}"),
                    };
                    assert_eq!(open.last().map_or("", String::as_str), within);
                    open.push(value.to_owned());
                    if value == "VEVENT" {
                        events.push(Vec::new());
                    }
                }
                "END" => assert_eq!(open.pop().as_deref(), Some(value)),
                _ if open.last().is_some_and(|open| open == "VEVENT") => {
                    let event = events.last_mut().unwrap();
                    assert!(event.iter().all(|(known, _)| known != name), "{name} twice");
                    event.push((name.to_owned(), value.to_owned()));
                }
                _ => {}
            }
        }
        assert!(open.is_empty(), "open: {open:?}");
        assert_eq!(&lines[..2], ["BEGIN:VCALENDAR", "VERSION:2.0"]);
        assert!(seen.contains(&"PRODID".to_owned()));
        let mut uids = Vec::new();
        for event in &events {
            let get = |name: &str| {
                event
                    .iter()
                    .find(|(known, _)| known == name)
                    .map(|(_, value)| value.as_str())
            };
            for name in ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"] {
                assert!(get(name).is_some(), "no {name}");
            }
            assert!(
                get("DTEND").is_some() != get("DURATION").is_some(),
                "RFC 5545 §3.6.1: one of both"
            );
            for name in ["DTSTAMP", "DTSTART", "DTEND"] {
                let time = get(name).unwrap_or("20261124T184145Z").as_bytes();
                let form = time.len() == 16 && time[8] == b'T' && time[15] == b'Z';
                let digits = time.iter().filter(|b| b.is_ascii_digit()).count() == 14;
                assert!(form && digits, "{name} {time:?}");
            }
            assert!(get("SEQUENCE").unwrap().parse::<i32>().unwrap() >= 0);
            for name in ["SUMMARY", "DESCRIPTION"] {
                unescape(get(name).unwrap_or_default());
            }
            let uid = get("UID").unwrap();
            assert!(!uids.contains(&uid), "{uid} twice");
            uids.push(uid);
        }
        events
    }

    /// The text of a value; every special character must be escaped.
    fn unescape(value: &str) -> String {
        let mut out = String::new();
        let mut chars = value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n') => out.push('\n'),
                    Some(c @ ('\\' | ';' | ',')) => out.push(c),
                    other => panic!("escaped {other:?} in {value}"),
                },
                ';' | ',' => panic!("bare {c} in {value}"),
                c => out.push(c),
            }
        }
        out
    }

    fn sample() -> Plan {
        let step = |key, state, not_before, until| Step {
            key,
            state,
            not_before,
            until,
            title: "Serve, and wait; \\ ü".into(),
            words: format!("`code` {}\nnext\u{7}\r", "ä".repeat(60)),
            why: "14\u{a0}days".into(),
            after: "step 1".into(),
            pastes: vec![Paste {
                label: "record".into(),
                kind: Kind::Record,
                text: "v=STSv1; id=1;".into(),
                warnings: Vec::new(),
            }],
            watch: "Look.".into(),
            ..Step::default()
        };
        Plan {
            domain: "example.com".into(),
            change: "first",
            title: String::new(),
            summary: String::new(),
            made: 1_795_521_600,
            seen: 0,
            obstacles: Vec::new(),
            dangers: Vec::new(),
            doubts: Vec::new(),
            assumptions: Vec::new(),
            steps: vec![
                step("a", State::Done, None, None),
                step("b", State::Now, Some(1_795_521_600), None),
                step("c", State::Later, Some(1_795_525_200), Some(1_795_608_000)),
            ],
        }
    }

    #[test]
    fn events_are_what_is_to_be_done() {
        let events = check(&ics(&sample()));
        let get = |at: usize, name: &str| {
            let found = events[at].iter().find(|(known, _)| known == name);
            found.map(|(_, value)| unescape(value))
        };
        assert_eq!(events.len(), 2);
        assert_eq!(get(0, "DTSTART").unwrap(), "20261124T120000Z");
        assert_eq!(get(1, "DTSTART").unwrap(), "20261124T130000Z");
        assert_eq!(get(1, "DTEND").unwrap(), "20261125T120000Z");
        assert_eq!(get(1, "DTSTAMP").unwrap(), "20261124T120000Z");
        assert_eq!(get(1, "SUMMARY").unwrap(), "example.com, step 3: Serve, and wait; \\ ü");
        assert_eq!(
            get(0, "DESCRIPTION").unwrap(),
            format!(
                "Not before 24 Nov 2026, 12:00 UTC: 14 days.\n\nAfter: step 1.\n\ncode {}\nnext\n\nrecord:\nv=STSv1; id=1;\n\nThen: Look.",
                "ä".repeat(60)
            )
        );
    }

    #[test]
    fn a_plan_made_again_moves_its_events() {
        let (first, mut again) = (sample(), sample());
        again.made += 86_400;
        let of = |plan: &Plan, name: &str| -> Vec<String> {
            let events = check(&ics(plan));
            let values = events.iter().flatten().filter(|(known, _)| known == name);
            values.map(|(_, value)| value.clone()).collect()
        };
        assert_eq!(of(&first, "UID"), of(&again, "UID"));
        assert!(of(&first, "SEQUENCE") < of(&again, "SEQUENCE"));
        again.domain = "example.org".into();
        assert_ne!(of(&first, "UID"), of(&again, "UID"));
        let today = crate::rollout::Today::new(crate::dns::Name::parse("example.com").unwrap(), 0);
        let none = crate::rollout::plan(&today, &crate::rollout::Change::First, &Options::default(), 0);
        assert!(check(&ics(&none)).is_empty());
    }
}
