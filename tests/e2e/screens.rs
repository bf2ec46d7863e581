//! Every screen, wide and narrow, light and dark: axe-core finds nothing, nothing is wider than the window, and a
//! picture is kept.

use crate::driver::Browser;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::scenario::Scenario;
use crate::{Outcome, axe, parts, reports, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// The domains whose results are shown.
const DOMAINS: &str = include_str!("screens.toml");

/// The box's scenario for this.
pub fn scenario() -> Outcome<(String, Scenario)> {
    Ok((
        "box/screens".to_owned(),
        Scenario::read("tests/e2e/screens.toml", DOMAINS)?,
    ))
}

/// How a screen is reached.
#[derive(Clone, Copy)]
enum Way {
    /// By a fragment; then a selector is awaited.
    Fragment(&'static str, &'static str),
    /// A file beside the page; then a selector is awaited.
    File(&'static str, &'static str),
    /// The check of a domain, complete.
    Checked(&'static str),
    /// The check of a domain that never ends by itself.
    Running(&'static str),
    /// The resolvers compared, after the check of a domain.
    Compared(&'static str),
    /// Something that is no domain, typed.
    Typed(&'static str),
    /// The second part of the program doesn't come; then a fragment.
    Lost(&'static str),
    /// A text at the workbench.
    Pasted(&'static str),
    /// The check of a domain, then a text in the box for its policy.
    Brought(&'static str, &'static str),
    /// The check of a domain, and once more: what changed stands there.
    Again(&'static str),
    /// A fragment, then a tab, then a selector that must be there.
    Tab(&'static str, &'static str, &'static str),
    /// A fragment, then something clicked, then a selector that must be there.
    Clicked(&'static str, &'static str, &'static str),
    /// The badge of the check of a domain.
    Badge(&'static str),
    /// The plan for a domain, for this kind of change; then a selector that must be there.
    Plan(&'static str, &'static str, &'static str),
    /// The plan for taking MTA-STS away from a domain, and a policy of before is told of.
    Before(&'static str),
    /// The requests of the check of a domain.
    Requests(&'static str),
    /// Reports about a domain, and whether it is checked beside them; every part is opened.
    Reports(&'static str, bool),
}

const SCREENS: [(&str, Way); 50] = [
    ("start", Way::Fragment("#/", "#q")),
    ("input-refused", Way::Typed("192.0.2.1")),
    ("good", Way::Checked("good.screens.test")),
    ("problem", Way::Checked("problem.screens.test")),
    ("testing", Way::Checked("testing.screens.test")),
    ("blocked", Way::Checked("blocked.screens.test")),
    ("many", Way::Checked("many.screens.test")),
    ("unknown", Way::Checked("unknown.screens.test")),
    ("not-set-up", Way::Checked("bare.screens.test")),
    ("hostile", Way::Checked("hostile.screens.test")),
    ("running", Way::Running("slow.screens.test")),
    ("compare", Way::Compared("good.screens.test")),
    ("compare-differing", Way::Compared("differs.screens.test")),
    ("check-differing", Way::Checked("differs.screens.test")),
    ("unreachable", Way::Checked("closed.screens.test")),
    ("changed", Way::Again("moves.screens.test")),
    (
        "brought",
        Way::Brought(
            "blocked.screens.test",
            "version: STSv1\nmode: enforce\nmx: mx1.blocked.screens.test\nmax_age: 600\n",
        ),
    ),
    ("requests", Way::Requests("problem.screens.test")),
    ("lost", Way::Lost("#/check/good.screens.test")),
    ("validate", Way::Pasted(FAULTY)),
    ("validate-empty", Way::Fragment("#/validate", "#ed")),
    ("validate-several", Way::Pasted(SEVERAL)),
    ("validate-records", Way::Pasted(RECORDS)),
    (
        "validate-unknown",
        Way::Pasted("mail.example.com  25  tls:required  ca:any"),
    ),
    ("validate-bounce", Way::Pasted(BOUNCE)),
    ("validate-openssl", Way::Pasted(OPENSSL)),
    ("generate", Way::Fragment("#/generate/good.screens.test", "#m0")),
    (
        "generate-dns",
        Way::Tab("#/generate/good.screens.test", "#tab-1", "#g-dns"),
    ),
    (
        "generate-web",
        Way::Tab("#/generate/good.screens.test", "#tab-2", "#g-kit"),
    ),
    ("rollout", Way::Fragment("#/rollout/bare.screens.test", ".plan > li")),
    (
        "rollout-policy",
        Way::Fragment("#/rollout/good.screens.test", "#p-policy"),
    ),
    ("rollout-hosts", Way::Plan("good.screens.test", "hosts", "#p-hosts")),
    (
        "rollout-provider",
        Way::Plan("good.screens.test", "provider", "#p-patterns"),
    ),
    (
        "rollout-removal",
        Way::Plan("good.screens.test", "removal", ".plan > li"),
    ),
    ("rollout-before", Way::Before("good.screens.test")),
    ("rollout-empty", Way::Fragment("#/rollout", "#p-dom")),
    ("generate-empty", Way::Fragment("#/generate", "#g-dom")),
    ("reports-empty", Way::Fragment("#/reports", "#drop")),
    ("reports", Way::Reports("problem.screens.test", false)),
    ("reports-today", Way::Reports("problem.screens.test", true)),
    ("reports-hostile", Way::Reports(HOSTILE, false)),
    ("embed", Way::Fragment("#/embed", "#live mta-sts-lens")),
    (
        "embed-frame",
        Way::Clicked("#/embed", "#how label:nth-child(2)", "#live iframe"),
    ),
    ("embed-badge", Way::Badge("problem.screens.test")),
    ("rules", Way::Fragment("#/rules", "main a[href^='#/rules/']")),
    ("rule", Way::Fragment("#/rules/STS213", "main .tbl")),
    ("rule-unknown", Way::Fragment("#/rules/STS999", "main h1")),
    ("about", Way::Fragment("#/about", "#keys")),
    ("rules-static", Way::File("rules/index.html", "#filter")),
    ("rule-static", Way::File("rules/STS213.html", "main .tbl")),
];

/// What a report may say in place of a domain.
const HOSTILE: &str = "<img src=x onerror=window.hostile=1>\u{202e}=1+1'\"`javascript:alert(1)";

/// A policy with a fault of each severity.
const FAULTY: &str =
    "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 31557601\ncontact: me@example.com\n\n";

/// Several things at once.
const SEVERAL: &str = "$ORIGIN example.com.\n@ IN MX 10 mx1\n_mta-sts.example.com IN TXT \"v=STSv1; id=1;\"\n\n\
    version: STSv1\nmode: testing\nmx: mx1.example.com\nmax_age: 86400\n";

/// Records that senders read each in their own way.
const RECORDS: &str = "_mta-sts.example.com. IN TXT \"v=STSv1 ; id=1\"\n_mta-sts.example.com. IN TXT \"v=spf1 -all\"\n\
    _smtp._tls.example.com. IN TXT \"v=TLSRPTv1; rua=mailto:tls@example.com\"\n";

/// What a sender's server says of a message that it could not deliver.
const BOUNCE: &str = "Reporting-MTA: dns; mail.sender.example\nFinal-Recipient: rfc822; postmaster@example.com\n\
    Action: failed\nStatus: 5.7.5\nDiagnostic-Code: smtp; 451 4.7.5 Remote certificate MUST have a subject alternative name \
    matching the hostname (MTA-STS)\n";

/// What `openssl s_client` says of a certificate that isn't trusted.
const OPENSSL: &str = include_str!("screens-openssl.txt");

/// A trial for each screen.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    let trial = |(name, way): (&'static str, Way)| {
        lab.page_trial(format!("screen/{name}"), Alone::No, async move |lab, stage| {
            look(lab, &stage, name, way).await
        })
    };
    SCREENS.into_iter().map(trial).collect()
}

/// Width, height, phone or not, and what it is called.
const SIZES: [(u32, u32, bool, &str); 2] = [(1280, 900, false, "wide"), (390, 844, true, "narrow")];

/// Two frames, so that what depends on the width has settled.
const SETTLED: &str = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";

async fn look(lab: &Lab, stage: &Stage<'_>, name: &str, way: Way) -> Outcome<()> {
    let result = each_look(lab, stage, name, way).await;
    stage.page.emulate_nothing().await?;
    result
}

async fn each_look(lab: &Lab, stage: &Stage<'_>, name: &str, way: Way) -> Outcome<()> {
    let mut looks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    stage.fresh(None).await?;
    stage.page.emulate(1280, 900, false, false).await?;
    reach(stage, way).await?;
    axe::load(stage).await?;
    for (width, height, phone, size) in SIZES {
        for (dark, colours) in [(false, "light"), (true, "dark")] {
            if lab.browser == Browser::Firefox && (phone || dark) {
                continue;
            }
            stage.page.emulate(width, height, phone, dark).await?;
            stage.page.promise(SETTLED, Vec::new()).await?;
            for fault in faults(stage).await? {
                looks.entry(fault).or_default().push(format!("{size} {colours}"));
            }
            if lab.browser == Browser::Chromium {
                let picture = stage.page.picture().await?;
                std::fs::write(lab.shots.join(format!("{name}-{size}-{colours}.png")), picture)?;
            }
        }
    }
    // The narrowest that a page must fit into (WCAG 2.2, 1.4.10: a window of 1280 pixels at 400 %).
    if lab.browser == Browser::Chromium {
        stage.page.emulate(320, 256, true, false).await?;
        stage.page.promise(SETTLED, Vec::new()).await?;
        looks.extend(too_wide(stage).await?.map(|fault| (fault, vec!["320 px".to_owned()])));
        // Every place of the navigation is in sight, and none has to be scrolled to.
        for width in [320, 360, 412] {
            stage.page.emulate(width, 800, true, false).await?;
            stage.page.promise(SETTLED, Vec::new()).await?;
            let hidden = stage.page.eval(OUT_OF_SIGHT, Vec::new()).await?;
            if hidden != json!([]) {
                looks.insert(format!("out of sight: {hidden}"), vec![format!("{width} px")]);
            }
        }
    }
    let amiss: Vec<String> = looks
        .iter()
        .map(|(fault, looks)| format!("{}: {fault}", looks.join(", ")))
        .collect();
    trials::all_right(&amiss)
}

async fn reach(stage: &Stage<'_>, way: Way) -> Outcome<()> {
    let check = async |domain: &str| {
        stage.page.goto(&stage.url("", &format!("#/check/{domain}"))).await?;
        stage.done(domain).await
    };
    match way {
        Way::Fragment(place, selector) | Way::File(place, selector) => {
            stage.page.goto(&stage.url("", place)).await?;
            stage.page.visible(selector).await.map(drop)
        }
        Way::Checked(domain) => check(domain).await,
        Way::Pasted(text) => {
            stage.page.goto(&stage.url("", "#/validate")).await?;
            stage.page.paste("#ed", text).await
        }
        Way::Running(domain) => {
            stage.page.goto(&stage.url("", &format!("#/check/{domain}"))).await?;
            stage.page.visible("#stop").await.map(drop)
        }
        Way::Compared(domain) => {
            check(domain).await?;
            stage.page.click("#compare").await?;
            let script = "return document.querySelectorAll('#side tbody tr').length > 2
                && document.querySelector('#side thead').innerText.includes('Cloudflare')
                && document.querySelector('.verdict.is-pending') === null && document.querySelector('#stop') === null";
            stage
                .page
                .until("the comparison", Duration::from_secs(15), script, &[])
                .await
                .map(drop)
        }
        Way::Typed(text) => {
            stage.page.goto(&stage.url("", "")).await?;
            stage.check(text).await?;
            stage.page.visible("#q[aria-invalid='true']").await.map(drop)
        }
        Way::Lost(fragment) => {
            parts::lose(stage).await?;
            stage
                .page
                .eval("location.hash = arguments[0]", vec![fragment.into()])
                .await?;
            stage.page.visible("#load").await.map(drop)
        }
        Way::Requests(domain) => {
            check(domain).await?;
            stage.page.eval("location.hash = '#/requests'", Vec::new()).await?;
            stage.page.visible("#settings").await?;
            stage.page.visible("#requests tbody tr").await.map(drop)
        }
        Way::Reports(domain, today) => reports::show(stage, domain, today).await,
        Way::Brought(domain, policy) => {
            check(domain).await?;
            stage.page.paste("#paste", policy).await?;
            let script = "return window.mtaStsLens.report.findings.some(({ evidence }) => evidence.kind === 'pasted')";
            let patience = Duration::from_secs(5);
            stage
                .page
                .until("what was pasted", patience, script, &[])
                .await
                .map(drop)
        }
        Way::Again(domain) => {
            check(domain).await?;
            stage
                .page
                .eval("window.first = window.mtaStsLens.report", Vec::new())
                .await?;
            stage.page.click(".ask--bar .btn--main").await?;
            stage.page.visible("#changes .since li").await.map(drop)
        }
        Way::Tab(fragment, tab, selector) => {
            stage.page.goto(&stage.url("", fragment)).await?;
            stage.page.click(tab).await?;
            stage.page.visible(selector).await?;
            stage.page.visible("#panel .src").await.map(drop)
        }
        Way::Clicked(fragment, clicked, selector) => {
            stage.page.goto(&stage.url("", fragment)).await?;
            stage.page.click(clicked).await?;
            stage.page.visible(selector).await.map(drop)
        }
        Way::Badge(domain) => {
            check(domain).await?;
            stage.page.click("#embed").await?;
            stage.page.click("#how label:nth-child(3)").await?;
            stage.page.visible("#badge").await.map(drop)
        }
        Way::Plan(domain, kind, selector) => {
            plan(stage, domain, kind).await?;
            stage.page.visible(selector).await.map(drop)
        }
        Way::Before(domain) => {
            plan(stage, domain, "removal").await?;
            choose(stage, "p-before", "enforce").await?;
            stage.page.paste("#p-kept", "2 weeks").await
        }
    }
}

async fn plan(stage: &Stage<'_>, domain: &str, kind: &str) -> Outcome<()> {
    stage.page.goto(&stage.url("", &format!("#/rollout/{domain}"))).await?;
    stage.page.visible("#kind").await?;
    choose(stage, "kind", kind).await
}

/// Chooses from a list.
async fn choose(stage: &Stage<'_>, id: &str, value: &str) -> Outcome<()> {
    stage.page.visible(&format!("#{id}")).await?;
    let choose = "const list = document.getElementById(arguments[0]);
        list.value = arguments[1];
        list.dispatchEvent(new Event('change', { bubbles: true }));
        return list.value === arguments[1]";
    if stage.page.eval(choose, vec![id.into(), value.into()]).await? != true {
        return Err(format!("no {value} at {id}").into());
    }
    Ok(())
}

/// What axe-core finds, icons that show nothing, what is too wide, and what stands below the footer.
async fn faults(stage: &Stage<'_>) -> Outcome<Vec<String>> {
    let mut faults = axe::found(stage, "document").await?;
    let empty = "return [...document.querySelectorAll('use')].map(use => use.getAttribute('href'))
        .filter(href => !document.querySelector(`symbol${href}`));";
    if let Value::Array(missing) = stage.page.eval(empty, Vec::new()).await? {
        let missing: BTreeSet<String> = missing.iter().map(ToString::to_string).collect();
        faults.extend(missing.iter().map(|icon| format!("the icon {icon} isn't there")));
    }
    faults.extend(too_wide(stage).await?);
    // The page's height is a whole number, rounded up or down.
    let foot = "const root = document.documentElement, foot = document.querySelector('footer.foot');
        return Math.trunc(Math.max(root.scrollHeight, innerHeight) - scrollY - foot.getBoundingClientRect().bottom);";
    let below = stage.page.eval(foot, Vec::new()).await?.as_i64();
    if below != Some(0) {
        faults.push(format!("the footer ends {below:?} px above the end"));
    }
    Ok(faults)
}

/// What the navigation doesn't show at once.
const OUT_OF_SIGHT: &str = "const nav = document.querySelector('.nav'), box = nav.getBoundingClientRect();
    return [...nav.querySelectorAll('a')].filter(link => {
        const at = link.getBoundingClientRect();
        return at.left < Math.max(box.left, 0) || at.right > Math.min(box.right, innerWidth) || at.bottom > box.bottom + 1;
    }).map(link => link.innerText)";

/// Whether there is anything to scroll sideways.
async fn too_wide(stage: &Stage<'_>) -> Outcome<Option<String>> {
    let wide = "const root = document.documentElement; return root.scrollWidth - root.clientWidth;";
    let over = stage.page.eval(wide, Vec::new()).await?.as_i64().unwrap_or_default();
    Ok((over > 0).then(|| format!("the page is {over} px wider than the window")))
}
