//! What is asked for on the command line.

use crate::kinds;
use mta_sts_lens::dns::input;
use mta_sts_lens::recognise::Kind;
use mta_sts_lens::text::show;
use std::ffi::{OsStr, OsString};

/// What `--help` prints.
pub const HELP: &str = "\
Usage: mta-sts-lens lint [OPTIONS] FILE…

Judges files that hold an MTA-STS policy, TXT records, zone lines, the output of dig, nslookup or curl -i, a TLS report,
or several of these at once. It asks no network: all that it knows stands in the files. `-` is standard input.

Options:
  --kind KIND       what the files are, instead of finding out: policy, sts-record, tlsrpt-record, zone, dns-answer,
                    http-answer, tls-report, bounce, openssl, domain
  --domain DOMAIN   the Policy Domain: completes names of a zone without $ORIGIN, chooses the MX hosts of a policy
  --format FORMAT   human (default), json, sarif (2.1.0) or github (annotations of GitHub Actions)
  --strict          warnings fail as errors do
  --rules-url URL   where the pages of the rules are served, such as https://lens.example/rules/, for SARIF; without it
                    rules lead to their section of the RFC
  --color WHEN      auto (default: on a terminal, unless NO_COLOR is set), always or never
  -h, --help        this
  -V, --version     the version

Exit codes:
  0  nothing worse than notes, or than warnings without --strict
  1  an error was found; with --strict a warning too
  2  a wrong call, or a file that could not be read, holds nothing that is known here, or is too large to be judged whole
";

/// What somebody wants.
pub enum Asked {
    /// The help text.
    Help,
    /// The version.
    Version,
    /// Files judged.
    Lint(Lint),
}

/// How files are to be judged.
pub struct Lint {
    /// Their names; at least one.
    pub files: Vec<OsString>,
    /// What they are, if somebody says so.
    pub kind: Option<Kind>,
    /// The Policy Domain, by its A-labels.
    pub domain: Option<String>,
    /// How it is printed.
    pub format: Format,
    /// Whether it is coloured.
    pub colour: Colour,
    /// Whether warnings fail.
    pub strict: bool,
    /// Where the pages of the rules are, with a final slash.
    pub rules: Option<String>,
}

/// How findings are printed.
#[derive(Clone, Copy)]
pub enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// For code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// When colours are used.
#[derive(Clone, Copy)]
pub enum Colour {
    /// Where they can be seen.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
    /// Whether colours are used, where `drawn` says that they can be seen.
    pub const fn wanted(self, drawn: bool) -> bool {
        match self {
            Self::Auto => drawn,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// Reads the arguments behind the program's name.
///
/// # Errors
/// Says what is wrong with them.
pub fn read(args: impl Iterator<Item = OsString>) -> Result<Asked, String> {
    let mut args = args.peekable();
    match args.next() {
        None => return Err("what is to be done? The command is `lint`".into()),
        Some(word) if word == "lint" => {}
        Some(word) if word == "-h" || word == "--help" || word == "help" => return Ok(Asked::Help),
        Some(word) if word == "-V" || word == "--version" => return Ok(Asked::Version),
        Some(word) => {
            return Err(format!(
                "there is no command `{}`: the one there is, is `lint`",
                shown(&word)
            ));
        }
    }
    let mut lint = Lint {
        files: Vec::new(),
        kind: None,
        domain: None,
        format: Format::Human,
        colour: Colour::Auto,
        strict: false,
        rules: None,
    };
    while let Some(word) = args.next() {
        if word == "--" {
            lint.files.extend(args.by_ref());
        } else if word == "-" || !word.as_encoded_bytes().starts_with(b"-") {
            lint.files.push(word);
        } else {
            match word.to_str() {
                Some("-h" | "--help") => return Ok(Asked::Help),
                Some("-V" | "--version") => return Ok(Asked::Version),
                Some("--strict") => lint.strict = true,
                Some(word) => option(&mut lint, word, &mut args)?,
                None => return Err(format!("there is no option `{}`", shown(&word))),
            }
        }
    }
    if lint.files.is_empty() {
        return Err("no file is named; `-` is standard input".into());
    }
    if lint.files.iter().filter(|file| *file == "-").count() > 1 {
        return Err("standard input can be read once only".into());
    }
    Ok(Asked::Lint(lint))
}

/// Reads an option with a value: `--name value` or `--name=value`.
fn option(lint: &mut Lint, word: &str, args: &mut impl Iterator<Item = OsString>) -> Result<(), String> {
    let (name, value) = match word.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (word, None),
    };
    if !["--kind", "--domain", "--format", "--rules-url", "--color"].contains(&name) {
        return Err(format!("there is no option `{}`", show(name.as_bytes())));
    }
    let value = match value {
        Some(value) => value,
        None => {
            let value = args.next().ok_or_else(|| format!("`{name}` wants a value"))?;
            value
                .into_string()
                .map_err(|value| format!("the value of `{name}` is no UTF-8: `{}`", shown(&value)))?
        }
    };
    let wrong = |those: &str| format!("`{name}` is one of {those}, not `{}`", show(value.as_bytes()));
    match name {
        "--kind" => lint.kind = Some(kinds::by_name(&value).ok_or_else(|| wrong(&kinds::names()))?),
        "--domain" => lint.domain = Some(domain(&value)?),
        "--rules-url" => lint.rules = Some(address(&value)?),
        "--format" => {
            lint.format = match value.as_str() {
                "human" => Format::Human,
                "json" => Format::Json,
                "sarif" => Format::Sarif,
                "github" => Format::Github,
                _ => return Err(wrong("human, json, sarif, github")),
            }
        }
        _ => {
            lint.colour = match value.as_str() {
                "auto" => Colour::Auto,
                "always" => Colour::Always,
                "never" => Colour::Never,
                _ => return Err(wrong("auto, always, never")),
            }
        }
    }
    Ok(())
}

fn domain(text: &str) -> Result<String, String> {
    match input::read(text, &to_ascii) {
        Ok(target) => Ok(target.domain.to_string()),
        Err(refusal) => Err(format!("`--domain`: {}", refusal.message())),
    }
}

/// A name by its A-labels, as browsers write it.
pub fn to_ascii(text: &str) -> Option<String> {
    idna::domain_to_ascii(text).ok()
}

/// The beginning of an address, with a final slash.
fn address(text: &str) -> Result<String, String> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    if !web
        || !text.bytes().all(|byte| byte.is_ascii_graphic())
        || text.contains(['"', '<', '>', '\\', '^', '`', '?', '#'])
    {
        return Err(format!(
            "`--rules-url` is an address that begins with https://, not `{}`",
            show(text.as_bytes())
        ));
    }
    Ok(format!("{}/", text.trim_end_matches('/')))
}

fn shown(word: &OsStr) -> String {
    show(word.as_encoded_bytes())
}
