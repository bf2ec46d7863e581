//! What the id guard remembers, as text: for the browser's storage, and on this device alone.
//!
//! ```text
//! id-guard 1 on
//! example.com 20261124T184145Z 00c0ffee00c0ffee 604800 1795545705 1795632105
//! ```
//!
//! A line each: domain, id, digest in hex, for how long it binds, first and last seen. What doesn't look like that is ignored: the text may come
//! from anywhere.

use super::guard::Seen;
use crate::dns::Name;
use crate::sts::MAX_AGE_LIMIT;
use std::fmt::Write as _;

/// Most domains that are remembered; the one that was seen longest ago goes first.
pub const MOST_DOMAINS: usize = 100;

/// Most policies that are remembered of a domain; the oldest goes first.
pub const MOST_SEEN: usize = 8;

/// Longest text that is read, in bytes: more than [`Store::write`] ever writes.
pub const LONGEST: usize = 400_000;

const HEAD: &str = "id-guard 1";

/// What the id guard remembers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    on: bool,
    domains: Vec<(Name, Vec<Seen>)>,
}

impl Default for Store {
    /// Switched on, and empty.
    fn default() -> Self {
        Self {
            on: true,
            domains: Vec::new(),
        }
    }
}

impl Store {
    /// What [`write`](Self::write) wrote. Of anything else what can be used, and no more than is ever kept.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut store = Self::default();
        if text.len() > LONGEST {
            return store;
        }
        let mut lines = text.lines();
        match lines.next().and_then(|line| line.strip_prefix(HEAD)) {
            Some(" on") => {}
            Some(" off") => store.on = false,
            _ => return store,
        }
        for (domain, seen) in lines.filter_map(line) {
            store.push(domain, seen);
        }
        store
    }

    /// The text to be stored.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = format!("{HEAD} {}\n", if self.on { "on" } else { "off" });
        for (domain, history) in &self.domains {
            for seen in history {
                // Writing to a String can't fail.
                let _ = writeln!(
                    out,
                    "{domain} {} {:016x} {} {} {}",
                    seen.id, seen.digest, seen.binds, seen.first_seen, seen.last_seen
                );
            }
        }
        out
    }

    /// Whether it remembers and judges at all.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.on
    }

    /// Switches it on or off. What is off remembers nothing new and shows nothing of what it has.
    pub const fn switch(&mut self, on: bool) {
        self.on = on;
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.domains.clear();
    }

    /// Forgets a domain.
    pub fn forget(&mut self, domain: &Name) {
        self.domains.retain(|(known, _)| known != domain);
    }

    /// The domains that something is remembered of.
    pub fn domains(&self) -> impl Iterator<Item = &Name> {
        self.domains.iter().map(|(domain, _)| domain)
    }

    /// What was seen of a domain, the oldest first; nothing where it is switched off.
    #[must_use]
    pub fn history(&self, domain: &Name) -> &[Seen] {
        let known = self.domains.iter().find(|(known, _)| self.on && known == domain);
        known.map_or(&[], |(_, history)| history)
    }

    /// Remembers what is seen today: the same as last time is only seen for longer.
    pub fn remember(&mut self, domain: &Name, today: Seen) {
        if self.on && is_sound(&today) {
            self.push(domain.clone(), today);
        }
    }

    fn push(&mut self, domain: Name, seen: Seen) {
        let known = self.domains.iter().position(|(known, _)| *known == domain);
        if known.is_none() {
            if self.domains.len() == MOST_DOMAINS {
                self.make_room();
            }
            self.domains.push((domain, Vec::new()));
        }
        let at = known.unwrap_or(self.domains.len() - 1);
        let Some((_, history)) = self.domains.get_mut(at) else {
            return;
        };
        match history.last_mut() {
            Some(last) if last.is_same(&seen) => {
                last.first_seen = last.first_seen.min(seen.first_seen);
                last.last_seen = last.last_seen.max(seen.last_seen);
            }
            _ => {
                if history.len() == MOST_SEEN {
                    history.remove(0);
                }
                history.push(seen);
            }
        }
    }

    fn make_room(&mut self) {
        let last = |history: &[Seen]| history.last().map_or(0, |seen| seen.last_seen);
        let oldest = (0..self.domains.len()).min_by_key(|&at| self.domains.get(at).map(|(_, history)| last(history)));
        if let Some(oldest) = oldest {
            self.domains.remove(oldest);
        }
    }
}

fn line(line: &str) -> Option<(Name, Seen)> {
    let mut words = line.split(' ');
    let domain = Name::parse(words.next()?).ok()?;
    let id = words.next()?.to_owned();
    let digest = words.next().filter(|word| word.len() == 16)?;
    let seen = Seen {
        id,
        digest: u64::from_str_radix(digest, 16).ok()?,
        binds: words.next()?.parse().ok()?,
        first_seen: words.next()?.parse().ok()?,
        last_seen: words.next()?.parse().ok()?,
    };
    (words.next().is_none() && is_sound(&seen)).then_some((domain, seen))
}

/// Whether the id and `max_age` are in range (RFC 8461 §3.1, §3.2), and the times go forward.
fn is_sound(seen: &Seen) -> bool {
    let id = (1..=32).contains(&seen.id.len()) && seen.id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    id && seen.binds <= MAX_AGE_LIMIT && 0 <= seen.first_seen && seen.first_seen <= seen.last_seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::parse(text).unwrap()
    }

    fn seen(id: &str, digest: u64, at: i64) -> Seen {
        Seen {
            id: id.into(),
            digest,
            binds: 0,
            first_seen: at,
            last_seen: at,
        }
    }

    #[test]
    fn what_is_seen_again_is_seen_for_longer() {
        let mut store = Store::default();
        let domain = name("example.com");
        store.remember(&domain, seen("1", 1, 10));
        store.remember(&domain, seen("1", 1, 20));
        store.remember(&domain, seen("2", 2, 30));
        store.remember(&domain, seen("1", 1, 40));
        let spans: Vec<_> = store
            .history(&domain)
            .iter()
            .map(|seen| (seen.first_seen, seen.last_seen))
            .collect();
        assert_eq!(spans, [(10, 20), (30, 30), (40, 40)]);
        assert_eq!(Store::read(&store.write()), store);
        assert!(store.history(&name("example.org")).is_empty());
        assert_eq!(store.domains().count(), 1);
        store.forget(&domain);
        assert!(store.history(&domain).is_empty());
    }

    #[test]
    fn it_can_be_switched_off_and_cleared() {
        let mut store = Store::default();
        let domain = name("example.com");
        store.remember(&domain, seen("1", 1, 10));
        store.switch(false);
        store.remember(&domain, seen("2", 2, 20));
        assert!(store.history(&domain).is_empty());
        let mut store = Store::read(&store.write());
        assert!(!store.is_on());
        store.switch(true);
        assert_eq!(store.history(&domain).len(), 1);
        store.clear();
        assert_eq!(store.write(), "id-guard 1 on\n");
    }

    #[test]
    fn it_stays_small() {
        let mut store = Store::default();
        let digits = "1234567890".repeat(4);
        for i in 0..120 {
            let domain = name(&format!("d{i}.{}.example", "a".repeat(60)));
            for id in 0..12 {
                store.remember(&domain, seen(&digits[..32], id, i64::MAX - 200 + i));
            }
        }
        assert_eq!(store.domains().count(), MOST_DOMAINS);
        // The first ones went.
        assert_eq!(
            store
                .domains()
                .next()
                .map(|name| name.as_str().split('.').next() == Some("d20")),
            Some(true)
        );
        assert!(store.domains.iter().all(|(_, history)| history.len() == MOST_SEEN));
        // The longest name, id and times that there are.
        let longest = 253 + 1 + 32 + 1 + 16 + 1 + 8 + 2 * 20 + 1;
        assert!(HEAD.len() + 5 + MOST_DOMAINS * MOST_SEEN * longest < LONGEST);
        assert_eq!(Store::read(&store.write()), store);
    }

    #[test]
    fn hostile_text_is_ignored() {
        let good = "example.com 20261124T184145Z 00c0ffee00c0ffee 86400 1795545705 1795632105";
        for bad in [
            "example.com 1 00c0ffee00c0ffee 86400 5",
            "example.com 1 00c0ffee00c0ffee 86400 5 4",
            "example.com 1 00c0ffee00c0ffee 86400 -5 4",
            "example.com 1 00c0ffee00c0ffee 86400 5 5 5",
            "example.com a-b 00c0ffee00c0ffee 86400 5 5",
            "example.com  00c0ffee00c0ffee 86400 5 5",
            "example.com 123456789012345678901234567890123 00c0ffee00c0ffee 86400 5 5",
            "example.com 1 c0ffee 86400 5 5",
            "example.com 1 00c0ffee00c0ffex 86400 5 5",
            "example.com 1 00c0ffee00c0ffee 86400 5 99999999999999999999",
            "example.com 1 00c0ffee00c0ffee 31557601 5 5",
            "example.com 1 00c0ffee00c0ffee -1 5 5",
            "<b> 1 00c0ffee00c0ffee 86400 5 5",
            "\u{202e}",
            "",
        ] {
            let store = Store::read(&format!("id-guard 1 on\n{bad}\n{good}\n"));
            assert_eq!(store.write(), format!("id-guard 1 on\n{good}\n"), "{bad}");
        }
        for head in ["", "id-guard 2 on", "{}", "id-guard 1 maybe"] {
            assert_eq!(Store::read(&format!("{head}\n{good}\n")), Store::default(), "{head}");
        }
        let long = format!(
            "id-guard 1 off\n{}",
            format!("{good}\n").repeat(LONGEST / good.len() + 1)
        );
        assert_eq!(Store::read(&long), Store::default());
    }
}
