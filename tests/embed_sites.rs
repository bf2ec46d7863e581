//! The sites that trials visit (`tests/sites`) hold what the app tells people to put into theirs, word for word.

#![allow(clippy::unwrap_used, reason = "helpers of a test")]

use mta_sts_lens::embed::tools::{Snippet, TOOLS};
use mta_sts_lens::embed::{Choice, How, View};
use std::fs;
use std::path::Path;

/// Each line without the blanks around it.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Whether the lines stand in a file of this folder, one after the other.
fn stands_in(folder: &Path, wanted: &[&str]) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return stands_in(&path, wanted);
        }
        let text = fs::read_to_string(&path).unwrap();
        let text = lines(&text);
        text.windows(wanted.len()).any(|window| window == wanted)
    })
}

#[test]
fn sites_hold_what_the_app_says() {
    let checks = |domain: &str, compact| Choice {
        domain: domain.to_owned(),
        compact,
        ..Choice::default()
    };
    let choices = [
        checks("good.screens.test", false),
        checks("problem.screens.test", true),
        Choice {
            view: View::Validate,
            ..Choice::default()
        },
    ];
    for key in ["mkdocs", "sphinx", "vitepress", "docusaurus"] {
        let tool = TOOLS.iter().find(|tool| tool.key == key).unwrap();
        let folder = Path::new("tests/sites").join(key);
        for choice in &choices {
            for snippet in tool.snippets(choice, "https://lens.test/") {
                // What a file of settings has around it differs from site to site.
                let text = snippet.text.replace("// what stands here already", "");
                let wanted: Vec<&str> = lines(&text)
                    .into_iter()
                    .filter(|line| !["export default {", "};"].contains(line))
                    .collect();
                assert!(
                    stands_in(&folder, &wanted),
                    "{key}, {}:\n{}",
                    snippet.place,
                    snippet.text
                );
            }
        }
    }
}

/// What a tool is given, for the element and for the frame, with plain options and with such as would break out of it.
fn given(key: &str) -> Vec<(Choice, Vec<Snippet>)> {
    let tool = TOOLS.iter().find(|tool| tool.key == key).unwrap();
    let mut all = Vec::new();
    for how in [How::Element, How::Frame] {
        for domain in ["", "good.screens.test", "'.\\'{{ x }}{{< y >}}*_`<b>\n\n</div>"] {
            let choice = Choice {
                how,
                domain: domain.to_owned(),
                ..Choice::default()
            };
            let snippets = tool.snippets(&choice, BASE);
            all.push((choice, snippets));
        }
    }
    all
}

const BASE: &str = "https://lens.test/";

/// The element or the frame.
fn markup(choice: &Choice) -> String {
    match choice.how {
        How::Frame => choice.frame(BASE),
        _ => choice.element(BASE),
    }
}

/// The address of the script that belongs to it.
fn script(choice: &Choice) -> String {
    let name = if choice.how == How::Frame {
        "frame"
    } else {
        "mta-sts-lens"
    };
    format!("{BASE}embed/{name}.js")
}

/// Whether Markdown hands a text on as it is: an HTML block begins with the tag of such a block and ends before the first empty
/// line (the `CommonMark` specification 0.31.2 §4.6, the sixth kind; four blanks before it would make it code).
fn is_html_block(text: &str) -> bool {
    let begins = ["<div>", "<iframe "].iter().any(|tag| text.starts_with(tag));
    begins && text.trim_end().lines().all(|line| !line.trim().is_empty())
}

/// mdBook copies the scripts that `additional-js` names beside the book and loads them as classic ones, in which `import(…)` may
/// stand; its Markdown is `CommonMark`.
#[test]
fn mdbook_takes_the_snippets() {
    for (choice, snippets) in given("mdbook") {
        let [book, own, page] = snippets.try_into().unwrap();
        assert_eq!(
            book.text,
            format!("[output.html]\nadditional-js = [\"{}\"]\n", own.place)
        );
        assert_eq!(own.text, format!("import(\"{}\");\n", script(&choice)));
        assert!(is_html_block(&page.text), "{}", page.text);
        assert_eq!(page.text, format!("<div>\n{}\n</div>\n", markup(&choice)));
    }
}

/// Hugo puts what a template for a shortcode holds in the place of its call, past its Markdown, which drops HTML: but what stands in
/// doubled braces is run.
#[test]
fn hugo_takes_the_snippets() {
    for (choice, snippets) in given("hugo") {
        let [template, page] = snippets.try_into().unwrap();
        let name = page.text.strip_prefix("{{< ").unwrap().strip_suffix(" >}}\n").unwrap();
        assert_eq!(template.place, format!("layouts/shortcodes/{name}.html"));
        assert!(!template.text.contains("{{"), "{}", template.text);
        let loads = format!("<script type=\"module\" src=\"{}\"></script>\n", script(&choice));
        assert_eq!(template.text, loads + &markup(&choice) + "\n");
    }
}

/// The strings in single quotes of a text of PHP, in which `\'` and `\\` alone mean something else than they are.
fn php_strings(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut letters = text.chars();
    while letters.any(|letter| letter == '\'') {
        let mut string = String::new();
        while let Some(letter) = letters.next().filter(|letter| *letter != '\'') {
            match (letter, letters.clone().next()) {
                ('\\', Some(next @ ('\'' | '\\'))) => {
                    letters.next();
                    string.push(next);
                }
                _ => string.push(letter),
            }
        }
        all.push(string);
    }
    all
}

/// `WordPress` calls what is registered for a shortcode by its name, and puts what that gives in its place, after its own changes to
/// paragraphs; what is enqueued is loaded as a module, once.
#[test]
fn wordpress_takes_the_snippets() {
    for (choice, snippets) in given("wordpress") {
        let [functions, post] = snippets.try_into().unwrap();
        let name = post.text.strip_prefix('[').unwrap().strip_suffix("]\n").unwrap();
        let markup = markup(&choice).replace('\n', "\n    ");
        let wanted = [name.to_owned(), name.replace('_', "-"), script(&choice), markup];
        assert_eq!(php_strings(&functions.text), wanted, "{}", functions.text);
        assert!(
            !functions.text.contains("?>") && !functions.text.contains("<?"),
            "{}",
            functions.text
        );
    }
}
