//! What a request puts into the request list when it starts.

use super::facts::{Question, Survey};
use super::ledger::{Request, State};
use super::schedule::Attempt;
use super::settings::Resolver;
use crate::dns::doh;

impl Survey {
    /// The entries of a request that starts now, in milliseconds since the check began: one, or two for the probes
    /// (see [`outcome::of_probes`](super::outcome::of_probes)).
    #[must_use]
    pub fn entries(&self, attempt: &Attempt, resolvers: &[Resolver], now: u32) -> Vec<Request> {
        let entry = |what: String, url: String, whom: String, why: String| Request {
            what,
            url,
            whom,
            why,
            start: now,
            took: None,
            state: State::Running,
            outcome: String::new(),
        };
        if let Question::Dns { name, rtype } = &attempt.question {
            let resolver = attempt.resolver.and_then(|at| resolvers.get(at));
            let url = resolver.map_or_else(String::new, |resolver| doh::url(&resolver.url, name, *rtype, false));
            let whom = resolver.map_or_else(String::new, |resolver| resolver.name.clone());
            return vec![entry(format!("{name} {rtype}"), url, whom, attempt.reason())];
        }
        let url = self.policy_url();
        let path = "/.well-known/mta-sts.txt";
        let host = format!("mta-sts.{}", self.domain);
        let how = match attempt.question {
            Question::Probe => &["opaque fetch", "status probe"][..],
            _ => &[""],
        };
        how.iter()
            .map(|how| {
                let what = if how.is_empty() {
                    path.to_owned()
                } else {
                    format!("{path}, {how}")
                };
                entry(what, url.clone(), host.clone(), attempt.reason())
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::{Name, Rtype};
    use crate::survey::schedule::Cause;

    fn entries(question: Question, resolver: Option<usize>) -> Vec<Request> {
        let survey = Survey::new(Name::parse("example.com").unwrap(), None, 0);
        let attempt = Attempt {
            id: 0,
            question,
            resolver,
            why: "the record",
            cause: Cause::Wanted,
        };
        survey.entries(&attempt, &[Resolver::google(), Resolver::cloudflare()], 7)
    }

    #[test]
    fn a_look_up_names_its_resolver_and_the_exact_url() {
        let question = Question::Dns {
            name: Name::parse("_mta-sts.example.com").unwrap(),
            rtype: Rtype::TXT,
        };
        let [entry] = <[Request; 1]>::try_from(entries(question, Some(1))).unwrap();
        assert_eq!(entry.what, "_mta-sts.example.com TXT");
        assert_eq!(entry.whom, "Cloudflare");
        assert!(
            entry.url.starts_with("https://cloudflare-dns.com/dns-query?"),
            "{}",
            entry.url
        );
        assert_eq!((entry.start, entry.took, entry.state), (7, None, State::Running));
    }

    #[test]
    fn the_policy_host_is_asked_under_its_own_name_and_each_probe_is_listed() {
        let what = |question| -> Vec<_> {
            let entries = entries(question, None);
            assert!(entries.iter().all(|entry| entry.whom == "mta-sts.example.com"));
            assert!(
                entries
                    .iter()
                    .all(|entry| entry.url == "https://mta-sts.example.com/.well-known/mta-sts.txt")
            );
            entries.into_iter().map(|entry| entry.what).collect()
        };
        assert_eq!(what(Question::Policy), ["/.well-known/mta-sts.txt"]);
        assert_eq!(
            what(Question::Probe),
            [
                "/.well-known/mta-sts.txt, opaque fetch",
                "/.well-known/mta-sts.txt, status probe"
            ]
        );
    }
}
