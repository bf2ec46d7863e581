//! What a program imports from its script, under names of a letter or two: those of wasm-bindgen end in a digest each, which
//! nothing packs.

/// The section of a program that says what it imports (WebAssembly core specification, §5.5.5).
const IMPORTS: u8 = 2;

/// A function among the kinds of what is imported; there are no others in a package's program.
const FUNCTION: u8 = 0;

/// The program and its script with short names. `None`: they aren't as wasm-bindgen writes them.
pub(super) fn shorten(program: &[u8], script: &str) -> Option<(Vec<u8>, String)> {
    let (head, mut rest) = program.split_at_checked(8)?;
    let (mut shortened, mut script) = (head.to_vec(), script.to_owned());
    while let Some((&id, sized)) = rest.split_first() {
        let (section, behind) = vector(sized)?;
        let section = if id == IMPORTS {
            &imports(section, &mut script)?
        } else {
            section
        };
        shortened.push(id);
        push(&mut shortened, section);
        rest = behind;
    }
    Some((shortened, script))
}

/// The section with other names, which the script gets too.
fn imports(section: &[u8], script: &mut String) -> Option<Vec<u8>> {
    let (many, mut rest) = number(section)?;
    let mut shortened = written(many);
    for at in 0..many {
        let (module, behind) = vector(rest)?;
        let (long, behind) = vector(behind)?;
        let (_, left) = number(behind.strip_prefix(&[FUNCTION])?)?;
        let short = name(at)?;
        let key = format!("\n        {}: function(", str::from_utf8(long).ok()?);
        if script.matches(&key).count() != 1 {
            return None;
        }
        *script = script.replace(&key, &format!("\n        {short}: function("));
        push(&mut shortened, module);
        push(&mut shortened, short.as_bytes());
        shortened.extend_from_slice(behind.get(..behind.len() - left.len())?);
        rest = left;
    }
    Some(shortened)
}

/// `a`, …, `z`, `aa`, …: none is twice, none a word of the script.
fn name(at: usize) -> Option<String> {
    let letter = |at: usize| u8::try_from(at).ok().map(|at| char::from(b'a' + at));
    let last = letter(at % 26)?;
    match at / 26 {
        0 => Some(last.into()),
        more @ 1..=26 => Some([letter(more - 1)?, last].into_iter().collect()),
        _ => None,
    }
}

/// A number in LEB128, and what stands behind it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0;
    for (at, byte) in bytes.iter().enumerate().take(5) {
        number |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(at + 1..)?));
        }
    }
    None
}

/// Bytes behind their number, and what stands behind them.
fn vector(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (size, rest) = number(bytes)?;
    rest.split_at_checked(size)
}

/// A number in LEB128.
fn written(mut number: usize) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let byte = number.to_le_bytes()[0] & 0x7f;
        number >>= 7;
        if number == 0 {
            out.push(byte);
            return out;
        }
        out.push(byte | 0x80);
    }
}

/// Bytes behind their number.
fn push(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&written(bytes.len()));
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "    const import0 = {\n        __wbg_new_37eb: function() {\n        },\n        __wbg_set_8282: function(a) {\n";

    /// A program with these imports, and a section before and behind them.
    fn program(names: &[&str], kind: u8) -> Vec<u8> {
        let mut section = written(names.len());
        for (at, name) in names.iter().enumerate() {
            push(&mut section, b"./a.js");
            push(&mut section, name.as_bytes());
            section.extend_from_slice(&[kind, u8::try_from(at).unwrap()]);
        }
        let mut program = b"\0asm\x01\0\0\0\x01\x02\x00\x00\x02".to_vec();
        push(&mut program, &section);
        program.extend_from_slice(b"\x0a\x01\x00");
        program
    }

    #[test]
    fn both_have_the_same_short_names() {
        let (shortened, script) = shorten(&program(&["__wbg_new_37eb", "__wbg_set_8282"], FUNCTION), SCRIPT).unwrap();
        assert_eq!(shortened, program(&["a", "b"], FUNCTION));
        assert_eq!(
            script,
            SCRIPT.replace("__wbg_new_37eb", "a").replace("__wbg_set_8282", "b")
        );
    }

    #[test]
    fn what_is_otherwise_is_told() {
        for (names, kind) in [
            (["__wbg_new_37eb", "__wbg_get_1"], FUNCTION),
            (["__wbg_new_37eb", "__wbg_set_8282"], 1),
        ] {
            assert_eq!(shorten(&program(&names, kind), SCRIPT), None);
        }
        let whole = program(&["__wbg_new_37eb"], FUNCTION);
        for end in [4, 9, 14, 20, whole.len() - 1] {
            assert_eq!(shorten(&whole[..end], SCRIPT), None, "{end}");
        }
    }

    #[test]
    fn names_and_numbers() {
        assert_eq!(
            [0, 25, 26, 52, 701].map(|at| name(at).unwrap()),
            ["a", "z", "aa", "ba", "zz"]
        );
        assert_eq!(name(702), None);
        for value in [0, 127, 128, 300, 1 << 20] {
            let text = written(value);
            assert_eq!(number(&text), Some((value, &b""[..])));
        }
        assert_eq!(number(&[0x80]), None);
    }
}
