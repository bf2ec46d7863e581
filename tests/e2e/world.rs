//! The whole internet of all scenarios: zones, resolvers, web servers. Everything goes by names that one scenario
//! alone may claim, so that scenarios don't disturb each other.

use crate::Outcome;
use crate::scenario::{Dialect, Fault, Scenario, Tls, Web, ZoneText};
use crate::tls::Certificates;
use crate::web::POLICY_PATH;
use crate::zones::Zones;
use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Something that a server saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A DNS question.
    Asked {
        /// `google`, `cloudflare`, or the server's host.
        server: String,
        /// The name asked for, in lower case.
        name: String,
        /// The type's mnemonic.
        rtype: String,
        /// The exact URL.
        url: String,
    },
    /// A request to a web server.
    Fetched {
        /// Its host.
        host: String,
        /// The exact URL.
        url: String,
    },
    /// What a request told of the user: its `Cookie` or `Referer`.
    Told {
        /// To which host.
        host: String,
        /// The header, its value behind it.
        header: String,
    },
    /// A connection that the proxy was asked for.
    Connected {
        /// To which host.
        host: String,
        /// Whether it exists.
        known: bool,
    },
}

impl Seen {
    /// The name that tells whose it is.
    pub fn name(&self) -> &str {
        match self {
            Self::Asked { name, .. } => name,
            Self::Fetched { host, .. } | Self::Told { host, .. } | Self::Connected { host, .. } => host,
        }
    }

    /// The exact URL of a request; none for a mere connection.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Asked { url, .. } | Self::Fetched { url, .. } => Some(url),
            Self::Told { .. } | Self::Connected { .. } => None,
        }
    }
}

/// A fault, with what it needs.
struct Placed {
    /// Names at or below one of these.
    under: Vec<String>,
    fault: Fault,
    /// The zone text that this server knows instead.
    other: Option<Zones>,
    /// To how many questions it happened.
    count: AtomicUsize,
}

/// The internet.
#[derive(Default)]
pub struct World {
    zones: Zones,
    faults: Vec<Placed>,
    resolvers: HashMap<String, (String, Dialect)>,
    web: HashMap<(String, String), Web>,
    tls: HashMap<String, Tls>,
    /// Hosts that servers of their own stand behind.
    led: Mutex<HashMap<String, SocketAddr>>,
    seen: Mutex<Vec<Seen>>,
}

/// Google's host.
pub const GOOGLE: &str = "dns.google";
/// Cloudflare's host.
pub const CLOUDFLARE: &str = "cloudflare-dns.com";

impl World {
    /// The internet of these scenarios, and its certificates. Fails where two of them claim one name.
    pub fn new(scenarios: &[(String, Scenario)], shared: &BTreeMap<String, ZoneText>) -> Outcome<(Self, Certificates)> {
        let mut world = Self::default();
        let mut certificates = Certificates::new()?;
        for (host, server, dialect) in [
            (GOOGLE, "google", Dialect::Google),
            (CLOUDFLARE, "cloudflare", Dialect::Cloudflare),
        ] {
            world.resolvers.insert(host.to_owned(), (server.to_owned(), dialect));
            certificates.issue(host, Tls::Good)?;
        }
        for (apex, zone) in shared {
            world.zones.add(apex, &zone.records, zone.signed)?;
        }
        let mut owners: BTreeMap<String, &str> = BTreeMap::new();
        for (file, scenario) in scenarios {
            for name in scenario.names() {
                if let Some((other, owner)) = owners.iter().find(|(other, owner)| {
                    **owner != file.as_str() && (is_under(&name, other) || is_under(other, &name))
                }) {
                    return Err(format!("{file}: {name} and {other} of {owner} overlap").into());
                }
                owners.insert(name, file);
            }
            world
                .add(scenario, &mut certificates)
                .map_err(|error| format!("{file}: {error}"))?;
        }
        Ok((world, certificates))
    }

    fn add(&mut self, scenario: &Scenario, certificates: &mut Certificates) -> Outcome<()> {
        let names = scenario.names();
        let owned = |host: &str| names.iter().any(|name| is_under(host, name));
        for (apex, zone) in &scenario.zone {
            self.zones.add(apex, &zone.records, zone.signed)?;
        }
        for resolver in &scenario.resolver {
            if !owned(&resolver.host) {
                return Err(format!("resolver {} lies in no zone of this file", resolver.host).into());
            }
            certificates.issue(&resolver.host, Tls::Good)?;
            self.resolvers
                .insert(resolver.host.clone(), (resolver.host.clone(), resolver.dialect));
        }
        for fault in &scenario.doh {
            let under = fault_names(scenario, fault);
            if !fault.under.is_empty() && !owned(&fault.under) {
                return Err(format!("doh: {} lies in no zone of this file", fault.under).into());
            }
            let other = match (&fault.records, other_zone(scenario, fault)) {
                (Some(_), None) => return Err("doh: records without a zone".into()),
                (_, Some((apex, records))) => {
                    let mut zones = Zones::default();
                    zones.add(apex, records, scenario.zone[apex].signed)?;
                    Some(zones)
                }
                (None, None) => None,
            };
            self.faults.push(Placed {
                under,
                fault: fault.clone(),
                other,
                count: AtomicUsize::new(0),
            });
        }
        for web in &scenario.web {
            if !owned(&web.host) {
                return Err(format!("web: {} lies in no zone of this file", web.host).into());
            }
            certificates.issue(&web.host, web.tls)?;
            self.tls.entry(web.host.clone()).or_insert(web.tls);
            let path = if web.path.is_empty() { POLICY_PATH } else { &web.path };
            if self
                .web
                .insert((web.host.clone(), path.to_owned()), web.clone())
                .is_some()
            {
                return Err(format!("web: {}{path} stands twice", web.host).into());
            }
        }
        Ok(())
    }

    /// The resolver of that host: what it is called in `asked`, and its dialect.
    pub fn resolver(&self, host: &str) -> Option<(&str, Dialect)> {
        self.resolvers
            .get(host)
            .map(|(name, dialect)| (name.as_str(), *dialect))
    }

    /// The file at that path of that host.
    pub fn file(&self, host: &str, path: &str) -> Option<&Web> {
        self.web.get(&(host.to_owned(), path.to_owned()))
    }

    /// Leads a host, which must have an address in the zones, to a server that isn't the box's own.
    pub fn lead(&self, host: &str, to: SocketAddr) {
        if let Ok(mut led) = self.led.lock() {
            led.insert(host.to_owned(), to);
        }
    }

    /// Where that is, if it is elsewhere.
    pub fn led(&self, host: &str) -> Option<SocketAddr> {
        self.led.lock().ok()?.get(host).copied()
    }

    /// What lies beneath TLS at a host; `Closed` where there is no host.
    pub fn connection(&self, host: &str) -> Tls {
        if self.resolvers.contains_key(host) {
            Tls::Good
        } else if self.zones.has_address(host) {
            self.tls.get(host).copied().unwrap_or(Tls::Refuse)
        } else {
            Tls::Closed
        }
    }

    /// The zones that this server knows for a question, and what goes wrong with it.
    pub fn view(&self, server: &str, name: &str, rtype: &str) -> (&Zones, Fault) {
        let fits = |placed: &&Placed| {
            let fault = &placed.fault;
            (fault.server.is_empty() || fault.server == "both" || fault.server == server)
                && fault.rtype.as_deref().is_none_or(|wanted| wanted == rtype)
                && placed.under.iter().any(|under| is_under(name, under))
                && fault
                    .first
                    .is_none_or(|first| placed.count.fetch_add(1, Ordering::Relaxed) < first)
        };
        match self.faults.iter().find(fits) {
            Some(placed) => (placed.other.as_ref().unwrap_or(&self.zones), placed.fault.clone()),
            None => (&self.zones, Fault::default()),
        }
    }

    /// Keeps what a server saw.
    pub fn note(&self, seen: Seen) {
        if let Ok(mut all) = self.seen.lock() {
            all.push(seen);
        }
    }

    /// What was seen of these names and all below them, in order.
    pub fn seen(&self, names: &[String]) -> Vec<Seen> {
        self.log(|seen| names.iter().any(|name| is_under(seen.name(), name)))
    }

    /// Everything that was seen from the `start`th on.
    pub fn seen_since(&self, start: usize) -> Vec<Seen> {
        self.log(|_| true).split_off(start)
    }

    /// How much was seen so far.
    pub fn count(&self) -> usize {
        self.seen.lock().map_or(0, |all| all.len())
    }

    fn log(&self, wanted: impl Fn(&Seen) -> bool) -> Vec<Seen> {
        self.seen
            .lock()
            .map(|all| all.iter().filter(|seen| wanted(seen)).cloned().collect())
            .unwrap_or_default()
    }
}

/// The names at or below which a fault happens.
fn fault_names(scenario: &Scenario, fault: &Fault) -> Vec<String> {
    if fault.under.is_empty() {
        scenario.names()
    } else {
        vec![fault.under.clone()]
    }
}

/// The apex and the records of the zone that a server knows instead, if that is what the fault is about.
pub fn other_zone<'a>(scenario: &'a Scenario, fault: &'a Fault) -> Option<(&'a str, &'a str)> {
    let records = fault.records.as_deref()?;
    let under = fault_names(scenario, fault);
    let apex = scenario.zone.keys().find(|apex| is_under(&under[0], apex))?;
    Some((apex, records))
}

/// Whether `name` is `zone` or lies below it, by whole labels.
pub fn is_under(name: &str, zone: &str) -> bool {
    let (name, zone) = (
        name.trim_end_matches('.').to_ascii_lowercase(),
        zone.trim_end_matches('.'),
    );
    name == zone || name.strip_suffix(zone).is_some_and(|rest| rest.ends_with('.'))
}
