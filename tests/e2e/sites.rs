//! The element and the frame in sites of others, built by the tools that people build sites with (`./lens sites`): they work,
//! follow the theme's switch and its navigation without reloads, and break no policy.

use crate::driver::Browser;
use crate::hosted::{DOCS, LENS};
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::scenario::Scenario;
use crate::world::Seen;
use crate::{Outcome, axe, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long anything may take here.
const PATIENCE: Duration = Duration::from_secs(20);

/// A site: its folder, where its switch of themes is, and whether its links load no page.
struct Site {
    name: &'static str,
    switch: &'static str,
    glides: bool,
}

const SITES: [Site; 4] = [
    Site {
        name: "mkdocs",
        switch: "form[data-md-component=palette] label:not([hidden])",
        glides: true,
    },
    Site {
        name: "sphinx",
        switch: ".theme-toggle-content .theme-toggle",
        glides: false,
    },
    Site {
        name: "vitepress",
        switch: ".VPNavBar .VPSwitchAppearance",
        glides: true,
    },
    Site {
        name: "docusaurus",
        switch: ".navbar button[class*=toggleButton]",
        glides: true,
    },
];

/// The box's scenario for this.
pub fn scenario() -> Outcome<(String, Scenario)> {
    let text = include_str!("sites.toml");
    Ok(("box/sites".to_owned(), Scenario::read("tests/e2e/sites.toml", text)?))
}

/// Where the built sites are.
pub fn folder() -> PathBuf {
    std::env::var_os("LENS_SITES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/sites"),
        PathBuf::from,
    )
}

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    SITES
        .into_iter()
        .map(|site| {
            let name = format!("sites/{}", site.name);
            lab.page_trial(name, Alone::No, async move |lab, stage| visit(lab, &stage, &site).await)
        })
        .collect()
}

/// Whether the element that stands first, or the one at this place, shows a check that is done.
const CHECKED: &str = "const one = document.querySelectorAll('mta-sts-lens')[arguments[0]]?.shadowRoot;
    return one?.querySelector('.foot')?.textContent.startsWith('Checked') && one.querySelector('.say').textContent;";

/// The ground of an element.
const GROUND: &str =
    "return getComputedStyle(document.querySelector('mta-sts-lens').shadowRoot.querySelector('.lens')).backgroundColor";

async fn visit(lab: &Lab, stage: &Stage<'_>, site: &Site) -> Outcome<()> {
    let built = folder().join(site.name).join("index.html");
    if !built.is_file() {
        return Err(format!("there is no {}: ./lens sites builds it", built.display()).into());
    }
    let page = stage.page;
    stage.fresh(None).await?;
    page.emulate(1440, 900, false, false).await?;
    let before = stage.world.count();
    page.goto(&format!("https://{DOCS}/{}/", site.name)).await?;
    page.eval("localStorage.clear(); window.here = true", Vec::new())
        .await?;

    let said = page.until("the first check", PATIENCE, CHECKED, &[json!(0)]).await?;
    let mut amiss = Vec::new();
    amiss.extend(trials::missing(said.as_str().unwrap_or_default(), &["verified TLS"]));
    framed(stage, &mut amiss).await?;

    // The theme's own switch, until it says dark; some have a third place.
    let light = page.eval(GROUND, Vec::new()).await?;
    let mut dark = light.clone();
    for _ in 0..3 {
        page.click(site.switch).await?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        dark = page.eval(GROUND, Vec::new()).await?;
        if dark != light {
            break;
        }
    }
    if dark == light {
        amiss.push(format!("the element stays {light} when the theme is switched"));
    }
    axe::load(stage).await?;
    amiss.extend(axe::found(stage, "'mta-sts-lens'").await?);

    go(stage, "More").await?;
    let said = page.until("the second check", PATIENCE, CHECKED, &[json!(0)]).await?;
    amiss.extend(trials::missing(said.as_str().unwrap_or_default(), &["refuse"]));
    if page.eval(GROUND, Vec::new()).await? != dark {
        amiss.push("the next page’s element has another theme".to_owned());
    }
    judge(stage, &mut amiss).await?;
    if site.glides && page.eval("return window.here ?? false", Vec::new()).await? != true {
        amiss.push("the link loaded a page: nothing is proved of navigation without reloads".to_owned());
    }

    go(stage, "Mail").await?;
    page.until("the first check again", PATIENCE, CHECKED, &[json!(0)])
        .await?;
    framed(stage, &mut amiss).await?;
    told(lab, stage, site, before, &mut amiss).await?;
    page.emulate_nothing().await?;
    trials::all_right(&amiss)
}

/// Follows a link of the text.
async fn go(stage: &Stage<'_>, text: &str) -> Outcome<()> {
    let click = "const link = [...document.querySelectorAll('main a, article a, .body a')]
        .find((link) => link.textContent.trim() === arguments[0]);
        link?.click();
        return Boolean(link)";
    let heading = "return document.querySelector('h1')?.textContent.startsWith(arguments[0])";
    stage.page.until(text, PATIENCE, click, &[json!(text)]).await?;
    stage
        .page
        .until(text, PATIENCE, heading, &[json!(text)])
        .await
        .map(drop)
}

/// The frame has the height of what is in it, and not that which browsers give to frames.
async fn framed(stage: &Stage<'_>, amiss: &mut Vec<String>) -> Outcome<()> {
    let height = "const height = document.querySelector('iframe[src*=embed]')?.style.height;
        return height ? parseInt(height, 10) : null";
    let height = match stage.page.until("the frame’s height", PATIENCE, height, &[]).await {
        Ok(height) => height,
        Err(error) => return Err(format!("{error}; the console says {:?}", stage.page.console().await?).into()),
    };
    if height.as_u64().is_none_or(|height| !(100..500).contains(&height)) {
        amiss.push(format!("the frame is {height} px high"));
    }
    Ok(())
}

/// Judges a record by hand, in the second element.
async fn judge(stage: &Stage<'_>, amiss: &mut Vec<String>) -> Outcome<()> {
    let script =
        "document.querySelectorAll('mta-sts-lens')[1].validate('v=STSv1; id=1').then((judged) => judged.verdict)";
    let verdict = stage.page.promise(script, Vec::new()).await?;
    if verdict != json!("valid") {
        amiss.push(format!("a good record is {verdict}"));
    }
    Ok(())
}

/// What was reported of the policy, and what the console got: only lines about files that sites themselves lack.
async fn told(lab: &Lab, stage: &Stage<'_>, site: &Site, before: usize, amiss: &mut Vec<String>) -> Outcome<()> {
    let mut broken = BTreeSet::new();
    for seen in stage.world.seen_since(before) {
        match seen {
            Seen::Told { host, header }
                if host == DOCS && header.starts_with('{') && header.contains(&format!("{DOCS}/{}/", site.name)) =>
            {
                let report: Value = serde_json::from_str(&header).unwrap_or_default();
                let of = |key: &str| report["csp-report"][key].to_string();
                broken.insert([of("document-uri"), of("violated-directive"), of("blocked-uri")].join(" "));
            }
            Seen::Fetched { url, .. } if url.contains(LENS) && url.contains('?') => {
                amiss.push(format!("the app’s host is told more than it need be: {url}"));
            }
            _ => {}
        }
    }
    amiss.extend(broken.iter().map(|report| format!("the policy was broken: {report}")));
    if lab.browser == Browser::Chromium {
        let lines = stage.page.console().await?;
        // Furo tells there which scheme it has taken.
        let own = |line: &&String| !line.contains("favicon.ico") && !line.contains("/_static/scripts/furo.js");
        amiss.extend(lines.iter().filter(own).map(|line| format!("the console says: {line}")));
    }
    Ok(())
}
