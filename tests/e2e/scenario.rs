//! A scenario: one TOML file that says what the internet is like, what is done on the page, and what the page must
//! show. Unknown keys are refused. The format is documented in `tests/README.md`.

use crate::Outcome;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A scenario, as its file says it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scenario {
    /// For people.
    pub title: String,
    /// What is typed into the page, followed by Enter.
    pub check: Option<String>,
    /// The fragment with which the page is opened.
    #[serde(default)]
    pub open: String,
    /// The folder of the host in which the page lies; empty for its root.
    #[serde(default)]
    pub folder: String,
    /// Resolvers set before the page opens, in place of the built-in ones.
    #[serde(default)]
    pub use_resolvers: Vec<UseResolver>,
    /// What is done after `check`.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Zones by their apex.
    #[serde(default)]
    pub zone: BTreeMap<String, ZoneText>,
    /// Other JSON servers, which know the same zones.
    #[serde(default)]
    pub resolver: Vec<Resolver>,
    /// What happens to some questions.
    #[serde(default)]
    pub doh: Vec<Fault>,
    /// Web servers.
    #[serde(default)]
    pub web: Vec<Web>,
    /// What the page must show.
    pub expect: Expect,
}

/// A resolver as the page's settings hold it.
#[derive(Clone, Debug, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct UseResolver {
    /// What it is called.
    pub name: String,
    /// Its address, up to where `?name=` follows.
    pub url: String,
}

/// Something that is done on the page.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Text into the input field, after what stands there.
    Type(String),
    /// A key on what has the focus: Enter, Escape, Tab, or a character.
    Press(String),
    /// Another check: the field is emptied, then typed into and Enter pressed.
    Check(String),
    /// A text into the paste box, as by the clipboard.
    Paste(String),
    /// A click on the first element that the CSS selector finds, once it is visible.
    Click(String),
    /// A fragment to go to.
    Goto(String),
    /// The page anew.
    Reload(bool),
    /// Milliseconds to wait.
    WaitMs(u64),
    /// Waits until a text is there, at most half a minute: for what passes.
    See(String),
    /// A click on "Compare resolvers", once the check is done.
    Compare(bool),
    /// Waits until the report is done.
    Done(bool),
}

/// A zone.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneText {
    /// Zone text; `$ORIGIN`, `$TTL 300`, SOA and NS are put in front.
    pub records: String,
    /// Whether its answers are validated by DNSSEC (the AD flag).
    #[serde(default)]
    pub signed: bool,
}

/// Another JSON server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Resolver {
    /// Its host name; any path answers.
    pub host: String,
    /// Whose dialect it speaks.
    #[serde(default)]
    pub dialect: Dialect,
}

/// How a DNS-over-HTTPS server writes JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// As `dns.google`.
    #[default]
    Google,
    /// As `cloudflare-dns.com`.
    Cloudflare,
}

/// What happens to some questions. The first fault that fits counts.
#[allow(clippy::struct_excessive_bools, reason = "each is a key of the file")]
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Fault {
    /// `google`, `cloudflare`, `both` (any server), or the host of a `[[resolver]]`.
    pub server: String,
    /// Names at or below this one; all of the scenario's when empty.
    pub under: String,
    /// Questions of this type alone.
    pub rtype: Option<String>,
    /// Only so many questions at first; the true answer after that.
    pub first: Option<usize>,
    /// HTTP status in place of 200; with `body`.
    pub http: Option<u16>,
    /// Body in place of JSON.
    pub body: Option<String>,
    /// Content type in place of the server's own.
    pub r#type: Option<String>,
    /// Further headers.
    pub headers: BTreeMap<String, String>,
    /// Response code in place of the true one, and no records.
    pub rcode: Option<u8>,
    /// Reasons, such as `EDE(9): DNSKEY Missing`.
    pub comment: Vec<String>,
    /// The AD flag.
    pub ad: Option<bool>,
    /// The TC flag, with the answer cut off.
    pub tc: bool,
    /// Without the header that lets pages read.
    pub no_cors: bool,
    /// Milliseconds before the answer.
    pub delay_ms: u64,
    /// Never answers.
    pub hang: bool,
    /// Breaks off the HTTP/2 stream.
    pub reset: bool,
    /// Another zone text that this server knows for the first zone that fits the question.
    pub records: Option<String>,
}

/// A file of a web server.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Web {
    /// The host.
    pub host: String,
    /// The path; the policy's when empty.
    pub path: String,
    /// How its TLS is.
    pub tls: Tls,
    /// HTTP status; 200 when absent, 302 with `redirect`.
    pub status: Option<u16>,
    /// Content type; `text/plain` when absent, none when empty.
    pub r#type: Option<String>,
    /// Whether pages may read it.
    pub cors: bool,
    /// Further headers.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: String,
    /// Repeats the body up to this many bytes.
    pub size: Option<usize>,
    /// Repeats the body for ever.
    pub endless: bool,
    /// Milliseconds between two bytes.
    pub drip_ms: u64,
    /// Half the body, then silence.
    pub stall: bool,
    /// Milliseconds before the answer.
    pub delay_ms: u64,
    /// Where a redirect leads.
    pub redirect: Option<String>,
}

/// How a host's TLS is, and what lies beneath.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tls {
    /// A certificate that the browser trusts.
    #[default]
    Good,
    /// Signed by itself.
    Untrusted,
    /// Ran out.
    Expired,
    /// For another name.
    WrongName,
    /// No certificate for the name.
    Refuse,
    /// The connection opens, and nothing ever comes: half open.
    Silent,
    /// The connection is reset once it is open.
    Reset,
    /// No connection.
    Closed,
}

/// What the page must show.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Expect {
    /// The report is not awaited: there is none.
    pub no_report: bool,
    /// The domain of the report; the last that was checked when absent.
    pub domain: Option<String>,
    /// The verdict's case.
    pub verdict: Option<String>,
    /// Parts of the verdict's sentence, in the report and in `h1#say`.
    pub say: Vec<String>,
    /// Findings that are there.
    pub rules: Vec<Finding>,
    /// Rules, or severities, without a finding.
    pub not_rules: Vec<String>,
    /// The kind of evidence of a rule's finding.
    pub evidence: BTreeMap<String, String>,
    /// Texts that are visible.
    pub see: Vec<String>,
    /// Texts that aren't visible.
    pub not_see: Vec<String>,
    /// CSS selectors that find something visible.
    pub dom: Vec<String>,
    /// CSS selectors that find nothing.
    pub dom_not: Vec<String>,
    /// Parts of lines of the request list: `WHOM WHAT WHY STATE OUTCOME`.
    pub requests_contain: Vec<String>,
    /// Exactly what the resolvers were asked: `SERVER NAME TYPE`.
    pub asked: Option<Vec<String>>,
    /// Among what the resolvers were asked.
    pub asked_contain: Vec<String>,
    /// Exactly what web servers were asked: `https://HOST/PATH`.
    pub fetched: Option<Vec<String>>,
    /// Exactly the console's lines, each by a part of it.
    pub console: Option<Vec<String>>,
    /// Milliseconds from Enter to the end of the report.
    pub within_ms: Option<u64>,
    /// The only browser in which this is tried.
    pub browser: Option<String>,
}

/// A finding that must be there.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Finding {
    /// `NAME`, `CODE`, or either with `:severity`.
    Short(String),
    /// In full.
    Long(FindingIs),
}

/// A finding that must be there, in full.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingIs {
    /// Its rule's name or code.
    pub name: String,
    /// Its severity; any but good when absent.
    pub severity: Option<String>,
    /// The kind of its evidence.
    pub evidence: Option<String>,
    /// A part of its message.
    pub message: Option<String>,
}

impl Finding {
    /// The same in full.
    pub fn full(&self) -> FindingIs {
        match self {
            Self::Long(full) => full.clone(),
            Self::Short(short) => {
                let (name, severity) = match short.split_once(':') {
                    Some((name, severity)) => (name, Some(severity.to_owned())),
                    None => (short.as_str(), None),
                };
                FindingIs {
                    name: name.to_owned(),
                    severity,
                    evidence: None,
                    message: None,
                }
            }
        }
    }
}

impl Scenario {
    /// Reads a scenario's text; `file` is for the message, which names line and column.
    pub fn read(file: &str, text: &str) -> Outcome<Self> {
        let scenario: Self = toml::from_str(text).map_err(|error| format!("{file}: {error}"))?;
        Ok(scenario)
    }

    /// The names that are this scenario's own: its zones and the domains it checks.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.zone.keys().map(|name| name.to_ascii_lowercase()).collect();
        names.extend(self.domain());
        names.sort();
        names.dedup();
        names
    }

    /// The domain whose report is awaited at the end: what `expect.domain` says, or the last that is checked.
    pub fn domain(&self) -> Option<String> {
        let checked = self.steps.iter().rev().find_map(|step| match step {
            Step::Check(text) => Some(text),
            Step::Goto(fragment) if fragment.starts_with("#/check/") => Some(fragment),
            _ => None,
        });
        let opened = Some(&self.open).filter(|open| open.starts_with("#/check/"));
        let last = self
            .expect
            .domain
            .as_ref()
            .or(checked)
            .or(self.check.as_ref())
            .or(opened)?;
        Some(
            last.trim_start_matches("#/check/")
                .trim_end_matches('.')
                .to_ascii_lowercase(),
        )
    }
}

/// The scenarios of a folder, by the names of their files without the ending, in order. `world.toml` is not among them: see
/// [`world`].
pub fn folder(folder: &Path) -> Outcome<Vec<(String, Scenario)>> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        if path.extension().is_none_or(|ending| ending != "toml") || name == "world" {
            continue;
        }
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        found.push((name.to_owned(), Scenario::read(&path.display().to_string(), &text)?));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

/// The zones that every scenario shares: `world.toml` of a folder, where there is one.
pub fn world(folder: &Path) -> Outcome<BTreeMap<String, ZoneText>> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct World {
        zone: BTreeMap<String, ZoneText>,
    }
    let path = folder.join("world.toml");
    if !path.exists() {
        return Ok(BTreeMap::new());
    }
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let world: World = toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(world.zone)
}
