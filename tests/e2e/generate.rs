//! The form for a policy by keyboard alone: a domain fills it, everything is downloaded as one archive.

use crate::Outcome;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{trials, validate};
use libtest_mimic::Trial;
use serde_json::json;
use std::sync::Arc;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("generate/keyboard", Alone::No, async |_, stage| keyboard(&stage).await),
        lab.page_trial("generate/zone above", Alone::No, async |_, stage| zone(&stage).await),
        lab.page_trial("generate/to the planner", Alone::No, async |_, stage| {
            planned(&stage).await
        }),
        lab.page_trial("generate/rows", Alone::No, async |_, stage| rows(&stage).await),
        lab.page_trial("generate/formats", Alone::No, async |_, stage| formats(&stage).await),
    ]
}

/// Keeps what is downloaded, since a browser's download folder is out of reach.
pub const CATCH: &str = "const made = URL.createObjectURL;
    URL.createObjectURL = blob => { blob.arrayBuffer().then(bytes => window.caught = new Uint8Array(bytes)); return made(blob); };
    document.addEventListener('click', event => {
        const link = event.target.closest('a[download]');
        if (link) { window.named = link.download; event.preventDefault(); }
    }, true);
    const click = HTMLElement.prototype.click;
    HTMLElement.prototype.click = function() {
        if (this.hasAttribute('download')) window.named = this.getAttribute('download'); else click.call(this);
    };";

/// The names in the archive's directory, read from its end (APPNOTE 4.3.12, 4.3.16).
const NAMES: &str = "const bytes = window.caught;
    if (!bytes) return null;
    const view = new DataView(bytes.buffer), names = [];
    let at = view.getUint32(bytes.length - 6, true);
    for (let left = view.getUint16(bytes.length - 12, true); left > 0; left -= 1) {
        const length = view.getUint16(at + 28, true), more = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
        names.push(new TextDecoder().decode(bytes.slice(at + 46, at + 46 + length)));
        at += 46 + length + more;
    }
    return [window.named, ...names]";

async fn keyboard(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let page = stage.page;
    page.goto(&stage.url("", "#/generate")).await?;
    page.visible("#g-dom").await?;
    page.tab_to("#g-dom", "").await?;
    page.spell("good.screens.test").await?;
    page.visible("#g-read").await?;
    // In the field itself, as on the start page.
    page.press("Enter").await?;
    let mut amiss = Vec::new();
    // What is published today fills the form: the policy, and where reports go.
    let filled = "return [...document.querySelectorAll('.line input, #g-age')].map(field => field.value)";
    let wanted = json!(["*.good.screens.test", "1209600", "mailto:tls@reports.screens.test"]);
    validate::until(stage, filled, &wanted).await?;
    // An unchanged policy keeps its id.
    validate::until(
        stage,
        "return document.getElementById('g-id').value",
        &json!("20261120T080000Z"),
    )
    .await?;
    // So are the time to live of today's record, and the zone that DNS names.
    let place = "return [document.getElementById('g-ttl').value, document.getElementById('g-zone').value,
        document.getElementById('g-zone-h').innerText.includes('is in the zone screens.test.')]";
    validate::until(stage, place, &json!(["300", "screens.test", true])).await?;
    page.eval(CATCH, Vec::new()).await?;
    page.tab_to("#g-zip", "").await?;
    page.press("Enter").await?;
    let names = page
        .until("the archive", std::time::Duration::from_secs(5), NAMES, &[])
        .await?;
    let names: Vec<&str> = names
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|name| name.as_str())
        .collect();
    for wanted in [
        "mta-sts.good.screens.test.zip",
        "mta-sts.good.screens.test/README.md",
        "mta-sts.good.screens.test/.well-known/mta-sts.txt",
    ] {
        if !names.contains(&wanted) {
            amiss.push(format!("{wanted} is not among {names:?}"));
        }
    }
    trials::all_right(&amiss)
}

/// An empty form finds fault with nothing; what is added gets the focus, and what is taken away hands it to its neighbour.
async fn rows(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let page = stage.page;
    page.goto(&stage.url("", "#/generate")).await?;
    page.visible("#g-dom").await?;
    let faults = "return document.querySelectorAll('main .is-error, main [aria-invalid=true]').length";
    let at = "return document.activeElement.id";
    validate::until(stage, faults, &json!(0)).await?;
    validate::until(stage, "return document.getElementById('g-zip').disabled", &json!(true)).await?;
    for (short, first) in [("m", "mx1.example.com"), ("r", "https://reports.example.net/a")] {
        let many = format!("document.querySelectorAll('.line input[id^={short}]').length");
        let before = page.eval(&format!("return {many}"), Vec::new()).await?;
        let before = before.as_u64().unwrap_or_default();
        for row in before..before + 3 {
            page.tab_to(&format!("#{short}-add"), "").await?;
            page.press("Enter").await?;
            validate::until(stage, at, &json!(format!("{short}{row}"))).await?;
            page.spell("a").await?;
        }
        // The middle one, then the last, then all.
        let remove = |row: u64| format!("#{short}{row} + button");
        for (row, to) in [
            (before + 1, format!("{short}{}", before + 1)),
            (before + 1, format!("{short}{before}")),
        ] {
            page.tab_to(&remove(row), "").await?;
            page.press("Enter").await?;
            validate::until(stage, at, &json!(to)).await?;
        }
        for _ in 0..=before {
            page.tab_to(&remove(0), "").await?;
            page.press("Enter").await?;
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        validate::until(stage, at, &json!(format!("{short}-add"))).await?;
        page.press("Enter").await?;
        validate::until(stage, at, &json!(format!("{short}0"))).await?;
        page.spell(first).await?;
    }
    trials::all_right(&page.console().await?)
}

/// Every DNS format and every kit is shown for a domain.
async fn formats(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let page = stage.page;
    page.goto(&stage.url("", "#/generate/good.screens.test")).await?;
    page.visible("#m0").await?;
    let mut amiss = Vec::new();
    for (tab, list, least) in [(1, "g-dns", 15), (2, "g-kit", 11)] {
        page.click(&format!("#tab-{tab}")).await?;
        page.visible(&format!("#{list}")).await?;
        let each = format!(
            "(async () => {{
                const list = document.getElementById('{list}'), shown = [];
                const panel = () => [...document.querySelectorAll('#panel .src')].map(text => text.innerText).join('\\n');
                let before = '';
                for (const option of [...list.options]) {{
                    list.value = option.value;
                    list.dispatchEvent(new Event('change', {{ bubbles: true }}));
                    // No two show the same, so what stands there is this one's once it is another text.
                    const end = performance.now() + 5000;
                    while (panel() === before && performance.now() < end) await new Promise(done => setTimeout(done, 5));
                    const texts = panel();
                    shown.push([option.value, option.innerText, texts.includes('STSv1'), texts.includes('«'), texts !== before]);
                    before = texts;
                }}
                return shown;
            }})()"
        );
        let shown = page.promise(&each, Vec::new()).await?;
        let shown = shown.as_array().cloned().unwrap_or_default();
        if shown.len() < least {
            amiss.push(format!("#{list} offers {} formats", shown.len()));
        }
        for format in shown {
            if format[2] != json!(true)
                || format[3] != json!(false)
                || format[4] != json!(true)
                || format[0] == format[1]
            {
                amiss.push(format!("#{list}: {format}"));
            }
        }
    }
    trials::all_right(&amiss)
}

/// The records go into the zone that is chosen; what is doubled in a panel is named as it would be.
async fn zone(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let page = stage.page;
    page.goto(&stage.url("", "#/generate")).await?;
    page.type_into("#g-dom", "mail.example.test").await?;
    page.visible("#g-zone").await?;
    let names = "return [...document.querySelectorAll('#panel .rec > div:first-child > dd:nth-child(2) > code')].map(name => name.innerText)";
    validate::until(stage, names, &json!(["_mta-sts", "_smtp._tls"])).await?;
    page.eval(
        "const list = document.getElementById('g-zone');
        list.value = 'example.test';
        list.dispatchEvent(new Event('change', { bubbles: true }));",
        Vec::new(),
    )
    .await?;
    validate::until(stage, names, &json!(["_mta-sts.mail", "_smtp._tls.mail"])).await?;
    let doubled = "return document.querySelector('#panel .aside.is-warning').innerText
        .includes('_smtp._tls.mail.example.test.example.test')";
    validate::until(stage, doubled, &json!(true)).await?;
    page.click("#tab-1").await?;
    let file = "return document.querySelector('#panel .src').innerText.includes('$ORIGIN example.test.')";
    validate::until(stage, file, &json!(true)).await?;
    // What is good or bad about a max_age stands beside it.
    let advice = "return document.getElementById('g-age-h').innerText.includes('Right for a beginning')";
    validate::until(stage, advice, &json!(true)).await?;
    // A domain right below the top has no choice.
    page.empty("#g-dom").await?;
    page.type_into("#g-dom", "example.test").await?;
    validate::until(stage, "return document.getElementById('g-zone') === null", &json!(true)).await?;
    trials::all_right(&page.console().await?)
}

/// What the form made is the new policy of a plan, by one click, whether the domain was read before or not.
async fn planned(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let page = stage.page;
    let mut amiss = Vec::new();
    page.goto(&stage.url("", "#/generate/good.screens.test")).await?;
    page.visible("#m0").await?;
    page.click("label:has(input[value=none])").await?;
    page.tab_to("#g-plan", "").await?;
    page.press("Enter").await?;
    page.visible("#p-policy").await?;
    let policy =
        "return [location.hash, document.getElementById('p-policy').value, document.getElementById('kind').value]";
    let wanted = json!([
        "#/rollout/good.screens.test",
        "version: STSv1\nmode: none\nmax_age: 86400\n",
        "policy"
    ]);
    if let Err(error) = validate::until(stage, policy, &wanted).await {
        amiss.push(error.to_string());
    }
    // A domain that publishes nothing: the plan begins with what the form made.
    page.goto(&stage.url("", "#/generate")).await?;
    page.visible("#g-dom").await?;
    page.empty("#g-dom").await?;
    page.type_into("#g-dom", "bare.screens.test").await?;
    page.click("label:has(input[value=testing])").await?;
    page.click("#g-mx ~ .row .btn").await?;
    page.visible("#m0").await?;
    page.empty("#m0").await?;
    page.type_into("#m0", "mx.bare.screens.test").await?;
    page.empty("#r0").await?;
    page.type_into("#r0", "tls@reports.screens.test").await?;
    page.visible("#g-plan").await?;
    page.click("#g-plan").await?;
    page.visible(".plan > li").await?;
    let texts = "return [document.querySelector('.plan').innerText.includes('rua=mailto:tls@reports.screens.test'),
        document.querySelector('.plan').innerText.includes('mx: mx.bare.screens.test'),
        document.querySelectorAll('.plan > li').length]";
    if let Err(error) = validate::until(stage, texts, &json!([true, true, 6])).await {
        amiss.push(error.to_string());
    }
    amiss.extend(page.console().await?);
    trials::all_right(&amiss)
}
