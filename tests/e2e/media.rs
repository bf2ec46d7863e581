//! The page on paper, and where motion is unwanted. Chromium alone: only its developer tools can ask for either.

use crate::driver::Browser;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    let elsewhere = lab.browser != Browser::Chromium;
    vec![
        lab.page_trial("media/print", Alone::No, async |_, stage| {
            let result = print(&stage).await;
            stage.page.emulate_nothing().await?;
            result
        })
        .with_ignored_flag(elsewhere),
        lab.page_trial("media/motion", Alone::No, async |_, stage| {
            let result = motion(&stage).await;
            stage.page.emulate_nothing().await?;
            result
        })
        .with_ignored_flag(elsewhere),
    ]
}

/// What of these can be seen, and whether the closed parts show what they hold.
const ON_PAPER: &str = "const seen = css => [...document.querySelectorAll(css)].some(element =>
        element.checkVisibility({ contentVisibilityAuto: true }) && element.getClientRects().length > 0);
    const closed = [...document.querySelectorAll('details.more:not([open]) > :not(summary)')];
    const root = document.documentElement;
    return {
        screen: ['.top', '.foot', '.rail', '.btn', '#q'].filter(seen),
        paper: ['h1#say', '.finding', '.matrix', '.chain'].filter(css => !seen(css)),
        closed: closed.length,
        hidden: closed.filter(part => !part.checkVisibility()).length,
        dark: getComputedStyle(root).backgroundColor,
        wide: root.scrollWidth - root.clientWidth,
    }";

/// On paper stands all that was found, with what is closed on the screen, and nothing that is there to be pressed.
async fn print(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "#/check/problem.screens.test")).await?;
    stage.done("problem.screens.test").await?;
    let on_screen = page.eval(ON_PAPER, Vec::new()).await?;
    let closed = on_screen["closed"].as_u64().unwrap_or_default();
    if closed == 0 || on_screen["hidden"].as_u64() != Some(closed) || on_screen["screen"] == json!([]) {
        return Err(format!("on the screen: {on_screen}").into());
    }
    // A4 less its margins.
    let paper = json!({ "width": 720, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
    page.devtools("Emulation.setDeviceMetricsOverride", paper).await?;
    let features = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
    page.devtools(
        "Emulation.setEmulatedMedia",
        json!({ "media": "print", "features": features }),
    )
    .await?;
    let shown = page.eval(ON_PAPER, Vec::new()).await?;
    let mut amiss = Vec::new();
    for (key, wanted, words) in [
        ("screen", json!([]), "is for the screen alone"),
        ("paper", json!([]), "isn't on paper"),
        ("hidden", json!(0), "parts stay closed"),
        ("dark", json!("rgb(255, 255, 255)"), "is the paper's colour"),
        ("wide", json!(0), "px are cut off"),
    ] {
        if shown[key] != wanted {
            amiss.push(format!("{} {words}", shown[key]));
        }
    }
    trials::all_right(&amiss)
}

/// What moves: animations and transitions that run and take time.
const MOVING: &str = "return document.getAnimations().filter(motion => motion.playState === 'running'
        && motion.effect.getComputedTiming().duration > 0)
    .map(motion => `${motion.animationName ?? motion.transitionProperty} of ${motion.effect.target.className.baseVal
        ?? motion.effect.target.className}`)";

/// While a check runs, something turns; not for those who asked for less motion.
async fn motion(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    for still in [false, true] {
        stage.fresh(None).await?;
        let value = if still { "reduce" } else { "no-preference" };
        let features = json!([{ "name": "prefers-reduced-motion", "value": value }]);
        page.devtools("Emulation.setEmulatedMedia", json!({ "features": features }))
            .await?;
        page.goto(&stage.url("", "#/check/slow.screens.test")).await?;
        page.visible("#stop").await?;
        page.visible(".icon.turns").await?;
        let moving = page.eval(MOVING, Vec::new()).await?;
        if moving.as_array().is_none_or(|moving| moving.is_empty() != still) || moving == Value::Null {
            return Err(format!("prefers-reduced-motion: {value}: these move: {moving}").into());
        }
    }
    Ok(())
}
