//! Tells what the text of a TXT record is about.

use super::lines::{begins, find};
use crate::dns::txt_kind::{self, Protocol};
use crate::near;

/// What a text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// An MTA-STS record, however wrong.
    Sts,
    /// A TLS reporting record, however wrong.
    Tlsrpt,
    /// Something else that is known.
    Other(&'static str),
}

/// How far a record is looked into.
const HEAD: usize = 64;

/// How much of its beginning tells the version.
const WORD: usize = 12;

/// What the text of a TXT record is about; `None` where nothing tells.
pub(super) fn which(text: &[u8]) -> Option<Which> {
    let head = text.get(..HEAD).unwrap_or(text);
    let mut word = [0; WORD];
    let mut length = 0;
    let shown = |byte: &&u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'\\' | b'`');
    for (place, &byte) in word.iter_mut().zip(head.iter().filter(shown)) {
        *place = byte;
        length += 1;
    }
    let word = word.get(..length).unwrap_or_default();
    let first = |length: usize| word.get(..length).unwrap_or(word);
    if is_near(first(7), "v=STSv1") {
        return Some(Which::Sts);
    }
    if is_near(first(10), "v=TLSRPTv1") || find(word, "tlsrpt").is_some_and(|at| at <= 2) {
        return Some(Which::Tlsrpt);
    }
    // The version behind another field.
    if begins(word, "id=") && find(text, "v=STSv1").is_some() {
        return Some(Which::Sts);
    }
    if begins(word, "rua=")
        && ["mailto:", "https:", "v=TLSRPT"]
            .iter()
            .any(|part| find(head, part).is_some())
    {
        // DMARC has the field too.
        return (find(text, "p=").is_none()).then_some(Which::Tlsrpt);
    }
    txt_kind::of(text, Protocol::MtaSts)
        .filter(|what| !what.contains("report"))
        .map(Which::Other)
}

/// Whether the beginning of a text is a version with a typing error or two in it, or goes on behind it.
fn is_near(word: &[u8], version: &str) -> bool {
    // A distance costs more than this.
    if begins(word, version) {
        return true;
    }
    // The policy's `version` is no record's.
    let may_be = matches!(word, [b'v' | b'V', ..]) && !begins(word, "versi");
    may_be && near::is_near(word, version.as_bytes(), 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_told_however_wrong() {
        for (text, want) in [
            ("v=STSv1; id=1", Some(Which::Sts)),
            ("\"v=STSv1; id=1\"", Some(Which::Sts)),
            ("v = STSv1;", Some(Which::Sts)),
            ("v-STSv1 id=1", Some(Which::Sts)),
            ("v=STS1; m=report", Some(Which::Sts)),
            ("v=STSv12;id=1", Some(Which::Sts)),
            ("v=stsv1", Some(Which::Sts)),
            ("id=1; v=STSv1;", Some(Which::Sts)),
            ("\u{201c}v=STSv1; id=1\u{201d}", Some(Which::Sts)),
            ("v=TLSRPTv1; rua=x", Some(Which::Tlsrpt)),
            ("v=TLSRPT1;rua=mailto=a@b", Some(Which::Tlsrpt)),
            ("V=TLSRPTv1", Some(Which::Tlsrpt)),
            ("rua=mailto:a@b", Some(Which::Tlsrpt)),
            ("v=spf1 -all", Some(Which::Other("an SPF record"))),
            ("v=DMARC1; p=none; rua=mailto:a@b", Some(Which::Other("a DMARC record"))),
            ("version: STSv1", None),
            ("rua=mailto:a@b; p=none", None),
            ("hello", None),
            ("", None),
        ] {
            assert_eq!(which(text.as_bytes()), want, "{text}");
        }
    }
}
