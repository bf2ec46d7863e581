//! The settings: whom to ask, in which order; colours.

use crate::rollout::store::Store;
use crate::rule::Severity;
use crate::survey::settings::{MOST, Resolver, Settings, Theme};
use crate::ui::act::{Act, Acts, on};
use crate::ui::hooks::text_of;
use crate::ui::markup::draw;
use crate::ui::parts::live::live;
use crate::ui::parts::mark::severity_icon;
use crate::ui::words::{count, rich, visible};
use crate::web::{address, storage::is_usable};
use yew::{AttrValue, Callback, Event, Html};

/// The form. Every choice counts at once.
pub fn form(settings: &Settings, ids: &Store, acts: &Acts) -> Html {
    let choose = |change: &dyn Fn(&mut Settings)| {
        let mut chosen = settings.clone();
        change(&mut chosen);
        on(acts, Act::Choose(chosen))
    };
    // The focus goes along with what was moved; from what is gone, to where another can be added.
    let change = |change: &dyn Fn(&mut Settings), focus: String| {
        let (chosen, acts) = (choose(change), acts.clone());
        Callback::from(move |event: Event| {
            chosen.emit(event);
            acts.emit(Act::Focus(focus.clone()));
        })
    };
    let button = |word: &'static str, at: usize, name: &str, act: Option<Callback<Event>>| {
        draw!(
            "<button class=\"btn btn--small btn--bare\" type=\"button\" id={} disabled={} onclick={}>{}<span class=\"sr\"> {}</span></button>",
            format!("{word}-{at}"),
            act.is_none(),
            act,
            word,
            visible(name)
        )
    };
    let mut resolvers: Vec<Html> = Vec::new();
    let last = settings.resolvers.len() - settings.resolvers.len().min(1);
    for (at, resolver) in settings.resolvers.iter().enumerate() {
        // At an end of the list one way is shut.
        let up = (at > 0).then(|| {
            let word = if at == 1 { "Down" } else { "Up" };
            change(
                &|chosen| chosen.resolvers.swap(at - 1, at),
                format!("{word}-{}", at - 1),
            )
        });
        let down = (at < last).then(|| {
            let word = if at + 1 == last { "Up" } else { "Down" };
            change(
                &|chosen| chosen.resolvers.swap(at, at + 1),
                format!("{word}-{}", at + 1),
            )
        });
        let remove = (last > 0).then(|| change(&|chosen| drop(chosen.resolvers.remove(at)), "own".to_owned()));
        resolvers.push(draw!(
            "<li><span>{}<small>{}</small></span><span class=\"opts__s\">{}</span><span class=\"row\">{}{}{}</span></li>",
            visible(&resolver.name),
            visible(&resolver.url),
            if at == 0 { "asked first" } else { "" },
            button("Up", at, &resolver.name, up),
            button("Down", at, &resolver.name, down),
            button("Remove", at, &resolver.name, remove)
        ));
    }
    let mut missing: Vec<Html> = Vec::new();
    for known in [Resolver::google(), Resolver::cloudflare()] {
        if !settings.resolvers.contains(&known) && settings.resolvers.len() < MOST {
            missing.push(draw!(
                "<button class=\"btn btn--small\" type=\"button\" onclick={}>Add {}</button>",
                change(&|chosen| chosen.resolvers.push(known.clone()), "own".to_owned()),
                &known.name
            ));
        }
    }
    let colours = [
        (Theme::System, "As the system"),
        (Theme::Light, "Light"),
        (Theme::Dark, "Dark"),
    ]
    .map(|(theme, word)| {
        draw!(
            "<label><input type=\"radio\" name=\"colours\" checked={} onchange={}/><span>{}</span></label>",
            settings.theme == theme,
            choose(&|chosen| chosen.theme = theme),
            word
        )
    });
    draw!(
        "<div class=\"form\">
            <fieldset class=\"form__grp\" id=\"resolvers\"><legend>Resolvers</legend>
                <p class=\"hint\">They look names up for you, over HTTPS. The first one is asked first; the others when it is slow, for
                what counts most, and to compare. A change holds from the next check on.</p>
                <ol class=\"opts\">{}</ol>
                <div class=\"row\">{}</div>
                {}
            </fieldset>
            <fieldset class=\"form__grp\"><legend>Colours</legend><div class=\"seg\">{}</div></fieldset>
            {}
            <div class=\"form__grp\">
                <p class=\"hint\">Remembered are these choices, the policy ids, and the text that you last wrote in Validate: no answer, and nothing elsewhere.</p>
                <div class=\"row\"><button class=\"btn\" type=\"button\" onclick={}>Forget all of it</button></div>
            </div>
        </div>",
        resolvers,
        missing,
        own(settings, acts),
        Vec::from(colours),
        remembered(ids, acts),
        on(acts, Act::ForgetAll)
    )
}

/// What is remembered of policies.
fn remembered(ids: &Store, acts: &Acts) -> Html {
    let remember = |wanted: bool, word: &'static str| {
        draw!(
            "<label><input type=\"radio\" name=\"ids\" checked={} onchange={}/><span>{}</span></label>",
            ids.is_on() == wanted,
            on(acts, Act::Remember(wanted)),
            word
        )
    };
    let known = ids.domains().count();
    draw!(
        "<fieldset class=\"form__grp\" id=\"ids\"><legend>Policy ids</legend>
                <p class=\"hint\">The id and a digest of each policy that you check are remembered here, so that a policy that changes
                without a new id is noticed.</p>
                <div class=\"seg\">{}{}</div>
                <div class=\"row\"><button class=\"btn btn--small\" type=\"button\" disabled={} onclick={}>Forget {}</button></div>
            </fieldset>",
        remember(true, "Remember"),
        remember(false, "Don’t"),
        known == 0,
        on(acts, Act::Forget),
        count(known, "domain")
    )
}

/// The field for a resolver of the user's own.
fn own(settings: &Settings, acts: &Acts) -> Html {
    let (settings, acts) = (settings.clone(), acts.clone());
    live(Callback::from(move |(typed, set): (AttrValue, Callback<AttrValue>)| {
        let read = read(&typed, &settings, address::normal);
        let fault = read.as_ref().err().filter(|_| !typed.trim().is_empty());
        let said = fault.map(|fault| {
            draw!(
                "<p class=\"field__msg\">{}<span>{}</span></p>",
                severity_icon(Severity::Error),
                rich(fault)
            )
        });
        let (invalid, unusable) = (fault.map(|_| "true"), read.is_err());
        let add = {
            let (settings, acts, set) = (settings.clone(), acts.clone(), set.clone());
            Callback::from(move |event: Event| {
                event.prevent_default();
                if let Ok(resolver) = &read {
                    let mut chosen = settings.clone();
                    chosen.resolvers.push(resolver.clone());
                    acts.emit(Act::Choose(chosen));
                    set.emit(AttrValue::Static(""));
                }
            })
        };
        draw!(
            "<form class=\"field is-error\" aria-label=\"Add a resolver\" onsubmit={}>
                <label for=\"own\">Add your own</label>
                <div class=\"ask\">
                    <input class=\"input mono\" id=\"own\" value={} placeholder=\"https://dns.example.net/resolve\" inputmode=\"url\"
                        spellcheck=\"false\" autocapitalize=\"none\" autocomplete=\"off\" oninput={} aria-invalid={}
                        aria-describedby=\"own-m own-h\"/>
                    <button class=\"btn\" type=\"submit\" disabled={}>Add</button>
                </div>
                <div id=\"own-m\" aria-live=\"polite\">{}</div>
                <p class=\"hint\" id=\"own-h\">A server that speaks DNS over HTTPS with JSON answers and lets web pages read them (CORS). It
                is asked for the first time by the next check.</p>
            </form>",
            add,
            typed.to_string(),
            set.reform(|event: Event| text_of(&event).into()),
            invalid,
            unusable,
            said
        )
    }))
}

/// The resolver that an address means, or why it can't be asked.
fn read(text: &str, settings: &Settings, normal: impl Fn(&str) -> Option<String>) -> Result<Resolver, &'static str> {
    const NO_ADDRESS: &str = "That is no address of a server, such as `https://dns.example.net/resolve`.";
    let text = text.trim();
    if text.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("http://")) {
        return Err("The page may send requests by `https:` alone. Enter an address that begins with `https://`.");
    }
    let url = Some(text)
        // A browser would take the path for the host.
        .filter(|text| !text.is_empty() && !text.contains(":///"))
        .and_then(normal)
        .ok_or(NO_ADDRESS)?;
    let name = url
        .strip_prefix("https://")
        .and_then(|rest| rest.split(['/', '?']).next())
        .unwrap_or_default();
    let resolver = Resolver {
        name: name.to_owned(),
        url,
    };
    if !is_usable(&resolver) {
        return Err(NO_ADDRESS);
    }
    if settings.resolvers.iter().any(|known| known.url == resolver.url) {
        return Err("It is in the list already.");
    }
    if settings.resolvers.len() >= MOST {
        return Err("The list is full; remove another first.");
    }
    Ok(resolver)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_resolvers_are_read() {
        let settings = Settings::default();
        let normal = |text: &str| Some(text.to_owned());
        let of = |text| read(text, &settings, normal);
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
        assert!(read("https://doh.example.net/", &full, normal).is_err());
    }
}
