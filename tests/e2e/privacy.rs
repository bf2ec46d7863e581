//! What leaves the browser: nothing before Enter, and then only what the request list names.

use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::world::Seen;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Hosts that browsers themselves ask for, whatever page is open. The proxy lets none of them through.
const CHATTER: [&str; 6] = [
    "googleapis.com",
    "google.com",
    "gstatic.com",
    "mozilla.org",
    "mozilla.com",
    "mozilla.net",
];

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![lab.page_trial("privacy/requests", Alone::Yes, async |_, stage| requests(&stage).await)]
}

async fn requests(stage: &Stage<'_>) -> Outcome<()> {
    let mut amiss = Vec::new();
    stage.fresh(None).await?;
    stage.page.goto(&stage.url("", "")).await?;
    let before = stage.world.count();
    stage.page.type_into("#q", "good.screens.test").await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    for seen in others(stage.world.seen_since(before)) {
        amiss.push(format!("before Enter: {seen:?}"));
    }
    stage.page.press("Enter").await?;
    stage.done("good.screens.test").await?;
    // What comes late would come now.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let requests = stage
        .page
        .eval(
            "return window.mtaStsLens.requests.map(request => request.url)",
            Vec::new(),
        )
        .await?;
    let urls: BTreeSet<&str> = requests
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter_map(|url| url.as_str())
        .collect();
    if urls.is_empty() {
        amiss.push("the request list is empty".to_owned());
    }
    let hosts: BTreeSet<&str> = urls.iter().filter_map(|url| url.split('/').nth(2)).collect();
    for seen in others(stage.world.seen_since(before)) {
        let named = match &seen {
            Seen::Asked { url, .. } | Seen::Fetched { url, .. } => urls.contains(url.as_str()),
            Seen::Connected { host, .. } => hosts.contains(host.as_str()),
        };
        if !named {
            amiss.push(format!("the request list doesn't name {seen:?}"));
        }
    }
    trials::all_right(&amiss)
}

fn others(seen: Vec<Seen>) -> Vec<Seen> {
    let chatter = |seen: &Seen| match seen {
        Seen::Connected { host, known: false } => {
            let host = host.split(':').next().unwrap_or_default();
            CHATTER.iter().any(|zone| crate::world::is_under(host, zone))
        }
        _ => false,
    };
    seen.into_iter().filter(|seen| !chatter(seen)).collect()
}
