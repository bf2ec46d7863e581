//! What holds of every page.

use super::*;

#[test]
fn every_page_has_landmarks_one_heading_and_unique_ids() {
    for (name, page) in pages() {
        let html = render(page);
        for part in [
            "<main ",
            "<header class=\"top\"",
            "<footer",
            "class=\"skip\"",
            "aria-label=\"Main\"",
            "id=\"main\"",
        ] {
            assert_eq!(html.matches(part).count(), 1, "{name}: {part}");
        }
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert!(
            !html.contains(" style="),
            "{name}: the content security policy blocks style attributes"
        );
        let mut ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{name}: an id stands twice");
        for reference in ["aria-labelledby=\"", "aria-describedby=\"", " for=\""] {
            for named in html.split(reference).skip(1).filter_map(|rest| rest.split('"').next()) {
                for id in named.split(' ') {
                    assert!(ids.contains(&id), "{name}: {reference}{id}\" leads nowhere");
                }
            }
        }
    }
}

#[test]
fn links_lead_to_places_that_are_there() {
    for (name, page) in pages() {
        for href in render(page)
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            // The static pages are made beside the page; `tests/site.rs` holds that they are.
            let fine = href.starts_with("#/") || href.starts_with("#i-") || href.starts_with("https://");
            let fine = fine || href == "rules/index.html#senders";
            assert!(fine, "{name}: {href}");
        }
    }
}

/// Writes every page into `target/look/`, to be looked at in a browser.
#[test]
fn pages_can_be_looked_at() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/look");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, page) in pages() {
        for theme in ["light", "dark"] {
            let html = format!(
                "<!doctype html><html lang=en data-theme={theme}><meta charset=utf-8>\
                 <meta name=viewport content='width=device-width, initial-scale=1'>\
                 <link rel=stylesheet href=../../www/style.css><title>{name}</title><body>{}<div id=app>{}</div>",
                include_str!("../../../../www/icons.svg"),
                render(page.clone())
            );
            std::fs::write(folder.join(format!("{name}-{theme}.html")), html).unwrap();
        }
    }
}
