//! The screen: the sentence, what is dropped and chosen, then day by day, failures, tables, policies, files.

use super::{Reports, bring, chart, failures, files, filters, tables, versions};
use crate::report::border::{Export, State};
use crate::report::merge::Filter;
use crate::report::shown::{Counts, Shown};
use crate::rule::Severity;
use crate::survey::assessment::{Case, Verdict};
use crate::ui::act::{Act, Acts, Read, on};
use crate::ui::markup::{draw, list};
use crate::ui::pages::head;
use crate::ui::parts::mark::icon;
use crate::ui::parts::verdict::banded;
use crate::ui::words::count;
use crate::words::{span, thousands};
use yew::Html;

/// The page.
pub fn page(reports: &Reports, acts: &Acts) -> Html {
    let content = match reports.shown() {
        Some(shown) => read(reports, shown, acts),
        None => draw!(
            "{}<div class=\"wrap reports\">{}</div>",
            head(
                "Read TLS reports",
                "Drop one report or a year of them: you read what happened to mail, who could not deliver, why, and what to do.",
                None
            ),
            bring::first(reports, acts)
        ),
    };
    bring::anywhere(reports, content)
}

/// The page with what was read.
fn read(reports: &Reports, shown: &Shown, acts: &Acts) -> Html {
    draw!(
        "{}<div class=\"wrap reports\">{}{}{}</div>",
        banded(&verdict(reports, shown), meta(reports, shown), None, ""),
        bring::beside(reports, acts),
        filters::filters(reports, shown, acts),
        sections(reports, shown, acts)
    )
}

/// The sentence, as a verdict.
fn verdict(reports: &Reports, shown: &Shown) -> Verdict {
    let filtered = shown.filter != Filter::default();
    let (severity, kind, sentence, consequence) = match &shown.sentence {
        None => (
            Severity::Error,
            "nothing to read",
            if shown.counts.files == 1 {
                "This file holds no TLS report that can be read.".to_owned()
            } else {
                "None of these files holds a TLS report that can be read.".to_owned()
            },
            "Below stands why, file by file. A report is attached to a mail as `.json` or `.json.gz`; the whole mail will do too.",
        ),
        Some(said) => (
            said.severity,
            match (filtered, shown.totals.failures) {
                (true, _) => "what passes the filter",
                (false, 0) => "as far as these reports tell",
                (false, _) => "some sessions failed",
            },
            said.text.clone(),
            said.so.as_str(),
        ),
    };
    let consequence = if reports.cancelled {
        format!("{consequence} The reading was stopped: what stands here is what was read until then.")
    } else {
        consequence.to_owned()
    };
    Verdict {
        case: Case::Waiting,
        severity,
        kind: kind.to_owned(),
        sentence,
        consequence,
    }
}

fn meta(reports: &Reports, shown: &Shown) -> Html {
    let counts = shown.counts;
    let columns = &shown.timeline.columns;
    let ends = columns
        .first()
        .zip(columns.last())
        .map(|(first, last)| (first.from, last.to))
        // The days are those of what passes, the reports are all.
        .filter(|_| shown.filter == Filter::default());
    let mut parts = vec![format!(
        "{}{}",
        amount(counts),
        ends.map_or_else(String::new, |days| format!(", {}", span(days)))
    )];
    if counts.repeated > 0 {
        parts.push(format!("{} came before, counted once", thousands(counts.repeated)));
    }
    if counts.contradicting > 0 {
        let (many, verb) = (
            counts.contradicting,
            if counts.contradicting == 1 {
                "contradicts"
            } else {
                "contradict"
            },
        );
        parts.push(format!(
            "{} {verb} an earlier one with the same sender, ID and days, not counted",
            thousands(many)
        ));
    }
    if counts.faulty > 0 {
        parts.push(format!("{} can’t be read whole", count(counts.faulty, "file")));
    }
    parts.push(if reports.kept.on {
        "Read and kept in this browser".to_owned()
    } else {
        "Read in this browser, not kept".to_owned()
    });
    let parts = parts.into_iter().map(|part| draw!("<span>{}</span>", part));
    list(parts.collect())
}

/// How many reports there are.
fn amount(counts: Counts) -> String {
    format!("{} in {}", count(counts.reports, "report"), count(counts.files, "file"))
}

/// What more files come to, for those who hear the page: the sentence above may stay as it is.
pub(super) fn told(counts: Counts) -> String {
    amount(counts) + "."
}

/// How many sections there are.
pub(super) const SECTIONS: usize = 6;

fn sections(reports: &Reports, shown: &Shown, acts: &Acts) -> Html {
    let drawn = reports.drawn;
    let has_reports = shown.sentence.is_some();
    let read = has_reports.then(|| {
        draw!(
            "{}{}{}{}{}",
            (drawn > 0).then(|| chart::chart(shown)),
            (drawn > 1).then(|| failures::failures(reports, shown, acts)),
            (drawn > 2).then(|| tables::tables(shown, acts)),
            (drawn > 3).then(|| versions::versions(reports, shown, acts)),
            (drawn > 4).then(|| take(acts))
        )
    });
    let files = (drawn > 5 || !has_reports).then(|| files::files(shown));
    // Where nothing could be read, why not is all there is.
    let busy = reports.is_reading().then_some("true");
    draw!("<div aria-busy={}>{}{}</div>", busy, read, files)
}

/// What the data can be taken along as.
fn take(acts: &Acts) -> Html {
    let button = |(export, id, label): (Export, &'static str, &'static str)| {
        draw!(
            "<button class=\"btn btn--small\" type=\"button\" id={} onclick={}>{}{}</button>",
            id,
            on(acts, Act::Reports(Read::Save(export))),
            icon("#i-save"),
            label
        )
    };
    let buttons = [
        (Export::Failures, "x-failures", "Failures (CSV)"),
        (Export::Days, "x-days", "Days (CSV)"),
        (Export::Json, "x-json", "All (JSON)"),
        (Export::Markdown, "x-md", "Summary for a ticket (Markdown)"),
    ];
    draw!(
        "<section class=\"sec\" id=\"take\" tabindex=\"-1\" aria-labelledby=\"h-take\">
            <div class=\"sec__head\"><h2 id=\"h-take\">Take it along</h2><p>what passes the filter</p></div>
            <div class=\"row\">{}</div>
        </section>",
        buttons.map(button).to_vec()
    )
}

/// Whether the reading got lost.
pub(super) const fn is_lost(reports: &Reports) -> bool {
    matches!(reports.state, State::Lost)
}
