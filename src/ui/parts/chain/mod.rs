//! The picture: record → policy host → policy → MX hosts, with the broken edge marked. Drawn twice from one
//! description, wide and tall; a container query chooses. All of it stands in words too.

mod draw;
mod tall;
mod wide;

use crate::rule::Severity;
use crate::survey::picture::{Chain, ChainHost, Edge, Stage};
use crate::ui::markup::draw;
use crate::ui::parts::section::more;
use crate::ui::words::rich;
use yew::Html;

/// The picture, how to read its lines, and the same in words. There is room for `reserved` MX hosts at least, so that
/// nothing moves when they come.
pub fn picture(chain: &Chain, reserved: usize) -> Html {
    // On a phone a short list is to leave no hole.
    let awaited = chain.mx.severity == Severity::Pending;
    let words: Vec<Html> = chain
        .words
        .iter()
        .map(|step| draw!("<li>{}</li>", rich(step)))
        .collect();
    draw!(
        "<figure class=\"chain\">
            {}{}
            <ul class=\"chain__key\" aria-label=\"How to read the lines\">{}{}{}</ul>
            {}
        </figure>",
        wide::svg(chain, reserved),
        tall::svg(chain, if awaited { reserved } else { 0 }),
        key("c-edge", "seen"),
        key("c-edge is-probe", "probed or inferred"),
        key("c-edge is-unseen", "not observable, or still waiting"),
        more("The picture in words", draw!("<ol class=\"steps\">{}</ol>", words))
    )
}

fn key(class: &'static str, word: &'static str) -> Html {
    draw!(
        "<li><svg viewBox=\"0 0 32 10\" aria-hidden=\"true\"><path class={} d=\"M1 5h30\"/></svg>{}</li>",
        class,
        word
    )
}

/// The four stages with their headings and places.
fn stages(chain: &Chain) -> [(&'static str, &Stage, usize); 4] {
    [
        ("Record", &chain.record, 0),
        ("Policy host", &chain.host, 1),
        ("Policy", &chain.policy, 2),
        ("MX hosts", &chain.mx, 3),
    ]
}

/// Where no line leads to a host of its own, as without a policy: the one that leads to all of them.
fn to_all(chain: &Chain) -> Option<Edge> {
    let told_apart = |host: &ChainHost| !chain.lines.is_empty() || draw::is_broken(host.severity);
    if chain.hosts.iter().any(told_apart) {
        return None;
    }
    Some(Edge {
        // What the hosts are themselves is no matter of this edge.
        severity: if chain.hosts.is_empty() {
            chain.mx.severity
        } else {
            Severity::Unseen
        },
        certainty: chain.mx.certainty,
    })
}

/// The line that leads to a host: broken where no line of the policy covers it.
fn to_host(chain: &Chain, host: &ChainHost) -> Edge {
    Edge {
        severity: host.severity,
        certainty: chain.policy.certainty,
    }
}

#[cfg(test)]
mod tests;
