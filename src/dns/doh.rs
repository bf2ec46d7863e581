//! DNS over HTTPS in JSON: the question's URL, and what an answer says.
//!
//! No standard describes this JSON. Google and Cloudflare agree on the fields `Status`, `TC`, `AD`, `Question`,
//! `Answer`, `Authority` and on little else; other servers differ further in case, in numbers written as strings and in
//! arrays left out. One lenient reader takes them all ([`plain`] the usual ones alone). It is strict in one thing: what it can't read is a failure and
//! never "no record".

use super::answer::{Answer, Data, Ede, End, Failure, Lookup, Row};
use super::txt::{self, Quotes};
use super::{Name, Rtype, rdata};
use crate::json::{self, Value};
use crate::later::{self, LEFT_OUT};
use crate::text::{self, part};

mod plain;

/// How much of a body is read, in bytes. A DNS message has at most 65,535.
pub const BODY_LIMIT: usize = 262_144;

/// How many rows an answer may have; more don't fit into a DNS message.
const MOST_ROWS: usize = 4096;

/// How many comments and extended errors are kept.
const MOST_REMARKS: usize = 32;

/// How much of a foreign text is repeated, in characters.
const SHOWN: usize = 200;

/// The URL that asks the server at `base` for records; `cd` asks it not to validate by DNSSEC.
///
/// `base` may have a query of its own. A [`Name`] needs no escapes. Google is told to keep the user's network from the
/// authoritative servers.
#[must_use]
pub fn url(base: &str, name: &Name, rtype: Rtype, cd: bool) -> String {
    let base = base.trim_ascii();
    let base = part::parted(base, "#").map_or(base, |(before, _)| before);
    // RFC 8484 §4.1.1 writes addresses as templates.
    let base = base.strip_suffix("{?dns}").unwrap_or(base);
    let separator = match base.as_bytes() {
        [.., b'?' | b'&'] if part::has(base, b'?') => "",
        _ if part::has(base, b'?') => "&",
        _ => "?",
    };
    let cd = if cd { "&cd=1" } else { "" };
    let subnet = if is_google(base) {
        "&edns_client_subnet=0.0.0.0/0"
    } else {
        ""
    };
    format!("{base}{separator}name={name}&type={rtype}{cd}{subnet}")
}

/// What the body of an HTTP answer says, which somebody else asked for: it is taken for what it says it is.
///
/// `retry_after` is the header of that name; only its form in seconds is understood.
#[must_use]
pub fn decode(status: u16, retry_after: Option<&str>, body: &[u8]) -> Lookup {
    decoded(None, status, retry_after, body)
}

/// What the body of an HTTP answer says to the question that was asked. An answer to another one is a failure: what it
/// leaves out is not absent.
#[must_use]
pub fn decode_reply(name: &Name, rtype: Rtype, status: u16, retry_after: Option<&str>, body: &[u8]) -> Lookup {
    if LEFT_OUT {
        let answer = (status == 200).then(|| plain::answer(name, rtype, body)).flatten();
        return answer.map_or_else(unread, Lookup::Answer);
    }
    let asked = (name.as_str().to_owned(), rtype);
    decoded(Some(asked), status, retry_after, body)
}

/// In place of what the rest would read.
fn unread() -> Lookup {
    later::rest();
    Lookup::Failed(Failure::TimedOut)
}

fn decoded(asked: Option<(String, Rtype)>, status: u16, retry_after: Option<&str>, body: &[u8]) -> Lookup {
    if status != 200 {
        return Lookup::Failed(Failure::Status {
            status,
            body: complaint(body),
            retry_after: retry_after.and_then(|value| value.trim_ascii().parse().ok()),
        });
    }
    match read(asked, body) {
        Ok(answer) => Lookup::Answer(answer),
        Err(failure) => Lookup::Failed(failure),
    }
}

fn is_google(base: &str) -> bool {
    let base = base.strip_prefix("https://").unwrap_or(base);
    ["dns.google", "dns.google.com", "8.8.8.8", "8.8.4.4"]
        .iter()
        .filter_map(|host| base.strip_prefix(host))
        .any(|rest| matches!(rest.as_bytes(), [] | [b'/' | b'?' | b':', ..]))
}

fn read(asked: Option<(String, Rtype)>, body: &[u8]) -> Result<Answer, Failure> {
    if body.len() > BODY_LIMIT {
        return Err(Failure::TooLarge);
    }
    let unreadable = || Failure::NotJson { body: beginning(body) };
    let document = json::parse(body).map_err(|_| unreadable())?;
    let message = &document.root;
    let number = |name| message.get_ignore_case(name).and_then(Value::as_u64_or_text);
    let rcode = number("Status").ok_or_else(unreadable)?;
    let (comments, ede) = remarks(message);
    if ede.iter().any(Ede::is_filtered) {
        return Err(Failure::Filtered);
    }
    match rcode {
        0 | 3 => {}
        2 => return Err(Failure::ServFail { comments, ede }),
        5 => {
            let comments = comments.into_iter().chain(ede.iter().map(Ede::words)).collect();
            return Err(Failure::Refused { comments });
        }
        _ => {
            let rcode = u16::try_from(rcode).unwrap_or(u16::MAX);
            return Err(Failure::Rcode { rcode });
        }
    }
    if is_set(message, "TC") {
        return Err(Failure::Truncated);
    }
    let stated = question(message);
    let list = section(message, "Answer").ok_or_else(unreadable)?;
    if list.len() > MOST_ROWS {
        return Err(Failure::TooLarge);
    }
    if let Some(asked) = &asked {
        let about_it = match &stated {
            Some(stated) => stated == asked,
            None => list.is_empty() || list.iter().any(|row| row_owner(row).as_ref() == Some(&asked.0)),
        };
        if !about_it {
            return Err(Failure::Unfit);
        }
    }
    let question = asked.or(stated);
    let (rows, quotes_unsure) = rows(list, question.as_ref()).ok_or_else(unreadable)?;
    let denial = section(message, "Authority").and_then(soa);
    let answer = Answer {
        nxdomain: rcode == 3,
        signed: is_set(message, "AD"),
        rows,
        negative_ttl: denial.and_then(negative_ttl),
        // RFC 2308 §2: the SOA is that of the zone which has no such record.
        zone: denial.and_then(row_owner),
        comments,
        ede,
        quotes_unsure,
    };
    check(&answer, question.as_ref())?;
    Ok(answer)
}

/// Refuses answers that are the server's own, and those that don't fit their question.
fn check(answer: &Answer, question: Option<&(String, Rtype)>) -> Result<(), Failure> {
    let mut addresses = answer.rows.iter().filter_map(|row| match row.data {
        Data::A { address } => Some(address.is_unspecified()),
        Data::Aaaa { address } => Some(address.is_unspecified()),
        _ => None,
    });
    let says_so = answer.comments.iter().any(|comment| {
        let comment = comment.to_ascii_lowercase();
        ["censor", "block", "filter"]
            .iter()
            .any(|word| part::holds(&comment, word))
    });
    if says_so && addresses.next() == Some(true) && addresses.all(|unspecified| unspecified) {
        return Err(Failure::Filtered);
    }
    if let Some((name, rtype)) = question {
        let asked = answer.rows.iter().any(|row| row.rtype == *rtype);
        let resolved = answer.resolve(name, *rtype);
        let found = &resolved.end;
        // Records of a name that doesn't exist: one of the two is wrong.
        let contradiction = answer.nxdomain && matches!(found, End::Records(_));
        // An alias that can't be read leads somewhere all the same.
        let owner = resolved.chain.last().copied().unwrap_or(name);
        let lost =
            |row: &Row| row.rtype == Rtype::CNAME && row.owner == owner && matches!(row.data, Data::Malformed { .. });
        let none = matches!(found, End::NoData | End::NxDomain);
        if contradiction || none && (asked || answer.rows.iter().any(lost)) {
            return Err(Failure::Unfit);
        }
    }
    Ok(())
}

/// Name and type that the answer says it is about. Some servers give the question alone, not in an array.
fn question(message: &Value) -> Option<(String, Rtype)> {
    let question = message.get_ignore_case("Question")?;
    let question = match question.as_array() {
        Some(list) => list.first()?,
        None => question,
    };
    let name = question.get_ignore_case("name")?.as_str()?;
    Some((owner(name), rtype(question)?))
}

/// The rows of a section: absent, null and empty are the same. `None`: something else stands there.
fn section<'a>(message: &'a Value, name: &str) -> Option<&'a [Value]> {
    match message.get_ignore_case(name) {
        None => Some(&[]),
        Some(value) if value.is_null() => Some(&[]),
        Some(value) => value.as_array(),
    }
}

/// The rows that were asked for and the aliases that lead to them, and whether the quotes of TXT data stay unsure.
/// `None`: some row can't be read, so that the answer might hold what we would call absent.
fn rows(list: &[Value], question: Option<&(String, Rtype)>) -> Option<(Vec<Row>, bool)> {
    let mut rows = Vec::new();
    let mut texts = Vec::new();
    for row in list {
        let rtype = rtype(row)?;
        let wanted = match question {
            Some((_, asked)) => rtype == *asked || rtype == Rtype::CNAME,
            None => rtype.is_known(),
        };
        if !wanted {
            continue;
        }
        let data = row.get_ignore_case("data").and_then(Value::as_str);
        let ttl = row.get_ignore_case("TTL").and_then(Value::as_u64_or_text);
        if let (Rtype::TXT, Some(data)) = (rtype, data) {
            texts.push((rows.len(), data, txt::read(data).quotes));
        }
        rows.push(Row {
            owner: match (row_owner(row), question) {
                (Some(name), _) => name,
                (None, Some((name, _))) => name.clone(),
                (None, None) => return None,
            },
            ttl: seconds(ttl),
            rtype,
            data: match data {
                Some(data) => rdata::read(rtype, data),
                None => Data::Malformed { data: String::new() },
            },
        });
    }
    let any = |quotes| texts.iter().any(|(_, _, found)| *found == quotes);
    // A server quotes all values or none: one bare value tells that the quotes of the others are their own.
    let bare = any(Quotes::Bare);
    for (at, data, quotes) in &texts {
        if let (true, Quotes::Unsure, Some(row)) = (bare, quotes, rows.get_mut(*at)) {
            let text = txt::as_is(data).text;
            row.data = Data::Txt { text, strings: None };
        }
    }
    let unsure = any(Quotes::Unsure) && !bare && !any(Quotes::Sure);
    Some((rows, unsure))
}

fn rtype(row: &Value) -> Option<Rtype> {
    let value = row.get_ignore_case("type")?;
    match value.as_str() {
        Some(text) => Rtype::parse(text),
        None => u16::try_from(value.as_u64()?).ok().map(Rtype),
    }
}

fn row_owner(row: &Value) -> Option<String> {
    row.get_ignore_case("name").and_then(Value::as_str).map(owner)
}

/// An owner's name as it is compared: lower case, no final dot.
fn owner(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

/// A TTL; one that is absent or has its highest bit set counts as zero (RFC 2181 §8).
fn seconds(ttl: Option<u64>) -> u32 {
    let ttl = ttl.and_then(|ttl| u32::try_from(ttl).ok()).unwrap_or_default();
    if ttl > i32::MAX.unsigned_abs() { 0 } else { ttl }
}

/// The SOA row of an authority section.
fn soa(authority: &[Value]) -> Option<&Value> {
    authority.iter().find(|row| rtype(row) == Some(Rtype::SOA))
}

/// RFC 2308 §5: the lesser of the SOA's TTL and its minimum.
fn negative_ttl(soa: &Value) -> Option<u32> {
    let data = soa.get_ignore_case("data").and_then(Value::as_str)?;
    let ttl = soa.get_ignore_case("TTL").and_then(Value::as_u64_or_text);
    match rdata::read(Rtype::SOA, data) {
        Data::Soa { minimum, .. } => Some(seconds(ttl).min(seconds(Some(minimum.into())))),
        _ => None,
    }
}

fn is_set(message: &Value, name: &str) -> bool {
    let value = message.get_ignore_case(name);
    value.is_some_and(|value| value.as_bool() == Some(true) || matches!(value.as_str(), Some("true" | "True")))
}

/// What the server says in words, and its extended errors: in `Comment`, a string or an array, as `EDE(9): text`, and
/// in `extended_dns_errors`.
fn remarks(message: &Value) -> (Vec<String>, Vec<Ede>) {
    let mut comments = Vec::new();
    let mut ede: Vec<Ede> = Vec::new();
    let mut found = |code, text: &str| {
        let text = cut(text);
        if ede.len() < MOST_REMARKS && !ede.iter().any(|known| known.code == code && known.text == text) {
            ede.push(Ede { code, text });
        }
    };
    let comment = message.get_ignore_case("Comment");
    let list = comment.map_or(&[][..], |value| value.as_array().unwrap_or(std::slice::from_ref(value)));
    for comment in list.iter().filter_map(Value::as_str).take(MOST_REMARKS) {
        match extended(comment) {
            Some((code, text)) => found(code, text),
            None if comment.trim_ascii().is_empty() => {}
            None => comments.push(cut(comment)),
        }
    }
    let errors = message.get_ignore_case("extended_dns_errors").and_then(Value::as_array);
    for error in errors.unwrap_or_default() {
        let code = error.get_ignore_case("info_code").and_then(Value::as_u64_or_text);
        let text = error.get_ignore_case("extra_text").and_then(Value::as_str);
        if let Some(code) = code.and_then(|code| u16::try_from(code).ok()) {
            found(code, text.unwrap_or_default());
        }
    }
    (comments, ede)
}

/// `EDE(9): DNSKEY Missing …`
fn extended(comment: &str) -> Option<(u16, &str)> {
    let (code, text) = comment.trim_ascii().strip_prefix("EDE(")?.split_once(')')?;
    let text = text.strip_prefix(':').unwrap_or(text);
    Some((code.parse().ok()?, text.trim_ascii()))
}

/// The error that a body names, or its beginning.
fn complaint(body: &[u8]) -> String {
    let document = (body.len() <= BODY_LIMIT).then(|| json::parse(body).ok()).flatten();
    let error = document
        .as_ref()
        .and_then(|document| document.root.get_ignore_case("error"));
    match error.and_then(Value::as_str) {
        Some(error) => cut(error),
        None => beginning(body),
    }
}

/// The first words of a body, whatever it is.
fn beginning(body: &[u8]) -> String {
    let text = text::lossy(body.get(..4 * SHOWN).unwrap_or(body));
    cut(&text)
}

/// At most [`SHOWN`] characters, runs of blanks as one space.
fn cut(text: &str) -> String {
    // More words than characters are never shown.
    let words: Vec<_> = text.split_whitespace().take(SHOWN).collect();
    text::beginning(&part::joined(&words, " "), SHOWN).into_owned()
}

#[cfg(test)]
mod tests;
