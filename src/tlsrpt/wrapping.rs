//! What stands round and inside a destination and is no part of it: brackets, the marks of a template, a key, blanks.

use super::field::is_extension;
use super::fields::trimmed;
use super::rules::{BLANK_IN_DESTINATION, KEY_IN_LIST, WRAPPED_DESTINATION};
use super::sink::Sink;
use super::uri::{has_scheme, is_bare_scheme, starts_with};
use crate::text::Span;

/// Takes brackets and quotes round the destination away, all layers at once.
pub(super) fn unwrapped(text: &[u8], span: Span, sink: &mut Sink) -> Span {
    let mark = span.of(text).iter().position(|byte| matches!(byte, b':' | b'@'));
    let Some(mark) = mark.map(|at| span.start + at) else {
        return span;
    };
    let mut inner = span;
    while let [open, .., close] = inner.of(text) {
        let pair = matches!(
            (open, close),
            (b'<', b'>') | (b'(', b')') | (b'[', b']') | (b'"', b'"') | (b'\'', b'\'')
        );
        let narrower = trimmed(text, Span::new(inner.start + 1, inner.end - 1));
        if !pair || !(narrower.start..narrower.end).contains(&mark) {
            break;
        }
        inner = narrower;
    }
    if inner != span {
        let (open, close) = (Span::new(span.start, inner.start), Span::new(inner.end, span.end));
        let finding = WRAPPED_DESTINATION.at(span);
        let finding = finding
            .with_bytes("open", open.of(text))
            .with_bytes("close", close.of(text));
        sink.add(finding.replace(open, "").replace(close, ""));
    }
    inner
}

/// What a template left in: `<domain>`, `{{domain}}`, `${domain}`, `%domain%`.
pub(super) fn placeholder(text: &[u8], span: Span) -> Option<Span> {
    let uri = span.of(text);
    if !uri.iter().any(|byte| matches!(byte, b'<' | b'{' | b'%')) {
        return None;
    }
    let (open, close): (&[u8], &[u8]) = [(&b"<"[..], &b">"[..]), (b"{{", b"}}"), (b"${", b"}"), (b"%", b"%")]
        .into_iter()
        .find(|(open, close)| bracketed(uri, open, close).is_some())?;
    let (start, end) = bracketed(uri, open, close)?;
    Some(Span::new(span.start + start, span.start + end))
}

fn bracketed(uri: &[u8], open: &[u8], close: &[u8]) -> Option<(usize, usize)> {
    let find = |text: &[u8], part: &[u8]| text.windows(part.len()).position(|window| window == part);
    let start = find(uri, open)?;
    let inner = &uri[start + open.len()..];
    let length = find(inner, close)?;
    let word = &inner[..length];
    let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b' ' | b'$');
    let named = word.iter().any(u8::is_ascii_alphabetic) && !word.iter().any(|byte| matches!(byte, b'@' | b':'));
    // `%` begins an encoded octet as well.
    let encoded = open == b"%" && (!word.iter().all(of_name) || word.iter().take(2).all(u8::is_ascii_hexdigit));
    (named && !encoded).then_some((start, start + open.len() + length + close.len()))
}

/// Takes `rua=` and `ruf=` before the destination away, with the blanks and equals signs behind them.
pub(super) fn behind_key(text: &[u8], span: Span, sink: &mut Sink) -> Span {
    let mut at = span.start;
    let mut sure = true;
    loop {
        let rest = Span::new(at, span.end).of(text);
        if starts_with(rest, "rua=") {
            at += "rua=".len();
        } else if starts_with(rest, "ruf=") {
            at += "ruf=".len();
            sure = false;
        } else if at > span.start && matches!(rest, [b' ' | b'\t' | b'=', ..]) {
            at += 1;
        } else {
            break;
        }
    }
    if at > span.start {
        let key = Span::new(span.start, at);
        let finding = KEY_IN_LIST.at(key).with_bytes("text", key.of(text));
        sink.add(if sure {
            finding.replace(key, "")
        } else {
            finding.suggest(key, "")
        });
    }
    Span::new(at, span.end)
}

/// Where a blank stands in for a comma: gives the text before it, and what is a destination of its own.
pub(super) fn up_to_next(text: &[u8], span: Span, sink: &mut Sink) -> (Span, Option<Span>) {
    let mut at = span.start;
    while let Some(gap) = next_gap(text, Span::new(at, span.end)) {
        let rest = Span::new(gap.end, span.end);
        let before = Span::new(span.start, gap.start);
        if has_scheme(rest.of(text)) && !before.of(text).ends_with(b":") {
            sink.add(BLANK_IN_DESTINATION.at(gap).suggest(gap, ","));
            return (before, Some(rest));
        }
        at = gap.end;
    }
    (span, None)
}

/// The next run of blanks.
fn next_gap(text: &[u8], span: Span) -> Option<Span> {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let first = span.of(text).iter().position(blank)?;
    let start = span.start + first;
    Some(Span::new(start, trimmed(text, Span::new(start, span.end)).start))
}

/// Reports blanks inside a destination. Gives what belongs to it.
pub(super) fn blanks(text: &[u8], span: Span, sink: &mut Sink) -> Span {
    let is_at = |byte: &u8| *byte == b'@';
    let first_at = span.of(text).iter().position(is_at).map(|at| span.start + at);
    let last_at = span.of(text).iter().rposition(is_at).map(|at| span.start + at);
    let mut at = span.start;
    while let Some(gap) = next_gap(text, Span::new(at, span.end)) {
        if is_bare_scheme(Span::new(span.start, gap.start).of(text)) {
            // The blank was meant as the colon, and is reported as that.
            at = gap.end;
            continue;
        }
        let finding = BLANK_IN_DESTINATION.at(gap);
        if is_extension(Span::new(gap.end, span.end).of(text)) {
            sink.add(finding.suggest(gap, "; "));
            return Span::new(span.start, gap.start);
        }
        let whole_address = first_at.is_some_and(|at| at < gap.start);
        sink.add(if Span::new(span.start, gap.start).of(text).ends_with(b":") {
            finding.replace(gap, "")
        } else if whole_address && last_at.is_some_and(|at| at > gap.start) {
            finding.suggest(gap, ",")
        } else if whole_address {
            // What follows is a remark.
            finding.suggest(Span::new(gap.start, span.end), "")
        } else {
            finding.suggest(gap, "")
        });
        at = gap.end;
    }
    span
}
