//! What the page of a rule says, part by part, whichever face shows it: the app or the static pages.

use super::Rule;
use super::explanation::Explanation;
use super::prose::{stop, template};
use super::reception::{self, Line};

/// Heads the paragraphs of [`Rule::paragraphs`], with which a page begins.
pub const MEANING: &str = "What it means, and why it matters";

/// A part of the page, under its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The heading.
    pub heading: &'static str,
    /// What stands below it.
    pub content: Content,
}

/// What a part holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A paragraph.
    Text(String),
    /// What known senders do: in general, as a paragraph, and as measured. One of both is there.
    Senders(Option<String>, Vec<Line<'static>>),
    /// A text that raises the rule, and the same mended.
    Example(Explanation),
}

impl Rule {
    /// What its page says behind its meaning; as long as the page has not loaded the explanation, what is known without.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let explanation = self.explanation();
        let measured = explanation.map_or("", |explanation| explanation.senders);
        let measured: Vec<Line> = measured.lines().map(reception::read).collect();
        let said = paragraph(self.senders);
        let does = said.is_some() || !measured.is_empty();
        let parts = [
            ("How to mend it", paragraph(&template(self.fix)).map(Content::Text)),
            (
                "What is said of it",
                paragraph(&template(self.message)).map(Content::Text),
            ),
            ("What senders do", does.then_some(Content::Senders(said, measured))),
            (
                "Example",
                explanation
                    .filter(|explanation| !explanation.bad.is_empty())
                    .map(Content::Example),
            ),
        ];
        parts
            .into_iter()
            .filter_map(|(heading, content)| content.map(|content| Part { heading, content }))
            .collect()
    }
}

/// A text of a rule as a paragraph; `None` where there is none.
fn paragraph(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| [text, stop(text)].concat())
}
