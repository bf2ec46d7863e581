//! Spec files: Markdown in which a fenced block of input is followed by a block `findings` with what must come out.
//!
//! The info string of an input block is its kind (see `kinds`), and perhaps `escaped`: then `\n`, `\r`, `\t`, `\0`,
//! `\\`, `\xHH` (a byte), `\u{H…}` (a character) and `\` at the end of a line (nothing, line end included) stand for
//! what can't be seen or written in a file.

/// A spec file.
pub struct SpecFile {
    parts: Vec<Part>,
}

/// An input of a spec file, and what is expected of it.
pub struct Case {
    /// Which kind of input.
    pub kind: String,
    /// The input, its escapes resolved.
    pub input: Vec<u8>,
    /// What must come out; `None` where nothing stands yet.
    pub expected: Option<String>,
    /// Line of the block, from 1.
    pub line: usize,
}

enum Part {
    /// Text between blocks, its lines with their ends.
    Prose(String),
    Block {
        fence: String,
        info: String,
        body: String,
        line: usize,
    },
}

impl SpecFile {
    /// Reads a file's text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut prose = String::new();
        let mut lines = text.split_inclusive('\n').enumerate();
        while let Some((number, line)) = lines.next() {
            let fence: String = line.chars().take_while(|&c| c == '`').collect();
            if fence.len() < 3 {
                prose.push_str(line);
                continue;
            }
            parts.push(Part::Prose(std::mem::take(&mut prose)));
            let mut body = String::new();
            loop {
                let (_, inner) = lines
                    .next()
                    .ok_or_else(|| format!("line {}: the block has no end", number + 1))?;
                if inner.trim_end() == fence {
                    break;
                }
                body.push_str(inner);
            }
            parts.push(Part::Block {
                info: line[fence.len()..].trim().to_owned(),
                fence,
                body,
                line: number + 1,
            });
        }
        parts.push(Part::Prose(prose));
        Ok(Self { parts })
    }

    /// The inputs, in order.
    pub fn cases(&self) -> Result<Vec<Case>, String> {
        let mut cases: Vec<Case> = Vec::new();
        for part in &self.parts {
            let Part::Block { info, body, line, .. } = part else {
                continue;
            };
            if info == EXPECTED {
                let case = cases.last_mut().filter(|case| case.expected.is_none());
                case.ok_or_else(|| format!("line {line}: findings of what?"))?.expected = Some(body.clone());
                continue;
            }
            let (kind, escaped) = match info.split_once(' ') {
                None => (info.as_str(), false),
                Some((kind, "escaped")) => (kind, true),
                Some(_) => return Err(format!("line {line}: not understood: {info}")),
            };
            let mut input = if escaped {
                unescape(body).ok_or_else(|| format!("line {line}: an escape that is not known"))?
            } else {
                body.clone().into_bytes()
            };
            // A record is one line; a policy is a file, and its last line has an end.
            if kind != "policy" && input.last() == Some(&b'\n') {
                input.pop();
            }
            cases.push(Case {
                kind: kind.to_owned(),
                input,
                expected: None,
                line: *line,
            });
        }
        Ok(cases)
    }

    /// The file's text with these blocks of findings, one for each case in order, in place of those there are.
    pub fn with_findings(&self, findings: &[String]) -> String {
        let mut out = String::new();
        let mut findings = findings.iter();
        for part in &self.parts {
            match part {
                Part::Prose(text) => out.push_str(text),
                Part::Block { info, .. } if info == EXPECTED => {
                    // The block is written after its input; the blank line between the two goes with it.
                    out.truncate(out.trim_end().len());
                    out.push('\n');
                }
                Part::Block { fence, info, body, .. } => {
                    let made = findings.next().map_or("", String::as_str);
                    let input = [fence, info, "\n", body, fence, "\n\n"].concat();
                    out.push_str(&input);
                    out.push_str(&[fence, EXPECTED, "\n", made, fence, "\n"].concat());
                }
            }
        }
        out
    }
}

const EXPECTED: &str = "findings";

/// Resolves the escapes; `None` for one that is not known.
fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
            continue;
        }
        match chars.next()? {
            'n' => out.push(b'\n'),
            'r' => out.push(b'\r'),
            't' => out.push(b'\t'),
            '0' => out.push(0),
            '\\' => out.push(b'\\'),
            '\n' => {}
            'x' => {
                let digits: String = chars.by_ref().take(2).collect();
                out.push(u8::from_str_radix(&digits, 16).ok()?);
            }
            'u' => {
                let digits: String = chars.by_ref().take_while(|&c| c != '}').collect();
                let c = char::from_u32(u32::from_str_radix(digits.strip_prefix('{')?, 16).ok()?)?;
                out.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# X\n\n```policy\na\nb\n```\n\n```findings\nold\n```\n\nMore.\n\n````sts-record escaped\nc\\xff\\u{a0}\\\n````\n";

    #[test]
    fn blocks_become_cases() {
        let cases = SpecFile::parse(TEXT).unwrap().cases().unwrap();
        assert_eq!(cases.len(), 2);
        assert_eq!(
            (cases[0].kind.as_str(), cases[0].input.as_slice()),
            ("policy", &b"a\nb\n"[..])
        );
        assert_eq!(cases[0].expected.as_deref(), Some("old\n"));
        assert_eq!(cases[1].input, b"c\xff\xc2\xa0");
        assert_eq!((cases[1].expected.as_deref(), cases[1].line), (None, 14));
        assert!(SpecFile::parse("```policy\n").is_err());
        assert!(SpecFile::parse("```findings\n```\n").unwrap().cases().is_err());
    }

    #[test]
    fn new_findings_take_the_place_of_the_old() {
        let made = SpecFile::parse(TEXT)
            .unwrap()
            .with_findings(&["1\n".into(), "2\n".into()]);
        let again = SpecFile::parse(&made)
            .unwrap()
            .with_findings(&["1\n".into(), "2\n".into()]);
        assert_eq!(made, again);
        assert_eq!(
            made,
            "# X\n\n```policy\na\nb\n```\n\n```findings\n1\n```\n\nMore.\n\n````sts-record escaped\nc\\xff\\u{a0}\\\n````\n\n````findings\n2\n````\n"
        );
    }
}
