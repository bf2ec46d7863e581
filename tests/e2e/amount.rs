//! Reports in quantity: how long they take to be read, that the page answers meanwhile, and how much memory the worker takes.

use crate::driver::Browser;
use crate::figures::pace;
use crate::files::ISOLATED;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
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
    vec![
        // The figures are meant for Chromium; long tasks and memory are known there alone.
        lab.page_trial("figures/time to read reports", Alone::Yes, async |_, stage| {
            figures(&stage).await
        })
        .with_ignored_flag(lab.browser != Browser::Chromium),
    ]
}

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

/// What the program of the worker has taken of memory, at most; and what the browser measures of the worker in all once
/// what isn't used is thrown away: objects of JavaScript, buffers and the memory of the program.
const WEIGH: &str = "(async () => {
        const program = await new Promise(done => {
            window.worker.addEventListener('message', ({ data }) => { if (data.Memory !== undefined) done(Number(data.Memory)); });
            window.worker.postMessage(['Weigh', []]);
        });
        const { breakdown } = await performance.measureUserAgentSpecificMemory();
        const own = part => part.attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope');
        const objects = breakdown.filter(own).reduce((sum, { bytes }) => sum + bytes, 0);
        return [program, objects];
    })()";

/// The page of reports, from a host that lets the page measure memory.
async fn opened(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let url = stage.url("", &format!("{ISOLATED}/#/reports"));
    stage.page.goto(&url).await?;
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
        let memory = page.promise(WEIGH, Vec::new()).await?;
        let part = |at: usize| memory[at].as_f64().unwrap_or(f64::MAX);
        println!(
            "figure: {what}: the program’s memory {:.1} MB, measured of the worker {:.1} MB",
            part(0) / 1e6,
            part(1) / 1e6
        );
        check(
            &format!("{what}, memory of the worker, of the bytes unpacked"),
            (part(0) + part(1)) / bytes * 100.0,
            300.0,
            "%",
        );
    }
    let growth = took.last().zip(took.first()).map_or(0.0, |(most, least)| most / least);
    check("10000 reports against 1000", growth, 15.0, "times");
    trials::all_right(&amiss)
}

/// The reports of the corpus, each with so many failures that it has so many bytes, and a place for its id.
pub fn bases(size: usize) -> Outcome<Vec<String>> {
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
