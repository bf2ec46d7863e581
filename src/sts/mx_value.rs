//! Judges the value of an `mx` line (RFC 8461 §3.2).

use super::clean::Clean;
use super::mx::is_pattern;
use super::mx_host::is_address_literal;
use super::rules::mx::{MX_CHARACTER, MX_PLACEHOLDER, MX_PREFERENCE, MX_SEVERAL};
use super::sink::Sink;
use super::value::trimmed;
use std::ops::Range;

/// More hosts on one line than this get no edit.
const MOST_HOSTS: usize = 100;

/// The reader of one value.
pub(super) struct MxValue<'a, 'b> {
    pub(super) clean: &'a Clean<'a>,
    pub(super) sink: &'a mut Sink<'b>,
    /// How this policy ends its lines.
    pub(super) line_end: &'static str,
}

impl MxValue<'_, '_> {
    /// Judges the value; gives back where the well-formed patterns in it stand, mended ones included.
    pub(super) fn judge(&mut self, range: Range<usize>) -> Vec<Range<usize>> {
        let bytes = &*self.clean.bytes;
        if is_pattern(&bytes[range.clone()]) {
            self.well_formed(&range);
            return vec![range];
        }
        if is_placeholder(&bytes[range.clone()]) {
            self.fault(&MX_PLACEHOLDER, &range);
            return Vec::new();
        }
        if is_address_literal(&bytes[range.clone()]) {
            return Vec::from_iter(self.host(range));
        }
        let range = self.without_preference(range);
        // RFC 8461 §3.2: one pattern a line.
        let hosts: Vec<Range<usize>> = self.hosts(&range).take(MOST_HOSTS + 1).collect();
        match hosts.as_slice() {
            // Nothing but what parts hosts.
            [] => {
                let span = self.clean.span(range.clone());
                self.sink.at(&MX_CHARACTER, span, |finding| {
                    finding.with_bytes("found", &bytes[range.clone()])
                });
            }
            [only] => self.separators(range.start..only.start, only.end..range.end),
            _ => {}
        }
        if hosts.len() > 1 {
            self.several(&range, &hosts);
        }
        hosts
            .into_iter()
            .take(MOST_HOSTS)
            .filter_map(|host| self.host(host))
            .collect()
    }

    /// Takes away `10 `, `Priority 5: ` and the like.
    fn without_preference(&mut self, range: Range<usize>) -> Range<usize> {
        let bytes = &*self.clean.bytes;
        let mut at = range.start;
        let mut number = false;
        loop {
            let rest = &bytes[at..range.end];
            let len = rest
                .iter()
                .position(|b| matches!(b, b' ' | b'\t' | b':'))
                .unwrap_or(rest.len());
            let word = &rest[..len];
            let digits = !word.is_empty() && word.iter().all(u8::is_ascii_digit);
            if len == rest.len() || number || !(digits || is_preference_word(word)) {
                break;
            }
            number |= digits;
            at += len
                + rest[len..]
                    .iter()
                    .take_while(|b| matches!(b, b' ' | b'\t' | b':'))
                    .count();
        }
        if number && at < range.end {
            let found = trimmed(bytes, range.start..at);
            let span = self.clean.span(found.clone());
            let cut = self.clean.span(range.start..at);
            self.sink.at(&MX_PREFERENCE, span, |finding| {
                finding.with_bytes("found", &bytes[found]).replace(cut, "")
            });
            return at..range.end;
        }
        // Behind the host it may stand as well.
        let value = &bytes[range.clone()];
        let digits = value.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let kept = trimmed(bytes, range.start..range.end - digits);
        if digits > 0
            && kept.end + digits < range.end
            && kept.start < kept.end
            && !bytes[kept.end - 1].is_ascii_punctuation()
        {
            let span = self.clean.span(range.end - digits..range.end);
            let cut = self.clean.span(kept.end..range.end);
            self.sink.at(&MX_PREFERENCE, span, |finding| {
                finding
                    .with_bytes("found", &bytes[range.end - digits..range.end])
                    .replace(cut, "")
            });
            return kept;
        }
        range
    }

    fn hosts(&self, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'_> {
        let start = range.start;
        let value = &self.clean.bytes[range.clone()];
        let list = matches!(value, [b'[', .., b']']) && !is_address_literal(value);
        let parts = move |byte: &u8| {
            matches!(byte, b' ' | b'\t' | b',' | b';' | b'|') || (list && matches!(byte, b'[' | b']' | b'"' | b'\''))
        };
        let mut at = 0;
        std::iter::from_fn(move || {
            at += value[at..].iter().take_while(|byte| parts(byte)).count();
            let len = value[at..].iter().take_while(|byte| !parts(byte)).count();
            let host = start + at..start + at + len;
            at += len;
            (len > 0).then_some(host)
        })
    }

    /// What parts hosts, before and behind one that stands alone.
    fn separators(&mut self, before: Range<usize>, behind: Range<usize>) {
        let parts = [before, behind];
        let mut found = parts.iter().filter(|part| !part.is_empty());
        let Some(first) = found.next() else { return };
        let written = &self.clean.bytes[first.clone()];
        let rest = found.next();
        self.sink.at(&MX_CHARACTER, self.clean.span(first.clone()), |finding| {
            let finding = finding.with_bytes("found", written.trim_ascii());
            let finding = finding.suggest(self.clean.span(first.clone()), "");
            match rest {
                Some(rest) => finding.suggest(self.clean.span(rest.clone()), ""),
                None => finding,
            }
        });
    }

    fn several(&mut self, range: &Range<usize>, hosts: &[Range<usize>]) {
        let span = self.clean.span(range.clone());
        self.sink.at(&MX_SEVERAL, span, |finding| {
            let finding = if hosts.len() > MOST_HOSTS {
                finding.with("count", format!("more than {MOST_HOSTS}"))
            } else {
                finding.with("count", hosts.len())
            };
            let texts: Vec<&[u8]> = hosts.iter().map(|host| &self.clean.bytes[host.clone()]).collect();
            let parting = format!("{}mx: ", self.line_end);
            match String::from_utf8(texts.join(parting.as_bytes())) {
                Ok(lines) if hosts.len() <= MOST_HOSTS => finding.replace(span, lines),
                _ => finding,
            }
        });
    }
}

fn is_preference_word(word: &[u8]) -> bool {
    let known: [&[u8]; 7] = [b"priority", b"prio", b"preference", b"pref", b"mx", b"in", b"weight"];
    known.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Angle brackets, braces, dollar signs: a template's.
fn is_placeholder(value: &[u8]) -> bool {
    let marked = value
        .iter()
        .any(|byte| matches!(byte, b'<' | b'>' | b'{' | b'}' | b'$'));
    let bracketed = value.first() == Some(&b'[')
        && value.last() == Some(&b']')
        && !is_address_literal(value)
        && !value.contains(&b'.');
    marked || bracketed
}
