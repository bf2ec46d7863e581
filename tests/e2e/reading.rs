//! Reports in quantity and in every damage, read beside the page: how long that takes, that the page answers meanwhile, how
//! much memory it takes; what becomes of limits, of Cancel, and of a worker that is gone.

use crate::driver::Browser;
use crate::figures::pace;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::reports::{DROP, report};
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    let elsewhere = lab.browser != Browser::Chromium;
    vec![
        // The figures are meant for Chromium; long tasks are known there alone.
        lab.page_trial("figures/time to read reports", Alone::Yes, async |_, stage| {
            figures(&stage).await
        })
        .with_ignored_flag(elsewhere),
        lab.page_trial("reading/limits", Alone::No, async |_, stage| limits(&stage).await),
        lab.page_trial("reading/cancel", Alone::No, async |_, stage| cancel(&stage).await),
        lab.page_trial("reading/lost", Alone::No, async |_, stage| lost(&stage).await),
    ]
}

const DOMAIN: &str = "problem.screens.test";

/// Makes files in the page, before anything is measured: so many reports that differ in their ids, each packed by gzip.
const MAKE: &str = "(async ([bases, count]) => {
        window.files ??= [];
        let bytes = 0;
        for (let at = 0; at < count; at += 1) {
            const number = window.files.length;
            const text = bases[number % bases.length].replace('@@ID@@', `id-${number}`);
            bytes += text.length;
            const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
            window.files.push(new File([await new Response(packed).arrayBuffer()], `report-${number}.json.gz`));
        }
        return bytes;
    })(arguments[0])";

/// Holds the worker, counts long tasks, and gives the files that were made to the page, through the field.
const GIVE: &str = "const [count] = arguments;
    const data = new DataTransfer();
    for (const file of window.files.slice(0, count)) data.items.add(file);
    const field = document.querySelector('#r-files');
    field.files = data.files;
    window.tasks = [];
    window.watch ??= new PerformanceObserver(list => { for (const task of list.getEntries()) window.tasks.push(Math.round(task.duration)); });
    window.watch.observe({ type: 'longtask' });
    window.painted = null;
    return new Promise(given => setTimeout(() => {
        const start = performance.now();
        const look = () => {
            const text = document.querySelector('main').innerText.replace(/\\s/g, ' ');
            if (document.querySelector('#r-cancel') === null && text.includes(`${count.toLocaleString('en')} report`)) {
                setTimeout(() => { window.painted = performance.now() - start; });
            } else requestAnimationFrame(look);
        };
        field.dispatchEvent(new Event('change', { bubbles: true }));
        window.handed = performance.now() - start;
        requestAnimationFrame(look);
        given(true);
    }, 300));";

/// How long it took until all was painted, the longest task meanwhile, and how long the page took to hand the files over.
async fn read(stage: &Stage<'_>, count: usize) -> Outcome<[f64; 3]> {
    let page = stage.page;
    page.eval(GIVE, vec![json!(count)]).await?;
    let got = "return window.painted === null ? null : [window.painted, Math.max(0, ...window.tasks), window.handed]";
    let got = page
        .until(&format!("{count} reports"), Duration::from_secs(120), got, &[])
        .await?;
    let number = |at: usize| got[at].as_f64().unwrap_or(f64::MAX);
    Ok([number(0), number(1), number(2)])
}

/// The page of reports, with a way to the worker.
async fn opened(stage: &Stage<'_>) -> Outcome<()> {
    stage.page.goto(&stage.url("", "#/reports")).await?;
    stage.page.visible("#drop").await?;
    let hold =
        "window.Worker = new Proxy(Worker, { construct(type, given) { return window.worker = new type(...given); } })";
    stage.page.eval(hold, Vec::new()).await.map(drop)
}

async fn figures(stage: &Stage<'_>) -> Outcome<()> {
    const SMALL: f64 = 150.0;
    const MANY: f64 = 3_000.0;
    const TASK: f64 = 50.0;
    let (page, mut amiss) = (stage.page, Vec::new());
    stage.fresh(None).await?;
    let pace = pace(page).await?;
    let mut check = |what: &str, got: f64, limit: f64, unit: &str| {
        println!("figure: {what}: {got:.0} {unit} (at most {limit:.0})");
        if got > limit {
            amiss.push(format!("{what}: {got:.0} {unit}, over {limit:.0}"));
        }
    };
    // A report of 10 KB, given to a page that was just opened, and once more to one that has read before.
    opened(stage).await?;
    page.promise(MAKE, vec![json!([[padded(0, 10_000)], 1])]).await?;
    let [first, ..] = read(stage, 1).await?;
    check("report of 10 KB, to a painted result", first, SMALL * pace, "ms");

    // A thousand of 30 KB, and ten times as many.
    let bases: Vec<String> = (0..40).map(|seed| padded(seed, 30_000)).collect();
    let mut took = Vec::new();
    for count in [1_000, 10_000] {
        opened(stage).await?;
        page.eval("location.reload()", Vec::new()).await?;
        opened(stage).await?;
        let mut bytes = 0.0;
        for _ in 0..count / 1_000 {
            bytes += page
                .promise(MAKE, vec![json!([bases, 1_000])])
                .await?
                .as_f64()
                .unwrap_or_default();
        }
        let [painted, task, handed] = read(stage, count).await?;
        took.push(painted);
        println!(
            "figure: {count} packed reports, {:.1} MB of JSON, to a painted result: {painted:.0} ms; handed over in {handed:.0} ms",
            bytes / 1e6
        );
        if count == 1_000 {
            check("1,000 packed reports, to a painted result", painted, MANY * pace, "ms");
        }
        check(
            &format!("{count} packed reports, longest task of the page"),
            task,
            TASK * pace,
            "ms",
        );
        let weigh = "new Promise(done => {
            window.worker.addEventListener('message', ({ data }) => { if (data.Memory !== undefined) done(Number(data.Memory)); });
            window.worker.postMessage(['Weigh', []]);
        })";
        let memory = page.promise(weigh, Vec::new()).await?.as_f64().unwrap_or(f64::MAX);
        check(
            &format!("{count} packed reports, memory of the program that reads, of the bytes unpacked"),
            memory / bytes * 100.0,
            300.0,
            "%",
        );
    }
    let growth = took.last().zip(took.first()).map_or(0.0, |(most, least)| most / least);
    check("10,000 reports against 1,000", growth * 10.0, 150.0, "tenths");
    trials::all_right(&amiss)
}

/// A report of the corpus' kind with so many bytes, and a place for its id.
fn padded(seed: usize, size: usize) -> String {
    let sender = ["Google Inc.", "Microsoft Corporation", "Mail.ru", "Comcast"][seed % 4];
    let day = u32::try_from(seed % 28).unwrap_or_default() + 1;
    let types = [
        "certificate-expired",
        "validation-failure",
        "starttls-not-supported",
        "sts-policy-fetch-error",
    ];
    let hosts: Vec<String> = (0..5).map(|at| format!("mx{at}.{DOMAIN}")).collect();
    let mut failed = Vec::new();
    loop {
        let at = failed.len();
        failed.push((types[(at + seed) % 4], hosts[at % 5].as_str(), 1));
        let text = report(DOMAIN, sender, day, 1_000, &failed);
        if text.len() >= size {
            let id = format!("\"report-id\":\"{sender}-{day}\"");
            assert!(text.contains(&id), "{text:.400}");
            return text.replace(&id, "\"report-id\":\"@@ID@@\"");
        }
        let room = (size - text.len()) / 200;
        for _ in 0..room {
            let at = failed.len();
            failed.push((types[(at + seed) % 4], hosts[at % 5].as_str(), 1));
        }
    }
}

/// What of the page says what became of the files.
const FILES: &str = "return document.querySelector('#files')?.innerText.replace(/\\s+/g, ' ') ?? null";

/// Each of these ends in words about that file, and the others load.
async fn limits(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
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
        add('million.json', `{\"policies\":[${'{},'.repeat(1e6)}{}]}`);
        add('cut.json.gz', whole.slice(0, whole.length - 40));
        add('broken.json.gz', broken);
        add('empty.json', '');
        add('good.json.gz', whole);
        const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        return !document.querySelector('#drop').dispatchEvent(event);
    })(arguments[0])";
    page.promise(make, vec![json!([padded(0, 10_000)])]).await?;
    let patience = Duration::from_secs(60);
    page.visible("#files").await?;
    let text = page.until("the files", patience, FILES, &[]).await?;
    let text = text.as_str().unwrap_or_default();
    let mut amiss = Vec::new();
    for wanted in [
        "bomb.gz holds more than 32,000,000 bytes",
        "large.json holds more than 32,000,000 bytes",
        "deep.json",
        "million.json",
        "cut.json.gz can’t be read from byte",
        "broken.json.gz can’t be read from byte 1",
        "empty.json is empty",
    ] {
        if !text.contains(wanted) {
            amiss.push(format!("{wanted} isn’t there"));
        }
    }
    if !amiss.is_empty() {
        amiss.push(text.to_owned());
    }
    let says = "return document.querySelector('#say').innerText.replace(/\\s/g, ' ').startsWith('Of 1,')";
    page.until("the report that is whole", patience, says, &[]).await?;
    trials::all_right(&amiss)
}

/// Cancel shows what was read so far; what is given then is read.
async fn cancel(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
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
    page.eval(drop_many, vec![json!(padded(0, 30_000))]).await?;
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
    stage.fresh(None).await?;
    page.goto(&stage.url("", "#/reports")).await?;
    page.visible("#drop").await?;
    let tag = "const tag = document.querySelector('script[data-reader]');
        window.right ??= tag.dataset.reader;
        tag.dataset.reader = arguments[0] ? window.right : './reader-0000000000000000.js';
        window.Worker = new Proxy(Worker, { construct(type, given) { return window.worker = new type(...given); } });";
    page.eval(tag, vec![json!(false)]).await?;
    page.eval(DROP, vec![json!([["a.json", report(DOMAIN, "A sender", 3, 5, &[])]])])
        .await?;
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
