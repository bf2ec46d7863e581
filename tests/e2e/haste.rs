//! Keys that come faster than the page is drawn: what a field holds when it is sent off counts, not what it held when it
//! was drawn last.

use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// How long anything may take here.
const PATIENCE: Duration = Duration::from_secs(10);

/// The page, the field's id, what it holds when it is drawn, what it holds when it is sent off, and what is then so.
const FIELDS: [(&str, &str, &str, &str, &str); 5] = [
    (
        "#/",
        "q",
        "good",
        "good.screens.test",
        "location.hash === '#/check/good.screens.test'",
    ),
    (
        "#/check/bare.screens.test",
        "q",
        "good",
        "good.screens.test",
        "location.hash === '#/check/good.screens.test'",
    ),
    (
        "#/generate",
        "g-dom",
        "bare.screens.test",
        "good.screens.test",
        "location.hash === '#/generate/good.screens.test'",
    ),
    (
        "#/rollout",
        "p-dom",
        "bare.screens.test",
        "good.screens.test",
        "location.hash === '#/rollout/good.screens.test'",
    ),
    (
        "#/requests",
        "own",
        "https://dns.example.net/one",
        "https://dns.example.net/two",
        "JSON.stringify(localStorage).includes('dns.example.net/two')",
    ),
];

/// Types the rest and sends the field off within one task, so that nothing is drawn between.
const SEND: &str = "const [id, text] = arguments, field = document.getElementById(id);
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    if (field.dispatchEvent(enter)) field.form?.requestSubmit();";

/// Sends a domain off and types on at once, before the browser tells of the new place.
const GO_ON: &str = "const [text, more] = arguments, field = document.querySelector('#q');
    const type = text => {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    type(text);
    field.form.requestSubmit();
    type(text + more);";

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial(
            "haste/what is typed last is what is sent off",
            Alone::No,
            async |_, stage| sent(&stage).await,
        ),
        lab.page_trial("haste/what is typed on the way stays", Alone::No, async |_, stage| {
            stays(&stage).await
        }),
    ]
}

async fn sent(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    let mut amiss = Vec::new();
    for (place, id, drawn, typed, then) in FIELDS {
        stage.fresh(None).await?;
        page.goto("about:blank").await?;
        page.goto(&stage.url("", place)).await?;
        page.paste(&format!("#{id}"), drawn).await?;
        // By now it is drawn with that.
        tokio::time::sleep(Duration::from_millis(300)).await;
        page.eval(SEND, vec![json!(id), json!(typed)]).await?;
        if let Err(error) = page.until(typed, PATIENCE, &format!("return {then}"), &[]).await {
            let held = page
                .eval(
                    "return [location.hash, document.getElementById(arguments[0])?.value]",
                    vec![json!(id)],
                )
                .await?;
            amiss.push(format!("{place} {id}: {error}; there is {held}"));
        }
    }
    trials::all_right(&amiss)
}

async fn stays(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "#/check/bare.screens.test")).await?;
    page.visible("#q").await?;
    page.eval(GO_ON, vec![json!("good.screens.test"), json!(".exam")])
        .await?;
    stage.done("good.screens.test").await?;
    let held = page
        .eval("return [location.hash, document.querySelector('#q').value]", Vec::new())
        .await?;
    if held != json!(["#/check/good.screens.test", "good.screens.test.exam"]) {
        return Err(format!("there is {held}").into());
    }
    Ok(())
}
