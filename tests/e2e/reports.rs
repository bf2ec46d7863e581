//! Reports dropped, filtered by keyboard, held against today, taken along; and what nobody may do by them.
//!
//! The driver can carry no file, so a script in the page makes the events, as in `drop.rs`.

use crate::generate::CATCH;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::sent::{DROP, report, some};
use crate::validate::until;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use mta_sts_lens::report::container::{Inflated, Limits, Session};
use mta_sts_lens::report::merge::Filter;
use serde_json::{Value, json};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("reports/dropped", Alone::No, async |_, stage| dropped(&stage).await),
        lab.page_trial("reports/keyboard", Alone::No, async |_, stage| keyboard(&stage).await),
        lab.page_trial("reports/today", Alone::No, async |_, stage| today(&stage).await),
        lab.page_trial("reports/hostile", Alone::No, async |_, stage| hostile(&stage).await),
        lab.page_trial("reports/nothing", Alone::No, async |_, stage| nothing(&stage).await),
        lab.page_trial("reports/corpus", Alone::No, async |_, stage| corpus(&stage).await),
        lab.page_trial("reports/kept", Alone::No, async |_, stage| kept(&stage).await),
        lab.page_trial("reports/gate", Alone::No, async |_, stage| gate(&stage).await),
    ]
}

const SAYS: &str = "return document.querySelector('#say')?.innerText.replace(/\\s/g, ' ')";

/// Opens the page and drops files.
pub async fn drop_all(stage: &Stage<'_>, files: &Value) -> Outcome<()> {
    drop_by(stage, DROP, files).await
}

/// Shows reports about a domain, checked beside them if that is wanted, with every part opened.
pub async fn show(stage: &Stage<'_>, domain: &str, today: bool) -> Outcome<()> {
    drop_all(stage, &some(domain)).await?;
    if today {
        stage.page.click("#look .btn").await?;
        stage.page.visible("#why .aside").await?;
    }
    let open = "document.querySelectorAll('main details').forEach(part => part.open = true)";
    stage.page.eval(open, Vec::new()).await.map(drop)
}

/// The same with bytes for texts.
pub async fn drop_bytes(stage: &Stage<'_>, files: &Value) -> Outcome<()> {
    drop_by(stage, &DROP.replace("[text]", "[new Uint8Array(text)]"), files).await
}

async fn drop_by(stage: &Stage<'_>, script: &str, files: &Value) -> Outcome<()> {
    stage.page.goto(&stage.url("", "#/reports")).await?;
    stage.page.visible("#drop").await?;
    if stage.page.eval(script, vec![files.clone()]).await? != json!(true) {
        return Err("the drop isn’t prevented, so the browser would open the file in place of the page".into());
    }
    stage.page.visible("#files").await.map(drop)
}

const DOMAIN: &str = "problem.screens.test";

/// What was told to those who hear the page.
const TOLD: &str = "return document.getElementById('told').textContent.replace(/\\s/g, ' ')";

async fn opened(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    drop_all(stage, &some(DOMAIN)).await
}

async fn dropped(stage: &Stage<'_>) -> Outcome<()> {
    opened(stage).await?;
    let page = stage.page;
    let says = "Of 4,467 sessions from 2 senders in 7 days, 12 failed; most often reported: from Microsoft Corporation to \
                mx1.problem.screens.test – the certificate has expired (certificate-expired).";
    until(stage, SAYS, &json!(says)).await?;
    let mut amiss = Vec::new();
    let text = page
        .eval(
            "return document.querySelector('main').innerText.replace(/\\s+/g, ' ')",
            Vec::new(),
        )
        .await?;
    let text = text.as_str().unwrap_or_default();
    let wanted = [
        "4 reports in 6 files",
        "1 came before, counted once",
        "logo.png begins with",
        "2 sessions from Google Inc. to backup.eu.mail.problem.screens.test",
        "1 gap between reports of one sender",
    ];
    amiss.extend(trials::missing(text, &wanted));
    // The address holds nothing of it.
    until(stage, "return location.hash", &json!("#/reports")).await?;
    // Each of the four can be taken along.
    page.eval(CATCH, Vec::new()).await?;
    for (id, name, begins) in [
        ("#x-failures", "tls-report-failures.csv", "result-type,"),
        ("#x-days", "tls-report-days.csv", "day,"),
        ("#x-json", "tls-reports.json", "{\"sentence\":"),
        ("#x-md", "tls-reports.md", "# TLS reports"),
    ] {
        page.eval("window.caught = null", Vec::new()).await?;
        page.click(id).await?;
        let saved = "return window.caught ? [window.named, new TextDecoder().decode(window.caught)] : null";
        let saved = page.until(name, Duration::from_secs(5), saved, &[]).await?;
        if saved[0] != json!(name) || !saved[1].as_str().is_some_and(|text| text.starts_with(begins)) {
            amiss.push(format!("{id} saved {saved}"));
        }
    }
    // Cleared, nothing of it is left.
    page.click("#r-forget").await?;
    until(stage, SAYS, &json!("Read TLS reports")).await?;
    trials::all_right(&amiss)
}

/// Chosen from a list, then from a table, taken away again: without a mouse.
async fn keyboard(stage: &Stage<'_>) -> Outcome<()> {
    opened(stage).await?;
    let page = stage.page;
    page.tab_to("#f-reporter", "").await?;
    page.spell("G").await?;
    let only = "Of 3,556 sessions from 1 sender in 7 days, 2 failed";
    let begins = "const text = document.querySelector('#say').innerText.replace(/\\s/g, ' ');
        return text.startsWith(arguments[0]) ? true : null";
    let patience = Duration::from_secs(5);
    page.until(only, patience, begins, &[json!(only)]).await?;
    until(stage, "return document.activeElement.id", &json!("f-reporter")).await?;
    // A row beside it: both hold.
    page.eval("document.querySelector('#where summary').focus()", Vec::new())
        .await?;
    page.press("Enter").await?;
    page.tab_to("#where .only", "").await?;
    page.press("Enter").await?;
    let both = "return [...document.querySelectorAll('.chip b')].map(chip => chip.innerText)";
    until(
        stage,
        both,
        &json!(["Google Inc.", "backup.eu.mail.problem.screens.test"]),
    )
    .await?;
    until(
        stage,
        "return document.activeElement.getAttribute('aria-pressed')",
        &json!("true"),
    )
    .await?;
    // And away with the first one.
    page.tab_to(".chip", "").await?;
    page.press("Enter").await?;
    until(stage, both, &json!(["backup.eu.mail.problem.screens.test"])).await?;
    until(
        stage,
        "return document.getElementById('f-reporter').selectedIndex",
        &json!(0),
    )
    .await?;
    until(stage, "return document.activeElement.id", &json!("f-set")).await?;
    // The last one takes the place with it: its field has the focus then.
    page.tab_to(".chip", "").await?;
    page.press("Enter").await?;
    until(stage, both, &json!([])).await?;
    until(stage, "return document.activeElement.id", &json!("f-host")).await?;
    // Addresses and versions have lists too, as the rows of the tables.
    let listed = [
        ("#f-policy", "M", "one version"),
        ("#f-sending", "1", "198.51.100.1"),
        ("#f-receiving", "1", "192.0.2.25"),
    ];
    for (at, (list, key, _)) in listed.iter().enumerate() {
        page.tab_to(list, "").await?;
        page.spell(key).await?;
        let chosen: Vec<&str> = listed[..=at].iter().map(|(.., name)| *name).collect();
        until(stage, both, &json!(chosen)).await?;
    }
    let failed = "Of 3,223 sessions from 2 senders in 2 days, 12 failed";
    page.until(failed, patience, begins, &[json!(failed)]).await?;
    page.tab_to("#f-all", "").await?;
    page.press("Enter").await?;
    until(stage, both, &json!([])).await?;
    let all = "Of 4,467 sessions";
    page.until(all, patience, begins, &[json!(all)]).await.map(drop)
}

/// One click checks the domain, and each failure is held against it.
async fn today(stage: &Stage<'_>) -> Outcome<()> {
    opened(stage).await?;
    stage.page.click("#look .btn").await?;
    let marks = "return [...document.querySelectorAll('#why .aside strong')].map(mark => mark.innerText)";
    until(stage, marks, &json!(["Can’t be told from here.", "Still so."])).await?;
    // The page is still the one of the reports, and the address names no domain.
    until(stage, "return location.hash", &json!("#/reports")).await
}

/// Texts that would do something if they were taken for more than texts.
async fn hostile(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let evil = "<img src=x onerror=\"window.hostile=1\">\u{202e}=cmd|' /C calc'!A0";
    let link = "javascript:window.hostile=1";
    let long = "x".repeat(1_000_000);
    let files = json!([
        [
            "<b onclick=window.hostile=1>\u{202e}.json",
            report(evil, evil, 1, 1, &[(evil, evil, 3), (link, link, 2)])
        ],
        [long.clone(), report(&long, &long, 1, 1, &[(&long, &long, 3)])],
    ]);
    drop_all(stage, &files).await?;
    let mut amiss = Vec::new();
    let text = stage
        .page
        .eval(
            "document.querySelectorAll('details').forEach(part => part.open = true);
            return [document.querySelector('main').innerText, [...document.querySelectorAll('main a')].map(link => link.getAttribute('href')),
                document.querySelectorAll('main img, main b[onclick]').length, window.hostile ?? null]",
            Vec::new(),
        )
        .await?;
    let words = text[0].as_str().unwrap_or_default();
    if words.contains('\u{202e}') || !words.contains("‹U+202E›") {
        amiss.push("a bidi control isn’t named".to_owned());
    }
    if words.len() > 100_000 {
        amiss.push(format!("the page shows {} bytes", words.len()));
    }
    for href in text[1].as_array().into_iter().flatten() {
        if !href.as_str().is_some_and(|href| href.starts_with("#/")) {
            amiss.push(format!("a link leads to {href}"));
        }
    }
    if text[2] != json!(0) || text[3] != Value::Null {
        amiss.push(format!("something was taken for markup: {} {}", text[2], text[3]));
    }
    // What a spreadsheet would take for a formula is text.
    stage.page.eval(CATCH, Vec::new()).await?;
    stage.page.click("#x-failures").await?;
    let saved = "return window.caught ? new TextDecoder().decode(window.caught) : null";
    let saved = stage
        .page
        .until("the table", Duration::from_secs(5), saved, &[])
        .await?;
    let saved = saved.as_str().unwrap_or_default();
    if saved.contains("\n=") || saved.contains(",=") || saved.contains("\"=") {
        amiss.push(format!("a formula is saved: {saved}"));
    }
    trials::all_right(&amiss)
}

async fn nothing(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    drop_all(stage, &json!([["a.png", "\u{1}PNG"]])).await?;
    until(stage, SAYS, &json!("This file holds no TLS report that can be read.")).await?;
    until(stage, "return document.querySelector('#take')", &Value::Null).await?;
    // Pasted, a report is read too.
    stage.page.click(".reports .more > summary").await?;
    stage
        .page
        .paste("#r-text", &report(DOMAIN, "Google Inc.", 1, 5, &[]))
        .await?;
    stage.page.click("#r-take").await?;
    until(
        stage,
        SAYS,
        &json!("Of 5 sessions from 1 sender on 1 May 2026, none failed."),
    )
    .await?;
    until(stage, TOLD, &json!("1 report in 2 files.")).await
}

/// Every report of the corpus at once, packed ones among them: as many are counted as the core counts natively.
async fn corpus(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let mut session = Session::new(Limits::default());
    let mut files: Vec<Value> = Vec::new();
    for folder in ["tests/corpus/reports", "tests/corpus/reports-own"] {
        for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !name.contains(".json") {
                continue;
            }
            let bytes = std::fs::read(&path)?;
            files.push(json!([name, bytes.clone()]));
            for wanted in session.add(&name, bytes) {
                let mut out = Vec::new();
                flate2::read::GzDecoder::new(&wanted.bytes[..]).read_to_end(&mut out)?;
                session.inflated(wanted.id, Inflated::Whole(out));
            }
        }
    }
    let given = files.len();
    drop_bytes(stage, &json!(files)).await?;
    let counted = session.merged().reports();
    let says = format!("{counted} reports in {given} files");
    let meta = "return document.querySelector('.verdict__meta')?.innerText.replace(/\\s/g, ' ').startsWith(arguments[0]) || null";
    let patience = Duration::from_secs(10);
    stage.page.until(&says, patience, meta, &[json!(says)]).await?;
    // The same sentence as the core’s, too.
    let says = session
        .merged()
        .view(&Filter::default())
        .sentence()
        .text
        .replace('\u{a0}', " ");
    until(stage, SAYS, &json!(says)).await?;
    // Where a row is chosen, most of what stands above it goes; the row stays in view.
    let focus = "const row = [...document.querySelectorAll('.only')].find((row) => row.innerText === 'Mail.ru');
        row?.focus(); return row === document.activeElement";
    stage.page.until("the row", patience, focus, &[]).await?;
    stage.page.press("Enter").await?;
    let chosen = "return ((row, at) => [row.innerText, row.getAttribute('aria-pressed'), document.querySelectorAll('.chip').length,
            at.top >= 0 && at.bottom <= innerHeight])(document.activeElement, document.activeElement.getBoundingClientRect())";
    until(stage, chosen, &json!(["Mail.ru", "true", 1, true])).await
}

/// Kept where the user says so, there after a reload, and deleted by one button.
async fn kept(stage: &Stage<'_>) -> Outcome<()> {
    opened(stage).await?;
    let page = stage.page;
    // Nothing was said, nothing is kept.
    page.reload().await?;
    page.visible("#drop").await?;
    until(stage, SAYS, &json!("Read TLS reports")).await?;
    drop_all(stage, &some(DOMAIN)).await?;
    let open = "document.querySelectorAll('.reports__more details').forEach(part => part.open = true)";
    page.eval(open, Vec::new()).await?;
    page.click("#r-keep").await?;
    let size =
        "return document.querySelector('#r-delete')?.parentElement.innerText.replace(/\\s/g, ' ').split(' kept')[0]";
    // The one that came twice is kept once.
    until(stage, size, &json!("5 files")).await?;
    page.reload().await?;
    page.visible("#files").await?;
    page.eval(open, Vec::new()).await?;
    // The one that came twice is kept once.
    until(stage, size, &json!("5 files")).await?;
    page.click("#r-delete").await?;
    until(stage, "return document.activeElement.id", &json!("r-keep")).await?;
    until(stage, TOLD, &json!("What was kept is deleted.")).await?;
    until(
        stage,
        "return localStorage.getItem('mta-sts-lens-reports')",
        &Value::Null,
    )
    .await?;
    page.reload().await?;
    page.visible("#drop").await?;
    until(stage, SAYS, &json!("Read TLS reports")).await
}

/// The gate before enforce reads what was loaded.
async fn gate(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    drop_all(stage, &some("testing.screens.test")).await?;
    stage
        .page
        .eval("location.hash = '#/rollout/testing.screens.test'", Vec::new())
        .await?;
    stage.page.visible(".gate").await?;
    let point = "return [...document.querySelectorAll('.gate > li')].map(point => point.innerText.replace(/\\s/g, ' '))
        .filter(text => text.includes('Reports are clean')).map(text => [text.includes('Not met'), text.includes('12 failed sessions in 4 reports')])";
    until(stage, point, &json!([[true, true]])).await
}
