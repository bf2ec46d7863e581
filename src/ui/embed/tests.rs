//! What was chosen is what is shown and what is to be copied.

use super::{Embed, page};
use crate::embed::{How, Look, View};
use crate::ui::act::{Acts, Put};
use crate::ui::samples::{self, render};
use std::rc::Rc;

/// The page with these choices, by a page at `https://lens.example/`.
pub(in crate::ui) fn with(puts: Vec<Put>) -> Embed {
    let mut embed = Embed::new("https://lens.example/".to_owned(), [|name| Some(name.to_owned()); 2]);
    for put in puts {
        embed.take(put);
    }
    embed
}

fn html(embed: &Embed) -> String {
    render(page(embed, &Acts::noop()))
}

#[test]
fn the_element_is_there_as_it_is_to_be_copied() {
    let embed = with(vec![
        Put::View(View::Validate),
        Put::Look(Look::Dark),
        Put::Compact(true),
    ]);
    let html = html(&embed);
    assert!(
        html.contains("<mta-sts-lens view=\"validate\" theme=\"dark\" compact=\"\">"),
        "{html}"
    );
    let shown = "&lt;mta-sts-lens view=&quot;validate&quot; theme=&quot;dark&quot; compact=&quot;&quot;&gt;";
    assert!(
        html.replace('"', "&quot;").contains(&shown.replace('"', "&quot;")),
        "{html}"
    );
    assert!(
        html.contains("script-src https://lens.example 'wasm-unsafe-eval'")
            || html.contains("script-src https://lens.example &#x27;wasm-unsafe-eval&#x27;"),
        "{html}"
    );
}

#[test]
fn a_frame_is_a_frame() {
    let html = html(&with(vec![Put::How(How::Frame), Put::Compact(true)]));
    assert!(html.contains("src=\"embed.html#compact=\""), "{html}");
    assert!(
        !html.contains("wasm-unsafe-eval") && !html.contains("<mta-sts-lens"),
        "{html}"
    );
}

#[test]
fn colours_are_judged() {
    let text = |colour: &str| html(&with(vec![Put::Colour(0, colour.to_owned()), Put::Settle]));
    assert!(text("#8a1f5c").contains("8.6 : 1, readable"));
    assert!(text("#8a1f5c").contains("--lens-accent: #8a1f5c;"));
    assert!(text("#eee").contains("hard to read"));
    let none = text("red");
    assert!(
        none.contains("three or six hexadecimal digits") && !none.contains("--lens-accent"),
        "{none}"
    );
}

#[test]
fn nobody_is_asked_about_a_domain_before_that_is_wanted() {
    let mut embed = with(Vec::new());
    embed.arrive("example.com", None);
    let before = html(&embed);
    // It stands in what is copied alone.
    assert!(
        before.contains("<mta-sts-lens><a href=\"#/\">") && before.contains("id=\"e-try\""),
        "{before}"
    );
    assert!(embed.choice.element(&embed.base).contains("domain=\"example.com\""));
    embed.take(Put::Try);
    let after = html(&embed);
    assert!(
        after.contains("<mta-sts-lens domain=\"example.com\">") && !after.contains("id=\"e-try\""),
        "{after}"
    );
    embed.take(Put::Domain("example.org".to_owned()));
    embed.take(Put::Settle);
    assert!(html(&embed).contains("Try it with"));
    assert_eq!(embed.tried.domain, "");
}

#[test]
fn a_badge_wants_a_check() {
    let mut embed = with(vec![Put::How(How::Badge)]);
    assert!(html(&embed).contains("none was made since the page was opened"));
    embed.checked = Some(Rc::new(samples::pending()));
    assert!(html(&embed).contains("isn’t finished"));
    embed.checked = Some(Rc::new(samples::good()));
    let html = html(&embed);
    assert!(
        html.contains("src=\"data:image/svg+xml,%3Csvg") && html.contains("as of 2026-11-23"),
        "{html}"
    );
    assert!(html.contains("id=\"e-save\""));
}

#[test]
fn the_domain_of_the_place_counts_once() {
    let mut embed = with(Vec::new());
    embed.arrive("", None);
    assert_eq!(embed.domain, "");
    embed.about = Some("example.com".to_owned());
    embed.domain = "mine.example".to_owned();
    embed.arrive("example.com", None);
    assert_eq!(embed.domain, "mine.example");
}
