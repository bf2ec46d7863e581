//! Taking a check into other sites: what is chosen is live and is what is copied; and the badge of a check.

use crate::generate::CATCH;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::selftest::same;
use crate::validate::until;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const GOOD: &str = "good.screens.test";

const PATIENCE: Duration = Duration::from_secs(20);

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("configure/the element, by keyboard", Alone::No, async |_, stage| {
            element(&stage).await
        }),
        lab.page_trial("configure/the frame", Alone::No, async |_, stage| frame(&stage).await),
        lab.page_trial("configure/the badge", Alone::No, async |_, stage| badge(&stage).await),
    ]
}

/// The texts to be copied.
const TEXTS: &str = "return [...document.querySelectorAll('#panel figure')].map(figure =>
    [...figure.querySelectorAll('.src__line, code')].map(line => line.innerText).join('\\n'))";

async fn panel(stage: &Stage<'_>) -> Outcome<String> {
    let text = stage
        .page
        .eval("return document.querySelector('#panel').innerText", Vec::new())
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn element(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    let mut amiss = Vec::new();
    stage.fresh(None).await?;
    page.goto(&stage.url("some", "")).await?;
    page.visible("#q:enabled").await?;
    page.tab_to("footer a", "Embed").await?;
    page.press("Enter").await?;
    page.visible("#live mta-sts-lens").await?;
    // Nobody is asked as long as no domain is named.
    let listen = "window.told = []; addEventListener('lens-result', ({ detail }) => told.push(detail.verdict.case)); return told.length";
    same("results", &page.eval(listen, Vec::new()).await?, &json!(0))?;
    page.tab_to("#e-dom", "").await?;
    page.spell(GOOD).await?;
    same(
        "what is tried out while it is typed",
        &page
            .eval(
                "return document.querySelector('#live mta-sts-lens').getAttribute('domain')",
                Vec::new(),
            )
            .await?,
        &Value::Null,
    )?;
    page.press("Tab").await?;
    page.tab_to("#e-try", "").await?;
    let told = page.eval("return told.length", Vec::new()).await?;
    same("results before it is tried", &told, &json!(0))?;
    page.press("Enter").await?;
    page.until(
        "the result of the element",
        PATIENCE,
        "return told.length > 0 && told[0] === 'protected'",
        &[],
    )
    .await?;
    page.eval("document.querySelector('input[name=look]:checked').focus()", Vec::new())
        .await?;
    page.click("#e-compact").await?;
    until(
        stage,
        "return document.querySelector('#live mta-sts-lens').hasAttribute('compact')",
        &json!(true),
    )
    .await?;
    page.paste("#e-c0", "#8a1f5c").await?;
    page.press("Tab").await?;
    let colour = "const lens = document.querySelector('#live mta-sts-lens').shadowRoot.querySelector('.lens');
        return getComputedStyle(lens).getPropertyValue('--accent').trim() === '#8a1f5c'";
    page.until("the colour", PATIENCE, colour, &[]).await?;

    let shown = panel(stage).await?;
    let origin = format!("http://{}", stage.addresses.page);
    let script = format!("src=\"{origin}/some/folder/embed/mta-sts-lens.js\"");
    let policy = format!("script-src {origin} 'wasm-unsafe-eval';");
    let wanted = [
        script.as_str(),
        "<mta-sts-lens domain=\"good.screens.test\" compact=\"\">",
        "--lens-accent: #8a1f5c;",
        &policy,
    ];
    amiss.extend(trials::missing(&shown, &wanted));
    // Round the tabs by keyboard.
    page.tab_to(".tab[aria-selected='true']", "").await?;
    for (key, tool, part) in [
        ("ArrowRight", "MkDocs", "extra_javascript:"),
        ("End", "WordPress", "wp_enqueue_script_module("),
        ("Home", "HTML", "<script type=\"module\""),
    ] {
        press(stage, key).await?;
        let chosen = "return document.activeElement.getAttribute('aria-selected') === 'true' && document.activeElement.innerText";
        until(stage, chosen, &json!(tool)).await?;
        amiss.extend(trials::missing(&panel(stage).await?, &[part]));
    }
    page.paste("#e-dom", "192.0.2.1").await?;
    page.visible("#e-dom[aria-invalid='true']").await?;
    page.paste("#e-res", "http://dns.example/").await?;
    page.visible("#e-res[aria-invalid='true']").await?;
    amiss.extend(page.console().await?);
    trials::all_right(&amiss)
}

/// Keys that the driver's page knows no name for.
async fn press(stage: &Stage<'_>, key: &str) -> Outcome<()> {
    let script = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true, cancelable: true }))";
    stage.page.eval(script, vec![json!(key)]).await.map(drop)
}

async fn frame(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", &format!("#/embed/{GOOD}"))).await?;
    page.visible("#how").await?;
    page.click("#how label:nth-child(2)").await?;
    page.visible("#live iframe").await?;
    page.click("#e-try").await?;
    let verdict = "const text = document.querySelector('#live iframe')?.contentDocument?.querySelector('mta-sts-lens')?.shadowRoot?.textContent ?? '';
        return text.includes('is protected')";
    page.until("the verdict in the frame", PATIENCE, verdict, &[]).await?;
    let mut amiss = Vec::new();
    let origin = format!("http://{}", stage.addresses.page);
    let address = format!("{origin}/embed.html#domain=good.screens.test");
    let script = format!("<script type=\"module\" src=\"{origin}/embed/frame.js\"></script>");
    let policy = [
        format!("frame-src {origin};"),
        format!("script-src {origin};"),
        "frame-sizing: content-height".to_owned(),
    ];
    let shown = panel(stage).await?;
    let policy = policy.iter().map(String::as_str);
    let wanted: Vec<&str> = [address.as_str(), &script].into_iter().chain(policy).collect();
    amiss.extend(trials::missing(&shown, &wanted));
    if shown.contains("wasm-unsafe-eval") {
        amiss.push("the frame is said to need more than it does".to_owned());
    }
    // What is shown is one text per file.
    let texts = page.eval(TEXTS, Vec::new()).await?;
    same("texts to copy", &texts.as_array().map(Vec::len), &Some(3))?;
    fits(stage, &mut amiss).await?;
    page.click("#e-compact").await?;
    page.until("the compact frame", PATIENCE, &format!("{COMPACT}{verdict}"), &[])
        .await?;
    fits(stage, &mut amiss).await?;
    amiss.extend(page.console().await?);
    trials::all_right(&amiss)
}

/// Nothing, unless the frame is the compact one.
const COMPACT: &str = "if (!document.querySelector('#live iframe')?.src.includes('compact')) return null;";

/// The frame is as high as what is in it, which needs no more than the height that is written: on a phone and beside a column.
async fn fits(stage: &Stage<'_>, amiss: &mut Vec<String>) -> Outcome<()> {
    let fits = "const frame = document.querySelector('#live iframe');
        frame.style.width = `${arguments[0]}px`;
        const { height } = frame.contentDocument.querySelector('mta-sts-lens').getBoundingClientRect();
        const written = Number(/height=\"(\\d+)\"/.exec(document.querySelector('#panel').innerText)[1]);
        return Math.abs(frame.clientHeight - height) <= 1 && frame.clientWidth === arguments[0] && [height, written]";
    for width in [700, 340] {
        let found = stage
            .page
            .until("the frame’s height", PATIENCE, fits, &[json!(width)])
            .await?;
        if found[0].as_f64() > found[1].as_f64() {
            amiss.push(format!(
                "at {width} px, the height that is needed and the one that is written: {found}"
            ));
        }
    }
    Ok(())
}

async fn badge(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "#/embed/problem.screens.test")).await?;
    page.visible("#how").await?;
    page.click("#how label:nth-child(3)").await?;
    page.until(
        "what is missing",
        PATIENCE,
        "return document.body.innerText.includes('none was made since the page was opened')",
        &[],
    )
    .await?;
    page.eval("location.hash = '#/check/problem.screens.test'", Vec::new())
        .await?;
    stage.done("problem.screens.test").await?;
    page.click("#embed").await?;
    page.visible("#badge").await?;
    page.eval(CATCH, Vec::new()).await?;
    page.eval("window.caught = window.named = null", Vec::new()).await?;
    page.click("#e-save").await?;
    let got = "return window.caught ? [window.named, new TextDecoder().decode(window.caught)] : null";
    let file = page.until("the file", PATIENCE, got, &[]).await?;
    same("its name", &file[0], &json!("mta-sts-problem.screens.test.svg"))?;
    let read = "const picture = new DOMParser().parseFromString(arguments[0], 'image/svg+xml');
        const root = picture.documentElement;
        return {
            sound: picture.querySelector('parsererror') === null && root.localName === 'svg',
            role: root.getAttribute('role'),
            title: picture.getElementById(root.getAttribute('aria-labelledby'))?.textContent ?? '',
            active: picture.querySelectorAll('script, foreignObject, image, use, a, style').length,
            texts: [...picture.querySelectorAll('text')].map(text => text.textContent),
        }";
    let read = page.eval(read, vec![file[1].clone()]).await?;
    same(
        "whether it is sound, its role, what is active",
        &json!([read["sound"], read["role"], read["active"]]),
        &json!([true, "img", 0]),
    )?;
    let title = read["title"].as_str().unwrap_or_default();
    let day = page
        .eval(
            "return new Date(window.mtaStsLens.report.started * 1000).toISOString().slice(0, 10)",
            Vec::new(),
        )
        .await?;
    let day = day.as_str().unwrap_or_default();
    let wanted = format!("MTA-STS of problem.screens.test: enforce, some hosts refused, as of {day} (a snapshot)");
    same("its title", &title, &wanted.as_str())?;
    same(
        "its words",
        &read["texts"],
        &json!(["MTA-STS", "enforce, some hosts refused", format!("as of {day}")]),
    )?;
    // The browser draws it, and its texts lie within it.
    let drawn = "const image = document.querySelector('#badge'); return image.complete && image.naturalWidth > 200 && image.naturalHeight === 24";
    page.until("the picture", PATIENCE, drawn, &[]).await?;
    let shown = page
        .eval("return document.querySelector('main').innerText", Vec::new())
        .await?;
    let link = format!("(http://{}/#/check/problem.screens.test)", stage.addresses.page);
    let mut amiss: Vec<String> = trials::missing(
        shown.as_str().unwrap_or_default(),
        &[link.as_str(), "A snapshot: it never changes by itself."],
    )
    .collect();
    amiss.extend(page.console().await?);
    trials::all_right(&amiss)
}
