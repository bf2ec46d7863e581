//! The settings: whom to ask, in which order; colours.

use crate::rule::Severity;
use crate::survey::settings::{Resolver, Settings, Theme};
use crate::ui::hooks::text_of;
use crate::ui::parts::mark::severity_icon;
use crate::ui::words::rich;
use crate::web::storage::is_usable;
use yew::{Callback, Html, InputEvent, Properties, SubmitEvent, classes, function_component, html, use_state};

/// What the form is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Props {
    /// What is chosen.
    pub settings: Settings,
    /// Called with every choice.
    pub on_settings: Callback<Settings>,
}

/// The form. Every choice counts at once.
#[function_component]
pub fn SettingsForm(props: &Props) -> Html {
    let own = use_state(String::new);
    let settings = &props.settings;
    let choose = |change: &dyn Fn(&mut Settings)| {
        let mut chosen = settings.clone();
        change(&mut chosen);
        props.on_settings.reform(move |()| chosen.clone())
    };
    let button = |word: &'static str, name: &str, act: Option<Callback<()>>| {
        html! {
            <button class="btn btn--small btn--bare" type="button" disabled={act.is_none()}
                onclick={act.map(|act| act.reform(|_| ()))}>{ word }<span class="sr">{ " " }{ name.to_owned() }</span></button>
        }
    };
    let resolvers = settings.resolvers.iter().enumerate().map(|(at, resolver)| {
        let up = (at > 0).then(|| choose(&|chosen| chosen.resolvers.swap(at - 1, at)));
        let down = (at + 1 < settings.resolvers.len()).then(|| choose(&|chosen| chosen.resolvers.swap(at, at + 1)));
        let remove = (settings.resolvers.len() > 1).then(|| choose(&|chosen| drop(chosen.resolvers.remove(at))));
        html! {
            <li>
                <span>{ resolver.name.clone() }<small>{ resolver.url.clone() }</small></span>
                <span class="opts__s">{ if at == 0 { "asked first" } else { "" } }</span>
                <span class="row">
                    { button("Up", &resolver.name, up) }
                    { button("Down", &resolver.name, down) }
                    { button("Remove", &resolver.name, remove) }
                </span>
            </li>
        }
    });
    let missing = [Resolver::google(), Resolver::cloudflare()]
        .into_iter()
        .filter(|known| !settings.resolvers.contains(known))
        .map(|known| {
            let name = known.name.clone();
            let add = choose(&|chosen| chosen.resolvers.push(known.clone()));
            html! { <button class="btn btn--small" type="button" onclick={add.reform(|_| ())}>{ "Add " }{ name }</button> }
        });
    let typed = read(&own, settings);
    let fault = typed.as_ref().err().filter(|_| !own.trim().is_empty());
    let onsubmit = {
        let (settings, on_settings, own) = (settings.clone(), props.on_settings.clone(), own.clone());
        let typed = typed.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Ok(resolver) = &typed {
                let mut chosen = settings.clone();
                chosen.resolvers.push(resolver.clone());
                on_settings.emit(chosen);
                own.set(String::new());
            }
        }
    };
    let oninput = {
        let own = own.clone();
        move |event: InputEvent| own.set(text_of(&event))
    };
    let themes = [(Theme::System, "As the system"), (Theme::Light, "Light"), (Theme::Dark, "Dark")].map(|(theme, word)| {
        let onchange = choose(&|chosen| chosen.theme = theme).reform(|_| ());
        html! { <label><input type="radio" name="colours" checked={settings.theme == theme} {onchange} /><span>{ word }</span></label> }
    });
    let forget = choose(&|chosen| *chosen = Settings::default()).reform(|_| ());
    html! {
        <form class="form" aria-label="Settings" {onsubmit}>
            <fieldset class="form__grp" id="resolvers"><legend>{ "Resolvers" }</legend>
                <p class="hint">
                    { "They look names up for you, over HTTPS. The first one is asked first; the others when it is slow, for what \
                       counts most, and to compare. A change holds from the next check on." }
                </p>
                <ol class="opts">{ for resolvers }</ol>
                <div class="row">{ for missing }</div>
                <div class={classes!("field", fault.map(|_| "is-error"))}>
                    <label for="own">{ "Add your own" }</label>
                    <div class="ask">
                        <input class="input mono" id="own" value={(*own).clone()} placeholder="https://dns.example.net/resolve" inputmode="url"
                            spellcheck="false" autocapitalize="none" autocomplete="off" {oninput}
                            aria-invalid={fault.map(|_| "true")} aria-describedby="own-m own-h" />
                        <button class="btn" type="submit" disabled={typed.is_err()}>{ "Add" }</button>
                    </div>
                    <div id="own-m" aria-live="polite">
                        if let Some(fault) = fault {
                            <p class="field__msg">{ severity_icon(Severity::Error) }<span>{ rich(fault) }</span></p>
                        }
                    </div>
                    <p class="hint" id="own-h">
                        { "A server that speaks DNS over HTTPS with JSON answers and lets web pages read them (CORS). It is asked for \
                           the first time by the next check." }
                    </p>
                </div>
            </fieldset>
            <fieldset class="form__grp"><legend>{ "Colours" }</legend><div class="seg">{ for themes }</div></fieldset>
            <div class="form__grp">
                <p class="hint">{ "Nothing but these choices is remembered: no domain, no answer." }</p>
                <div class="row"><button class="btn" type="button" onclick={forget}>{ "Forget these choices" }</button></div>
            </div>
        </form>
    }
}

/// The resolver that an address means, or why it can't be asked.
fn read(text: &str, settings: &Settings) -> Result<Resolver, &'static str> {
    let url = text.trim().to_owned();
    if url.starts_with("http://") {
        return Err("The page may send requests by `https:` alone. Enter an address that begins with `https://`.");
    }
    let name = url
        .strip_prefix("https://")
        .and_then(|rest| rest.split(['/', '?']).next())
        .unwrap_or_default();
    let resolver = Resolver {
        name: name.to_owned(),
        url,
    };
    if !is_usable(&resolver) {
        return Err("That is no address of a server, such as `https://dns.example.net/resolve`.");
    }
    if settings.resolvers.iter().any(|known| known.url == resolver.url) {
        return Err("It is in the list already.");
    }
    if settings.resolvers.len() >= MOST {
        return Err("The list is full; remove another first.");
    }
    Ok(resolver)
}

/// How many resolvers there may be.
const MOST: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_resolvers_are_read() {
        let settings = Settings::default();
        let of = |text| read(text, &settings);
        assert_eq!(
            of(" https://doh.example.net/q?x=1 "),
            Ok(Resolver {
                name: "doh.example.net".into(),
                url: "https://doh.example.net/q?x=1".into()
            })
        );
        for text in [
            "",
            "x",
            "http://doh.example.net/",
            "https://",
            "https://a b/",
            "https://dns.google/resolve",
        ] {
            assert!(of(text).is_err(), "{text}");
        }
        let full = Settings {
            resolvers: vec![Resolver::google(); MOST],
            ..Settings::default()
        };
        assert!(read("https://doh.example.net/", &full).is_err());
    }
}
