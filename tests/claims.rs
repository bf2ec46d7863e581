//! What rules say of senders, held against what was measured: whoever is named does what is said, to a text that the
//! rule's spec shows; whoever takes it otherwise than the RFC is named; and who is said not to be measured was not.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use mta_sts_lens::registry;
use mta_sts_lens::rule::{Findings, Rule, Severity};
use mta_sts_lens::senders::{self, Reading, SENDERS, Verdict};
use mta_sts_lens::{sts, tlsrpt};
use support::source;
use support::spec_file::SpecFile;

/// Rules that speak of what no reading of a text shows: headers and lengths of the answer over HTTP
/// (`src/senders/tests` holds the length), and a wildcard TXT record.
const ELSEWHERE: &[&str] = &["STS410", "STS411", "STS414", "STS151"];

/// Words that say what all senders do.
const ALL: &[&str] = &[
    "no sender",
    "senders act as if",
    "senders want exactly",
    "senders throw",
    "enders read",
];

/// A text of a spec, and what comes out of it.
struct Shown {
    text: String,
    /// Nothing but this rule finds fault with it.
    alone: bool,
    readings: Vec<Reading>,
}

fn shown(rule: &Rule) -> Vec<Shown> {
    let file = SpecFile::parse(&source::read(format!("tests/spec/{}.md", rule.code))).unwrap();
    let mut texts = Vec::new();
    for case in file.cases().unwrap() {
        // Without `mx`, mode `none` was measured with one sender alone.
        let text = String::from_utf8_lossy(&case.input);
        if case.kind == "policy" && !text.contains("mx:") && text.contains("mode: none\n") {
            let with = text.replacen("mode: none\n", "mode: none\nmx: mail.example.com\n", 1);
            texts.push((case.kind.clone(), with.into_bytes()));
        }
        texts.push((case.kind, case.input));
    }
    texts
        .iter()
        .filter_map(|(kind, text)| {
            let mut findings = Findings::faults();
            let readings = match kind.as_str() {
                "policy" => {
                    sts::policy::parse(text, &mut findings);
                    senders::readings_of_policy(text)
                }
                "sts-record" => {
                    sts::record::parse(text, &mut findings);
                    senders::readings_of_record(text)
                }
                "tlsrpt-record" => {
                    tlsrpt::parse(text, &mut findings);
                    senders::readings_of_tlsrpt_record(text)
                }
                "txt-set" => {
                    let set: serde_json::Value = serde_json::from_slice(text).unwrap();
                    let records = set["records"].as_array().filter(|_| set["name"] == "_mta-sts")?;
                    let records = records.iter().map(|text| text.as_str().unwrap().as_bytes().to_vec());
                    let records: Vec<_> = records.collect();
                    sts::txt_set::judge(&records, &mut findings);
                    senders::readings_of_txt_set(&records)
                }
                _ => return None,
            };
            let faults = || {
                findings
                    .as_slice()
                    .iter()
                    .filter(|found| found.severity < Severity::Note)
            };
            faults().any(|found| found.rule == rule).then(|| Shown {
                text: text.escape_ascii().to_string(),
                alone: faults().all(|found| found.rule == rule),
                readings,
            })
        })
        .collect()
}

/// What is said of a sender.
struct Claim {
    sender: &'static str,
    verb: String,
}

impl Claim {
    /// Whether a reading is what the verb says; `None` for a verb that isn't known here.
    fn fits(&self, verdict: &Verdict) -> Option<bool> {
        let used = matches!(verdict, Verdict::Honours | Verdict::Otherwise { .. });
        let words = match verdict {
            Verdict::Otherwise { words, .. } => words.as_str(),
            _ => "",
        };
        Some(match self.verb.as_str() {
            "refuse" | "refuses" => *verdict == Verdict::Refuses,
            "accept" | "accepts" | "skip" | "skips" => used,
            "never" | "alone was tried" => used,
            "go by the first" => *verdict == Verdict::Honours,
            "go by the last" => words.contains(", not "),
            "takes the limit" => words.contains("31557600 seconds, not "),
            "takes it as" => words.contains("`none`"),
            "keeps the policy" | "keeps it for" | "keeps one of" => words.contains("1 day, not "),
            "joins all of" => words.contains("joins"),
            "does at U" => words.contains(", not ") || words.contains("one `mx` more"),
            _ => return None,
        })
    }
}

/// The claims in a text: names with commas and `and` between, and the words behind them.
fn claims(text: &str) -> Result<Vec<Claim>, String> {
    let text = text.replace('`', "");
    let mut found = Vec::new();
    for sentence in text.split(". ") {
        let mut named: Vec<&'static str> = Vec::new();
        let mut run: Vec<&'static str> = Vec::new();
        let mut rest = sentence;
        while !rest.is_empty() {
            let known = SENDERS.iter().map(|sender| sender.name).find(|name| starts(rest, name));
            if let Some(name) = known {
                run.push(name);
                rest = &rest[name.len()..];
            } else if let Some((count, behind)) = others(rest) {
                run.extend(
                    SENDERS
                        .iter()
                        .map(|sender| sender.name)
                        .filter(|name| !named.contains(name)),
                );
                if run.len() != count {
                    return Err(format!("not {count} others: {sentence}"));
                }
                rest = behind;
            } else if starts(rest, "rest-mail") {
                rest = &rest["rest-mail".len()..];
            } else {
                let next = rest.char_indices().nth(1).map_or(rest.len(), |(at, _)| at);
                rest = &rest[next..];
                continue;
            }
            let between = [", and ", ", ", " and "].into_iter().find(|word| {
                let behind = rest.strip_prefix(word).unwrap_or_default();
                starts(behind, "rest-mail") || SENDERS.iter().any(|sender| starts(behind, sender.name))
            });
            if let Some(word) = between {
                rest = &rest[word.len()..];
                continue;
            }
            named.append(&mut run.clone());
            let words: Vec<&str> = rest.split([' ', '+']).filter(|word| !word.is_empty()).collect();
            for sender in run.drain(..) {
                let claim = |count: usize| Claim {
                    sender,
                    verb: words
                        .iter()
                        .take(count)
                        .copied()
                        .collect::<Vec<_>>()
                        .join(" ")
                        .trim_end_matches([',', ';', '.'])
                        .to_owned(),
                };
                let claim = [1, 3, 4]
                    .map(claim)
                    .into_iter()
                    .find(|claim| claim.fits(&Verdict::Refuses).is_some());
                found.push(claim.ok_or(format!("can't be read: {sentence}"))?);
            }
        }
    }
    Ok(found)
}

/// Whether a text begins with this word.
fn starts(text: &str, word: &str) -> bool {
    let behind = text.strip_prefix(word);
    behind.is_some_and(|behind| !behind.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
}

/// `the other five known senders`: how many, and what follows.
fn others(text: &str) -> Option<(usize, &str)> {
    let (count, behind) = text.strip_prefix("the other ")?.split_once(" known senders")?;
    let count = ["one", "two", "three", "four", "five", "six", "seven"]
        .iter()
        .position(|word| *word == count)?;
    Some((count + 1, behind))
}

/// Who takes a text otherwise than the RFC because of this rule.
fn deviates(rule: &Rule, reading: &Reading) -> bool {
    let because = reading.because.iter().any(|reason| reason.rule == Some(rule));
    match &reading.verdict {
        Verdict::Refuses => because && rule.severity != Severity::Error,
        Verdict::Otherwise { as_written, .. } => rule.severity == Severity::Error || because && !as_written,
        Verdict::Honours => rule.severity == Severity::Error,
        Verdict::NotMeasured => false,
    }
}

fn wrong(rule: &'static Rule) -> Vec<String> {
    let explained: Vec<String> = rule.paragraphs().collect();
    let text = [rule.message, rule.senders, &explained.join(" ")].join(". ");
    let claims = match claims(&text) {
        Ok(claims) => claims,
        Err(error) => return vec![error],
    };
    let all = ALL
        .iter()
        .any(|words| text.contains(words) && !text.contains("By RFC 8461") && !text.contains("by RFC 8461"));
    if claims.is_empty() && rule.senders.is_empty() && !all {
        return Vec::new();
    }
    let shown = shown(rule);
    let mut wrong = Vec::new();
    for claim in &claims {
        let fits = |shown: &Shown| {
            let mut own = shown
                .readings
                .iter()
                .filter(|reading| reading.sender.name == claim.sender);
            own.any(|reading| claim.fits(&reading.verdict) == Some(true))
        };
        if !shown.iter().any(fits) {
            wrong.push(format!("nothing shows that {} {}", claim.sender, claim.verb));
        }
    }
    let named = |reading: &Reading| claims.iter().any(|claim| claim.sender == reading.sender.name);
    let open = text.contains("with other senders it was not measured")
        || text.contains("What senders make of it was not measured");
    for shown in shown.iter().filter(|shown| shown.alone) {
        for reading in shown.readings.iter().filter(|reading| !named(reading)) {
            let name = reading.sender.name;
            // In `mode: none` without `mx` and the like another trait decides.
            if open && !matches!(reading.verdict, Verdict::NotMeasured | Verdict::Refuses)
                || open
                    && reading.verdict == Verdict::Refuses
                    && reading.because.iter().any(|reason| reason.rule == Some(rule))
            {
                wrong.push(format!("{name} was measured: {:?} by {}", reading.verdict, shown.text));
            } else if !open && deviates(rule, reading) {
                wrong.push(format!("{name} is left out: {:?} by {}", reading.verdict, shown.text));
            }
        }
    }
    wrong
}

#[test]
fn what_is_said_of_senders_was_measured() {
    let mut all = Vec::new();
    for rule in registry::all().filter(|rule| !ELSEWHERE.contains(&rule.code)) {
        let wrong = wrong(rule).into_iter();
        all.extend(wrong.map(|words| format!("{} {}: {words}", rule.code, rule.name)));
    }
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn claims_are_read() {
    let of = |text: &str| -> Vec<(&str, String)> {
        claims(text)
            .unwrap()
            .into_iter()
            .map(|claim| (claim.sender, claim.verb))
            .collect()
    };
    assert_eq!(
        of("At the end mox and maddy refuse it, the other six known senders accept it. Here `KumoMTA` accepts it"),
        [
            ("mox", "refuse"),
            ("maddy", "refuse"),
            ("chasquid", "accept"),
            ("postfix-tlspol", "accept"),
            ("postfix-mta-sts-resolver", "accept"),
            ("Stalwart", "accept"),
            ("KumoMTA", "accept"),
            ("mailauth", "accept"),
            ("KumoMTA", "accepts"),
        ]
        .map(|(sender, verb)| (sender, verb.to_owned()))
    );
    assert!(claims("mox smiles").is_err());
    assert!(claims("mox refuses it, the other two known senders accept it").is_err());
}

/// Whether a sender goes by the policy as it stands: mode, `max_age` and hosts. What some Postfix makes of a wildcard is
/// another matter.
fn goes_by(reading: &Reading) -> bool {
    let wildcard = "; a wildcard covers any number of labels, with Postfix before 3.10.5";
    match &reading.verdict {
        Verdict::Honours | Verdict::Otherwise { as_written: true, .. } => true,
        Verdict::Otherwise { words, .. } => {
            let rest = words
                .strip_prefix("uses it: ")
                .and_then(|words| words.strip_suffix(wildcard));
            rest.is_some_and(|rest| !rest.contains([';']) && !rest.contains(", not ") && !rest.contains("no `max_age`"))
        }
        _ => false,
    }
}

/// Whether most are said to go by a text, and whether nothing but blank lines is wrong with it.
fn most(text: &[u8]) -> (bool, bool) {
    let mut findings = Findings::faults();
    let reading = sts::policy::parse(text, &mut findings);
    let readings = senders::readings_of_policy(text);
    let count = readings.iter().filter(|reading| goes_by(reading)).count();
    assert!(!reading.most || count >= 5, "{count}: {}", text.escape_ascii());
    let blank = |name: &str| ["BLANK_LINE", "MAX_AGE_SHORT", "MAX_AGE_UNDER_DAY"].contains(&name);
    let only = findings.as_slice().iter().all(|finding| blank(finding.rule.name));
    if only && reading.effective.is_none() {
        assert_eq!(reading.most, count >= 5, "{count}: {}", text.escape_ascii());
    }
    if reading.most {
        let refuse = readings
            .iter()
            .filter(|reading| reading.verdict == Verdict::Refuses)
            .count();
        let said = (sts::policy::REFUSING, sts::policy::KNOWN_SENDERS);
        assert_eq!((refuse, readings.len()), said, "{}", text.escape_ascii());
    }
    (reading.most, only)
}

#[test]
fn most_is_said_where_five_of_eight_go_by_the_policy() {
    let mut said = 0;
    for path in source::files("tests/spec", "md") {
        let cases = SpecFile::parse(&source::read(&path)).unwrap().cases().unwrap();
        for case in cases.into_iter().filter(|case| case.kind == "policy") {
            said += usize::from(most(&case.input).0);
        }
    }
    assert!(said > 0);
    // Each of these lines, with blank lines of each kind before it and behind all.
    let lines = [
        "",
        "mode: none\n",
        "max_age: 5\n",
        "mx: *.example.com\n",
        "mx: 192.0.2.1\n",
        "mx: a.\n",
        "x: y\n",
        "x: a:b\n",
        "junk\n",
        "X_: \u{2028}mode: none\n",
        "max_age: 31557601\n",
        "\u{fc}: b\n",
    ];
    let policy = "version: STSv1\nmx: a.example.com\nmode: enforce\nmax_age: 1209600\n";
    for line in lines {
        for before in ["", "\n"] {
            for behind in ["", "\n", "\r\n\n", " \n", "\n \n", "\t"] {
                let text = format!("{before}{line}{policy}{behind}");
                most(text.as_bytes());
                most(format!("{policy}{before}{line}{behind}").as_bytes());
                most(
                    text.replace("enforce", "none")
                        .replace("mx: a.example.com\n", "")
                        .as_bytes(),
                );
            }
        }
    }
    assert_eq!(most(format!("{policy}\n").as_bytes()), (true, true));
    assert_eq!(most(format!("\n{policy}").as_bytes()), (false, true));
}
