//! A change, planned: ordered steps, each with the earliest safe time.

use crate::fault::{option, refused};
use crate::names::to_ascii;
use crate::read::{Members, seconds};
use crate::value::value;
use mta_sts_lens::dns::input;
use mta_sts_lens::rollout::{self, Change, Known, Options, Today, ics, markdown};
use mta_sts_lens::rule::{Finding, Findings};
use mta_sts_lens::sts;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// A plan; all times are seconds since 1970.
#[derive(Serialize)]
pub struct Plan {
    domain: String,
    change: &'static str,
    title: String,
    summary: String,
    made: i64,
    obstacles: Vec<String>,
    dangers: Vec<String>,
    doubts: Vec<String>,
    assumptions: Vec<String>,
    steps: Vec<Step>,
    markdown: String,
    ics: String,
}

/// A step of it.
#[derive(Serialize)]
struct Step {
    key: &'static str,
    state: &'static str,
    not_before: Option<i64>,
    until: Option<i64>,
    after: String,
    why: String,
    title: String,
    words: String,
    pastes: Vec<Paste>,
    watch: String,
    back: Option<Back>,
}

/// Something to copy.
#[derive(Serialize)]
struct Paste {
    label: String,
    kind: &'static str,
    text: String,
    warnings: Vec<Finding>,
}

/// How to go back.
#[derive(Serialize)]
struct Back {
    words: String,
    lasts: u64,
}

/// Plans a change from what the caller knows of today. `now` is in seconds since 1970.
///
/// # Errors
/// A [`Refusal`](crate::fault::Refusal).
#[wasm_bindgen]
pub fn plan(wish: &JsValue, now: f64) -> Result<JsValue, JsValue> {
    let (members, now) = (Members(wish), seconds(now));
    let domain = members.text("domain")?.unwrap_or_default();
    let domain = input::read(&domain, &to_ascii)
        .map_err(|refusal| refused(&refusal))?
        .domain;
    let given = members.get("today")?;
    let mut today = Today::new(domain, now);
    fill(&mut today, &Members(&given))?;
    let given = members.get("options")?;
    let options = options(&Members(&given))?;
    let plan = rollout::plan(&today, &change(&members)?, &options, now);
    Ok(value(&Plan::of(plan)))
}

/// What is known: a member that isn't there is unknown, `null` says that there is none.
fn known<T>(
    members: &Members<'_>,
    name: &str,
    read: impl FnOnce() -> Result<Option<T>, JsValue>,
) -> Result<Known<T>, JsValue> {
    let value = members.get(name)?;
    if value.is_undefined() {
        return Ok(Known::Unknown);
    }
    Ok(read()?.map_or(Known::Absent, Known::Found))
}

fn fill(today: &mut Today, members: &Members<'_>) -> Result<(), JsValue> {
    today.record = known(members, "id", || members.text("id"))?;
    today.policy = known(members, "policy", || {
        let text = members.text("policy")?;
        let reading = text.map(|text| sts::policy::parse(text.as_bytes(), &mut Findings::faults()));
        Ok(reading.and_then(|reading| reading.effective.or(reading.lenient)))
    })?;
    today.hosts = known(members, "mx", || members.texts("mx"))?;
    today.reporting = match members.truth("reporting")? {
        Some(true) => Known::Found(()),
        Some(false) => Known::Absent,
        None => Known::Unknown,
    };
    today.record_ttl = members.small("record_ttl")?;
    today.mx_ttl = members.small("mx_ttl")?;
    today.since = members.number("since")?.and_then(|since| i64::try_from(since).ok());
    today.earlier = members.number("earlier")?;
    today.reports_to = members.texts("rua")?.unwrap_or_default();
    Ok(())
}

fn options(members: &Members<'_>) -> Result<Options, JsValue> {
    let usual = Options::default();
    Ok(Options {
        testing_days: members.small("testing_days")?.unwrap_or(usual.testing_days),
        enforce_days: members.small("enforce_days")?.unwrap_or(usual.enforce_days),
        short_max_age: members.number("short_max_age")?.unwrap_or(usual.short_max_age),
        long_max_age: members.number("long_max_age")?.unwrap_or(usual.long_max_age),
        queue_days: members.small("queue_days")?.unwrap_or(usual.queue_days),
    })
}

fn change(members: &Members<'_>) -> Result<Change, JsValue> {
    let hosts = || Ok::<_, JsValue>(members.texts("mx")?.unwrap_or_default());
    Ok(match members.text("change")?.as_deref() {
        Some("first") => Change::First,
        Some("mx-hosts") => Change::MxHosts { hosts: hosts()? },
        Some("provider") => Change::Provider {
            hosts: hosts()?,
            patterns: members.texts("patterns")?.unwrap_or_default(),
        },
        Some("policy") => Change::policy(&members.text("policy")?.unwrap_or_default()).map_err(option)?,
        Some("removal") => Change::Removal,
        _ => {
            return Err(option(
                "`change` is `first`, `mx-hosts`, `provider`, `policy` or `removal`.",
            ));
        }
    })
}

impl Plan {
    fn of(plan: rollout::Plan) -> Self {
        Self {
            markdown: markdown::markdown(&plan),
            ics: ics::ics(&plan),
            domain: plan.domain,
            change: plan.change,
            title: plan.title,
            summary: plan.summary,
            made: plan.made,
            obstacles: plan.obstacles,
            dangers: plan.dangers,
            doubts: plan.doubts,
            assumptions: plan.assumptions,
            steps: plan.steps.into_iter().map(step).collect(),
        }
    }
}

fn step(step: rollout::Step) -> Step {
    let paste = |paste: rollout::Paste| Paste {
        label: paste.label,
        kind: match paste.kind {
            rollout::Kind::Policy => "policy",
            rollout::Kind::Record => "record",
            rollout::Kind::Command => "command",
            rollout::Kind::Difference => "difference",
        },
        text: paste.text,
        warnings: paste.warnings,
    };
    Step {
        key: step.key,
        state: match step.state {
            rollout::State::Done => "done",
            rollout::State::Now => "now",
            rollout::State::Later => "later",
        },
        not_before: step.not_before,
        until: step.until,
        after: step.after,
        why: step.why,
        title: step.title,
        words: step.words,
        pastes: step.pastes.into_iter().map(paste).collect(),
        watch: step.watch,
        back: step.back.map(|back| Back {
            words: back.words,
            lasts: back.lasts,
        }),
    }
}
