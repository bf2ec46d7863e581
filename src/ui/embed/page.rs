//! The screen: the form; beside it how it looks, and what to copy; below what each line of the policy is for.

use super::badge::badge;
use super::{Embed, form};
use crate::embed::policy::{self, Line};
use crate::embed::tools::{Snippet, TOOLS};
use crate::embed::{Choice, How, Look, View};
use crate::ui::act::{Act, Acts, Put, then_focus};
use crate::ui::markup::{draw, list};
use crate::ui::pages::head;
use crate::ui::parts::section::scroll;
use crate::ui::parts::source::text_file;
use crate::ui::parts::tabs::{panel, tabs};
use crate::ui::words::visible;
use yew::Html;

/// The page.
pub fn page(embed: &Embed, acts: &Acts) -> Html {
    let beside = if embed.choice.how == How::Badge {
        badge(embed, acts)
    } else {
        draw!(
            "<section aria-labelledby=\"h-live\">{}</section>{}",
            live(embed, acts),
            code(embed, acts)
        )
    };
    draw!(
        "{}<div class=\"wrap\"><div class=\"bench\">{}<div class=\"stack\">{}</div></div>{}</div>",
        head(
            "Put the check on your own site",
            "Choose, see it as it will be, copy. It runs in your visitors’ browsers: what they check, neither you nor we see.",
            None
        ),
        form::form(embed, acts),
        beside,
        lines(embed)
    )
}

/// The element or the frame itself.
fn live(embed: &Embed, acts: &Acts) -> Html {
    let (tried, theme) = (&embed.tried, embed.tried.look);
    let (place, words) = tried.instead();
    let shown = if tried.how == How::Frame {
        // A new fragment alone would not be read by the page that is there.
        let address = tried.frame_address("");
        draw!(
            "<iframe key={} title=\"The frame, as it will be\" src={}></iframe>",
            &address,
            &address
        )
    } else {
        let said = |name: &str| {
            let mut all = tried.attributes().into_iter();
            all.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
        };
        draw!(
            "<mta-sts-lens key=\"element\" domain={} view={} theme={} resolver={} compact={}><a href=\"#/{}\">{}</a></mta-sts-lens>",
            said("domain"),
            said("view"),
            said("theme"),
            said("resolver"),
            said("compact"),
            place,
            words
        )
    };
    let ground = (theme != Look::Auto).then(|| theme.word());
    draw!(
        "<h2 id=\"h-live\">As it will be</h2>
        <div class=\"stage\" id=\"live\" tabindex=\"-1\" data-theme={}>{}</div>
        {}<p class=\"hint snip\">This one works: it asks {} and the policy host, as it would on your site. Where only a link stands here,
        this copy of the page came without what is embedded, or there is no network.</p>{}{}",
        ground,
        shown,
        (embed.choice.domain != embed.asked && tried.view == View::Check).then(|| draw!(
            "<p class=\"snip\"><button class=\"btn\" type=\"button\" id=\"e-try\" onclick={}>Try it with {}</button></p>",
            then_focus(acts, Act::Embed(Put::Try), "live".to_owned()),
            visible(&embed.choice.domain)
        )),
        if tried.resolver.is_empty() { "Google, Cloudflare" } else { "the resolver that you named" },
        (tried.how == How::Frame).then(|| draw!(
            "<p class=\"hint\"><code>frame.js</code> fits the frame to its content, and passes its events to your page. Without that script nothing
            runs in your page, and the height stays as it is written, which is enough from 340 px of width on; browsers that can size frames
            (Chromium 154 and newer) then do so by the style sheet alone, until the frame gets another width.</p>"
        )),
        (!embed.base.starts_with("https:")).then(|| draw!(
            "<p class=\"hint\">The addresses below are those of this copy of the page. Copy from one that is served over HTTPS.</p>"
        ))
    )
}

/// What to copy.
fn code(embed: &Embed, acts: &Acts) -> Html {
    let words = [0, 1, 2, 3, 4, 5, 6, 7].map(|at: usize| TOOLS.get(at).map_or("", |tool| tool.name));
    let snippets: Vec<Html> = embed
        .tool()
        .snippets(&embed.choice, &embed.base)
        .iter()
        .map(snippet)
        .collect();
    let style = match embed.choice.how {
        How::Element => Some(embed.choice.style()),
        How::Frame => Some(Choice::frame_style(&embed.base)),
        How::Badge => None,
    };
    let style = style.map(|style| text_file("the style sheet of the site", &style, "the style sheet"));
    let policy = policy::lines(embed.choice.how, &embed.base);
    let policy: Vec<&str> = policy.iter().map(|line| line.text.as_str()).collect();
    let content = draw!(
        "{}{}<div><h3>If your site sends a Content-Security-Policy</h3>{}</div>",
        list(snippets),
        style,
        text_file("add to it", &(policy.join("\n") + "\n"), "the policy lines")
    );
    draw!(
        "<section aria-labelledby=\"h-code\"><h2 id=\"h-code\">What to copy</h2>{}{}</section>",
        tabs(
            "Where it goes",
            &words,
            embed.tool,
            |at| Act::Embed(Put::Tool(at)),
            acts
        ),
        panel(embed.tool, content)
    )
}

fn snippet(snippet: &Snippet) -> Html {
    text_file(snippet.place, &snippet.text, snippet.place)
}

/// What each line of the policy is for.
fn lines(embed: &Embed) -> Html {
    let row = |line: &Line| {
        draw!(
            "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td></tr>",
            line.text.trim_end_matches(';').to_owned(),
            line.needed,
            line.without
        )
    };
    let rows: Vec<Html> = policy::lines(embed.choice.how, &embed.base).iter().map(row).collect();
    let table = draw!(
        "<table class=\"tbl\"><thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Needed for</th><th scope=\"col\">Without it</th></tr></thead>
        <tbody>{}</tbody></table>",
        rows
    );
    draw!(
        "<section class=\"sec\" aria-labelledby=\"h-lines\"><div class=\"sec__head\"><h2 id=\"h-lines\">What each line of the policy is for</h2>
            <p>{}</p></div>{}</section>",
        match embed.choice.how {
            How::Element => "nothing else is needed, and nothing “unsafe” but the starting of WebAssembly",
            How::Frame | How::Badge => "nothing else is needed",
        },
        scroll("What each line is for", table)
    )
}
