//! The policy's file, dropped on the box into which a policy is pasted that no page may read.
//!
//! The driver's protocol can't drop a file: its pointer carries nothing. So a script in the page makes the events, each
//! with a `DataTransfer` that holds a `File`, in every browser. Such events are the page's affair alone: the browser does
//! nothing of its own after them, and drops even where a real drag would be turned away. Chromium's developer tools
//! can carry a real file through the browser's own drag and drop, so there that is tried too.

use crate::Outcome;
use crate::driver::Browser;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    let chromium = lab.browser == Browser::Chromium;
    vec![
        lab.page_trial("drop/file", Alone::No, async |_, stage| file(&stage).await),
        lab.page_trial("drop/file is let in", Alone::No, async |_, stage| let_in(&stage).await),
        lab.page_trial("drop/file too large", Alone::No, async |_, stage| large(&stage).await),
        lab.page_trial("drop/file by the browser", Alone::No, async |_, stage| {
            real_file(&stage).await
        })
        .with_ignored_flag(!chromium),
        lab.page_trial("drop/text by the browser", Alone::No, async |_, stage| {
            real_text(&stage).await
        })
        .with_ignored_flag(!chromium),
    ]
}

/// Its policy host lets no page read.
const DOMAIN: &str = "blocked.screens.test";

/// What is dropped: all is well with it, so the verdict changes.
const POLICY: &str = "version: STSv1\nmode: enforce\nmx: mx1.blocked.screens.test\nmax_age: 1209600\n";

/// Makes an event of a drag over the box, with a file of this text so many times, and says whether the page has
/// kept the browser from what it would do itself.
pub const DRAG: &str = "const [kind, text, times] = arguments;
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text.repeat(times)], 'mta-sts.txt', { type: 'text/plain' }));
    const event = new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true });
    return !document.querySelector('#paste').dispatchEvent(event);";

/// The check of the domain, as far as the box.
async fn box_open(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "")).await?;
    stage.check(DOMAIN).await?;
    stage.done(DOMAIN).await?;
    page.visible("#paste").await?;
    let case = page
        .eval("return window.mtaStsLens.report.verdict.case", Vec::new())
        .await?;
    if case == json!("protected") {
        return Err("the policy was read without the box".into());
    }
    // Gone as soon as the page is left.
    page.eval("window.stays = location.href", Vec::new()).await.map(drop)
}

/// Waits until the report has taken in what was dropped; the page must still be the same.
async fn taken_in(stage: &Stage<'_>, rule: &str) -> Outcome<()> {
    // Leaving the page is told apart from a drop without effect.
    let script = "if (window.stays !== location.href) return 'left';
        const finding = window.mtaStsLens.report.findings.find(finding => finding.name === arguments[0]);
        return finding?.evidence.kind ?? null;";
    let what = format!("{rule} after the drop");
    let kind = stage
        .page
        .until(&what, Duration::from_secs(5), script, &[json!(rule)])
        .await?;
    match kind.as_str() {
        Some("pasted") => Ok(()),
        Some("left") => Err("the browser left the page for the file".into()),
        _ => Err(format!("{rule} has the evidence {kind}, not pasted").into()),
    }
}

async fn verdict(stage: &Stage<'_>, wanted: &str) -> Outcome<()> {
    let script = "return window.mtaStsLens.report.verdict.case === arguments[0]";
    let what = format!("the verdict {wanted}");
    stage
        .page
        .until(&what, Duration::from_secs(2), script, &[json!(wanted)])
        .await
        .map(drop)
}

/// Drops a file of this text, so many times, by events of a script.
async fn drop_file(stage: &Stage<'_>, text: &str, times: usize) -> Outcome<()> {
    if drag(stage, "drop", text, times).await? {
        return Ok(());
    }
    Err("the drop isn't prevented, so the browser would open the file in place of the page".into())
}

async fn drag(stage: &Stage<'_>, kind: &str, text: &str, times: usize) -> Outcome<bool> {
    let arguments = vec![json!(kind), json!(text), json!(times)];
    Ok(stage.page.eval(DRAG, arguments).await? == json!(true))
}

async fn file(stage: &Stage<'_>) -> Outcome<()> {
    box_open(stage).await?;
    drop_file(stage, POLICY, 1).await?;
    taken_in(stage, "MODE_GOOD").await?;
    verdict(stage, "protected").await
}

/// A text field takes dragged texts by itself, but a file only where the page prevents `dragover` (HTML, 6.11.5);
/// without that no drop follows, and the browser opens the file. Chromium is kinder than the standard.
async fn let_in(stage: &Stage<'_>) -> Outcome<()> {
    box_open(stage).await?;
    if drag(stage, "dragover", POLICY, 1).await? {
        return Ok(());
    }
    Err("dragover of a file isn't prevented, so browsers that keep to HTML drop nothing into the box".into())
}

/// Of a large file the beginning is read, and that it is large is said.
async fn large(stage: &Stage<'_>) -> Outcome<()> {
    box_open(stage).await?;
    drop_file(stage, POLICY, (1 << 20) / POLICY.len()).await?;
    taken_in(stage, "BODY_TOO_LARGE").await
}

async fn real_file(stage: &Stage<'_>) -> Outcome<()> {
    box_open(stage).await?;
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mta-sts.txt");
    std::fs::write(&path, POLICY)?;
    carry(stage, json!({ "items": [], "files": [path], "dragOperationsMask": 1 })).await?;
    taken_in(stage, "MODE_GOOD").await?;
    verdict(stage, "protected").await
}

/// A text that is dropped is the browser's to put in, as if it were typed.
async fn real_text(stage: &Stage<'_>) -> Outcome<()> {
    box_open(stage).await?;
    let items = json!([{ "mimeType": "text/plain", "data": POLICY }]);
    carry(stage, json!({ "items": items, "dragOperationsMask": 1 })).await?;
    taken_in(stage, "MODE_GOOD").await?;
    verdict(stage, "protected").await?;
    let text = stage
        .page
        .eval("return document.querySelector('#paste').value", Vec::new())
        .await?;
    if text == json!(POLICY) {
        return Ok(());
    }
    Err(format!("the box holds {text}").into())
}

/// Carries something over the middle of the box and lets go.
async fn carry(stage: &Stage<'_>, data: Value) -> Outcome<()> {
    let middle = "const box = document.querySelector('#paste');
        box.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = box.getBoundingClientRect();
        return [x + width / 2, y + height / 2];";
    let at = stage.page.eval(middle, Vec::new()).await?;
    for kind in ["dragEnter", "dragOver", "drop"] {
        let event = json!({ "type": kind, "x": at[0], "y": at[1], "data": data });
        stage.page.devtools("Input.dispatchDragEvent", event).await?;
    }
    Ok(())
}
