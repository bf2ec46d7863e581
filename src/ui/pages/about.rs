//! How the marks are read, what a browser can see, the keys.

use crate::rule::{Confidence, Evidence, Severity};
use crate::ui::parts::mark::{badge, evidence};
use crate::ui::parts::section::section;
use yew::{Html, html};

/// The page.
#[must_use]
pub fn page() -> Html {
    let bad = [
        (Severity::Error, "mail is refused, or the text counts for nothing"),
        (Severity::Warning, "works, but not as meant, or not with every sender"),
        (Severity::Note, "worth knowing, nothing to do"),
        (Severity::Good, "looked at and found right"),
        (Severity::Unseen, "a browser can’t see it; a command is given"),
        (Severity::Pending, "asked, not answered yet"),
    ];
    let dns = Evidence::Dns {
        resolvers: vec!["Google".to_owned(), "Cloudflare".to_owned()],
        signed: true,
    };
    let probe = Evidence::Probe {
        confidence: Confidence::Medium,
        unless: "",
    };
    let inferred = Evidence::Inferred {
        from: "MX and policy".to_owned(),
    };
    let sure = [
        (
            dns,
            "answered by these resolvers; signed means that they validated it by DNSSEC",
        ),
        (
            Evidence::BrowserRead,
            "the policy host lets pages read, and your browser trusts its certificate",
        ),
        (Evidence::Pasted, "you brought it"),
        (
            probe,
            "told by how a request ends whose answer no page may read; when it would be wrong stands beside it",
        ),
        (inferred, "concluded from other facts"),
        (Evidence::Unobservable, "no page can see it"),
    ];
    html! {
        <>
            <div class="wrap page-head">
                <h1 id="say" tabindex="-1">{ "How it works" }</h1>
                <p>
                    { "The page asks public resolvers for the records, fetches the policy as a browser may, and judges them by RFC 8461 \
                       and RFC 8460, word by word. All of it happens in your browser." }
                </p>
            </div>
            <div class="wrap cols cols--low">
                <div>
                    { section("bad", "How bad something is", html! { <p>{ "shape, word, colour" }</p> }, html! {
                        <dl class="rec">{ for bad.map(|(severity, words)| html! { <div><dt>{ badge(severity) }</dt><dd>{ words }</dd></div> }) }</dl>
                    }) }
                    { section("sure", "How it is known", html! { <p>{ "solid: seen; dashed: probed or inferred; dotted: not observable" }</p> }, html! {
                        <dl class="rec rec--wide">{ for sure.map(|(known, words)| html! { <div><dt>{ evidence(&known) }</dt><dd>{ words }</dd></div> }) }</dl>
                    }) }
                    { section("limits", "What a browser can’t do", Html::default(), html! {
                        <div class="text">
                            <p>
                                { "Web pages can’t connect to port 25, so STARTTLS and the certificates of MX hosts stay unseen. They can’t ask \
                                   the name servers of a zone either, only resolvers. And most policy hosts don’t let pages read the policy: \
                                   then it is probed, and you are asked to paste it. Each such gap is named, with the command that fills it." }
                            </p>
                            <p>
                                { "A look-up that failed is never taken for a record that is not there." }
                            </p>
                        </div>
                    }) }
                    { section("keys", "Keys and addresses", Html::default(), html! {
                        <dl class="rec">
                            <div><dt><kbd>{ "Enter" }</kbd></dt><dd>{ "starts the check; a pasted domain starts by itself" }</dd></div>
                            <div><dt><kbd>{ "Esc" }</kbd></dt><dd>{ "stops it and keeps what is there" }</dd></div>
                            <div><dt><code>{ "#/check/DOMAIN" }</code></dt><dd>{ "is the address of a check; it stays in your browser, no server sees it" }</dd></div>
                            <div><dt><code>{ "#/rules/CODE" }</code></dt><dd>{ "is the address of a rule" }</dd></div>
                        </dl>
                    }) }
                </div>
            </div>
        </>
    }
}
