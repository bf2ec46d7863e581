//! A plan by keyboard alone: for a domain, for another change, as a calendar.

use crate::driver::Browser;
use crate::generate::CATCH;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::validate::until;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("rollout/keyboard", Alone::No, async |_, stage| keyboard(&stage).await),
        lab.page_trial("rollout/before", Alone::No, async |_, stage| before(&stage).await),
        // Only Chromium's driver can set another time zone.
        lab.page_trial("rollout/time zone", Alone::No, async |_, stage| zone(&stage).await)
            .with_ignored_flag(lab.browser != Browser::Chromium),
    ]
}

/// What was saved, and its name.
const SAVED: &str = "return window.caught ? [window.named, new TextDecoder().decode(window.caught)] : null";

async fn keyboard(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let page = stage.page;
    page.goto(&stage.url("", "#/rollout")).await?;
    page.visible("#p-dom").await?;
    page.tab_to("#p-dom", "").await?;
    page.spell("bare.screens.test").await?;
    page.visible("#p-go").await?;
    page.press("Enter").await?;
    page.visible(".plan > li").await?;
    // The steps of a first roll-out, of which the first can be taken now and enforce can't.
    let steps = "return [...document.querySelectorAll('.plan > li')].map(step => step.className)";
    let wanted = json!(["is-now", "is-now", "is-now", "is-later", "is-later", "is-later"]);
    until(stage, steps, &wanted).await?;
    let mut amiss = Vec::new();
    page.eval(CATCH, Vec::new()).await?;
    page.tab_to("#p-ics", "").await?;
    page.press("Enter").await?;
    let saved = page.until("the calendar", Duration::from_secs(5), SAVED, &[]).await?;
    let text = saved[1].as_str().unwrap_or_default();
    if saved[0] != json!("mta-sts-plan-bare.screens.test.ics")
        || !text.starts_with("BEGIN:VCALENDAR\r\n")
        || !text.ends_with("END:VCALENDAR\r\n")
        || text.matches("BEGIN:VEVENT").count() == 0
    {
        amiss.push(format!("saved was {saved}"));
    }
    // What makes senders refuse mail is shown to whoever says that they know it.
    let shown = "return document.querySelector('.plan').innerText.includes('mode: enforce')";
    until(stage, shown, &json!(false)).await?;
    page.tab_to("#p-known", "").await?;
    page.press("Space").await?;
    until(stage, shown, &json!(true)).await?;
    // What changes elsewhere is told to those who hear the page.
    let told = "return document.getElementById('told').textContent";
    until(stage, told, &json!("The texts of the steps in enforce are shown.")).await?;
    for region in [".page-head [role=status]", "#h-gate + [role=status]"] {
        page.visible(region).await?;
    }
    // Days in testing that the owner states count for the gate.
    page.tab_to("#p-days", "").await?;
    page.spell("20").await?;
    let point = "return [...document.querySelectorAll('.gate > li')].map(point => point.innerText.replace(/\\s/g, ' '))
        .filter(text => text.includes('in testing')).map(text => [text.includes('you said: 20 days'), text.includes('Not met')])";
    until(stage, point, &json!([[true, false]])).await?;
    // Too few are told as too few.
    page.press("Backspace").await?;
    let few = point.replace("20 days", "2 days");
    until(stage, &few, &json!([[true, true]])).await?;
    until(stage, "return document.activeElement.id", &json!("p-days")).await?;
    trials::all_right(&amiss)
}

/// By keyboard it is told that an earlier policy was in enforce, for how long and until when: the plan waits for it.
async fn before(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let page = stage.page;
    page.goto(&stage.url("", "#/rollout/good.screens.test")).await?;
    page.visible("#p-policy").await?;
    page.tab_to("#kind", "").await?;
    // By its first letter, as in every list of a browser.
    page.press("r").await?;
    page.visible("#p-before").await?;
    let away = "return [...document.querySelectorAll('.plan > li')].map(step => step.innerText.replace(/\\s+/g, ' '))
        .filter(text => text.includes('Take the record away')).map(text => text.includes('365 days') || text.includes('an earlier policy'))";
    until(stage, away, &json!([false])).await?;
    page.tab_to("#p-before", "").await?;
    page.press("o").await?;
    page.visible("#p-kept").await?;
    until(stage, away, &json!([true])).await?;
    page.tab_to("#p-kept", "").await?;
    page.spell("2 weeks").await?;
    let hint = "return document.getElementById('p-kept-h').innerText.includes('max_age: 1209600, 2 weeks.')";
    until(stage, hint, &json!(true)).await?;
    page.tab_to("#p-until", "").await?;
    page.spell("01022020").await?;
    until(
        stage,
        "return document.getElementById('p-until').value.slice(0, 4)",
        &json!("2020"),
    )
    .await?;
    until(stage, away, &json!([false])).await?;
    trials::all_right(&page.console().await?)
}

/// Steps have the times of whoever reads, with the zone and UTC beneath; what is saved stays in UTC.
async fn zone(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let page = stage.page;
    let set = async |name: &str| {
        page.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": name }))
            .await
    };
    set("Asia/Tehran").await?;
    page.goto(&stage.url("", "#/rollout/bare.screens.test")).await?;
    page.visible(".plan > li").await?;
    let lead = "return document.querySelector('.page-head p').innerText.includes('Asia/Tehran, beneath them UTC')";
    until(stage, lead, &json!(true)).await?;
    // Of each moment both ways to tell it are the same one.
    let shown = "return [...document.querySelectorAll('.plan__when b')].filter(when => when.querySelector('.utc')).map(when => {
        const utc = when.querySelector('.utc').textContent, own = when.firstChild.textContent + when.childNodes[1].textContent;
        const read = (text, zone) => Date.parse(text.replace(/^.*?(?=\\d)/, '').replace(/[\\u00a0,]/g, ' ').replace(/\\(?UTC.*$/, zone));
        return own.includes('(UTC+3:30)') && read(own, '+0330') === read(utc, 'UTC');
    })";
    until(stage, shown, &json!([true, true, true])).await?;
    page.eval(CATCH, Vec::new()).await?;
    page.click("#p-ics").await?;
    let saved = page.until("the calendar", Duration::from_secs(5), SAVED, &[]).await?;
    let text = saved[1].as_str().unwrap_or_default();
    let starts = text.lines().filter(|line| line.starts_with("DTSTART"));
    let odd: Vec<String> = starts
        .filter(|line| !line.trim_end().ends_with('Z'))
        .map(str::to_owned)
        .collect();
    set("").await?;
    trials::all_right(&odd)
}
