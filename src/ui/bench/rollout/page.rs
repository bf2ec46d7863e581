//! The screen: the change that is chosen, the steps of its plan, the gate before enforce.

use super::{Kind, Made, Rollout, before, effects, steps};
use crate::dns::Name;
use crate::dns::input;
use crate::rollout::gate::{Gate, Point, Standing};
use crate::rollout::times::at;
use crate::rule::Severity;
use crate::ui::act::{Act, Acts, Lay, at_enter, on};
use crate::ui::hooks::{chosen_of, is_ticked, text_of};
use crate::ui::markup::{draw, list};
use crate::ui::pages::head;
use crate::ui::parts::copy::snippet;
use crate::ui::parts::mark::{icon, refused, severity_icon};
use crate::ui::route::Route;
use crate::ui::words::{rich, visible};
use crate::web::page as browser;
use yew::{Event, Html};

/// The page about a domain, or about none yet. `asking`: the domain is still being looked up.
pub fn page(rollout: &Rollout, about: Option<&Name>, asking: bool, acts: &Acts) -> Html {
    let Some(made) = rollout
        .made
        .as_ref()
        .filter(|_| about.is_some() && about == rollout.about.as_ref())
    else {
        let lead = if asking {
            "What is published today is being read; the plan begins there."
        } else {
            "Name a domain: the plan begins at what it publishes today, and gives each step the earliest time that is safe."
        };
        return draw!(
            "{}<div class=\"wrap\">{}</div>",
            head("Roll out without an accident", lead, None),
            domain(rollout, acts)
        );
    };
    let plan = &made.plan;
    // Where what is to come can't be read there is nothing to plan; what was planned instead would be taken for it.
    let planned = made.wrong.is_none();
    draw!(
        "{}<div class=\"wrap split\">
            <section aria-labelledby=\"h-plan\">{}<h2 class=\"sr\" id=\"h-plan\">Steps</h2>{}{}{}</section>
            <aside class=\"side\" aria-label=\"Enforce gate and downloads\">{}{}</aside>
        </div>",
        head(
            if planned {
                visible(&plan.title)
            } else {
                rollout.kind.words().into()
            },
            draw!(
                "<span role=\"status\">{}</span> {} What is published was seen {}.",
                planned.then(|| rich(&plan.summary)),
                zone_words(rollout),
                at(plan.seen)
            ),
            Some(choose(rollout, acts))
        ),
        change(rollout, made, acts),
        planned.then(|| notices(made)),
        planned.then(|| steps::steps(plan, &rollout.zone, rollout.understood || rollout.is_enforced())),
        made.effects
            .as_ref()
            .filter(|_| planned)
            .map(|effects| effects::effects(effects, &rollout.zone)),
        (!rollout.is_enforced()).then(|| gate(rollout, &made.gate, acts)),
        (planned && !plan.steps.is_empty()).then(|| take(acts))
    )
}

/// In which time zone times are.
fn zone_words(rollout: &Rollout) -> String {
    /// Half a year: where there is a summer time, it differs then.
    const HALF: i64 = 183 * 86_400;
    let zone = &rollout.zone;
    if [rollout.now, rollout.now + HALF]
        .iter()
        .all(|&time| (zone.ahead)(time) == 0)
    {
        return "The times are UTC.".to_owned();
    }
    let name = match zone.name.as_str() {
        "" => "this device".into(),
        name => visible(name),
    };
    format!("Steps have the times of {name}, beneath them UTC where that differs.")
}

/// The field for the domain.
fn domain(rollout: &Rollout, acts: &Acts) -> Html {
    let to_ascii = rollout.to_ascii;
    let place = move |typed: &str| {
        let target = input::read(typed, &to_ascii).ok()?;
        Some(Route::Rollout(target.domain.to_string()))
    };
    let plan = place(&rollout.typed).map(|place| {
        draw!(
            "<a class=\"btn btn--main\" id=\"p-go\" href={}>Plan</a>",
            place.to_string()
        )
    });
    draw!(
        "<div class=\"field filter\"><label for=\"p-dom\">Domain</label><div class=\"ask\">
            <input class=\"input\" id=\"p-dom\" value={} oninput={} onkeydown={} spellcheck=\"false\" autocapitalize=\"none\" autocomplete=\"off\"/>{}
        </div></div>",
        &rollout.typed,
        acts.reform(|event: Event| Act::Plan(Lay::Domain(text_of(&event)))),
        at_enter(acts, move |typed| place(typed).map(Act::Visit)),
        plan
    )
}

/// Which change.
fn choose(rollout: &Rollout, acts: &Acts) -> Html {
    let options: Vec<Html> = Kind::ALL
        .into_iter()
        .map(|kind| {
            draw!(
                "<option value={} selected={}>{}</option>",
                kind.key(),
                (kind == rollout.kind).then_some(true),
                kind.words()
            )
        })
        .collect();
    draw!(
        "<div class=\"row\"><label class=\"label\" for=\"kind\">Change</label>
            <select class=\"select\" id=\"kind\" onchange={}>{}</select>
            <a href={}>Another domain</a>
        </div>",
        acts.reform(|event: Event| Act::Plan(Lay::Kind(chosen_of(&event)))),
        options,
        Route::Rollout(String::new()).to_string()
    )
}

/// What else has to be said of the change.
fn change(rollout: &Rollout, made: &Made, acts: &Acts) -> Option<Html> {
    let area = |id: &'static str, label: &'static str, hint: &'static str, value: &str, act: fn(String) -> Lay| {
        draw!(
            "<div class=\"field\"><label for={}>{}</label>
                <textarea class=\"area mono\" id={} rows={} spellcheck=\"false\" autocapitalize=\"none\" autocomplete=\"off\" value={}
                    oninput={} aria-describedby=\"{}-h\"/>
                <p class=\"hint\" id=\"{}-h\">{}</p>
            </div>",
            id,
            label,
            id,
            (value.matches('\n').count() + 1).clamp(2, 12),
            value.to_owned(),
            acts.reform(move |event: Event| Act::Plan(act(text_of(&event)))),
            id,
            id,
            hint
        )
    };
    let hosts = |label, hint| area("p-hosts", label, hint, &rollout.hosts, Lay::Hosts);
    let afterwards = || hosts("All MX hosts afterwards", "One a line.");
    let fields = match rollout.kind {
        // Nothing is taken from senders there, so nothing waits for what they hold.
        Kind::First if rollout.wants_hosts() => {
            return Some(draw!(
                "<div class=\"form form--above\">{}</div>",
                hosts(
                    "All MX hosts",
                    "They could not be looked up. One a line; a pattern such as *.mail.example.com covers several."
                )
            ));
        }
        Kind::First => return None,
        Kind::Removal => list(Vec::new()),
        Kind::Hosts => afterwards(),
        Kind::Provider => draw!(
            "{}{}",
            afterwards(),
            area(
                "p-patterns",
                "The provider’s patterns",
                "Such as *.mail.protection.outlook.com, one a line; without any the hosts’ names are used.",
                &rollout.patterns,
                Lay::Patterns
            )
        ),
        Kind::Policy => {
            let wrong = made.wrong.map(|title| {
                draw!(
                    "<p class=\"field__msg is-error\">{}<span>{}. <a href={}>Validate it</a></span></p>",
                    severity_icon(Severity::Error),
                    rich(title),
                    Route::Validate.to_string()
                )
            });
            draw!(
                "{}<div aria-live=\"polite\">{}</div>",
                area(
                    "p-policy",
                    "The policy afterwards",
                    if rollout
                        .live
                        .as_ref()
                        .is_some_and(|live| rollout.offered(&live.today.domain).is_some())
                    {
                        "It begins as the form made it."
                    } else {
                        "It begins as the one of today."
                    },
                    &rollout.policy,
                    Lay::Policy
                ),
                wrong
            )
        }
    };
    Some(draw!(
        "<div class=\"form form--above\">{}{}</div>",
        fields,
        before::fields(&rollout.before, acts)
    ))
}

/// What keeps the plan from being made, what refuses mail, what it takes for granted.
fn notices(made: &Made) -> Html {
    let plan = &made.plan;
    let aside = |severity: Severity, text: &String| {
        draw!(
            "<div class=\"aside {}\">{}<p><span class=\"sr\">{}: </span>{}</p></div>",
            severity.class(),
            icon(severity.icon()),
            severity.word(),
            rich(text)
        )
    };
    let mut shown: Vec<Html> = Vec::new();
    shown.extend(plan.obstacles.iter().map(|text| aside(Severity::Error, text)));
    shown.extend(plan.dangers.iter().map(|text| aside(Severity::Error, text)));
    shown.extend(plan.doubts.iter().map(|text| aside(Severity::Warning, text)));
    if !plan.assumptions.is_empty() {
        let items: Vec<Html> = plan
            .assumptions
            .iter()
            .map(|text| draw!("<li>{}</li>", rich(text)))
            .collect();
        shown.push(draw!(
            "<details class=\"more\"><summary>What this plan takes for granted</summary>
                <div class=\"more__body\"><ul class=\"bullets\">{}</ul></div></details>",
            items
        ));
    }
    list(shown)
}

/// The gate before enforce.
fn gate(rollout: &Rollout, gate: &Gate, acts: &Acts) -> Html {
    let points: Vec<Html> = gate.points.iter().map(point).collect();
    draw!(
        "<section aria-labelledby=\"h-gate\">
            <h2 id=\"h-gate\">Ready for enforce?</h2>
            <p class=\"quiet small\" role=\"status\">{}</p>
            <ul class=\"gate snip\">{}</ul>
            <p class=\"small\"><a href=\"#/reports\">Read TLS reports</a></p>
            <div class=\"field\"><label for=\"p-days\">Days in testing so far</label>
                <input class=\"input\" id=\"p-days\" inputmode=\"numeric\" autocomplete=\"off\" aria-invalid={} aria-describedby=\"p-days-m\" value={}
                oninput={}/><div id=\"p-days-m\">{}</div></div>
            <label class=\"check snip small\"><input type=\"checkbox\" id=\"p-known\" checked={} onchange={}/><span>I know that in
            <code>enforce</code> a mistake refuses mail, for as long as senders keep the policy.</span></label>
        </section>",
        rich(&gate.headline),
        points,
        rollout.is_odd_test().then_some("true"),
        &rollout.days,
        acts.reform(|event: Event| Act::Plan(Lay::Days(text_of(&event)))),
        rollout
            .is_odd_test()
            .then(|| refused("That is no number of days; it isn’t counted.")),
        rollout.understood.then_some(true),
        acts.reform(|event: Event| {
            let ticked = is_ticked(&event);
            // That happens elsewhere on the page.
            browser::tell(if ticked {
                "The texts of the steps in enforce are shown."
            } else {
                "The texts of the steps in enforce are hidden."
            });
            Act::Plan(Lay::Understood(ticked))
        })
    )
}

fn point(point: &Point) -> Html {
    let (severity, word) = match point.state {
        Standing::Met => (Severity::Good, "Met"),
        Standing::NotMet => (Severity::Warning, "Not met"),
        Standing::Unseen => (Severity::Unseen, "Not observable"),
        Standing::Pending => (Severity::Pending, "Not answered yet"),
    };
    let commands: Vec<Html> = point.commands.iter().map(snippet).collect();
    let commands = (!commands.is_empty()).then(|| {
        draw!(
            "<details class=\"more\"><summary>Commands that show it</summary><div class=\"more__body\">{}</div></details>",
            commands
        )
    });
    draw!(
        "<li class={}>{}<span><span class=\"sr\">{}: </span>{}<small>{}</small>{}</span></li>",
        severity.class(),
        severity_icon(severity),
        word,
        rich(&point.words),
        rich(&point.detail),
        commands
    )
}

fn take(acts: &Acts) -> Html {
    let button = |id: &'static str, label: &'static str, lay: Lay| {
        draw!(
            "<button class=\"btn btn--small\" type=\"button\" id={} onclick={}>{}{}</button>",
            id,
            on(acts, Act::Plan(lay)),
            icon("#i-save"),
            label
        )
    };
    draw!(
        "<section aria-labelledby=\"h-take\"><h2 id=\"h-take\">Take the plan along</h2><div class=\"row snip\">{}{}</div></section>",
        button("p-ics", "Calendar (.ics)", Lay::Calendar),
        button("p-md", "Markdown", Lay::Markdown)
    )
}
