//! The static pages of the rules: searched by keyboard, as the app finds them; read without scripts; and whatever they
//! name is there.

use crate::driver::Browser;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use mta_sts_lens::registry;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How long anything may take here.
const PATIENCE: Duration = Duration::from_secs(10);

/// What both lists are searched for.
const WANTED: [&str; 5] = ["", "sts2", "POLICY  blank line", "too_long error", "kumomta"];

/// What is shown of a list: the codes, and what the line under the field says.
const SHOWN: &str = "return {
        codes: [...document.querySelectorAll('.index a.code')].filter(link => link.getClientRects().length > 0)
            .map(link => link.textContent),
        said: document.querySelector('.filter [role=status]').textContent,
        heads: [...document.querySelectorAll('.sec__head')].filter(head => head.getClientRects().length > 0
            && head.parentElement.querySelector('.index')).map(head => head.textContent),
    };";

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("rules/search", Alone::No, async |_, stage| search(&stage).await),
        lab.page_trial("rules/by keyboard", Alone::No, async |_, stage| {
            by_keyboard(&stage).await
        }),
        lab.page_trial("rules/without scripts", Alone::No, async |_, stage| {
            without(&stage).await
        })
        .with_ignored_flag(lab.browser != Browser::Chromium),
        lab.page_trial("rules/links", Alone::No, async |lab, stage| links(lab, &stage).await),
    ]
}

/// What the list shows when each is searched for.
async fn found(stage: &Stage<'_>, address: &str) -> Outcome<Vec<Value>> {
    let page = stage.page;
    page.goto(&stage.url("", address)).await?;
    let mut found = Vec::new();
    for wanted in WANTED {
        page.paste("#filter", "x").await?;
        page.empty("#filter").await?;
        page.type_into("#filter", wanted).await?;
        let whole = format!("return document.querySelector('#filter').value === {}", json!(wanted));
        page.until("the words in the field", PATIENCE, &whole, &[]).await?;
        found.push(page.eval(SHOWN, Vec::new()).await?);
    }
    Ok(found)
}

async fn search(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    // The app finds by what explains the rules too, once that is there.
    stage.page.goto(&stage.url("", "#/rules/STS213")).await?;
    stage.page.visible("main .eg").await?;
    let app = found(stage, "#/rules").await?;
    let own = found(stage, "rules/index.html").await?;
    let mut amiss = Vec::new();
    for ((wanted, app), own) in WANTED.iter().zip(app).zip(own) {
        if own != app {
            amiss.push(format!("{wanted}: the app shows {app}, the static page {own}"));
        }
        let all = own["codes"].as_array().map_or(0, Vec::len);
        if (all == registry::all().count()) != wanted.is_empty() || all == 0 {
            amiss.push(format!("{wanted}: {all} rules"));
        }
    }
    for line in stage.page.console().await? {
        amiss.push(format!("the console says: {line}"));
    }
    trials::all_right(&amiss)
}

/// From the field to a rule, and to the app, without a mouse.
async fn by_keyboard(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("folder", "rules/index.html")).await?;
    page.visible("#filter").await?;
    page.tab_to("#filter", "").await?;
    page.spell("blank line ends").await?;
    for _ in 0.."ends".len() {
        page.press("Backspace").await?;
    }
    let few = "return document.querySelectorAll('.index li:not([hidden])').length < 20";
    page.until("a short list", PATIENCE, few, &[]).await?;
    page.tab_to("a[href='STS220.html']", "").await?;
    page.press("Enter").await?;
    let there = "return document.title.startsWith('STS220: ') && document.readyState === 'complete'";
    page.until("the page of the rule", PATIENCE, there, &[]).await?;
    let looks = "return [...document.styleSheets].some(sheet => sheet.cssRules.length > 0)
        && getComputedStyle(document.querySelector('.rule .sev')).fontWeight === '600'";
    if page.eval(looks, Vec::new()).await? != json!(true) {
        return Err("the style sheet isn't there".into());
    }
    page.tab_to("a[href='../#/rules/STS220']", "").await?;
    page.press("Enter").await?;
    page.visible("main .eg").await?;
    let there = "return location.pathname.endsWith('/some/folder/') && document.querySelector('h1#say') !== null";
    page.until("the app", PATIENCE, there, &[]).await?;
    // And back, by the address to share.
    let shared = "return [...document.querySelectorAll('aside a')].some(link => link.href === arguments[0])";
    let address = stage.url("folder", "rules/STS220.html");
    if page.eval(shared, vec![json!(address)]).await? != json!(true) {
        return Err("the app shares another address".into());
    }
    let console = page.console().await?;
    trials::all_right(&console)
}

async fn without(stage: &Stage<'_>) -> Outcome<()> {
    let switch = async |off: bool| {
        let parameters = json!({ "value": off });
        stage
            .page
            .devtools("Emulation.setScriptExecutionDisabled", parameters)
            .await
    };
    stage.fresh(None).await?;
    switch(true).await?;
    let result = read_without(stage).await;
    switch(false).await?;
    result
}

async fn read_without(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    let mut amiss = Vec::new();
    // The app can't run, and says where the rules are.
    page.goto(&stage.url("", "")).await?;
    let leads = "const link = document.querySelector('noscript a');
        return link !== null && link.getClientRects().length > 0 && link.href.endsWith('/rules/index.html')";
    if page.eval(leads, Vec::new()).await? != json!(true) {
        amiss.push("the app shows no way to the rules, or scripts run".to_owned());
    }
    page.goto(&stage.url("", "rules/index.html")).await?;
    let shown = page.eval(SHOWN, Vec::new()).await?;
    if shown["codes"].as_array().map_or(0, Vec::len) != registry::all().count() {
        amiss.push(format!("not all rules are shown: {shown}"));
    }
    let field = "return document.querySelector('#filter').getClientRects().length";
    if page.eval(field, Vec::new()).await? != json!(0) {
        amiss.push("the field is shown, which does nothing".to_owned());
    }
    page.click("a[href='STS213.html']").await?;
    page.visible("main .eg").await?;
    let text = page.eval("return document.body.innerText", Vec::new()).await?;
    let text = text.as_str().unwrap_or_default();
    for part in [
        "max_age is over the limit",
        "Why",
        "How to mend it",
        "31557601",
        "Stalwart 2025-06",
        "section",
    ] {
        if !text.to_lowercase().contains(&part.to_lowercase()) {
            amiss.push(format!("the page of a rule doesn't say {part}"));
        }
    }
    trials::all_right(&amiss)
}

/// Every file that the built pages name is there.
async fn links(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let folder = lab.dist.join("rules");
    let mut amiss = Vec::new();
    for rule in registry::all() {
        let file = format!("{}.html", rule.code);
        let html = std::fs::read_to_string(folder.join(&file)).map_err(|error| format!("{file}: {error}"))?;
        named(&html, &folder, &file, &mut amiss);
    }
    let all = std::fs::read_to_string(folder.join("index.html"))?;
    named(&all, &folder, "index.html", &mut amiss);
    // The browser agrees with the style sheet's checksum, and finds nothing that the policy forbids.
    stage.fresh(None).await?;
    stage.page.goto(&stage.url("", "rules/RPT109.html")).await?;
    stage.page.visible("main .eg").await?;
    amiss.extend(stage.page.console().await?);
    trials::all_right(&amiss)
}

fn named(html: &str, folder: &Path, file: &str, amiss: &mut Vec<String>) {
    for attribute in [" href=\"", " src=\""] {
        for link in html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
            let path = link.split('#').next().unwrap_or_default();
            // The app itself stands behind `../`.
            if !path.starts_with("https:") && !folder.join(path).exists() {
                amiss.push(format!("{file} names {link}"));
            }
        }
    }
}
