//! Writes the pieces of a line.

use super::{Kind, Piece};
use crate::rule::Severity;
use crate::text::{is_plain, name_of};
use crate::words::count;

/// Collects pieces; neighbours of one kind become one.
#[derive(Default)]
pub struct Writer {
    /// What is written so far.
    pub pieces: Vec<Piece>,
    /// Characters written so far, as they are shown.
    pub column: usize,
}

impl Writer {
    /// Writes bytes of the text, so underlined.
    pub fn bytes(&mut self, bytes: &[u8], severity: Option<Severity>) {
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                if is_plain(c) {
                    self.plain(c, severity);
                } else {
                    self.push(severity, Kind::Hidden(name_of(c)), format!("U+{:04X}", u32::from(c)));
                }
            }
            for byte in chunk.invalid() {
                self.push(
                    severity,
                    Kind::Hidden(Some("a byte that is no UTF-8")),
                    format!("0x{byte:02X}"),
                );
            }
        }
    }

    fn plain(&mut self, c: char, severity: Option<Severity>) {
        match self.pieces.last_mut() {
            Some(last) if last.kind == Kind::Plain && last.severity == severity => {
                last.text.push(c);
                self.column += 1;
            }
            _ => self.push(severity, Kind::Plain, c.to_string()),
        }
    }

    /// Writes a place between two bytes.
    pub fn place(&mut self, severity: Severity) {
        self.push(Some(severity), Kind::Hidden(Some("here")), String::new());
    }

    /// Says how many bytes are left out, if any.
    pub fn leave_out(&mut self, bytes: usize) {
        if bytes > 0 {
            self.push(None, Kind::LeftOut, count(bytes, "byte"));
        }
    }

    fn push(&mut self, severity: Option<Severity>, kind: Kind, text: String) {
        self.column += text.chars().count();
        self.pieces.push(Piece { severity, kind, text });
    }
}
