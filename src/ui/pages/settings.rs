//! The settings: whom to ask, in which order; colours.

use crate::rollout::store::Store;
use crate::rule::Severity;
use crate::survey::settings::{MOST, Resolver, Settings, Theme};
use crate::ui::act::{Act, Acts, on, then_focus};
use crate::ui::hooks::{sent_of, text_of};
use crate::ui::markup::draw;
use crate::ui::parts::live::live;
use crate::ui::parts::mark::severity_icon;
use crate::ui::words::{count, rich, visible};
use crate::web::address;
use crate::web::offline::Offline;
use crate::words::bytes as in_bytes;
use yew::{AttrValue, Callback, Event, Html};

/// What is shown and can be changed.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// What the user chose.
    pub settings: &'a Settings,
    /// What is remembered of policies.
    pub ids: &'a Store,
    /// Whether the browser lets the page keep it.
    pub kept: bool,
    /// What is kept of the page for use without a network; `None`: that is being asked.
    pub offline: Option<Offline>,
}

/// The form. Every choice counts at once.
pub fn form(
    Shown {
        settings, ids, offline, ..
    }: Shown,
    acts: &Acts,
) -> Html {
    let choose = |change: &dyn Fn(&mut Settings)| {
        let mut chosen = settings.clone();
        change(&mut chosen);
        on(acts, Act::Choose(chosen))
    };
    // The focus goes along with what was moved; from what is gone, to where another can be added.
    let change = |change: &dyn Fn(&mut Settings), focus: String| {
        let mut chosen = settings.clone();
        change(&mut chosen);
        then_focus(acts, Act::Choose(chosen), focus)
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
            {}{}{}
            <div class=\"form__grp\">
                <p class=\"hint\">These choices are remembered too, and nothing else: no answer, and nothing elsewhere. When all is
                forgotten, what you refused here stays refused.</p>
                <div class=\"row\"><button class=\"btn\" type=\"button\" onclick={}>Forget all of it</button></div>
            </div>
        </div>",
        resolvers,
        missing,
        own(settings, acts),
        colours(settings, acts),
        remembered(ids, acts),
        remember(
            ("text", "The text in Validate"),
            draw!("The text that you last wrote in <a href=\"#/validate\">Validate</a> is there again when you come back."),
            settings.remembers_text,
            [true, false].map(|wanted| choose(&|chosen| chosen.remembers_text = wanted)),
            None
        ),
        without_network(offline, acts),
        on(acts, Act::ForgetAll)
    )
}

/// The colours to choose from.
fn colours(settings: &Settings, acts: &Acts) -> Vec<Html> {
    let all = [
        (Theme::System, "As the system"),
        (Theme::Light, "Light"),
        (Theme::Dark, "Dark"),
    ];
    let choice = |(theme, word)| {
        let mut chosen = settings.clone();
        chosen.theme = theme;
        draw!(
            "<label><input type=\"radio\" name=\"colours\" checked={} onchange={}/><span>{}</span></label>",
            settings.theme == theme,
            on(acts, Act::Choose(chosen)),
            word
        )
    };
    all.into_iter().map(choice).collect()
}

/// What is remembered of policies.
fn remembered(ids: &Store, acts: &Acts) -> Html {
    let known: Vec<Html> = ids
        .domains()
        .map(|domain| {
            let name = domain.to_string();
            draw!(
                "<li><span>{}</span><button class=\"btn btn--small btn--bare\" type=\"button\" onclick={}>Forget<span class=\"sr\"> {}</span></button></li>",
                &name,
                then_focus(acts, Act::Forget(Some(domain.clone())), "ids".to_owned()),
                &name
            )
        })
        .collect();
    let number = known.len();
    let known = (number > 0).then(|| {
        draw!(
            "<details class=\"more\"><summary>{} remembered</summary><div class=\"more__body\"><ul class=\"opts\">{}</ul>
                <button class=\"btn btn--small\" type=\"button\" onclick={}>Forget all of them</button></div></details>",
            count(number, "domain"),
            known,
            then_focus(acts, Act::Forget(None), "ids".to_owned())
        )
    });
    remember(
        ("ids", "Policy ids"),
        draw!(
            "Of each policy that you check this browser keeps the domain, the id, a digest, for how long it binds senders, and when it
            was first and last seen: so a policy that changes without a new id is noticed, and plans know what came before."
        ),
        ids.is_on(),
        [true, false].map(|wanted| on(acts, Act::Remember(wanted))),
        known,
    )
}

/// The choice whether something is remembered.
fn remember(
    (id, title): (&'static str, &'static str),
    what: Html,
    is_on: bool,
    choose: [Callback<Event>; 2],
    known: Option<Html>,
) -> Html {
    let [yes, no] = choose;
    draw!(
        "<fieldset class=\"form__grp\" id={} tabindex=\"-1\"><legend>{}</legend>
            <p class=\"hint\">{}</p>
            <div class=\"seg\">
                <label><input type=\"radio\" name={} checked={} onchange={}/><span>Remember</span></label>
                <label><input type=\"radio\" name={} checked={} onchange={}/><span>Don’t</span></label>
            </div>{}
        </fieldset>",
        id,
        title,
        what,
        id,
        is_on,
        yes,
        id,
        !is_on,
        no,
        known
    )
}

/// What is kept of the page for use without a network, and the button that removes it.
fn without_network(offline: Option<Offline>, acts: &Acts) -> Html {
    let (words, button) = match offline {
        None => ("What is kept is being looked at.".to_owned(), None),
        Some(Offline::Impossible) => (
            "This browser doesn’t keep the page here: it does so over HTTPS, and where nothing forbids it.".to_owned(),
            None,
        ),
        Some(Offline::Off) => ("Nothing is kept.".to_owned(), Some((true, "Keep it"))),
        Some(Offline::Soon) => ("Not all of it is here yet.".to_owned(), Some((false, "Don’t keep it"))),
        Some(Offline::Kept { files, bytes }) => (
            format!("{} are kept, {} in all.", count(files, "file"), in_bytes(bytes)),
            Some((false, "Remove them")),
        ),
    };
    let button = button.map(|(keep, word)| {
        draw!(
            "<div class=\"row\"><button class=\"btn btn--small\" type=\"button\" onclick={}>{}</button></div>",
            then_focus(acts, Act::Keep(keep), "offline-kept".to_owned()),
            word
        )
    });
    draw!(
        "<fieldset class=\"form__grp\" id=\"offline-kept\" tabindex=\"-1\"><legend>Without a network</legend>
            <p class=\"hint\">The files of the page itself can be kept in this browser, so that all but checks works without a
            network. No answer of a resolver or a policy host is ever among them.</p>
            <p role=\"status\">{}</p>{}
        </fieldset>",
        words,
        button
    )
}

/// The field for a resolver of the user's own.
fn own(settings: &Settings, acts: &Acts) -> Html {
    let (settings, acts) = (settings.clone(), acts.clone());
    live(Callback::from(move |(typed, set): (AttrValue, Callback<AttrValue>)| {
        let read = settings.own_resolver(&typed, address::normal);
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
                if let Ok(resolver) = settings.own_resolver(&sent_of(&event), address::normal) {
                    let mut chosen = settings.clone();
                    chosen.resolvers.push(resolver);
                    acts.emit(Act::Choose(chosen));
                    set.emit(AttrValue::Static(""));
                    // The button can't be pressed any more.
                    acts.emit(Act::Focus("own".to_owned()));
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
