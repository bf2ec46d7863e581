//! The bridge: how a policy that no page may read comes here all the same.

use crate::rule::Severity;
use crate::survey::facts::{BODY_LIMIT, Pasted};
use crate::survey::picture::Bridge;
use crate::ui::act::{Act, Acts};
use crate::ui::hooks::text_of;
use crate::ui::markup::draw;
use crate::ui::parts::copy::{command, copy_button};
use crate::ui::parts::mark::severity_icon;
use crate::ui::parts::section::{more, section};
use crate::ui::words::visible;
use crate::web::file::{self, Brought, read_dropped};
use yew::{Callback, Event, Html};

/// What was brought.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// The policy that counts.
    pub pasted: Option<&'a Pasted>,
    /// Whether what was brought last could not be read.
    pub unread: bool,
}

/// The ways to bring the policy of a domain, and the box that takes it, with what was brought.
pub fn bridge(bridge: &Bridge, domain: &str, given: Given, acts: &Acts) -> Html {
    let content = draw!(
        "<ol class=\"ways\">
            <li><b>A</b><div>
                <h3>Fetch it in a terminal</h3>
                <p>With <code>-i</code> the status and headers come along and are judged too. This is the fullest answer.</p>
                {}
            </div></li>
            <li><b>B</b><div>
                <h3>Open it, copy it</h3>
                <p>Your browser may show the file, it only doesn’t hand it to this page.</p>
                <div class=\"cmd\">
                    <code><a href={} rel=\"noreferrer noopener\" target=\"_blank\">{}</a></code>{}
                </div>
            </div></li>
        </ol>
        {}{}",
        command(&bridge.curl, "the curl command"),
        &bridge.url,
        visible(&bridge.url),
        copy_button(&bridge.url, "the address of the policy"),
        paste_box(domain, given, acts),
        more(
            "Make it readable for next time",
            draw!(
                "<p>The file is public anyway, so this gives nothing away and lets you check it from any browser. Add one header
                at the host:</p>{}",
                command("Access-Control-Allow-Origin: *", "the header")
            )
        )
    );
    section("bridge", "Bring the policy here", "either way", content)
}

fn paste_box(domain: &str, Given { pasted, unread }: Given, acts: &Acts) -> Html {
    let unread = unread.then(|| {
        draw!(
            "<p class=\"field__msg is-error\">{}<span>The file could not be read; what was there before counts.</span></p>",
            severity_icon(Severity::Error)
        )
    });
    let paste = {
        let domain = domain.to_owned();
        acts.reform(move |bytes: Option<Vec<u8>>| Act::Paste(domain.clone(), bytes))
    };
    let dropped = {
        // One byte more than a policy may have, so that its size shows.
        let on_file = paste.reform(|file: Option<Brought>| file.map(|file| file.bytes));
        // A text that is dropped goes into the box as if it were typed; only a file has to be read.
        Callback::from(move |event: Event| read_dropped(&event, BODY_LIMIT, on_file.clone()))
    };
    draw!(
        "<div class=\"field snip\">
            <label for=\"paste\">Policy, or the whole output of <code>curl -i</code></label>
            <textarea class=\"area mono\" id=\"paste\" rows=\"7\" spellcheck=\"false\" autocomplete=\"off\" autocapitalize=\"none\"
                aria-describedby=\"paste-h\" placeholder=\"version: STSv1\" value={} oninput={} ondragover={} ondrop={}/>
            <div aria-live=\"polite\">{}</div>
            <p class=\"hint\" id=\"paste-h\">Judged as it lands. It stays in this browser. The file itself may be dropped here
            too.</p>
        </div>",
        pasted.map_or_else(String::new, |pasted| String::from_utf8_lossy(&pasted.text).into_owned()),
        paste.reform(|event: Event| Some(text_of(&event).into_bytes())),
        Callback::from(|event: Event| file::let_in(&event)),
        dropped,
        unread
    )
}
