//! What a check is taken away as: both files have its name, and hold what the page shows.

use crate::generate::CATCH;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const DOMAIN: &str = "problem.screens.test";

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![lab.page_trial("check/saved", Alone::No, async |_, stage| saved(&stage).await)]
}

/// Presses the button of this name and gives the file: its name, its text.
async fn save(stage: &Stage<'_>, button: &str) -> Outcome<(String, String)> {
    let page = stage.page;
    page.eval("window.caught = window.named = null", Vec::new()).await?;
    page.tab_to("main .btn", button).await?;
    page.press("Enter").await?;
    let got = "return window.caught ? [window.named, new TextDecoder().decode(window.caught)] : null";
    let file = page.until(button, Duration::from_secs(5), got, &[]).await?;
    let part = |at: usize| file[at].as_str().unwrap_or_default().to_owned();
    Ok((part(0), part(1)))
}

async fn saved(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    let mut amiss = Vec::new();
    stage.fresh(None).await?;
    page.goto(&stage.url("", &format!("#/check/{DOMAIN}"))).await?;
    stage.done(DOMAIN).await?;
    page.eval(CATCH, Vec::new()).await?;
    let report = page.eval("return window.mtaStsLens.report", Vec::new()).await?;

    let (name, text) = save(stage, "Save as JSON").await?;
    let json: Value = serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
    if name != format!("mta-sts-{DOMAIN}.json") {
        amiss.push(format!("the JSON is called {name}"));
    }
    for key in ["schema", "domain", "verdict", "findings", "done"] {
        if json[key] != report[key] || (report[key] == Value::Null && key != "schema") {
            amiss.push(format!(
                "{key} of the JSON is {}, of the report {}",
                json[key], report[key]
            ));
        }
    }
    if json["findings"].as_array().is_none_or(Vec::is_empty) {
        amiss.push("the JSON has no findings".to_owned());
    }

    let (name, text) = save(stage, "Save as Markdown").await?;
    if name != format!("mta-sts-{DOMAIN}.md") || !text.starts_with("# ") {
        amiss.push(format!("the Markdown {name} begins {:?}", text.lines().next()));
    }
    let findings = report["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
    for finding in findings.iter().filter(|finding| finding["severity"] != json!("good")) {
        let code = finding["code"].as_str().unwrap_or_default();
        if !text.contains(code) {
            amiss.push(format!("the Markdown doesn't tell {code}"));
        }
    }
    amiss.extend(page.console().await?);
    trials::all_right(&amiss)
}
