//! Plays a scenario: sets the page up, does what a user does, and gathers all that can be seen.

use crate::Outcome;
use crate::files::{BLANK, FOLDER};
use crate::page::Page;
use crate::scenario::{Scenario, Step};
use crate::servers::Addresses;
use crate::world::{Seen, World, is_under};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// All that can be seen after a scenario.
#[derive(Clone, Debug, Default)]
pub struct Observation {
    /// `window.mtaStsLens.report`.
    pub report: Value,
    /// `window.mtaStsLens.requests`.
    pub requests: Vec<Value>,
    /// The verdict's sentence on the page.
    pub say: String,
    /// All visible text, runs of white space made one blank.
    pub text: String,
    /// Whether foreign text ran as a script: the hostile scenarios try to set `window.hostile`.
    pub hostile: bool,
    /// Of the selectors in `dom` and `dom-not`: those that find something, and whether that is visible.
    pub found: Vec<(String, bool)>,
    /// The console's lines.
    pub console: Vec<String>,
    /// What the servers saw of this scenario's names.
    pub seen: Vec<Seen>,
    /// All URLs that any server was asked for meanwhile, by other scenarios too.
    pub served: BTreeSet<String>,
    /// From Enter to the end of the report.
    pub took: Duration,
}

/// The internet and where the page is.
pub struct Stage<'a> {
    /// The browser.
    pub page: &'a Page,
    /// The internet.
    pub world: &'a World,
    /// Its addresses.
    pub addresses: &'a Addresses,
}

/// What the page offers to programs, or null.
const REPORT: &str = "return window.mtaStsLens ?? null;";

/// Whether the report on this domain is complete.
const DONE: &str = "const report = window.mtaStsLens?.report;
    return Boolean(report && report.done && report.domain === arguments[0]);";

/// The storage key of the page's settings.
const SETTINGS: &str = "mta-sts-lens";

/// The longest that a check may take: the page's own limit, and some more.
const CHECK: Duration = Duration::from_secs(90);

impl Stage<'_> {
    /// The address of the page in a folder of its host, with a fragment.
    pub fn url(&self, folder: &str, fragment: &str) -> String {
        let folder = if folder.is_empty() {
            String::new()
        } else {
            format!("{FOLDER}/")
        };
        format!("http://{}/{folder}{fragment}", self.addresses.page)
    }

    /// A page that knows nothing of earlier ones: no settings, an empty console; and it isn't kept for use without a network,
    /// which has trials of its own (`offline.rs`).
    pub async fn fresh(&self, settings: Option<Value>) -> Outcome<()> {
        self.page
            .goto(&format!("http://{}/{BLANK}", self.addresses.page))
            .await?;
        let script = "localStorage.clear();
            localStorage.setItem('mta-sts-lens-offline', 'no');
            if (arguments[1] !== null) localStorage.setItem(arguments[0], JSON.stringify(arguments[1]));";
        self.page
            .eval(script, vec![json!(SETTINGS), settings.unwrap_or(Value::Null)])
            .await?;
        self.page.console().await.map(drop)
    }

    /// Types a domain into the page that is open, and presses Enter. Gives the moment just before Enter.
    pub async fn check(&self, text: &str) -> Outcome<Instant> {
        self.page.type_into("#q", text).await?;
        let start = Instant::now();
        self.page.press("Enter").await?;
        Ok(start)
    }

    /// Waits for the complete report on a domain.
    pub async fn done(&self, domain: &str) -> Outcome<()> {
        let what = format!("the report on {domain}");
        self.page.until(&what, CHECK, DONE, &[json!(domain)]).await.map(drop)
    }

    /// Plays all of a scenario. `observe` sees what there is, again and again for two seconds, until it finds nothing
    /// amiss; what it finds at the end is the result.
    pub async fn play(
        &self,
        scenario: &Scenario,
        observe: impl Fn(&Observation) -> Vec<String>,
    ) -> Outcome<Vec<String>> {
        let resolvers = &scenario.use_resolvers;
        let settings = (!resolvers.is_empty()).then(|| json!({ "resolvers": resolvers, "theme": "system" }));
        self.fresh(settings).await?;
        let before = self.world.count();
        let mut start = Instant::now();
        self.page.goto(&self.url(&scenario.folder, &scenario.open)).await?;
        if let Some(text) = &scenario.check {
            start = self.check(text).await?;
        }
        for step in &scenario.steps {
            if let Some(again) = self.step(step, scenario).await? {
                start = again;
            }
        }
        if !scenario.expect.no_report {
            self.done(&scenario.domain().ok_or("nothing is checked")?).await?;
        }
        let took = start.elapsed();

        let settle = Instant::now();
        let mut console = Vec::new();
        loop {
            let mut seen = self.observe(scenario, before).await?;
            console.append(&mut seen.console);
            seen.console.clone_from(&console);
            seen.took = took;
            let amiss = observe(&seen);
            if amiss.is_empty() || settle.elapsed() > Duration::from_secs(2) {
                return Ok(amiss);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn step(&self, step: &Step, scenario: &Scenario) -> Outcome<Option<Instant>> {
        let page = self.page;
        match step {
            Step::Type(text) => page.type_into("#q", text).await?,
            Step::Press(key) => {
                let start = Instant::now();
                page.press(key).await?;
                return Ok(Some(start).filter(|_| key == "Enter"));
            }
            Step::Check(text) => {
                page.empty("#q").await?;
                return self.check(text).await.map(Some);
            }
            Step::Paste(text) => page.paste("#paste", text).await?,
            Step::Click(css) => page.click(css).await?,
            Step::Goto(fragment) => {
                page.eval("location.hash = arguments[0]", vec![json!(fragment)]).await?;
            }
            Step::Reload(true) => page.reload().await?,
            Step::See(text) => {
                let script = "return (document.body?.innerText ?? '').replace(/\\s+/g, ' ').includes(arguments[0]);";
                page.until(text, Duration::from_secs(30), script, &[json!(text)])
                    .await?;
            }
            Step::WaitMs(time) => tokio::time::sleep(Duration::from_millis(*time)).await,
            Step::Compare(true) => {
                self.done(&scenario.domain().ok_or("nothing is checked")?).await?;
                page.click("#compare").await?;
            }
            Step::Done(true) => self.done(&scenario.domain().ok_or("nothing is checked")?).await?,
            Step::Reload(false) | Step::Compare(false) | Step::Done(false) => {}
        }
        Ok(None)
    }

    async fn observe(&self, scenario: &Scenario, before: usize) -> Outcome<Observation> {
        let names = scenario.names();
        let all = self.world.seen_since(before);
        let lens = self.page.eval(REPORT, Vec::new()).await?;
        let selectors: Vec<&String> = scenario.expect.dom.iter().chain(&scenario.expect.dom_not).collect();
        let script = "const visible = element => element.getClientRects().length > 0;
            return {
                say: document.querySelector('h1#say')?.innerText ?? '',
                text: document.body?.innerText ?? '',
                hostile: window.hostile !== undefined,
                found: arguments[0].map(css => [...document.querySelectorAll(css)]).map(all =>
                    all.length === 0 ? null : all.some(visible)),
            };";
        let dom = self.page.eval(script, vec![json!(selectors)]).await?;
        let found = dom["found"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .zip(selectors);
        let requests = lens["requests"].as_array().cloned().unwrap_or_default();
        // Servers that aren't the box's own tell it nothing: what was to be asked there counts as asked.
        let elsewhere = requests.iter().filter_map(|request| {
            let url = request["url"].as_str()?;
            let host = url.strip_prefix("https://")?.split('/').next()?;
            self.world.led(host).map(|_| url.to_owned())
        });
        let served = all
            .iter()
            .filter_map(Seen::url)
            .map(str::to_owned)
            .chain(elsewhere)
            .collect();
        Ok(Observation {
            report: lens["report"].clone(),
            requests,
            say: one_line(dom["say"].as_str().unwrap_or_default()),
            text: one_line(dom["text"].as_str().unwrap_or_default()),
            hostile: dom["hostile"].as_bool().unwrap_or_default(),
            found: found
                .filter_map(|(shown, css)| Some((css.clone(), shown.as_bool()?)))
                .collect(),
            console: self.page.console().await?,
            served,
            seen: all
                .into_iter()
                .filter(|seen| names.iter().any(|name| is_under(seen.name(), name)))
                .collect(),
            took: Duration::ZERO,
        })
    }
}

/// Runs of white space, no-break spaces too, made one blank.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
