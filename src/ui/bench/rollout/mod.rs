//! Rolling out: what is to change, and the plan for it.

mod before;
mod effects;
mod page;
mod steps;
#[cfg(test)]
mod tests;

pub use page::page;

use crate::dns::Name;
use crate::rollout::gate::{Gate, Reports, Said, gate};
use crate::rollout::guard::{self, Seen};
use crate::rollout::refusals::{self, Refusals};
use crate::rollout::{Change, Options, Plan, Today, ics, markdown, plan, written};
use crate::sts::Mode;
use crate::survey::Assessment;
use crate::ui::act::Lay;
use crate::ui::bench::Checked;
use crate::ui::markup::{draw, text as text_node};
use crate::ui::words::date;
use crate::web::clock::Zone;
use crate::web::save;
use crate::words::date_at;
use before::Before;
use std::rc::Rc;
use yew::Html;

/// More days than that in testing are a slip of the pen: RFC 8461 is younger.
const LONGEST_TEST: u32 = 3_650;

/// A kind of change, as it is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// From none over testing to enforce.
    #[default]
    First,
    /// Mail goes to other MX hosts.
    Hosts,
    /// Mail moves to another provider.
    Provider,
    /// The policy becomes another one.
    Policy,
    /// MTA-STS is taken away.
    Removal,
}

impl Kind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::First, Self::Hosts, Self::Provider, Self::Policy, Self::Removal];

    /// Its name in the list.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::First => "First roll-out",
            Self::Hosts => "Change MX hosts",
            Self::Provider => "Change the provider",
            Self::Policy => "Change the policy",
            Self::Removal => "Remove MTA-STS",
        }
    }

    /// A stable word for the value in the list.
    const fn key(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Hosts => "hosts",
            Self::Provider => "provider",
            Self::Policy => "policy",
            Self::Removal => "removal",
        }
    }
}

/// A moment by the clocks of whoever reads, UTC beneath.
fn moment(zone: &Zone, at: i64) -> Html {
    match (zone.ahead)(at) {
        0 => text_node(date(at)),
        ahead => draw!("{} <small class=\"utc\">{}</small>", date_at(at, ahead), date(at)),
    }
}

/// A policy that was made in the form, to be planned with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Whose it is.
    pub domain: Name,
    /// The file.
    pub policy: String,
    /// Where reports go: URIs.
    pub reports_to: Vec<String>,
}

/// What is planned for a domain.
pub struct Rollout {
    /// What came from the form, if anything.
    offer: Option<Offer>,
    /// What the field for the domain holds.
    typed: String,
    /// The domain that it is about.
    about: Option<Name>,
    kind: Kind,
    /// The MX hosts afterwards, one a line.
    hosts: String,
    /// The patterns of the new provider, one a line.
    patterns: String,
    /// The policy afterwards.
    policy: String,
    /// For how many days the policy has been in testing, as its owner says.
    days: String,
    /// What the owner knows of policies that were served before.
    before: Before,
    /// Whether the owner knows what enforce does.
    understood: bool,
    /// What the reports say of the domain that were read here, if any.
    reports: Option<Reports>,
    live: Option<Live>,
    made: Option<Made>,
    now: i64,
    /// The time zone of whoever reads.
    zone: Zone,
    to_ascii: fn(&str) -> Option<String>,
}

/// What is known of the domain.
struct Live {
    today: Today,
    assessment: Rc<Assessment>,
    /// What this browser remembers of its policies.
    history: Vec<Seen>,
    /// The MX hosts of today, for the field.
    hosts: String,
    /// The policy as it is served, for the field.
    policy: String,
}

/// What was made of it.
struct Made {
    plan: Plan,
    gate: Gate,
    /// Who would be refused, where the policy or the hosts change.
    effects: Option<Refusals>,
    /// Why the new policy can't be planned with.
    wrong: Option<&'static str>,
}

impl Live {
    /// Whether senders refuse already what the policy doesn't cover.
    fn is_enforced(&self) -> bool {
        let policy = self.today.policy.found();
        policy.is_some_and(|policy| policy.mode == Mode::Enforce)
    }
}

impl Rollout {
    /// Nothing is known yet. `now` is in seconds since 1970 (UTC).
    #[must_use]
    pub fn new(now: i64, zone: Zone, to_ascii: fn(&str) -> Option<String>) -> Self {
        Self {
            offer: None,
            typed: String::new(),
            about: None,
            kind: Kind::default(),
            hosts: String::new(),
            patterns: String::new(),
            policy: String::new(),
            days: String::new(),
            before: Before::default(),
            understood: false,
            reports: None,
            live: None,
            made: None,
            now,
            zone,
            to_ascii,
        }
    }

    /// Comes to the plan for a domain, or hears more of it: it begins when the check is over. Whatever comes later, such
    /// as a check of the same domain again, leaves what was written.
    pub fn about(&mut self, domain: &Name, checked: Option<Checked<'_>>) {
        if self.about.as_ref() != Some(domain) {
            self.about = Some(domain.clone());
            self.typed = domain.to_string();
            self.live = None;
            self.made = None;
            // What was said of another domain.
            self.patterns.clear();
            self.days.clear();
            self.before = Before::default();
        }
        let Some(Checked {
            survey,
            assessment,
            history,
            reports,
        }) = checked.filter(|checked| checked.assessment.done)
        else {
            return;
        };
        let new = !self
            .live
            .as_ref()
            .is_some_and(|live| Rc::ptr_eq(&live.assessment, assessment));
        if new {
            let today = Today::of(survey, assessment);
            let policy = assessment.text(crate::rule::Subject::Policy);
            let live = Live {
                hosts: today.hosts.found().map(|hosts| hosts.join("\n")).unwrap_or_default(),
                policy: policy.map_or_else(String::new, |text| String::from_utf8_lossy(&text.text).into_owned()),
                assessment: Rc::clone(assessment),
                history: history.to_vec(),
                today,
            };
            self.fill(&live);
            self.live = Some(live);
        }
        if new || self.reports != reports {
            self.reports = reports;
            self.make();
        }
    }

    /// Takes over what was made in the form: it is the new policy.
    pub fn take(&mut self, offer: Option<Offer>) {
        self.offer = offer.or_else(|| self.offer.take());
        let live = self.live.as_ref().map(|live| live.today.domain.clone());
        if let Some(domain) = live {
            self.adopt(&domain);
            self.make();
        }
    }

    /// Makes what came from the form the new policy, if it is for this domain.
    fn adopt(&mut self, domain: &Name) {
        if let Some(offer) = self.offered(domain) {
            self.policy = offer.policy.clone();
            self.kind = Kind::Policy;
        }
    }

    /// What came from the form, if it is for this domain.
    fn offered(&self, domain: &Name) -> Option<&Offer> {
        self.offer.as_ref().filter(|offer| offer.domain == *domain)
    }

    /// Fills the fields with what is there today, except those that say something else than was there before.
    fn fill(&mut self, live: &Live) {
        let before = self.live.as_ref();
        if before.is_none_or(|before| before.hosts == self.hosts) {
            self.hosts.clone_from(&live.hosts);
        }
        if before.is_none_or(|before| before.policy == self.policy) {
            self.policy.clone_from(&live.policy);
        }
        if before.is_none() {
            self.understood = false;
            if self.kind == Kind::First && live.is_enforced() {
                // It was rolled out already.
                self.kind = Kind::Policy;
            }
            self.adopt(&live.today.domain);
        }
    }

    /// Does what is asked for.
    pub fn act(&mut self, lay: Lay) {
        match lay {
            Lay::Domain(text) => self.typed = text,
            Lay::Kind(key) => {
                let asked = self.wants_hosts();
                self.kind = Kind::ALL
                    .into_iter()
                    .find(|kind| kind.key() == key)
                    .unwrap_or(self.kind);
                // Hosts of afterwards were not said of today.
                if self.wants_hosts() && !asked {
                    self.hosts.clear();
                }
            }
            Lay::Hosts(text) => self.hosts = text,
            Lay::Patterns(text) => self.patterns = text,
            Lay::Policy(text) => self.policy = text,
            Lay::Days(text) => self.days = text,
            Lay::Before(key) => self.before.choose(&key),
            Lay::BeforeKept(text) => self.before.keep(text),
            Lay::BeforeUntil(text) => self.before.end(text),
            Lay::Understood(known) => self.understood = known,
            Lay::Calendar => return self.save(true),
            Lay::Markdown => return self.save(false),
        }
        self.make();
    }

    /// For how many days the policy has been in testing, as its owner says; `None` where that is no such number.
    fn tested(&self) -> Option<u32> {
        self.days.trim().parse().ok().filter(|days| *days <= LONGEST_TEST)
    }

    /// Whether something was typed for the days in testing that tells none.
    pub(super) fn is_odd_test(&self) -> bool {
        !self.days.trim().is_empty() && self.tested().is_none()
    }

    fn make(&mut self) {
        let Some(live) = &self.live else { return };
        let mut today = live.today.clone();
        let days = self.tested();
        if let Some(days) = days {
            today.since = Some(self.now.saturating_sub(i64::from(days).saturating_mul(86_400)));
        }
        self.before.tell(&mut today);
        // What the owner says counts more than what this browser saw.
        guard::recall(&mut today, &live.history);
        if let Some(offer) = self.offered(&today.domain) {
            today.reports_to.clone_from(&offer.reports_to);
        }
        if self.wants_hosts() {
            today.covering = written(&self.hosts);
        }
        let options = Options::default();
        let (change, wrong) = match self.kind {
            Kind::First => (Change::First, None),
            Kind::Hosts => (Change::hosts(&self.hosts), None),
            Kind::Provider => (Change::provider(&self.hosts, &self.patterns), None),
            Kind::Removal => (Change::Removal, None),
            Kind::Policy => match Change::policy(&self.policy) {
                Ok(change) => (change, None),
                Err(why) => (Change::First, Some(why)),
            },
        };
        let plan = plan(&today, &change, &options, self.now);
        let said = Said {
            testing_days: days,
            reports: self.reports,
        };
        let gate = gate(&today, Some(&live.assessment), &said, &options, self.now);
        let effects = refusals::of(&today, &change, self.now);
        self.made = Some(Made {
            plan,
            gate,
            effects,
            wrong,
        });
    }

    /// Hands the plan over, as a calendar or as a text.
    fn save(&self, calendar: bool) {
        let (Some(made), Some(live)) = (&self.made, &self.live) else {
            return;
        };
        let name = format!("mta-sts-plan-{}", live.today.domain);
        if calendar {
            save::text(&(name + ".ics"), "text/calendar", &ics::ics(&made.plan));
        } else {
            save::text(&(name + ".md"), "text/markdown", &markdown::markdown(&made.plan));
        }
    }

    /// Whether the domain is in enforce today, so that there is no gate before it.
    fn is_enforced(&self) -> bool {
        self.live.as_ref().is_some_and(Live::is_enforced)
    }

    /// Whether a first roll-out has to be told what covers the MX hosts, which could not be looked up.
    fn wants_hosts(&self) -> bool {
        self.kind == Kind::First && self.live.as_ref().is_some_and(|live| !live.today.hosts.is_known())
    }
}
