//! The browser's view of every behaviour of the box, by plain fetches from an empty page.

use crate::Outcome;
use crate::driver::Browser;
use crate::lab::Lab;
use crate::play::Stage;
use crate::scenario::Scenario;
use crate::selftest::same;
use crate::world::Seen;
use serde_json::json;

/// The hosts.
const HOSTS: &str = include_str!("hosts.toml");

/// The box's scenario for this.
pub fn scenario() -> Outcome<(String, Scenario)> {
    Ok(("box/hosts".to_owned(), Scenario::read("tests/e2e/hosts.toml", HOSTS)?))
}

/// What is fetched, what the page gets to know, and the reason that Chromium's console names.
const FETCHES: [(&str, &str, &str); 20] = [
    (
        "https://open.box.test/.well-known/mta-sts.txt",
        "200 version: STSv1",
        "",
    ),
    ("https://open.box.test/none", "reject", "CORS policy"),
    ("https://missing.box.test/.well-known/mta-sts.txt", "404 gone", "404"),
    ("https://shut.box.test/.well-known/mta-sts.txt", "reject", "CORS policy"),
    (
        "https://same.box.test/.well-known/mta-sts.txt",
        "200 redirected moved",
        "",
    ),
    (
        "https://expired.box.test/.well-known/mta-sts.txt",
        "reject",
        "ERR_CERT_DATE_INVALID",
    ),
    (
        "https://wrong.box.test/.well-known/mta-sts.txt",
        "reject",
        "ERR_CERT_COMMON_NAME_INVALID",
    ),
    (
        "https://selfmade.box.test/.well-known/mta-sts.txt",
        "reject",
        "ERR_CERT_AUTHORITY_INVALID",
    ),
    (
        "https://refuse.box.test/.well-known/mta-sts.txt",
        "reject",
        "ERR_SSL_PROTOCOL_ERROR",
    ),
    (
        "https://reset.box.test/.well-known/mta-sts.txt",
        "reject",
        "ERR_CONNECTION_",
    ),
    (
        "https://closed.box.test/.well-known/mta-sts.txt",
        "reject",
        "ERR_TUNNEL_CONNECTION_FAILED",
    ),
    ("https://nowhere.box.test/", "reject", "ERR_TUNNEL_CONNECTION_FAILED"),
    ("https://silent.box.test/.well-known/mta-sts.txt", "timeout", ""),
    ("https://stall.box.test/.well-known/mta-sts.txt", "timeout", ""),
    ("https://endless.box.test/.well-known/mta-sts.txt", "timeout", ""),
    ("https://big.box.test/.well-known/mta-sts.txt", "200 1048576 bytes", ""),
    ("https://dns.google/resolve?name=open.box.test&type=A", "200 h2 dns", ""),
    (
        "https://dns.google/resolve?name=down.box.test&type=A",
        "502 down",
        "502",
    ),
    (
        "https://dns.google/resolve?name=reset-dns.box.test&type=A",
        "reject",
        "ERR_HTTP2",
    ),
    (
        "https://cloudflare-dns.com/dns-query?name=open.box.test&type=A",
        "200 h2 dns",
        "",
    ),
];

/// Fetches a URL; gives status and body, or how it ended.
const FETCH: &str = "(async url => {
            const control = new AbortController();
            const late = setTimeout(() => control.abort(), 700);
            try {
                const headers = url.includes('dns') ? { Accept: 'application/dns-json' } : {};
                const response = await fetch(url, { headers, signal: control.signal });
                let body = await response.text();
                if (body.startsWith('{')) {
                    const entry = performance.getEntriesByName(url)[0];
                    body = (entry?.nextHopProtocol || 'h2') + (JSON.parse(body).Answer ? ' dns' : ' nothing');
                }
                if (body.length > 1000) body = body.length + ' bytes';
                return response.status + (response.redirected ? ' redirected ' : ' ') + body.trim();
            } catch (error) {
                return error.name === 'AbortError' ? 'timeout' : 'reject';
            } finally {
                clearTimeout(late);
            }
        })(arguments[0])";

/// Whether each host is readable or not, and refused for its real reason.
pub async fn look(lab: &Lab, stage: &Stage<'_>) -> Outcome<()> {
    stage.fresh(None).await?;
    for (url, wanted, reason) in FETCHES {
        let got = stage.page.promise(FETCH, vec![json!(url)]).await?;
        same(url, &got, &json!(wanted))?;
        let lines = stage.page.console().await?;
        let told = if reason.is_empty() {
            lines.is_empty()
        } else {
            lines.iter().any(|line| line.contains(reason))
        };
        if lab.browser == Browser::Chromium && !told {
            return Err(format!("{url}: the console says {lines:?} where '{reason}' is expected").into());
        }
    }
    let asked = stage.world.seen(&["open.box.test".into()]);
    let google = |seen: &Seen| matches!(seen, Seen::Asked { server, rtype, .. } if server == "google" && rtype == "A");
    same("the log", &asked.iter().any(google), &true)
}
