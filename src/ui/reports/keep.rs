//! Whether reports are kept in the browser: only when the user says so, with their size, and a button that deletes all.

use super::Reports;
use crate::rule::Severity;
use crate::ui::act::{Act, Acts, Read, then_focus};
use crate::ui::hooks::is_ticked;
use crate::ui::markup::draw;
use crate::ui::parts::mark::severity_icon;
use crate::ui::parts::section::more;
use crate::ui::words::count;
use crate::words::bytes;
use yew::{Event, Html};

/// The choice, and what is kept.
pub fn keep(reports: &Reports, acts: &Acts) -> Html {
    let kept = reports.kept;
    let size = kept.on.then(|| {
        draw!(
            "<p role=\"status\">{} kept, {}. <button class=\"btn btn--small\" type=\"button\" id=\"r-delete\" onclick={}>Delete all that
            is kept</button></p>",
            count(kept.files, "file"),
            bytes(kept.bytes),
            then_focus(acts, Act::Reports(Read::Keep(false)), "r-keep".to_owned())
        )
    });
    let refused = kept.refused.then(|| {
        draw!(
            "<p class=\"field__msg is-warning\">{}<span>The browser doesn’t let this page store that, or read what it has stored:
            it may not be kept, or not whole.</span></p>",
            severity_icon(Severity::Warning)
        )
    });
    let choice = more(
        if kept.on { "Kept in this browser" } else { "Keep in this browser" },
        draw!(
            "<label class=\"check\"><input type=\"checkbox\" id=\"r-keep\" checked={} onchange={}/><span>Keep the reports that I read here
            in this browser, so that they are there when I come back. They stay on this device.</span></label>{}",
            kept.on.then_some(true),
            acts.reform(|event: Event| Act::Reports(Read::Keep(is_ticked(&event)))),
            size
        ),
    );
    // Outside of what is folded up: it is told without being asked for.
    draw!("{}{}", choice, refused)
}
