//! Judges lines that senders ignore: unknown keys, repeated keys, lines that are no field (RFC 8461 §3.2).

use super::clean::{self, Clean, Foreign};
use super::keys::{self, Key};
use super::lines::Line;
use super::mx::is_pattern;
use super::rules::policy::{
    DUPLICATE_KEY, KEY_UNKNOWN, KEY_UNKNOWN_NEAR, LEADING_BLANK, LINE_NOT_A_FIELD, LINE_TRAP, POLICY_CHARACTER,
    TWO_POLICIES,
};
use super::sink::Sink;
use super::value::trimmed;
use crate::later;
use crate::text::{Span, name_of};

/// Longest name of a key.
const LONGEST_NAME: usize = 32;

/// A line that is none of those that count.
pub(super) struct Unknown<'a> {
    pub(super) text: &'a [u8],
    pub(super) line: &'a Line,
    pub(super) clean: &'a Clean<'a>,
    pub(super) foreign: &'a [Foreign],
    /// Where the keys that count once have their values, in the order of [`Key::ALL`].
    pub(super) seen: [Option<Span>; 4],
}

/// Judges the line. By the letter it may still make the whole policy invalid: an extension has a form too.
pub(super) fn judge(unknown: &Unknown<'_>, sink: &mut Sink<'_>) {
    let raw = unknown.line.content().of(unknown.text);
    let start = raw.len() - raw.trim_ascii_start().len();
    let field = Span::new(start, raw.trim_ascii_end().len());
    let here = |range: Span| range.shifted(unknown.line.start);
    let Some(colon) = field.of(raw).iter().position(|&byte| byte == b':') else {
        no_field(unknown, field, "it has no colon", sink);
        return;
    };
    let word = Span::new(start, start + colon);
    let value = trimmed(raw, word.end + 1..field.end);
    if let Err(why) = name_fault(word.of(raw)) {
        // A character that can't be seen is the better reason.
        let in_name: Vec<Foreign> = within(unknown.foreign, here(word));
        if in_name.is_empty() {
            no_field(unknown, field, why, sink);
        } else {
            clean::report(unknown.text, &in_name, &POLICY_CHARACTER, sink);
        }
        return;
    }
    // RFC 8461 §3.2: a value is not empty, and holds visible characters and inner spaces, UTF-8 included.
    if value.is_empty() {
        no_field(unknown, field, "it has no value", sink);
        return;
    }
    if raw[value.clone()].contains(&b'\t') {
        no_field(unknown, field, "its value holds a tab", sink);
        return;
    }
    let mut wrong = within(unknown.foreign, here(Span::from(value.clone())));
    wrong.retain(|foreign| foreign.c.is_none_or(|c| c.is_ascii_control()));
    clean::report(unknown.text, &wrong, &POLICY_CHARACTER, sink);
    if start > 0 {
        let blanks = here(Span::new(0, start));
        sink.at(&LEADING_BLANK, blanks, |finding| {
            finding.with_bytes("key", word.of(raw)).replace(blanks, "")
        });
    }
    let head = keys::head(&unknown.clean.bytes);
    let key = head.as_ref().map(|head| head.key);
    if let Some((key, first)) = Key::exact(word.of(raw)).and_then(|key| Some((key, unknown.seen[key as usize]?))) {
        duplicate_or_second(unknown, key, first, here(word), here(Span::from(value)), sink);
    } else if let Some(key) = key {
        let span = here(word);
        sink.at(&KEY_UNKNOWN_NEAR, span, |finding| {
            let finding = finding.with_bytes("found", word.of(raw)).with("key", key.as_str());
            if key == Key::Mx {
                finding.suggest(span, key.as_str())
            } else {
                finding.suggest(unknown.line.whole(), "")
            }
        });
    } else {
        // RFC 8461 §3.2: unknown keys are ignored.
        sink.at(&KEY_UNKNOWN, here(word), |finding| {
            finding
                .with_bytes("key", word.of(raw))
                .suggest(unknown.line.whole(), "")
        });
    }
}

fn duplicate_or_second(unknown: &Unknown<'_>, key: Key, first: Span, word: Span, value: Span, sink: &mut Sink<'_>) {
    let [_, mode, max_age, _] = unknown.seen;
    if key == Key::Version && (mode.is_some() || max_age.is_some()) {
        sink.at(&TWO_POLICIES, Span::new(word.start, value.end), |finding| {
            finding.suggest(unknown.line.whole(), "")
        });
    } else {
        duplicate(unknown.text, key, first, value, unknown.line.whole(), sink);
    }
}

/// RFC 8461 §3.2: of repeated keys but `mx` the first counts. `cut` goes with the fix, if it isn't empty.
pub(super) fn duplicate(text: &[u8], key: Key, first: Span, second: Span, cut: Span, sink: &mut Sink<'_>) {
    sink.two_modes |= key == Key::Mode && first.of(text) != second.of(text);
    sink.at(&DUPLICATE_KEY, second, |finding| {
        let finding = finding
            .with("key", key.as_str())
            .with_bytes("first", first.of(text))
            .with_bytes("second", second.of(text));
        if cut.is_empty() {
            finding
        } else if first.of(text) == second.of(text) {
            finding.replace(cut, "")
        } else {
            finding.suggest(cut, "")
        }
    });
}

fn no_field(unknown: &Unknown<'_>, field: Span, why: &'static str, sink: &mut Sink<'_>) {
    let span = field.shifted(unknown.line.start);
    let content = span.of(unknown.text);
    sink.at(&LINE_NOT_A_FIELD, span, |finding| {
        let finding = finding.with_bytes("line", content).with_words("why", why);
        // A host on a line of its own was surely meant as mx.
        match std::str::from_utf8(content) {
            Ok(host) if is_pattern(content) && host.contains('.') => {
                finding.suggest(unknown.line.content(), format!("mx: {host}"))
            }
            _ => finding.suggest(unknown.line.whole(), ""),
        }
    });
}

/// Finds characters that end no line but make some senders split there. Gives back where the first of them stands if
/// what follows would be a line with a known key.
pub(super) fn trap(text: &[u8], line: Span, sink: &mut Sink<'_>) -> Option<usize> {
    let raw = line.of(text);
    if !raw
        .iter()
        .any(|byte| matches!(byte, 0x0b | 0x0c | 0x1c..=0x1e | 0x80..))
    {
        return None;
    }
    later::unusual()?;
    let mut first = None;
    for (span, c) in breaks(text, line) {
        // RFC 8461 §3.2: these are in the grammar of unknown values, so nothing else tells of them.
        let legal = matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
        let hidden = hidden_line(&text[span.end..line.end]);
        let known = keys::head(hidden).is_some();
        if known && first.is_none() {
            first = Some(span.start);
        }
        if known || legal {
            sink.at(&LINE_TRAP, span, |finding| {
                let name = name_of(c).unwrap_or("a control character");
                finding
                    .with("what", format!("{name} (U+{:04X})", u32::from(c)))
                    .with_bytes("hidden", hidden)
                    .suggest(span, "")
            });
        }
    }
    first
}

/// Where some parsers split a line, neighbours taken together, and the first character there.
fn breaks(text: &[u8], line: Span) -> Vec<(Span, char)> {
    let mut found: Vec<(Span, char)> = Vec::new();
    let mut at = line.start;
    for chunk in line.of(text).utf8_chunks() {
        for c in chunk.valid().chars() {
            let span = Span::new(at, at + c.len_utf8());
            at = span.end;
            if !matches!(
                c,
                '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
            ) {
                continue;
            }
            match found.last_mut() {
                Some((last, _)) if last.end == span.start => last.end = span.end,
                _ => found.push((span, c)),
            }
        }
        at += chunk.invalid().len();
    }
    found
}

/// The beginning of what a sender reads that splits here.
fn hidden_line(rest: &[u8]) -> &[u8] {
    let rest = &rest[..rest.len().min(80)];
    let end = rest
        .iter()
        .position(|byte| matches!(byte, 0x0b | 0x0c | 0x1c..=0x1e | 0x80..))
        .unwrap_or(rest.len());
    rest[..end].trim_ascii()
}

fn within(foreign: &[Foreign], span: Span) -> Vec<Foreign> {
    let inside = |found: &&Foreign| span.start <= found.span.start && found.span.end <= span.end;
    foreign.iter().filter(inside).copied().collect()
}

/// RFC 8461 §3.2: the name of an extension.
fn name_fault(name: &[u8]) -> Result<(), &'static str> {
    match name {
        [] => return Err("nothing stands before the colon"),
        [first, ..] if !first.is_ascii_alphanumeric() => return Err("its key doesn’t begin with a letter or digit"),
        _ => {}
    }
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if !name.iter().all(fits) {
        Err("its key holds more than letters, digits, `_`, `-` and `.`")
    } else if name.len() > LONGEST_NAME {
        Err("its key has more than 32 characters")
    } else {
        Ok(())
    }
}
