//! What every page has: skip link, header, navigation, footer.

use crate::survey::settings::{Settings, Theme};
use crate::ui::act::{Act, Acts, on};
use crate::ui::markup::draw;
use crate::ui::parts::section::jump;
use crate::ui::route::Route;
use yew::Html;

/// A page in its frame.
pub fn shell(route: &Route, settings: &Settings, acts: &Acts, content: Html) -> Html {
    let place = |to: Route, word: &'static str, current: bool| {
        draw!(
            "<a href={} aria-current={}>{}</a>",
            to.to_string(),
            current.then_some("page"),
            word
        )
    };
    let (theme, scheme) = match settings.theme {
        Theme::System => (Theme::Light, "as the system"),
        Theme::Light => (Theme::Dark, "light"),
        Theme::Dark => (Theme::System, "dark"),
    };
    let turned = Settings {
        theme,
        ..settings.clone()
    };
    let nav = vec![
        place(
            Route::Start,
            "Check",
            matches!(route, Route::Start | Route::Check(_) | Route::Compare(_)),
        ),
        place(Route::Validate, "Validate", *route == Route::Validate),
        place(
            Route::Generate(String::new()),
            "Generate",
            matches!(route, Route::Generate(_)),
        ),
        place(
            Route::Rollout(String::new()),
            "Roll out",
            matches!(route, Route::Rollout(_)),
        ),
        place(Route::Reports, "Reports", *route == Route::Reports),
        place(Route::Rules, "Rules", matches!(route, Route::Rules | Route::Rule(_))),
    ];
    draw!(
        "<header class=\"top\">{}<div class=\"wrap top__in\">
            <a class=\"brand\" href=\"#/\">
                <svg viewBox=\"0 0 32 20\" aria-hidden=\"true\">
                    <path d=\"M0 12.5h7m18 0h7\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>
                    <circle cx=\"16\" cy=\"10\" r=\"8.75\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>
                    <path d=\"M9.5 12.5q1.625-3.5 3.25 0t3.25 0 3.25 0 3.25 0\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"
                        stroke-linecap=\"round\"/>
                </svg>
                <span>MTA-STS Lens</span>
            </a>
            <nav class=\"nav\" aria-label=\"Main\">{}</nav>
            <div class=\"top__tools\">
                <a class=\"btn btn--bare btn--icon\" href=\"#/requests\" aria-current={} aria-label=\"Requests and settings\">
                    <svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-set\"/></svg>
                </a>
                <button class=\"btn btn--bare btn--icon\" type=\"button\" id=\"theme\" onclick={} aria-label=\"Colours: {}; change\">
                    <svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-theme\"/></svg>
                </button>
            </div>
        </div></header>
        <main class=\"main\" id=\"main\" tabindex=\"-1\">{}</main>
        <p class=\"sr\" id=\"told\" role=\"status\"></p>
        <footer class=\"foot\"><div class=\"wrap foot__in\">
            <p>Runs in this browser. Names go to the resolvers you chose and to the policy host, to nobody else.</p>
            <ul>
                <li><a href=\"#/about\">How it works</a></li>
                <li><a href=\"#/rules\">All rules</a></li>
                <li><a href=\"#/embed\">Embed</a></li>
                <li><a href=\"https://www.rfc-editor.org/rfc/rfc8461\">RFC 8461</a></li>
                <li><a href=\"https://www.rfc-editor.org/rfc/rfc8460\">RFC 8460</a></li>
                <li>Version {}</li>
            </ul>
        </div></footer>",
        jump(acts, route, "main".to_owned(), "skip", "Skip to the content"),
        nav,
        (*route == Route::Requests).then_some("page"),
        on(acts, Act::Choose(turned)),
        scheme,
        content,
        env!("CARGO_PKG_VERSION")
    )
}
