//! What this browser remembers of the policies that it saw: the id guard's store, filled by checks, judged at their end.

use crate::dns::Name;
use crate::rollout::guard::{self, Seen};
use crate::rollout::store::Store;
use crate::rollout::{Known, Today};
use crate::rule::Findings;
use crate::survey::judge::judge_with;
use crate::survey::{Assessment, Survey};

/// The store, and what it held of the domain when its check began.
#[derive(Default)]
pub struct Memory {
    store: Store,
    before: Vec<Seen>,
    /// That domain.
    about: Option<Name>,
}

impl Memory {
    /// What was stored.
    #[must_use]
    pub fn new(stored: &str) -> Self {
        Self {
            store: Store::read(stored),
            before: Vec::new(),
            about: None,
        }
    }

    /// What it holds.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Begins the check of a domain: what is found is held against what was known before it.
    pub fn begin(&mut self, domain: &Name) {
        self.before = self.store.history(domain).to_vec();
        self.about = Some(domain.clone());
    }

    /// Takes in the end of a check, and judges with it what was otherwise before. Gives whether there is something new to
    /// store.
    pub fn look(&mut self, survey: &Survey, assessment: &mut Assessment) -> bool {
        // What was pasted need not be what is served.
        if !self.store.is_on() || survey.pasted.is_some() {
            return false;
        }
        let today = Today::of(survey, assessment);
        let (Known::Found(id), Known::Found(policy)) = (&today.record, &today.policy) else {
            return false;
        };
        let seen = Seen::new(id, policy, today.seen);
        let mut findings = Findings::new();
        guard::judge(&self.before, &seen, &mut findings);
        let findings = findings.into_vec();
        if !findings.is_empty() {
            *assessment = judge_with(survey, findings, assessment.picture.is_some());
        }
        self.store.remember(&survey.domain, seen);
        true
    }

    /// Switches remembering on or off.
    pub const fn switch(&mut self, on: bool) {
        self.store.switch(on);
    }

    /// Forgets what it holds of a domain; `None`: of all.
    pub fn forget(&mut self, domain: Option<&Name>) {
        match domain {
            Some(domain) => self.store.forget(domain),
            None => self.store.clear(),
        }
        self.drop_forgotten();
    }

    /// Takes in what another tab has stored or forgotten.
    pub fn renew(&mut self, stored: &str) {
        self.store = Store::read(stored);
        self.drop_forgotten();
    }

    /// What is forgotten is not held against the check that is under way either.
    fn drop_forgotten(&mut self) {
        let known = self.about.as_ref().map(|domain| self.store.history(domain));
        if known.is_none_or(<[Seen]>::is_empty) {
            self.before.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::judge::judge;

    #[test]
    fn only_what_was_seen_whole_is_remembered() {
        let survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
        let mut memory = Memory::default();
        memory.begin(&survey.domain);
        assert!(!memory.look(&survey, &mut judge(&survey)));
        assert_eq!(memory.store().domains().count(), 0);
    }

    #[test]
    fn what_is_off_holds_nothing_new() {
        let mut memory = Memory::new("id-guard 1 on\nexample.com 1 00c0ffee00c0ffee 604800 1795545705 1795632105\n");
        assert_eq!(memory.store().domains().count(), 1);
        memory.begin(&Name::parse("example.com").unwrap());
        assert_eq!(memory.before.len(), 1);
        memory.switch(false);
        memory.begin(&Name::parse("example.com").unwrap());
        assert!(memory.before.is_empty());
        memory.forget(None);
        assert_eq!(memory.store().write(), "id-guard 1 off\n");
    }

    #[test]
    fn what_is_forgotten_is_gone_here_and_elsewhere() {
        let line = |domain: &str| format!("{domain} 1 00c0ffee00c0ffee 604800 1795545705 1795632105\n");
        let (one, other) = (Name::parse("example.com").unwrap(), Name::parse("example.net").unwrap());
        let both = format!("id-guard 1 on\n{}{}", line("example.com"), line("example.net"));
        let mut memory = Memory::new(&both);
        memory.begin(&one);
        memory.forget(Some(&other));
        assert_eq!((memory.store().domains().count(), memory.before.len()), (1, 1));
        memory.forget(Some(&one));
        assert!(memory.before.is_empty());
        let mut memory = Memory::new(&both);
        memory.begin(&one);
        // Another tab forgets the domain, then everything.
        memory.renew(&format!("id-guard 1 off\n{}", line("example.net")));
        assert!(memory.before.is_empty() && !memory.store().is_on());
        memory.renew("");
        assert_eq!(memory.store().write(), "id-guard 1 on\n");
    }
}
