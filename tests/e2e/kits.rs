//! What the generator makes, checked by the page itself: nginx, Caddy and Apache run with the files of their kits, the records
//! of the same form stand in the zones, and the report has to be without fault.

use crate::lab::{Alone, Lab};
use crate::play::Stage;
use crate::scenario::Scenario;
use crate::tls::Own;
use crate::tools::Folder;
use crate::webservers::{self, Running};
use crate::{Outcome, expect, trials};
use libtest_mimic::Trial;
use mta_sts_lens::make::template::render;
use mta_sts_lens::make::{Form, Made, bundle};
use mta_sts_lens::sts::Mode;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// The servers, by the name of their domain.
const SERVERS: [&str; 3] = ["nginx", "caddy", "apache"];

/// 23 November 2026, 14:32 UTC.
const NOW: i64 = 1_795_444_320;

fn domain(server: &str) -> String {
    format!("{server}.kits.test")
}

/// The policy hosts, which want a certificate.
pub fn hosts() -> Vec<String> {
    SERVERS
        .iter()
        .map(|server| format!("mta-sts.{}", domain(server)))
        .collect()
}

/// What the form makes for a domain.
fn made(server: &str) -> Made {
    let domain = domain(server);
    let mut form = Form {
        patterns: vec![format!("mx1.{domain}"), format!("*.in.{domain}")],
        host: "192.0.2.80".to_owned(),
        rua: vec!["tls@reports.example".to_owned()],
        ..Form::new(&domain, NOW)
    };
    form.set_mode(Mode::Enforce);
    form.make(None, &|name| idna::domain_to_ascii(name).ok())
}

/// The internet for it: the zone file of the form, and the MX hosts.
fn scenario(server: &str) -> Outcome<Scenario> {
    let (domain, made) = (domain(server), made(server));
    let zone = bundle::template("dns/bind").zip(made.values());
    let zone = zone.and_then(|(format, values)| render(format, &values));
    let zone = zone.and_then(|files| files.into_iter().next()).ok_or("no zone file")?;
    let text = format!(
        "title = 'What the form makes, served by {server}'\n\
         check = '{domain}'\n\
         [zone.'{domain}']\n\
         records = '''\n\
         @ MX 10 mx1\n@ MX 20 a.in\nmx1 A 192.0.2.25\na.in A 192.0.2.26\n{}'''\n\
         [expect]\n\
         verdict = 'protected'\n\
         rules = ['MX_COVERED:good', 'HOST_READABLE:good', 'HOST_HAS_ADDRESS:good']\n\
         not-rules = ['error', 'warning']\n\
         evidence = {{ HOST_READABLE = 'browser-read' }}\n\
         see = ['v=STSv1; id={};', '14 days', 'mx1.{domain}', 'a.in.{domain}']\n\
         console = []\n",
        zone.text, made.id
    );
    Scenario::read(&format!("box/kits/{server}"), &text)
}

/// The scenarios, whose hosts are real servers.
pub fn scenarios() -> Outcome<Vec<(String, Scenario)>> {
    let named = |server: &&str| Ok((format!("box/kits/{server}"), scenario(server)?));
    SERVERS.iter().map(named).collect()
}

/// The trials.
pub fn trials(lab: &Arc<Lab>) -> Vec<Trial> {
    let trial = |&server: &&'static str| {
        lab.page_trial(
            format!("generate/served by {server}"),
            Alone::No,
            async move |lab, stage| served(lab, &stage, server).await,
        )
    };
    SERVERS.iter().map(trial).collect()
}

async fn served(lab: &Lab, stage: &Stage<'_>, server: &str) -> Outcome<()> {
    let running = start(server, &made(server), &lab.own)?;
    let host = format!("mta-sts.{}", domain(server));
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, running.port));
    stage.world.lead(&host, address);
    let scenario = scenario(server)?;
    let amiss = stage
        .play(&scenario, |seen| expect::differences(&scenario, seen, lab.browser))
        .await?;
    trials::all_right(&amiss).map_err(|error| format!("{error}\n{}", running.server.log()).into())
}

/// Starts the server with the files of its kit and a certificate of the authority that the browser trusts.
fn start(server: &str, made: &Made, own: &Own) -> Outcome<Running> {
    let certify = |folder: &Folder| {
        folder.write("cert.pem", &own.certificate);
        folder.write("key.pem", &own.key);
    };
    match server {
        "nginx" => Ok(webservers::nginx(made, certify)),
        "caddy" => Ok(webservers::caddy(made, certify)),
        "apache" => Ok(webservers::apache(made, certify)),
        _ => Err(format!("no kit for {server}").into()),
    }
}
