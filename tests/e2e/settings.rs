//! A resolver of the user's own, by keyboard alone: added in the settings, asked, compared, kept, removed.

use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::scenario::Scenario;
use crate::selftest::same;
use crate::world::Seen;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// The box's scenario for this.
pub fn scenario() -> Outcome<(String, Scenario)> {
    let text = include_str!("resolver.toml");
    Ok((
        "box/resolver".to_owned(),
        Scenario::read("tests/e2e/resolver.toml", text)?,
    ))
}

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("settings/resolver", Alone::No, async |_, stage| resolver(&stage).await),
        lab.page_trial("settings/resolver refused", Alone::No, async |_, stage| {
            refused(&stage).await
        }),
        lab.page_trial(
            "settings/as many resolvers as there may be",
            Alone::No,
            async |_, stage| full(&stage).await,
        ),
        lab.page_trial("settings/focus", Alone::No, async |_, stage| focus(&stage).await),
        lab.page_trial("settings/resolvers forgotten", Alone::No, async |_, stage| {
            forgotten(&stage).await
        }),
    ]
}

const DOMAIN: &str = "own-resolver.test";
const OF_FORGOTTEN: &str = "forgotten-resolvers.test";
const OF_EIGHT: &str = "eight-resolvers.test";
const HOST: &str = "doh.own-resolver.test";
const URL: &str = "https://doh.own-resolver.test/resolve";

/// The addresses in the list of resolvers.
const LISTED: &str =
    "return [...document.querySelectorAll('#resolvers ol li')].map(item => item.querySelector('small').innerText)";

const GOOGLE: &str = "https://dns.google/resolve";
const CLOUDFLARE: &str = "https://cloudflare-dns.com/dns-query";

async fn settings(stage: &Stage<'_>) -> Outcome<()> {
    stage.page.goto(&stage.url("", "#/requests")).await?;
    stage.page.visible("#own").await.map(drop)
}

/// Types into the field that has the focus, in place of what stands there.
async fn enter(stage: &Stage<'_>, text: &str) -> Outcome<()> {
    stage.page.eval("document.activeElement.select()", Vec::new()).await?;
    stage.page.spell(text).await
}

/// Waits until the list holds these addresses in this order.
async fn listed(stage: &Stage<'_>, wanted: &[&str]) -> Outcome<()> {
    let script = format!(
        "const listed = (() => {{ {LISTED} }})();
         return JSON.stringify(listed) === JSON.stringify(arguments[0]);"
    );
    let arguments = [json!(wanted)];
    let found = stage
        .page
        .until("the list", Duration::from_secs(2), &script, &arguments)
        .await;
    if found.is_err() {
        let listed = stage.page.eval(LISTED, Vec::new()).await?;
        return Err(format!("listed are {listed}, not {wanted:?}").into());
    }
    Ok(())
}

/// Adds the resolver, by keyboard from the top of the settings.
async fn add(stage: &Stage<'_>) -> Outcome<()> {
    settings(stage).await?;
    stage.page.tab_to("#own", "").await?;
    enter(stage, URL).await?;
    stage.page.press("Enter").await?;
    listed(stage, &[GOOGLE, CLOUDFLARE, URL]).await?;
    let left = stage
        .page
        .eval("return document.querySelector('#own').value", Vec::new())
        .await?;
    same("left in the field", &left, &json!(""))
}

/// Checks a domain on the start page, and gives the servers that were asked about it.
async fn asked(stage: &Stage<'_>, domain: &str) -> Outcome<Vec<String>> {
    let before = stage.world.count();
    stage.page.goto(&stage.url("", "#/")).await?;
    stage.check(domain).await?;
    stage.done(domain).await?;
    let mut servers: Vec<String> = stage
        .world
        .seen_since(before)
        .into_iter()
        .filter_map(|seen| match seen {
            Seen::Asked { server, name, .. } if crate::world::is_under(&name, domain) => Some(server),
            _ => None,
        })
        .collect();
    servers.sort();
    servers.dedup();
    Ok(servers)
}

/// Whom the request list names for the look-ups, as a program reads it and as a person does.
async fn in_request_list(stage: &Stage<'_>) -> Outcome<()> {
    let whom = "return [...new Set(window.mtaStsLens.requests.map(request => request.whom))]";
    let whom = stage.page.eval(whom, Vec::new()).await?;
    let named = |whom: &Value| whom.as_array().is_some_and(|all| all.contains(&json!(HOST)));
    if !named(&whom) {
        return Err(format!("the request list names {whom}, not {HOST}").into());
    }
    // By a fragment, as a link does it: a new page would know of no requests.
    stage.page.eval("location.hash = '#/requests'", Vec::new()).await?;
    let row = "return [...document.querySelectorAll('#requests tbody tr')].some(row =>
        row.checkVisibility() && row.innerText.includes(arguments[0]) && row.innerText.includes(arguments[1]));";
    let arguments = [json!(HOST), json!(format!("_mta-sts.{DOMAIN}"))];
    stage
        .page
        .until("the row of the request list", Duration::from_secs(2), row, &arguments)
        .await
        .map(drop)
}

async fn resolver(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    let before = stage.world.count();
    add(stage).await?;
    // Nothing is tried out: the address goes nowhere before a check.
    let tried = stage
        .world
        .seen_since(before)
        .iter()
        .any(|seen| seen.url().is_some_and(|url| url.starts_with(URL)));
    same("asked when it is added", &tried, &false)?;
    for order in [[GOOGLE, URL, CLOUDFLARE], [URL, GOOGLE, CLOUDFLARE]] {
        stage.page.tab_to("#resolvers button", &format!("Up {HOST}")).await?;
        page.press("Enter").await?;
        listed(stage, &order).await?;
    }

    let servers = asked(stage, DOMAIN).await?;
    if !servers.iter().any(|server| server == HOST) {
        return Err(format!("asked were {servers:?}, not {HOST}").into());
    }
    in_request_list(stage).await?;

    page.reload().await?;
    page.visible("#own").await?;
    listed(stage, &[URL, GOOGLE, CLOUDFLARE]).await?;
    if !asked(stage, DOMAIN).await?.iter().any(|server| server == HOST) {
        return Err(format!("after a reload {HOST} isn't asked").into());
    }

    stage.page.tab_to("#compare", "").await?;
    page.press("Enter").await?;
    compared(stage, HOST).await?;

    settings(stage).await?;
    stage
        .page
        .tab_to("#resolvers button", &format!("Remove {HOST}"))
        .await?;
    page.press("Enter").await?;
    listed(stage, &[GOOGLE, CLOUDFLARE]).await?;
    page.reload().await?;
    page.visible("#own").await?;
    listed(stage, &[GOOGLE, CLOUDFLARE]).await?;
    if asked(stage, DOMAIN).await?.iter().any(|server| server == HOST) {
        return Err(format!("{HOST} is asked although it was removed").into());
    }
    Ok(())
}

/// Every row of the comparison has an answer of the resolver.
async fn compared(stage: &Stage<'_>, resolver: &str) -> Outcome<()> {
    let script = "const table = document.querySelector('#side table');
        const heads = [...table?.querySelectorAll('thead th') ?? []];
        const at = heads.findIndex(head => head.innerText.trim() === arguments[0]);
        const rows = [...table?.querySelectorAll('tbody tr') ?? []];
        return at > 0 && rows.length > 0 && rows.every(row => /left/.test(row.children[at].innerText));";
    stage
        .page
        .until(
            &format!("answers of {resolver} in the comparison"),
            Duration::from_secs(10),
            script,
            &[json!(resolver)],
        )
        .await
        .map(drop)
}

/// What can't be asked is refused, with words that say what to do.
async fn refused(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    settings(stage).await?;
    let mut amiss = Vec::new();
    for (text, words) in [
        ("http://doh.own-resolver.test/resolve", "https://"),
        ("HTTP://doh.own-resolver.test/resolve", "https://"),
        ("https://", "https://dns.example.net/resolve"),
        ("https:///resolve", "https://dns.example.net/resolve"),
        ("https://?name=", "https://dns.example.net/resolve"),
        // A fetch would fail on these: no host, a name and password, no number.
        ("https://:443/resolve", "https://dns.example.net/resolve"),
        ("https://user@/resolve", "https://dns.example.net/resolve"),
        (
            "https://user:word@doh.own-resolver.test/",
            "https://dns.example.net/resolve",
        ),
        ("https://doh.own-resolver.test:port/", "https://dns.example.net/resolve"),
        ("doh.own-resolver.test", "https://dns.example.net/resolve"),
        ("javascript:alert(1)", "https://dns.example.net/resolve"),
        ("https://[", "https://dns.example.net/resolve"),
        ("https://1.2.3.999/", "https://dns.example.net/resolve"),
        (GOOGLE, "already"),
        ("HTTPS://DNS.GOOGLE/resolve", "already"),
    ] {
        stage.page.tab_to("#own", "").await?;
        enter(stage, text).await?;
        let script = "const field = document.querySelector('#own'), said = document.querySelector('#own-m');
            return field.value === arguments[0] && [said.innerText, field.ariaInvalid];";
        let said = page
            .until("the typed address", Duration::from_secs(2), script, &[json!(text)])
            .await?;
        if !said[0].as_str().is_some_and(|said| said.contains(words)) || said[1] != json!("true") {
            amiss.push(format!("'{text}' is met with {said}, which doesn't say '{words}'"));
        }
        page.press("Enter").await?;
        if listed(stage, &[GOOGLE, CLOUDFLARE]).await.is_err() {
            amiss.push(format!("'{text}' is taken"));
            stage.fresh(None).await?;
            settings(stage).await?;
        }
    }
    trials::all_right(&amiss)
}

/// The list takes eight. A ninth is refused with words, and taken once another is gone; all eight are asked and compared.
async fn full(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    let mut hosts = vec![HOST.to_owned()];
    hosts.extend((2..=6).map(|number| format!("doh{number}.own-resolver.test")));
    let url = |host: &str| format!("https://{host}/resolve");
    let ninth = "https://doh7.own-resolver.test/resolve";
    settings(stage).await?;
    let mut wanted = vec![GOOGLE.to_owned(), CLOUDFLARE.to_owned()];
    for host in &hosts {
        page.type_into("#own", &url(host)).await?;
        page.press("Enter").await?;
        wanted.push(url(host));
    }
    let eight: Vec<&str> = wanted.iter().map(String::as_str).collect();
    listed(stage, &eight).await?;

    page.type_into("#own", ninth).await?;
    let said = "const said = document.querySelector('#own-m').innerText;
        return document.querySelector('#own').value === arguments[0] && said;";
    let said = page
        .until("words about the ninth", Duration::from_secs(2), said, &[json!(ninth)])
        .await?;
    same("of the ninth", &said, &json!("The list is full; remove another first."))?;
    page.press("Enter").await?;
    listed(stage, &eight).await?;
    page.reload().await?;
    page.visible("#own").await?;
    listed(stage, &eight).await?;

    asked(stage, OF_EIGHT).await?;
    page.click("#compare").await?;
    for resolver in ["Google", "Cloudflare"]
        .into_iter()
        .chain(hosts.iter().map(String::as_str))
    {
        compared(stage, resolver).await?;
    }
    agreed(stage).await?;

    settings(stage).await?;
    stage
        .page
        .tab_to("#resolvers button", &format!("Remove {}", hosts[5]))
        .await?;
    page.press("Enter").await?;
    page.type_into("#own", ninth).await?;
    page.press("Enter").await?;
    wanted.pop();
    wanted.push(ninth.to_owned());
    listed(stage, &wanted.iter().map(String::as_str).collect::<Vec<_>>()).await
}

/// What a comparison of eight says in the end, and that it fits into the window.
async fn agreed(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    let done = "return document.querySelector('#say').innerText.startsWith('The resolvers agree')
        && document.querySelector('.verdict__kind').innerText;";
    let kind = page.until("agreement", Duration::from_secs(10), done, &[]).await?;
    same("above the sentence", &kind, &json!("Good · 8\u{a0}resolvers compared"))?;
    let over = "const root = document.documentElement; return root.scrollWidth - root.clientWidth;";
    for (width, phone) in [(1280, false), (390, true)] {
        page.emulate(width, 900, phone, false).await?;
        let over = page.eval(over, Vec::new()).await?;
        page.emulate_nothing().await?;
        same(&format!("wider than a window of {width}"), &over, &json!(0))?;
    }
    Ok(())
}

/// Who works by keyboard goes on from where they are: a resolver that moves takes the focus along, and when one goes
/// the focus stays in the list.
async fn focus(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    add(stage).await?;
    // The focus follows when the next frame is drawn.
    let soon = Duration::from_secs(1);
    let at =
        "return document.activeElement.closest('#resolvers li')?.querySelector('small').innerText === arguments[0]";
    stage.page.tab_to("#resolvers button", &format!("Up {HOST}")).await?;
    page.press("Enter").await?;
    listed(stage, &[GOOGLE, URL, CLOUDFLARE]).await?;
    page.until("the focus at what was moved", soon, at, &[json!(URL)])
        .await?;
    stage.page.tab_to("#resolvers button", "Remove Cloudflare").await?;
    page.press("Enter").await?;
    listed(stage, &[GOOGLE, URL]).await?;
    page.until(
        "the focus in the list",
        soon,
        "return document.activeElement.id === 'own'",
        &[],
    )
    .await?;
    Ok(())
}

/// The last resolver stays; "Forget all of it" brings back those that the page began with, and stores nothing.
async fn forgotten(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    add(stage).await?;
    for (name, left) in [("Google", &[CLOUDFLARE, URL][..]), ("Cloudflare", &[URL])] {
        stage
            .page
            .tab_to("#resolvers button", &format!("Remove {name}"))
            .await?;
        page.press("Enter").await?;
        listed(stage, left).await?;
    }
    let last = "return document.querySelector('#resolvers ol button:last-child').disabled";
    same("the last can't go", &page.eval(last, Vec::new()).await?, &json!(true))?;
    same("asked", &asked(stage, OF_FORGOTTEN).await?, &vec![HOST.to_owned()])?;

    settings(stage).await?;
    stage.page.tab_to("#resolvers button", "Add Google").await?;
    page.press("Enter").await?;
    listed(stage, &[URL, GOOGLE]).await?;
    stage.page.tab_to("#settings button", "Forget all of it").await?;
    page.press("Enter").await?;
    listed(stage, &[GOOGLE, CLOUDFLARE]).await?;
    // But what `fresh` has refused for these trials.
    let stored = page.eval("return Object.keys(localStorage)", Vec::new()).await?;
    same("what is stored", &stored, &json!(["mta-sts-lens-offline"]))?;
    page.reload().await?;
    page.visible("#own").await?;
    listed(stage, &[GOOGLE, CLOUDFLARE]).await
}
