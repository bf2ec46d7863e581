//! What every static page has around its content: head, icons, header, footer. They are those of the app's pages, and
//! the links lead there.

use super::html::{Html, write_html};
use std::io;

/// What static pages may load: the style sheet, the icon, and scripts of their own.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; base-uri 'none'; \
    form-action 'none'";

/// The name that all titles end with.
pub const NAME: &str = "MTA-STS Lens";

const ICONS: &str = include_str!("../../../../www/icons.svg");

/// The places of the app that the header leads to, and what they are called there.
const PLACES: [(&str, &str); 6] = [
    ("../#/", "Check"),
    ("../#/validate", "Validate"),
    ("../#/generate", "Generate"),
    ("../#/rollout", "Roll out"),
    ("../#/reports", "Reports"),
    (INDEX, "Rules"),
];

/// The page of all rules.
pub const INDEX: &str = "index.html";

/// Gives the page the colours that were chosen in the app. It stands before the style sheet and is waited for, so that nothing
/// is drawn in others.
const THEME: &str = "<script src=\"../www/theme.js\"></script>\n";

/// What of the built page the static ones use: its icon and style sheet, whose names have hashes.
pub struct Assets {
    tags: Html,
}

impl Assets {
    /// Takes them from the built page's `index.html`.
    ///
    /// # Errors
    /// It has none.
    pub fn of(index: &str) -> io::Result<Self> {
        let tag = |kind: &str| {
            let (_, rest) = index.split_once(&format!("<link rel=\"{kind}\""))?;
            let (tag, _) = rest.split_once('>')?;
            let tag = tag.trim_end_matches('/').replacen("href=\"./", "href=\"../", 1);
            tag.contains("href=\"../")
                .then(|| format!("<link rel=\"{kind}\"{tag}>\n"))
        };
        let (Some(icon), Some(style)) = (tag("icon"), tag("stylesheet")) else {
            return Err(io::Error::other("index.html names no icon and style sheet beside it"));
        };
        let tags = Html::of_page(icon + &style);
        Ok(Self { tags })
    }
}

impl Assets {
    /// The elements that name them.
    pub fn tags(&self) -> &str {
        self.tags.as_str()
    }
}

/// A page, but for its frame.
pub struct Page {
    /// Without the name of the app.
    pub title: String,
    /// What search engines show.
    pub description: String,
    /// A script of `www/`, if the page has one.
    pub script: Option<&'static str>,
    /// Whether this is the page that "Rules" leads to.
    pub is_index: bool,
    /// What stands in `main`.
    pub content: Html,
}

/// The whole document.
pub fn document(page: &Page, assets: &Assets) -> String {
    let header = header(page.is_index);
    let icons = icons(&[&header, &page.content]);
    let script = page
        .script
        .map(|name| write_html!("<script defer src=\"../www/{}\"></script>\n", name));
    let head = write_html!(
        "<meta charset=\"utf-8\">{}<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">{}",
        write_html!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", POLICY),
        Html::ours(
            "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">"
        ),
    );
    let body = write_html!(
        "{}{}<main class=\"main\" id=\"main\" tabindex=\"-1\">{}</main>{}",
        icons,
        header,
        page.content.clone(),
        footer()
    );
    let title = [page.title.as_str(), " · ", NAME].concat();
    let about = write_html!(
        "<meta name=\"description\" content=\"{}\"><title>{}</title>",
        page.description.as_str(),
        title
    );
    let parts = [
        "<!doctype html>\n<html lang=\"en\">\n<head>\n",
        head.as_str(),
        "\n",
        about.as_str(),
        "\n",
        THEME,
        assets.tags.as_str(),
        script.as_ref().map_or("", Html::as_str),
        "</head>\n<body>\n",
        body.as_str(),
        "\n</body>\n</html>\n",
    ];
    parts.concat()
}

fn header(is_index: bool) -> Html {
    let place = |&(href, word): &(&str, &str)| {
        // The pages of rules are below this one, as in the app.
        let current = match (href == INDEX, is_index) {
            (false, _) => None,
            (true, true) => Some(Html::ours(" aria-current=\"page\"")),
            (true, false) => Some(Html::ours(" aria-current=\"true\"")),
        };
        write_html!("<a href=\"{}\"{}>{}</a>", href, current, word)
    };
    write_html!(
        "<header class=\"top\"><a class=\"skip\" href=\"#main\">Skip to the content</a>
            <div class=\"wrap top__in\">
                <a class=\"brand\" href=\"../#/\">
                    <svg viewBox=\"0 0 32 20\" aria-hidden=\"true\">
                        <path d=\"M0 12.5h7m18 0h7\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>
                        <circle cx=\"16\" cy=\"10\" r=\"8.75\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>
                        <path d=\"M9.5 12.5q1.625-3.5 3.25 0t3.25 0 3.25 0 3.25 0\" fill=\"none\" stroke=\"currentColor\"
                            stroke-width=\"2\" stroke-linecap=\"round\"/>
                    </svg>
                    <span>{}</span>
                </a>
                <nav class=\"nav\" aria-label=\"Main\">{}</nav>
                <div class=\"top__tools\">
                    <a class=\"btn btn--bare btn--icon\" href=\"../#/requests\" aria-label=\"Requests and settings\">
                        <svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-set\"/></svg>
                    </a>
                </div>
            </div>
        </header>",
        NAME,
        PLACES.iter().map(place).collect::<Html>()
    )
}

fn footer() -> Html {
    write_html!(
        "<footer class=\"foot\"><div class=\"wrap foot__in\">
            <p>Made from the rules of the program itself. This page asks nobody anything.</p>
            <ul>
                <li><a href=\"../#/about\">How it works</a></li>
                <li><a href=\"{}\">All rules</a></li>
                <li><a href=\"../#/embed\">Embed</a></li>
                <li><a href=\"https://www.rfc-editor.org/rfc/rfc8461\">RFC 8461</a></li>
                <li><a href=\"https://www.rfc-editor.org/rfc/rfc8460\">RFC 8460</a></li>
                <li>Version {}</li>
            </ul>
        </div></footer>",
        INDEX,
        env!("CARGO_PKG_VERSION")
    )
}

/// The symbols that the parts use, of all that there are.
fn icons(parts: &[&Html]) -> Html {
    let used = |symbol: &str| {
        let id = symbol.split('"').next().unwrap_or_default();
        let reference = format!("href=\"#{id}\"");
        parts.iter().any(|part| part.as_str().contains(&reference))
    };
    let symbols: String = ICONS
        .split("<symbol id=\"")
        .skip(1)
        .filter(|symbol| used(symbol))
        .filter_map(|symbol| symbol.split_once("</symbol>"))
        .map(|(symbol, _)| ["<symbol id=\"", symbol, "</symbol>"].concat())
        .collect();
    write_html!(
        "<svg class=\"sprite\" aria-hidden=\"true\" focusable=\"false\">{}</svg>",
        Html::of_page(symbols)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX_HTML: &str = "<link rel=\"icon\" href=\"./icon-1.svg\" integrity=\"sha384-a\"/>\n  \
        <link rel=\"stylesheet\" href=\"./style-2.css\"/>";

    #[test]
    fn the_assets_are_those_of_the_built_page() {
        let assets = Assets::of(INDEX_HTML).unwrap();
        assert_eq!(
            assets.tags.as_str(),
            "<link rel=\"icon\" href=\"../icon-1.svg\" integrity=\"sha384-a\">\n<link rel=\"stylesheet\" href=\"../style-2.css\">\n"
        );
        for broken in [
            "",
            "<link rel=\"icon\" href=\"./i.svg\">",
            &INDEX_HTML.replace("./", "/"),
        ] {
            assert!(Assets::of(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn only_icons_that_are_used_come_along() {
        let content = write_html!("<svg><use href=\"#{}\"/></svg>", "i-error");
        let icons = icons(&[&content]);
        assert!(icons.as_str().contains("<symbol id=\"i-error\""));
        assert_eq!(icons.as_str().matches("<symbol").count(), 1);
        assert_eq!(icons.as_str().matches("</symbol>").count(), 1);
    }

    #[test]
    fn the_policy_stands_before_all_that_it_governs() {
        let page = Page {
            title: "<T>".into(),
            description: "\"D\"".into(),
            script: Some("s.js"),
            is_index: true,
            content: "C".into(),
        };
        let html = document(&page, &Assets::of(INDEX_HTML).unwrap());
        let at = |what: &str| html.find(what).expect(what);
        assert!(at("Content-Security-Policy") < at("<link").min(at("<script defer src=\"../www/s.js\">")));
        assert!(at("Content-Security-Policy") < at(THEME) && at(THEME) < at("<link"));
        assert!(html.contains("<title>&lt;T&gt; · MTA-STS Lens</title>"));
        assert!(html.contains("content=\"&quot;D&quot;\""));
        assert!(html.contains("<a href=\"index.html\" aria-current=\"page\">Rules</a>"));
    }
}
