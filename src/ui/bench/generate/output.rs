//! What is to be published, in tabs: the file and the records, the records for a DNS provider, the files for a host.

use super::{Generate, Tab};
use crate::make::{Record, bundle, kit, template};
use crate::rule::Severity;
use crate::ui::act::{Act, Acts, Write, on, then_focus};
use crate::ui::hooks::{chosen_of, key_of};
use crate::ui::markup::{draw, list};
use crate::ui::parts::copy::{copy_button, labelled};
use crate::ui::parts::mark::icon;
use crate::ui::parts::source::example;
use crate::ui::route::Route;
use crate::ui::words::{count, rich, visible};
use yew::{Callback, Event, Html};

/// All of it.
pub fn output(generate: &Generate, acts: &Acts) -> Html {
    let panel = match generate.tab {
        _ if !generate.begun => draw!(
            "<p class=\"quiet\">Nothing to publish yet. Name the domain, and what to publish stands here as you type.</p>"
        ),
        Tab::Publish => publish(generate),
        Tab::Dns => dns(generate, acts),
        Tab::Host => host(generate, acts),
    };
    draw!(
        "<h2 class=\"sr\" id=\"h-out\">What to publish</h2>
        <div class=\"tabs\" role=\"tablist\" aria-label=\"Output\" onkeydown={}>{}</div>
        <div class=\"panel\" id=\"panel\" role=\"tabpanel\" aria-labelledby=\"tab-{}\">{}{}{}</div>",
        arrows(generate.tab, acts),
        Vec::from(Tab::ALL.map(|tab| one_tab(generate, tab, acts))),
        place(generate.tab),
        blocking(generate),
        panel,
        take(generate, acts)
    )
}

fn place(tab: Tab) -> usize {
    Tab::ALL.iter().position(|known| *known == tab).unwrap_or_default()
}

fn one_tab(generate: &Generate, tab: Tab, acts: &Acts) -> Html {
    let selected = generate.tab == tab;
    draw!(
        "<button class=\"tab\" role=\"tab\" type=\"button\" id=\"tab-{}\" aria-selected={} aria-controls=\"panel\" tabindex={}
            onclick={}>{}</button>",
        place(tab),
        if selected { "true" } else { "false" },
        (!selected).then_some("-1"),
        on(acts, Act::Write(Write::Tab(tab))),
        tab.label()
    )
}

/// Arrows, Home and End go through the tabs.
fn arrows(tab: Tab, acts: &Acts) -> Callback<Event> {
    let acts = acts.clone();
    Callback::from(move |event: Event| {
        let (at, all) = (place(tab), Tab::ALL.len());
        let to = match key_of(&event).as_deref() {
            Some("ArrowRight") => (at + 1) % all,
            Some("ArrowLeft") => (at + all - 1) % all,
            Some("Home") => 0,
            Some("End") => all - 1,
            _ => return,
        };
        event.prevent_default();
        if let Some(&tab) = Tab::ALL.get(to) {
            acts.emit(Act::Write(Write::Tab(tab)));
            acts.emit(Act::Focus(format!("tab-{to}")));
        }
    })
}

/// What stands against publishing it.
fn blocking(generate: &Generate) -> Option<Html> {
    if !generate.begun {
        return None;
    }
    let errors = generate
        .problems()
        .filter(|(_, problem)| problem.finding.severity == Severity::Error)
        .count();
    let said = match (&generate.made.domain, errors) {
        (None, _) => draw!("<strong>Name a domain first:</strong> the records stand below it."),
        (Some(_), 0) => return None,
        (Some(_), _) => draw!(
            "<strong>{} to mend before you publish:</strong> {}. The texts below change with it.",
            count(errors, "thing"),
            if errors == 1 {
                "it stands beside its field"
            } else {
                "each stands beside its field"
            }
        ),
    };
    Some(draw!(
        "<div class=\"aside is-error\">{}<p>{}</p></div>",
        icon(Severity::Error.icon()),
        said
    ))
}

fn publish(generate: &Generate) -> Html {
    let made = &generate.made;
    let url = match &made.domain {
        Some(domain) => format!("https://mta-sts.{domain}/.well-known/mta-sts.txt"),
        None => "mta-sts.txt".to_owned(),
    };
    let records: Vec<Html> = made.records.iter().map(record).collect();
    let trap = made.records.last().zip(made.zone.as_ref()).map(|(record, zone)| {
        let doubled = format!("{}.{zone}", record.name);
        draw!(
            "<div class=\"aside is-warning\">{}<p><strong>Many DNS panels add the zone’s name themselves.</strong> If yours does, enter
            the short name, or you publish <code>{}</code>.</p></div>",
            icon(Severity::Warning.icon()),
            doubled
        )
    });
    let second = (!records.is_empty()).then(|| draw!("<div><h3>2. Then these DNS records</h3>{}</div>", list(records)));
    draw!(
        "<div><h3>1. Serve this file</h3>{}</div>{}{}",
        text_file(&url, &made.policy, "the policy"),
        second,
        trap
    )
}

/// A text with a name and a button that copies it.
fn text_file(name: &str, text: &str, what: &str) -> Html {
    draw!(
        "<figure class=\"snip\">
            <div class=\"snip__bar\"><figcaption><code>{}</code></figcaption>{}</div>{}
        </figure>",
        visible(name),
        copy_button(text, what),
        example(name, text)
    )
}

fn record(record: &Record) -> Html {
    let (rtype, value) = (record.rtype().to_string(), record.value());
    let name = record.relative.as_str();
    let whole = format!("{}.", record.name);
    draw!(
        "<dl class=\"rec rec--copy snip\">
            <div><dt>Name</dt><dd><code>{}</code> <span class=\"quiet small\">(whole: <code>{}</code>)</span></dd><dd>{}</dd></div>
            <div><dt>Type, TTL</dt><dd>{}, {}</dd><dd></dd></div>
            <div><dt>Value</dt><dd><code>{}</code></dd><dd>{}</dd></div>
        </dl>",
        visible(name),
        visible(&whole),
        copy_button(name, "the name"),
        rtype,
        record.ttl,
        visible(&value),
        copy_button(&value, "the value")
    )
}

/// A choice among templates, by their titles.
fn choice(
    id: &'static str,
    label: &'static str,
    names: &mut dyn Iterator<Item = &'static str>,
    chosen: &str,
    acts: &Acts,
    write: fn(String) -> Write,
) -> Html {
    let options: Vec<Html> = names
        .map(|name| {
            let title = bundle::template(name).and_then(|text| template::head(text, "title").next());
            draw!(
                "<option value={} selected={}>{}</option>",
                name,
                (name == chosen).then_some(true),
                title.unwrap_or(name)
            )
        })
        .collect();
    draw!(
        "<div class=\"field\"><label for={}>{}</label><select class=\"select\" id={} onchange={}>{}</select></div>",
        id,
        label,
        id,
        acts.reform(move |event: Event| Act::Write(write(chosen_of(&event)))),
        options
    )
}

fn about(generate: &Generate, name: &str) -> Option<Html> {
    let values = generate.made.values()?;
    let words = template::about(bundle::template(name)?, &values)?;
    Some(draw!("<p class=\"quiet\">{}</p>", rich(&words)))
}

pub(super) fn files(files: Option<Vec<template::File>>, generate: &Generate, acts: &Acts) -> Html {
    let Some(files) = files else {
        if generate.lost {
            return draw!(
                "<p>The formats could not be loaded. <button class=\"btn btn--small\" type=\"button\" id=\"load\" onclick={}>Try
                again</button></p>",
                then_focus(acts, Act::Retry, format!("tab-{}", place(generate.tab)))
            );
        }
        let named = generate.made.domain.is_some();
        return draw!(
            "<p class=\"quiet\" role=\"status\">{}</p>",
            if named { "The formats are being loaded." } else { "" }
        );
    };
    list(
        files
            .iter()
            .map(|file| text_file(&file.path, &file.text, &file.path))
            .collect(),
    )
}

fn dns(generate: &Generate, acts: &Acts) -> Html {
    let made = &generate.made;
    let rendered = made
        .values()
        .and_then(|values| template::render(bundle::template(generate.dns)?, &values));
    draw!(
        "{}{}{}",
        choice(
            "g-dns",
            "For",
            &mut bundle::dns_formats(),
            generate.dns,
            acts,
            Write::Dns
        ),
        about(generate, generate.dns),
        files(rendered, generate, acts)
    )
}

fn host(generate: &Generate, acts: &Acts) -> Html {
    draw!(
        "{}{}{}",
        choice(
            "g-kit",
            "Served by",
            &mut bundle::kits(),
            generate.kit,
            acts,
            Write::Kit
        ),
        about(generate, generate.kit),
        files(kit::files(generate.kit, None, &generate.made), generate, acts)
    )
}

/// All of it as one file.
fn take(generate: &Generate, acts: &Acts) -> Html {
    let ready = generate.made.is_publishable() && bundle::template(generate.kit).is_some();
    let title = |name: &str| {
        let text = bundle::template(name)?;
        template::head(text, "title").next()
    };
    let with = match (title(generate.kit), title(generate.dns)) {
        (Some(kit), Some(dns)) => format!("Holds the files for {kit}, and the records in this format: {dns}."),
        _ => String::new(),
    };
    let plan = generate.offer().map(|offer| {
        draw!(
            "<a class=\"btn\" id=\"g-plan\" href={} onclick={}>Plan the roll-out</a>",
            Route::Rollout(offer.domain.to_string()).to_string(),
            // The browser goes there by itself.
            acts.reform(|_: Event| Act::Write(Write::Plan))
        )
    });
    draw!(
        "<div class=\"row\">
            <button class=\"btn btn--main\" type=\"button\" id=\"g-zip\" disabled={} onclick={}>{}Download everything</button>
            {}{}
            <p class=\"hint\">{}</p>
        </div>",
        !ready,
        on(acts, Act::Write(Write::Save)),
        icon("#i-save"),
        generate
            .begun
            .then(|| labelled(&generate.made.policy, "the policy file", "Copy the policy")),
        plan,
        with
    )
}
