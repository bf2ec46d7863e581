//! A plan as Markdown, to be filed in a ticket.

use super::plan::{Plan, State, Step};
use super::times::at;
use crate::survey::markdown::{fence, inline, line};
use std::fmt::Write as _;

/// Writes the plan. Foreign text never becomes markup.
#[must_use]
pub fn markdown(plan: &Plan) -> String {
    let mut out = String::new();
    line(&mut out, &format!("# {}", inline(&plan.title)));
    line(&mut out, &inline(&plan.summary));
    line(
        &mut out,
        &format!(
            "Made {} by MTA-STS Lens, from what was seen {}. All times are UTC. They hold if each step is taken as soon as it may be; otherwise make the plan again.",
            at(plan.made),
            at(plan.seen)
        ),
    );
    list(&mut out, "What stands in the way", &plan.obstacles);
    list(&mut out, "What refuses mail", &plan.dangers);
    list(&mut out, "What is doubtful about today’s state", &plan.doubts);
    for (i, step) in plan.steps.iter().enumerate() {
        one(&mut out, i + 1, step);
    }
    list(&mut out, "What is taken for granted", &plan.assumptions);
    // No-break spaces are ours, and of no use here.
    let mut out = out.trim_end().replace('\u{a0}', " ");
    out.push('\n');
    out
}

fn list(out: &mut String, title: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    line(out, &format!("## {title}"));
    for item in items {
        out.push_str("- ");
        out.push_str(&inline(item));
        out.push('\n');
    }
    out.push('\n');
}

fn one(out: &mut String, number: usize, step: &Step) {
    let state = match step.state {
        State::Done => "done",
        State::Now => "now",
        State::Later => "later",
    };
    line(out, &format!("## {number}. {} ({state})", inline(&step.title)));
    line(out, &when(step));
    line(out, &inline(&step.words));
    for paste in &step.pastes {
        line(out, &format!("{}:", inline(&paste.label)));
        fence(out, &paste.text);
        for warning in &paste.warnings {
            let rule = warning.rule;
            line(
                out,
                &format!("A check says {} of it: {}.", rule.code, inline(&warning.message())),
            );
        }
    }
    if !step.watch.is_empty() {
        line(out, &format!("Then: {}", inline(&step.watch)));
    }
    if let Some(back) = &step.back {
        line(out, &format!("To go back: {}", inline(&back.words)));
    }
}

/// When the step may be taken, and how that is reckoned.
fn when(step: &Step) -> String {
    let mut out = match (step.state, step.not_before) {
        (State::Later, Some(not_before)) => format!("**Not before {}**", at(not_before)),
        (State::Now, _) => "**Now**".into(),
        _ => return String::new(),
    };
    // Writing to a String can't fail.
    if let Some(until) = step.until {
        let _ = write!(out, ", until {}", at(until));
    }
    if !step.why.is_empty() {
        let _ = write!(out, ": {}", inline(&step.why));
    }
    out.push('.');
    if !step.after.is_empty() {
        let _ = write!(out, " After: {}.", inline(&step.after));
    }
    out
}
