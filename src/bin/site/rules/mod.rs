//! Static pages of the rules: one for each, and one of all. They say what the app's pages say, from the same data, and
//! can be read without a script. Their addresses stay, so others can link to a code.

pub mod example;
pub mod frame;
pub mod html;
pub mod index;
pub mod page;

use frame::{Assets, Page, document};
use html::{Html, write_html};
use mta_sts_lens::registry;
use mta_sts_lens::rule::{Rule, Severity};
use std::io;

/// Where they lie, beside the built page.
pub const FOLDER: &str = "rules";

/// A file of the folder.
pub struct File {
    /// Its name in the folder, such as `STS213.html`.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// All pages, for the built page whose document is `index`. What explains the rules must have been loaded.
///
/// # Errors
/// The document names no icon or style sheet.
pub fn pages(index: &str) -> io::Result<Vec<File>> {
    let assets = Assets::of(index)?;
    let file = |name: String, page: &Page| File {
        name,
        text: document(page, &assets),
    };
    let all = file(frame::INDEX.to_owned(), &index::page());
    let each = registry::all().map(|rule| file(name(rule), &page::page(rule)));
    Ok(std::iter::once(all).chain(each).collect())
}

/// The name of a rule's file.
fn name(rule: &Rule) -> String {
    format!("{}.html", rule.code)
}

/// The code of a rule, which leads to its page.
fn code(rule: &Rule) -> Html {
    write_html!("<a class=\"code\" href=\"{}\">{}</a>", name(rule), rule.code)
}

/// The icon of a severity. Words always stand beside it.
fn icon(severity: Severity) -> Html {
    write_html!(
        "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{}\"/></svg>",
        severity.icon()
    )
}

/// A severity as an icon with a word beside it.
fn worded(severity: Severity, word: &str) -> Html {
    write_html!(
        "<span class=\"sev {}\">{}{}</span>",
        severity.class(),
        icon(severity),
        word
    )
}

/// A table that scrolls sideways where it must, and takes focus, so that the keyboard reaches what it holds.
fn scroll(label: &str, content: Html) -> Html {
    write_html!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">{}</div>",
        label,
        content
    )
}
