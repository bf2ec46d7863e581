//! The static pages of the rules: one for each, whole without a script, with links that lead somewhere, and with what the
//! app says.
// What fails here fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
#[path = "../src/bin/site/rules/mod.rs"]
mod rules;
#[allow(dead_code)]
#[path = "support/source.rs"]
mod source;

use mta_sts_lens::registry;
use mta_sts_lens::rule::explanation;
use mta_sts_lens::text::address_encode;
use rules::{File, frame, page};
use std::collections::{BTreeMap, BTreeSet};

/// What of the built page is asked for.
const INDEX_HTML: &str = "<link rel=\"icon\" href=\"./icon-1.svg\"/><link rel=\"stylesheet\" href=\"./style-2.css\"/>";

/// The longest title, in characters: that of a rule, its code and the name of the app.
const TITLE: usize = 104;

/// The pages, as the build makes them.
fn pages() -> Vec<File> {
    explanation::load(registry::texts());
    rules::pages(INDEX_HTML).unwrap()
}

/// Collects complaints about each page, so that one run shows them all.
fn each(check: impl Fn(&File, &mut dyn FnMut(String))) {
    let mut wrong = Vec::new();
    for file in &pages() {
        check(file, &mut |what| wrong.push(format!("{}: {what}", file.name)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What stands between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(found, _)| found)
}

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// The tags, in order, from behind their `<`: `p class="a"`, `/p`.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|rest| rest.split('>').next())
}

#[test]
fn every_rule_has_its_page() {
    let pages = pages();
    let names: BTreeSet<String> = pages.iter().map(|file| file.name.clone()).collect();
    assert_eq!(names.len(), pages.len());
    let mut wanted: BTreeSet<String> = registry::all().map(|rule| format!("{}.html", rule.code)).collect();
    wanted.insert("index.html".to_owned());
    assert_eq!(names, wanted);
}

#[test]
fn titles_and_descriptions_are_unique_and_fit() {
    let (mut titles, mut descriptions) = (BTreeMap::new(), BTreeMap::new());
    let mut alike = Vec::new();
    for file in pages() {
        let title = between(&file.text, "<title>", "</title>").unwrap().to_owned();
        let about = between(&file.text, "<meta name=\"description\" content=\"", "\">").unwrap();
        let (title_length, length) = (title.chars().count(), about.chars().count());
        assert!(title_length <= TITLE, "{}: {title}", file.name);
        // Escapes count for more here than they are.
        let extra = about.matches("&amp;").count() * 4 + about.matches("&quot;").count() * 5;
        let fits = (50..=page::DESCRIPTION).contains(&(length - extra));
        assert!(fits && !about.contains('`'), "{}: {about}", file.name);
        assert!(title.ends_with(" · MTA-STS Lens"), "{title}");
        if let Some(other) = titles.insert(title, file.name.clone()) {
            panic!("{} and {other} have one title", file.name);
        }
        if let Some(other) = descriptions.insert(about.to_owned(), file.name.clone()) {
            alike.push(format!("{} and {other}: {about}", file.name));
        }
    }
    assert!(alike.is_empty(), "one description for several pages: {alike:#?}");
}

#[test]
fn links_lead_to_what_is_there() {
    let pages = pages();
    let ids: BTreeMap<&str, Vec<&str>> = pages
        .iter()
        .map(|file| (file.name.as_str(), values(&file.text, "id")))
        .collect();
    let built = ["../icon-1.svg", "../style-2.css"];
    each(|file, complain| {
        for link in values(&file.text, "href").into_iter().chain(values(&file.text, "src")) {
            let leads = if let Some(place) = link.strip_prefix("../#/") {
                is_place(place)
            } else if let Some(path) = link.strip_prefix("../www/") {
                source::root().join("www").join(path).is_file()
            } else if link.starts_with("https://www.rfc-editor.org/rfc/rfc") || built.contains(&link) {
                true
            } else {
                let (name, id) = link.split_once('#').unwrap_or((link, ""));
                let name = if name.is_empty() { file.name.as_str() } else { name };
                ids.get(name).is_some_and(|ids| id.is_empty() || ids.contains(&id))
            };
            if !leads {
                complain(format!("{link} leads nowhere"));
            }
        }
    });
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    address_encode(text, &mut out).unwrap();
    out
}

/// Whether the app has such a place.
fn is_place(place: &str) -> bool {
    let code = place.strip_prefix("rules/");
    let is_rule = code.is_some_and(|code| registry::by_code(code).is_some());
    let text = place.strip_prefix("validate/");
    let is_example = text.is_some_and(|text| registry::all().any(|rule| encoded(rule.bad) == text));
    let places = [
        "", "validate", "generate", "rollout", "reports", "rules", "requests", "about", "embed",
    ];
    is_rule || is_example || places.contains(&place)
}

#[test]
fn pages_are_whole_and_need_no_script() {
    each(|file, complain| {
        // What the list is searched by is the texts as they are.
        let parts = file.text.split(" data-words=\"").enumerate();
        let html = &parts
            .map(|(at, part)| if at == 0 { part } else { part.split_once('"').unwrap().1 })
            .collect::<String>();
        for (start, count) in [
            ("<!doctype html>\n<html lang=\"en\">", 1),
            ("<h1", 1),
            ("<main class=\"main\" id=\"main\"", 1),
            ("<header class=\"top\"", 1),
            ("<footer class=\"foot\"", 1),
            ("<nav class=\"nav\" aria-label=\"Main\"", 1),
            ("<a class=\"skip\" href=\"#main\"", 1),
            ("<script", 1 + usize::from(file.name == "index.html")),
            ("<button", 0),
            ("<style", 0),
            ("<form", 0),
            (" style=", 0),
            (" onclick=", 0),
            ("`", 0),
        ] {
            if html.matches(start).count() != count {
                complain(format!("{start} is there {} times", html.matches(start).count()));
            }
        }
        // A hole that nothing filled; examples of JSON, which are code, may look like one.
        let outside = html
            .split("<pre")
            .map(|part| part.split_once("</pre>").map_or(part, |(_, rest)| rest));
        if outside.into_iter().any(|part| part.contains("{}")) {
            complain("a hole is empty".to_owned());
        }
        let policy = format!(
            "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
            frame::POLICY
        );
        if !html.contains(&policy) {
            complain("has no policy".to_owned());
        }
        let ids = values(html, "id");
        if ids.iter().collect::<BTreeSet<_>>().len() != ids.len() {
            complain("an id is there twice".to_owned());
        }
        nested(html, complain);
    });
    let all = pages().into_iter().find(|file| file.name == "index.html").unwrap();
    for rule in registry::all() {
        let line = format!("<a class=\"code\" href=\"{0}.html\">{0}</a>", rule.code);
        assert_eq!(all.text.matches(&line).count(), 1, "{}", rule.code);
    }
    // The only thing that needs the script is not to be seen without it.
    let (before, _) = all.text.split_once("<input").unwrap();
    assert!(before.rsplit_once("<div").unwrap().1.contains(" id=\"search\" hidden>"));
}

/// Complains about elements that aren't closed, or are in the wrong order.
fn nested(html: &str, complain: &mut dyn FnMut(String)) {
    const EMPTY: [&str; 3] = ["meta", "link", "input"];
    let mut open: Vec<&str> = Vec::new();
    for tag in tags(html).filter(|tag| !tag.starts_with('!') && !tag.ends_with('/')) {
        let name = tag.split_ascii_whitespace().next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(closed) => match open.pop() {
                Some(last) if last == closed => {}
                last => return complain(format!("{closed} ends, but {last:?} is open")),
            },
            None if EMPTY.contains(&name) => {}
            None => open.push(name),
        }
    }
    if !open.is_empty() {
        complain(format!("not closed: {open:?}"));
    }
}

#[test]
fn what_has_no_script_leads_to_the_rules() {
    let index = source::read("index.html");
    let without = between(&index, "<noscript>", "</noscript>").unwrap();
    assert!(without.contains("href=\"rules/index.html\""), "{without}");
}

#[cfg(feature = "ssr")]
#[path = "../src/ui/samples/render.rs"]
mod render;

#[cfg(feature = "ssr")]
mod app {
    use super::render::render;
    use super::{between, pages, registry, tags, values};
    use mta_sts_lens::survey::settings::Settings;
    use mta_sts_lens::ui::act::Acts;
    use mta_sts_lens::ui::pages::rule;
    use mta_sts_lens::ui::parts::shell::shell;
    use mta_sts_lens::ui::route::Route;
    use yew::Html;

    /// The text that is read, without what buttons say.
    fn text(html: &str) -> String {
        let mut out = String::new();
        let mut button = false;
        for part in html.split('<').skip(1) {
            let (tag, words) = part.split_once('>').unwrap();
            match tag.split_ascii_whitespace().next() {
                Some("button") => button = true,
                Some("/button") => button = false,
                Some("span" | "/span" | "code" | "/code" | "a" | "/a") => {}
                _ => out.push(' '),
            }
            if !button {
                out.push_str(words);
            }
        }
        let signs = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#x27;", "'"),
            ("&#x2F;", "/"),
            ("&amp;", "&"),
        ];
        for (escape, sign) in signs {
            out = out.replace(escape, sign);
        }
        out.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What stands beside, without the last part, which leads to the other page.
    fn beside(html: &str) -> String {
        let aside = between(html, "<aside", "</aside>").unwrap();
        text(aside.rsplit_once("<div>").unwrap().0)
    }

    #[test]
    fn the_app_says_the_same() {
        let pages = pages();
        for rule in registry::all() {
            let own = &pages
                .iter()
                .find(|file| file.name == format!("{}.html", rule.code))
                .unwrap()
                .text;
            let app = render(rule::page(rule.code, "https://lens.example/#/rules/X"));
            let article = |html: &str| text(between(html, "<article", "</article>").unwrap());
            assert_eq!(article(own), article(&app), "{}", rule.code);
            assert_eq!(beside(own), beside(&app), "{}", rule.code);
            assert!(beside(own).contains(rule.spec.to_string().as_str()), "{}", beside(own));
            // What isn't text: where examples go wrong, and the marks.
            for class in ["span is-", "src__odd", "sev is-"] {
                let of = |html: &str| between(html, "<article", "</article>").unwrap().matches(class).count();
                assert_eq!(of(own), of(&app), "{}: {class}", rule.code);
            }
        }
    }

    #[test]
    fn the_frame_is_that_of_the_app() {
        let app = render(shell(
            &Route::Rules,
            &Settings::default(),
            &Acts::noop(),
            Html::default(),
        ));
        let own = &pages()[0].text;
        let nav = |html: &str| between(html, "<nav class=\"nav\"", "</nav>").unwrap().to_owned();
        assert_eq!(text(&nav(own)), text(&nav(&app)));
        let here = |link: &&str| link.trim_start_matches("../").replace("index.html", "#/rules");
        let (own_links, app_links) = (nav(own), nav(&app));
        let own_links: Vec<String> = values(&own_links, "href").iter().map(here).collect();
        assert_eq!(own_links, values(&app_links, "href"));
        let list = |html: &str| {
            text(
                between(html, "<footer", "</footer>")
                    .unwrap()
                    .split_once("<ul>")
                    .unwrap()
                    .1,
            )
        };
        assert_eq!(list(own), list(&app));
        for link in values(&app, "href").iter().filter(|link| link.starts_with("#/")) {
            let own_link = if *link == "#/rules" {
                "index.html".to_owned()
            } else {
                format!("../{link}")
            };
            assert!(own.contains(&format!("href=\"{own_link}\"")), "{link}");
        }
        assert!(tags(own).any(|tag| tag.contains("aria-current=\"page\"")));
    }
}
