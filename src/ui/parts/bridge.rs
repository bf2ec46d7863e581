//! The bridge: how a policy that no page may read comes here all the same.

use crate::survey::assessment::Bridge;
use crate::ui::hooks::{read_dropped, text_of};
use crate::ui::parts::copy::{CopyButton, command};
use crate::ui::parts::section::{more, section};
use yew::{Callback, DragEvent, Html, InputEvent, html};

/// The ways to bring the policy, and the box that takes it. `on_paste` is called with every text that the box holds.
#[must_use]
pub fn bridge(bridge: &Bridge, on_paste: &Callback<Vec<u8>>) -> Html {
    let content = html! {
        <>
            <ol class="ways">
                <li><b>{ "A" }</b><div>
                    <h3>{ "Fetch it in a terminal" }</h3>
                    <p>
                        { "With " }<code>{ "-i" }</code>
                        { " the status and headers come along and are judged too. This is the fullest answer." }
                    </p>
                    { command(&bridge.curl, "the curl command") }
                </div></li>
                <li><b>{ "B" }</b><div>
                    <h3>{ "Open it, copy it" }</h3>
                    <p>{ "Your browser may show the file, it only doesn’t hand it to this page." }</p>
                    <div class="cmd">
                        <code><a href={bridge.url.clone()} rel="noreferrer noopener" target="_blank">{ bridge.url.clone() }</a></code>
                        <CopyButton text={bridge.url.clone()} what="the address of the policy" />
                    </div>
                </div></li>
            </ol>
            { paste_box(on_paste) }
            { more(html! { { "Make it readable for next time" } }, html! {
                <>
                    <p>
                        { "The file is public anyway, so this gives nothing away and lets you check it from any browser. \
                           Add one header at the host:" }
                    </p>
                    { command("Access-Control-Allow-Origin: *", "the header") }
                </>
            }) }
        </>
    };
    section(
        "bridge",
        "Bring the policy here",
        html! { <p>{ "either way" }</p> },
        content,
    )
}

fn paste_box(on_paste: &Callback<Vec<u8>>) -> Html {
    let oninput = on_paste.reform(|event: InputEvent| text_of(&event).into_bytes());
    let ondrop = {
        let on_paste = on_paste.clone();
        // A text that is dropped goes into the box as if it were typed; only a file has to be read.
        move |event: DragEvent| read_dropped(&event, on_paste.clone())
    };
    html! {
        <div class="field snip">
            <label for="paste">{ "Policy, or the whole output of " }<code>{ "curl -i" }</code></label>
            <textarea class="area mono" id="paste" rows="7" spellcheck="false" autocomplete="off" autocapitalize="none"
                aria-describedby="paste-h" placeholder="version: STSv1" {oninput} {ondrop} />
            <p class="hint" id="paste-h">{ "Judged as it lands. It stays in this browser. The file itself may be dropped here too." }</p>
        </div>
    }
}
