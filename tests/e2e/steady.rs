//! What stands beside an element in a page doesn't move while it comes and when its result is there.

use crate::embed::{open, told};
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use mta_sts_lens::embed::{Choice, View};
use serde_json::{Value, json};
use std::sync::Arc;

/// How much may move, as browsers count it (Cumulative Layout Shift): what is held to be good.
const MOST: f64 = 0.1;

/// The widths that are tried, in pixels.
const WIDTHS: [u32; 2] = [900, 360];

/// README, with the line of style and the heights.
const README: &str = include_str!("../../src/bin/api/README.md");
const LINE: &str = "mta-sts-lens { display: block; min-height: 23rem; }";

/// The elements that are tried: what they are called here, how they are written, and what is done with them by hand.
const CASES: [(&str, &str, &str); 6] = [
    (
        "a check",
        "<mta-sts-lens domain=\"good.screens.test\"></mta-sts-lens>",
        "",
    ),
    (
        "a check that finds faults",
        "<mta-sts-lens domain=\"problem.screens.test\"></mta-sts-lens>",
        "",
    ),
    (
        "a check that can’t read all",
        "<mta-sts-lens domain=\"blocked.screens.test\"></mta-sts-lens>",
        "",
    ),
    (
        "a verdict",
        "<mta-sts-lens domain=\"good.screens.test\" compact></mta-sts-lens>",
        "",
    ),
    (
        "a verdict on little",
        "<mta-sts-lens domain=\"blocked.screens.test\" compact></mta-sts-lens>",
        "",
    ),
    (
        "a text",
        "<mta-sts-lens view=\"validate\"></mta-sts-lens>",
        "version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 86400\n",
    ),
];

/// Counts what moves, and keeps every height of the element and every place of what follows it.
const WATCH: &str = "window.moved = 0; window.seen = [];
    if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
        new PerformanceObserver((list) => list.getEntries().forEach(({ value, hadRecentInput }) => { if (!hadRecentInput) moved += value }))
            .observe({ type: 'layout-shift', buffered: true });
    }
    const look = () => {
        const [one, after] = ['mta-sts-lens', '#after'].map((name) => document.querySelector(name)?.getBoundingClientRect());
        if (after && seen.at(-1)?.[1] !== after.top) seen.push([one.height, after.top]);
        requestAnimationFrame(look);
    };
    look();
    // Late, so that the page was drawn before.
    const define = customElements.define.bind(customElements);
    customElements.define = (...all) => setTimeout(() => define(...all), 400);";

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![lab.page_trial("embed/nothing moves", Alone::No, async |lab, stage| {
        let done = steady(lab, &stage).await;
        stage.page.emulate_nothing().await?;
        done
    })]
}

async fn steady(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let mut amiss = Vec::new();
    if !README.contains(LINE) {
        return Err(format!("README doesn’t hold {LINE}").into());
    }
    let after = "<p>What follows in the page is read meanwhile.</p>".repeat(20);
    for width in WIDTHS {
        for (name, element, text) in CASES {
            stage.page.emulate(width, 1400, false, false).await?;
            let checks = text.is_empty();
            // What the configurator hands out for the page's style sheet.
            let choice = Choice {
                view: if checks { View::Check } else { View::Validate },
                domain: if checks {
                    "screens.test".to_owned()
                } else {
                    String::new()
                },
                compact: element.contains("compact"),
                ..Choice::default()
            };
            let (wide, narrow) = choice.room();
            if checks
                && ![wide, narrow]
                    .iter()
                    .all(|height| README.contains(&format!("{height}rem")))
            {
                return Err(format!("README doesn’t say {wide}rem and {narrow}rem").into());
            }
            let style = choice.style();
            let body = format!("<style>{style}</style>{element}<div id=after>{after}</div>");
            open(lab, stage, "steady", "", &body, WATCH).await?;
            if !text.is_empty() {
                told(stage, "lens-ready", 1).await?;
                let judge = "document.querySelector('mta-sts-lens').validate(arguments[0])";
                stage.page.eval(judge, vec![json!(text)]).await?;
            }
            told(stage, "lens-result", 1).await?;
            let (moved, seen) = what_moved(stage).await?;
            println!("figure: {name}, {width} px wide, moves {moved:.3} (at most {MOST}); heights and places: {seen}");
            if moved > MOST {
                amiss.push(format!(
                    "{name}, {width} px wide: {moved:.3} moved; heights and places: {seen}"
                ));
            }
        }
    }
    trials::all_right(&amiss)
}

/// What has moved by now, once all is drawn.
async fn what_moved(stage: &Stage<'_>) -> Outcome<(f64, Value)> {
    let drawn = "new Promise((done) => setTimeout(() => requestAnimationFrame(() => done([moved, seen])), 300))";
    let found = stage.page.promise(drawn, Vec::new()).await?;
    Ok((found[0].as_f64().unwrap_or(f64::MAX), found[1].clone()))
}
