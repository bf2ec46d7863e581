//! Every form that reports come in, given to the page as people do: packed files dropped, folders dropped and picked; what
//! the browser remembers of the limits; and a browser that keeps nothing.

use crate::driver::{Browser, Scratch};
use crate::embed::{open, told};
use crate::lab::{Alone, Lab};
use crate::packed::{attached, deflated, gzip, mail, stored, tar, wide};
use crate::play::Stage;
use crate::reports::{drop_all, drop_bytes};
use crate::sent::{report, some};
use crate::validate::until;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use mta_sts_lens::crc::crc32;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    let elsewhere = lab.browser != Browser::Chromium;
    vec![
        lab.page_trial("given/forms", Alone::No, async |_, stage| forms(&stage).await),
        // Files of the disk can be given by Chromium's tools alone.
        lab.page_trial("given/folders", Alone::No, async |_, stage| folders(&stage).await)
            .with_ignored_flag(elsewhere),
        lab.page_trial("given/limits", Alone::No, async |_, stage| limits(&stage).await),
        lab.page_trial("given/to an element", Alone::No, async |lab, stage| {
            to_an_element(lab, &stage).await
        }),
        lab.page_trial("given/printed", Alone::No, async |lab, stage| {
            printed(lab, &stage).await
        })
        .with_ignored_flag(elsewhere),
        lab.page_trial("given/not stored", Alone::No, async |_, stage| not_stored(&stage).await),
    ]
}

/// A report of a day, which differs from those of other days.
fn of(day: u32) -> String {
    report("problem.screens.test", "A sender", day, day, &[])
}

/// How many reports were read, and of how many files.
async fn counted(stage: &Stage<'_>, reports: usize, files: usize) -> Outcome<()> {
    let noun = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let says = format!("{} in {}", noun(reports, "report"), noun(files, "file"));
    let meta =
        "return document.querySelector('.verdict__meta span')?.innerText.replace(/\\s/g, ' ').split(',')[0] ?? null";
    until(stage, meta, &json!(says)).await
}

/// Each form holds one report, or two, of days of its own.
async fn forms(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let quoted = of(4).replace('=', "=3D").replace(',', ",=\r\n");
    let quoted = mail(&format!(
        "Content-Type: application/tlsrpt+json\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}"
    ));
    let mailbox = format!(
        "From a\n{}\nFrom b\n{}",
        attached(&gzip(of(5).as_bytes())),
        attached(&gzip(of(6).as_bytes()))
    );
    let zip = stored(&[("a.json", &of(7)), ("b/", ""), ("b/c.json", &of(8))]);
    let (thin, packed) = (of(9), gzip(of(11).as_bytes()));
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("as it is", of(1).into_bytes()),
        ("gzip", gzip(of(2).as_bytes())),
        ("mail, base64", attached(&gzip(of(3).as_bytes())).into_bytes()),
        ("mail, quoted-printable", quoted.into_bytes()),
        ("mailbox", mailbox.into_bytes()),
        ("zip, stored", zip),
        (
            "zip, deflated",
            deflated("a.json", thin.as_bytes(), crc32(thin.as_bytes())),
        ),
        ("zip, wide", wide(of(10).as_bytes()).0),
        ("tar", tar(&[("a.json.gz", &packed)])),
        (
            "zip in tar.gz",
            gzip(&tar(&[("a.zip", &stored(&[("a.json", &of(12))]))])),
        ),
        ("in a string", json!(of(13)).to_string().into_bytes()),
    ];
    let given: Vec<Value> = files.iter().map(|(name, bytes)| json!([name, bytes])).collect();
    drop_bytes(stage, &json!(given)).await?;
    counted(stage, 13, files.len()).await?;
    let told = "return document.querySelectorAll('#files .files li').length";
    until(stage, told, &json!(0)).await
}

/// A folder with a report, one in a folder in it, and a picture.
fn folder() -> Outcome<Scratch> {
    let scratch = Scratch::new()?;
    let inner = scratch.0.join("mail/2026");
    std::fs::create_dir_all(&inner)?;
    std::fs::write(scratch.0.join("mail/a.json"), of(1))?;
    std::fs::write(inner.join("b.json.gz"), gzip(of(2).as_bytes()))?;
    std::fs::write(inner.join("logo.png"), [1, 2, 3])?;
    Ok(scratch)
}

/// What lies in folders is read with its path, however the folder is given.
async fn folders(stage: &Stage<'_>) -> Outcome<()> {
    let (page, scratch) = (stage.page, folder()?);
    let path = scratch.0.join("mail");
    let opened = async || {
        stage.fresh(None).await?;
        page.goto(&stage.url("", "#/reports")).await?;
        page.visible("#drop").await.map(drop)
    };
    opened().await?;
    drop_path(stage, &path).await?;
    all_of_it(stage).await?;
    opened().await?;
    let document = page.devtools("DOM.getDocument", json!({})).await?;
    let node = json!({ "nodeId": document["root"]["nodeId"], "selector": "#r-folder" });
    let node = page.devtools("DOM.querySelector", node).await?;
    let files = json!({ "files": [path], "nodeId": node["nodeId"] });
    page.devtools("DOM.setFileInputFiles", files).await?;
    all_of_it(stage).await
}

async fn all_of_it(stage: &Stage<'_>) -> Outcome<()> {
    counted(stage, 2, 3).await?;
    let says = "return document.querySelector('#files .files').innerText.replace(/\\s+/g, ' ')";
    let says = stage.page.eval(says, Vec::new()).await?;
    let missing = trials::missing(says.as_str().unwrap_or_default(), &["mail/2026/logo.png begins with"]);
    trials::all_right(&missing.collect::<Vec<_>>())
}

/// Drops a file or folder of the disk on the box.
async fn drop_path(stage: &Stage<'_>, path: &Path) -> Outcome<()> {
    let place = "const box = document.querySelector('#drop').getBoundingClientRect(); return [box.x + 9, box.y + 9]";
    let place = stage.page.eval(place, Vec::new()).await?;
    for step in ["dragEnter", "dragOver", "drop"] {
        let event = json!({
            "type": step, "x": place[0], "y": place[1],
            "data": { "items": [], "files": [path], "dragOperationsMask": 1 },
        });
        stage.page.devtools("Input.dispatchDragEvent", event).await?;
    }
    Ok(())
}

/// A limit that was changed counts at once and after a reload, and the settings forget it.
async fn limits(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    let large = format!("{}{}", of(1), " ".repeat(1_100_000));
    let files = json!([["large.json", large.into_bytes()]]);
    drop_bytes(stage, &files).await?;
    counted(stage, 1, 1).await?;
    let set = "document.querySelectorAll('.reports__more details').forEach(part => part.open = true);
        const field = document.querySelector('#l-file');
        field.value = arguments[0];
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    page.eval(set, vec![json!("1")]).await?;
    let told =
        "return document.querySelector('#files .files')?.innerText.includes('more than 1,000,000 bytes') ?? false";
    until(stage, told, &json!(true)).await?;
    page.reload().await?;
    drop_bytes(stage, &files).await?;
    until(stage, told, &json!(true)).await?;
    until(stage, "return document.querySelector('#l-file').value", &json!("1")).await?;
    page.goto(&stage.url("", "#/requests")).await?;
    page.visible("#settings").await?;
    page.tab_to("#settings button", "Forget all of it").await?;
    page.press("Enter").await?;
    let stored = "return Object.keys(localStorage)";
    // But what `fresh` has refused for these trials.
    until(stage, stored, &json!(["mta-sts-lens-offline"])).await
}

/// Where what is kept can't be read, that is said, and not that there is nothing.
async fn not_stored(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    // The database of another version of the page.
    let other = "new Promise((done, failed) => {
            indexedDB.deleteDatabase('mta-sts-lens-reports');
            const request = indexedDB.open('mta-sts-lens-reports', 9);
            request.onsuccess = () => { request.result.close(); done(true); };
            request.onerror = failed;
            localStorage.setItem('mta-sts-lens-reports', 'kept');
        })";
    page.promise(other, Vec::new()).await?;
    page.goto(&stage.url("", "#/reports")).await?;
    page.visible("#drop").await?;
    let says = "const told = document.querySelector('.reports .field__msg');
        return told?.checkVisibility() && told.innerText.includes('read what it has stored') || null";
    page.until("that it can’t be read", Duration::from_secs(10), says, &[])
        .await?;
    page.promise(
        "new Promise(done => { indexedDB.deleteDatabase('mta-sts-lens-reports').onsuccess = () => done(true); })",
        Vec::new(),
    )
    .await
    .map(drop)
}

/// The element reads files too, on another site and in the frame; what is damaged is told in it.
async fn to_an_element(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    let give = "const { shadowRoot: root } = document.querySelector('mta-sts-lens');
        const data = new DataTransfer();
        for (const [name, bytes] of arguments[0]) data.items.add(new File([new Uint8Array(bytes)], name));
        root.querySelector('[name=files]').files = data.files;
        root.querySelector('form button').click();";
    let shown = "const { shadowRoot: root } = document.querySelector('mta-sts-lens');
        const text = root.querySelector('.lens').textContent.replace(/\\s/g, ' ');
        return arguments[0].every(part => text.includes(part)) || null";
    let failed = report(
        "problem.screens.test",
        "<b>`A sender`\u{202e}",
        1,
        5,
        &[("certificate-expired", "mx1.problem.screens.test", 3)],
    );
    let whole = gzip(failed.as_bytes());
    let files = json!([
        ["a.json.gz", whole],
        ["cut.gz", whole.get(..50)],
        ["b.json", of(2).into_bytes()]
    ]);
    let wanted = json!([
        "Of 10 sessions from 2 senders in 2 days, 3 failed",
        "3 failed sessions from <b>'A sender'‹U+202E› to mx1.problem.screens.test: the certificate has expired"
            .replace("‹U+202E›", ""),
        "cut.gz can’t be read from byte 50 on: it is cut off there",
        "2 reports in 3 files, read in your browser",
    ]);
    open(
        lab,
        stage,
        "reads",
        "",
        "<mta-sts-lens view=\"report\"></mta-sts-lens>",
        "",
    )
    .await?;
    told(stage, "lens-ready", 1).await?;
    page.eval(give, vec![files.clone()]).await?;
    told(stage, "lens-result", 1).await?;
    page.until(
        "what is read",
        Duration::from_secs(10),
        shown,
        std::slice::from_ref(&wanted),
    )
    .await?;
    // The page of the frame.
    page.goto(&stage.url("", "embed.html#view=report")).await?;
    let there =
        "return document.querySelector('mta-sts-lens')?.shadowRoot?.querySelector('[name=files]') ? true : null";
    page.until("the field", Duration::from_secs(10), there, &[]).await?;
    page.eval(give, vec![files]).await?;
    page.until("what is read in the frame", Duration::from_secs(10), shown, &[wanted])
        .await
        .map(drop)
}

/// On paper stands what was found, with what is folded up on the screen, and nothing to press.
async fn printed(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    drop_all(stage, &some("problem.screens.test")).await?;
    page.visible("#files").await?;
    let media = |media: &str| json!({ "media": media });
    // A4, between its margins.
    let paper = json!({ "width": 718, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
    page.devtools("Emulation.setDeviceMetricsOverride", paper).await?;
    page.devtools("Emulation.setEmulatedMedia", media("print")).await?;
    let seen = "const seen = part => { const box = document.querySelector(part)?.getBoundingClientRect(); return Boolean(box && box.height > 0); };
        return [['#time svg', '#why article', '#where td', '#time td', '#files li'].filter(part => !seen(part)),
            ['#drop', '.filters', '#take', '.btn', '.reports__more'].filter(seen),
            document.documentElement.scrollWidth - innerWidth]";
    let seen = page.eval(seen, Vec::new()).await?;
    std::fs::write(lab.shots.join("reports-printed.png"), page.picture().await?)?;
    let pdf = json!({ "preferCSSPageSize": true });
    let pdf = page.devtools("Page.printToPDF", pdf).await?;
    page.devtools("Emulation.setEmulatedMedia", media("")).await?;
    page.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await?;
    let mut amiss = Vec::new();
    if seen[0] != json!([]) || seen[1] != json!([]) || seen[2].as_i64() > Some(0) {
        amiss.push(format!("missing, not wanted, too wide: {seen}"));
    }
    if pdf["data"].as_str().is_none_or(|data| data.len() <= 10_000) {
        amiss.push("no pages are printed".to_owned());
    }
    trials::all_right(&amiss)
}
