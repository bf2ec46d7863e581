//! The form: each field with what the rules say of it.

use super::Generate;
use super::lists::{destinations, patterns};
use crate::dns::Name;
use crate::dns::input;
use crate::make::{Field, Form, LONGEST_TTL, Mend, age};
use crate::rule::Severity;
use crate::sts::Mode;
use crate::survey::zone::Apex;
use crate::ui::act::{Act, Acts, Write, at_enter, on, then_focus};
use crate::ui::hooks::{chosen_of, text_of};
use crate::ui::markup::draw;
use crate::ui::parts::mark::{refused, severity_icon};
use crate::ui::route::Route;
use crate::ui::words::{count, plain, rich, sentence, stop, visible};
use yew::{Callback, Event, Html};

/// The form.
pub fn form(generate: &Generate, acts: &Acts) -> Html {
    draw!(
        "<form class=\"form\" aria-label=\"Policy and records\" onsubmit={}>{}{}{}{}{}{}{}</form>",
        // Enter sends nothing: everything is made as it is typed.
        Callback::from(|event: Event| event.prevent_default()),
        domain(generate, acts),
        zone(generate, acts),
        mode(generate, acts),
        patterns(generate, acts),
        keep(generate, acts),
        destinations(generate, acts),
        host(generate, acts)
    )
}

pub(super) fn typed(acts: &Acts, field: Field) -> Callback<Event> {
    acts.reform(move |event: Event| Act::Write(Write::Field(field, text_of(&event))))
}

/// A field with its label, a hint and what the rules say of it.
struct Input<'a> {
    id: &'static str,
    label: &'static str,
    field: Field,
    value: &'a str,
    hint: Html,
    beside: Option<Html>,
    /// What happens at a key in it.
    key: Option<Callback<Event>>,
}

fn input(generate: &Generate, acts: &Acts, input: Input) -> Html {
    let said = said(generate, input.field, acts);
    draw!(
        "<div class=\"field {}\">
            <label for={}>{}</label>
            <div class=\"ask\"><input class=\"input mono\" id={} value={} oninput={} onkeydown={} aria-invalid={} aria-describedby=\"{}-m {}-h\"
                spellcheck=\"false\" autocapitalize=\"none\" autocomplete=\"off\"/>{}</div>
            <div id=\"{}-m\" aria-live=\"polite\">{}</div>
            <p class=\"hint\" id=\"{}-h\">{}</p>
        </div>",
        worst(generate, input.field).map_or("", Severity::class),
        input.id,
        input.label,
        input.id,
        input.value.to_owned(),
        typed(acts, input.field),
        input.key,
        is_wrong(generate, input.field),
        input.id,
        input.id,
        input.beside,
        input.id,
        said,
        input.id,
        input.hint
    )
}

fn domain(generate: &Generate, acts: &Acts) -> Html {
    let place = generate.made.domain.as_ref();
    let place = place.map(|domain| (domain, Route::Generate(domain.to_string())));
    // Where the place is about it already, going there would do nothing.
    let about = generate.about.clone();
    let here = move |domain: &Name| about.as_ref() == Some(domain);
    let read = place.as_ref().map(|(domain, place)| {
        draw!(
            "<a class=\"btn\" id=\"g-read\" href={} onclick={}>{}</a>",
            place.to_string(),
            here(domain).then(|| on(acts, Act::Again)),
            if here(domain) { "Read DNS again" } else { "Read DNS" }
        )
    });
    let to_ascii = generate.to_ascii;
    let enter = at_enter(acts, move |typed| {
        let domain = input::read(typed, &to_ascii).ok()?.domain;
        let place = || Act::Visit(Route::Generate(domain.to_string()));
        Some(if here(&domain) { Act::Again } else { place() })
    });
    input(
        generate,
        acts,
        Input {
            id: "g-dom",
            label: "Domain",
            field: Field::Domain,
            value: &generate.form.domain,
            hint: draw!("Its MX hosts, its provider, and what it publishes today fill the form."),
            beside: read,
            key: Some(enter),
        },
    )
}

/// The zone, where there is a choice: a Policy Domain below the name that somebody has registered is often kept there.
fn zone(generate: &Generate, acts: &Acts) -> Option<Html> {
    let made = &generate.made;
    let zones = Form::zones(made.domain.as_ref()?);
    if zones.len() < 2 {
        return None;
    }
    let options: Vec<Html> = zones
        .iter()
        .map(|zone| {
            let chosen = made.zone.as_ref() == Some(zone);
            draw!(
                "<option value={} selected={}>{}</option>",
                zone.to_string(),
                chosen.then_some(true),
                zone.to_string()
            )
        })
        .collect();
    Some(draw!(
        "<div class=\"field\"><label for=\"g-zone\">DNS zone</label>
            <select class=\"select\" id=\"g-zone\" onchange={} aria-describedby=\"g-zone-h\">{}</select>
            <p class=\"hint\" id=\"g-zone-h\">{} Short names count from there.</p>
        </div>",
        acts.reform(|event: Event| Act::Write(Write::Zone(chosen_of(&event)))),
        options,
        rich(&zone_words(generate))
    ))
}

/// What DNS says of the zone, or why that isn't known.
fn zone_words(generate: &Generate) -> String {
    let by_hand = "choose the one where you keep the records: the domain’s own, or one above it.";
    match &generate.published.zone {
        Apex::Known(zone) if generate.made.zone.as_ref() == Some(zone) => {
            format!("By the answers of DNS the domain is in the zone `{zone}`.")
        }
        Apex::Known(zone) => format!(
            "By the answers of DNS the domain is in the zone `{zone}`: records that are kept elsewhere may be seen by nobody."
        ),
        Apex::Differs => format!("The answers of DNS name different zones, so {by_hand}"),
        Apex::Unsaid if generate.live.is_some() => format!("No answer of DNS named the zone, so {by_hand}"),
        Apex::Unsaid => "Where the records are kept: the domain’s own zone, or one above it.".to_owned(),
    }
}

fn mode(generate: &Generate, acts: &Acts) -> Html {
    let choice = |mode: Mode| {
        draw!(
            "<label><input type=\"radio\" name=\"mode\" value={} checked={} onchange={}/><span>{}</span></label>",
            mode.as_str(),
            (generate.form.mode == mode).then_some(true),
            on(acts, Act::Write(Write::Mode(mode))),
            mode.as_str()
        )
    };
    let means = match generate.form.mode {
        Mode::Testing => {
            "Mail is delivered as before; senders report what `enforce` would have refused. The right mode for the first two weeks."
        }
        Mode::Enforce => "Senders refuse any server that no line covers, or whose certificate doesn’t fit.",
        Mode::None => "Senders act as if there were no policy: for the orderly end (RFC 8461, section 8.3).",
    };
    draw!(
        "<fieldset class=\"form__grp\" id=\"g-mode\" tabindex=\"-1\"><legend>Mode</legend>
            <div class=\"seg\">{}{}{}</div><p class=\"hint\">{}</p>{}
        </fieldset>",
        choice(Mode::Testing),
        choice(Mode::Enforce),
        choice(Mode::None),
        rich(means),
        said(generate, Field::Mode, acts)
    )
}

fn keep(generate: &Generate, acts: &Acts) -> Html {
    let form = &generate.form;
    let offered: Vec<Html> = age::OFFERED
        .iter()
        .map(|&seconds| {
            let words = age::words(seconds);
            draw!(
                "<button class=\"btn btn--small\" type=\"button\" onclick={}>{}</button>",
                on(acts, Act::Write(Write::Field(Field::MaxAge, seconds.to_string()))),
                words
            )
        })
        .collect();
    let in_words = match age::parse(&form.max_age) {
        Some(seconds) => {
            let words = format!("`max_age: {seconds}`, {}.", age::words(seconds));
            // What the rules find stands beside it already.
            match worst(generate, Field::MaxAge) {
                Some(Severity::Error | Severity::Warning) => words,
                _ => format!("{words} {}", age::advice(form.mode, seconds)),
            }
        }
        None => "Seconds, or a time such as `2 weeks`.".to_owned(),
    };
    draw!(
        "<div class=\"form__grp\" role=\"group\" aria-labelledby=\"g-keep\">
            <h2 class=\"form__h\" id=\"g-keep\">How long senders keep it</h2>
            <div class=\"row\" role=\"group\" aria-label=\"Usual times\">{}</div>
            <div class=\"pair\">{}{}</div>
        </div>",
        offered,
        input(
            generate,
            acts,
            Input {
                id: "g-age",
                label: "Kept for",
                field: Field::MaxAge,
                value: &form.max_age,
                hint: rich(&in_words),
                beside: None,
                key: None,
            }
        ),
        input(
            generate,
            acts,
            Input {
                id: "g-id",
                label: "Policy id",
                field: Field::Id,
                value: &form.id,
                hint: draw!("From the time, UTC: a new one for each change of the policy."),
                beside: None,
                key: None,
            }
        )
    )
}

fn host(generate: &Generate, acts: &Acts) -> Html {
    let ttl = acts.reform(|event: Event| Act::Write(Write::Ttl(text_of(&event))));
    draw!(
        "<div class=\"form__grp\" role=\"group\" aria-labelledby=\"g-ho\">
            <h2 class=\"form__h\" id=\"g-ho\">Where it is served</h2>
            <div class=\"pair\">{}
                <div class=\"field\"><label for=\"g-ttl\">TTL of the records</label>
                    <input class=\"input mono\" id=\"g-ttl\" value={} onchange={} autocomplete=\"off\" aria-invalid={}
                        aria-describedby=\"g-ttl-h\"/>
                    <p class=\"hint\" id=\"g-ttl-h\">Seconds, or <code>1 hour</code>: so long an old record may still be seen.{}</p>
                    {}
                </div>
            </div>
        </div>",
        input(
            generate,
            acts,
            Input {
                id: "g-host",
                label: "Policy host is at",
                field: Field::Host,
                value: &generate.form.host,
                hint: draw!("Addresses, or the name that <code>mta-sts</code> is an alias of. May be left empty."),
                beside: None,
                key: None,
            }
        ),
        generate
            .odd_ttl
            .clone()
            .unwrap_or_else(|| generate.form.ttl.to_string()),
        ttl,
        generate.odd_ttl.is_some().then_some("true"),
        generate
            .published
            .ttl
            .map(|ttl| format!(" Today it is {ttl}, or more: resolvers tell what is left of it.")),
        generate.odd_ttl.is_some().then(|| {
            refused(&format!(
                "That is no time from 0 to {LONGEST_TTL} seconds (RFC 2181, section 8); the records have {}.",
                generate.form.ttl
            ))
        })
    )
}

/// What the rules say of a field.
pub(super) fn said(generate: &Generate, field: Field, acts: &Acts) -> Vec<Html> {
    generate
        .problems()
        .filter(|(_, problem)| problem.field == field && problem.finding.severity < Severity::Good)
        .map(|(at, problem)| {
            let finding = &problem.finding;
            let mend = problem.mend.as_ref().map(|mend| {
                draw!(
                    " <button class=\"btn btn--small\" type=\"button\" onclick={}>{}<span class=\"sr\">: {}</span></button>",
                    // The button goes with what it mends.
                    then_focus(acts, Act::Write(Write::Mend(at)), place(field, mend)),
                    mend_words(mend),
                    plain(finding.rule.title)
                )
            });
            let fix = (finding.severity < Severity::Note && mend.is_none())
                .then(|| {
                    let advice = finding.advice();
                    draw!(" {}{}", rich(&advice), stop(&advice))
                });
            draw!(
                "<p class=\"field__msg {}\">{}<span><span class=\"sr\">{}: </span>{}{}{} {}</span></p>",
                finding.severity.class(),
                severity_icon(finding.severity),
                finding.severity.word(),
                rich(&sentence(finding)),
                fix,
                mend,
                crate::ui::parts::finding::code(finding.rule)
            )
        })
        .collect()
}

/// The id of what a mend leaves: the field, or where another line can be added.
pub(super) fn place(field: Field, mend: &Mend) -> String {
    let goes = matches!(mend, Mend::Replace(items) if items.is_empty());
    match field {
        Field::Pattern(at) if !goes => format!("m{at}"),
        Field::Destination(at) if !goes => format!("r{at}"),
        Field::Pattern(_) | Field::Patterns => "m-add".to_owned(),
        Field::Destination(_) | Field::Destinations => "r-add".to_owned(),
        Field::Domain => "g-dom".to_owned(),
        Field::MaxAge => "g-age".to_owned(),
        Field::Id => "g-id".to_owned(),
        Field::Host => "g-host".to_owned(),
        Field::Mode => "g-mode".to_owned(),
    }
}

fn mend_words(mend: &Mend) -> String {
    match mend {
        Mend::Replace(items) if items.is_empty() => "Take it away".to_owned(),
        Mend::Replace(items) => format!("Use {}", visible(&items.join(", "))),
        Mend::Add(items) if items.len() > 3 => format!("Add {}", count(items.len(), "line")),
        Mend::Add(items) => format!("Add {}", visible(&items.join(", "))),
    }
}

fn worst(generate: &Generate, field: Field) -> Option<Severity> {
    let of_field = generate.problems().filter(|(_, problem)| problem.field == field);
    of_field.map(|(_, problem)| problem.finding.severity).min()
}

pub(super) fn is_wrong(generate: &Generate, field: Field) -> Option<&'static str> {
    (worst(generate, field) == Some(Severity::Error)).then_some("true")
}
