//! What another app shares: a text goes to Validate, reports to Reports, and none of it to the host.

use super::{Host, PATIENCE, addresses, go, kept, served, shows};
use crate::axe;
use crate::files::BLANK;
use crate::lab::Lab;
use crate::page::Page;
use crate::play::Stage;
use crate::selftest::same;
use crate::sent::some;
use crate::{Outcome, trials};
use serde_json::{Value, json};

/// What another app shares comes as a form that is posted; here a page of the same host posts it.
const POST: &str = "const [texts, files] = arguments;
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: 'share/', enctype: 'multipart/form-data' });
    for (const [name, value] of Object.entries(texts)) {
        const field = document.createElement('textarea');
        Object.assign(field, { name, value });
        form.append(field);
    }
    const field = document.createElement('input');
    Object.assign(field, { type: 'file', name: 'files', multiple: true });
    const data = new DataTransfer();
    for (const [name, text, type, times] of files) data.items.add(new File([text.repeat(times ?? 1)], name, { type }));
    field.files = data.files;
    form.append(field);
    document.body.append(form);
    form.submit()";

async fn post(page: &Page, host: &Host, texts: Value, files: Value) -> Outcome<()> {
    page.goto(&host.url(BLANK)).await?;
    page.eval(POST, vec![texts, files]).await.map(drop)
}

async fn at(page: &Page, wanted: &str) -> Outcome<()> {
    let there = format!("return JSON.stringify([location.search, location.hash]) === '[\"\",\"{wanted}\"]'");
    page.until(wanted, PATIENCE, &there, &[]).await.map(drop)
}

async fn holds(page: &Page, text: &str) -> Outcome<()> {
    let there = "return document.querySelector('#ed')?.value === arguments[0]";
    page.until("the text", PATIENCE, there, &[json!(text)]).await.map(drop)
}

/// A text fills an empty field, and takes the place of one that is written only if that is wanted.
pub async fn texts(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let (page, host) = (stage.page, served(lab, "shared").await?);
    page.goto(&host.url("")).await?;
    kept(page).await?;
    let record = "_mta-sts.example.com. IN TXT \"v=STSv1; id=1\"";
    post(
        page,
        &host,
        json!({ "title": "", "text": record, "url": "" }),
        json!([]),
    )
    .await?;
    at(page, "#/validate").await?;
    holds(page, record).await?;
    page.until(
        "that it is judged",
        PATIENCE,
        "return document.querySelector('main h2') !== null",
        &[],
    )
    .await?;

    // Longer than an address may be, and hostile. Any page can post it, so what is written stays unless its writer wants.
    let long = format!(
        "<img src=x onerror=window.hostile=1>\n{}",
        "mx: a.example.com\n".repeat(3_000)
    );
    let focused = "return document.activeElement.id";
    for (word, wanted) in [("Keep it", record), ("Replace what is written", &long)] {
        post(page, &host, json!({ "text": long }), json!([])).await?;
        shows(page, "A text was shared. Another is written here already.").await?;
        holds(page, record).await?;
        axe::load(stage).await?;
        trials::all_right(&axe::found(stage, "'#shared'").await?)?;
        page.tab_to("#shared button", word).await?;
        page.press("Enter").await?;
        holds(page, wanted).await?;
        same("the focus", &page.eval(focused, Vec::new()).await?, &json!("ed"))?;
    }
    same(
        "what ran",
        &page.eval("return window.hostile ?? 0", Vec::new()).await?,
        &json!(0),
    )?;
    // What was replaced can be had back, from another place of the page too.
    for back in [record, &long] {
        shows(page, "What is written was replaced.").await?;
        go(page, "#/about").await?;
        page.visible("#keys").await?;
        page.tab_to("#shared button", "Bring back what was there").await?;
        page.press("Enter").await?;
        at(page, "#/validate").await?;
        holds(page, back).await?;
    }
    // Of the same text nothing is asked, and what only an address says was shared wasn't.
    let asked = "return document.querySelector('#shared')";
    post(page, &host, json!({ "text": long }), json!([])).await?;
    at(page, "#/validate").await?;
    holds(page, &long).await?;
    same("what is asked", &page.eval(asked, Vec::new()).await?, &Value::Null)?;
    page.goto(&host.url("?shared=large")).await?;
    at(page, "#/validate").await?;
    holds(page, &long).await?;
    same("what is said", &page.eval(asked, Vec::new()).await?, &Value::Null)?;

    page.goto(&host.url(BLANK)).await?;
    page.eval("localStorage.clear()", Vec::new()).await?;
    let policy = "version: STSv1\nmode: none\nmax_age: 86400\n";
    post(page, &host, json!({}), json!([["mta-sts.txt", policy, "text/plain"]])).await?;
    holds(page, policy).await?;
    same("posts that reached the host", &host.posts(), &0)
}

/// Reports are read, at once where none are kept.
pub async fn files(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let (page, host) = (stage.page, served(lab, "shared-files").await?);
    page.goto(&host.url("")).await?;
    kept(page).await?;
    let place = "return [location.search, location.hash]";

    let reports = some("problem.screens.test");
    let reports: Vec<Value> = reports
        .as_array()
        .into_iter()
        .flatten()
        .map(|file| json!([file[0], file[1], "application/json"]))
        .collect();
    post(page, &host, json!({ "title": "Reports" }), json!(reports)).await?;
    at(page, "#/reports").await?;
    page.visible("#files").await?;
    shows(page, "Microsoft Corporation").await?;

    // Nothing of it is left, and the address brings nothing back.
    let left = addresses(page).await?;
    let odd: Vec<&String> = left
        .iter()
        .filter(|address| address.contains("?file") || address.contains("?text"))
        .collect();
    same("what is left of it", &odd.len(), &0)?;
    page.reload().await?;
    page.visible("#drop").await?;
    same(
        "the place",
        &page.eval(place, Vec::new()).await?,
        &json!(["", "#/reports"]),
    )?;

    // Where reports are kept, files of anybody don't join them unasked.
    let kept = "localStorage.setItem('mta-sts-lens-reports', 'kept')";
    for (word, files) in [("Leave them", false), ("Read them", true)] {
        page.goto(&host.url(BLANK)).await?;
        page.eval(kept, Vec::new()).await?;
        post(page, &host, json!({}), json!(reports)).await?;
        shows(page, "What is read joins the reports that are kept in this browser.").await?;
        page.tab_to("#shared button", word).await?;
        page.press("Enter").await?;
        let there = "return document.querySelector('#shared') === null
            && (document.querySelector('#files') !== null) === arguments[0]
            && document.activeElement !== document.body";
        page.until(word, PATIENCE, there, &[json!(files)]).await?;
    }

    post(
        page,
        &host,
        json!({}),
        json!([["huge.json", "0123456789abcdef", "application/json", 4_100_000]]),
    )
    .await?;
    shows(page, "What was shared is more than is taken in at once.").await?;
    same("posts that reached the host", &host.posts(), &0)?;

    // Without what takes it in, a page says what to do.
    let remove = "(async () => { for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister(); return true })()";
    page.promise(remove, Vec::new()).await?;
    page.goto(&host.url("share/")).await?;
    shows(page, "Nothing was taken in.").await
}
