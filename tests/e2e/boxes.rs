//! Elements in boxes of every kind that pages put them into: each has a width that can be read, none is wider than its place.

use crate::embed::open;
use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::{Outcome, trials};
use libtest_mimic::Trial;
use std::sync::Arc;

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    vec![
        lab.page_trial("embed/in boxes that shrink", Alone::No, async |lab, stage| {
            shrink(lab, &stage).await
        }),
    ]
}

/// Boxes: a name, and their style.
const BOXES: [(&str, &str); 14] = [
    ("block", ""),
    ("flex", "display: flex"),
    (
        "flex, centred",
        "display: flex; justify-content: center; align-items: center",
    ),
    ("column", "display: flex; flex-direction: column; align-items: center"),
    ("grid", "display: grid; place-items: center"),
    ("grid of columns", "display: grid; grid-template-columns: auto 1fr"),
    ("inline-block", "display: inline-block"),
    ("float", "float: left"),
    ("fit-content", "width: fit-content"),
    ("max-content", "width: max-content; max-width: 100%"),
    ("absolute", "position: absolute"),
    ("table", "display: table"),
    ("inline-flex", "display: inline-flex"),
    ("float in flex", "display: flex; float: right"),
];

/// What is amiss where so much place is given: fewer pixels than can be read, more than the place, something that sticks out
/// of it; or the card doesn’t fill its element.
const MEASURE: &str = "const [place, least] = arguments;
    return [...document.querySelectorAll('.place')].flatMap((outer) => {
        // A text beside it wants place of its own.
        if (place < least + 60 && outer.title.startsWith('beside')) return [];
        outer.style.width = `${place}px`;
        const one = outer.querySelector('mta-sts-lens');
        const [box, card, all] = [one, one.shadowRoot.querySelector('.lens'), outer].map((of) => of.getBoundingClientRect());
        const fits = box.width >= least && box.width <= place + .5 && box.right <= all.right + .5 && Math.abs(box.width - card.width) < 1 && outer.scrollWidth <= place;
        return fits ? [] : [`${outer.title} in ${place} px: ${box.width}, the card ${card.width}, the box scrolls to ${outer.scrollWidth}`];
    })";

async fn shrink(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    let mut body = String::new();
    let element = "<mta-sts-lens view=\"validate\"></mta-sts-lens>";
    for (name, _) in BOXES {
        body += &[
            "<div class=place title=\"",
            name,
            "\"><div class=box>",
            element,
            "</div></div>",
        ]
        .concat();
    }
    // The box is the element itself, or a sibling wants all the place.
    for name in ["own float", "own grid", "own absolute", "own fit-content"] {
        body += &["<div class=place title=\"", name, "\">", element, "</div>"].concat();
    }
    let long = "Nothing is shown here but a long line of words. ".repeat(12);
    body += &[
        "<div class=place title=\"beside a long text\"><div class=box><p>",
        &long,
        "</p>",
        element,
        "</div></div>",
    ]
    .concat();
    body += &["<div id=own>", element, "</div>"].concat();
    let mut sheet = String::from(".place { position: relative; overflow: hidden; height: 300px } p { margin: 0 } ");
    for (name, style) in BOXES {
        sheet += &[".place[title='", name, "'] > .box { ", style, " } "].concat();
    }
    sheet += ".place[title='own float'] > * { float: left } .place[title='own grid'] { display: grid; justify-items: end }
        .place[title='own absolute'] > * { position: absolute } .place[title='own fit-content'] > * { width: fit-content }
        .place[title='beside a long text'] > .box { display: flex }
        #own > * { width: 260px; min-width: 0 }";
    let script = format!(
        "const sheet = new CSSStyleSheet(); sheet.replaceSync(`{sheet}`); document.adoptedStyleSheets = [sheet];"
    );
    open(lab, stage, "boxes", "", &body, &script).await?;
    let there = "return document.querySelector('mta-sts-lens')?.shadowRoot?.querySelector('.lens') ? true : null";
    stage
        .page
        .until("the elements", crate::embed::PATIENCE, there, &[])
        .await?;
    let mut amiss = Vec::new();
    for (place, least) in [(800, 190), (340, 190), (120, 119)] {
        let found = stage.page.eval(MEASURE, vec![place.into(), least.into()]).await?;
        amiss.extend(found.as_array().into_iter().flatten().map(ToString::to_string));
    }
    // What the page itself says of the width holds.
    let own = "const one = document.querySelector('#own > *');
        const widths = [one.getBoundingClientRect().width];
        one.style.width = '100px';
        widths.push(one.getBoundingClientRect().width);
        one.parentNode.style.display = 'flex';
        one.style.width = '';
        one.style.flex = '0 0 333px';
        widths.push(one.getBoundingClientRect().width);
        return widths.join()";
    let widths = stage.page.eval(own, Vec::new()).await?;
    if widths != "260,100,333" {
        amiss.push(format!("widths that the page says: {widths}"));
    }
    trials::all_right(&amiss)
}
