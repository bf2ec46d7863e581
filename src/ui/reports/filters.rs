//! What is looked at: lists and days to choose, and what is chosen as chips that can be taken away.

use super::{Reports, versions};
use crate::report::export::iso;
use crate::report::merge::{By, Filter};
use crate::report::shown::{Shown, day_of};
use crate::ui::act::{Act, Acts, Read, then_focus};
use crate::ui::hooks::{chosen_of, text_of};
use crate::ui::markup::{draw, list};
use crate::ui::parts::mark::icon;
use crate::words::{day, thousands};
use yew::{Callback, Event, Html};

/// What can be chosen from a list: how it is called, and what stands for all.
const LISTS: [(By, &str, &str, &str); 8] = [
    (By::Reporter, "f-reporter", "Reported by", "Everyone"),
    (By::Domain, "f-domain", "Domain", "All domains"),
    (By::PolicyType, "f-type", "Policy found", "Any"),
    (By::Policy, "f-policy", "Policy version", "All versions"),
    (By::Host, "f-host", "MX host of failures", "All hosts"),
    (By::Result, "f-result", "Result of failures", "All results"),
    (By::Sending, "f-sending", "Sending address", "All addresses"),
    (By::Receiving, "f-receiving", "Receiving address", "All addresses"),
];

/// The filter, and what of it is set.
pub fn filters(reports: &Reports, shown: &Shown, acts: &Acts) -> Option<Html> {
    // Of one report there is nothing to choose. Of more every list stays where it is, whatever is chosen.
    if shown.counts.reports < 2 {
        return None;
    }
    let lists: Vec<Html> = LISTS
        .into_iter()
        .map(|(by, id, label, all)| one(reports, by, (id, label, all), choices(shown, by), acts))
        .collect();
    let date = |id: &'static str, label: &'static str, value: Option<i64>, act: fn(Option<i64>) -> Read| {
        draw!(
            "<div class=\"field\"><label for={}>{}</label>
                <input class=\"input\" type=\"date\" id={} value={} onchange={}/></div>",
            id,
            label,
            id,
            value.map(iso).unwrap_or_default(),
            acts.reform(move |event: Event| Act::Reports(act(day_of(&text_of(&event)))))
        )
    };
    let dates = draw!(
        "{}{}",
        date("f-from", "From day", reports.filter.from, Read::From),
        date("f-to", "To day", reports.filter.to, Read::To)
    );
    Some(draw!(
        "<div class=\"filters\" role=\"group\" aria-label=\"Filter the reports\">{}{}</div>{}",
        lists,
        dates,
        chips(&reports.filter, acts)
    ))
}

/// What can be chosen: what a filter knows it by, and how it is called. And how many are left out.
fn choices(shown: &Shown, by: By) -> (Vec<(String, String)>, usize) {
    if by == By::Policy {
        return versions::choices(&shown.versions);
    }
    let table = shown.tables.iter().find(|table| table.by == by);
    table.map_or_else(Default::default, |table| {
        let rows = table.rows.rows.iter();
        (
            rows.map(|row| (row.name.clone(), brief(&row.name))).collect(),
            table.rows.more,
        )
    })
}

/// A list to choose from.
fn one(
    reports: &Reports,
    by: By,
    (id, label, all): (&'static str, &'static str, &'static str),
    (mut choices, more): (Vec<(String, String)>, usize),
    acts: &Acts,
) -> Html {
    let chosen = reports.filter.get(by);
    // What is chosen may be among those that are left out.
    if let Some(name) = chosen.filter(|name| choices.iter().all(|(own, _)| own != name)) {
        choices.push((name.to_owned(), called(by, name)));
    }
    let option = |at: String, selected: bool, words: String| {
        draw!("<option value={} selected={}>{}</option>", at, selected, words)
    };
    let mut options = vec![option(String::new(), chosen.is_none(), all.to_owned())];
    for (at, (name, words)) in choices.iter().enumerate() {
        options.push(option(at.to_string(), chosen == Some(name.as_str()), words.clone()));
    }
    if more > 0 {
        let words = format!("{} more: choose in another list first", thousands(more));
        options.push(draw!("<option disabled={}>{}</option>", true, words));
    }
    let choose: Callback<Event> = acts.reform(move |event: Event| {
        let name = chosen_of(&event)
            .parse()
            .ok()
            .and_then(|at: usize| choices.get(at).map(|(name, _)| name.clone()));
        Act::Reports(Read::Listed(by, name))
    });
    draw!(
        "<div class=\"field\"><label for={}>{}</label><select class=\"select\" id={} key={} onchange={}>{}</select></div>",
        id,
        label,
        id,
        // The list itself forgets what it is told once it was used.
        reports.turn.to_string(),
        choose,
        options
    )
}

/// How something that is chosen is called. A version of a policy is known by all its lines.
fn called(by: By, name: &str) -> String {
    if by == By::Policy {
        "one version".to_owned()
    } else {
        brief(name)
    }
}

/// What is set, each with a button that takes it away.
fn chips(filter: &Filter, acts: &Acts) -> Option<Html> {
    let mut set: Vec<(&'static str, String, Read)> = By::ALL
        .into_iter()
        .filter_map(|by| Some((noun(by), called(by, filter.get(by)?), Read::Only(by, None))))
        .collect();
    set.extend(filter.from.map(|from| ("from", day(from), Read::From(None))));
    set.extend(filter.to.map(|to| ("to", day(to), Read::To(None))));
    if set.is_empty() {
        return None;
    }
    let alone = set.len() == 1;
    let chip = |(what, name, read): (&'static str, String, Read)| {
        // The last one takes the place with it: what is next is the field where it can be chosen again.
        let next = if alone { field(&read) } else { "f-set" };
        draw!(
            "<li><button class=\"chip\" type=\"button\" onclick={}><span class=\"sr\">Take away: </span>{}: <b>{}</b>{}</button></li>",
            then_focus(acts, Act::Reports(read), next.to_owned()),
            what,
            name,
            icon("#i-x")
        )
    };
    Some(draw!(
        "<div class=\"chips\" id=\"f-set\" tabindex=\"-1\" role=\"group\" aria-label=\"What is chosen\"><ul>{}</ul>
            <button class=\"btn btn--small btn--bare\" type=\"button\" id=\"f-all\" onclick={}>Show all</button></div>",
        list(set.into_iter().map(chip).collect()),
        then_focus(acts, Act::Reports(Read::All), "say".to_owned())
    ))
}

/// The field in which this is chosen.
fn field(read: &Read) -> &'static str {
    match read {
        Read::Only(by, _) => LISTS
            .iter()
            .find(|(own, ..)| own == by)
            .map_or("f-set", |(_, id, ..)| *id),
        Read::From(_) => "f-from",
        _ => "f-to",
    }
}

/// By what something is told apart, in a word or two.
pub const fn noun(by: By) -> &'static str {
    match by {
        By::Reporter => "Reporter",
        By::PolicyType => "Policy type",
        By::Domain => "Domain",
        By::Policy => "Policy",
        By::Host => "MX host",
        By::Result => "Result",
        By::Sending => "Sending address",
        By::Receiving => "Receiving address",
    }
}

/// Longest name that is shown, in characters.
const LONGEST: usize = 120;

/// A name as it is shown: what can't be seen in it is named, its end may be left out; nothing is said to be nothing.
pub fn brief(name: &str) -> String {
    if name.trim().is_empty() {
        return "not said".to_owned();
    }
    crate::text::show_within(name.as_bytes(), LONGEST)
}
