//! Generating: a form, and what is to be published of it.

mod form;
mod lists;
mod output;
mod page;
#[cfg(test)]
mod tests;

pub use page::page;

use crate::dns::Name;
use crate::make::start::{self, Published};
use crate::make::{Field, Form, LONGEST_TTL, Made, Mend, Problem, age, bundle, kit};
use crate::rollout::Today;
use crate::survey::Survey;
use crate::survey::providers::{self, Provider};
use crate::ui::act::Write;
use crate::ui::bench::Checked;
use crate::ui::bench::rollout::Offer;
use crate::web::{clock, save};
use std::rc::Rc;

/// What is shown of what was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The policy and the records.
    #[default]
    Publish,
    /// The records for a DNS provider or server.
    Dns,
    /// The files for a web server or host.
    Host,
}

impl Tab {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Publish, Self::Dns, Self::Host];

    /// What stands on it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Publish => "Publish",
            Self::Dns => "DNS formats",
            Self::Host => "Web server",
        }
    }
}

/// The form and what is known of its domain.
pub struct Generate {
    form: Form,
    made: Made,
    /// Whether somebody wrote the id, so that it stays.
    own_id: bool,
    /// Whether somebody wrote where reports go, so that it stays.
    own_rua: bool,
    /// What is known of the domain, once its check is over.
    live: Option<Rc<Survey>>,
    published: Published,
    /// What is known of the domain today; `None` as long as it is not looked up.
    today: Option<Today>,
    /// The domain of the place.
    about: Option<Name>,
    /// What the page put into the form last: what is still so was written by nobody.
    base: Form,
    /// Whether anything was typed, chosen or asked for: an empty form has nothing to mend yet.
    begun: bool,
    /// What was typed for the TTL, if it is none.
    odd_ttl: Option<String>,
    /// Whether the formats could not be loaded.
    pub lost: bool,
    tab: Tab,
    dns: &'static str,
    kit: &'static str,
    /// When the page was opened, in seconds since 1970: ids are made from it.
    now: i64,
    to_ascii: fn(&str) -> Option<String>,
}

impl Generate {
    /// An empty form. `now` is in seconds since 1970 (UTC).
    #[must_use]
    pub fn new(now: i64, to_ascii: fn(&str) -> Option<String>) -> Self {
        let form = Form::new("", now);
        Self {
            made: form.make(None, &to_ascii),
            base: form.clone(),
            form,
            own_id: false,
            own_rua: false,
            live: None,
            published: Published::default(),
            today: None,
            about: None,
            begun: false,
            odd_ttl: None,
            lost: false,
            tab: Tab::default(),
            dns: bundle::dns_formats().next().unwrap_or_default(),
            kit: bundle::kits().next().unwrap_or_default(),
            now,
            to_ascii,
        }
    }

    /// Comes to the form for a domain, or hears more of it: when a check of it is over, what is published fills the form,
    /// but for what somebody wrote.
    pub fn about(&mut self, domain: &Name, checked: Option<Checked<'_>>) {
        if self.about.as_ref() != Some(domain) {
            self.about = Some(domain.clone());
            self.begun = true;
            self.forget_live();
            // Whoever has named the domain in the form goes on with it.
            if self.made.domain.as_ref() != Some(domain) {
                self.form = Form::new(domain.as_str(), self.now);
                self.base = self.form.clone();
                self.own_id = false;
                self.own_rua = false;
                self.make();
            }
        }
        // Another domain may stand in the form by now.
        let meant = self.form.domain == domain.as_str() || self.made.domain.as_ref() == Some(domain);
        if let Some(Checked { survey, assessment, .. }) = checked.filter(|checked| meant && checked.assessment.done)
            && !self.live.as_ref().is_some_and(|live| Rc::ptr_eq(live, survey))
        {
            self.published = Published::of(survey);
            self.today = Some(Today::of(survey, assessment));
            self.live = Some(Rc::clone(survey));
            self.fill(Form::of(survey, self.now));
            self.make();
        }
    }

    /// Fills the form, except what somebody wrote.
    fn fill(&mut self, new: Form) {
        let (form, base) = (&mut self.form, &self.base);
        if form.mode == base.mode {
            form.mode = new.mode;
        }
        if form.max_age == base.max_age {
            form.max_age.clone_from(&new.max_age);
        }
        if form.patterns == base.patterns {
            form.patterns.clone_from(&new.patterns);
        }
        if form.host == base.host {
            form.host.clone_from(&new.host);
        }
        if form.zone == base.zone {
            form.zone.clone_from(&new.zone);
        }
        if form.ttl == base.ttl {
            form.ttl = new.ttl;
        }
        if !self.own_id {
            form.id.clone_from(&new.id);
        }
        if !self.own_rua || form.rua == base.rua {
            form.rua.clone_from(&new.rua);
        }
        self.base = new;
        // What is published is not to be made anew from the domain.
        self.own_rua = true;
    }

    /// Goes by nothing that is known of a domain.
    fn forget_live(&mut self) {
        self.live = None;
        self.today = None;
        self.published = Published::default();
    }

    /// Does what is asked for.
    pub fn act(&mut self, write: Write) {
        self.begun = true;
        self.own_rua |= matches!(
            write,
            Write::Field(Field::Destination(_), _)
                | Write::Add(Field::Destinations)
                | Write::Remove(Field::Destination(_))
        );
        let form = &mut self.form;
        match write {
            Write::Field(field, text) => match field {
                Field::Domain => {
                    form.domain = text;
                    self.forget_live();
                }
                Field::Pattern(at) => set(&mut form.patterns, at, text),
                Field::MaxAge => form.max_age = text,
                Field::Id => {
                    self.own_id = !text.trim().is_empty();
                    form.id = text;
                }
                Field::Destination(at) => set(&mut form.rua, at, text),
                Field::Host => form.host = text,
                Field::Mode | Field::Patterns | Field::Destinations => {}
            },
            Write::Mode(mode) => form.set_mode(mode),
            Write::Zone(zone) => form.zone = zone,
            Write::Ttl(text) => match age::parse(&text).and_then(|ttl| u32::try_from(ttl).ok()) {
                Some(ttl) if ttl <= LONGEST_TTL => {
                    form.ttl = ttl;
                    self.odd_ttl = None;
                }
                _ => self.odd_ttl = Some(text),
            },
            Write::Add(Field::Destinations) => form.rua.push(String::new()),
            Write::Add(_) => form.patterns.push(String::new()),
            Write::Remove(Field::Destination(at)) => remove(&mut form.rua, at),
            Write::Remove(Field::Pattern(at)) => remove(&mut form.patterns, at),
            Write::Remove(_) => {}
            Write::Mend(at) => self.mend(at),
            Write::Tab(tab) => self.tab = tab,
            Write::Dns(name) => self.dns = known(bundle::dns_formats(), &name).unwrap_or(self.dns),
            Write::Kit(name) => self.kit = known(bundle::kits(), &name).unwrap_or(self.kit),
            Write::Save => return self.save(),
            // Somebody else's to take.
            Write::Plan => return,
        }
        self.make();
    }

    /// The problems that are told, each with its place among all.
    fn problems(&self) -> impl Iterator<Item = (usize, &Problem)> {
        self.made.problems.iter().enumerate().filter(|_| self.begun)
    }

    fn make(&mut self) {
        let live = self.live.as_deref();
        self.made = self.form.make(live, &self.to_ascii);
        if let (false, Some(domain)) = (self.own_rua, &self.made.domain) {
            let usual = Form::new(domain.as_str(), self.now).rua;
            if self.form.rua != usual {
                self.form.rua = usual;
                self.made = self.form.make(live, &self.to_ascii);
            }
        }
        if !self.own_id {
            // RFC 8461 §3.1: an id belongs to one instance of the policy.
            let id = start::id(&self.made.policy, &self.published, self.now);
            if id != self.form.id {
                self.form.id = id;
                self.made = self.form.make(live, &self.to_ascii);
            }
        }
    }

    /// The providers of the live MX hosts; while these aren't known, those that the patterns are of.
    fn providers(&self) -> Vec<&'static Provider> {
        let live = self.live.as_deref().map(Survey::mail);
        let hosts: Vec<&str> = match &live {
            Some(mail) => mail.hosts().iter().map(|host| host.host.as_str()).collect(),
            None => self
                .form
                .patterns
                .iter()
                .map(|pattern| pattern.trim().trim_start_matches("*."))
                .collect(),
        };
        let mut known: Vec<&'static Provider> = Vec::new();
        for provider in hosts.into_iter().filter_map(providers::of_mx) {
            if !known.contains(&provider) {
                known.push(provider);
            }
        }
        known
    }

    /// What the planner takes over: domain, policy, and where reports go.
    #[must_use]
    pub fn offer(&self) -> Option<Offer> {
        let domain = self.made.domain.clone().filter(|_| self.made.is_publishable())?;
        Some(Offer {
            domain,
            policy: self.made.policy.clone(),
            reports_to: self.form.settled(&self.to_ascii).rua,
        })
    }

    fn mend(&mut self, at: usize) {
        let Some(problem) = self.made.problems.get(at) else {
            return;
        };
        let (field, mend) = (problem.field, problem.mend.clone());
        let form = &mut self.form;
        let (list, at) = match field {
            Field::Pattern(at) => (&mut form.patterns, Some(at)),
            Field::Patterns => (&mut form.patterns, None),
            Field::Destination(at) => (&mut form.rua, Some(at)),
            Field::Destinations => (&mut form.rua, None),
            Field::Domain | Field::MaxAge | Field::Id | Field::Host | Field::Mode => {
                if let Some(Mend::Replace(items)) = mend {
                    let text = items.into_iter().next().unwrap_or_default();
                    match field {
                        Field::Domain => form.domain = text,
                        Field::MaxAge => form.max_age = text,
                        Field::Id => form.id = text,
                        _ => form.host = text,
                    }
                }
                return;
            }
        };
        match (mend, at) {
            (Some(Mend::Replace(items)), Some(at)) if at < list.len() => {
                list.splice(at..=at, items);
            }
            (Some(Mend::Replace(items)), None) => *list = items,
            (Some(Mend::Add(items)), _) => list.extend(items),
            _ => {}
        }
    }

    /// Hands all of it over as one archive.
    fn save(&self) {
        let archive = kit::archive(self.kit, Some(self.dns), &self.made, clock::unix_seconds());
        if let (Some(bytes), Some(domain)) = (archive, &self.made.domain) {
            save::bytes(&format!("mta-sts.{domain}.zip"), "application/zip", &bytes);
        }
    }
}

fn set(list: &mut Vec<String>, at: usize, text: String) {
    match list.get_mut(at) {
        Some(item) => *item = text,
        None => list.push(text),
    }
}

fn remove(list: &mut Vec<String>, at: usize) {
    if at < list.len() {
        list.remove(at);
    }
}

fn known(mut names: impl Iterator<Item = &'static str>, wanted: &str) -> Option<&'static str> {
    names.find(|name| *name == wanted)
}
