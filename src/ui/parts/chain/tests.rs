use super::draw::{cut, wrap};
use super::*;
use crate::survey::Assessment;
use crate::ui::samples;

fn chain(sample: Assessment) -> Chain {
    sample.picture.unwrap().chain
}

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
    let html = samples::render(picture(&chain(samples::problem()), 0));
    assert_eq!(html.matches("c-break").count(), 2, "once in each drawing");
    assert!(html.contains("the chain is broken there."));
    assert_eq!(html.matches("<title").count(), 2);
    assert!(html.contains("The picture in words"));
    assert_eq!(
        samples::render(picture(&chain(samples::good()), 0))
            .matches("c-break")
            .count(),
        0
    );
}

#[test]
fn how_sure_it_is_shows_in_the_lines() {
    let html = samples::render(picture(&chain(samples::blocked()), 0));
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
        height(&chain(samples::pending()), 3),
        height(&chain(samples::problem()), 3)
    );
    assert!(height(&chain(samples::pending()), 0) < height(&chain(samples::problem()), 0));
}

#[test]
fn folded_hosts_stand_for_several() {
    let html = samples::render(picture(&chain(samples::many()), 0));
    assert!(html.contains("6 more, alike") && html.contains("4\u{a0}more lines"));
    assert_eq!(html.matches("c-under").count(), 4);
}

/// Both drawings.
fn drawings(chain: &Chain) -> [String; 2] {
    [wide::svg(chain, 3), tall::svg(chain, 0)].map(samples::render)
}

/// The numbers that follow `name="` in each element that begins with `start`.
fn numbers(html: &str, start: &str, names: &[&str]) -> Vec<Vec<f64>> {
    let number = |element: &str, name: &str| {
        let (_, rest) = element.split_once(&format!(" {name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let elements = html.split(start).skip(1).map(|rest| rest.split('>').next().unwrap());
    elements
        .map(|element| names.iter().map(|name| number(element, name)).collect())
        .collect()
}

/// A problem on every way: the record, the policy host, and the first and the last of six hosts.
fn broken_everywhere() -> Chain {
    let mut chain = chain(samples::many());
    chain.record_to_host.severity = Severity::Error;
    chain.host_to_policy.severity = Severity::Error;
    let last = chain.hosts.last().cloned().unwrap();
    chain.hosts.insert(0, last);
    let mut undrawn = chain.hosts[1].clone();
    undrawn.line = None;
    chain.hosts.insert(1, undrawn);
    chain
}

#[test]
fn only_the_lines_to_refused_hosts_are_broken() {
    for (chain, refused, covered) in [
        (chain(samples::problem()), 1, 2),
        (chain(samples::good()), 0, 2),
        (chain(samples::many()), 1, 3),
    ] {
        for html in drawings(&chain) {
            assert_eq!(html.matches("c-break").count(), refused, "{html}");
            assert_eq!(html.matches("c-head is-good").count(), 2 + covered, "{html}");
        }
    }
    // What runs down to the hosts is broken where nothing is covered.
    let mut none = chain(samples::problem());
    let tall = |chain: &Chain| samples::render(tall::svg(chain, 0));
    assert!(
        tall(&none).contains("c-edge is-good \" d=\"M12 410V"),
        "{}",
        tall(&none)
    );
    none.hosts.retain(|host| host.severity == Severity::Error);
    assert!(tall(&none).contains("c-edge is-error \" d=\"M12 410V"));
}

#[test]
fn a_cross_has_room() {
    for html in drawings(&broken_everywhere()) {
        let crosses = numbers(&html, "<circle class=\"c-break\"", &["cx", "cy", "r"]);
        assert_eq!(crosses.len(), 4);
        let boxes = numbers(&html, "<rect class=\"c-box", &["x", "y", "width", "height"]);
        assert_eq!(boxes.len(), 4);
        let headings = numbers(&html, "<text class=\"c-step\"", &["x", "y"]);
        for cross in &crosses {
            let [x, y, radius] = cross[..] else { panic!() };
            // With half its stroke, and free space around.
            let room = radius + 1.0 + 4.0;
            for frame in &boxes {
                let [left, top, width, height] = frame[..] else {
                    panic!()
                };
                let beside = x + room <= left || x - room >= left + width;
                let above = y + room <= top || y - room >= top + height;
                assert!(beside || above, "{cross:?} touches the box {frame:?}");
            }
            for heading in &headings {
                let [left, base] = heading[..] else { panic!() };
                let beside = x + room <= left || x - room >= left + 76.0;
                assert!(
                    beside || y + room <= base - 10.0 || y - room >= base + 4.0,
                    "{heading:?}"
                );
            }
        }
    }
}

#[test]
fn no_whole_line_runs_through_a_cross() {
    let html = samples::render(wide::svg(&broken_everywhere(), 0));
    let crosses = numbers(&html, "<circle class=\"c-break\"", &["cx", "cy", "r"]);
    let mut bent = 0;
    for path in html.split(" d=\"M622 ").skip(1) {
        let path = path.split('H').next().unwrap().replace('C', " ");
        let points: Vec<f64> = path.split(' ').map(|number| number.parse().unwrap()).collect();
        let [from, x1, y1, x2, y2, x3, y3] = points[..] else {
            panic!("{path}")
        };
        bent += 1;
        for step in 0..=100 {
            let (t, u) = (f64::from(step) / 100.0, 1.0 - f64::from(step) / 100.0);
            let at = |a, b, c, d| a * u.powi(3) + 3.0 * b * u * u * t + 3.0 * c * u * t * t + d * t.powi(3);
            let (x, y) = (at(622.0, x1, x2, x3), at(from, y1, y2, y3));
            for cross in &crosses {
                assert!((x - cross[0]).hypot(y - cross[1]) > cross[2] + 1.0, "{path}: {cross:?}");
            }
        }
    }
    assert_eq!(bent, 4, "each host that is covered, by a line that is drawn or not");
}
