//! What an element does beside a plain check: when it is asked before it is seen, what it makes, how soon it stands
//! there, and that axe-core finds nothing in it.

use crate::driver::Browser;
use crate::embed::{PATIENCE, open, told};
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::selftest::same;
use crate::{Outcome, axe, trials};
use libtest_mimic::Trial;
use serde_json::json;
use std::sync::Arc;

/// How soon the skeleton is to stand there after the script ran, in milliseconds.
const SOON: f64 = 50.0;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("embed/asked before it is seen", Alone::No, async |lab, stage| {
            unseen(lab, &stage).await
        }),
        lab.page_trial("embed/generates", Alone::No, async |lab, stage| {
            generates(lab, &stage).await
        }),
        lab.page_trial("embed/axe finds nothing", Alone::No, async |lab, stage| {
            all_right(lab, &stage).await
        }),
        lab.page_trial("embed/refuses attributes", Alone::No, async |lab, stage| {
            refuses(lab, &stage).await
        }),
        // Times count.
        lab.page_trial("embed/the skeleton is there soon", Alone::Yes, async |lab, stage| {
            soon(lab, &stage).await
        })
        .with_ignored_flag(lab.browser != Browser::Chromium),
    ]
}

/// A check by the method goes before that of the attribute, which doesn't take its place when the element is seen.
async fn unseen(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let body = "<p id=far></p><mta-sts-lens domain=\"nothing.test\"></mta-sts-lens>";
    let script = "document.addEventListener('DOMContentLoaded', () => { document.getElementById('far').style.height = '400vh' });";
    open(lab, stage, "unseen", "", body, script).await?;
    let asked = "(async () => {
        await customElements.whenDefined('mta-sts-lens');
        const one = document.querySelector('mta-sts-lens');
        const checked = one.check('good.screens.test');
        one.scrollIntoView();
        return (await checked)?.verdict.case ?? null;
    })()";
    let case = stage.page.promise(asked, Vec::new()).await?;
    same("the check that was asked for", &case, &json!("protected"))?;
    told(stage, "lens-ready", 1).await?;
    let quiet =
        "new Promise((done) => setTimeout(() => done(told.filter(({ name }) => name === 'lens-result').length), 1500))";
    let results = stage.page.promise(quiet, Vec::new()).await?;
    same("the results", &results, &json!(1))
}

/// The form of the generator, by hand: what it makes can be copied, what is wrong is told.
async fn generates(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let body = "<mta-sts-lens view=\"generate\" domain=\"example.com\"></mta-sts-lens>";
    open(lab, stage, "generate", "", body, "").await?;
    told(stage, "lens-ready", 1).await?;
    let fill = "const { shadowRoot: root } = document.querySelector('mta-sts-lens');
        for (const [name, value] of Object.entries(arguments[0])) root.querySelector(`[name=${name}]`).value = value;
        root.querySelector('form button').click()";
    let shown = "const { shadowRoot: root } = document.querySelector('mta-sts-lens');
        return [root.querySelector('.say').textContent, ...[...root.querySelectorAll('pre')].map((pre) => pre.textContent)]";
    stage
        .page
        .eval(fill, vec![json!({ "mx": "", "mode": "enforce" })])
        .await?;
    let first = told(stage, "lens-result", 1).await?;
    same(
        "what is made of nothing",
        &first[0]["detail"]["publishable"],
        &json!(false),
    )?;
    let text = stage.page.eval(shown, Vec::new()).await?;
    let mut amiss = Vec::new();
    amiss.extend(trials::missing(text[0].as_str().unwrap_or_default(), &["Error", "yet"]));
    let typed = json!({ "mx": "mx1.example.com\n*.example.net", "rua": "tls@example.com", "max_age": "86400" });
    stage.page.eval(fill, vec![typed]).await?;
    told(stage, "lens-result", 2).await?;
    let text = stage.page.eval(shown, Vec::new()).await?.to_string();
    let wanted = [
        "Ready to publish",
        "version: STSv1",
        "mode: enforce",
        "mx: mx1.example.com",
        "mx: *.example.net",
        "max_age: 86400",
        "v=STSv1; id=",
        "v=TLSRPTv1; rua=mailto:tls@example.com",
    ];
    amiss.extend(trials::missing(&text, &wanted));
    stage.page.eval(fill, vec![json!({ "max_age": "a while" })]).await?;
    let refused = told(stage, "lens-error", 1).await?;
    same("the refusal", &refused[0]["detail"]["code"], &json!("options"))?;
    trials::all_right(&amiss)
}

/// Each view with something in it, on a light and on a dark page.
async fn all_right(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let body = "<main><mta-sts-lens domain=\"blocked.screens.test\"></mta-sts-lens>\
        <mta-sts-lens domain=\"good.screens.test\" compact></mta-sts-lens>\
        <mta-sts-lens view=\"validate\"></mta-sts-lens><mta-sts-lens view=\"generate\" domain=\"example.com\"></mta-sts-lens>\
        <mta-sts-lens domain=\"no domain\"></mta-sts-lens></main>";
    open(lab, stage, "axe", "", body, "").await?;
    let seen = "(async () => {
        await customElements.whenDefined('mta-sts-lens');
        const all = [...document.querySelectorAll('mta-sts-lens')];
        await all[2].validate('version: STSv1\\nmode: enforced\\nmx: a_b\\nmax_age: 9');
        const { shadowRoot: root } = all[3];
        root.querySelector('[name=mx]').value = 'mx.example.com';
        root.querySelector('form button').click();
        all[0].scrollIntoView();
        return true;
    })()";
    stage.page.promise(seen, Vec::new()).await?;
    // Two checks, a text, a form.
    for at in 0..2 {
        let scroll = "document.querySelectorAll('mta-sts-lens')[arguments[0]].scrollIntoView()";
        stage.page.eval(scroll, vec![json!(at)]).await?;
        told(stage, "lens-result", 3 + at).await?;
    }
    axe::load(stage).await?;
    let mut amiss = Vec::new();
    for theme in ["light", "dark"] {
        let set = "document.documentElement.dataset.theme = arguments[0];
            document.documentElement.style.background = arguments[0] === 'dark' ? '#000' : '#fff';
            document.documentElement.style.color = arguments[0] === 'dark' ? '#fff' : '#000'";
        stage.page.eval(set, vec![json!(theme)]).await?;
        let found = axe::found(stage, "document.querySelector('main')").await?;
        amiss.extend(found.into_iter().map(|fault| format!("{theme}: {fault}")));
    }
    trials::all_right(&amiss)
}

/// Attributes that can't be used are refused by name, and nothing is asked.
async fn refuses(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let long = "a".repeat(400);
    let cases = [
        ("domain", long.as_str()),
        ("domain", "a b"),
        ("domain", "&#0;x&#10;y"),
        ("view", "__proto__"),
        ("view", "CHECK"),
        ("theme", "url(x)"),
        ("resolver", "http://dns.google/"),
        ("resolver", "https://user@evil.test/"),
        ("resolver", "data:text/plain,x"),
    ];
    let body: String = cases
        .iter()
        .map(|(name, value)| format!("<mta-sts-lens {name}=\"{value}\"></mta-sts-lens>"))
        .collect();
    let count = "window.asked = []; const own = fetch; window.fetch = (...all) => { asked.push(String(all[0])); return own(...all) };";
    open(lab, stage, "refuses", "", &body, count).await?;
    let errors = told(stage, "lens-error", cases.len()).await?;
    let mut amiss = Vec::new();
    for ((name, value), error) in cases.iter().zip(errors.as_array().into_iter().flatten()) {
        let message = error["detail"]["message"].as_str().unwrap_or_default();
        if error["detail"]["code"] != "options" || !message.contains(&format!("attribute {name} ")) {
            amiss.push(format!("{name}={value}: {error}"));
        }
        if message.chars().count() > 160 {
            amiss.push(format!("{name}: the message repeats all of it: {message}"));
        }
    }
    let asked = stage.page.eval("return asked", Vec::new()).await?;
    if asked != json!([]) {
        amiss.push(format!("all the same, it was asked: {asked}"));
    }
    trials::all_right(&amiss)
}

/// From when the last script of the element had come to the frame in which its skeleton was drawn. The best of three, since
/// others work on the same machine.
async fn soon(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let script = "const { attachShadow } = Element.prototype;
        Element.prototype.attachShadow = function (...all) {
            requestAnimationFrame(() => { const done = new MessageChannel(); done.port1.onmessage = () => { window.drawn ??= performance.now() }; done.port2.postMessage(0) });
            return attachShadow.apply(this, all);
        };";
    let measure = "if (!window.drawn) return null;
        const scripts = performance.getEntriesByType('resource').filter(({ name, initiatorType }) => name.includes('/embed/') && name.endsWith('.js') && initiatorType !== 'fetch');
        const early = scripts.map(({ responseEnd }) => responseEnd).filter((end) => end < window.drawn);
        const { height } = document.querySelector('mta-sts-lens').getBoundingClientRect();
        return height > 100 ? window.drawn - Math.max(...early) : null";
    let mut best = f64::MAX;
    for _ in 0..3 {
        let body = "<mta-sts-lens domain=\"good.screens.test\"></mta-sts-lens>";
        open(lab, stage, "soon", "", body, script).await?;
        let took = stage.page.until("the skeleton", PATIENCE, measure, &[]).await?;
        best = best.min(took.as_f64().unwrap_or(f64::MAX));
    }
    println!("figure: the skeleton of the element is drawn {best:.1} ms after its script has come (at most {SOON})");
    if best > SOON {
        return Err(format!("the skeleton was drawn {best:.1} ms after the script had come").into());
    }
    Ok(())
}
