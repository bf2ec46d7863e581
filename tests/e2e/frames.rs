//! The element and the frame from another host than the page's, under what README tells the page to allow and nothing else; and
//! frames that are moved, get another address, name no site, or are sized by the browser.

use crate::embed::{PATIENCE, told};
use crate::files::DEPLOYED;
use crate::hosted::LENS;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::selftest::same;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("embed/from another host", Alone::No, async |lab, stage| {
            element(lab, &stage).await
        }),
        lab.page_trial("embed/a frame from another host", Alone::No, async |lab, stage| {
            frame(lab, &stage).await
        }),
        lab.page_trial("embed/a frame that is moved", Alone::No, async |lab, stage| {
            moved(lab, &stage).await
        }),
        lab.page_trial("embed/a frame that the browser sizes", Alone::No, async |lab, stage| {
            sized(lab, &stage).await
        }),
    ]
}

/// What stands in README as a policy after these words, for the box's host.
fn policy(after: &str) -> Outcome<String> {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bin/api/README.md"))?;
    let (_, rest) = readme.split_once(after).ok_or("README lacks these words")?;
    let (_, rest) = rest.split_once("```text\n").ok_or("no policy follows")?;
    let (line, _) = rest.split_once("\n```").ok_or("the policy has no end")?;
    Ok(line.replace("lens.example", LENS))
}

/// Opens a page of the first host that forbids all but this, and its own script, which has a nonce.
async fn open(lab: &Lab, stage: &Stage<'_>, name: &str, policy: &str, body: &str, script: &str) -> Outcome<()> {
    let folder = lab.deployed.0.join(format!("frames-{name}"));
    std::fs::create_dir_all(&folder)?;
    let policy = policy.replace("script-src", "script-src 'nonce-own'");
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8>\
         <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; {policy}\"><title>Docs</title>\
         <script nonce=own>window.told = []; window.violations = [];
         for (const name of ['lens-ready', 'lens-result', 'lens-error', 'lens-resize']) {{
             addEventListener(name, (event) => told.push({{ name, detail: event.detail }}));
         }}
         addEventListener('securitypolicyviolation', (event) => {{
             if (!event.blockedURI.endsWith('/favicon.ico')) violations.push(`${{event.effectiveDirective}} ${{event.blockedURI}}`);
         }});
         {script}</script><h1>Docs</h1>{body}"
    );
    std::fs::write(folder.join("index.html"), page)?;
    stage.fresh(None).await?;
    stage.page.console().await?;
    let url = format!("http://{}/{DEPLOYED}/frames-{name}/index.html", stage.addresses.page);
    stage.page.goto(&url).await
}

/// The script for frames, as README has it.
fn sizes() -> String {
    format!("<script type=module src=\"https://{LENS}/embed/frame.js\"></script>")
}

/// What broke the policy; and lines of the console, but for what browsers themselves say of icons and refused requests.
async fn quiet(stage: &Stage<'_>, amiss: &mut Vec<String>) -> Outcome<()> {
    let violations = stage.page.eval("return violations", Vec::new()).await?;
    if violations != json!([]) {
        amiss.push(format!("the page’s policy was broken: {violations}"));
    }
    let own = |line: &&String| {
        ["favicon.ico", "blocked by CORS policy", "Failed to load resource"]
            .iter()
            .all(|known| !line.contains(known))
    };
    let lines = stage.page.console().await?;
    amiss.extend(lines.iter().filter(own).map(|line| format!("the console says: {line}")));
    Ok(())
}

/// The cases of all verdicts that were told.
fn cases(results: &Value) -> Vec<&str> {
    let all = results.as_array().into_iter().flatten();
    let mut cases: Vec<&str> = all
        .filter_map(|one| one["detail"]["verdict"]["case"].as_str())
        .collect();
    cases.sort_unstable();
    cases
}

async fn element(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let body = format!(
        "<script type=module src=\"https://{LENS}/embed/mta-sts-lens.js\"></script>\
         <mta-sts-lens domain=\"good.screens.test\"></mta-sts-lens><mta-sts-lens domain=\"blocked.screens.test\" compact></mta-sts-lens>\
         <mta-sts-lens view=\"validate\"></mta-sts-lens><mta-sts-lens view=\"generate\"></mta-sts-lens>"
    );
    open(lab, stage, "element", &policy("A strict policy needs:")?, &body, "").await?;
    let results = told(stage, "lens-result", 2).await?;
    same("the verdicts", &cases(&results), &vec!["not-readable", "protected"])?;
    let judged =
        "document.querySelectorAll('mta-sts-lens')[2].validate('v=STSv1; id=?').then(({ verdict }) => verdict)";
    let judged = stage.page.promise(judged, Vec::new()).await?;
    same("what is judged", &judged, &json!("invalid"))?;
    let make = "const { shadowRoot: root } = document.querySelectorAll('mta-sts-lens')[3];
        root.querySelector('[name=domain]').value = 'example.com'; root.querySelector('[name=mx]').value = 'mx.example.com';
        root.querySelector('form button').click()";
    stage.page.eval(make, Vec::new()).await?;
    told(stage, "lens-result", 4).await?;
    let style = "const lens = document.querySelector('mta-sts-lens').shadowRoot.querySelector('.lens');
        return getComputedStyle(lens).borderTopWidth";
    same("the border", &stage.page.eval(style, Vec::new()).await?, &json!("1px"))?;
    let mut amiss = Vec::new();
    quiet(stage, &mut amiss).await?;
    trials::all_right(&amiss)
}

/// The height that the frame told last is that of the frame, at this width.
const FITS: &str = "const frame = document.querySelector('iframe');
    frame.style.width = `${arguments[0]}px`;
    const last = told.filter(({ name }) => name === 'lens-resize').at(-1)?.detail.height;
    return last && Math.abs(frame.clientHeight - last) <= 1 && !(arguments[1] > 0 && last === arguments[1]) && last";

/// A frame whose address names no site: `frame.js` does, so that it is sized and tells, without a page more in the history.
async fn frame(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let body = format!(
        "{}<iframe title=\"Check\" src=\"https://{LENS}/embed.html#domain=nothing.test\" width=\"700\" height=\"640\"></iframe>",
        sizes()
    );
    open(
        lab,
        stage,
        "frame",
        &policy("## In a frame")?,
        &body,
        "window.before = history.length;",
    )
    .await?;
    let results = told(stage, "lens-result", 1).await?;
    same("the domain", &results[0]["detail"]["domain"], &json!("nothing.test"))?;
    let pages = stage.page.eval("return history.length - before", Vec::new()).await?;
    same("pages that came into the history", &pages, &json!(0))?;
    let wide = stage.page.until("the height", PATIENCE, FITS, &[json!(700)]).await?;
    // A new fragment is another check; what it doesn’t say any more doesn’t hold.
    let other = "document.querySelector('iframe').src = arguments[0]";
    let address = format!("https://{LENS}/embed.html#domain=good.screens.test&theme=dark");
    stage.page.eval(other, vec![json!(address)]).await?;
    let results = told(stage, "lens-result", 2).await?;
    same("the verdicts", &cases(&results).last(), &Some(&"protected"))?;
    stage
        .page
        .until("the height then", PATIENCE, FITS, &[json!(340), wide])
        .await?;
    stage
        .page
        .eval(
            other,
            vec![json!(address.replace("good.screens", "nothing") + "&compact")],
        )
        .await?;
    let results = told(stage, "lens-result", 3).await?;
    same(
        "the domain then",
        &results[2]["detail"]["domain"],
        &json!("nothing.test"),
    )?;
    let mut amiss = Vec::new();
    quiet(stage, &mut amiss).await?;
    trials::all_right(&amiss)
}

/// What is said to a frame that is moved, or gets a page anew, waits until it listens.
async fn moved(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let body = format!(
        "<div id=one><iframe title=\"Check\" src=\"https://{LENS}/embed.html#compact\" height=\"240\"></iframe></div><div id=two></div>"
    );
    let script = format!(
        "window.frame = () => document.querySelector('iframe');
         import('https://{LENS}/embed/frame.js').then(({{ connect }}) => {{
             const start = () => {{ window.hold = connect(frame()); hold.check('nothing.test'); }};
             document.readyState === 'loading' ? addEventListener('DOMContentLoaded', start) : start();
         }});"
    );
    open(lab, stage, "moved", &policy("## In a frame")?, &body, &script).await?;
    told(stage, "lens-result", 1).await?;
    let steps = [
        "document.getElementById('two').append(frame()); hold.set({ theme: 'dark' }); hold.check('good.screens.test')",
        "frame().src = frame().src.replace('#', '?again#'); hold.check('good.screens.test')",
        "const one = frame(); one.remove(); hold.check('good.screens.test'); setTimeout(() => document.getElementById('one').append(one), 200)",
    ];
    let mut amiss = Vec::new();
    for (at, step) in steps.into_iter().enumerate() {
        stage.page.eval(step, Vec::new()).await?;
        let results = told(stage, "lens-result", at + 2).await?;
        same(
            "the verdict",
            &results[at + 1]["detail"]["verdict"]["case"],
            &json!("protected"),
        )?;
    }
    quiet(stage, &mut amiss).await?;
    trials::all_right(&amiss)
}

/// The page’s style sheet lets the browser size the frame, where it can; as the configurator has it.
const LEFT: &str = "const sheet = new CSSStyleSheet();
    sheet.replaceSync('iframe { border: 0 } @supports (frame-sizing: content-height) { iframe { height: auto; frame-sizing: content-height } }');
    document.adoptedStyleSheets = [sheet];";

/// Browsers that can size the frame by themselves need no script for that, and the script doesn’t disturb them; it follows
/// when the frame gets narrower.
async fn sized(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let frame = |width: u32, more: &str| {
        format!(
            "<iframe title=Check src=\"https://{LENS}/embed.html#domain=good.screens.test&compact{more}\" width={width} height=640></iframe>"
        )
    };
    let allowed = policy("## In a frame")?;
    open(lab, stage, "sized", &allowed, &(sizes() + &frame(700, "")), LEFT).await?;
    told(stage, "lens-result", 1).await?;
    let wide = stage.page.until("the height", PATIENCE, FITS, &[json!(700)]).await?;
    let narrow = [json!(230), wide];
    stage
        .page
        .until("the height where it is narrow", PATIENCE, FITS, &narrow)
        .await?;
    // Without the script; the page listens for itself to what the frame tells.
    let listens = "addEventListener('message', ({ data }) => told.push({ name: data.event, detail: data.detail }));";
    let can = stage
        .page
        .eval("return CSS.supports('frame-sizing: content-height')", Vec::new())
        .await?;
    for width in [700, 230] {
        let origin = format!("&origin=http://{}", stage.addresses.page);
        open(
            lab,
            stage,
            "native",
            &allowed,
            &frame(width, &origin),
            &format!("{LEFT} {listens}"),
        )
        .await?;
        told(stage, "lens-result", 1).await?;
        if can == json!(true) {
            stage
                .page
                .until("the browser’s own height", PATIENCE, FITS, &[json!(width)])
                .await?;
        }
    }
    // One that names no site tells only that.
    open(lab, stage, "nobody", &allowed, &frame(700, ""), listens).await?;
    told(stage, "lens-who", 1).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let names = stage
        .page
        .eval("return told.map(({ name }) => name).join()", Vec::new())
        .await?;
    same("what a frame tells that names no site", &names, &json!("lens-who"))
}
