//! How texts come to where they are judged, other than by pasting them there: as a file that is dropped or picked, out of
//! the field for a domain, from the page of a rule. And what the page shows of records and of several pieces.

use crate::Outcome;
use crate::drop::DRAG;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::validate::{FOUND, PASTE, TEXT, open, until};
use libtest_mimic::Trial;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("validate/file dropped", Alone::No, async |_, stage| {
            dropped(&stage).await
        }),
        lab.page_trial("validate/file picked", Alone::No, async |_, stage| picked(&stage).await),
        lab.page_trial("validate/file refused", Alone::No, async |_, stage| {
            refused(&stage).await
        }),
        lab.page_trial("validate/from the start", Alone::No, async |_, stage| {
            from_start(&stage).await
        }),
        lab.page_trial("validate/from a rule", Alone::No, async |_, stage| {
            from_rule(&stage).await
        }),
        lab.page_trial("validate/senders of records", Alone::No, async |_, stage| {
            senders(&stage).await
        }),
        lab.page_trial("validate/several told as one", Alone::No, async |_, stage| {
            several(&stage).await
        }),
    ]
}

const POLICY: &str = "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 1209600\n\n";
const SAID: &str = "return document.getElementById('ed-brought').innerText.trim()";
/// What is selected in the text box.
const SELECTED: &str =
    "return (field => field.value.slice(field.selectionStart, field.selectionEnd))(document.getElementById('ed'))";
const UNDO: &str = "[...document.querySelectorAll('.known .btn')].find(button => button.innerText === 'Undo').click()";

/// Drops a file of this text, so many times over.
async fn drop_file(stage: &Stage<'_>, text: &str, times: usize) -> Outcome<()> {
    for kind in ["dragover", "drop"] {
        let script = DRAG.replace("#paste", "#ed");
        let arguments = vec![json!(kind), json!(text), json!(times)];
        if stage.page.eval(&script, arguments).await? != json!(true) {
            return Err(format!("{kind} isn't prevented, so the browser would open the file").into());
        }
    }
    Ok(())
}

async fn dropped(stage: &Stage<'_>) -> Outcome<()> {
    open(stage).await?;
    stage.page.eval(PASTE, vec![json!("v=STSv1; id=1")]).await?;
    until(stage, TEXT, &json!("v=STSv1; id=1")).await?;
    drop_file(stage, POLICY, 1).await?;
    until(stage, TEXT, &json!(POLICY)).await?;
    until(stage, FOUND, &json!(["STS220"])).await?;
    let said = stage.page.eval(SAID, Vec::new()).await?;
    let read = format!("mta-sts.txt was read: {} bytes", POLICY.len());
    if !said.as_str().unwrap_or_default().contains(&read) {
        return Err(format!("of the file is said {said}").into());
    }
    // What it took the place of comes back, and what was said of it goes.
    stage.page.eval(UNDO, Vec::new()).await?;
    until(stage, TEXT, &json!("v=STSv1; id=1")).await?;
    until(stage, SAID, &json!("")).await
}

async fn picked(stage: &Stage<'_>) -> Outcome<()> {
    open(stage).await?;
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("picked.txt");
    std::fs::write(&path, POLICY)?;
    // The field itself can't be seen: its label is the button.
    let field = stage.page.present("#ed-file").await?;
    field.send_keys(&path.to_string_lossy()).await?;
    until(stage, TEXT, &json!(POLICY)).await?;
    until(stage, FOUND, &json!(["STS220"])).await?;
    // Remembered as if it had been typed.
    until(
        stage,
        "return localStorage.getItem('mta-sts-lens-text')",
        &json!(POLICY),
    )
    .await
}

async fn refused(stage: &Stage<'_>) -> Outcome<()> {
    open(stage).await?;
    stage.page.eval(PASTE, vec![json!(POLICY)]).await?;
    until(stage, FOUND, &json!(["STS220"])).await?;
    for (text, times, words) in [
        ("PK\u{3}\u{4}\0", 1, "is a zip archive"),
        ("line of a log\n", 100_000, "files of up to 1024"),
    ] {
        drop_file(stage, text, times).await?;
        let script = "return document.getElementById('ed-brought').innerText.includes(arguments[0])";
        let patience = Duration::from_secs(5);
        stage.page.until(words, patience, script, &[json!(words)]).await?;
        until(stage, TEXT, &json!(POLICY)).await?;
    }
    Ok(())
}

/// What a script can do of pasting: the event, with what is pasted.
const PASTE_EVENT: &str = "const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', arguments[0]);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    // Firefox gives an event that a script made an empty one.
    if (!event.clipboardData?.getData('text/plain')) Object.defineProperty(event, 'clipboardData', { value: clipboardData });
    return !document.getElementById('q').dispatchEvent(event);";

async fn from_start(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    page.goto(&stage.url("", "#/")).await?;
    page.visible("#q").await?;
    // A domain is the field's affair.
    if page.eval(PASTE_EVENT, vec![json!("example.com\n")]).await? != json!(false) {
        return Err("a domain was taken from the field".into());
    }
    if page.eval(PASTE_EVENT, vec![json!(POLICY)]).await? != json!(true) {
        return Err("a policy was left to the field, which makes one line of it".into());
    }
    page.visible("#ed").await?;
    until(stage, "return location.hash", &json!("#/validate")).await?;
    until(stage, TEXT, &json!(POLICY)).await?;
    until(stage, FOUND, &json!(["STS220"])).await?;
    // Typed, it goes there by the button.
    page.goto(&stage.url("", "#/")).await?;
    page.type_into("#q", "v=STSv1; id=a-b").await?;
    page.press("Enter").await?;
    page.visible("#ed").await?;
    until(stage, TEXT, &json!("v=STSv1; id=a-b")).await?;
    until(stage, FOUND, &json!(["STS124"])).await?;
    page.eval(UNDO, Vec::new()).await?;
    until(stage, TEXT, &json!(POLICY)).await
}

async fn from_rule(stage: &Stage<'_>) -> Outcome<()> {
    let page = stage.page;
    stage.fresh(None).await?;
    let link = "return [...document.querySelectorAll('.eg a')].filter(a => a.innerText === 'Open the bad example in the \
                validator').length";
    let click = "document.querySelector('.eg a').click()";
    for place in ["#/rules/STS220", "rules/STS220.html"] {
        page.goto(&stage.url("", "#/validate")).await?;
        page.visible("#ed").await?;
        page.eval(PASTE, vec![json!("v=STSv1; id=1")]).await?;
        until(stage, TEXT, &json!("v=STSv1; id=1")).await?;
        page.goto(&stage.url("", place)).await?;
        page.visible("h1").await?;
        until(stage, link, &json!(1)).await?;
        page.eval(click, Vec::new()).await?;
        page.visible("#ed").await?;
        until(stage, FOUND, &json!(["STS220"])).await?;
        // The example stands in the address no longer: what is made of it counts.
        until(stage, "return location.hash", &json!("#/validate")).await?;
        page.eval(UNDO, Vec::new()).await?;
        until(stage, TEXT, &json!("v=STSv1; id=1")).await?;
    }
    Ok(())
}

async fn senders(stage: &Stage<'_>) -> Outcome<()> {
    open(stage).await?;
    let lines = "return [...document.querySelectorAll('#h-se')].map(head => [...head.closest('section').querySelectorAll('summary, \
                 caption')].map(line => line.innerText.split(/[:.]/)[0]).filter(line => line))";
    stage.page.eval(PASTE, vec![json!("v=STSv1; id=1")]).await?;
    let all = "All 8 known senders read it as the RFC does";
    until(stage, lines, &json!([[all]])).await?;
    let several = "_mta-sts.example.com. TXT \"v=STSv1; id=1\"\n_smtp._tls.example.com. TXT \"v=TLSRPTv1; \
                   rua=mailto:a@example.com\"\n\nversion: STSv1\nmode: none\nmax_age: 86400\n";
    stage.page.eval(PASTE, vec![json!(several)]).await?;
    let labels = "return [...document.querySelectorAll('#h-se')].flatMap(head => [...head.closest('section').querySelectorAll('summary')]
        .map(line => line.innerText.split(': ')[0]))";
    let wanted = [
        "The record at _mta-sts.example.com",
        "The record at _smtp._tls.example.com",
        "The policy",
    ];
    until(stage, labels, &json!(wanted)).await?;
    // Where they don't agree, why is led back into the quotes.
    let odd = "_mta-sts.example.com. TXT \"v=STSv1 \" \";id=1\"\n";
    stage.page.eval(PASTE, vec![json!(odd)]).await?;
    let click = "return (link => { link?.click(); return !!link })(document.querySelector('#h-se')?.closest('section').querySelector('td a'))";
    until(stage, click, &json!(true)).await?;
    until(stage, SELECTED, &json!(" ")).await
}

async fn several(stage: &Stage<'_>) -> Outcome<()> {
    open(stage).await?;
    let text = "example.com. MX 10 a.example.com.\nexample.com. MX 20 b.example.net.\n\nversion: STSv1\nmode: enforce\nmx: \
                *.example.com\nmax_age: 604800\n";
    stage.page.eval(PASTE, vec![json!(text)]).await?;
    let links = "return [...document.querySelectorAll('.says a')].map(link => link.innerText)";
    let wanted = ["a.example.com", "must refuse", "b.example.net", "7\u{a0}days"];
    until(stage, links, &json!(wanted)).await?;
    for (at, part) in ["a.example.com.", "enforce", "b.example.net.", "604800"]
        .iter()
        .enumerate()
    {
        let click = format!("document.querySelectorAll('.says a')[{at}].click()");
        stage.page.eval(&click, Vec::new()).await?;
        until(stage, SELECTED, &json!(part)).await?;
    }
    Ok(())
}
