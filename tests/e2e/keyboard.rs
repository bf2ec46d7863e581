//! A check without a mouse: everything that can be clicked can be reached by Tab, shows that it has the focus, and
//! works by Enter; Escape stops.

use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("keyboard/check", Alone::No, async |_, stage| check(&stage).await),
        lab.page_trial("keyboard/stop", Alone::No, async |_, stage| stop(&stage).await),
    ]
}

/// The most presses of Tab until the focus has gone round.
const ROUND: usize = 300;

/// What has the focus: a number of its own, what it is, whether it is visible, and whether the focus shows.
const FOCUS: &str = "
    const all = window.stops ??= [];
    const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) return null;
    if (!all.includes(at)) all.push(at);
    const box = at.getBoundingClientRect(), style = getComputedStyle(at);
    return {
        number: all.indexOf(at),
        what: `${at.localName}#${at.id}.${at.className} '${(at.innerText || at.ariaLabel || '').slice(0, 40)}'`,
        visible: box.width > 0 && box.height > 0,
        marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none',
    };";

/// What can be clicked, is visible, and never had the focus. Of a group of radio buttons one is enough.
const MISSED: &str = "
    const all = window.stops ?? [];
    const css = 'a[href], button, input, select, textarea, summary, [tabindex]';
    return [...document.querySelectorAll(css)].filter(element =>
        element.getClientRects().length > 0 && element.checkVisibility() && !element.disabled && !all.includes(element)
        && element.tabIndex >= 0 && element.type !== 'radio'
    ).map(element => `${element.localName}#${element.id} '${(element.innerText || '').slice(0, 40)}'`);";

async fn check(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "")).await?;
    page.visible("#q").await?;
    page.tab_to("#q", "").await?;
    page.spell("problem.screens.test").await?;
    page.press("Enter").await?;
    stage.done("problem.screens.test").await?;

    let mut amiss = Vec::new();
    // The field of the start went with the start. With a mouse the result's field has the focus, else its heading.
    let at = page.eval("return document.activeElement.id", Vec::new()).await?;
    if at != json!("q") && at != json!("say") {
        amiss.push(format!("after Enter the focus is at '{at}'"));
    }
    // First, since after a round of Tab Firefox has the focus outside the page.
    opens(stage, &mut amiss).await?;
    let mut stops = BTreeSet::new();
    // To the first stop, by the keyboard: what a script focuses need not show it.
    let first = "window.stops = [];
        [...document.querySelectorAll('a[href], button, input')].find(element => element.checkVisibility())?.focus();";
    page.eval(first, Vec::new()).await?;
    page.press("Tab").await?;
    page.press("Shift+Tab").await?;
    for _ in 0..ROUND {
        let focus = page.eval(FOCUS, Vec::new()).await?;
        // Past the last stop the focus leaves the document, or begins anew.
        if !focus["number"].as_u64().is_some_and(|number| stops.insert(number)) {
            break;
        }
        for (key, words) in [("visible", "isn't visible"), ("marked", "doesn't show the focus")] {
            if focus[key] != json!(true) {
                amiss.push(format!("{} {words}", focus["what"]));
            }
        }
        page.press("Tab").await?;
    }
    if let Value::Array(missed) = page.eval(MISSED, Vec::new()).await? {
        amiss.extend(missed.iter().map(|what| format!("Tab doesn't reach {what}")));
    }
    trials::all_right(&amiss)
}

/// The first closed part of a finding opens by Enter.
async fn opens(stage: &Stage<'_>, amiss: &mut Vec<String>) -> Outcome<()> {
    let closed = "const closed = document.querySelector('.finding details:not([open]) > summary');
        closed?.focus();
        window.opened = closed?.parentElement;
        return Boolean(closed);";
    if stage.page.eval(closed, Vec::new()).await? == json!(false) {
        amiss.push("no finding has a closed part".to_owned());
        return Ok(());
    }
    stage.page.press("Enter").await?;
    if stage.page.eval("return window.opened.open", Vec::new()).await? != json!(true) {
        amiss.push("Enter doesn't open a finding's closed part".to_owned());
    }
    Ok(())
}

async fn stop(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    stage.page.goto(&stage.url("", "")).await?;
    stage.check("slow.screens.test").await?;
    stage.page.visible("#stop").await?;
    stage.page.press("Escape").await?;
    let done = "return Boolean(window.mtaStsLens?.report?.done);";
    stage
        .page
        .until("the end after Escape", Duration::from_secs(2), done, &[])
        .await?;
    let text = stage
        .page
        .eval("return document.querySelector('#q').value", Vec::new())
        .await?;
    if text != json!("slow.screens.test") {
        return Err(format!("Escape left '{text}' in the field").into());
    }
    Ok(())
}
