//! The workbench's text box by keyboard alone: what is pasted is judged, gone through, mended, taken back, copied, and
//! still there after a reload.

use crate::driver::Browser;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, figures, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("validate/keyboard", Alone::No, async |_, stage| keyboard(&stage).await),
        lab.page_trial("validate/remembered", Alone::No, async |_, stage| {
            remembered(&stage).await
        }),
        // Only Chromium's driver can compose.
        lab.page_trial("validate/composed", Alone::No, async |_, stage| composed(&stage).await)
            .with_ignored_flag(lab.browser != Browser::Chromium),
        lab.page_trial("validate/pasted over", Alone::Yes, async |_, stage| {
            pasted_over(&stage).await
        })
        .with_ignored_flag(lab.browser != Browser::Chromium),
        // The figures are those of Chromium.
        lab.page_trial("validate/speed", Alone::Yes, async |_, stage| speed(&stage).await)
            .with_ignored_flag(lab.browser != Browser::Chromium),
    ]
}

/// What pasting does.
pub const PASTE: &str = "const field = document.getElementById('ed'); field.focus(); field.select();
    document.execCommand('insertText', false, arguments[0]);";
/// What the text box holds.
pub const TEXT: &str = "return document.getElementById('ed').value";
/// The codes of what was found, in order.
pub const FOUND: &str = "return [...document.querySelectorAll('.short .code')].map(code => code.innerText)";

const BROKEN: &str = "version: STSv1\nmode: enforce\nmx : a.example.com\nmax_age: 1209600\n\n";
const MENDED: &str = "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 1209600\n";

/// The empty text box.
pub async fn open(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    stage.page.goto(&stage.url("", "#/validate")).await?;
    stage.page.visible("#ed").await.map(drop)
}

/// Waits until a script returns this.
pub async fn until(stage: &Stage<'_>, script: &str, wanted: &Value) -> Outcome<()> {
    let body = script.strip_prefix("return ").unwrap_or(script);
    let same = format!("return JSON.stringify({body}) === arguments[0]");
    let what = format!("{body} is {wanted}");
    let wanted = json!(wanted.to_string());
    stage
        .page
        .until(&what, Duration::from_secs(5), &same, &[wanted])
        .await
        .map(drop)
}

async fn keyboard(stage: &Stage<'_>) -> Outcome<()> {
    open(stage).await?;
    let page = stage.page;
    let mut amiss = Vec::new();
    page.eval(PASTE, vec![json!(BROKEN)]).await?;
    until(stage, FOUND, &json!(["STS224", "STS220"])).await?;
    let selected = "const field = document.getElementById('ed');
        return [document.activeElement.id, field.value.slice(field.selectionStart, field.selectionEnd)]";
    // From the end of the text the first finding comes next, then the second, then the first again.
    for (key, part) in [
        ("F8", " "),
        ("F8", "\n"),
        ("F8", " "),
        ("Shift+F8", "\n"),
        ("Shift+F8", " "),
    ] {
        page.press(key).await?;
        let at = page.eval(selected, Vec::new()).await?;
        if at != json!(["ed", part]) {
            amiss.push(format!("after {key} {at} is selected, not {part:?}"));
        }
    }
    // From the place to its finding and back, by keyboard and by pointer: the caret anywhere in it is enough.
    let marked = "return [...document.querySelectorAll('.short > [aria-current] .code')].map(code => code.innerText)";
    until(stage, marked, &json!(["STS224"])).await?;
    page.tab_to("#ed-here", "").await?;
    page.press("Enter").await?;
    until(
        stage,
        "return document.activeElement.querySelector('.code')?.innerText",
        &json!("STS224"),
    )
    .await?;
    page.tab_to(".short > li:first-child .short__at a:last-child", "")
        .await?;
    page.press("Enter").await?;
    until(stage, "return document.activeElement.id", &json!("ed")).await?;
    let click = "const field = document.getElementById('ed');
        field.setSelectionRange(arguments[0], arguments[0]);
        field.dispatchEvent(new MouseEvent('click', { bubbles: true }));";
    for (place, found) in [
        (3, json!([])),
        (BROKEN.len() - 1, json!(["STS220"])),
        (32, json!(["STS224"])),
    ] {
        page.eval(click, vec![json!(place)]).await?;
        until(stage, marked, &found).await?;
    }
    page.press("Control+.").await?;
    until(stage, FOUND, &json!(["STS220"])).await?;
    page.press("Control+z").await?;
    until(stage, TEXT, &json!(BROKEN)).await?;
    until(stage, FOUND, &json!(["STS224", "STS220"])).await?;
    // All that is safe, then copied.
    for _ in 0..40 {
        page.press("Tab").await?;
        if page.eval("return document.activeElement.id", Vec::new()).await? == json!("fix-all") {
            break;
        }
    }
    page.press("Enter").await?;
    until(stage, TEXT, &json!(MENDED)).await?;
    until(stage, FOUND, &json!([])).await?;
    let at = page.eval("return document.activeElement.id", Vec::new()).await?;
    if at != json!("ed") {
        amiss.push(format!("after mending the focus is at {at}"));
    }
    let listen = "document.addEventListener('copy', () => {
        const field = document.activeElement;
        window.copied = field.value.slice(field.selectionStart, field.selectionEnd);
    })";
    page.eval(listen, Vec::new()).await?;
    page.press("Control+a").await?;
    page.press("Control+c").await?;
    until(stage, "return window.copied", &json!(MENDED)).await?;
    trials::all_right(&amiss)
}

/// An input method composes, and is judged meanwhile: what it began is not torn from it.
async fn composed(stage: &Stage<'_>) -> Outcome<()> {
    open(stage).await?;
    let page = stage.page;
    page.eval(PASTE, vec![json!("mode: enforce\nmx: ")]).await?;
    let judged = "return document.querySelectorAll('.short > li').length > 0";
    for part in ["b", "bü", "büch"] {
        let caret = part.chars().count();
        let step = json!({ "text": part, "selectionStart": caret, "selectionEnd": caret });
        page.devtools("Input.imeSetComposition", step).await?;
        until(stage, TEXT, &json!(format!("mode: enforce\nmx: {part}"))).await?;
        until(stage, judged, &json!(true)).await?;
    }
    page.devtools("Input.insertText", json!({ "text": "bücher.example" }))
        .await?;
    until(stage, TEXT, &json!("mode: enforce\nmx: bücher.example")).await?;
    let caret = "const field = document.getElementById('ed'); return field.selectionStart === field.value.length";
    if page.eval(caret, Vec::new()).await? != json!(true) {
        return Err("the caret isn't behind what was composed".into());
    }
    trials::all_right(&[])
}

async fn remembered(stage: &Stage<'_>) -> Outcome<()> {
    open(stage).await?;
    let page = stage.page;
    page.eval(PASTE, vec![json!(BROKEN)]).await?;
    until(stage, FOUND, &json!(["STS224", "STS220"])).await?;
    page.goto("about:blank").await?;
    page.goto(&stage.url("", "#/validate")).await?;
    page.visible("#ed").await?;
    until(stage, TEXT, &json!(BROKEN)).await?;
    // Cleared, it is forgotten.
    page.eval(PASTE, vec![json!("x")]).await?;
    page.eval("document.getElementById('ed').select()", Vec::new()).await?;
    page.press("Delete").await?;
    until(stage, "return localStorage.getItem('mta-sts-lens-text')", &Value::Null).await
}

/// A large text is pasted over a large one, by the keyboard's own ways: what takes long there is the browser's own, and
/// undoing brings the first one back.
async fn pasted_over(stage: &Stage<'_>) -> Outcome<()> {
    open(stage).await?;
    let page = stage.page;
    let bring = "const field = document.getElementById('ed');
        field.focus();
        field.value = arguments[0];
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        field.select();";
    let head = "version: STSv1\nmode: enforce\nmax_age: 1209600\n";
    let long = |name: &str| format!("{head}{}", format!("mx: {name}.example.com\n").repeat(2_500));
    let (first, second) = (long("first"), long("second"));
    page.eval(bring, vec![json!(second)]).await?;
    page.press("Control+c").await?;
    page.eval(bring, vec![json!(first)]).await?;
    let holds = "return document.getElementById('ed').value === arguments[0]";
    let wait = Duration::from_secs(20);
    page.press("Control+v").await?;
    page.until("the second text", wait, holds, &[json!(second)]).await?;
    let judged = "return document.querySelector('.says')?.innerText.includes('second.example.com') ?? false";
    page.until("what it means", wait, judged, &[]).await?;
    // Deleting and pasting are a step each.
    page.press("Control+z").await?;
    page.press("Control+z").await?;
    page.until("the first text again", wait, holds, &[json!(first)]).await?;
    trials::all_right(&page.console().await?)
}

/// From a key to the findings on the screen, in milliseconds: the best of some rounds, since other things run here too.
const SPEED: &str = "(async text => {
    const field = document.getElementById('ed');
    const pause = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
    field.focus();
    // As a reload or a dropped file brings it: typing in so much takes browsers themselves minutes.
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const times = [];
    const found = () => document.querySelectorAll('.short > li').length;
    for (let round = 0; round < 10; round += 1) {
        await pause();
        const before = found();
        field.setSelectionRange(0, round % 2);
        const start = performance.now();
        // A letter before `version`, and away again: one finding more, one less.
        document.execCommand(round % 2 ? 'delete' : 'insertText', false, 'x');
        for (let turn = 0; turn < 50 && found() === before; turn += 1) await null;
        times.push(performance.now() - start);
        if (found() === before) throw new Error('nothing was judged');
    }
    return Math.min(...times);
})(arguments[0])";

/// How long a frame takes at most until it begins, in milliseconds.
const FRAME: f64 = 1000.0 / 60.0;

/// From a key until the frame that shows what came of it was drawn, in milliseconds, the best of some rounds: of the text box,
/// and of a bare one with the same text, in which the time is the browser's own.
const FRAMES: &str = "(async () => {
    const field = document.getElementById('ed');
    const bare = document.createElement('textarea');
    bare.rows = field.rows, bare.wrap = 'off', bare.className = 'editor__text', bare.value = field.value;
    const pause = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
    const drawn = () => new Promise(resolve => requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = resolve;
        after.port2.postMessage(0);
    }));
    const measure = async at => {
        at.focus();
        const times = [];
        for (let round = 0; round < 8; round += 1) {
            at.setSelectionRange(0, round % 2);
            await pause();
            const start = performance.now();
            document.execCommand(round % 2 ? 'delete' : 'insertText', false, 'x');
            await drawn();
            times.push(performance.now() - start);
        }
        return Math.min(...times);
    };
    const own = await measure(field);
    // The page makes room for it, so that both are never laid out at once.
    const place = field.closest('.editor');
    place.before(bare), place.style.display = 'none';
    const theirs = await measure(bare);
    bare.remove(), place.style.display = '';
    return [own, theirs];
})()";

async fn speed(stage: &Stage<'_>) -> Outcome<()> {
    open(stage).await?;
    let mut amiss = Vec::new();
    let pace = figures::pace(stage.page).await?;
    for (size, limit) in [(64 << 10, 16.0 * pace), (1 << 20, 150.0 * pace)] {
        let mut text = String::from("version: STSv1\nmode: enforce\nmax_age: 1209600\n");
        let mut number = 0;
        while text.len() < size - 40 {
            number += 1;
            text.push_str("mx: mx");
            text.push_str(&number.to_string());
            text.push_str(".mail.example.com\n");
        }
        let got = stage.page.promise(SPEED, vec![json!(text)]).await?;
        let took = got.as_f64().ok_or_else(|| got.to_string())?;
        println!(
            "{} KiB judged and shown in {took:.1} ms, of {limit:.1} at most",
            size >> 10
        );
        if took > limit {
            amiss.push(format!("{} KiB take {took:.1} ms, more than {limit:.1}", size >> 10));
        }
        // Of what the page adds to a bare text box nothing grows with the text but the judgement.
        let frames = stage.page.promise(FRAMES, Vec::new()).await?;
        let [Some(own), Some(bare)] = [frames[0].as_f64(), frames[1].as_f64()] else {
            return Err(frames.to_string().into());
        };
        println!(
            "{} KiB: from a key to the next frame {own:.1} ms, in a bare text box {bare:.1} ms",
            size >> 10
        );
        if own - bare > limit + FRAME {
            amiss.push(format!(
                "{} KiB: a key takes {own:.1} ms up to the next frame, {bare:.1} of them the browser’s own",
                size >> 10
            ));
        }
    }
    trials::all_right(&amiss)
}
