//! Attributes of an element, live: what is refused and mended, what stays when one changes, and which scheme it follows.

use crate::embed::{open, told};
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::selftest::same;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::json;
use std::sync::Arc;

/// Keeps every address that is asked.
const COUNT: &str = "window.asked = []; const own = fetch; window.fetch = (...all) => { asked.push(String(all[0])); return own(...all) };";

/// Types a text into the first element, and presses its button.
const PRESS: &str = "const { shadowRoot: root } = document.querySelector('mta-sts-lens');
    root.querySelector('input').value = arguments[0];
    root.querySelector('form button').click();";

/// Long enough for what would be asked to be seen.
const QUIET: &str = "new Promise((done) => setTimeout(() => done(asked), 800))";

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("embed/attributes that are mended", Alone::No, async |lab, stage| {
            mended(lab, &stage).await
        }),
        lab.page_trial("embed/a resolver that is refused", Alone::No, async |lab, stage| {
            unasked(lab, &stage).await
        }),
        lab.page_trial("embed/what changes leave", Alone::No, async |lab, stage| {
            kept(lab, &stage).await
        }),
        lab.page_trial("embed/moved and taken out", Alone::No, async |lab, stage| {
            moved(lab, &stage).await
        }),
        lab.page_trial("embed/the scheme of the page", Alone::No, async |lab, stage| {
            schemes(lab, &stage).await
        }),
    ]
}

/// What was refused once works as soon as it is right.
async fn mended(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let cases = [
        ("domain", "a b", json!("good.screens.test")),
        ("view", "chek", json!("check")),
        ("theme", "drak", json!("dark")),
        ("resolver", "http://dns.google/resolve", json!(null)),
        ("app", "javascript:alert(1)", json!("https://lens.test/tool/?a#b")),
    ];
    let mut amiss = Vec::new();
    for (name, wrong, right) in cases {
        let domain = if name == "domain" {
            ""
        } else {
            "domain=\"good.screens.test\" "
        };
        let body = format!("<mta-sts-lens {domain}{name}=\"{wrong}\">Not yet.</mta-sts-lens>");
        open(lab, stage, "mended", "", &body, "").await?;
        told(stage, "lens-error", 1).await?;
        let set = "const one = document.querySelector('mta-sts-lens');
            if (arguments[1] === null) one.removeAttribute(arguments[0]); else one.setAttribute(arguments[0], arguments[1])";
        stage.page.eval(set, vec![json!(name), right]).await?;
        match told(stage, "lens-result", 1).await {
            Ok(told) if told[0]["detail"]["verdict"]["case"] == "protected" => {}
            Ok(told) => amiss.push(format!("{name}: {}", told[0]["detail"]["verdict"])),
            Err(error) => amiss.push(format!("{name}: {error}")),
        }
        let link = "return document.querySelector('mta-sts-lens').shadowRoot.querySelector('.foot a')?.href";
        let link = stage.page.eval(link, Vec::new()).await?;
        // Without the attribute it is the app that serves the element.
        let fits = link.as_str().is_some_and(|link| match name {
            "app" => link == "https://lens.test/tool/?a#/check/good.screens.test",
            _ => link.ends_with("/index.html#/check/good.screens.test"),
        });
        if !fits {
            amiss.push(format!("{name}: the link leads to {link}"));
        }
    }
    trials::all_right(&amiss)
}

/// Nobody is asked in the place of a resolver that is refused, and whoever presses is told; once it is mended, what was wanted is
/// checked.
async fn unasked(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let body = "<mta-sts-lens resolver=\"http://dns.google/resolve\"></mta-sts-lens>";
    open(lab, stage, "unasked", "", body, COUNT).await?;
    told(stage, "lens-error", 1).await?;
    // What stands there before would do for what is to be said then.
    let blank = "document.querySelector('mta-sts-lens').shadowRoot.querySelector('.say').textContent = ''";
    stage.page.eval(blank, Vec::new()).await?;
    stage.page.eval(PRESS, vec![json!("good.screens.test")]).await?;
    let asked = stage.page.promise(QUIET, Vec::new()).await?;
    same("what was asked", &asked, &json!([]))?;
    let errors = told(stage, "lens-error", 2).await?;
    same("the refusal", &errors[1]["detail"]["code"], &json!("options"))?;
    let said = "return document.querySelector('mta-sts-lens').shadowRoot.querySelector('.say').textContent";
    let said = stage.page.eval(said, Vec::new()).await?;
    if !said.as_str().is_some_and(|said| said.contains("resolver")) {
        return Err(format!("whoever presses isn’t told: {said}").into());
    }
    let mend =
        "document.querySelector('mta-sts-lens').setAttribute('resolver', 'https://cloudflare-dns.com/dns-query')";
    stage.page.eval(mend, Vec::new()).await?;
    let results = told(stage, "lens-result", 1).await?;
    same(
        "the domain that is checked then",
        &results[0]["detail"]["domain"],
        &json!("good.screens.test"),
    )?;
    let others = "return asked.filter((url) => url.includes('dns.google')).length";
    let others = stage.page.eval(others, Vec::new()).await?;
    same("questions to others", &others, &json!(0))
}

/// What an element holds: what is typed, whether that has the focus, the verdict, how many rows, and the scheme.
const HOLDS: &str = "const { shadowRoot: root } = document.querySelector('mta-sts-lens');
    const box = root.querySelector('input, textarea');
    return [box.value, root.activeElement === box, root.querySelector('.say').textContent, root.querySelectorAll('li').length, root.querySelector('.lens').dataset.theme]";

/// Another scheme or size throws nothing away that a visitor has done, and asks nothing anew.
async fn kept(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    open(
        lab,
        stage,
        "kept",
        "",
        "<mta-sts-lens theme=\"light\"></mta-sts-lens>",
        COUNT,
    )
    .await?;
    told(stage, "lens-ready", 1).await?;
    stage.page.eval(PRESS, vec![json!("good.screens.test")]).await?;
    told(stage, "lens-result", 1).await?;
    let type_on = "const box = document.querySelector('mta-sts-lens').shadowRoot.querySelector('input');
        box.focus(); box.value = 'half.scr'; window.before = asked.length";
    stage.page.eval(type_on, Vec::new()).await?;
    let before = stage.page.eval(HOLDS, Vec::new()).await?;
    let set = "document.querySelector('mta-sts-lens').setAttribute(arguments[0], arguments[1])";
    let anew = "new Promise((done) => setTimeout(() => done(asked.length - before), 800))";
    stage.page.eval(set, vec![json!("theme"), json!("dark")]).await?;
    same(
        "what is asked anew",
        &stage.page.promise(anew, Vec::new()).await?,
        &json!(0),
    )?;
    let mut wanted = before.clone();
    wanted[4] = json!("dark");
    same(
        "what it holds in the dark",
        &stage.page.eval(HOLDS, Vec::new()).await?,
        &wanted,
    )?;
    stage.page.eval(set, vec![json!("compact"), json!("")]).await?;
    same(
        "what is asked anew",
        &stage.page.promise(anew, Vec::new()).await?,
        &json!(0),
    )?;
    let small = stage.page.eval(HOLDS, Vec::new()).await?;
    same(
        "typed, focus, rows",
        &json!([small[0], small[1], small[3]]),
        &json!(["half.scr", true, 0]),
    )?;
    stage
        .page
        .eval(
            "document.querySelector('mta-sts-lens').removeAttribute('compact')",
            Vec::new(),
        )
        .await?;
    same(
        "what is asked anew",
        &stage.page.promise(anew, Vec::new()).await?,
        &json!(0),
    )?;
    same(
        "what it holds then",
        &stage.page.eval(HOLDS, Vec::new()).await?,
        &wanted,
    )?;
    let events = "return told.filter(({ name }) => name === 'lens-result').length";
    same("the results", &stage.page.eval(events, Vec::new()).await?, &json!(1))?;
    // A text that is only typed.
    open(
        lab,
        stage,
        "kept",
        "",
        "<mta-sts-lens view=\"validate\"></mta-sts-lens>",
        COUNT,
    )
    .await?;
    told(stage, "lens-ready", 1).await?;
    let type_on = "document.querySelector('mta-sts-lens').shadowRoot.querySelector('textarea').value = 'version: S'; window.before = asked.length";
    stage.page.eval(type_on, Vec::new()).await?;
    stage.page.eval(set, vec![json!("theme"), json!("dark")]).await?;
    stage.page.promise(anew, Vec::new()).await?;
    let typed = stage.page.eval(HOLDS, Vec::new()).await?;
    same("the text that was typed", &typed[0], &json!("version: S"))
}

/// In another place of the page an element shows what it showed, and a check goes on.
async fn moved(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let body = "<div id=one><mta-sts-lens></mta-sts-lens></div><div id=two></div>";
    open(lab, stage, "moved", "", body, COUNT).await?;
    told(stage, "lens-ready", 1).await?;
    stage.page.eval(PRESS, vec![json!("good.screens.test")]).await?;
    // While it is checked.
    let move_to = "document.querySelector(arguments[0]).append(document.querySelector('mta-sts-lens'))";
    stage.page.eval(move_to, vec![json!("#two")]).await?;
    told(stage, "lens-result", 1).await?;
    let before = stage.page.eval(HOLDS, Vec::new()).await?;
    stage.page.eval("window.before = asked.length", Vec::new()).await?;
    stage.page.eval(move_to, vec![json!("#one")]).await?;
    let anew = "new Promise((done) => setTimeout(() => done(asked.length - before), 800))";
    same(
        "what is asked anew",
        &stage.page.promise(anew, Vec::new()).await?,
        &json!(0),
    )?;
    same("what it holds", &stage.page.eval(HOLDS, Vec::new()).await?, &before)?;
    // Out, and in again later.
    let out = "(async () => {
        const one = document.querySelector('mta-sts-lens');
        one.remove();
        await new Promise((done) => setTimeout(done, 300));
        document.getElementById('two').append(one);
        await new Promise((done) => setTimeout(done, 800));
        return asked.length - before;
    })()";
    same(
        "what is asked anew",
        &stage.page.promise(out, Vec::new()).await?,
        &json!(0),
    )?;
    same("what it holds", &stage.page.eval(HOLDS, Vec::new()).await?, &before)?;
    // Out in the midst of a check, which begins anew.
    stage.page.eval(PRESS, vec![json!("blocked.screens.test")]).await?;
    stage.page.promise(&out.replace("800", "0"), Vec::new()).await?;
    let results = told(stage, "lens-result", 2).await?;
    same(
        "what is checked",
        &results[1]["detail"]["domain"],
        &json!("blocked.screens.test"),
    )
}

/// What a page says of itself, where, and which scheme an element takes of it.
const SAID: [(&str, &str, &str, &str); 13] = [
    ("documentElement", "data-theme", "dark", "dark"),
    ("documentElement", "data-theme", "light", "light"),
    ("documentElement", "data-bs-theme", "dark", "dark"),
    ("body", "data-md-color-scheme", "slate", "dark"),
    ("body", "data-md-color-scheme", "default", "light"),
    ("documentElement", "class", "js dark", "dark"),
    ("body", "class", "light", "light"),
    // Words of other tools, and such as have nothing to do with a scheme.
    ("body", "class", "default", "auto"),
    ("body", "class", "slate", "auto"),
    ("documentElement", "data-theme", "slate", "auto"),
    ("documentElement", "data-bs-theme", "default", "auto"),
    ("documentElement", "data-theme", "ayu", "auto"),
    ("body", "class", "darkroom", "auto"),
];

/// An element follows what README says that it follows, and nothing else.
async fn schemes(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    open(lab, stage, "schemes", "", "<mta-sts-lens></mta-sts-lens>", "").await?;
    told(stage, "lens-ready", 1).await?;
    let follow = "(async (attributes) => {
        for (const [where, name, value] of attributes) document[where].setAttribute(name, value);
        await new Promise((done) => setTimeout(done));
        const { theme } = document.querySelector('mta-sts-lens').shadowRoot.querySelector('.lens').dataset;
        for (const [where, name] of attributes) document[where].removeAttribute(name);
        return theme;
    })(arguments[0])";
    let mut amiss = Vec::new();
    for (place, name, value, wanted) in SAID {
        let theme = stage.page.promise(follow, vec![json!([[place, name, value]])]).await?;
        if theme != json!(wanted) {
            amiss.push(format!("{name}={value}: {theme} and not {wanted}"));
        }
    }
    // The name that a tool gives goes before a class.
    let both = json!([
        ["documentElement", "class", "dark"],
        ["documentElement", "data-theme", "light"]
    ]);
    let theme = stage.page.promise(follow, vec![both]).await?;
    if theme != json!("light") {
        amiss.push(format!("data-theme=light beside class=dark: {theme}"));
    }
    trials::all_right(&amiss)
}
