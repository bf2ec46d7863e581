//! Signs beyond ASCII that pass for one of the grammars: from word processors, and from keyboards of other scripts.

/// What a sign passes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LookAlike {
    /// This sign of ASCII.
    Ascii(u8),
    /// A quotation mark, which stands round a value at most.
    Quote,
}

/// What a sign beyond ASCII passes for; `None` for letters, and for whatever passes for nothing.
pub(crate) fn look_alike(c: char) -> Option<LookAlike> {
    Some(LookAlike::Ascii(match c {
        '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}' => return Some(LookAlike::Quote),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => b'-',
        '\u{37e}' | '\u{fe54}' => b';',
        '\u{fe55}' | '\u{2236}' | '\u{a789}' | '\u{5c3}' | '\u{2d0}' => b':',
        '\u{fe66}' | '\u{a78a}' => b'=',
        '\u{3002}' | '\u{ff61}' | '\u{2024}' | '\u{fe52}' => b'.',
        '\u{fe6b}' => b'@',
        '\u{fe50}' => b',',
        // The full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => u8::try_from(u32::from(c) - 0xfee0).ok()?,
        _ => return None,
    }))
}
