//! The rules as a set: codes, families, the style of what they say, and the table in README.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/bless.rs"]
mod bless;
#[allow(dead_code)]
#[path = "support/source.rs"]
mod source;

use mta_sts_lens::registry;
use mta_sts_lens::rule::{Rule, Severity};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// Which rules a file may declare: the beginning of its path, and the beginnings of the codes.
const FAMILIES: &[(&str, &[&str])] = &[
    ("src/sts/rules/record", &["STS1"]),
    ("src/sts/rules/txt_set", &["STS1"]),
    ("src/sts/rules/http", &["STS4"]),
    ("src/sts/rules", &["STS2"]),
    ("src/report", &["RPT2"]),
    ("src/tlsrpt", &["RPT1"]),
    ("src/dns/input", &["DOM"]),
    ("src/dns", &["DNS1"]),
    ("src/make", &["STS1"]),
    ("src/survey", &["STS", "RPT", "DNS", "DOM"]),
    ("src/rollout", &["STS1"]),
    ("src/recognise/rules/zone", &["ZON1"]),
    ("src/recognise/rules/tls", &["TLS1"]),
    ("src/recognise/rules/bounce", &["BNC1"]),
];

/// Longest title, in characters.
const TITLE: usize = 80;

/// Words that the tool never says; see the project's voice: a colleague, plain, no drama.
const NEVER: &[&str] = &[
    "please",
    "oops",
    "sorry",
    "illegal",
    "illegally",
    "simply",
    "just",
    "obviously",
];

/// Collects complaints about each rule, so that one run shows them all.
fn each(check: impl Fn(&Rule, &mut dyn FnMut(String))) {
    assert!(registry::all().next().is_some(), "the registry is empty");
    let mut wrong = Vec::new();
    for rule in registry::all() {
        check(rule, &mut |what| {
            wrong.push(format!("{} {}: {what}", rule.code, rule.name));
        });
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The codes that sources declare, each with its file: lines `CODE NAME {` within `rules!`.
fn declared() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, code) in source::shipped("src") {
        for block in code.split("rules! {").skip(1) {
            for line in block.lines() {
                let mut words = line.split_whitespace();
                if let (Some(code), Some(_), Some("{")) = (words.next(), words.next(), words.next()) {
                    if is_code(code) {
                        found.push((code.to_owned(), path.display().to_string()));
                    }
                }
            }
        }
    }
    found
}

fn is_code(word: &str) -> bool {
    let (family, number) = word.split_at(word.len().min(3));
    ["STS", "RPT", "DNS", "DOM", "ZON", "TLS", "BNC"].contains(&family)
        && number.len() == 3
        && number.bytes().all(|b| b.is_ascii_digit())
}

#[test]
fn codes_and_names_are_unique_and_well_formed() {
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    each(|rule, complain| {
        if !is_code(rule.code) {
            complain("no code".into());
        }
        let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        if !rule.name.bytes().all(plain) {
            complain("no name of a constant".into());
        }
    });
    for rule in registry::all() {
        assert!(codes.insert(rule.code), "{} stands for two rules", rule.code);
        assert!(names.insert(rule.name), "{} stands for two rules", rule.name);
        assert_eq!(registry::by_code(rule.code), Some(rule));
    }
}

#[test]
fn every_declared_rule_is_registered_and_belongs_where_it_is_declared() {
    let declared = declared();
    assert!(!declared.is_empty(), "no declaration was found");
    let mut wrong = Vec::new();
    for (code, path) in &declared {
        if registry::by_code(code).is_none() {
            wrong.push(format!("{code} in {path} is in no list of the registry"));
        }
        let family = FAMILIES.iter().find(|(start, _)| path.starts_with(start));
        let fits = family.is_some_and(|(_, codes)| codes.iter().any(|start| code.starts_with(start)));
        if !fits {
            wrong.push(format!("{code} doesn't belong into {path}"));
        }
    }
    for rule in registry::all() {
        if declared.iter().filter(|(code, _)| code == rule.code).count() != 1 {
            wrong.push(format!("{} is not declared once", rule.code));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether a text begins as the middle of a sentence does, or with something that has a capital of its own.
fn begins_small(text: &str) -> bool {
    let first: String = text.chars().take_while(|c| !c.is_whitespace()).collect();
    match first.chars().next() {
        None => false,
        Some(c) if c.is_uppercase() => {
            // MTA-STS, DNSSEC, IPv4, CNAME: more than one capital; or a name of somebody.
            let mut rest = first.chars().skip(1);
            rest.any(|c| c.is_uppercase() || c.is_ascii_digit()) || NAMES.contains(&first.as_str())
        }
        Some(_) => true,
    }
}

/// A text without what stands between backticks.
fn without_code(text: &str) -> String {
    text.split('`').step_by(2).collect()
}

/// Names that keep their capital at the beginning of a message.
const NAMES: &[&str] = &["Google", "Google’s", "Cloudflare", "Microsoft", "Jekyll", "Unicode"];

#[test]
fn messages_say_what_is_in_one_style() {
    each(|rule, complain| {
        for (what, text) in [("title", rule.title), ("message", rule.message)] {
            if text.trim() != text || text.ends_with(['.', '!', ';', ',', ':']) {
                complain(format!("{what} ends with punctuation or a blank: {text}"));
            }
        }
        // A message is shown within a sentence, a title as a heading.
        if !begins_small(rule.message) {
            complain(format!("message doesn't begin small: {}", rule.message));
        }
        if rule.title.starts_with(|c: char| c.is_lowercase()) {
            complain(format!("title doesn't begin as a heading: {}", rule.title));
        }
        if rule.title.chars().count() > TITLE {
            complain(format!("title is over {TITLE} characters"));
        }
        if rule.title.contains('{') {
            complain("title has an argument".into());
        }
        for name in rule.params() {
            let identifier = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') && !name.is_empty();
            if !identifier {
                complain(format!("no name of an argument: {{{name}}}"));
            }
        }
        if rule.message.matches('{').count() != rule.message.matches('}').count() {
            complain("braces of the message don't pair".into());
        }
    });
}

#[test]
fn texts_are_plain_and_whole() {
    each(|rule, complain| {
        let texts = [rule.title, rule.message, rule.fix, rule.senders, rule.help];
        for text in texts {
            if without_code(text).contains('!') {
                complain(format!("exclamation mark: {text}"));
            }
            if without_code(text).contains(['\'', '"']) {
                complain(format!("a straight apostrophe or quotation mark: {text}"));
            }
            if text.matches('`').count() % 2 == 1 {
                complain(format!("a backtick has no partner: {text}"));
            }
            let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
            for word in words.filter(|word| NEVER.contains(&word.as_str())) {
                complain(format!("says {word:?}"));
            }
        }
        let help: Vec<_> = rule.paragraphs().collect();
        if help.join(" ").chars().count() < 60 {
            complain("help says too little".into());
        }
        if !help.iter().all(|paragraph| paragraph.ends_with(['.', '?', ':', '`'])) {
            complain("a paragraph of the help has no end".into());
        }
        if rule.fix.is_empty() && rule.severity != Severity::Good {
            complain("says not what to do".into());
        }
        if rule.fix.ends_with([',', ';', ':']) || rule.senders.ends_with('.') {
            complain("fix or senders end badly".into());
        }
    });
}

/// What other programs print, as they print it; and what clippy is told.
const OF_OTHERS: &[&str] = &[
    "Can't use SSL_get_servername",
    "Didn't find STARTTLS",
    "** server can't find ",
    "the certificate doesn't match",
    "reason = ",
];

/// What of a line has an apostrophe that is typed straight, where its words stand outside of code and comments.
fn straight(line: &str) -> bool {
    let words = line.split(" // ").next().unwrap_or_default();
    let is_comment = ["//", "*", "/*", "#"]
        .iter()
        .any(|start| words.trim().starts_with(start));
    let mut pieces = without_code(words).replace("s' ", "s's ");
    pieces.push(' ');
    let pieces: Vec<_> = pieces.split('\'').collect();
    let mut pairs = pieces.iter().zip(pieces.iter().skip(1));
    let within = pairs.any(|(before, after)| {
        let end = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        // One letter alone is the `b` of `b't'`.
        let mut last = before.chars().rev();
        let is_word = match last.next() {
            Some('}') => true,
            Some(c) => c.is_alphabetic() && last.next().is_some_and(char::is_alphabetic),
            None => false,
        };
        is_word && ["t", "s", "re", "ve", "ll"].contains(&end)
    });
    within && !is_comment && !OF_OTHERS.iter().any(|known| line.contains(known))
}

/// Words on screens, in scripts and on the command line have the same marks as the rules'. What is to be copied (files,
/// records, commands) is ASCII.
#[test]
fn apostrophes_are_typographic_wherever_words_are_shown() {
    let mut texts: Vec<_> = source::shipped("src").into_iter().map(|(path, _)| path).collect();
    for (folder, extension) in [
        ("src/bin", "js"),
        ("src/bin", "html"),
        ("www", "js"),
        ("www", "html"),
        ("www", "webmanifest"),
    ] {
        texts.extend(source::files(folder, extension));
    }
    texts.push("index.html".into());
    let mut wrong = Vec::new();
    for path in texts {
        let text = source::read(&path);
        let shipped = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        for (number, line) in shipped.lines().enumerate() {
            if straight(line) {
                wrong.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (line, found) in [
        ("text(\"it can't be read\")", true),
        ("text(\"{name}'s policy\"); // x", true),
        ("\"the hosts' names\"", true),
        ("text(\"it can’t be read\") // isn't", false),
        ("\"see `it's` there\"", false),
        ("fn a<'s>(b: &'s str, c: b's')", false),
        ("script-src 'self' 'unsafe'", false),
        ("/// It can't.", false),
    ] {
        assert_eq!(straight(line), found, "{line}");
    }
}

#[test]
fn the_other_entries_fit() {
    each(|rule, complain| {
        if rule.in_testing.is_some_and(|testing| testing <= rule.severity) {
            complain("in mode testing it is no milder".into());
        }
        if rule.bad.is_empty() != rule.good.is_empty() {
            complain("one example without the other".into());
        }
        if !rule.senders.is_empty() && rule.severity != Severity::Error {
            complain("says what milder senders do, and is no error".into());
        }
        let numbered = rule.spec.section.split('.').all(|part| !part.is_empty());
        if !numbered && !rule.spec.section.is_empty() {
            complain(format!("no section: {}", rule.spec.section));
        }
    });
}

const START: &str = "<!-- rules: written by ./lens spec --bless -->\n";
const END: &str = "<!-- end of rules -->";

#[test]
fn the_table_in_readme_is_in_step() {
    let readme = source::read("README.md");
    let (before, rest) = readme.split_once(START).expect("README has no place for the rules");
    let (_, after) = rest.split_once(END).expect("README has no end of the rules");
    let mut table = format!("\n{} rules.\n\n", registry::all().count());
    table.push_str("| code | severity | what it says | by |\n| --- | --- | --- | --- |\n");
    for rule in registry::all() {
        let milder = match rule.in_testing {
            Some(severity) => format!(
                "{}, in testing {}",
                rule.severity.word(),
                severity.word().to_lowercase()
            ),
            None => rule.severity.word().to_owned(),
        };
        let title = rule.title.replace('|', "\\|");
        let _ = writeln!(table, "| `{}` | {milder} | {title} | {} |", rule.code, rule.spec);
    }
    table.push('\n');
    let made = [before, START, &table, END, after].concat();
    let in_step = bless::holds(Path::new("README.md"), &made);
    assert!(
        in_step,
        "./lens spec --bless writes it: {}",
        bless::difference(&readme, &made)
    );
}

#[test]
fn documents_name_only_files_that_are_there() {
    let mut missing = Vec::new();
    for document in ["README.md", "CONTRIBUTING.md", "tests/README.md"] {
        let text = source::read(document);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')) {
            let folder = Path::new(document).parent().unwrap();
            if !link.0.contains("://") && !link.0.starts_with('#') && !source::root().join(folder).join(link.0).exists()
            {
                missing.push(format!("{document}: {}", link.0));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
