//! How reports come in: dropped, picked, pasted; and how far the reading is.

use super::Reports;
use super::keep::keep;
use super::limits::limits;
use super::page::is_lost;
use crate::report::border::State;
use crate::rule::Severity;
use crate::ui::act::{Act, Acts, Read, on, then_focus};
use crate::ui::hooks::text_of;
use crate::ui::markup::draw;
use crate::ui::parts::mark::severity_icon;
use crate::ui::parts::section::more;
use crate::ui::words::count;
use crate::web::file::let_in;
use crate::web::reader::Reader;
use crate::words::{bytes, thousands};
use yew::{Callback, Event, Html};

const TYPES: &str = ".json, .json.gz, .eml, .mbox, .zip, .tar.gz, folders";

/// Before anything was read: what to drop, and what becomes of it.
pub fn first(reports: &Reports, acts: &Acts) -> Html {
    draw!(
        "<div class=\"reports__first\">
            {}{}
            <ul class=\"bullets\">
                <li>Nothing leaves this browser: reports are read here, by a program that came with the page.</li>
                <li>Nothing is kept unless you say so: when you close the page, they are gone. The address of this page never holds anything
                of them.</li>
                <li>They come by mail, as attachments, from those who send mail to you: each says how a day of sessions
                with your servers went. Drop the attachments, the mails, or an export of the whole mailbox.</li>
            </ul>
        </div>
        {}<div class=\"row reports__more\">{}{}</div>",
        zone(reports, "Drop TLS reports here", acts),
        status(reports, acts),
        paste(reports, "Or paste a report or a whole mail", acts),
        limits(reports, acts),
        keep(reports, acts)
    )
}

/// Beside what was read.
pub fn beside(reports: &Reports, acts: &Acts) -> Html {
    draw!(
        "{}{}<div class=\"row reports__more\">{}{}{}</div>",
        zone(reports, "Drop more reports here", acts),
        status(reports, acts),
        more(
            "Paste a report",
            paste(reports, "Its JSON, or the whole mail that it came in", acts)
        ),
        limits(reports, acts),
        keep(reports, acts)
    )
}

/// What files may be dropped on, wherever on the page: else the browser would leave the page and show them.
pub fn anywhere(reports: &Reports, content: Html) -> Html {
    draw!(
        "<div ondragover={} ondrop={}>{}</div>",
        Callback::from(|event: Event| let_in(&event)),
        hears(reports, Reader::dropped),
        content
    )
}

fn hears(reports: &Reports, how: fn(&Reader, &Event)) -> Callback<Event> {
    let reader = reports.reader.clone();
    Callback::from(move |event: Event| how(&reader, &event))
}

/// Where files are dropped or picked.
fn zone(reports: &Reports, words: &'static str, acts: &Acts) -> Html {
    let pick = |id: &'static str, label: &'static str, folder: bool| {
        draw!(
            "<label class=\"btn\"><input class=\"sr\" type=\"file\" id={} multiple webkitdirectory={} onchange={}/>{}</label>",
            id,
            folder,
            hears(reports, Reader::picked),
            label
        )
    };
    let forget = reports.shown().is_some().then(|| {
        draw!(
            "<button class=\"btn btn--bare\" type=\"button\" id=\"r-forget\" onclick={}>Clear all</button>",
            then_focus(acts, Act::Reports(Read::Forget), "r-files".to_owned())
        )
    });
    draw!(
        "<div class=\"drop\" id=\"drop\">
            <p><strong>{}</strong> <span class=\"quiet\">{}</span></p>
            <div class=\"row\">{}{}{}</div>
        </div>",
        words,
        TYPES,
        pick("r-files", "Choose files", false),
        pick("r-folder", "Choose a folder", true),
        forget
    )
}

/// How far the reading is; it exists from the start, so that what it says is spoken.
fn status(reports: &Reports, acts: &Acts) -> Html {
    let cancel = || {
        draw!(
            "<button class=\"btn btn--small\" type=\"button\" id=\"r-cancel\" onclick={}>Cancel</button>",
            then_focus(acts, Act::Reports(Read::Cancel), "r-files".to_owned())
        )
    };
    let content = match &reports.state {
        State::Loading => Some(draw!(
            "<div class=\"reading\"><p>{} What reads reports is being loaded.</p>{}</div>",
            severity_icon(Severity::Pending),
            cancel()
        )),
        State::Reading(progress) => {
            let (done, all) = (progress.bytes_done, progress.bytes_total.max(1));
            Some(draw!(
                "<div class=\"reading\">
                    <p>{} {} of {} read, {} of {}</p>{}
                    <progress max={} value={} aria-label=\"Bytes read\">{} %</progress>
                </div>",
                severity_icon(Severity::Pending),
                thousands(progress.files_done),
                count(progress.files_total, "file"),
                bytes(done),
                bytes(progress.bytes_total),
                cancel(),
                all.to_string(),
                done.to_string(),
                (done.saturating_mul(100) / all).to_string()
            ))
        }
        _ if is_lost(reports) => Some(draw!(
            "<div class=\"aside is-error\">{}<div><p><strong>What reads reports has stopped, or could not be loaded.</strong> Your
                files were not changed and nothing was sent. It may have run out of memory; a reload helps if the page was
                renewed since.</p>
                <p><button class=\"btn btn--small\" type=\"button\" id=\"r-again\" onclick={}>Read them again</button></p></div>
            </div>",
            severity_icon(Severity::Error),
            on(acts, Act::Reports(Read::Again))
        )),
        State::Idle if reports.cancelled => Some(draw!(
            "<p>{} Stopped before a file was read. Nothing was kept of it.</p>",
            severity_icon(Severity::Note)
        )),
        _ => None,
    };
    draw!("<div class=\"snip\" role=\"status\">{}</div>", content)
}

/// The box for a report that is pasted, and what it is called.
fn paste(reports: &Reports, label: &'static str, acts: &Acts) -> Html {
    draw!(
        "<div class=\"field reports__paste\"><label for=\"r-text\">{}</label>
            <textarea class=\"area mono\" id=\"r-text\" rows=\"4\" spellcheck=\"false\" autocapitalize=\"none\" autocomplete=\"off\"
                value={} oninput={}/>
            <p><button class=\"btn\" type=\"button\" id=\"r-take\" onclick={}>Read it</button></p>
        </div>",
        label,
        &reports.typed,
        acts.reform(|event: Event| Act::Reports(Read::Type(text_of(&event)))),
        on(acts, Act::Reports(Read::Take))
    )
}
