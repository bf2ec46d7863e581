//! Texts that are one thing alone, each line of them as records and policies have it, are told at a glance. Everything else
//! goes to the readers that cut a paste into pieces; a test holds both together.

use super::bare;
use super::kind::Kind;
use super::piece::Says;
use super::txt::Which;
use super::web;
use crate::rule::{Evidence, Findings, Subject};
use crate::sts;
use crate::text::Span;
use crate::tlsrpt;

/// Longest plain text, in bytes. Of a longer one not every fix is proved, and a paste proves fewer than its pieces do.
const LONGEST: usize = 2048;

/// A text that is one thing alone, judged.
#[derive(Clone, Debug)]
pub struct Plain {
    /// What it is: a record or a policy.
    pub kind: Kind,
    /// Where it stands: a record without the line end behind it.
    pub span: Span,
    /// How many lines it has.
    pub lines: usize,
    /// What it is in words, as [`super::Piece::what`].
    pub what: String,
    /// What a conforming sender goes by; `None` where there is nothing.
    pub says: Option<Says>,
    /// All findings; their places are bytes of the text.
    pub findings: Findings,
}

/// Reads a plain text; `None` for all others.
#[must_use]
pub fn read(text: &[u8]) -> Option<Plain> {
    let plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n') && !b"\"'`\\(){}<>$%#".contains(byte);
    if text.len() > LONGEST || !text.iter().all(plain) {
        return None;
    }
    let mut findings = Findings::new();
    let line = text.strip_suffix(b"\n").unwrap_or(text);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (kind, subject, what, says, length) = if is_record(line, "v=STSv1;") {
        let record = sts::record::parse(line, &mut findings);
        let (kind, what) = bare::said(Which::Sts, record.is_some());
        (kind, Subject::Record, what, record.map(Says::Sts), line.len())
    } else if is_record(line, "v=TLSRPTv1;") {
        let record = tlsrpt::parse(line, &mut findings);
        let (kind, what) = bare::said(Which::Tlsrpt, record.is_some());
        (kind, Subject::TlsRpt, what, record.map(Says::Tlsrpt), line.len())
    } else {
        is_policy(text).then_some(())?;
        let reading = sts::policy::parse(text, &mut findings);
        let what = web::said(&reading);
        (
            Kind::Policy,
            Subject::Policy,
            what,
            reading.effective.map(Says::Policy),
            text.len(),
        )
    };
    let span = Span::new(0, length);
    let mut about = Findings::new();
    about.adopt_with(findings, |mut finding| {
        finding.span.get_or_insert(span);
        Some(finding.about(subject, Evidence::Pasted))
    });
    Some(Plain {
        kind,
        span,
        lines: text.trim_ascii_end().split(|&byte| byte == b'\n').count(),
        what,
        says,
        findings: about,
    })
}

/// Whether a text is one line that begins with a version and goes on with fields and addresses, as no line of a zone and no
/// output of a program does.
fn is_record(text: &[u8], version: &str) -> bool {
    let mut words = text.split(|&byte| byte == b' ').peekable();
    text.starts_with(version.as_bytes())
        && text.last() != Some(&b' ')
        && words.all(|word| {
            word.iter().all(u8::is_ascii_graphic) && (word.is_empty() || word.iter().any(|byte| b"=:".contains(byte)))
        })
}

/// Whether all lines of a text are of a policy, the first of them its version.
fn is_policy(text: &[u8]) -> bool {
    let lines = text.strip_suffix(b"\n").unwrap_or(text).split(|&byte| byte == b'\n');
    let mut version = true;
    for line in lines {
        let mut parts = line.splitn(2, |&byte| byte == b':');
        let (Some(key), Some(value)) = (parts.next(), parts.next().map(<[u8]>::trim_ascii)) else {
            return false;
        };
        let fits = match key {
            b"version" => value == b"STSv1",
            b"mode" => sts::Mode::ALL.iter().any(|mode| mode.as_str().as_bytes() == value),
            b"mx" | b"max_age" => !value.is_empty(),
            _ => false,
        };
        if !fits || version && key != b"version" {
            return false;
        }
        version = false;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::recognise;
    use super::*;
    use arbtest::arbitrary::Unstructured;

    const PIECES: &[&str] = &[
        "v=STSv1;",
        "v=TLSRPTv1;",
        "version: STSv1\n",
        "mode: enforce\n",
        "mode: none\r\n",
        "mode: fast\n",
        "mx: ",
        "mx: *.a.example\n",
        "max_age: 86400\n",
        "max_age: 1w",
        "id=1",
        "id=",
        " id=20260101",
        ";",
        "; ",
        " ",
        "\n",
        "\r\n",
        "\t",
        "rua=mailto:a@b.example",
        ",mailto:c@d.example",
        "https://a.example/x",
        ", ",
        "x=y",
        "m:",
        "TXT",
        "10 ",
        "MX",
        "IN",
        "\"",
        "'",
        "\\",
        "{",
        "text =",
        "a.example.",
        "a",
        "=",
        ":",
        "?",
        "version: STSv1",
        "dig TXT a:b",
        "curl -i https://a.example",
        "Received:",
        "550 5.7.5",
        "STSv1",
        "%",
        "a@b:~$ ",
        "[a@b c]# ",
        "* Connection #0 to host a left intact",
        "> ",
        "</pre>",
    ];

    fn any(u: &mut Unstructured<'_>) -> arbtest::arbitrary::Result<String> {
        let start = *u.choose(&[
            "v=STSv1; id=1;",
            "v=STSv1;",
            "v=TLSRPTv1; rua=mailto:a@b.example",
            "v=TLSRPTv1;",
            "version: STSv1\n",
            "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 86400\n",
            "",
        ])?;
        let mut text = start.to_owned();
        for _ in 0..u.int_in_range(0..=5)? {
            text.push_str(u.choose(PIECES)?);
        }
        Ok(text)
    }

    fn held(text: &str) -> bool {
        let Some(plain) = read(text.as_bytes()) else {
            return false;
        };
        let all = recognise(text.as_bytes(), None, 0, &|_| None);
        let [piece] = all.pieces.as_slice() else {
            panic!("{text:?}: {:?}", all.pieces);
        };
        let said = (plain.kind, plain.span, (1, plain.lines), plain.what.as_str(), "");
        assert_eq!(
            said,
            (
                piece.kind,
                piece.span,
                piece.lines,
                piece.what.as_str(),
                piece.how.as_str()
            ),
            "{text:?}"
        );
        assert_eq!((plain.findings.left_out(), false), (all.left_out, all.cut), "{text:?}");
        assert_eq!(plain.findings.into_vec(), all.findings, "{text:?}");
        assert_eq!(plain.says, piece.reading.clone().says(), "{text:?}");
        let together = all.together;
        assert!(
            together.domain.is_none()
                && together.fits.is_empty()
                && together.matrix.is_none()
                && together.plain.is_empty(),
            "{text:?}: {together:?}"
        );
        true
    }

    #[test]
    fn plain_texts_are_what_a_paste_of_them_is() {
        let mut plain = 0;
        arbtest::arbtest(|u| {
            plain += usize::from(held(&any(u)?));
            Ok(())
        })
        .size_min(64)
        .size_max(512)
        .budget_ms(1500);
        assert!(plain > 300, "{plain}");
    }

    #[test]
    fn usual_texts_are_plain() {
        for text in [
            "v=STSv1; id=20260101T000000;",
            "v=STSv1;id=1",
            "v=STSv1; id=1\r\n",
            "v=STSv1; id=",
            "v=TLSRPTv1; rua=mailto:tls@example.com,https://example.com/v1\n",
            "version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 604800\n",
            "version: STSv1\r\nmode: testing\r\nmx: mx.example.com\r\nmax_age: 1",
        ] {
            assert!(held(text), "{text:?}");
        }
        for text in [
            "",
            "v=STSv1",
            "\"v=STSv1; id=1\"",
            "version: STSv1\n\nmode: none",
            "v=STSv1; TXT",
            "version: STSv1\nhello",
        ] {
            assert!(!held(text), "{text:?}");
        }
    }
}
