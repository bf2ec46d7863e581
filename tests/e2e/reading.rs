//! Reports in every damage, read beside the page: what becomes of limits, of Cancel, and of a worker that is gone.

use crate::amount::bases;
use crate::lab::{Alone, Lab};
use crate::offline::served;
use crate::play::Stage;
use crate::selftest::same;
use crate::sent::{DROP, DROP_PACKED, report};
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("reading/limits", Alone::No, async |_, stage| limits(&stage).await),
        lab.page_trial("reading/cancel", Alone::No, async |_, stage| cancel(&stage).await),
        lab.page_trial("reading/lost", Alone::No, async |_, stage| lost(&stage).await),
        lab.page_trial("reading/unable to unpack", Alone::No, async |lab, stage| {
            unable(lab, &stage).await
        }),
    ]
}

const DOMAIN: &str = "problem.screens.test";

/// The page of reports.
async fn opened(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    stage.page.goto(&stage.url("", "#/reports")).await?;
    stage.page.visible("#drop").await.map(drop)
}

/// What of the page says what became of the files.
const FILES: &str = "return document.querySelector('#files')?.innerText.replace(/\\s+/g, ' ') ?? null";

/// Each of these ends in words about that file, and the others load.
async fn limits(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    opened(stage).await?;
    let make = "(async ([good]) => {
        const packed = async bytes => new Uint8Array(await new Response(new Blob([bytes]).stream()
            .pipeThrough(new CompressionStream('gzip'))).arrayBuffer());
        const whole = await packed(good);
        const broken = whole.slice();
        broken.fill(255, 100, 110);
        const data = new DataTransfer();
        const add = (name, content) => data.items.add(new File([content], name));
        add('bomb.gz', await packed(new Uint8Array(200e6)));
        add('large.json', new Uint8Array(33e6).fill(32));
        add('deep.json', '['.repeat(100000));
        add('million.json', `{\"policies\":[${'{\"a\":1},'.repeat(1e6)}{}]}`);
        add('cut.json.gz', whole.slice(0, whole.length - 40));
        add('broken.json.gz', broken);
        add('empty.json', '');
        add('good.json.gz', whole);
        const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        return !document.querySelector('#drop').dispatchEvent(event);
    })(arguments[0])";
    page.promise(make, vec![json!([bases(10_000)?[0]])]).await?;
    let patience = Duration::from_secs(60);
    let text = page.until("the files", patience, FILES, &[]).await?;
    let text = text.as_str().unwrap_or_default();
    let mut amiss = Vec::new();
    let wanted = [
        "bomb.gz holds more than 32,000,000 bytes",
        "large.json holds more than 32,000,000 bytes",
        "deep.json",
        "million.json",
        ": it is cut off there",
        "cut.json.gz can’t be read from byte",
        "broken.json.gz can’t be read from byte 1",
        ": the packed bytes are damaged there",
        "empty.json is empty",
    ];
    amiss.extend(trials::missing(text, &wanted));
    if !amiss.is_empty() {
        amiss.push(text.to_owned());
    }
    let whole = "return document.querySelector('main').innerText.replace(/\\s/g, ' ').includes('reports in 8 files')";
    page.until("the reports that are whole", patience, whole, &[]).await?;
    trials::all_right(&amiss)
}

/// In a browser whose workers lack `DecompressionStream` a packed file ends in words about it, and the plain one beside it is
/// read.
async fn unable(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let (page, host) = (stage.page, served(lab, "unable").await?);
    let mut scripts = 0;
    for entry in std::fs::read_dir(&host.folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("reader-") && path.extension().is_some_and(|ending| ending == "js") {
            let script = std::fs::read_to_string(&path)?;
            std::fs::write(&path, format!("delete globalThis.DecompressionStream;\n{script}"))?;
            scripts += 1;
        }
    }
    same("scripts of the worker", &scripts, &1)?;
    page.goto(&host.url("#/reports")).await?;
    page.visible("#drop").await?;
    let files = json!([
        ["packed.json.gz", report(DOMAIN, "A sender", 3, 5, &[])],
        ["plain.json", report(DOMAIN, "Another", 4, 7, &[])],
    ]);
    page.promise(DROP_PACKED, vec![files]).await?;
    let patience = Duration::from_secs(20);
    let says = "return document.querySelector('#say')?.innerText.startsWith('Of 7') ?? false";
    page.until("the plain one", patience, says, &[]).await?;
    let text = page.until("the files", patience, FILES, &[]).await?;
    let text = text.as_str().unwrap_or_default();
    let wanted = "packed.json.gz is packed, and this browser has nothing that unpacks it";
    trials::all_right(&trials::missing(text, &[wanted]).collect::<Vec<_>>())
}

/// Cancel shows what was read so far; what is given then is read.
async fn cancel(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    opened(stage).await?;
    let drop_many = "const [text] = arguments, data = new DataTransfer();
        for (let at = 0; at < 3000; at += 1) data.items.add(new File([text.replace('@@ID@@', at)], `${at}.json`));
        const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        const stop = () => {
            const button = document.querySelector('#r-cancel');
            const bar = document.querySelector('.reading progress');
            if (button && bar?.value > 0) button.click(); else setTimeout(stop, 5);
        };
        setTimeout(stop, 5);
        return !document.querySelector('#drop').dispatchEvent(event);";
    page.eval(drop_many, vec![json!(bases(30_000)?[0])]).await?;
    let some =
        "const found = /(\\d[\\d,]*) reports? in/.exec(document.querySelector('main').innerText.replace(/\\s/g, ' '));
        return document.querySelector('#r-cancel') === null && found ? Number(found[1].replace(',', '')) : null";
    let some = page.until("what was read", Duration::from_secs(10), some, &[]).await?;
    let some = some.as_u64().unwrap_or_default();
    if some == 0 || some >= 3_000 {
        return Err(format!("{some} reports were read in spite of Cancel").into());
    }
    let more = json!([["more.json", report(DOMAIN, "A sender", 3, 5, &[])]]);
    page.eval(DROP, vec![more]).await?;
    let text = "return document.querySelector('main').innerText.replace(/\\s/g, ' ').includes(arguments[0])";
    let wanted = json!(format!("{} reports in", thousands(some + 1)));
    page.until("one more", Duration::from_secs(10), text, &[wanted])
        .await
        .map(drop)
}

fn thousands(number: u64) -> String {
    match (number / 1_000, number % 1_000) {
        (0, rest) => rest.to_string(),
        (more, rest) => format!("{more},{rest:03}"),
    }
}

/// What reads is gone from the host, as after a new deployment: the page says so and keeps the files; then it is there.
async fn lost(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    opened(stage).await?;
    let report = json!([["a.json", report(DOMAIN, "A sender", 3, 5, &[])]]);
    page.eval(DROP, vec![report.clone()]).await?;
    page.click("#r-forget").await?;
    let tag = "const tag = document.querySelector('script[data-reader]');
        window.right ??= tag.dataset.reader;
        tag.dataset.reader = arguments[0] ? window.right : './reader-0000000000000000.js';";
    page.eval(tag, vec![json!(false)]).await?;
    page.eval(DROP, vec![report]).await?;
    page.visible("#r-again").await?;
    page.console().await?;
    page.eval(tag, vec![json!(true)]).await?;
    page.click("#r-again").await?;
    let says = "return document.querySelector('#say')?.innerText.replace(/\\s/g, ' ') === arguments[0]";
    let wanted: Value = json!("Of 5 sessions from 1 sender on 3 May 2026, none failed.");
    page.until("what was read", Duration::from_secs(10), says, &[wanted])
        .await?;
    trials::all_right(&page.console().await?)
}
