//! Reports in quantity and in every damage, read beside the page: how long that takes, that the page answers meanwhile, how
//! much memory it takes; what becomes of limits, of Cancel, and of a worker that is gone.

use crate::driver::Browser;
use crate::figures::pace;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::reports::{DROP, report};
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use mta_sts_lens::crc::crc32;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
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

/// Makes files in the page, before anything is measured, of packed bytes, each a character.
const MAKE: &str = "window.files ??= [];
    for (const text of arguments[0]) {
        window.files.push(new File([Uint8Array.from(text, letter => letter.charCodeAt(0))], `report-${window.files.length}.json.gz`));
    }";

/// Counts long tasks, and gives the files that were made to the page, through the field.
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
        // Nothing that has the page laid out: that would be counted among what is measured.
        const look = () => {
            const text = document.querySelector('.verdict__meta')?.textContent.replace(/\\s/g, ' ');
            if (document.querySelector('#r-cancel') === null && text?.includes(`${count.toLocaleString('en')} report`)) {
                setTimeout(() => { window.painted = performance.now() - start; });
            } else requestAnimationFrame(look);
        };
        field.dispatchEvent(new Event('change', { bubbles: true }));
        window.handed = performance.now() - start;
        requestAnimationFrame(look);
        given(true);
    }, 300));";

/// What was measured, in milliseconds.
struct Read {
    /// How long it took until all was painted.
    painted: f64,
    /// The longest task of the page meanwhile.
    task: f64,
    /// How long the page took to take the files in.
    handed: f64,
}

async fn read(stage: &Stage<'_>, count: usize) -> Outcome<Read> {
    let page = stage.page;
    page.eval(GIVE, vec![json!(count)]).await?;
    let got = "return window.painted === null ? null : [window.painted, Math.max(0, ...window.tasks), window.handed]";
    let got = page
        .until(&format!("{count} reports"), Duration::from_secs(120), got, &[])
        .await?;
    let number = |at: usize| got[at].as_f64().unwrap_or(f64::MAX);
    Ok(Read {
        painted: number(0),
        task: number(1),
        handed: number(2),
    })
}

/// Keeps the workers that the page starts.
const HOLD: &str =
    "window.Worker = new Proxy(Worker, { construct(type, given) { return window.worker = new type(...given); } })";

/// What the program of the worker has taken of memory.
const WEIGH: &str = "new Promise(done => {
        window.worker.addEventListener('message', ({ data }) => { if (data.Memory !== undefined) done(Number(data.Memory)); });
        window.worker.postMessage(['Weigh', []]);
    })";

/// The page of reports.
async fn opened(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    stage.page.goto(&stage.url("", "#/reports")).await?;
    stage.page.visible("#drop").await.map(drop)
}

async fn figures(stage: &Stage<'_>) -> Outcome<()> {
    let added = stage
        .page
        .devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HOLD }))
        .await?;
    let measured = measured(stage).await;
    stage
        .page
        .devtools("Page.removeScriptToEvaluateOnNewDocument", added)
        .await?;
    measured
}

async fn measured(stage: &Stage<'_>) -> Outcome<()> {
    const SMALL: f64 = 150.0;
    const MANY: f64 = 3_000.0;
    const TASK: f64 = 50.0;
    let (page, mut amiss) = (stage.page, Vec::new());
    stage.fresh(None).await?;
    let slower = pace(page).await?;
    let mut check = |what: &str, got: f64, limit: f64, unit: &str| {
        println!("figure: {what}: {got:.0} {unit} (at most {limit:.0})");
        if got > limit {
            amiss.push(format!("{what}: {got:.0} {unit}, over {limit:.0}"));
        }
    };
    // Given to a page that was just opened.
    let (one, _) = Base::new(&bases(10_000)?[0])?.packed(0)?;
    let mut times = Vec::new();
    for _ in 0..5 {
        opened(stage).await?;
        page.eval(MAKE, vec![json!([one])]).await?;
        times.push(read(stage, 1).await?.painted);
    }
    times.sort_by(f64::total_cmp);
    check("report of 10 KB, to a painted result", times[2], SMALL * slower, "ms");

    let bases = bases(30_000)?;
    let bases = bases.iter().map(|text| Base::new(text)).collect::<Outcome<Vec<_>>>()?;
    let mut took = Vec::new();
    for count in [1_000, 10_000] {
        opened(stage).await?;
        let mut bytes = 0;
        for part in 0..count / 1_000 {
            let mut files = Vec::new();
            for id in part * 1_000..(part + 1) * 1_000 {
                let (file, length) = bases[id % bases.len()].packed(id)?;
                bytes += length;
                files.push(file);
            }
            page.eval(MAKE, vec![json!(files)]).await?;
        }
        let bytes = f64::from(u32::try_from(bytes)?);
        let Read { painted, task, handed } = read(stage, count).await?;
        took.push(painted);
        println!(
            "figure: {count} packed reports, {:.1} MB of JSON, to a painted result: {painted:.0} ms; handed over in {handed:.0} ms",
            bytes / 1e6
        );
        let what = format!("{count} packed reports");
        if count == 1_000 {
            check(&format!("{what}, to a painted result"), painted, MANY * slower, "ms");
        }
        check(&format!("{what}, longest task of the page"), task, TASK * slower, "ms");
        let memory = page.promise(WEIGH, Vec::new()).await?.as_f64().unwrap_or(f64::MAX);
        let share = memory / bytes * 100.0;
        check(
            &format!("{what}, memory of the program that reads, of the bytes unpacked"),
            share,
            300.0,
            "%",
        );
    }
    let growth = took.last().zip(took.first()).map_or(0.0, |(most, least)| most / least);
    check("10000 reports against 1000", growth, 15.0, "times");
    trials::all_right(&amiss)
}

/// The reports of the corpus, each with so many failures that it has so many bytes, and a place for its id.
fn bases(size: usize) -> Outcome<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/reports");
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    let mut bases = Vec::new();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
    {
        let Ok(mut report) = serde_json::from_slice::<Value>(&std::fs::read(path)?) else {
            continue;
        };
        if !report["policies"][0]["policy"].is_object() || !report["date-range"]["start-datetime"].is_string() {
            continue;
        }
        report["report-id"] = json!(ID);
        report["policies"][0]["failure-details"] = json!([]);
        let room = size.saturating_sub(report.to_string().len());
        let types = ["certificate-expired", "validation-failure", "starttls-not-supported"];
        let detail = |at: usize| {
            json!({
                "result-type": types.get(at % 3),
                "sending-mta-ip": format!("192.0.2.{}", at % 250), "receiving-ip": format!("2001:db8::{:x}", at % 999),
                "receiving-mx-hostname": format!("mx{}.example.com", at % 9), "failed-session-count": at,
            })
        };
        let details: Vec<Value> = (0..room / 175).map(detail).collect();
        report["policies"][0]["failure-details"] = json!(details);
        bases.push(report.to_string());
    }
    if bases.len() < 10 {
        return Err(format!("{} reports of the corpus are whole", bases.len()).into());
    }
    Ok(bases)
}

const ID: &str = "@@ID@@";

/// A report that is packed as far as its id, so that thousands which differ in it are made in no time.
struct Base {
    text: String,
    /// Deflated, to the end of a byte.
    packed: Vec<u8>,
    behind: String,
}

impl Base {
    fn new(text: &str) -> Outcome<Self> {
        let (text, behind) = text.split_once(ID).ok_or("no place for an id")?;
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text.as_bytes())?;
        encoder.flush()?;
        Ok(Self {
            packed: encoder.get_ref().clone(),
            text: text.to_owned(),
            behind: behind.to_owned(),
        })
    }

    /// The report with this id, packed by gzip (RFC 1952), a character for each byte; and how many bytes it has.
    fn packed(&self, id: usize) -> Outcome<(String, usize)> {
        let end = format!("id-{id}{}", self.behind);
        let text = [self.text.as_bytes(), end.as_bytes()].concat();
        // What stands behind is a block that is stored (RFC 1951 §3.2.4).
        let length = u16::try_from(end.len())?;
        let bytes = [
            &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255][..],
            &self.packed,
            &[1],
            &length.to_le_bytes(),
            &(!length).to_le_bytes(),
            end.as_bytes(),
            &crc32(&text).to_le_bytes(),
            &u32::try_from(text.len())?.to_le_bytes(),
        ];
        let packed = bytes.concat().into_iter().map(char::from).collect();
        Ok((packed, text.len()))
    }
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
        "cut.json.gz can’t be read from byte",
        "broken.json.gz can’t be read from byte 1",
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
