//! Texts that fit the grammar in its usual shape, as most do, are read at once: no copy, one pass. Everything else
//! goes to the readers that tell each fault. Of a plain text both say the same; a test holds them together.

use super::keys::Key;
use super::mx::is_pattern;
use super::mx_host::remark;
use super::record::VERSION;
use super::{MAX_AGE_LIMIT, Mode, MxPattern};
use crate::text::{Span, decimal};

/// Most `mx` lines of a plain policy: each is compared with those before it.
const MOST_MX: usize = 24;

/// The version and the `id` of a record that holds these two fields and nothing else (RFC 8461 §3.1).
pub(super) fn record(text: &[u8]) -> Option<(Span, Span)> {
    let rest = text.strip_prefix(VERSION)?.strip_prefix(b";")?;
    let rest = after_blanks(rest).strip_prefix(b"id=")?;
    let start = text.len() - rest.len();
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let (_, behind) = rest.split_at_checked(length)?;
    let ends = behind.is_empty() || after_blanks(after_blanks(behind).strip_prefix(b";")?).is_empty();
    let fits = (1..=32).contains(&length) && ends;
    fits.then_some((Span::new(0, VERSION.len()), Span::new(start, start + length)))
}

/// A value of a plain policy, with its place.
pub(super) enum Field {
    Version(Span),
    Mode(Mode, Span),
    MaxAge(u64, Span),
    Mx(MxPattern),
}

/// The fields of a policy, in order, each there as often as it must be and none malformed, unknown or remarkable
/// (RFC 8461 §3.2).
pub(super) fn policy(text: &[u8]) -> Option<Vec<Field>> {
    let mut fields = Vec::with_capacity(8);
    let mut seen = [false; 4];
    let mut mx = 0;
    let mut at = 0;
    for (number, part) in text.split_inclusive(|&byte| byte == b'\n').enumerate() {
        let line = match part {
            [line @ .., b'\r', b'\n'] | [line @ .., b'\n'] => line,
            line => line,
        };
        let colon = line.iter().position(|&byte| byte == b':')?;
        let (key, value) = line.split_at_checked(colon)?;
        let key = Key::exact(key)?;
        let mut value = after_blanks(value.strip_prefix(b":")?);
        let start = at + line.len() - value.len();
        while let [rest @ .., b' ' | b'\t'] = value {
            value = rest;
        }
        let span = Span::new(start, start + value.len());
        at += part.len();
        if key != Key::Mx && std::mem::replace(&mut seen[key as usize], true) {
            return None;
        }
        fields.push(match key {
            Key::Version => (value == b"STSv1").then_some(Field::Version(span))?,
            Key::Mode => Field::Mode(
                Mode::ALL.into_iter().find(|mode| mode.as_str().as_bytes() == value)?,
                span,
            ),
            Key::MaxAge => Field::MaxAge(seconds(value)?, span),
            Key::Mx => {
                let repeated =
                    |field: &Field| matches!(field, Field::Mx(mx) if mx.text.as_bytes().eq_ignore_ascii_case(value));
                mx += 1;
                if mx > MOST_MX || !is_pattern(value) || remark(value).is_some() || fields.iter().any(repeated) {
                    return None;
                }
                Field::Mx(MxPattern {
                    text: std::str::from_utf8(value).ok()?.to_owned(),
                    span,
                    line: number + 1,
                })
            }
        });
    }
    let required = [Key::Version, Key::Mode, Key::MaxAge]
        .iter()
        .all(|&key| seen[key as usize]);
    let off = fields.iter().any(|field| matches!(field, Field::Mode(Mode::None, _)));
    (required && (mx > 0 || off)).then_some(fields)
}

/// 1 to 10 digits, and no more than is allowed.
fn seconds(value: &[u8]) -> Option<u64> {
    decimal(value).filter(|seconds| value.len() <= 10 && *seconds <= MAX_AGE_LIMIT)
}

fn after_blanks(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = text {
        text = rest;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::sink::Sink;
    use super::super::{policy as full_policy, record as full_record};
    use super::*;
    use crate::rule::{Findings, Subject};
    use arbtest::arbitrary::Unstructured;

    const RECORD: &[&str] = &[
        "v=STSv1",
        ";",
        " ",
        "\t",
        "id=",
        "1",
        "20160831085700Z",
        "yyyymmdd",
        "x=y",
    ];
    const POLICY: &[&str] = &[
        "version: STSv1\n",
        "mode: enforce\n",
        "mode:\ttesting \r\n",
        "mode: none",
        "max_age: 86400\n",
        "max_age: 0\n",
        "max_age:31557601\n",
        "mx: a.example.com\n",
        "mx: *.example.com\n",
        "mx: A.example.com\n",
        "mx: localhost\n",
        "mx: 192.0.2.1\n",
        "mx: b.example.com.\n",
        "x: y\n",
        "\n",
        "\r",
        " ",
        "mx: a.mx-verification.google.com\n",
    ];

    fn some_of(u: &mut Unstructured, words: &[&str]) -> arbtest::arbitrary::Result<Vec<u8>> {
        let mut text = Vec::new();
        for _ in 0..u.int_in_range(0..=8)? {
            text.extend_from_slice(u.choose(words)?.as_bytes());
        }
        Ok(text)
    }

    #[test]
    fn the_usual_shapes_are_plain() {
        assert!(record(b"v=STSv1; id=20260101T000000;").is_some());
        assert!(record(b"v=STSv1;\tid=1 ; ").is_some());
        for text in [
            "v=STSv1 ; id=1",
            "v=STSv1; id=1 ",
            "v=STSv1; id=",
            "v=STSv1; id=a-b",
            "v=STSv1; x=y; id=1",
        ] {
            assert!(record(text.as_bytes()).is_none(), "{text}");
        }
        assert!(policy(b"version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 604800").is_some());
        assert!(policy(b"mode:none\r\nmax_age: 1\r\nversion: STSv1 \r\n").is_some());
        assert!(policy(b"version: STSv1\nmode: enforce\nmax_age: 604800\n").is_none());
    }

    #[test]
    fn both_readers_say_the_same() {
        crate::arb::property(|u| {
            let text = some_of(u, RECORD)?;
            let (mut quick, mut full) = (Findings::new(), Findings::new());
            let record = full_record::parse(&text, &mut quick);
            assert_eq!(record, full_record::read(&text, Sink::new(&mut full, Subject::Record)));
            assert_eq!(
                quick.as_slice(),
                full.as_slice(),
                "{:?}",
                String::from_utf8_lossy(&text)
            );

            // Policies that have what they must, and some lines more.
            let mut lines = vec![
                "version: STSv1\n",
                POLICY[u.int_in_range(1..=3)?],
                POLICY[u.int_in_range(4..=6)?],
            ];
            for _ in 0..u.int_in_range(0..=3)? {
                lines.insert(u.int_in_range(0..=lines.len())?, *u.choose(POLICY)?);
            }
            let text = lines.concat().into_bytes();
            let (mut quick, mut full) = (Findings::new(), Findings::new());
            let reading = full_policy::parse(&text, &mut quick);
            assert_eq!(reading, full_policy::read(&text, Sink::new(&mut full, Subject::Policy)));
            assert_eq!(
                quick.as_slice(),
                full.as_slice(),
                "{:?}",
                String::from_utf8_lossy(&text)
            );
            Ok(())
        });
    }
}
