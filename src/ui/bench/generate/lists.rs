//! The lists of the form: patterns and destinations, an item a line.

use super::Generate;
use super::form::{is_wrong, said, typed};
use crate::make::Field;
use crate::rule::Severity;
use crate::sts::{self, Mode};
use crate::ui::act::{Act, Acts, Write, then_focus};
use crate::ui::markup::{draw, list};
use crate::ui::parts::mark::{icon, severity_icon};
use crate::ui::words::{rich, visible};
use yew::{Callback, Event, Html};

/// The MX patterns, each with the hosts that it covers.
pub(super) fn patterns(generate: &Generate, acts: &Acts) -> Option<Html> {
    if generate.form.mode == Mode::None {
        return None;
    }
    let lines: Vec<Html> = generate
        .form
        .patterns
        .iter()
        .enumerate()
        .map(|(at, pattern)| line(generate, at, pattern, acts))
        .collect();
    let covered = generate.live.as_ref().and_then(|survey| {
        let mail = survey.mail();
        let is_covered = |host: &&crate::survey::view::MxHost| {
            let name = host.host.as_str();
            generate.form.patterns.iter().any(|pattern| covers(pattern, name))
        };
        let hosts = mail.hosts();
        // Hosts that could not be looked up are not none.
        (!hosts.is_empty()).then(|| {
            format!(
                "{} of {} live hosts covered",
                hosts.iter().filter(is_covered).count(),
                hosts.len()
            )
        })
    });
    Some(draw!(
        "<div class=\"form__grp\" role=\"group\" aria-labelledby=\"g-mx\">
            <h2 class=\"form__h\" id=\"g-mx\">MX patterns</h2>
            {}<div class=\"lines\">{}</div>{}
            <div class=\"row\"><button class=\"btn btn--small\" type=\"button\" id=\"m-add\" onclick={}>Add a pattern</button><span
                class=\"hint\">{}</span></div>
        </div>",
        providers(generate),
        lines,
        said(generate, Field::Patterns, acts),
        add(acts, Field::Patterns, "m", generate.form.patterns.len()),
        covered
    ))
}

/// Who takes the mail, and what a policy for them has to heed.
fn providers(generate: &Generate) -> Vec<Html> {
    let known = generate.providers().into_iter();
    known
        .map(|provider| {
            draw!(
                "<p class=\"hint\"><strong>{}.</strong> {}</p>",
                provider.name,
                rich(provider.note)
            )
        })
        .collect()
}

fn covers(pattern: &str, host: &str) -> bool {
    sts::mx::compare(pattern.trim(), host).is_match()
}

/// A pattern with the hosts that it covers.
fn line(generate: &Generate, at: usize, pattern: &str, acts: &Acts) -> Html {
    let field = Field::Pattern(at);
    let mut about: Vec<Html> = Vec::new();
    if let Some(survey) = &generate.live {
        for host in survey.mail().hosts() {
            let name = host.host.as_str();
            if covers(pattern, name) {
                about.push(draw!(
                    "<span class=\"is-good\">{} covers <code>{}</code></span>",
                    severity_icon(Severity::Good),
                    visible(name)
                ));
            }
        }
    }
    about.extend(said(generate, field, acts));
    let at = (at, generate.form.patterns.len());
    one_of_many(generate, acts, ("MX pattern", "m"), at, field, pattern, list(about))
}

/// Adds an item at the end, to be typed into.
fn add(acts: &Acts, list: Field, short: &str, many: usize) -> Callback<Event> {
    then_focus(acts, Act::Write(Write::Add(list)), format!("{short}{many}"))
}

/// Where the focus goes when the item at this place goes, of so many: to the one that comes into its place, else to the one
/// before, else to where another is added.
pub(super) fn after_removal(short: &str, at: usize, many: usize) -> String {
    match at {
        _ if at + 1 < many => format!("{short}{at}"),
        0 => format!("{short}-add"),
        _ => format!("{short}{}", at - 1),
    }
}

fn one_of_many(
    generate: &Generate,
    acts: &Acts,
    (what, short): (&'static str, &'static str),
    (at, many): (usize, usize),
    field: Field,
    value: &str,
    about: Html,
) -> Html {
    draw!(
        "<div class=\"line\">
            <input class=\"input mono\" id=\"{}{}\" value={} oninput={} aria-label=\"{} {}\" aria-invalid={}
                aria-describedby=\"{}{}-c\" spellcheck=\"false\" autocapitalize=\"none\" autocomplete=\"off\"/>
            <button class=\"btn btn--icon btn--bare\" type=\"button\" aria-label=\"Remove {}\" onclick={}>{}</button>
            <div class=\"line__cov\" id=\"{}{}-c\">{}</div>
        </div>",
        short,
        at,
        value.to_owned(),
        typed(acts, field),
        what,
        at + 1,
        is_wrong(generate, field),
        short,
        at,
        if value.is_empty() {
            what.to_owned()
        } else {
            visible(value)
        },
        then_focus(acts, Act::Write(Write::Remove(field)), after_removal(short, at, many)),
        icon("#i-x"),
        short,
        at,
        about
    )
}

/// Where reports go.
pub(super) fn destinations(generate: &Generate, acts: &Acts) -> Html {
    let lines: Vec<Html> = generate
        .form
        .rua
        .iter()
        .enumerate()
        .map(|(at, rua)| {
            let field = Field::Destination(at);
            let about = list(said(generate, field, acts));
            let at = (at, generate.form.rua.len());
            one_of_many(generate, acts, ("Report destination", "r"), at, field, rua, about)
        })
        .collect();
    draw!(
        "<div class=\"form__grp\" role=\"group\" aria-labelledby=\"g-rpt\">
            <h2 class=\"form__h\" id=\"g-rpt\">TLS reports go to</h2>
            <div class=\"lines\">{}</div>{}
            <div class=\"row\"><button class=\"btn btn--small\" type=\"button\" id=\"r-add\" onclick={}>Add a mailbox or https
            address</button></div>
        </div>",
        lines,
        said(generate, Field::Destinations, acts),
        add(acts, Field::Destinations, "r", generate.form.rua.len())
    )
}
