//! What the owner knows of the policies that were served before the one of today: some sender may hold one of them.

use crate::make::age;
use crate::rollout::Today;
use crate::rule::Severity;
use crate::sts::MAX_AGE_LIMIT;
use crate::ui::act::{Act, Acts, Lay};
use crate::ui::hooks::{chosen_of, text_of};
use crate::ui::markup::draw;
use crate::ui::parts::mark::severity_icon;
use crate::ui::words::rich;
use crate::words::full_date;
use yew::{Event, Html};

/// What is known of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Known {
    /// Nothing: what this browser remembers counts.
    #[default]
    Nothing,
    /// None was in enforce.
    None,
    /// Some was in enforce.
    Some,
}

impl Known {
    const ALL: [Self; 3] = [Self::Nothing, Self::None, Self::Some];

    const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "I don’t know",
            Self::None => "None was in enforce",
            Self::Some => "One was in enforce",
        }
    }

    /// A stable word for the value in the list.
    const fn key(self) -> &'static str {
        match self {
            Self::Nothing => "unknown",
            Self::None => "none",
            Self::Some => "enforce",
        }
    }
}

/// What the fields hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    known: Known,
    kept: String,
    until: String,
}

impl Before {
    /// Takes in what is known.
    pub fn choose(&mut self, key: &str) {
        let chosen = Known::ALL.into_iter().find(|known| known.key() == key);
        self.known = chosen.unwrap_or(self.known);
    }

    /// Takes in for how long one was kept.
    pub fn keep(&mut self, text: String) {
        self.kept = text;
    }

    /// Takes in until when it was served.
    pub fn end(&mut self, text: String) {
        self.until = text;
    }

    /// Tells the plan. Without a readable `max_age` it is the largest of RFC 8461 §3.2: nothing is taken for shorter than
    /// it may be.
    pub fn tell(&self, today: &mut Today) {
        match self.known {
            Known::Nothing => {}
            Known::None => today.earlier = Some(0),
            Known::Some => {
                today.earlier = Some(age::parse(&self.kept).map_or(MAX_AGE_LIMIT, |kept| kept.min(MAX_AGE_LIMIT)));
                // All of that day counts, wherever it ends last.
                today.earlier_ended = full_date(&self.until).map(|day| day.saturating_add(1).saturating_mul(86_400));
            }
        }
    }
}

/// The fields.
pub fn fields(before: &Before, acts: &Acts) -> Html {
    let options: Vec<Html> = Known::ALL
        .into_iter()
        .map(|known| {
            draw!(
                "<option value={} selected={}>{}</option>",
                known.key(),
                (known == before.known).then_some(true),
                known.words()
            )
        })
        .collect();
    draw!(
        "<div class=\"form__grp\" role=\"group\" aria-labelledby=\"p-before-l\">
            <div class=\"field\"><label for=\"p-before\" id=\"p-before-l\">Earlier policies</label>
                <select class=\"select\" id=\"p-before\" onchange={} aria-describedby=\"p-before-h\">{}</select>
                <p class=\"hint\" id=\"p-before-h\">Those that were served in the year before the policy of today, at any time: a
                sender keeps one for its <code>max_age</code>.</p>
            </div>{}
        </div>",
        acts.reform(|event: Event| Act::Plan(Lay::Before(chosen_of(&event)))),
        options,
        (before.known == Known::Some).then(|| which(before, acts))
    )
}

/// Which one it was.
fn which(before: &Before, acts: &Acts) -> Html {
    let largest = "the largest of RFC 8461 is planned with, a year";
    let kept = before.kept.trim();
    let read = age::parse(kept).filter(|seconds| *seconds <= MAX_AGE_LIMIT);
    let hint = match read {
        Some(seconds) => format!("`max_age: {seconds}`, {}.", age::words(seconds)),
        None if kept.is_empty() => {
            format!("Seconds, or a time such as `2 weeks`; the longest of them. While it is empty, {largest}.")
        }
        None => String::new(),
    };
    let wrong = (read.is_none() && !kept.is_empty()).then(|| {
        draw!(
            "<p class=\"field__msg is-warning\">{}<span><span class=\"sr\">{}: </span>No policy is kept for such a time: {}.</span></p>",
            severity_icon(Severity::Warning),
            Severity::Warning.word(),
            largest
        )
    });
    draw!(
        "<div class=\"pair\">
            <div class=\"field\"><label for=\"p-kept\">It was kept for</label>
                <input class=\"input mono\" id=\"p-kept\" value={} oninput={} aria-describedby=\"p-kept-m p-kept-h\" spellcheck=\"false\"
                    autocapitalize=\"none\" autocomplete=\"off\"/>
                <div id=\"p-kept-m\" aria-live=\"polite\">{}</div><p class=\"hint\" id=\"p-kept-h\">{}</p></div>
            <div class=\"field\"><label for=\"p-until\">It was served until</label>
                <input class=\"input\" type=\"date\" id=\"p-until\" value={} oninput={} aria-describedby=\"p-until-h\"/>
                <p class=\"hint\" id=\"p-until-h\">The last day, UTC. While it is empty, until the policy of today took its place.</p></div>
        </div>",
        before.kept.clone(),
        acts.reform(|event: Event| Act::Plan(Lay::BeforeKept(text_of(&event)))),
        wrong,
        rich(&hint),
        before.until.clone(),
        acts.reform(|event: Event| Act::Plan(Lay::BeforeUntil(text_of(&event))))
    )
}
