//! What people type or paste where a domain is asked for, read as the Policy Domain that they mean.
//!
//! A refusal says why; whatever was left out, changed or is worth knowing is a note. The name that is checked is never
//! guessed: where another one is likely meant, it is offered beside it.

mod pieces;
mod plain;

use super::idn;
use super::input_rules::{
    BAD_A_LABEL, BAD_CHARACTER, BAD_IDN, EMPTY_LABEL, HYPHEN_AT_EDGE, INVISIBLE, IS_ADDRESS, IS_NUMBER, LABEL_TOO_LONG,
    LEFT_OUT, LOCALHOST, MIXED_SCRIPTS, NAME_TOO_LONG, NO_DOMAIN, NO_ROOM, NOT_ONE_NAME, NUMERIC_TOP, OTHER_TEXT,
    SERVICE_NAME, SEVERAL, SINGLE_LABEL, SPECIAL_NAME, TOO_MUCH, TOP_LEVEL, UNDERSCORE, WEB_NAME, WILDCARD,
};
use super::name::{Name, NameError};
use crate::order::sort_with;
use crate::rule::{Finding, Severity};
use crate::text::{is_plain, name_of, part};

/// The longest text that is looked at, in bytes.
pub const LONGEST_INPUT: usize = 8192;

/// The longest name that is turned into ASCII, in bytes.
const LONGEST_NAME: usize = 1024;

/// How many pieces of a pasted text are looked at.
const MOST_PIECES: usize = 32;

/// RFC 2606, 6761, 6762, 7686, 8375, 9476, and `internal`, which ICANN has set aside.
const SPECIAL: [&str; 8] = [
    "test",
    "example",
    "invalid",
    "local",
    "onion",
    "home.arpa",
    "alt",
    "internal",
];

/// A domain to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The Policy Domain, in the form in which it is looked up.
    pub domain: Name,
    /// The same as its owner writes it, where that differs (U-labels).
    pub unicode: Option<String>,
    /// Other names that may be meant.
    pub offered: Vec<Offer>,
    /// What is worth saying about the input.
    pub notes: Vec<Finding>,
}

/// A name that may be meant instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The name.
    pub domain: Name,
    /// What it is, in a few words.
    pub why: &'static str,
}

/// Turns a name in any script into its ASCII form (UTS #46, as browsers do); `None` where it has none.
pub type ToAscii<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Reads what was typed.
///
/// # Errors
/// A refusal, which says why there is nothing to check. Its span, if it has one, points into `text`.
pub fn read(text: &str, to_ascii: ToAscii) -> Result<Target, Finding> {
    read_plain(text).map_or_else(|| read_any(text, to_ascii), Ok)
}

/// The same of a domain and nothing else, of which there is nothing to say; `None` for all other texts.
#[must_use]
pub fn read_plain(text: &str) -> Option<Target> {
    let domain = plain::domain(Some(text).filter(|text| text.len() <= LONGEST_INPUT)?)?;
    Some(Target {
        domain,
        unicode: None,
        offered: Vec::new(),
        notes: Vec::new(),
    })
}

/// Reads any text, and says what is to be said of it.
fn read_any(text: &str, to_ascii: ToAscii) -> Result<Target, Finding> {
    if text.len() > LONGEST_INPUT {
        return Err(TOO_MUCH.finding().with("length", text.len()));
    }
    let clean = pieces::clean(text);
    if let Some(what) = pieces::other_text(&clean.text) {
        return Err(OTHER_TEXT.finding().with("what", what));
    }
    let pieces = pieces::split(&clean.text);
    let Some((&first, others)) = pieces.split_first() else {
        return Err(NO_DOMAIN.finding());
    };
    let mut target = judge(first, to_ascii).map_err(|refusal| {
        let refusal = match others {
            [] => refusal,
            _ if *refusal.rule == IS_ADDRESS => refusal,
            _ => not_one_name(text, &clean.text, first, to_ascii),
        };
        pointing(refusal, text)
    })?;
    look_at_rest(&mut target, others, to_ascii);
    if !clean.removed.is_empty() {
        target
            .notes
            .push(INVISIBLE.finding().with("characters", names(&clean.removed)));
    }
    Ok(target)
}

/// Reads the name of a host, such as the target of an alias: one name and nothing round it, underscores allowed.
///
/// # Errors
/// A refusal, which says why this is no such name.
pub fn host(text: &str, to_ascii: ToAscii) -> Result<Name, Finding> {
    let text = text.trim();
    let name = to_name(text.strip_suffix('.').unwrap_or(text), to_ascii)?;
    check_labels(&name)?;
    match name.parent() {
        Some(_) => Ok(name),
        None => Err(SINGLE_LABEL.finding().with("label", name)),
    }
}

/// Offers the other domains of a text, and says what was left out.
fn look_at_rest(target: &mut Target, others: &[&str], to_ascii: ToAscii) {
    let mut left_out = others.len() > MOST_PIECES;
    let mut several = Vec::new();
    for piece in others.iter().take(MOST_PIECES) {
        match judge(piece, to_ascii) {
            Ok(other) if other.domain == target.domain || several.contains(&other.domain) => {}
            Ok(other) => several.push(other.domain),
            Err(_) => left_out = true,
        }
    }
    let domain = target.domain.clone();
    if !several.is_empty() {
        let count = several.len() + 1;
        target
            .notes
            .push(SEVERAL.finding().with("count", count).with("domain", &domain));
    } else if left_out {
        target.notes.push(LEFT_OUT.finding().with("domain", &domain));
    }
    let why = "also pasted";
    let others = several.into_iter().map(|domain| Offer { domain, why });
    target.offered.extend(others);
}

/// Judges one piece: is there a domain in it?
fn judge(piece: &str, to_ascii: ToAscii) -> Result<Target, Finding> {
    let host = pieces::host(piece);
    if pieces::address(host).is_some() {
        return Err(IS_ADDRESS.finding().with("typed", host));
    }
    let wildcard = host.starts_with("*.");
    let host = part::behind_all(host, "*.").trim_start_matches('.');
    let (host, dotted) = match host.strip_suffix('.') {
        Some(bare) => (bare, true),
        None => (host, false),
    };
    let typed = to_name(host, to_ascii)?;
    check_labels(&typed)?;
    let service = service(&typed);
    let (domain, what) = match &service {
        Some((domain, what)) => (domain.clone(), Some(*what)),
        None => (typed.clone(), None),
    };
    if domain.parent().is_none() && !dotted {
        return Err(SINGLE_LABEL.finding().with("label", &domain));
    }
    if domain.under("_mta-sts").is_none() {
        return Err(no_room(&domain, "_mta-sts"));
    }
    let mut target = Target {
        unicode: shown(&domain, to_ascii),
        domain,
        offered: Vec::new(),
        notes: Vec::new(),
    };
    if let Some(what) = what {
        let note = SERVICE_NAME.finding().with("typed", &typed).with("what", what);
        target.notes.push(note.with("domain", &target.domain));
        target.offered.push(Offer {
            domain: typed,
            why: "the name as typed",
        });
    }
    if wildcard {
        target.notes.push(WILDCARD.finding().with("domain", &target.domain));
    }
    remark(&mut target, to_ascii);
    Ok(target)
}

/// The host in the form in which it is looked up.
fn to_name(host: &str, to_ascii: ToAscii) -> Result<Name, Finding> {
    if host.is_empty() {
        return Err(NO_DOMAIN.finding());
    }
    // Browsers give curly quotation marks and long dashes an ASCII form too; no registry does (RFC 5892 §2).
    let fits = |c: char| match c {
        '-' | '_' | '.' => true,
        _ => c.is_alphanumeric() || (!c.is_ascii() && (name_of(c).is_none() || !is_plain(c))),
    };
    if let Some(c) = host.chars().find(|&c| !fits(c)) {
        return Err(bad_character(c));
    }
    // No name of DNS is that long in any script; turning it into ASCII would cost more than it is worth.
    if host.len() > LONGEST_NAME {
        return Err(NAME_TOO_LONG.finding().with("length", host.chars().count()));
    }
    let ascii = if host.is_ascii() {
        host.to_owned()
    } else {
        to_ascii(host).ok_or_else(|| {
            let stranger = host.chars().find(|c| !c.is_ascii() && !c.is_alphanumeric());
            stranger.map_or_else(|| BAD_IDN.finding().with("typed", host), bad_character)
        })?
    };
    let last = ascii.rsplit('.').next().unwrap_or_default();
    let number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    if number || pieces::loose_number(last).is_some() {
        return Err(match pieces::loose_ipv4(&ascii) {
            _ if !part::has(&ascii, b'.') => IS_NUMBER.finding().with("typed", host),
            Some(address) => IS_ADDRESS.finding().with("typed", format!("{host} ({address})")),
            None => NUMERIC_TOP.finding().with("label", last),
        });
    }
    // A final dot was taken away before.
    if ascii.ends_with('.') {
        return Err(EMPTY_LABEL.finding().with("typed", host));
    }
    Name::parse(&ascii).map_err(|error| match error {
        NameError::Empty => NO_DOMAIN.finding(),
        NameError::EmptyLabel => EMPTY_LABEL.finding().with("typed", host),
        NameError::LabelTooLong => {
            let label = ascii.split('.').find(|label| label.len() > 63).unwrap_or_default();
            let length = label.len();
            LABEL_TOO_LONG.finding().with("label", label).with("length", length)
        }
        NameError::TooLong => NAME_TOO_LONG.finding().with("length", ascii.len()),
        NameError::Character(c) => bad_character(c),
    })
}

fn check_labels(name: &Name) -> Result<(), Finding> {
    if name.is_within("localhost") {
        return Err(LOCALHOST.finding().with("typed", name));
    }
    // RFC 5321 §4.1.2: sub-domain = Let-dig [Ldh-str]
    match name
        .labels()
        .find(|label| label.starts_with('-') || label.ends_with('-'))
    {
        Some(label) => Err(HYPHEN_AT_EDGE.finding().with("label", label)),
        None => Ok(()),
    }
}

/// The domain under which a name of a record or of a policy host stands, and what the name is. Domains of one label
/// are left alone: `mta-sts.com` is a domain like any other.
fn service(name: &Name) -> Option<(Name, &'static str)> {
    let rest = |prefix: &str| {
        let rest = name.as_str().strip_prefix(prefix).filter(|rest| part::has(rest, b'.'));
        rest.and_then(|rest| Name::parse(rest).ok())
    };
    for (prefix, what) in [
        ("mta-sts.", "the policy host"),
        ("_mta-sts.", "the name of the MTA-STS record"),
        ("_smtp._tls.", "the name of the TLS reporting record"),
        ("_dmarc.", "the name of the DMARC record"),
    ] {
        if let Some(rest) = rest(prefix) {
            return Some((rest, what));
        }
    }
    // Everything up to the last label that begins with an underscore names a record or a service (RFC 8552).
    let labels: Vec<_> = name.labels().collect();
    let last = labels.iter().rposition(|label| label.starts_with('_'))?;
    let what = match labels.get(last) {
        Some(&"_domainkey") => "the name of a DKIM key",
        Some(&"_tcp") => "the name of a record about a server",
        _ => "the name of a record",
    };
    let rest = labels.get(last + 1..).filter(|rest| rest.len() > 1)?;
    Some((Name::parse(&part::joined(rest, ".")).ok()?, what))
}

/// Notes what is odd about a domain that can be checked all the same.
fn remark(target: &mut Target, to_ascii: ToAscii) {
    let domain = target.domain.clone();
    let mut note = |finding| target.notes.push(finding);
    if let Some(label) = domain.labels().find(|label| part::has(label, b'_')) {
        note(UNDERSCORE.finding().with("label", label));
    }
    if domain.under("_smtp._tls").is_none() {
        note(no_room(&domain, "_smtp._tls").severity(Severity::Warning));
    }
    if domain.labels().any(|label| label.starts_with("xn--")) {
        if to_ascii(domain.as_str()).is_none() {
            note(BAD_A_LABEL.finding().with("domain", &domain));
        }
        let shown = idn::to_unicode(&domain).unwrap_or_default();
        if let Some((label, c)) = idn::mixed_scripts(&shown) {
            let finding = MIXED_SCRIPTS.finding().with("character", c).with("label", label);
            note(finding.with("name", name_of(c).unwrap_or("a letter of another script")));
        }
    }
    if let Some(top) = SPECIAL.iter().find(|top| domain.is_within(top)) {
        note(SPECIAL_NAME.finding().with("label", top));
    }
    let Some(parent) = domain.parent() else {
        note(TOP_LEVEL.finding().with("domain", &domain));
        return;
    };
    if domain.labels().next() == Some("www") && parent.parent().is_some() {
        note(WEB_NAME.finding().with("domain", &domain).with("parent", &parent));
        target.offered.push(Offer {
            domain: parent,
            why: "the domain above",
        });
    }
}

/// The domain in its owner's script, if turning it back leads to the same name.
fn shown(domain: &Name, to_ascii: ToAscii) -> Option<String> {
    let unicode = idn::to_unicode(domain)?;
    let same = to_ascii(&unicode).is_some_and(|ascii| ascii == domain.as_str());
    (same && idn::mixed_scripts(&unicode).is_none()).then_some(unicode)
}

fn no_room(domain: &Name, prefix: &str) -> Finding {
    NO_ROOM
        .finding()
        .with("length", domain.as_str().len())
        .with("prefix", prefix)
}

fn not_one_name(text: &str, clean: &str, first: &str, to_ascii: ToAscii) -> Finding {
    let finding = NOT_ONE_NAME.finding().with("typed", clean).with("first", first);
    let joined = part::replaced(clean, ", ", ".").replace(',', ".").replace(' ', "");
    match judge(&joined, to_ascii) {
        Ok(_) if !part::has(clean, b'@') => finding.suggest(0..text.len(), joined),
        _ => finding,
    }
}

fn bad_character(c: char) -> Finding {
    let name = name_of(c).map(|name| format!(", {name},")).unwrap_or_default();
    BAD_CHARACTER.finding().with("character", c).with("name", name)
}

/// What the characters are called, each once.
fn names(characters: &[char]) -> String {
    let mut names: Vec<_> = characters
        .iter()
        .map(|&c| name_of(c).map_or_else(|| format!("U+{:04X}", c as u32), str::to_owned))
        .collect();
    sort_with(&mut names, |a, b| a < b);
    names.dedup();
    part::joined(&names, ", ")
}

/// Points the refusal at the character or the label that it speaks of, where it stands in the text.
fn pointing(mut refusal: Finding, text: &str) -> Finding {
    let piece = ["character", "label", "typed"]
        .iter()
        .find_map(|name| refusal.arg(name));
    let at = piece.and_then(|piece| Some((part::find(text, piece)?, piece.len())));
    refusal.span = at.map(|(at, length)| (at..at + length).into());
    refusal
}

#[cfg(test)]
mod tests;
