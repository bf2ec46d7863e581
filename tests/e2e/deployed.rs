//! A tab that stays open while the page is deployed anew: the files that it would still fetch are gone. It says so, keeps
//! what was typed, and a reload brings the new build.

use crate::files::DEPLOYED;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::selftest::same;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::json;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const GOOD: &str = "good.screens.test";
const BLOCKED: &str = "blocked.screens.test";

/// How long anything may take here; the probe's frame is waited for longest.
const PATIENCE: Duration = Duration::from_secs(15);

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial(
            "deployed/an old tab wants its second part",
            // It counts what is asked by anybody.
            Alone::Yes,
            async |lab, stage| asking(&Site::new(lab, &stage, "asking")).await,
        ),
        lab.page_trial(
            "deployed/an old tab wants its other files",
            Alone::No,
            async |lab, stage| reading(&Site::new(lab, &stage, "reading")).await,
        ),
    ]
}

/// The page at an address of its own, where one build after another is deployed.
struct Site<'a> {
    stage: &'a Stage<'a>,
    dist: &'a Path,
    name: &'static str,
    folder: PathBuf,
}

impl<'a> Site<'a> {
    fn new(lab: &'a Lab, stage: &'a Stage<'a>, name: &'static str) -> Self {
        Self {
            stage,
            dist: &lab.dist,
            name,
            folder: lab.deployed.0.join(name),
        }
    }

    fn url(&self, fragment: &str) -> String {
        format!(
            "http://{}/{DEPLOYED}/{}/{fragment}",
            self.stage.addresses.page, self.name
        )
    }

    /// Takes away what is deployed.
    fn empty(&self) -> Outcome<()> {
        if self.folder.exists() {
            std::fs::remove_dir_all(&self.folder)?;
        }
        Ok(())
    }

    /// Deploys the build in place of what was there.
    fn deploy(&self) -> Outcome<()> {
        self.empty()?;
        copy(self.dist, &self.folder, &|text| text.to_owned())
    }

    /// Deploys a build before it.
    fn deploy_older(&self) -> Outcome<()> {
        self.empty()?;
        copy_older(self.dist, &self.folder)
    }

    /// Whether the page that is open is the older build.
    async fn is_older(&self) -> Outcome<bool> {
        let script = "return document.querySelector('script[data-js]').dataset.js.includes('-0000')";
        Ok(self.stage.page.eval(script, Vec::new()).await? == json!(true))
    }
}

/// As the build does it.
#[path = "../../src/bin/site/offline/integrity.rs"]
mod integrity;

/// Copies a build as one before it: the same but for the hashes in the names of its files, and the version and digests of
/// what keeps it for use without a network.
pub fn copy_older(from: &Path, to: &Path) -> Outcome<()> {
    let mut hashes: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(from)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let pieces = name.split(|letter: char| !letter.is_ascii_hexdigit());
        hashes.extend(pieces.filter(|piece| piece.len() == 16).map(str::to_owned));
    }
    if hashes.len() < 4 {
        return Err(format!("{}: hashes in names are {hashes:?}", from.display()).into());
    }
    copy(from, to, &|text| {
        let mut text = text.replace("const VERSION = \"", "const VERSION = \"0000");
        for hash in &hashes {
            text = text.replace(hash.as_str(), &format!("0000{}", &hash[4..]));
        }
        text
    })?;
    let worker = std::fs::read_to_string(to.join("sw.js"))?;
    let line = worker
        .lines()
        .find_map(|line| line.strip_prefix("const DIGESTS = ")?.strip_suffix(';'));
    let before = line.ok_or("the worker knows no digests")?;
    let mut digests: BTreeMap<String, String> = serde_json::from_str(before)?;
    for (name, digest) in &mut digests {
        *digest = integrity::integrity(&std::fs::read(to.join(name))?);
    }
    let after = serde_json::to_string(&digests)?;
    Ok(std::fs::write(to.join("sw.js"), worker.replacen(before, &after, 1))?)
}

/// Copies a folder, with every name and text changed.
pub fn copy(from: &Path, to: &Path, change: &dyn Fn(&str) -> String) -> Outcome<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let target = to.join(change(&name));
        if path.is_dir() {
            copy(&path, &target, change)?;
        } else if matches!(path.extension().and_then(OsStr::to_str), Some("html" | "js" | "css")) {
            std::fs::write(target, change(&std::fs::read_to_string(&path)?))?;
        } else {
            std::fs::copy(&path, target)?;
        }
    }
    Ok(())
}

/// The start is open in an old tab; then somebody asks.
async fn asking(site: &Site<'_>) -> Outcome<()> {
    let (stage, page) = (site.stage, site.stage.page);
    stage.fresh(None).await?;
    site.deploy_older()?;
    page.goto(&site.url("")).await?;
    page.visible("#q:enabled").await?;
    same("the older build is open", &site.is_older().await?, &true)?;

    site.deploy()?;
    let before = stage.world.count();
    page.type_into("#q", GOOD).await?;
    page.press("Enter").await?;
    let says = "const text = document.querySelector('main').innerText;
        return document.querySelector('#load') !== null && document.querySelector('#q').value === arguments[0]
            && text.includes('A part of this page could not be loaded.')
            && text.includes('the page has been renewed since, and then reloading it helps');";
    page.until("words, and what was typed", PATIENCE, says, &[json!(GOOD)])
        .await?;
    // The file is gone for good, which trying again doesn't hide.
    page.click("#load").await?;
    page.until("the words again", PATIENCE, says, &[json!(GOOD)]).await?;
    let asked = stage.world.seen_since(before);
    let asked: Vec<_> = asked.iter().filter(|seen| seen.name().ends_with(GOOD)).collect();
    same("asked so far", &asked.len(), &0)?;
    // The browser's own lines about the missing file.
    page.console().await?;

    page.reload().await?;
    stage.done(GOOD).await?;
    same("the older build is still open", &site.is_older().await?, &false)?;
    let held = page
        .eval("return document.querySelector('#q').value", Vec::new())
        .await?;
    same("the field", &held, &json!(GOOD))?;
    trials::all_right(&page.console().await?)
}

/// The second part was loaded in time; what explains the rules and what probes a policy host is gone.
async fn reading(site: &Site<'_>) -> Outcome<()> {
    let (stage, page) = (site.stage, site.stage.page);
    stage.fresh(None).await?;
    site.deploy_older()?;
    page.goto(&site.url("#/about")).await?;
    page.visible("#say").await?;
    site.empty()?;

    let goto = async |fragment: &str| page.eval("location.hash = arguments[0]", vec![json!(fragment)]).await;
    let text = "return document.querySelector('main').innerText.includes(arguments[0]);";
    let missing = [json!(
        "The explanation isn’t here yet. If it doesn’t come, reload the page."
    )];
    goto("#/rules/STS301").await?;
    page.until("words about the explanation", PATIENCE, text, &missing)
        .await?;

    // Without the probe nothing is said against the host; the rest is judged.
    goto(&format!("#/check/{BLOCKED}")).await?;
    stage.done(BLOCKED).await?;
    let report = "const { verdict, findings } = window.mtaStsLens.report;
        return [verdict.severity, findings.some(({ severity }) => severity === 'error')];";
    let report = page.eval(report, Vec::new()).await?;
    same(
        "verdict, and whether there is an error",
        &report,
        &json!(["unseen", false]),
    )?;

    site.deploy()?;
    goto("#/rules/STS301").await?;
    // What has no hash in its name is there again, for the old tab too.
    let there = "return document.querySelector('main').innerText.includes('must not deliver to an MX host')";
    page.until("the explanation", PATIENCE, there, &[]).await?;
    page.console().await?;
    page.reload().await?;
    page.until("the explanation, after the reload", PATIENCE, there, &[])
        .await?;
    same("the older build is still open", &site.is_older().await?, &false)?;
    trials::all_right(&page.console().await?)
}
