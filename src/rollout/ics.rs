//! A plan as calendar (RFC 5545): an event at the earliest time of each step that isn't done, with a reminder.

use super::guard::fnv_of;
use super::plan::{Paste, Plan, State, Step};
use super::times::at;
use crate::survey::words::policy_id;

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
