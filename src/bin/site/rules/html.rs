//! HTML as text: templates with holes, as the page's own (`src/ui/markup.rs`) but written at once. Templates are ours;
//! what fills a hole is escaped, unless it is HTML that was written here.

use mta_sts_lens::rule::prose::{pieces, visible};

/// HTML that is whole: what isn't ours in it is escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// What is ours, such as a drawing.
    pub fn ours(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    /// What is ours and was read from a file of the page.
    pub fn of_page(text: String) -> Self {
        Self(text)
    }

    /// As it stands in the document.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<Self>> FromIterator<T> for Html {
    fn from_iter<I: IntoIterator<Item = T>>(parts: I) -> Self {
        Self(parts.into_iter().map(|part| part.into().0).collect())
    }
}

impl<T: Into<Self>> From<Option<T>> for Html {
    fn from(part: Option<T>) -> Self {
        part.map_or_else(Self::default, Into::into)
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                c => out.push(c),
            }
        }
        Self(out)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<usize> for Html {
    fn from(number: usize) -> Self {
        number.to_string().into()
    }
}

/// Writes a template, whose holes are `{}`, with what fills them in order.
macro_rules! write_html {
    ($template:literal $(, $hole:expr)* $(,)?) => {
        $crate::rules::html::fill($template, &[$($crate::rules::html::Html::from($hole)),*])
    };
}
pub(crate) use write_html;

/// Fills the holes of a template; see [`write_html!`]. A line end of the template and the blanks around it are one
/// blank between words, and nothing beside a tag or hole.
pub fn fill(template: &str, holes: &[Html]) -> Html {
    debug_assert_eq!(template.matches("{}").count(), holes.len(), "the holes of {template}");
    let mut out = String::new();
    let mut holes = holes.iter();
    for (at, part) in joined(template).split("{}").enumerate() {
        if at > 0 {
            out.extend(holes.next().map(Html::as_str));
        }
        out.push_str(part);
    }
    Html(out)
}

fn joined(template: &str) -> String {
    let mut out = String::new();
    for line in template.lines() {
        let line = if out.is_empty() { line } else { line.trim_start() };
        let apart = out.ends_with(['>', '}']) || line.starts_with(['<', '{']);
        if !out.is_empty() && !apart {
            out.push(' ');
        }
        out.push_str(line.trim_end());
    }
    out
}

/// A text in which code stands between backticks.
pub fn rich(text: &str) -> Html {
    pieces(text)
        .map(|(code, piece)| {
            let piece = visible(piece);
            if code {
                write_html!("<code>{}</code>", piece)
            } else {
                piece.into()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fills_a_hole_is_no_markup() {
        let evil = "\"><script>'&{}";
        let html = write_html!("<p title=\"{}\">{}</p>", evil, rich(&format!("`{evil}`")));
        let text = "&quot;&gt;&lt;script&gt;'&amp;{}";
        assert_eq!(html.as_str(), format!("<p title=\"{text}\"><code>{text}</code></p>"));
    }

    #[test]
    fn html_is_put_in_as_it_is() {
        let item = |word: &str| write_html!("<li>{}</li>", word);
        let html = write_html!(
            "<ul>{}</ul>{}{}",
            ["a", "b"].map(item).into_iter().collect::<Html>(),
            None::<&str>,
            3
        );
        assert_eq!(html.as_str(), "<ul><li>a</li><li>b</li></ul>3");
    }

    #[test]
    fn line_ends_are_blanks_between_words_only() {
        let html = write_html!(
            "<p>
                one
                two {}
                <b
                    id=\"x\">three</b>
            </p>",
            "x"
        );
        assert_eq!(html.as_str(), "<p>one two x<b id=\"x\">three</b></p>");
        // Only the template's own: an example keeps its lines.
        assert_eq!(write_html!("<pre>{}</pre>", "a\n  b\n").as_str(), "<pre>a\n  b\n</pre>");
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(rich("a `b\u{202e}`").as_str(), "a <code>b‹U+202E›</code>");
    }
}
