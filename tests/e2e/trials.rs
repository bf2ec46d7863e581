//! All trials: the box itself, the scenarios, and what is tried with the page beside them.

use crate::driver::Browser;
use crate::lab::{Alone, Lab};
use crate::scenario::{Scenario, ZoneText};
use crate::{
    Outcome, amount, attributes, boxes, bring, colours, configure, coverage, deployed, drop, elements, embed, expect,
    figures, frames, generate, given, haste, hosts, kept, keyboard, kits, loaded, long, media, nsd, offline, package,
    parts, privacy, reading, reports, rollout, rules, saved, screens, selftest, settings, sites, start, steady,
    validate,
};
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Runs what the arguments select.
pub fn run(
    arguments: &Arguments,
    mut scenarios: Vec<(String, Scenario)>,
    shared: &BTreeMap<String, ZoneText>,
    browser: Browser,
    dist: &Path,
) -> Outcome<ExitCode> {
    let browsers = arguments.test_threads.unwrap_or(1).max(1);
    scenarios.extend([
        hosts::scenario()?,
        screens::scenario()?,
        figures::scenario()?,
        settings::scenario()?,
        privacy::scenario()?,
        sites::scenario()?,
    ]);
    scenarios.extend(kits::scenarios()?);
    let lab = Arc::new(Lab::start(&scenarios, shared, browser, browsers, dist)?);
    let mut trials = selftest::trials(&lab);
    trials.extend(nsd::trials(&scenarios, shared));
    trials.push(spoken_of(&scenarios));
    for (name, scenario) in scenarios {
        if !name.starts_with(selftest::PREFIX) {
            trials.push(play(&lab, &name, scenario));
        }
    }
    trials.extend(screens::trials(&lab));
    trials.extend(long::trials(&lab));
    trials.extend(start::trials(&lab));
    trials.extend(saved::trials(&lab));
    trials.extend(media::trials(&lab));
    trials.extend(keyboard::trials(&lab));
    trials.extend(drop::trials(&lab));
    trials.extend(validate::trials(&lab));
    trials.extend(bring::trials(&lab));
    trials.extend(generate::trials(&lab));
    trials.extend(kits::trials(&lab));
    trials.extend(colours::trials(&lab));
    trials.extend(rollout::trials(&lab));
    trials.extend(reports::trials(&lab));
    trials.extend(reading::trials(&lab));
    trials.extend(amount::trials(&lab));
    trials.extend(given::trials(&lab));
    trials.extend(settings::trials(&lab));
    trials.extend(kept::trials(&lab));
    trials.extend(haste::trials(&lab));
    trials.extend(parts::trials(&lab));
    trials.extend(rules::trials(&lab));
    trials.extend(deployed::trials(&lab));
    trials.extend(offline::trials(&lab));
    trials.extend(elements::trials(&lab));
    trials.extend(boxes::trials(&lab));
    trials.extend(frames::trials(&lab));
    trials.extend(configure::trials(&lab));
    trials.extend(embed::trials(&lab));
    trials.extend(steady::trials(&lab));
    trials.extend(attributes::trials(&lab));
    trials.extend(loaded::trials(&lab));
    trials.extend(package::trials(&lab));
    trials.extend(sites::trials(&lab));
    trials.extend(privacy::trials(&lab));
    trials.extend(figures::trials(&lab));
    let conclusion = libtest_mimic::run(arguments, trials);
    if let Some(lab) = Arc::into_inner(lab) {
        lab.stop();
    }
    Ok(conclusion.exit_code())
}

fn spoken_of(scenarios: &[(String, Scenario)]) -> Trial {
    let scenarios: Vec<_> = scenarios
        .iter()
        .filter(|(name, _)| !name.starts_with(selftest::PREFIX))
        .cloned()
        .collect();
    Trial::test(format!("{}what scenarios speak of", selftest::PREFIX), move || {
        coverage::check(&scenarios).map_err(|error| Failed::from(error.to_string()))
    })
}

fn play(lab: &Arc<Lab>, name: &str, scenario: Scenario) -> Trial {
    let elsewhere = scenario
        .expect
        .browser
        .as_deref()
        .is_some_and(|name| name != lab.browser.name());
    let trial = lab.page_trial(format!("scenario/{name}"), Alone::No, async move |lab, stage| {
        let browser = lab.browser;
        let amiss = stage
            .play(&scenario, |seen| expect::differences(&scenario, seen, browser))
            .await?;
        all_right(&amiss).map_err(|error| format!("{}{error}", scenario.title).into())
    });
    trial.with_ignored_flag(elsewhere)
}

/// What of these a text doesn't hold, each in words.
pub fn missing<'a>(text: &'a str, wanted: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    let missing = wanted.iter().filter(move |wanted| !text.contains(**wanted));
    missing.map(|wanted| format!("{wanted} isn’t there"))
}

/// Fails with everything that is amiss.
pub fn all_right(amiss: &[String]) -> Outcome<()> {
    if amiss.is_empty() {
        return Ok(());
    }
    Err(format!("\n  {}", amiss.join("\n  ")).into())
}
