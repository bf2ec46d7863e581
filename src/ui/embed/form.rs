//! The form: in which form, what it shows, its colours.

use super::{Embed, HOWS, LOOKS, VIEWS};
use crate::embed::colour::{READABLE, contrast, ratio, read};
use crate::embed::{COLOURS, How, Look};
use crate::rule::Severity;
use crate::ui::act::{Act, Acts, Put, on};
use crate::ui::hooks::{is_ticked, text_of};
use crate::ui::markup::{draw, list};
use crate::ui::parts::mark::{refused, severity_icon};
use yew::{Callback, Event, Html};

/// The form.
pub fn form(embed: &Embed, acts: &Acts) -> Html {
    let parts = if embed.choice.how == How::Badge {
        Vec::new()
    } else {
        vec![shows(embed, acts), colours(embed, acts)]
    };
    draw!(
        "<form class=\"form\" aria-label=\"What to embed\" onsubmit={}>{}{}</form>",
        // Enter sends nothing; what was typed counts, as when the field is left.
        Callback::from(|event: Event| event.prevent_default()),
        how(embed, acts),
        parts
    )
}

fn put(acts: &Acts, put: Put) -> Callback<Event> {
    on(acts, Act::Embed(put))
}

fn how(embed: &Embed, acts: &Acts) -> Html {
    let pick = |(how, word, help): (How, &'static str, &'static str)| {
        draw!(
            "<label class=\"pick\"><input type=\"radio\" name=\"how\" checked={} onchange={}/><span>{}<small>{}</small></span></label>",
            embed.choice.how == how,
            put(acts, Put::How(how)),
            word,
            help
        )
    };
    draw!(
        "<fieldset class=\"form__grp\" id=\"how\"><legend>How</legend><div class=\"picks\">{}</div></fieldset>",
        HOWS.into_iter().map(pick).collect::<Vec<_>>()
    )
}

/// One of a few, in a row.
fn choice(name: &'static str, word: &'static str, chosen: bool, act: Put, acts: &Acts) -> Html {
    draw!(
        "<label><input type=\"radio\" name={} checked={} onchange={}/><span>{}</span></label>",
        name,
        chosen,
        put(acts, act),
        word
    )
}

/// A field of one line.
struct Field<'a> {
    id: String,
    label: &'static str,
    value: &'a str,
    placeholder: &'static str,
    hint: &'static str,
    said: Option<Html>,
    /// Whether what is said of it is a fault.
    wrong: bool,
    typed: Callback<Event>,
}

fn field(field: Field, acts: &Acts) -> Html {
    draw!(
        "<div class=\"field {}\">
            <label for={}>{}</label>
            <input class=\"input mono\" id={} value={} placeholder={} oninput={} onchange={} aria-invalid={} aria-describedby=\"{}-m {}-h\"
                spellcheck=\"false\" autocapitalize=\"none\" autocomplete=\"off\"/>
            <div id=\"{}-m\" aria-live=\"polite\">{}</div>
            <p class=\"hint\" id=\"{}-h\">{}</p>
        </div>",
        if field.wrong { "is-error" } else { "" },
        &field.id,
        field.label,
        &field.id,
        field.value.to_owned(),
        field.placeholder,
        field.typed,
        acts.reform(|_: Event| Act::Embed(Put::Settle)),
        field.wrong.then_some("true"),
        &field.id,
        &field.id,
        &field.id,
        field.said,
        &field.id,
        field.hint
    )
}

fn shows(embed: &Embed, acts: &Acts) -> Html {
    let [domain, resolver] = &embed.faults;
    let views = VIEWS.map(|(view, word)| choice("view", word, embed.choice.view == view, Put::View(view), acts));
    let compact = acts.reform(|event: Event| Act::Embed(Put::Compact(is_ticked(&event))));
    let domain = Field {
        id: "e-dom".to_owned(),
        label: "Domain",
        value: &embed.domain,
        placeholder: "example.com",
        hint: "Empty: visitors type theirs.",
        said: domain.as_ref().map(|fault| refused(fault)),
        wrong: domain.is_some(),
        typed: acts.reform(|event: Event| Act::Embed(Put::Domain(text_of(&event)))),
    };
    let resolver = Field {
        id: "e-res".to_owned(),
        label: "Resolver",
        value: &embed.resolver,
        placeholder: "https://dns.example.net/resolve",
        hint: "Empty: Google and Cloudflare. Another one must speak DNS over HTTPS with JSON, and let web pages read it.",
        said: resolver.as_ref().map(|fault| refused(fault)),
        wrong: resolver.is_some(),
        typed: acts.reform(|event: Event| Act::Embed(Put::Resolver(text_of(&event)))),
    };
    draw!(
        "<fieldset class=\"form__grp\"><legend>What it shows</legend>
            <div class=\"seg\">{}</div>{}{}
            <label class=\"check\"><input type=\"checkbox\" id=\"e-compact\" checked={} onchange={}/><span>Compact: the verdict alone</span></label>
        </fieldset>",
        Vec::from(views),
        field(domain, acts),
        field(resolver, acts),
        embed.choice.compact,
        compact
    )
}

fn colours(embed: &Embed, acts: &Acts) -> Html {
    let looks = LOOKS.map(|(look, word)| choice("look", word, embed.choice.look == look, Put::Look(look), acts));
    // A frame has a style sheet of its own, which the page around it doesn't reach.
    let own = (embed.choice.how == How::Element).then(|| {
        let fields = COLOURS.iter().enumerate().map(|(at, colour)| {
            let (wrong, said) = said(embed, at);
            let typed = move |event: Event| Act::Embed(Put::Colour(at, text_of(&event)));
            let shown = Field {
                id: format!("e-c{at}"),
                label: colour.label,
                value: embed.choice.colours.get(at).map_or("", String::as_str),
                placeholder: colour.own,
                hint: "",
                said,
                wrong,
                typed: acts.reform(typed),
            };
            field(shown, acts)
        });
        draw!(
            "<div class=\"cols3\">{}</div><p class=\"hint\">Empty: its own. What you set here holds on light and on dark pages.</p>",
            list(fields.collect())
        )
    });
    draw!(
        "<fieldset class=\"form__grp\"><legend>Colours</legend>
            <div class=\"seg\">{}</div>
            <p class=\"hint\">{}</p>
            {}
        </fieldset>",
        Vec::from(looks),
        followed(embed.choice.how),
        own
    )
}

/// What of a page's theme is followed (`element-settings.js`; a frame sees nothing of the page that holds it).
fn followed(how: How) -> Html {
    if how == How::Frame {
        draw!(
            "“As your page”: browsers tell a frame the page’s <code>color-scheme</code> where it sets one, else the system’s."
        )
    } else {
        draw!(
            "“As your page” follows what the page’s root or body says: <code>data-theme</code>, <code>data-bs-theme</code>,
            <code>data-md-color-scheme</code>, a class <code>dark</code> or <code>light</code>, else its <code>color-scheme</code> when the element comes, else the system."
        )
    }
}

/// What is said of a colour: that it is none, or how it can be read.
fn said(embed: &Embed, at: usize) -> (bool, Option<Html>) {
    let typed = |at: usize| embed.choice.colours.get(at).map_or("", String::as_str);
    let own = |at: usize| {
        let known = read(typed(at));
        known.unwrap_or_else(|| COLOURS.get(at).map_or("", |colour| colour.own).to_owned())
    };
    if typed(at).trim().is_empty() {
        return (false, None);
    }
    if read(typed(at)).is_none() {
        return (
            true,
            Some(refused(
                "A colour begins with # and has three or six hexadecimal digits.",
            )),
        );
    }
    // In the dark look, what isn't set is another colour.
    let light = embed.choice.look != Look::Dark;
    let ground = COLOURS.len() - 1;
    if at == ground || !(light || read(typed(ground)).is_some()) {
        return (false, None);
    }
    let Some(found) = contrast(&own(at), &own(ground)) else {
        return (false, None);
    };
    let (severity, words) = if found >= READABLE {
        (Severity::Good, "readable on its ground")
    } else {
        (Severity::Warning, "hard to read on its ground; 4.5 : 1 is the least")
    };
    let line = draw!(
        "<p class=\"field__msg {}\">{}<span><span class=\"sr\">{}: </span>{}, {}</span></p>",
        severity.class(),
        severity_icon(severity),
        severity.word(),
        ratio(found),
        words
    );
    (false, Some(line))
}
