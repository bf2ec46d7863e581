//! How the page starts, and where it can't: a domain that is pasted, no WebAssembly, a part that doesn't load, no network.

use crate::driver::Browser;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// How long anything may take here.
const PATIENCE: Duration = Duration::from_secs(10);

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    // What these need to be switched off, only developer tools switch.
    let elsewhere = lab.browser != Browser::Chromium;
    vec![
        lab.page_trial("start/pasted domain", Alone::No, async |_, stage| pasted(&stage).await),
        lab.page_trial("start/no WebAssembly", Alone::No, async |_, stage| {
            without(&stage).await
        })
        .with_ignored_flag(elsewhere),
        lab.page_trial("start/program doesn't load", Alone::No, async |_, stage| {
            lost(&stage).await
        })
        .with_ignored_flag(elsewhere),
        lab.page_trial("start/no network", Alone::No, async |_, stage| {
            let result = offline(&stage).await;
            network(&stage, true).await?;
            result
        })
        .with_ignored_flag(elsewhere),
    ]
}

/// Types a text, cuts it and pastes it, by the keyboard's own ways.
async fn paste(stage: &Stage<'_>, text: &str) -> Outcome<()> {
    let page = stage.page;
    page.type_into("#q", text).await?;
    for key in ["Control+a", "Control+x"] {
        page.press(key).await?;
    }
    let empty = "return document.querySelector('#q').value === ''";
    page.until("an empty field", PATIENCE, empty, &[]).await?;
    page.press("Control+v").await
}

/// A domain that is pasted is checked at once; one that is typed waits for Enter, and what is no domain is only judged.
async fn pasted(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "")).await?;
    paste(stage, "192.0.2.1").await?;
    page.visible("#q[aria-invalid='true']").await?;
    page.empty("#q").await?;
    page.type_into("#q", "good.screens.test").await?;
    let place = page
        .eval(
            "return [location.hash, window.mtaStsLens?.report?.domain ?? null]",
            Vec::new(),
        )
        .await?;
    if place[1] != Value::Null {
        return Err(format!("a check started before Enter: {place}").into());
    }
    page.empty("#q").await?;
    paste(stage, "good.screens.test").await?;
    stage.done("good.screens.test").await?;
    let place = page.eval("return location.hash", Vec::new()).await?;
    if place != json!("#/check/good.screens.test") {
        return Err(format!("the check is at {place}").into());
    }
    trials::all_right(&page.console().await?)
}

/// What is said in place of the app, and where its link leads.
const SAID: &str = "const box = document.querySelector('main .page-head');
    return box && { title: box.querySelector('h1').innerText, text: box.querySelector('p').innerText,
        link: box.querySelector('a')?.href ?? '', shown: box.checkVisibility() }";

async fn says(stage: &Stage<'_>, title: &str, part: &str) -> Outcome<()> {
    let said = stage.page.until(title, PATIENCE, SAID, &[]).await?;
    let text = |key: &str| said[key].as_str().unwrap_or_default().to_owned();
    let right = text("title") == title && text("text").contains(part) && said["shown"] == json!(true);
    // The rules can be read without the program.
    if right && text("link").ends_with("/rules/index.html") {
        return Ok(());
    }
    Err(format!("the page says {said}").into())
}

async fn without(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    let source = json!({ "source": "delete globalThis.WebAssembly" });
    let added = page.devtools("Page.addScriptToEvaluateOnNewDocument", source).await?;
    let result = async {
        page.goto(&stage.url("", "")).await?;
        says(
            stage,
            "This page needs WebAssembly, which is switched off here.",
            "Allow WebAssembly for this page",
        )
        .await?;
        trials::all_right(&page.console().await?)
    }
    .await;
    page.devtools("Page.removeScriptToEvaluateOnNewDocument", added).await?;
    result
}

async fn lost(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.devtools("Network.enable", json!({})).await?;
    page.devtools("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] }))
        .await?;
    let result = async {
        page.devtools("Network.clearBrowserCache", json!({})).await?;
        page.goto(&stage.url("", "")).await?;
        says(stage, "The page could not be started.", "A part of it did not load").await
    }
    .await;
    page.devtools("Network.setBlockedURLs", json!({ "urls": [] })).await?;
    page.devtools("Network.disable", json!({})).await?;
    // It said itself what was lost.
    page.console().await?;
    result
}

async fn network(stage: &Stage<'_>, on: bool) -> Outcome<()> {
    let how = json!({ "offline": !on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    stage
        .page
        .devtools("Network.emulateNetworkConditions", how)
        .await
        .map(drop)
}

/// The band says that there is no network, and goes when it is back. Requests pass all the same: the developer tools can't
/// take the network from a browser with a proxy.
async fn offline(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "")).await?;
    page.visible("#q:enabled").await?;
    let band = "const band = document.querySelector('#offline');
        return band.checkVisibility() === arguments[0] && (!arguments[0] || band.innerText.includes('No network'))";
    page.until("no band", PATIENCE, band, &[json!(false)]).await?;
    network(stage, false).await?;
    page.until("the band", PATIENCE, band, &[json!(true)]).await?;
    network(stage, true).await?;
    page.until("no band", PATIENCE, band, &[json!(false)]).await?;
    trials::all_right(&page.console().await?)
}
