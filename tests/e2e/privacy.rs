//! What leaves the browser: nothing before Enter, and then only what the request list names, without cookies and
//! referrer, whatever the hosts answer.

use crate::driver::Browser;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::scenario::Scenario;
use crate::world::{CLOUDFLARE, GOOGLE, Seen, is_under};
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::json;
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
    vec![
        lab.page_trial("privacy/requests", Alone::Yes, async |_, stage| requests(&stage).await),
        lab.page_trial("privacy/what is written", Alone::Yes, async |_, stage| {
            written(&stage).await
        }),
        lab.page_trial(
            "privacy/a web page in place of the policy",
            Alone::No,
            async |lab, stage| web_page(lab, &stage).await,
        ),
        lab.page_trial("privacy/cookies", Alone::No, async |lab, stage| {
            cookies(lab, &stage).await
        }),
    ]
}

/// The box's scenario for this: a policy host that lets no page read and answers with a web page, which is full of what
/// lies elsewhere; and hosts and resolvers that set cookies.
pub fn scenario() -> Outcome<(String, Scenario)> {
    const TEXT: &str = r#"
title = "Who learns what"

[zone."learns.test"]
records = '''
web             MX   10 mx1.web
mx1.web         A    192.0.2.25
mta-sts.web     A    192.0.2.80
_mta-sts.web    TXT  "v=STSv1; id=1"
cookie          MX   10 mx1.cookie
mx1.cookie      A    192.0.2.25
mta-sts.cookie  A    192.0.2.80
_mta-sts.cookie TXT  "v=STSv1; id=1"
elsewhere       A    192.0.2.81
'''

[[doh]]
headers = { Set-Cookie = "resolver=1; SameSite=None; Secure; Path=/" }

[[web]]
host = "mta-sts.web.learns.test"
type = "text/html"
body = """<!doctype html><title>No policy</title>
<link rel=stylesheet href="https://elsewhere.learns.test/a.css"><img src="https://elsewhere.learns.test/a.png">
<script src="https://elsewhere.learns.test/a.js"></script><iframe src="https://elsewhere.learns.test/a.html"></iframe>
<script>new Image().src = "https://elsewhere.learns.test/made.png"</script>"""

[[web]]
host = "mta-sts.cookie.learns.test"
headers = { Set-Cookie = "host=1; SameSite=None; Secure; Path=/" }
body = "version: STSv1\nmode: enforce\nmx: mx1.cookie.learns.test\nmax_age: 1209600\n"

[[web]]
host = "elsewhere.learns.test"

[expect]
"#;
    Ok(("box/private".to_owned(), Scenario::read("private", TEXT)?))
}

/// The check of a domain to its end, and until the probe's frame is gone: then nothing is left that could ask.
async fn checked(stage: &Stage<'_>, domain: &str) -> Outcome<()> {
    stage.page.goto(&stage.url("", &format!("#/check/{domain}"))).await?;
    stage.done(domain).await?;
    let gone = "return document.querySelector('iframe') === null";
    stage
        .page
        .until("the end of the probes", Duration::from_secs(10), gone, &[])
        .await?;
    let case = "return window.mtaStsLens.report.verdict.case";
    match stage.page.eval(case, Vec::new()).await?.as_str() {
        Some("not-readable") => Ok(()),
        case => Err(format!("{domain}: verdict {case:?}, so nothing was probed").into()),
    }
}

/// A host that answers with a web page can't have the browser ask anybody else: Chromium shows no part of the answer,
/// others run no script of it.
async fn web_page(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let elsewhere = |since: usize| {
        let seen = stage.world.seen_since(since);
        let there = |seen: &Seen| is_under(seen.name(), "elsewhere.learns.test");
        seen.iter()
            .filter(|seen| there(seen))
            .filter_map(Seen::url)
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
    };
    // Opened by itself the page does ask.
    stage.fresh(None).await?;
    let before = stage.world.count();
    stage
        .page
        .goto("https://mta-sts.web.learns.test/.well-known/mta-sts.txt")
        .await?;
    let asked = elsewhere(before);
    if !asked.iter().any(|url| url.ends_with("a.png")) || !asked.iter().any(|url| url.ends_with("made.png")) {
        return Err(format!("the web page loads only {asked:?}").into());
    }
    stage.fresh(None).await?;
    let before = stage.world.count();
    checked(stage, "web.learns.test").await?;
    let asked = elsewhere(before);
    let amiss: Vec<String> = asked
        .into_iter()
        .filter(|url| lab.browser == Browser::Chromium || url.ends_with("a.js") || url.ends_with("made.png"))
        .map(|url| format!("the policy host had {url} asked for"))
        .collect();
    trials::all_right(&amiss)
}

/// Cookies that resolvers and policy hosts have set don't come back to them, and nobody learns where the page lies.
async fn cookies(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    const HOST: &str = "https://mta-sts.cookie.learns.test/.well-known/mta-sts.txt";
    const MINE: [&str; 3] = ["cookie.learns.test", GOOGLE, CLOUDFLARE];
    let page = stage.page;
    // Each is visited by itself, so that it may set its own.
    for url in [
        "https://dns.google/resolve?name=cookie.learns.test&type=MX",
        "https://cloudflare-dns.com/dns-query?name=cookie.learns.test&type=MX",
    ] {
        // For a refusal without text, which is what one of them answers, Firefox shows a page of its own.
        _ = page.goto(url).await;
    }
    page.goto(HOST).await?;
    let before = stage.world.count();
    page.goto(HOST).await?;
    let told = |since: usize| {
        let seen = stage.world.seen_since(since);
        let told = |seen: Seen| match seen {
            Seen::Told { host, header } if MINE.iter().any(|mine| is_under(&host, mine)) => {
                Some(format!("{host} was told {header}"))
            }
            _ => None,
        };
        seen.into_iter().filter_map(told).collect::<Vec<_>>()
    };
    if !told(before).iter().any(|line| line.contains("host=1")) {
        return Err("the browser keeps no cookie, so that none is sent proves nothing".into());
    }
    stage.fresh(None).await?;
    let before = stage.world.count();
    checked(stage, "cookie.learns.test").await?;
    let asked = stage.world.seen_since(before);
    let probes = asked.iter().filter(|seen| seen.url() == Some(HOST)).count();
    let mut amiss = told(before);
    if probes < 3 {
        amiss.push(format!("the policy host was asked {probes} times"));
    }
    // A request that would take cookies along takes one, where the browser lets third parties have any; Firefox keeps a jar
    // for each page.
    let before = stage.world.count();
    let with = "fetch(arguments[0], { mode: 'no-cors', credentials: 'include' }).then(() => true)";
    page.promise(with, vec![json!(HOST)]).await?;
    if lab.browser == Browser::Chromium && told(before).is_empty() {
        amiss.push("a request with credentials has no cookie, so that the others have none proves little".to_owned());
    }
    trials::all_right(&amiss)
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
            Seen::Told { .. } => false,
            Seen::Connected { host, .. } => hosts.contains(host.as_str()),
        };
        if !named {
            amiss.push(format!("the request list doesn't name {seen:?}"));
        }
    }
    trials::all_right(&amiss)
}

/// What is pasted to be judged, and what stands in the form, is nobody else's: not a name of it is looked up.
async fn written(stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    let page = stage.page;
    page.goto(&stage.url("", "#/validate")).await?;
    page.visible("#ed").await?;
    let before = stage.world.count();
    let text = "good.screens.test. IN MX 10 mx1.good.screens.test.\n_mta-sts.good.screens.test. IN TXT \"v=STSv1 ; id=1\"\n\n\
        version: STSv1\nmode: enforce\nmx: mx1.good.screens.test\nmax_age: 1209600\n";
    page.paste("#ed", text).await?;
    page.visible("#ed-marks").await?;
    page.eval("location.hash = '#/generate'", Vec::new()).await?;
    page.type_into("#g-dom", "good.screens.test").await?;
    page.visible("#g-read").await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let seen = others(stage.world.seen_since(before));
    let amiss: Vec<String> = seen.iter().map(|seen| format!("{seen:?}")).collect();
    trials::all_right(&amiss)
}

fn others(seen: Vec<Seen>) -> Vec<Seen> {
    let chatter = |seen: &Seen| match seen {
        Seen::Connected { host, known: false } => {
            // Without TLS a proxy is told the whole address.
            let host = host.strip_prefix("http://").unwrap_or(host);
            let host = host.split([':', '/']).next().unwrap_or_default();
            CHATTER.iter().any(|zone| crate::world::is_under(host, zone))
        }
        _ => false,
    };
    seen.into_iter().filter(|seen| !chatter(seen)).collect()
}
