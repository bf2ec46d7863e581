//! The package for JavaScript in a browser: the examples of its README, and what a bundler makes of it.

use crate::Outcome;
use crate::driver::cache;
use crate::embed::PATIENCE;
use crate::files::DEPLOYED;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::selftest::same;
use libtest_mimic::Trial;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("package/the examples", Alone::No, async |lab, stage| {
            examples(lab, &stage).await
        }),
        lab.page_trial("package/in a bundle", Alone::No, async |lab, stage| {
            bundled(lab, &stage).await
        }),
    ]
}

/// Every example of the package's README as it stands there, against the small internet of the package's own tests.
async fn examples(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let folder = lab.deployed.0.join("package");
    std::fs::create_dir_all(folder.join("pkg"))?;
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(here.join("pkg"))? {
        let path = entry?.path();
        if let Some(name) = path.file_name() {
            std::fs::copy(&path, folder.join("pkg").join(name))?;
        }
    }
    std::fs::copy(here.join("tests/pkg/box.mjs"), folder.join("box.js"))?;
    let readme = std::fs::read_to_string(here.join("pkg/README.md"))?;
    let codes: Vec<&str> = readme
        .split("```js\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    let world = "import { PARTLY } from './box.js';
        const own = fetch;
        globalThis.fetch = (url, ...all) => new URL(url, location).origin === location.origin ? own(url, ...all) : PARTLY.ask(url, ...all);
        globalThis.said = []; globalThis.ended = 0; console.log = (...words) => said.push(words.map((word) => word === undefined ? 'undefined' : typeof word));
        addEventListener('unhandledrejection', ({ reason }) => said.push(['failed', String(reason)]));
        addEventListener('error', ({ message }) => said.push(['failed', message]));";
    std::fs::write(folder.join("world.js"), world)?;
    let mut page = String::from(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Examples</title>\
         <script type=importmap>{\"imports\":{\"mta-sts-lens\":\"./pkg/index.js\"}}</script><script type=module src=world.js></script>",
    );
    for (at, code) in codes.iter().enumerate() {
        let name = format!("example-{at}.js");
        std::fs::write(folder.join(&name), format!("{code}\nended += 1;\n"))?;
        let _ = write!(page, "<script type=module src={name}></script>");
    }
    std::fs::write(folder.join("index.html"), page)?;
    stage.fresh(None).await?;
    let url = format!("http://{}/{DEPLOYED}/package/index.html", stage.addresses.page);
    stage.page.goto(&url).await?;
    let all = [json!(codes.len())];
    let ended = "return window.ended >= arguments[0] || window.said?.some(([word]) => word === 'failed') ? said : null";
    let said = stage.page.until("the examples", PATIENCE, ended, &all).await?;
    let said: Vec<&Value> = said.as_array().into_iter().flatten().collect();
    let bad: Vec<_> = said
        .iter()
        .filter(|words| words[0] == "failed" || words.as_array().into_iter().flatten().any(|word| word == "undefined"))
        .collect();
    if codes.len() < 5 || said.len() < codes.len() || !bad.is_empty() {
        return Err(format!("{} examples said {said:?}", codes.len()).into());
    }
    Ok(())
}

/// What Vite makes of a page that imports the package: each program and all words are found from the bundle.
async fn bundled(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let folder = lab.deployed.0.join("bundle");
    std::fs::create_dir_all(folder.join("node_modules"))?;
    std::os::unix::fs::symlink(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("pkg"),
        folder.join("node_modules/mta-sts-lens"),
    )?;
    let page = "<!doctype html><html lang=en><meta charset=utf-8><title>Bundle</title><script type=module src=./main.js></script></html>";
    std::fs::write(folder.join("index.html"), page)?;
    let main = "import { check, classify, generate, rules, validatePolicy } from 'mta-sts-lens';
        const nobody = () => Promise.reject(new TypeError('nobody'));
        async function all() {
            const [wrong] = (await validatePolicy('version: STSv1\\nmode: none\\nmax_age: 31557601\\n')).findings;
            let last;
            for await (const assessment of check('example.com', { fetch: nobody, probe: false })) last = assessment;
            const made = await generate({ domain: 'example.com', mx: ['mx.example.com'], kit: 'nginx' });
            const [rule] = await rules('STS213');
            const { pieces } = await classify('v=STSv1; id=1');
            return [wrong.code, wrong.message.includes('31557601'), last.done, made.files.length > 1, rule.name, pieces[0].kind];
        }
        globalThis.all = all();";
    std::fs::write(folder.join("main.js"), main)?;
    let vite = cache().join("sites/node_modules/vite/bin/vite.js");
    let made = Command::new("node")
        .arg(&vite)
        .args(["build", "--base", "./", "--outDir", "out", "--logLevel", "warn"])
        .current_dir(&folder)
        .output()?;
    if !made.status.success() {
        return Err(format!("{}: {}", vite.display(), String::from_utf8_lossy(&made.stderr)).into());
    }
    stage.fresh(None).await?;
    let url = format!("http://{}/{DEPLOYED}/bundle/out/index.html", stage.addresses.page);
    stage.page.goto(&url).await?;
    let came = "return window.all !== undefined || null";
    stage.page.until("the bundle", PATIENCE, came, &[]).await?;
    let all = stage.page.promise("all", Vec::new()).await?;
    let wanted = json!(["STS213", true, true, true, "MAX_AGE_TOO_LONG", "sts-record"]);
    same("what the bundle can do", &all, &wanted)
}
