//! The package for JavaScript in a browser: the examples of its README, and what bundlers make of it.

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
        lab.page_trial("package/bundled by Vite", Alone::No, async |lab, stage| {
            bundled(lab, &stage, "vite").await
        }),
        lab.page_trial("package/bundled by webpack", Alone::No, async |lab, stage| {
            bundled(lab, &stage, "webpack").await
        }),
        lab.page_trial("package/bundled by Rollup", Alone::No, async |lab, stage| {
            bundled(lab, &stage, "rollup").await
        }),
        lab.page_trial("package/bundled by esbuild", Alone::No, async |lab, stage| {
            bundled(lab, &stage, "esbuild").await
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

/// What a bundler makes of a page that imports the package: each program, all words and the probes are found from the bundle.
async fn bundled(lab: &Lab, stage: &Stage<'_>, tool: &str) -> Outcome<()> {
    let folder = lab.deployed.0.join("bundle").join(tool);
    std::fs::create_dir_all(folder.join("node_modules"))?;
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::os::unix::fs::symlink(here.join("pkg"), folder.join("node_modules/mta-sts-lens"))?;
    let page = "<!doctype html><html lang=en><meta charset=utf-8><title>Bundle</title><script type=module src=./main.js></script></html>";
    std::fs::write(folder.join("index.html"), page)?;
    std::fs::copy(here.join("tests/pkg/box.mjs"), folder.join("box.js"))?;
    let main = "import { check, classify, generate, plan, readReports, rules, validatePolicy } from 'mta-sts-lens';
        import { PARTLY } from './box.js';
        const closed = (url, ...all) => url.includes('.well-known') ? Promise.reject(new TypeError('closed')) : PARTLY.ask(url, ...all);
        async function all() {
            const wrong = (await validatePolicy('version: STSv1\\nmode: none\\nmax_age: 31557601\\n')).findings.find(({ code }) => code === 'STS213');
            let last, requests;
            const begun = performance.now();
            for await (const assessment of check('example.com', { fetch: closed, onRequests: (made) => (requests = made) })) last = assessment;
            const took = performance.now() - begun;
            const probes = requests.filter(({ what }) => what.includes('probe')).map(({ outcome }) => outcome);
            const ran = probes.length > 0 && !probes.some((outcome) => outcome.includes('run'));
            const made = await generate({ domain: 'example.com', mx: ['mx.example.com'], kit: 'nginx' });
            const planned = await plan({ domain: 'example.com', change: 'first', today: { id: null, policy: null, mx: ['mx.example.com'] } });
            const [rule] = await rules('STS213');
            const { pieces } = await classify('v=STSv1; id=1');
            const { counts } = await readReports('{}');
            return [wrong.code, wrong.message.includes('31557601'), last.done, ran || [took, probes], made.files.length > 1,
                planned.steps.length > 1, rule.name, pieces[0].kind, counts.files];
        }
        globalThis.all = all();";
    std::fs::write(folder.join("main.js"), main)?;
    let mut command = Command::new("node");
    if tool == "vite" {
        command.arg(cache().join("sites/node_modules/vite/bin/vite.js"));
        command.args(["build", "--base", "./", "--outDir", tool, "--logLevel", "warn"]);
    } else {
        command.arg(here.join("tests/tools/bundle.mjs")).args([tool, "."]);
        command.arg(cache().join("npm/node_modules"));
    }
    let made = command.current_dir(&folder).output()?;
    if !made.status.success() {
        return Err(format!("{tool}: {}", String::from_utf8_lossy(&made.stderr)).into());
    }
    if tool != "vite" {
        std::fs::write(folder.join(tool).join("index.html"), page)?;
    }
    stage.fresh(None).await?;
    let url = format!(
        "http://{}/{DEPLOYED}/bundle/{tool}/{tool}/index.html",
        stage.addresses.page
    );
    stage.page.goto(&url).await?;
    let came = "return window.all !== undefined || null";
    stage.page.until("the bundle", PATIENCE, came, &[]).await?;
    let all = stage.page.promise("all", Vec::new()).await?;
    let wanted = json!([
        "STS213",
        true,
        true,
        true,
        true,
        true,
        "MAX_AGE_TOO_LONG",
        "sts-record",
        1
    ]);
    same("what the bundle can do", &all, &wanted)
}
