//! The two parts of the program: the start does without the second, which comes when somebody is about to ask, and a
//! page whose second part doesn't come says so and gets it later.

use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

const DOMAIN: &str = "good.screens.test";

/// How long anything may take here.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often the second part was asked for.
const FETCHED: &str =
    "return performance.getEntriesByType('resource').filter(({ name }) => /\\/desk-/.test(name)).length";

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial(
            "parts/the start does without the second",
            Alone::No,
            async |_, stage| start(&stage).await,
        ),
        lab.page_trial("parts/the second doesn't come", Alone::No, async |_, stage| {
            lost(&stage).await
        }),
        lab.page_trial("parts/a tool doesn't come", Alone::No, async |_, stage| {
            tool(&stage).await
        }),
        lab.page_trial("parts/a tool keeps us waiting", Alone::No, async |_, stage| {
            hanging(&stage).await
        }),
        lab.page_trial("parts/from place to place", Alone::No, async |_, stage| {
            places(&stage).await
        }),
    ]
}

async fn start(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    let mut amiss = Vec::new();
    stage.fresh(None).await?;
    page.goto(&stage.url("", "")).await?;
    page.visible("#q:enabled").await?;
    // What is fetched without being asked for would be by now.
    tokio::time::sleep(Duration::from_millis(500)).await;
    if page.eval(FETCHED, Vec::new()).await? != json!(0) {
        amiss.push("the second part is fetched before anybody asks".to_owned());
    }
    page.type_into("#q", "g").await?;
    let one = format!("{FETCHED} === 1");
    page.until("the second part, at the first key", PATIENCE, &one, &[])
        .await?;
    page.type_into("#q", DOMAIN.trim_start_matches('g')).await?;
    page.press("Enter").await?;
    stage.done(DOMAIN).await?;
    for line in page.console().await? {
        amiss.push(format!("the console says: {line}"));
    }
    // A link to a check fetches both at once.
    page.goto("about:blank").await?;
    page.goto(&stage.url("", &format!("#/check/{DOMAIN}"))).await?;
    stage.done(DOMAIN).await?;
    // By the document, not by the first part once it runs.
    let by = "return performance.getEntriesByType('resource').filter(({ name }) => /\\/desk-/.test(name))
        .map(({ initiatorType }) => initiatorType)";
    let by = page.eval(by, Vec::new()).await?;
    if by != json!(["link"]) {
        amiss.push(format!("the second part was fetched by {by}"));
    }
    trials::all_right(&amiss)
}

/// Opens the start, and lets the second part get lost until `window.found` is set.
pub async fn lose(stage: &Stage<'_>) -> Outcome<()> {
    stage.page.goto(&stage.url("", "")).await?;
    stage.page.visible("#q:enabled").await?;
    // The page's own server can't be made to lose a file for one page alone, so the page's requests are.
    let lose = "const fetch = window.fetch;
        window.fetch = (...asked) => String(asked[0]).includes('/desk-') && !window.found
            ? Promise.reject(new TypeError('lost')) : fetch(...asked);";
    stage.page.eval(lose, Vec::new()).await.map(drop)
}

/// Each tool says where its part was lost, at whatever place one comes to it, and offers to load it again.
async fn tool(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    for (part, place, field) in [
        ("bench", "#/validate", "#ed"),
        ("bench", "#/rollout/good.screens.test", "#kind"),
        ("reports", "#/reports", "#drop"),
    ] {
        stage.fresh(None).await?;
        page.goto("about:blank").await?;
        page.goto(&stage.url("", "#/rules")).await?;
        page.visible("main a").await?;
        let lose = "const fetch = window.fetch, part = `/${arguments[0]}-`;
            window.fetch = (...asked) => String(asked[0]).includes(part) && !window.found
                ? Promise.reject(new TypeError('lost')) : fetch(...asked);
            location.hash = arguments[1];";
        page.eval(lose, vec![json!(part), json!(place)]).await?;
        page.visible("#load").await?;
        // Going elsewhere and back doesn't hide it.
        page.eval("location.hash = '#/about'", Vec::new()).await?;
        page.visible("main h2").await?;
        page.eval("location.hash = arguments[0]", vec![json!(place)]).await?;
        page.visible("#load").await?;
        page.eval(
            "window.found = true; document.querySelector('#load').focus()",
            Vec::new(),
        )
        .await?;
        page.press("Enter").await?;
        page.visible(field).await?;
    }
    // It said itself what was lost.
    page.console().await.map(drop)
}

/// A request that comes to no end: after a while the page offers to be loaded anew, and comes back to the same place.
async fn hanging(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "#/rules")).await?;
    page.visible("main a").await?;
    let hang = "const fetch = window.fetch;
        window.fetch = (...asked) => String(asked[0]).includes('/bench-') ? new Promise(() => {}) : fetch(...asked);
        location.hash = '#/validate';";
    page.eval(hang, Vec::new()).await?;
    let there = "return document.querySelector('#reload') !== null";
    page.until("words about waiting", PATIENCE, there, &[]).await?;
    let seen = "return document.querySelector('#reload').checkVisibility({ checkVisibilityCSS: true })";
    if page.eval(seen, Vec::new()).await? != json!(false) {
        return Err("it offers to be loaded anew at once".into());
    }
    page.until("the offer", Duration::from_secs(20), seen, &[]).await?;
    page.tab_to("#reload", "").await?;
    page.press("Enter").await?;
    page.visible("#ed").await?;
    trials::all_right(&page.console().await?)
}

/// Whatever place one comes from, by link or by address, and however quickly: the one that one comes to is there.
async fn places(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    // From a static page on; the last place of each trail has this.
    let trails: [(&[&str], &str); 5] = [
        (
            &["#/rules", "#/check/good.screens.test", "#/rollout/good.screens.test"],
            "#kind",
        ),
        (&["#/check/good.screens.test", "#/reports", "#/validate"], "#ed"),
        (
            &[
                "#/rules",
                "#/rollout/bare.screens.test",
                "#/check/good.screens.test",
                "#/generate",
            ],
            "#g-dom",
        ),
        (&["#/validate", "#/reports", "#/rollout/bare.screens.test"], "#kind"),
        (&["#/reports", "#/rule/STS143", "#/rollout"], "#p-dom"),
    ];
    for (trail, field) in trails {
        for wait in [0, 60, 600] {
            page.goto(&stage.url("", "rules/STS143.html")).await?;
            for place in trail {
                page.goto(&stage.url("", place)).await?;
                tokio::time::sleep(Duration::from_millis(wait)).await;
            }
            if let Err(error) = page.visible(&format!("main {field}")).await {
                let shown = page
                    .eval("return document.querySelector('main')?.innerText", Vec::new())
                    .await?;
                return Err(format!("{trail:?} after {wait} ms each: {error}; there is {shown}").into());
            }
        }
    }
    trials::all_right(&page.console().await?)
}

async fn lost(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    lose(stage).await?;
    page.type_into("#q", DOMAIN).await?;
    page.press("Enter").await?;
    page.visible("#load").await?;
    let says = "return document.querySelector('main h1').textContent === 'A part of this page could not be loaded.'
        && document.querySelector('#q').value === arguments[0]";
    page.until(
        "words about it, and the domain still there",
        PATIENCE,
        says,
        &[json!(DOMAIN)],
    )
    .await?;
    page.eval("window.found = true", Vec::new()).await?;
    // By keyboard; a key alone doesn't take the words away.
    page.press("Tab").await?;
    page.visible("#load").await?;
    page.eval("document.querySelector('#load').focus()", Vec::new()).await?;
    page.press("Enter").await?;
    stage.done(DOMAIN).await?;
    // It said itself what was lost.
    page.console().await.map(drop)
}
