//! Reads the lines of such output.

use super::super::lines::{find, lines, string, trimmed};
use super::der;
use super::{Places, Seen, dates};
use crate::text::Span;

/// Longest line of the names that is read, in bytes.
const LONGEST: usize = 16_384;

/// OpenSSL's number for a certificate of another name.
const HOSTNAME_MISMATCH: u32 = 62;

/// What the output shows, and where.
pub(super) fn read(text: &[u8], span: Span) -> (Seen, Places) {
    let mut reader = Lines {
        text,
        seen: Seen::default(),
        places: Places {
            all: span,
            ..Places::default()
        },
        depth: 0,
        went_on: 0,
        pem: None,
        names_follow: false,
        failed: None,
    };
    for line in lines(text, span) {
        reader.line(trimmed(text, line.span));
    }
    let Lines { seen, places, .. } = reader;
    (seen, places)
}

struct Lines<'a> {
    text: &'a [u8],
    seen: Seen,
    places: Places,
    /// Of which certificate the lines speak: 0 is the server's own.
    depth: u32,
    /// Where the text of a certificate began; the first one is the server's.
    pem: Option<usize>,
    /// Whether the next line has the names.
    names_follow: bool,
    /// The first error of the check, with its depth.
    failed: Option<u32>,
    /// How often the check of the server's own certificate went on behind a wrong name.
    went_on: usize,
}

impl Lines<'_> {
    fn line(&mut self, span: Span) {
        let part = span.of(self.text);
        let Some(&first) = part.first() else { return };
        if self.pem.is_some() {
            self.in_pem(span, part);
            return;
        }
        if std::mem::take(&mut self.names_follow) {
            self.names(span, part);
            return;
        }
        match first {
            b'-' if part.starts_with(b"-----BEGIN CERTIFICATE-----") => self.pem = Some(span.end),
            b'd' => {
                if let Some(rest) = part.strip_prefix(b"depth=") {
                    self.depth = number(rest).unwrap_or_default();
                    self.places.certificate = true;
                    if self.depth == 0 {
                        self.subject(span, rest);
                    }
                }
            }
            b'0'..=b'9' => self.of_chain(span, part),
            b's' => {
                if let Some(rest) = part.strip_prefix(b"subject=") {
                    self.subject(span, rest);
                }
            }
            b'i' => {
                if let Some(rest) = part.strip_prefix(b"issuer=").or_else(|| part.strip_prefix(b"i:")) {
                    let issuer = common_name(rest).unwrap_or(rest.trim_ascii());
                    self.seen.issuer.get_or_insert_with(|| string(issuer));
                }
            }
            b'v' => self.verify_line(span, part),
            b'n' => self.small_n(span, part),
            _ => self.other(span, part),
        }
    }

    /// ` 0 s:CN = mx1.example.com`
    fn of_chain(&mut self, span: Span, part: &[u8]) {
        let digits = part.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let rest = part.get(digits..).unwrap_or_default().trim_ascii_start();
        if let Some(subject) = rest.strip_prefix(b"s:") {
            self.seen.sent += 1;
            if part.first() == Some(&b'0') && digits == 1 {
                self.subject(span, subject);
            }
        } else if find(part, "STARTTLS").is_some() {
            self.starttls(span, true);
        }
    }

    fn subject(&mut self, span: Span, rest: &[u8]) {
        if self.places.subject.is_none() {
            self.places.subject = Some(span);
            self.seen.common_name = common_name(rest).map(string);
        }
    }

    /// `verify error:num=62:hostname mismatch`, `verify return:1`, `v:NotBefore: …; NotAfter: …`
    fn verify_line(&mut self, span: Span, part: &[u8]) {
        if let Some(rest) = part.strip_prefix(b"verify error:num=") {
            let code = number(rest).unwrap_or(1);
            let words = rest
                .iter()
                .position(|&byte| byte == b':')
                .and_then(|at| rest.get(at + 1..));
            if code == HOSTNAME_MISMATCH {
                self.mismatch(span);
                return;
            }
            // The first error of a chain is the cause of the others, but that the issuer isn't known says less than
            // what comes behind it.
            if self.failed.is_none() || self.failed == Some(20) {
                self.failed = Some(code);
                self.places.verify = Some(span);
                self.seen.depth = self.depth;
                self.seen.verify = Some((code, string(words.unwrap_or_default())));
            }
        } else if part == b"verify return:1" && self.seen.mismatched && self.depth == 0 {
            // The name is compared when the chain has been built, and before dates and signatures are checked: only
            // where it goes on (no `-verify_return_error`) is anything known of those.
            self.went_on += 1;
            if self.went_on > 1 && self.seen.verify.is_none() {
                self.seen.verify = Some((0, "ok".into()));
            }
        } else if let Some(rest) = part.strip_prefix(b"v:NotBefore:") {
            // The first is the server's own.
            if self.seen.not_after.is_none() {
                let until = find(rest, "NotAfter:").and_then(|at| rest.get(at + 9..));
                self.seen.not_before = dates::text(rest);
                self.seen.not_after = until.and_then(dates::text);
                self.places.dates = Some(span);
            }
        }
    }

    fn small_n(&mut self, span: Span, part: &[u8]) {
        if let Some(rest) = part.strip_prefix(b"notBefore=") {
            self.seen.not_before = self.seen.not_before.or(dates::text(rest));
            self.places.dates.get_or_insert(span);
        } else if let Some(rest) = part.strip_prefix(b"notAfter=") {
            self.seen.not_after = self.seen.not_after.or(dates::text(rest));
            self.places.dates.get_or_insert(span).end = span.end;
        } else if part.starts_with(b"no peer certificate available") {
            self.seen.connected.get_or_insert(true);
            self.places.connection.get_or_insert(span);
            self.seen.sent = 0;
        }
    }

    fn other(&mut self, span: Span, part: &[u8]) {
        let behind = |start: &str| part.strip_prefix(start.as_bytes()).map(<[u8]>::trim_ascii);
        if part.starts_with(b"CONNECTED(") || part.starts_with(b"CONNECTION ESTABLISHED") {
            self.seen.connected = Some(true);
            self.places.connection = Some(span);
        } else if part.starts_with(b"connect:errno=") || find(part, "BIO_connect:").is_some() {
            self.seen.connected = Some(false);
            self.places.connection.get_or_insert(span);
        } else if part.starts_with(b"Didn't find STARTTLS") {
            self.starttls(span, false);
        } else if part.starts_with(b"X509v3 Subject Alternative Name") {
            self.names_follow = true;
        } else if part.starts_with(b"DNS:") {
            self.names(span, part);
        } else if let Some(name) = behind("Verified peername:") {
            self.seen.verified_name = Some(string(name).to_ascii_lowercase());
            self.places.names = Some(span);
        } else if let Some(subject) = behind("Peer certificate:") {
            self.seen.sent = self.seen.sent.max(1);
            self.subject(span, subject);
        } else if let Some(rest) = behind("Verify return code:") {
            self.result(span, number(rest).unwrap_or(1), rest);
        } else if behind("Verification:").is_some_and(|rest| rest == b"OK") {
            self.result(span, 0, b"0 (ok)");
        } else if let Some(words) = behind("Verification error:") {
            self.result(span, code(words), words);
        } else if part.starts_with(b"Protocol") {
            self.protocol(span, part.rsplit(|&byte| byte == b':').next().unwrap_or_default());
        } else if let Some(rest) = behind("New,") {
            self.protocol(span, rest.split(|&byte| byte == b',').next().unwrap_or_default());
        }
    }

    fn starttls(&mut self, span: Span, offered: bool) {
        self.seen.starttls = Some(offered);
        self.places.starttls = Some(span);
    }

    fn mismatch(&mut self, span: Span) {
        self.seen.mismatched = true;
        self.places.names.get_or_insert(span);
        self.places.verify.get_or_insert(span);
    }

    /// `0 (ok)`, `62 (hostname mismatch)`
    fn result(&mut self, span: Span, code: u32, rest: &[u8]) {
        if code == HOSTNAME_MISMATCH {
            self.mismatch(span);
        } else if self.seen.verify.is_none() || code != 0 && self.failed.is_none() {
            let words = rest
                .iter()
                .position(|&byte| byte == b'(')
                .and_then(|at| rest.get(at + 1..))
                .unwrap_or(rest);
            self.seen.verify = Some((code, string(words.strip_suffix(b")").unwrap_or(words))));
            self.places.verify = Some(span);
        }
    }

    fn protocol(&mut self, span: Span, word: &[u8]) {
        let word = word.trim_ascii();
        // `TLSv1/SSLv3` names a family, and `(NONE)` nothing.
        let is_version = (word.starts_with(b"TLSv") || word.starts_with(b"SSLv")) && !word.contains(&b'/');
        if is_version && word.len() <= 8 {
            self.seen.protocol = Some(string(word));
            self.places.protocol = Some(span);
        }
    }

    /// `DNS:mx1.example.com, DNS:*.mail.example.com`
    fn names(&mut self, span: Span, part: &[u8]) {
        let part = part.get(..LONGEST).unwrap_or(part);
        let names = part
            .split(|&byte| byte == b',')
            .filter_map(|name| name.trim_ascii().strip_prefix(b"DNS:"));
        let names = names.take(256).map(string).collect();
        if self.seen.names.is_none() {
            self.seen.names = Some(names);
            self.places.names = Some(span);
        }
    }

    fn in_pem(&mut self, span: Span, part: &[u8]) {
        let Some(start) = self.pem.filter(|_| part.starts_with(b"-----END")) else {
            return;
        };
        self.pem = None;
        // With -showcerts there are several; the first is the server's own.
        if self.seen.names.is_some() {
            return;
        }
        let inner = Span::new(start, span.start);
        let Some(made) = der::pem(inner.of(self.text)) else {
            return;
        };
        self.seen.sent = self.seen.sent.max(1);
        self.seen.names = Some(made.names);
        // The subject says more to the eye than the text of the certificate.
        let place = trimmed(self.text, inner);
        if self.places.subject.is_none() {
            self.places.names.get_or_insert(place);
        }
        self.seen.not_before = made.not_before.or(self.seen.not_before);
        self.seen.not_after = made.not_after.or(self.seen.not_after);
        self.places.dates.get_or_insert(place);
    }
}

fn number(text: &[u8]) -> Option<u32> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()
}

/// OpenSSL's number of an error by its words, where they alone are printed.
fn code(words: &[u8]) -> u32 {
    const WORDS: [(&str, u32); 9] = [
        ("hostname mismatch", HOSTNAME_MISMATCH),
        ("certificate has expired", 10),
        ("certificate is not yet valid", 9),
        ("self-signed certificate in certificate chain", 19),
        ("self signed certificate in certificate chain", 19),
        ("self-signed certificate", 18),
        ("self signed certificate", 18),
        ("unable to get local issuer certificate", 20),
        ("unable to verify the first certificate", 21),
    ];
    let known = WORDS.iter().find(|(known, _)| words == known.as_bytes());
    known.map_or(1, |(_, code)| *code)
}

/// The common name of a subject, in the three ways in which it is printed: `CN = a`, `CN=a`, `/CN=a`.
fn common_name(subject: &[u8]) -> Option<&[u8]> {
    let parts = subject.split(|byte| matches!(byte, b',' | b'/'));
    let mut name = parts.filter_map(|part| {
        let rest = part.trim_ascii().strip_prefix(b"CN")?.trim_ascii_start();
        // `depth=0 CN = a`
        Some(rest.strip_prefix(b"=")?.trim_ascii())
    });
    let direct = name.next_back();
    direct.or_else(|| {
        let at = find(subject, "CN =")
            .map(|at| at + 4)
            .or_else(|| find(subject, "CN=").map(|at| at + 3))?;
        let rest = subject.get(at..)?;
        rest.split(|byte| matches!(byte, b',' | b'/'))
            .next()
            .map(<[u8]>::trim_ascii)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_printed_in_three_ways() {
        for (subject, want) in [
            ("CN = mx1.example.com", Some("mx1.example.com")),
            ("C = US, O = Example, CN = mx1.example.com", Some("mx1.example.com")),
            ("CN=mx1.example.com", Some("mx1.example.com")),
            ("/C=US/CN=mx1.example.com", Some("mx1.example.com")),
            ("0 CN = mx1.example.com", Some("mx1.example.com")),
            ("O = Example", None),
        ] {
            assert_eq!(
                common_name(subject.as_bytes()).map(string).as_deref(),
                want,
                "{subject}"
            );
        }
    }
}
