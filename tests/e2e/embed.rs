//! The element in pages of others: under a strict policy, following their theme, in a hostile page, and gone without a
//! trace.

use crate::driver::Browser;
use crate::files::DEPLOYED;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::selftest::same;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// How long a check may take here; the probe's frame is waited for longest.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What README tells a page to allow, and nothing else.
const STRICT: &str =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' https:; frame-src 'self'";

/// How much memory 200 elements that came and went may leave, in KB; that those which are held would be more is tried too.
const GROWN: f64 = 500.0;

/// Keeps what elements tell, for the trials to read.
const LISTEN: &str = "window.told = [];
for (const name of ['lens-ready', 'lens-result', 'lens-error', 'lens-resize']) {
    addEventListener(name, (event) => told.push({ name, detail: event.detail }));
}
";

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("embed/under a strict policy", Alone::No, async |lab, stage| {
            strict(lab, &stage).await
        }),
        lab.page_trial("embed/in a frame", Alone::No, async |lab, stage| {
            framed(lab, &stage).await
        }),
        lab.page_trial("embed/in a hostile page", Alone::No, async |lab, stage| {
            hostile(lab, &stage).await
        }),
        // Only Chromium can be told to collect what nobody holds.
        lab.page_trial("embed/in and out 200 times", Alone::Yes, async |lab, stage| {
            cycles(lab, &stage).await
        })
        .with_ignored_flag(lab.browser != Browser::Chromium),
    ]
}

/// Puts a page of somebody else beside the built one, and opens it.
pub async fn open(lab: &Lab, stage: &Stage<'_>, name: &str, policy: &str, body: &str, script: &str) -> Outcome<()> {
    let folder = lab.deployed.0.join(format!("embed-{name}"));
    std::fs::create_dir_all(folder.join("embed"))?;
    for entry in std::fs::read_dir(lab.dist.join("embed"))? {
        let path = entry?.path();
        if let Some(name) = path.file_name() {
            std::fs::copy(&path, folder.join("embed").join(name))?;
        }
    }
    std::fs::copy(lab.dist.join("embed.html"), folder.join("embed.html"))?;
    let meta = if policy.is_empty() {
        String::new()
    } else {
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")
    };
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8>{meta}<title>Docs</title>\
         <script src=\"host.js\"></script><script type=module src=\"embed/mta-sts-lens.js\"></script><h1>Docs</h1>{body}"
    );
    std::fs::write(folder.join("index.html"), page)?;
    std::fs::write(folder.join("host.js"), format!("{LISTEN}{script}"))?;
    stage.fresh(None).await?;
    let address = stage.addresses.page;
    let url = format!("http://{address}/{DEPLOYED}/embed-{name}/index.html");
    stage.page.goto(&url).await
}

/// Waits until the elements have told this so often.
pub async fn told(stage: &Stage<'_>, name: &str, times: usize) -> Outcome<Value> {
    let script = "const all = told.filter((one) => one.name === arguments[0]);
        return all.length >= arguments[1] ? JSON.stringify(all) : null";
    let arguments = [json!(name), json!(times)];
    // As a text: a hostile page may have put functions into every object.
    let told = stage.page.until(name, PATIENCE, script, &arguments).await?;
    Ok(serde_json::from_str(told.as_str().unwrap_or_default())?)
}

/// What the first element shows.
async fn shown(stage: &Stage<'_>) -> Outcome<String> {
    let script = "return document.querySelector('mta-sts-lens').shadowRoot.querySelector('.lens').textContent";
    let text = stage.page.eval(script, Vec::new()).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn strict(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let body = "<mta-sts-lens domain=\"good.screens.test\"><p>Needs JavaScript.</p></mta-sts-lens>\
        <mta-sts-lens domain=\"blocked.screens.test\" compact></mta-sts-lens>\
        <mta-sts-lens view=\"validate\"></mta-sts-lens>";
    let violations = "window.violations = [];
        addEventListener('securitypolicyviolation', (event) => {
            if (!event.blockedURI.endsWith('/favicon.ico')) violations.push(event.effectiveDirective);
        });";
    open(lab, stage, "strict", STRICT, body, violations).await?;
    let results = told(stage, "lens-result", 2).await?;
    let mut cases: Vec<&str> = results
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one["detail"]["verdict"]["case"].as_str())
        .collect();
    cases.sort_unstable();
    same("the verdicts", &cases, &vec!["not-readable", "protected"])?;
    let text = shown(stage).await?;
    let mut amiss = Vec::new();
    let wanted = [
        "good.screens.test",
        "Record",
        "MX hosts",
        "All findings and fixes",
        "UTC",
    ];
    amiss.extend(trials::missing(&text, &wanted));
    // Where nothing was asked and nothing stands in its place, the card ends with its fields: also when that has gone.
    let idle = "const one = document.querySelectorAll('mta-sts-lens')[2];
        const strip = () => {
            const [card, form] = ['.lens', 'form'].map((name) => one.shadowRoot.querySelector(name).getBoundingClientRect());
            return card.height - form.height > 2;
        };
        const first = strip();
        one.append(document.createElement('p'));
        return new Promise((done) => requestAnimationFrame(() => {
            const then = strip();
            one.replaceChildren();
            requestAnimationFrame(() => done([first, then, strip()]));
        }))";
    let strips = stage
        .page
        .promise(&format!("(() => {{ {idle} }})()"), Vec::new())
        .await?;
    same("an empty strip below the fields", &strips, &json!([false, true, false]))?;
    // The style sheet holds, though the page allows none.
    let style = "const lens = document.querySelector('mta-sts-lens').shadowRoot.querySelector('.lens');
        return getComputedStyle(lens).backgroundColor";
    let light = stage.page.eval(style, Vec::new()).await?;
    stage
        .page
        .eval("document.documentElement.dataset.theme = 'dark'", Vec::new())
        .await?;
    let changed = format!("{style} !== {light}");
    stage.page.until("the dark theme", PATIENCE, &changed, &[]).await?;
    let judged =
        "document.querySelectorAll('mta-sts-lens')[2].validate('v=STSv1; id=?').then((judged) => judged.verdict)";
    same(
        "what is judged",
        &stage.page.promise(judged, Vec::new()).await?,
        &json!("invalid"),
    )?;
    let script = "const one = document.querySelector('mta-sts-lens'); one.setAttribute('domain', 'nothing.test')";
    stage.page.eval(script, Vec::new()).await?;
    told(stage, "lens-result", 4).await?;
    let violations = stage.page.eval("return violations", Vec::new()).await?;
    if violations != json!([]) {
        amiss.push(format!("the page’s policy was broken: {violations}"));
    }
    trials::all_right(&amiss)
}

/// In a page that forbids WebAssembly: the frame is told options by its own site alone, and tells nobody else.
async fn framed(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let script = "window.heard = { frame: 0, other: 0 };
        addEventListener('message', ({ source }) => {
            for (const name of ['frame', 'other']) if (window[name]?.contentWindow === source) heard[name] += 1;
        });
        import('./embed/frame.js').then(({ connect, address }) => {
            const add = (src) => { const frame = document.createElement('iframe'); frame.src = src; frame.title = 'Check'; document.body.append(frame); return frame };
            window.frame = add(address({ domain: 'nothing.test', compact: true }));
            window.hold = connect(frame);
            // Before anybody there listens: it waits, and comes before the first check.
            hold.set({ domain: 'good.screens.test' });
            const other = add(address({ domain: 'nothing.test' }).replace(/origin=[^&]*/, 'origin=https%3A%2F%2Felsewhere.test'));
            other.addEventListener('load', () => { window.other = other; connect(other); other.contentWindow.postMessage({ lens: 1, set: { domain: 'good.screens.test' } }, '*') });
        });";
    let policy = "default-src 'none'; script-src 'self'; frame-src 'self'";
    open(lab, stage, "frame", policy, "", script).await?;
    let results = told(stage, "lens-result", 1).await?;
    same(
        "the verdict",
        &results[0]["detail"]["verdict"]["case"],
        &json!("protected"),
    )?;
    stage
        .page
        .eval("hold.set({ domain: 'blocked.screens.test' })", Vec::new())
        .await?;
    let results = told(stage, "lens-result", 2).await?;
    same(
        "the verdict then",
        &results[1]["detail"]["verdict"]["case"],
        &json!("not-readable"),
    )?;
    // What the page had sent there when it was loaded has arrived, and what it has to tell would have come.
    stage
        .page
        .until("the other frame", PATIENCE, "return window.other ? true : null", &[])
        .await?;
    stage
        .page
        .promise("new Promise((done) => setTimeout(() => done(true), 1000))", Vec::new())
        .await?;
    let heard = stage.page.eval("return heard", Vec::new()).await?;
    if heard["frame"].as_u64().unwrap_or_default() == 0 || heard["other"] != json!(0) {
        return Err(format!("messages of the frames: {heard}; the other one has nobody to tell").into());
    }
    let domain = "return window.other?.contentDocument.querySelector('mta-sts-lens')?.getAttribute('domain') ?? null";
    let domain = stage.page.until("the other frame", PATIENCE, domain, &[]).await?;
    same(
        "what a site that it was not told of sets",
        &domain,
        &json!("nothing.test"),
    )?;
    told(stage, "lens-resize", 1).await?;
    Ok(())
}

async fn hostile(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let script = "Object.prototype.domain = 'evil.test'; Object.prototype.fetch = () => { throw 1 };
        Object.prototype.policy = 'no policy'; Object.prototype.resolver = 'https://evil.test/'; Array.prototype.more = 1;
        import('./embed/mta-sts-lens.js?again').then(() => { window.twice = true });
        const sheet = new CSSStyleSheet(); sheet.replaceSync('* { all: unset !important } mta-sts-lens { all: unset }');
        document.adoptedStyleSheets = [sheet];
        setInterval(() => { for (const data of [null, 1, {}, { token: '' }, { lens: 1 }]) postMessage(data, '*') }, 5);";
    let body = "<mta-sts-lens domain=\"good.screens.test\"></mta-sts-lens>\
        <mta-sts-lens domain=\"&lt;img src=x onerror=window.hostile=1&gt;\"></mta-sts-lens>\
        <mta-sts-lens domain=\"good.screens.test\" view=\"constructor\"></mta-sts-lens>\
        <mta-sts-lens domain=\"good.screens.test\" resolver=\"javascript:alert(1)\"></mta-sts-lens>";
    open(lab, stage, "hostile", "", body, script).await?;
    let results = told(stage, "lens-result", 1).await?;
    same(
        "the verdict",
        &results[0]["detail"]["verdict"]["case"],
        &json!("protected"),
    )?;
    let errors = told(stage, "lens-error", 3).await?;
    let codes: Vec<&str> = errors
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one["detail"]["code"].as_str())
        .collect();
    same("the refusals", &codes, &vec!["options"; 3])?;
    let script = "const all = [...document.querySelectorAll('mta-sts-lens')];
        return all.slice(1).map((one) => one.shadowRoot.querySelector('.say').textContent)";
    let said = stage.page.eval(script, Vec::new()).await?;
    let mut amiss = Vec::new();
    for (at, name) in ["domain", "view", "resolver"].iter().enumerate() {
        if !said[at].as_str().is_some_and(|said| said.contains(name)) {
            amiss.push(format!("what is wrong with {name} isn’t said: {said}"));
        }
    }
    stage
        .page
        .until("the second copy", PATIENCE, "return window.twice === true", &[])
        .await?;
    let block = "return getComputedStyle(document.querySelector('mta-sts-lens')).display";
    same(
        "the display",
        &stage.page.eval(block, Vec::new()).await?,
        &json!("block"),
    )?;
    same(
        "what ran",
        &stage.page.eval("return window.hostile ?? 0", Vec::new()).await?,
        &json!(0),
    )?;
    trials::all_right(&amiss)
}

/// Elements that come and go leave no listener, no observer and no request.
async fn cycles(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let script = "window.held = 0;
        const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
        const counts = (target) => target === window || target === document || target === document.documentElement;
        EventTarget.prototype.addEventListener = function (...all) { if (counts(this)) held += 1; return add.apply(this, all) };
        EventTarget.prototype.removeEventListener = function (...all) { if (counts(this)) held -= 1; return remove.apply(this, all) };
        for (const name of ['IntersectionObserver', 'ResizeObserver', 'MutationObserver']) {
            const Own = window[name];
            window[name] = class extends Own {
                // One observer may watch several things; its end is the end of all.
                #watches = 0;
                observe(...all) { held += 1; this.#watches += 1; super.observe(...all) }
                disconnect() { held -= this.#watches; this.#watches = 0; super.disconnect() }
            };
        }";
    open(lab, stage, "cycles", "", "<div id=place></div>", script).await?;
    let cycle = "(async () => {
        await customElements.whenDefined('mta-sts-lens');
        const place = document.getElementById('place');
        const before = held;
        const refs = [];
        for (let at = 0; at < 200; at += 1) {
            const one = document.createElement('mta-sts-lens');
            one.setAttribute('domain', 'good.screens.test');
            place.append(one);
            if (at % 3 === 0) document.body.append(one);
            await new Promise((resolve) => setTimeout(resolve, at % 20 === 0 ? 120 : 0));
            one.remove();
            refs.push(new WeakRef(one));
        }
        await new Promise((resolve) => setTimeout(resolve, 300));
        return { held: held - before, left: document.querySelectorAll('iframe').length, refs: window.refs = refs, };
    })().then(({ held, left }) => ({ held, left }))";
    // Once before, so that what all share is there.
    stage.page.promise(&cycle.replace("200", "20"), Vec::new()).await?;
    let before = memory(stage).await?;
    let left = stage.page.promise(cycle, Vec::new()).await?;
    same("what is left", &left, &json!({ "held": 0, "left": 0 }))?;
    let grown = memory(stage).await? - before;
    let alive = "return window.refs.filter((one) => one.deref() !== undefined).length";
    let alive = stage.page.eval(alive, Vec::new()).await?.as_u64().unwrap_or(200);
    println!("figure: elements of 200 that are still held: {alive} (at most 5)");
    println!("figure: memory that they leave: {grown:.0} KB (at most {GROWN})");
    if alive > 5 {
        return Err(format!("{alive} of 200 elements are still held").into());
    }
    if grown > GROWN {
        return Err(format!("200 elements leave {grown:.0} KB of memory").into());
    }
    let before = memory(stage).await?;
    let held = cycle.replace("one.remove();", "one.remove(); (window.kept ??= []).push(one);");
    stage.page.promise(&held, Vec::new()).await?;
    let held = memory(stage).await? - before;
    if held < 2.0 * GROWN {
        return Err(format!("200 elements that are held count {held:.0} KB: the limit can’t be missed").into());
    }
    println!("figure: memory of 200 that are held: {held:.0} KB");
    // And one that comes last works.
    let last = "const one = document.createElement('mta-sts-lens'); one.setAttribute('domain', 'good.screens.test');
        document.getElementById('place').append(one)";
    stage.page.eval("window.told = []", Vec::new()).await?;
    stage.page.eval(last, Vec::new()).await?;
    told(stage, "lens-result", 1).await?;
    Ok(())
}

/// The memory of scripts and of the document, in KB, once what nobody holds is collected.
async fn memory(stage: &Stage<'_>) -> Outcome<f64> {
    // What the trial itself keeps.
    stage.page.eval("window.told = []", Vec::new()).await?;
    stage.page.devtools("HeapProfiler.collectGarbage", json!({})).await?;
    let used = stage.page.devtools("Runtime.getHeapUsage", json!({})).await?;
    let part = |name: &str| used[name].as_f64().unwrap_or_default();
    Ok((part("usedSize") + part("embedderHeapUsedSize")) / 1000.0)
}
