//! The colours that were chosen in the app are those of the static pages too, and are there before anything is drawn.

use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::json;
use std::sync::Arc;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![lab.page_trial("rules/colours", Alone::No, async |_, stage| colours(&stage).await)]
}

/// The scheme that is set, and how bright the background is, from 0 to 255.
const SHOWN: &str = "const canvas = document.createElement('canvas').getContext('2d');
    canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return [document.documentElement.dataset.theme ?? 'system', (red + green + blue) / 3 > 127 ? 'bright' : 'dark'];";

async fn colours(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    let mut amiss = Vec::new();
    for (settings, wanted) in [
        (json!({ "theme": "dark" }), json!(["dark", "dark"])),
        (json!({ "theme": "light" }), json!(["light", "bright"])),
        (json!({ "theme": "System" }), json!(["system", "bright"])),
        (json!(7), json!(["system", "bright"])),
    ] {
        for place in ["rules/index.html", "rules/STS213.html"] {
            stage.fresh(Some(settings.clone())).await?;
            page.goto(&stage.url("", place)).await?;
            page.visible("main h1").await?;
            let shown = page.eval(SHOWN, Vec::new()).await?;
            if shown != wanted {
                amiss.push(format!("{settings}: {place} is {shown}, not {wanted}"));
            }
        }
        amiss.extend(page.console().await?);
    }
    // As the app stores it.
    stage.fresh(None).await?;
    page.goto(&stage.url("", "#/")).await?;
    page.visible("#theme").await?;
    page.click("#theme").await?;
    page.click("#theme").await?;
    let app = page
        .eval("return document.documentElement.dataset.theme ?? 'system'", Vec::new())
        .await?;
    page.goto(&stage.url("", "rules/STS213.html")).await?;
    page.visible("main h1").await?;
    let shown = page.eval(SHOWN, Vec::new()).await?;
    if app != json!("dark") || shown != json!(["dark", "dark"]) {
        amiss.push(format!("the app chose {app}, the static page shows {shown}"));
    }
    trials::all_right(&amiss)
}
