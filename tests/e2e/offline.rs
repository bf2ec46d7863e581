//! The page without a network: what is kept of it and what is not, a new build that is told of, what another app shares.
//!
//! Each trial has a host of its own, at a port of its own, so that nothing kept there meets another trial.

mod host;
mod shared;

use crate::deployed::{copy, copy_older};
use crate::driver::Browser;
use crate::lab::{Alone, Lab};
use crate::page::Page;
use crate::play::Stage;
use crate::selftest::same;
use crate::sent::{DROP, DROP_PACKED, report, some};
use crate::validate::PASTE;
use crate::{Outcome, trials};
use host::Host;
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// How long anything may take here; what is kept is fetched once the page has been still for a while.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whether anything is found in the text of Validate.
const FINDINGS: &str = "return document.querySelector('.short .code') !== null";

const GOOD: &str = "good.screens.test";

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    let elsewhere = lab.browser != Browser::Chromium;
    vec![
        lab.page_trial("offline/without a network", Alone::No, async |lab, stage| {
            without(lab, &stage).await
        }),
        lab.page_trial("offline/reports", Alone::No, async |lab, stage| {
            reports(lab, &stage).await
        }),
        lab.page_trial("offline/a new build", Alone::No, async |lab, stage| {
            renewed(lab, &stage).await
        }),
        lab.page_trial("offline/removed", Alone::No, async |lab, stage| {
            removed(lab, &stage).await
        }),
        lab.page_trial("offline/shared texts", Alone::No, async |lab, stage| {
            shared::texts(lab, &stage).await
        }),
        lab.page_trial("offline/shared files", Alone::No, async |lab, stage| {
            shared::files(lab, &stage).await
        }),
        // What these need, only developer tools tell or switch.
        lab.page_trial("offline/installable", Alone::No, async |lab, stage| {
            installable(lab, &stage).await
        })
        .with_ignored_flag(elsewhere),
        lab.page_trial("offline/where it can’t be kept", Alone::No, async |lab, stage| {
            impossible(lab, &stage).await
        })
        .with_ignored_flag(elsewhere),
    ]
}

/// The build at a host of its own.
pub async fn served(lab: &Lab, name: &str) -> Outcome<Host> {
    let host = Host::start(&lab.deployed.0, name).await?;
    host.empty()?;
    copy(&lab.dist, &host.folder, &|text| text.to_owned())?;
    Ok(host)
}

/// Waits until all is kept.
async fn kept(page: &Page) -> Outcome<()> {
    let script = "window.mtaStsLensOffline?.().then(({ state }) => state()).then((state) => { window.keeps = state });
        return /^\\d+ \\d+$/.test(window.keeps ?? '')";
    page.until("all to be kept", PATIENCE, script, &[]).await.map(drop)
}

/// Goes to a place of the page that is open.
async fn go(page: &Page, place: &str) -> Outcome<()> {
    page.eval("location.hash = arguments[0]", vec![json!(place)])
        .await
        .map(drop)
}

/// Waits until the page shows this.
async fn shows(page: &Page, words: &str) -> Outcome<()> {
    let script = "return document.body.innerText.replace(/\\s+/g, ' ').includes(arguments[0])";
    page.until(words, PATIENCE, script, &[json!(words)]).await.map(drop)
}

/// The addresses of all that is kept at this host.
async fn addresses(page: &Page) -> Outcome<Vec<String>> {
    let script = "(async () => {
        const all = [];
        for (const name of await caches.keys())
            for (const { url } of await (await caches.open(name)).keys()) all.push(url);
        return all;
    })()";
    let all = page.promise(script, Vec::new()).await?;
    let all = all.as_array().ok_or_else(|| format!("what is kept: {all}"))?;
    Ok(all.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

async fn without(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let (page, host) = (stage.page, served(lab, "without").await?);
    let mut amiss = Vec::new();
    page.goto(&host.url("#/check/blocked.screens.test")).await?;
    stage.done("blocked.screens.test").await?;
    kept(page).await?;
    // Now everything goes through what keeps it, and nothing of it stays.
    go(page, &format!("#/check/{GOOD}")).await?;
    stage.done(GOOD).await?;
    let all = addresses(page).await?;
    let own = host.url("");
    let foreign = |address: &&String| {
        let odd = ["probe", "resolve", "dns-query", "mta-sts.txt", "screens.test", "embed"];
        !address.starts_with(&own) || odd.iter().any(|odd| address.contains(odd))
    };
    amiss.extend(all.iter().filter(foreign).map(|address| format!("{address} is kept")));
    if all.len() < 300 {
        amiss.push(format!("only {} files are kept", all.len()));
    }
    let script = "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('/sw.js')).length";
    same(
        "the worker, among what the page loads",
        &page.eval(script, Vec::new()).await?,
        &json!(0),
    )?;
    page.console().await?;

    page.goto("about:blank").await?;
    host.stop();
    page.goto(&own).await?;
    page.visible("#q:enabled").await?;
    go(page, "#/validate").await?;
    page.visible("#ed").await?;
    page.eval(PASTE, vec![json!("v=STSv1; id=?")]).await?;
    page.until("a finding", PATIENCE, FINDINGS, &[]).await?;
    go(page, "#/generate").await?;
    page.paste("#g-dom", GOOD).await?;
    page.click("#tab-1").await?;
    page.visible("#g-dns").await?;
    go(page, "#/rollout").await?;
    page.visible("#p-dom").await?;
    go(page, "#/reports").await?;
    page.visible("#drop").await?;
    page.eval(DROP, vec![some("problem.screens.test")]).await?;
    page.visible("#files").await?;
    shows(page, "Microsoft Corporation").await?;
    go(page, "#/rules/STS301").await?;
    shows(page, "must not deliver to an MX host").await?;
    // Pages of their own, with their style and script.
    for place in ["rules/STS301.html", "rules/", "rules/index.html", ""] {
        page.goto(&host.url(place)).await?;
        let styled = "return document.title.includes('MTA-STS Lens') && document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0";
        page.until(place, PATIENCE, styled, &[]).await?;
    }
    same("posts", &host.posts(), &0)?;
    trials::all_right(&amiss)
}

/// The worker that reads reports comes from what is kept, with its program, though none was started before.
async fn reports(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let (page, host) = (stage.page, served(lab, "reports").await?);
    page.goto(&host.url("")).await?;
    kept(page).await?;
    page.goto("about:blank").await?;
    host.stop();
    page.goto(&host.url("#/reports")).await?;
    page.visible("#drop").await?;
    let failed = [("certificate-expired", "mx1.problem.screens.test", 2)];
    let report = report("problem.screens.test", "A sender", 3, 5, &failed);
    page.promise(DROP_PACKED, vec![json!([["report.json.gz", report]])])
        .await?;
    shows(
        page,
        "Of 7 sessions from 1 sender on 3 May 2026, 2 failed: all from A sender to mx1.problem.screens.test",
    )
    .await
}

async fn renewed(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    let host = Host::start(&lab.deployed.0, "renewed").await?;
    host.empty()?;
    copy_older(&lab.dist, &host.folder)?;
    page.goto(&host.url("#/validate")).await?;
    page.visible("#ed").await?;
    kept(page).await?;
    same("builds that are kept", &caches(page).await?, &1)?;
    page.eval(PASTE, vec![json!("v=STSv1; id=?")]).await?;
    go(page, "#/").await?;
    page.type_into("#q", "half.a.na").await?;
    page.eval("window.same = true", Vec::new()).await?;

    // A host where not all of the new build has arrived: one file is still that of another, under the same name.
    host.empty()?;
    copy(&lab.dist, &host.folder, &|text| text.to_owned())?;
    let other = host.folder.join("www/rules.js");
    let right = std::fs::read(&other)?;
    std::fs::write(&other, [&right[..], b"\n"].concat())?;
    let end = "(async () => {
        const one = await navigator.serviceWorker.getRegistration();
        await one.update();
        const worker = one.installing;
        await new Promise((done) => worker.addEventListener('statechange', done));
        return [worker.state, one.waiting, (await caches.keys()).length];
    })()";
    let end = page.promise(end, Vec::new()).await?;
    same("the end of a build that is mixed", &end, &json!(["redundant", null, 1]))?;
    std::fs::write(&other, right)?;
    // As the page does by itself when it is come back to.
    page.eval(
        "navigator.serviceWorker.getRegistration().then((one) => one.update())",
        Vec::new(),
    )
    .await?;
    shows(page, "A new version is ready. Reload when it suits you.").await?;
    let seen = "return [window.same === true, document.querySelector('#q').value, document.activeElement.id,
        document.querySelector('#news').getAttribute('role')]";
    let seen = page.eval(seen, Vec::new()).await?;
    same("the page", &seen, &json!([true, "half.a.na", "q", "status"]))?;
    // The old build still finds its own parts, which the host has no more.
    go(page, "#/reports").await?;
    page.visible("#drop").await?;
    same("the build", &is_older(page).await?, &json!(true))?;
    same("builds that are kept then", &caches(page).await?, &2)?;

    page.eval("document.querySelector('#news button').focus()", Vec::new())
        .await?;
    page.press("Enter").await?;
    page.until("the reload", PATIENCE, "return window.same === undefined", &[])
        .await?;
    page.visible("#drop").await?;
    same("the build after it", &is_older(page).await?, &json!(false))?;
    go(page, "#/validate").await?;
    page.visible("#ed").await?;
    let text = page
        .eval("return document.querySelector('#ed').value", Vec::new())
        .await?;
    same("the text in Validate", &text, &json!("v=STSv1; id=?"))?;
    let script = "caches.keys().then((all) => { window.all = all.length }); return window.all === 1";
    page.until("the older build to go", PATIENCE, script, &[]).await?;
    kept(page).await?;
    // And it is told of once.
    same(
        "what is still said",
        &page.eval("return document.querySelector('#news')", Vec::new()).await?,
        &Value::Null,
    )
}

/// Whether the page that is open is the older build.
async fn is_older(page: &Page) -> Outcome<Value> {
    let script = "return document.querySelector('script[data-js]').dataset.js.includes('-0000')";
    page.eval(script, Vec::new()).await
}

/// How many builds are kept.
async fn caches(page: &Page) -> Outcome<u64> {
    let count = page
        .promise("caches.keys().then((all) => all.length)", Vec::new())
        .await?;
    count
        .as_u64()
        .ok_or_else(|| format!("no number of caches: {count}").into())
}

async fn removed(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let (page, host) = (stage.page, served(lab, "removed").await?);
    page.goto(&host.url("#/requests")).await?;
    kept(page).await?;
    // It is asked anew when somebody comes there.
    go(page, "#/about").await?;
    page.visible("#keys").await?;
    go(page, "#/requests").await?;
    shows(page, "files are kept,").await?;
    page.tab_to("#offline-kept button", "Remove them").await?;
    page.press("Enter").await?;
    shows(page, "Nothing is kept.").await?;
    same(
        "the focus",
        &page.eval("return document.activeElement.id", Vec::new()).await?,
        &json!("offline-kept"),
    )?;
    let left =
        "(async () => [(await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length])()";
    same("what is left", &page.promise(left, Vec::new()).await?, &json!([0, 0]))?;
    page.reload().await?;
    shows(page, "Nothing is kept.").await?;
    // Longer than it takes to keep it where that is wanted.
    tokio::time::sleep(Duration::from_secs(6)).await;
    same(
        "what is there later",
        &page.promise(left, Vec::new()).await?,
        &json!([0, 0]),
    )?;
    page.tab_to("#offline-kept button", "Keep it").await?;
    page.press("Enter").await?;
    shows(page, "files are kept,").await?;
    trials::all_right(&page.console().await?)
}

async fn installable(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let (page, host) = (stage.page, served(lab, "installable").await?);
    page.goto(&host.url("")).await?;
    kept(page).await?;
    let mut amiss = Vec::new();
    let manifest = page.devtools("Page.getAppManifest", json!({})).await?;
    if manifest["errors"] != json!([]) {
        amiss.push(format!("the browser says of the manifest: {}", manifest["errors"]));
    }
    let errors = page.devtools("Page.getInstallabilityErrors", json!({})).await?;
    if errors["installabilityErrors"] != json!([]) {
        amiss.push(format!("it can’t be installed: {}", errors["installabilityErrors"]));
    }
    let text = manifest["data"].as_str().unwrap_or_default();
    let manifest: Value = serde_json::from_str(text).map_err(|error| format!("{text}: {error}"))?;
    let base = host.url("www/manifest.webmanifest");
    let resolve = "return new URL(arguments[1], arguments[0]).href";
    for (what, wanted) in [
        (&manifest["start_url"], host.url("")),
        (&manifest["scope"], host.url("")),
        (&manifest["share_target"]["action"], host.url("share/")),
    ] {
        let found = page.eval(resolve, vec![json!(base), what.clone()]).await?;
        same(&what.to_string(), &found, &json!(wanted))?;
    }
    let sizes = "(async () => {
        const found = [];
        for (const { src, sizes, type } of arguments[1].icons) {
            const response = await fetch(new URL(src, arguments[0]));
            const picture = new Image();
            picture.src = response.url;
            await picture.decode();
            found.push([response.headers.get('content-type').split(';')[0] === type,
                sizes === 'any' || sizes === `${picture.naturalWidth}x${picture.naturalHeight}`]);
        }
        return found;
    })()";
    let found = page.promise(sizes, vec![json!(base), manifest.clone()]).await?;
    same(
        "types and sizes of the icons",
        &found,
        &json!([[true, true], [true, true], [true, true], [true, true]]),
    )?;
    let colours =
        "return [...document.querySelectorAll('meta[name=theme-color]')].map(({ media }) => matchMedia(media).matches)";
    let colours = page.eval(colours, Vec::new()).await?;
    let matching = colours
        .as_array()
        .into_iter()
        .flatten()
        .filter(|one| **one == json!(true))
        .count();
    same("colours of the frame that hold", &matching, &1)?;
    trials::all_right(&amiss)
}

/// As in a page that isn't secure: there is no such interface.
async fn impossible(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let (page, host) = (stage.page, served(lab, "impossible").await?);
    page.console().await?;
    let source = json!({ "source": "delete Navigator.prototype.serviceWorker; delete globalThis.caches" });
    let added = page.devtools("Page.addScriptToEvaluateOnNewDocument", source).await?;
    let result = async {
        page.goto(&host.url("")).await?;
        page.visible("#q:enabled").await?;
        stage.check(GOOD).await?;
        stage.done(GOOD).await?;
        go(page, "#/requests").await?;
        shows(page, "This browser doesn’t keep the page here").await?;
        page.goto(&host.url("?shared")).await?;
        page.visible("#ed").await?;
        trials::all_right(&page.console().await?)
    }
    .await;
    page.devtools("Page.removeScriptToEvaluateOnNewDocument", added).await?;
    result
}
