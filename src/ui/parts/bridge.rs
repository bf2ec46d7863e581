//! The bridge: how a policy that no page may read comes here all the same.

use crate::survey::assessment::Bridge;
use crate::survey::facts::BODY_LIMIT;
use crate::ui::act::{Act, Acts, with};
use crate::ui::hooks::{self, Brought, read_dropped, text_of};
use crate::ui::markup::draw;
use crate::ui::parts::copy::{command, copy_button};
use crate::ui::parts::section::{more, section};
use crate::ui::words::visible;
use yew::{Callback, Event, Html};

/// The ways to bring the policy, and the box that takes it.
pub fn bridge(bridge: &Bridge, acts: &Acts) -> Html {
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
        paste_box(acts),
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

fn paste_box(acts: &Acts) -> Html {
    let dropped = {
        // One byte more than a policy may have, so that its size shows.
        let on_file = acts.reform(|file: Brought| Act::Paste(file.bytes));
        // A text that is dropped goes into the box as if it were typed; only a file has to be read.
        Callback::from(move |event: Event| read_dropped(&event, BODY_LIMIT, on_file.clone()))
    };
    draw!(
        "<div class=\"field snip\">
            <label for=\"paste\">Policy, or the whole output of <code>curl -i</code></label>
            <textarea class=\"area mono\" id=\"paste\" rows=\"7\" spellcheck=\"false\" autocomplete=\"off\" autocapitalize=\"none\"
                aria-describedby=\"paste-h\" placeholder=\"version: STSv1\" oninput={} ondragover={} ondrop={}/>
            <p class=\"hint\" id=\"paste-h\">Judged as it lands. It stays in this browser. The file itself may be dropped here
            too.</p>
        </div>",
        with(acts, |event| Act::Paste(text_of(event).into_bytes())),
        Callback::from(|event: Event| hooks::let_in(&event)),
        dropped
    )
}
