//! The sites that trials visit (`tests/sites`) hold what the app tells people to put into theirs, word for word.

#![allow(clippy::unwrap_used, reason = "helpers of a test")]

use mta_sts_lens::embed::tools::TOOLS;
use mta_sts_lens::embed::{Choice, View};
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
