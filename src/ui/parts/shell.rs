//! What every page has: skip link, header, navigation, footer.

use crate::survey::settings::Theme;
use crate::ui::parts::jump::Jump;
use crate::ui::parts::mark::icon;
use crate::ui::route::Route;
use yew::{Callback, Html, html};

/// A page in its frame.
#[must_use]
pub fn shell(route: &Route, theme: Theme, on_theme: &Callback<Theme>, content: Html) -> Html {
    let place = |to: Route, word: &'static str, current: bool| {
        html! { <a href={to.to_string()} aria-current={current.then_some("page")}>{ word }</a> }
    };
    let (next, scheme) = match theme {
        Theme::System => (Theme::Light, "as the system"),
        Theme::Light => (Theme::Dark, "light"),
        Theme::Dark => (Theme::System, "dark"),
    };
    let turn = on_theme.reform(move |_| next);
    let checking = matches!(route, Route::Start | Route::Check(_) | Route::Compare(_));
    html! {
        <>
            <Jump page={route.clone()} to="main" class="skip">{ "Skip to the content" }</Jump>
            <header class="top">
                <div class="wrap top__in">
                    <a class="brand" href={Route::Start.to_string()}>{ logo() }<span>{ "MTA-STS Lens" }</span></a>
                    <nav class="nav" aria-label="Main">
                        { place(Route::Start, "Check", checking) }
                        { place(Route::Rules, "Rules", matches!(route, Route::Rules | Route::Rule(_))) }
                        { place(Route::Requests, "Requests", *route == Route::Requests) }
                        { place(Route::About, "How it works", *route == Route::About) }
                    </nav>
                    <div class="top__tools">
                        <button class="btn btn--bare btn--icon" type="button" id="theme" onclick={turn}
                            aria-label={format!("Colours: {scheme}; change")}>
                            { icon("#i-theme") }
                        </button>
                    </div>
                </div>
            </header>
            <main class="main" id="main" tabindex="-1">{ content }</main>
            <footer class="foot">
                <div class="wrap foot__in">
                    <p>{ "Runs in this browser. Names go to the resolvers you chose and to the policy host, to nobody else." }</p>
                    <ul>
                        <li><a href={Route::Rules.to_string()}>{ "All rules" }</a></li>
                        <li><a href="https://www.rfc-editor.org/rfc/rfc8461">{ "RFC\u{a0}8461" }</a></li>
                        <li><a href="https://www.rfc-editor.org/rfc/rfc8460">{ "RFC\u{a0}8460" }</a></li>
                        <li>{ "Version " }{ env!("CARGO_PKG_VERSION") }</li>
                    </ul>
                </div>
            </footer>
        </>
    }
}

fn logo() -> Html {
    html! {
        <svg viewBox="0 0 32 20" aria-hidden="true">
            <path d="M0 12.5h7m18 0h7" fill="none" stroke="currentColor" stroke-width="1.5" />
            <circle cx="16" cy="10" r="8.75" fill="none" stroke="currentColor" stroke-width="2" />
            <path d="M9.5 12.5q1.625-3.5 3.25 0t3.25 0 3.25 0 3.25 0" fill="none" stroke="currentColor" stroke-width="2"
                stroke-linecap="round" />
        </svg>
    }
}
