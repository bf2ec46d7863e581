//! Snippets, read back as the tools and the browser read them.

use super::tools::{Snippet, TOOLS, by_key};
use super::{Choice, How, Look, View};

const BASE: &str = "https://lens.example/tools/";

/// What nobody should be able to write into the files of a site.
const HOSTILE: &str = "\"><script>x</script>'{{x}}${y}`\\\n--%>]]>{%z%}*_|";

fn all(choice: &Choice) -> Vec<(&'static str, Snippet)> {
    let of = |tool: &'static super::tools::Tool| tool.snippets(choice, BASE).into_iter().map(|one| (tool.key, one));
    TOOLS.iter().flat_map(of).collect()
}

/// The value of an attribute, as a browser reads it: character references taken back.
fn attribute(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (reference, after) = after.split_once(';')?;
        match reference {
            "amp" => out.push('&'),
            number => out.push(char::from_u32(number.strip_prefix('#')?.parse().ok()?)?),
        }
        rest = after;
    }
    Some(out + rest)
}

#[test]
fn attributes_are_read_back_from_every_snippet() {
    let choice = Choice {
        view: View::Validate,
        domain: "bücher.example".to_owned(),
        resolver: "https://dns.example/resolve?a=b&c=\"d\"".to_owned(),
        compact: true,
        look: Look::Dark,
        ..Choice::default()
    };
    let mut seen = 0;
    for (key, snippet) in all(&choice) {
        let Some((_, tag)) = snippet.text.split_once("<mta-sts-lens ") else {
            continue;
        };
        seen += 1;
        let (tag, _) = tag.split_once('>').unwrap();
        let tag = format!(" {tag}");
        for (name, value) in choice.attributes() {
            assert_eq!(attribute(&tag, name).as_deref(), Some(value), "{key}: {name}");
        }
    }
    assert_eq!(seen, TOOLS.len());
}

#[test]
fn what_an_element_does_by_itself_is_not_said() {
    let [html] = by_key("html").snippets(&Choice::default(), BASE).try_into().unwrap();
    assert_eq!(
        html.text,
        "<script type=\"module\" src=\"https://lens.example/tools/embed/mta-sts-lens.js\"></script>\n<mta-sts-lens>\n  \
         <a href=\"https://lens.example/tools/#/\">Check a domain’s MTA-STS</a>\n</mta-sts-lens>\n"
    );
}

#[test]
fn hostile_options_stay_text_everywhere() {
    for how in [How::Element, How::Frame] {
        let good = all(&Choice {
            how,
            domain: "good.example".to_owned(),
            resolver: "https://dns.example/".to_owned(),
            ..Choice::default()
        });
        let evil = all(&Choice {
            how,
            domain: HOSTILE.to_owned(),
            resolver: HOSTILE.to_owned(),
            ..Choice::default()
        });
        assert_eq!(good.len(), evil.len());
        for ((key, good), (_, evil)) in good.iter().zip(&evil) {
            // No mark that means something to any of the tools comes with it.
            for mark in "<>\"'{}$`\\|*\n".chars() {
                let count = |text: &str| text.chars().filter(|letter| *letter == mark).count();
                assert_eq!(count(&evil.text), count(&good.text), "{key}: {mark:?} in {}", evil.text);
            }
        }
    }
    // And in a style sheet.
    let choice = Choice {
        colours: ["red}*{x:y".to_owned(), String::new(), " #ABC ".to_owned()],
        ..Choice::default()
    };
    assert_eq!(
        choice.style(),
        "mta-sts-lens {\n  display: block;\n  min-height: 18rem;\n  --lens-ground: #abc;\n}\n"
    );
}

#[test]
fn a_hostile_base_ends_no_quote() {
    let base = "https://lens.example/a'\"\\`${x}<b>/";
    for how in [How::Element, How::Frame] {
        let choice = Choice {
            how,
            ..Choice::default()
        };
        for tool in &TOOLS {
            let (good, evil) = (tool.snippets(&choice, BASE), tool.snippets(&choice, base));
            for (good, evil) in good.iter().zip(&evil) {
                for mark in ['\'', '"', '\\', '`', '$', '<', '>'] {
                    assert_eq!(
                        evil.text.matches(mark).count(),
                        good.text.matches(mark).count(),
                        "{}",
                        evil.text
                    );
                }
            }
        }
    }
}

#[test]
fn the_frame_has_the_options_in_its_fragment() {
    let choice = Choice {
        how: How::Frame,
        domain: "a&b=c#d.example".to_owned(),
        compact: true,
        ..Choice::default()
    };
    assert_eq!(
        choice.frame_address(BASE),
        "https://lens.example/tools/embed.html#domain=a%26b%3Dc%23d.example&compact="
    );
    let frame = choice.frame(BASE);
    assert_eq!(attribute(&frame, "src").unwrap(), choice.frame_address(BASE));
    for (key, snippet) in all(&choice) {
        assert!(!snippet.text.contains("mta-sts-lens.js"), "{key}: {}", snippet.text);
    }
}

#[test]
fn every_tool_gets_the_script_that_sizes_the_frame() {
    let choice = Choice {
        how: How::Frame,
        ..Choice::default()
    };
    for tool in &TOOLS {
        let texts: Vec<String> = tool.snippets(&choice, BASE).into_iter().map(|one| one.text).collect();
        let all = texts.concat();
        for wanted in [
            "https://lens.example/tools/embed/frame.js",
            "<iframe ",
            " height=\"680\"",
        ] {
            assert_eq!(all.matches(wanted).count(), 1, "{}: {wanted} in {all}", tool.key);
        }
    }
    assert!(
        Choice::frame_style(BASE).contains("iframe[src^=\"https://lens.example/tools/embed.html\"] { border: 0; }\n")
    );
}

#[test]
fn markup_is_indented_where_a_tool_wants_that() {
    let snippets = by_key("sphinx").snippets(&Choice::default(), BASE);
    let rst = &snippets.last().unwrap().text;
    let (_, raw) = rst.split_once(".. raw:: html\n\n").unwrap();
    assert!(raw.lines().all(|line| line.starts_with("   ")), "{rst}");
    assert!(raw.contains("\n     <a href"), "{rst}");
}

#[test]
fn the_style_sheet_keeps_the_room_that_an_element_takes() {
    let style = |domain: &str, compact| {
        let choice = Choice {
            domain: domain.to_owned(),
            compact,
            ..Choice::default()
        };
        choice.style()
    };
    assert_eq!(
        style("example.com", false),
        "mta-sts-lens {\n  display: block;\n  min-height: 23rem;\n}\n\
         @media (max-width: 32rem) {\n  mta-sts-lens { min-height: 42rem; }\n}\n"
    );
    assert!(style("example.com", true).contains("min-height: 11rem;"));
    assert!(!style("", true).contains("@media"));
}

#[test]
fn an_element_and_a_frame_on_one_site_are_named_apart() {
    for key in ["hugo", "wordpress"] {
        let texts = |how| {
            let choice = Choice {
                how,
                ..Choice::default()
            };
            by_key(key).snippets(&choice, BASE)
        };
        let (element, frame) = (texts(How::Element), texts(How::Frame));
        assert_eq!(element.len(), frame.len());
        assert_ne!(element.last().unwrap().text, frame.last().unwrap().text, "{key}");
        assert!(frame.iter().all(|one| !one.text.contains("mta-sts-lens'")), "{key}");
    }
}

#[test]
fn keys_are_unique() {
    for tool in &TOOLS {
        assert!(std::ptr::eq(by_key(tool.key), tool), "{}", tool.key);
    }
    assert_eq!(by_key("nothing").key, "html");
}

#[test]
fn the_views_are_those_of_the_element() {
    let script = include_str!("../bin/api/js/element-settings.js");
    let words = View::ALL.map(|view| format!("\"{}\"", view.word())).join(", ");
    assert!(script.contains(&format!("const VIEWS = [{words}];")), "{words}");
}
