//! The language in which DNS formats and hosting kits are written: text with holes, and files one behind another.
//!
//! ```text
//! =title Zone file                       what it is called
//! =about Add these lines to the zone.    a sentence for those who choose it; may be repeated
//! =source RFC 1035, section 5            where its form is known from; may be repeated
//! =escape zone                           how holes are written that don't say it themselves, in the files that follow
//! =file «zone».zone                      a file begins here; what follows is in it
//! =run verify.sh                         the same, of a file that is a program
//!
//! «name»  «name|sh»  «name|octal|json»   a value, written as `escape` has it, one after another
//! «each list» … «end»                    once for each item
//! «if name» … «else» … «end»             if the value or the list isn't empty; `unless` for the contrary
//! ```
//!
//! A line that holds nothing but one of `each`, `if`, `unless`, `else` and `end` goes with its line end. In a list `index`
//! counts from 1, and `more` isn't empty as long as another item follows.
//!
//! Values never are read as templates, and templates are the project's own: one that is broken gives nothing.

use super::escape;

/// What stands in the holes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    texts: Vec<(&'static str, String)>,
    lists: Vec<(&'static str, Vec<Values>)>,
}

impl Values {
    /// Adds a text.
    #[inline(never)] // else it would stand wherever one is added
    pub fn set(&mut self, name: &'static str, text: &str) {
        self.texts.push((name, text.to_owned()));
    }

    /// Adds a text that isn't empty if something holds.
    pub fn flag(&mut self, name: &'static str, holds: bool) {
        self.set(name, if holds { "yes" } else { "" });
    }

    /// Adds a list.
    pub fn list(&mut self, name: &'static str, items: Vec<Self>) {
        self.lists.push((name, items));
    }
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path, with `/` between folders.
    pub path: String,
    /// What is in it.
    pub text: String,
    /// Whether it is a program.
    pub executable: bool,
}

/// What a template says of itself: its lines of that kind.
pub fn head<'a>(template: &'a str, kind: &str) -> impl Iterator<Item = &'a str> {
    let start = format!("={kind} ");
    template
        .lines()
        .filter_map(move |line| line.strip_prefix(start.as_str()))
}

/// The sentences of a template for those who choose it, filled; `None` if it is broken.
#[must_use]
pub fn about(template: &str, values: &Values) -> Option<String> {
    let sentences: Option<Vec<String>> = head(template, "about")
        .map(|about| fill(about, "raw", values))
        .collect();
    Some(sentences?.join(" "))
}

/// Makes the files of a template; `None` if it is broken or wants a value that isn't there.
#[must_use]
pub fn render(template: &str, values: &Values) -> Option<Vec<File>> {
    let mut files = Vec::new();
    let mut language = "";
    let mut rest = template;
    while let Some(after) = rest.strip_prefix('=') {
        let (line, body) = after.split_once('\n')?;
        let (kind, argument) = line.split_once(' ')?;
        // Up to the next line that begins with `=`.
        let end = if body.starts_with('=') {
            0
        } else {
            body.find("\n=").map_or(body.len(), |at| at + 1)
        };
        let (text, next) = body.split_at(end);
        match kind {
            "file" | "run" => files.push(File {
                path: fill(argument, "raw", values)?,
                text: fill(text, language, values)?,
                executable: kind == "run",
            }),
            _ if !text.is_empty() => return None,
            "escape" => language = argument,
            "title" | "about" | "source" => {}
            _ => return None,
        }
        rest = next;
    }
    (rest.is_empty() && !files.is_empty()).then_some(files)
}

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
enum Token<'a> {
    Text(&'a str),
    /// The value's name, and how it is written.
    Hole(&'a str, &'a str),
    Each(&'a str),
    /// Goes on behind it if the value is there, or isn't.
    If(&'a str, bool),
    Else,
    End,
}

/// A list that is gone through.
struct Frame<'a> {
    /// The token behind `each`.
    start: usize,
    items: &'a [Values],
    at: usize,
}

/// Puts the values into a text.
fn fill(text: &str, language: &str, values: &Values) -> Option<String> {
    let tokens = tokens(text)?;
    let partners = partners(&tokens)?;
    let mut out = String::with_capacity(text.len());
    let mut frames: Vec<Frame> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let partner = partners.get(at).copied().unwrap_or(0);
        at += 1;
        match *token {
            Token::Text(text) => out.push_str(text),
            Token::Hole(name, escapes) => {
                let escapes = if escapes.is_empty() { language } else { escapes };
                let mut value = look_up(name, &frames, values)?;
                for escape in escapes.split('|') {
                    value = escape::write(escape, &value)?;
                }
                out.push_str(&value);
            }
            Token::Each(name) => match list(name, &frames, values)? {
                [] => at = partner + 1,
                items => frames.push(Frame {
                    start: at,
                    items,
                    at: 0,
                }),
            },
            Token::If(name, wanted) => {
                let there = match list(name, &frames, values) {
                    Some(items) => !items.is_empty(),
                    None => !look_up(name, &frames, values)?.is_empty(),
                };
                if there != wanted {
                    at = partner + 1;
                }
            }
            // The other branch was taken.
            Token::Else => at = partner + 1,
            Token::End => {
                // Of an `each` the partner is the token behind it, of an `if` the end itself.
                if let Some(frame) = frames.last_mut().filter(|frame| frame.start == partner) {
                    frame.at += 1;
                    if frame.at < frame.items.len() {
                        at = frame.start;
                    } else {
                        frames.pop();
                    }
                }
            }
        }
    }
    Some(out)
}

fn look_up(name: &str, frames: &[Frame], values: &Values) -> Option<String> {
    if let (Some(frame), "index" | "more") = (frames.last(), name) {
        let number = frame.at + 1;
        return Some(match name {
            "index" => number.to_string(),
            _ if number < frame.items.len() => name.to_owned(),
            _ => String::new(),
        });
    }
    scopes(frames, values)
        .find_map(|scope| scope.texts.iter().find(|(known, _)| *known == name))
        .map(|(_, text)| text.clone())
}

fn list<'a>(name: &str, frames: &[Frame<'a>], values: &'a Values) -> Option<&'a [Values]> {
    scopes(frames, values)
        .find_map(|scope| scope.lists.iter().find(|(known, _)| *known == name))
        .map(|(_, items)| items.as_slice())
}

/// The items that are gone through, the innermost first, and behind them all there is.
fn scopes<'a>(frames: &[Frame<'a>], values: &'a Values) -> impl Iterator<Item = &'a Values> {
    let items = frames.iter().rev().filter_map(|frame| frame.items.get(frame.at));
    items.chain(std::iter::once(values))
}

fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    // Whether what follows begins a line.
    let mut fresh = true;
    while let Some((before, after)) = rest.split_once('«') {
        let (tag, mut behind) = after.split_once('»')?;
        let token = match tag.split_once(' ') {
            Some(("each", name)) => Token::Each(name),
            Some(("if", name)) => Token::If(name, true),
            Some(("unless", name)) => Token::If(name, false),
            Some(_) => return None,
            None if tag == "else" => Token::Else,
            None if tag == "end" => Token::End,
            None => {
                let (name, escapes) = tag.split_once('|').unwrap_or((tag, ""));
                Token::Hole(name, escapes)
            }
        };
        let mut before = before;
        let line = before.trim_end_matches(' ');
        let first = if line.is_empty() { fresh } else { line.ends_with('\n') };
        fresh = false;
        let alone = first && !matches!(token, Token::Hole(..));
        if let Some(next) = behind.strip_prefix('\n').filter(|_| alone) {
            (before, behind) = (line, next);
            fresh = true;
        }
        tokens.push(Token::Text(before));
        tokens.push(token);
        rest = behind;
    }
    tokens.push(Token::Text(rest));
    Some(tokens)
}

/// Where each token leads: `each` to its end, `if` to its `else` or end, `else` to the end, the end of an `each` to the
/// token behind it.
fn partners(tokens: &[Token]) -> Option<Vec<usize>> {
    let mut partners = vec![0; tokens.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Text(_) | Token::Hole(..) => {}
            Token::Each(_) | Token::If(..) => open.push(at),
            Token::Else => {
                let start = open
                    .pop()
                    .filter(|&start| matches!(tokens.get(start), Some(Token::If(..))))?;
                *partners.get_mut(start)? = at;
                open.push(at);
            }
            Token::End => {
                let start = open.pop()?;
                *partners.get_mut(start)? = at;
                let each = matches!(tokens.get(start), Some(Token::Each(_)));
                *partners.get_mut(at)? = if each { start + 1 } else { at };
            }
        }
    }
    open.is_empty().then_some(partners)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[(&'static str, &str)], lists: &[(&'static str, &[Values])]) -> Values {
        let mut values = Values::default();
        for (name, text) in texts {
            values.set(name, text);
        }
        for (name, items) in lists {
            values.list(name, items.to_vec());
        }
        values
    }

    fn values() -> Values {
        let host = |name: &str, parts: &[&str]| {
            let parts: Vec<Values> = parts.iter().map(|part| of(&[("part", part)], &[])).collect();
            of(&[("name", name)], &[("parts", &parts)])
        };
        let texts = [("domain", "example.com"), ("quote", "it's «domain»"), ("empty", "")];
        of(
            &texts,
            &[("hosts", &[host("a", &["x", "y"]), host("b", &[])]), ("none", &[])],
        )
    }

    #[test]
    fn holes_lists_and_choices_are_filled() {
        for (template, text) in [
            ("", ""),
            ("«domain»", "example.com"),
            ("'«quote|sh»'", "'it'\\''s «domain»'"),
            ("«quote|sh|json»", "it'\\\\''s «domain»"),
            ("«each hosts»«name»«if more», «end»«end»", "a, b"),
            (
                "«each hosts»\n- «index» «name»«each parts» «part»«end»\n«end»\n.",
                "- 1 a x y\n- 2 b\n.",
            ),
            (
                "«each hosts»«each parts»«name»«part»«domain»;«end»«end»",
                "axexample.com;ayexample.com;",
            ),
            ("«each none»x«end»y", "y"),
            ("«if domain»a«else»b«end»", "a"),
            ("«if empty»a«else»b«end»", "b"),
            ("«if none»a«end»b", "b"),
            ("«unless empty»a«end»«unless hosts»b«end»", "a"),
            ("a\n  «if domain»\nb\n  «else»\nc\n  «end»\nd", "a\nb\nd"),
            ("«if domain» \na«end»\n", " \na\n"),
            ("«each hosts»«if more»«name»«else»«each parts»x«end»!«end»«end»", "a!"),
        ] {
            assert_eq!(fill(template, "raw", &values()).as_deref(), Some(text), "{template}");
        }
    }

    #[test]
    fn a_broken_template_gives_nothing() {
        for template in [
            "«unknown»",
            "«domain",
            "«domain|cobol»",
            "«each hosts»",
            "«end»",
            "«else»",
            "«if domain»«else»«else»«end»",
            "«each hosts»«else»«end»",
            "«each unknown»«end»",
            "«if unknown»«end»",
            "«while domain»«end»",
        ] {
            assert_eq!(fill(template, "raw", &values()), None, "{template}");
        }
        for template in [
            "",
            "=title x\n",
            "text\n=file a\n",
            "=file a",
            "=title x\ntext\n=file a\n",
            "=fiel a\n",
            "=file a\n«domain»\n",
        ] {
            assert_eq!(render(template, &values()), None, "{template}");
        }
    }

    #[test]
    fn files_stand_one_behind_another() {
        let template = "=title T\n=about One.\n=about Two.\n=escape sh\n=file «domain»/a\n«quote»\n\n=run b\n=escape json\n=file c\n«empty»=\n";
        let files = render(template, &values()).unwrap();
        let shown: Vec<_> = files
            .iter()
            .map(|file| (file.path.as_str(), file.text.as_str(), file.executable))
            .collect();
        assert_eq!(
            shown,
            [
                ("example.com/a", "it'\\''s «domain»\n\n", false),
                ("b", "", true),
                ("c", "=\n", false)
            ]
        );
        assert_eq!(head(template, "about").collect::<Vec<_>>(), ["One.", "Two."]);
    }
}
