//! How the marks are read, what a browser can see, the keys.

use super::{body, head};
use crate::rule::{Confidence, Evidence, Severity};
use crate::ui::markup::draw;
use crate::ui::parts::mark::{badge, evidence};
use crate::ui::parts::section::section;
use yew::Html;

/// The page.
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
        signed: Some(true),
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
    let bad = bad.map(|(severity, words)| draw!("<div><dt>{}</dt><dd>{}</dd></div>", badge(severity), words));
    let sure = sure.map(|(known, words)| draw!("<div><dt>{}</dt><dd>{}</dd></div>", evidence(&known), words));
    let limits = draw!(
        "<div class=\"text\">
            <p>Web pages can’t connect to port 25, so STARTTLS and the certificates of MX hosts stay unseen. They can’t ask the name
            servers of a zone either, only resolvers. And most policy hosts don’t let pages read the policy: then it is probed, and
            you are asked to paste it. Each such gap is named, with the command that fills it.</p>
            <p>A look-up that failed is never taken for a record that is not there.</p>
        </div>"
    );
    let keys = draw!(
        "<dl class=\"rec\">
            <div><dt><kbd>Enter</kbd></dt><dd>starts the check; a pasted domain starts by itself</dd></div>
            <div><dt><kbd>Esc</kbd></dt><dd>stops it and keeps what is there</dd></div>
            <div><dt><code>#/check/DOMAIN</code></dt><dd>is the address of a check; it stays in your browser, no server sees it</dd></div>
            <div><dt><code>#/rules/CODE</code></dt><dd>is the address of a rule</dd></div>
        </dl>"
    );
    let content = draw!(
        "{}{}{}{}",
        section(
            "bad",
            "How bad something is",
            "shape, word, colour",
            draw!("<dl class=\"rec\">{}</dl>", Vec::from(bad))
        ),
        section(
            "sure",
            "How it is known",
            "solid: seen; dashed: probed or inferred; dotted: not observable",
            draw!("<dl class=\"rec rec--wide\">{}</dl>", Vec::from(sure))
        ),
        section("limits", "What a browser can’t do", None::<Html>, limits),
        section("keys", "Keys and addresses", None::<Html>, keys)
    );
    let lead = "The page asks public resolvers for the records, fetches the policy as a browser may, and judges them by RFC 8461 and \
                RFC 8460, word by word. All of it happens in your browser.";
    draw!("{}{}", head("How it works", lead, None), body(content))
}
