//! Names as long as DNS lets them be, without a place to break at, on a phone: nothing is cut off, and the page itself
//! never scrolls sideways.

use crate::driver::Browser;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, embed, reports, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// The longest label that there is (RFC 1035 §2.3.4).
const LABEL: &str = "llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochabcde";

/// A domain of such labels; the names of its hosts, and what is looked up under them, reach 253 octets. See `screens.toml`.
fn domain() -> String {
    format!("{LABEL}.{LABEL}.{LABEL}.screens.test")
}

/// The narrowest phone that is looked at here.
const PHONE: (u32, u32) = (360, 780);

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    let trial = |name: &str, part: fn() -> Part| {
        let name = format!("long/{name}");
        lab.page_trial(name.clone(), Alone::No, async move |lab, stage| {
            let result = look(lab, &stage, part(), &name.replace('/', "-")).await;
            stage.page.emulate_nothing().await?;
            result
        })
        .with_ignored_flag(lab.browser != Browser::Chromium)
    };
    vec![
        lab.page_trial("long/head of the page", Alone::No, async |_, stage| {
            let result = head(&stage).await;
            stage.page.emulate_nothing().await?;
            result
        })
        .with_ignored_flag(lab.browser != Browser::Chromium),
        trial("check", || Part::Checked),
        trial("requests", || Part::Then("#/requests", "#requests tbody tr")),
        trial("embed", || Part::Then("#/embed", "#live mta-sts-lens")),
        trial("validate", || Part::Pasted),
        trial("generate", || Part::Place("#/generate/", "#m0")),
        trial("rollout", || Part::Place("#/rollout/", ".plan > li")),
        trial("reports", || Part::Reports),
        trial("element", || Part::Element),
    ]
}

/// What is looked at.
enum Part {
    /// The check, complete.
    Checked,
    /// A place after it, and what is awaited there.
    Then(&'static str, &'static str),
    /// Zone lines at the workbench.
    Pasted,
    /// A place for the domain, and what is awaited there.
    Place(&'static str, &'static str),
    /// Reports, every part open.
    Reports,
    /// The element in a page of somebody else: its four views.
    Element,
}

/// Texts that reach beyond what shows them: an ancestor that cuts, or the window. What scrolls within itself shows all.
const CUT: &str = "const found = new Set();
    const walk = (root) => {
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
        while (texts.nextNode()) {
            const node = texts.currentNode;
            if (node.shadowRoot) walk(node.shadowRoot);
            if (node.nodeType !== 3 || !node.data.trim()) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            const at = range.getBoundingClientRect();
            if (at.width < 2 || at.height < 2) continue;
            // What only draws under a field that scrolls.
            let [left, right, hidden] = [0, innerWidth, node.parentElement.closest('.editor__marks') !== null];
            for (let box = node.parentElement; box; box = box.parentElement ?? box.getRootNode().host) {
                const { overflowX, clipPath, visibility } = getComputedStyle(box);
                if (clipPath !== 'none' || visibility !== 'visible') hidden = true;
                if (overflowX === 'visible') continue;
                const edge = box.getBoundingClientRect();
                if (overflowX === 'auto' || overflowX === 'scroll') {
                    if (box.scrollWidth > box.clientWidth && box !== document.documentElement) hidden = true;
                } else [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
            }
            if (!hidden && (at.right > right + 1 || at.left < left - 1)) found.add(`${node.parentElement.tagName}.${node.parentElement.className}: ${node.data.trim().slice(0, 60)} (${Math.round(at.right)} > ${Math.round(right)})`);
        }
    };
    walk(document.body);
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) {
        const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
        found.add(`the page is ${root.scrollWidth - root.clientWidth} px wider than the window: ${wide.slice(0, 8).map((one) => `${one.tagName}.${one.className}`).join(' ')}`);
    }
    return [...found]";

/// How many rows the navigation has, and whether the buttons stand in the first row.
const HEAD: &str = "const top = (one) => one.getBoundingClientRect().top;
    const rows = new Set([...document.querySelectorAll('.nav a')].map(top)), brand = document.querySelector('.brand');
    return [rows.size, top(document.querySelector('.top__tools')) < brand.getBoundingClientRect().bottom]";

/// Wherever one is, and whichever place is set in bold: one row of places, and nothing slips below.
async fn head(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let mut amiss = Vec::new();
    for place in ["", "validate", "generate", "rollout", "reports", "rules"] {
        stage.page.goto(&stage.url("", &format!("#/{place}"))).await?;
        stage.page.visible(".nav a[aria-current]").await?;
        for width in [360, 390, 600, 736, 768, 800, 1280] {
            stage.page.emulate(width, 780, width < 768, false).await?;
            let seen = stage.page.eval(HEAD, Vec::new()).await?;
            if seen != json!([1, true]) {
                amiss.push(format!("#/{place} at {width} px: {seen}"));
            }
        }
    }
    trials::all_right(&amiss)
}

async fn look(lab: &Lab, stage: &Stage<'_>, part: Part, name: &str) -> Outcome<()> {
    stage.fresh(None).await?;
    stage.page.emulate(PHONE.0, PHONE.1, true, false).await?;
    reach(lab, stage, part).await?;
    let open = "document.querySelectorAll('main details').forEach(part => part.open = true)";
    stage.page.eval(open, Vec::new()).await?;
    let settled = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
    stage.page.promise(settled, Vec::new()).await?;
    std::fs::write(lab.shots.join(format!("{name}.png")), stage.page.picture().await?)?;
    let cut = stage.page.eval(CUT, Vec::new()).await?;
    let cut: Vec<String> = cut.as_array().into_iter().flatten().map(Value::to_string).collect();
    trials::all_right(&cut)
}

async fn reach(lab: &Lab, stage: &Stage<'_>, part: Part) -> Outcome<()> {
    let (page, domain) = (stage.page, domain());
    let check = async || {
        page.goto(&stage.url("", &format!("#/check/{domain}"))).await?;
        stage.done(&domain).await
    };
    match part {
        Part::Checked => check().await,
        Part::Then(place, selector) => {
            check().await?;
            page.eval("location.hash = arguments[0]", vec![place.into()]).await?;
            page.visible(selector).await.map(drop)
        }
        Part::Pasted => {
            page.goto(&stage.url("", "#/validate")).await?;
            let text = format!(
                "{domain}. MX 10 mx.{domain}.\n_mta-sts.{domain}. IN TXT \"v=STSv1; id=1 ;{LABEL}={LABEL};\"\n\n\
                 version: STSv1\nmode: enforce\nmx: mx1.{domain}\nmx: *.{LABEL}\nmax_age: 86400\n{LABEL}: {LABEL}\n"
            );
            page.paste("#ed", &text).await?;
            page.visible(".bench .matrix").await.map(drop)
        }
        Part::Place(place, selector) => {
            page.goto(&stage.url("", &format!("{place}{domain}"))).await?;
            page.visible(selector).await.map(drop)
        }
        Part::Reports => reports::show(stage, &domain, true).await,
        Part::Element => {
            let views = ["check", "validate", "generate", "report"];
            let body: String = views
                .map(|view| format!("<mta-sts-lens view=\"{view}\"></mta-sts-lens>"))
                .concat();
            let script = "document.head.append(Object.assign(document.createElement('meta'), { name: 'viewport', content: 'width=device-width' }))";
            embed::open(lab, stage, "long", "", &body, script).await?;
            let work = "(async (domain, label) => {
                const all = [...document.querySelectorAll('mta-sts-lens')];
                await customElements.whenDefined('mta-sts-lens');
                await all[0].check(domain);
                await all[1].validate(`version: STSv1\\nmode: enforce\\nmx: *.*.${domain}\\nmax_age: 1\\n`);
                const form = all[2].shadowRoot.querySelector('form');
                const type = (name, value) => (form.elements[name].value = value);
                type('domain', domain), type('mx', `*.${domain}`), type('rua', `tls@${domain}`);
                form.requestSubmit();
                const detail = { 'result-type': 'certificate-expired', 'receiving-mx-hostname': `mx.${domain}`, 'failed-session-count': 3 };
                await all[3].read([JSON.stringify({
                    'organization-name': label, 'contact-info': 'a', 'report-id': '1',
                    'date-range': { 'start-datetime': '2026-05-03T00:00:00Z', 'end-datetime': '2026-05-03T23:59:59Z' },
                    policies: [{ policy: { 'policy-type': 'sts', 'policy-domain': domain }, summary: { 'total-successful-session-count': 1, 'total-failure-session-count': 3 }, 'failure-details': [detail] }],
                })]);
                return true;
            })(arguments[0], arguments[1])";
            page.promise(work, vec![json!(domain), json!(LABEL)]).await?;
            let made = "return document.querySelectorAll('mta-sts-lens')[2].shadowRoot.querySelector('pre') && true";
            page.until("what was generated", Duration::from_secs(10), made, &[])
                .await
                .map(drop)
        }
    }
}
