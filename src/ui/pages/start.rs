//! The start: one question, and what will be looked at.

use crate::rule::Severity;
use crate::survey::picture::{Certainty, Chain, Edge, Stage};
use crate::ui::act::Acts;
use crate::ui::markup::draw;
use crate::ui::parts::ask::{Field, ask};
use crate::ui::parts::chain::picture;
use crate::ui::parts::mark::icon;
use crate::ui::parts::section::section;
use crate::ui::route::Route;
use yew::Html;

/// Domains to try it on.
const TRY: [&str; 3] = ["gmail.com", "microsoft.com", "proton.me"];

/// The page.
pub fn page(field: &Field, acts: &Acts) -> Html {
    let tries = TRY.map(|domain| {
        draw!(
            "<a href={}>{}</a> ",
            Route::Check(domain.to_owned()).to_string(),
            domain
        )
    });
    // With a key, nothing of the start becomes a part of the page that follows, and jumps to its place there.
    draw!(
        "<div key=\"start\" class=\"wrap start\">
            <section class=\"start__ask\" aria-labelledby=\"h1\">
                <h1 id=\"h1\">What does your domain tell other mail servers about TLS?</h1>
                <p class=\"start__lead\">Type a domain. Its MTA-STS and TLS reporting are looked up as a sending server would, and you
                read what is wrong, why, and how to mend it.</p>
                {}
                <p class=\"tries\"><span class=\"quiet\">See it work on</span> {}</p>
                <p class=\"priv\">{}<span>There is no server behind this page. Your browser asks the resolvers of your
                <a href=\"#/requests\">settings</a> for DNS (Google and Cloudflare, unless you chose others), and the domain’s own
                policy host for the policy. Every request of a check is listed; nothing is sent elsewhere.</span></p>
            </section>
            {}
        </div>",
        ask(field, None, false, acts),
        Vec::from(tries),
        icon("#i-lock"),
        section("asks", "What will be looked at", "14 requests or a few more", picture(&chain(), 0))
    )
}

/// The picture before anything was looked at.
fn chain() -> Chain {
    let stage = |head: &str, line: &str, caption: &str| Stage {
        severity: Severity::Pending,
        certainty: Certainty::Unseen,
        head: head.to_owned(),
        lines: vec![line.to_owned()],
        caption: caption.to_owned(),
    };
    let edge = Edge {
        severity: Severity::Pending,
        certainty: Certainty::Unseen,
    };
    Chain {
        record: stage(
            "_mta-sts",
            "one TXT record: is there a policy, and which one",
            "DNS over HTTPS",
        ),
        host: stage(
            "mta-sts",
            "a web server with a certificate of that name",
            "DNS, then your browser",
        ),
        policy: stage(
            "mta-sts.txt",
            "the mode, how long it is kept, which hosts may be used",
            "read, probed or pasted",
        ),
        mx: stage(
            "MX",
            "the servers mail goes to: is each covered by a line of the policy?",
            "DNS over HTTPS",
        ),
        record_to_host: edge,
        host_to_policy: edge,
        lines: Vec::new(),
        more_lines: 0,
        hosts: Vec::new(),
        title: "Four stations in a row, none looked at yet: the record, the policy host, the policy, the MX hosts."
            .to_owned(),
        words: vec![
            "The TXT record at `_mta-sts` says that there is a policy and gives its id.".to_owned(),
            "The host `mta-sts` serves the policy over HTTPS.".to_owned(),
            "The policy says what senders must do and which MX hosts they may use.".to_owned(),
            "The MX hosts are where mail goes; each must match a line of the policy.".to_owned(),
        ],
    }
}
