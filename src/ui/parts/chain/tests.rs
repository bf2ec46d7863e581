use super::draw::{cut, wrap};
use super::*;
use crate::ui::samples;

#[test]
fn names_are_cut_in_the_middle() {
    assert_eq!(cut("mx1.example.com", 20), "mx1.example.com");
    assert_eq!(cut("backup.eu.mail.example.net", 15), "backu…ample.net");
    assert_eq!(cut("üüüüüüüü", 4), "ü…üü");
    assert_eq!(cut("abc", 0), "…");
}

#[test]
fn words_are_wrapped_to_three_lines() {
    let of = |text: &str| wrap(&[text.to_owned()], 10);
    assert_eq!(of("one two three"), ["one two", "three"]);
    assert_eq!(of("a b c d e f g h i j k l m n o p q r s t").len(), 3);
    assert_eq!(of(&"x".repeat(500)), ["xxx…xxxxxx"]);
}

#[test]
fn the_broken_edge_is_marked_and_told() {
    let html = samples::render(picture(&samples::problem().chain, 0));
    assert_eq!(html.matches("c-break").count(), 2, "once in each drawing");
    assert!(html.contains("the chain is broken there."));
    assert_eq!(html.matches("<title").count(), 2);
    assert!(html.contains("The picture in words"));
    assert_eq!(
        samples::render(picture(&samples::good().chain, 0))
            .matches("c-break")
            .count(),
        0
    );
}

#[test]
fn how_sure_it_is_shows_in_the_lines() {
    let html = samples::render(picture(&samples::blocked().chain, 0));
    assert!(html.contains("c-box is-probe"), "{html}");
    assert!(html.contains("c-edge is-good is-probe"));
    assert!(html.contains("c-box is-unseen"));
    assert!(html.contains("c-edge is-unseen"));
}

#[test]
fn room_is_kept_for_what_is_to_come() {
    let height = |chain: &Chain, reserved| {
        let html = samples::render(wide::svg(chain, reserved));
        let rest = html.split("viewBox=\"0 0 960 ").nth(1).unwrap();
        rest.split('"').next().unwrap().parse::<u32>().unwrap()
    };
    assert_eq!(
        height(&samples::pending().chain, 3),
        height(&samples::problem().chain, 3)
    );
    assert!(height(&samples::pending().chain, 0) < height(&samples::problem().chain, 0));
}

#[test]
fn folded_hosts_stand_for_several() {
    let html = samples::render(picture(&samples::many().chain, 0));
    assert!(html.contains("6 more, alike") && html.contains("4\u{a0}more lines"));
    assert_eq!(html.matches("c-under").count(), 4);
}
