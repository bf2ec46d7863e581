//! What is written stays until it is taken away; what is remembered goes when it is to go, in every tab.

use crate::Outcome;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::validate::until;
use libtest_mimic::Trial;
use serde_json::json;
use std::sync::Arc;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("kept/plan", Alone::No, async |_, stage| plan(&stage).await),
        lab.page_trial("kept/form", Alone::No, async |_, stage| form(&stage).await),
        lab.page_trial("kept/paste", Alone::No, async |_, stage| paste(&stage).await),
        lab.page_trial("kept/forgotten", Alone::No, async |_, stage| forgotten(&stage).await),
        lab.page_trial("kept/other tab", Alone::No, async |_, stage| other_tab(&stage).await),
        lab.page_trial("kept/link in a tab of its own", Alone::No, async |_, stage| {
            link(&stage).await
        }),
    ]
}

/// Goes to a place of the page that is open.
async fn go(stage: &Stage<'_>, place: &str) -> Outcome<()> {
    let script = "location.hash = arguments[0]";
    stage.page.eval(script, vec![json!(place)]).await.map(drop)
}

/// Chooses this value of a list.
async fn choose(stage: &Stage<'_>, id: &str, value: &str) -> Outcome<()> {
    let script = "const list = document.getElementById(arguments[0]);
        list.value = arguments[1];
        list.dispatchEvent(new Event('change', { bubbles: true }));";
    stage.page.eval(script, vec![json!(id), json!(value)]).await.map(drop)
}

/// Waits until a field holds this.
async fn holds(stage: &Stage<'_>, id: &str, wanted: &str) -> Outcome<()> {
    let script = format!("return document.getElementById('{id}')?.value ?? null");
    until(stage, &script, &json!(wanted)).await
}

/// Esc, the check of the same domain and a way over another page leave the plan as it was written.
async fn plan(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "#/rollout/testing.screens.test")).await?;
    page.visible("#kind").await?;
    let shown = "return document.querySelector('.plan').innerText.includes('mode: enforce')";
    for ticked in [true, false, true] {
        page.click("#p-known").await?;
        until(stage, shown, &json!(ticked)).await?;
        until(
            stage,
            "return document.getElementById('p-known').checked",
            &json!(ticked),
        )
        .await?;
    }
    choose(stage, "kind", "policy").await?;
    let policy = "version: STSv1\nmode: none\nmax_age: 86400";
    page.paste("#p-policy", policy).await?;
    holds(stage, "p-policy", policy).await?;
    page.press("Escape").await?;
    go(stage, "#/check/testing.screens.test").await?;
    page.visible("#compare").await?;
    page.empty("#q").await?;
    stage.check("testing.screens.test").await?;
    stage.done("testing.screens.test").await?;
    go(stage, "#/rollout/testing.screens.test").await?;
    holds(stage, "p-policy", policy).await?;
    // Another domain is one click away.
    page.click("a[href='#/rollout']").await?;
    page.visible("#p-dom").await.map(drop)
}

/// Another domain in the form stays over a way to a rule and back; what is published is read again where it was read.
async fn form(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "#/generate/good.screens.test")).await?;
    holds(stage, "m0", "*.good.screens.test").await?;
    page.click("#g-read").await?;
    holds(stage, "m0", "*.good.screens.test").await?;
    page.paste("#g-dom", "bare.screens.test").await?;
    page.paste("#m0", "mine.bare.screens.test").await?;
    go(stage, "#/rules/STS101").await?;
    page.visible(".rule").await?;
    page.eval("history.back()", Vec::new()).await?;
    holds(stage, "g-dom", "bare.screens.test").await?;
    holds(stage, "m0", "mine.bare.screens.test").await
}

/// The box shows what counts: after a way to a rule and back, and in the next check.
async fn paste(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    let (domain, verdict) = ("blocked.screens.test", "return window.mtaStsLens.report.verdict.case");
    let policy = "version: STSv1\nmode: enforce\nmx: mx1.blocked.screens.test\nmax_age: 1209600\n";
    stage.fresh(None).await?;
    page.goto(&stage.url("", "")).await?;
    stage.check(domain).await?;
    stage.done(domain).await?;
    page.paste("#paste", policy).await?;
    until(stage, verdict, &json!("protected")).await?;
    go(stage, "#/rules/STS101").await?;
    page.visible(".rule").await?;
    go(stage, &format!("#/check/{domain}")).await?;
    holds(stage, "paste", policy).await?;
    page.empty("#q").await?;
    stage.check(domain).await?;
    stage.done(domain).await?;
    until(stage, verdict, &json!("protected")).await?;
    holds(stage, "paste", policy).await?;
    // It can be taken away again.
    page.empty("#paste").await?;
    until(stage, verdict, &json!("not-readable")).await
}

/// What is remembered stands in the settings, goes one by one and all together; what was refused stays refused.
async fn forgotten(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "#/validate")).await?;
    page.visible("#ed").await?;
    page.paste("#ed", "v=STSv1; id=1;").await?;
    go(stage, "#/check/good.screens.test").await?;
    stage.done("good.screens.test").await?;
    go(stage, "#/requests").await?;
    page.visible("#ids").await?;
    let listed = "return [...document.querySelectorAll('#ids li > span')].map(name => name.textContent)";
    until(stage, listed, &json!(["good.screens.test"])).await?;
    page.click("#ids summary").await?;
    page.click("#ids li button").await?;
    until(stage, listed, &json!([])).await?;
    until(stage, "return document.activeElement.id", &json!("ids")).await?;
    page.click("#ids label:last-child").await?;
    let kept = "return [...document.querySelectorAll('#ids input, #text input')].map(choice => choice.checked)";
    until(stage, kept, &json!([false, true, true, false])).await?;
    page.eval("localStorage.setItem('mta-sts-lens-offline', 'no')", Vec::new())
        .await?;
    let stored = "return Object.keys(localStorage).sort()";
    let refused = ["mta-sts-lens-ids", "mta-sts-lens-offline"];
    page.tab_to("#settings button", "Forget all of it").await?;
    page.press("Enter").await?;
    until(stage, stored, &json!(refused)).await?;
    until(stage, kept, &json!([false, true, true, false])).await?;
    let ids = "return localStorage.getItem('mta-sts-lens-ids')";
    until(stage, ids, &json!("id-guard 1 off\n")).await?;
    go(stage, "#/validate").await?;
    holds(stage, "ed", "").await?;
    go(stage, "#/requests").await?;
    page.visible("#text").await?;
    page.click("#text label:last-child").await?;
    until(stage, kept, &json!([false, true, false, true])).await?;
    page.tab_to("#settings button", "Forget all of it").await?;
    page.press("Enter").await?;
    page.reload().await?;
    page.visible("#text").await?;
    until(stage, kept, &json!([false, true, false, true])).await?;
    until(stage, stored, &json!(["mta-sts-lens", refused[0], refused[1]])).await
}

/// What another tab stores counts here too: a browser tells of it by an event, which a script makes here.
async fn other_tab(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "#/requests")).await?;
    page.visible("#ids").await?;
    let script = "localStorage.setItem('mta-sts-lens', JSON.stringify({ theme: 'dark' }));
        localStorage.setItem('mta-sts-lens-ids', 'id-guard 1 off\\n');
        window.dispatchEvent(new StorageEvent('storage'));";
    page.eval(script, Vec::new()).await?;
    until(
        stage,
        "return document.documentElement.dataset.theme ?? null",
        &json!("dark"),
    )
    .await?;
    let kept = "return [...document.querySelectorAll('#ids input')].map(choice => choice.checked)";
    until(stage, kept, &json!([false, true])).await
}

/// A click with Ctrl on a link within the page is the browser's.
async fn link(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "")).await?;
    page.visible("#q").await?;
    // Heard last, and then kept from opening a tab here.
    let script = "let taken = null;
        const last = event => { taken = event.defaultPrevented; event.preventDefault(); };
        window.addEventListener('click', last);
        const link = document.querySelector('a.skip');
        link.dispatchEvent(new MouseEvent('click', { ctrlKey: arguments[0], bubbles: true, cancelable: true }));
        window.removeEventListener('click', last);
        return taken;";
    for held in [true, false] {
        let taken = page.eval(script, vec![json!(held)]).await?;
        if taken != json!(!held) {
            return Err(format!("with Ctrl {held}, the page takes the click: {taken}").into());
        }
    }
    Ok(())
}
