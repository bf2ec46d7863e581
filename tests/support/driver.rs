//! Asks what a survey wants to know, and answers from [`Facts`].

use super::facts::{Facts, PolicyHost, Signed, failure};
use super::zone::{Zone, absolute};
use mta_sts_lens::dns::answer::Lookup;
use mta_sts_lens::dns::{Name, Rtype, input};
use mta_sts_lens::survey::facts::Pasted;
use mta_sts_lens::survey::outside::{Obstacle, Outside};
use mta_sts_lens::survey::typed::Typed;
use mta_sts_lens::survey::{PolicyRead, ProbeReport, Question, Reply, Reported, Survey};

/// When every survey of the tests began: 2026-11-24, 12:00 UTC.
pub const STARTED: i64 = 1_795_521_600;

/// More rounds of questions than any survey may need.
const ROUNDS: usize = 12;

impl Facts {
    /// The survey once everything that it wants to know has been asked and answered.
    pub fn survey(&self) -> Survey {
        self.survey_in_order(|_| {})
    }

    /// The same, the answers of each round coming in an order that the caller chooses.
    pub fn survey_in_order(&self, mut shuffle: impl FnMut(&mut Vec<(Question, Reported)>)) -> Survey {
        let mut survey = Survey::new(self.origin().unwrap(), self.unicode.clone(), STARTED);
        survey.pasted = self.pasted.clone().and_then(|text| Pasted::new(text.into_bytes()));
        survey.typed = self.typed.as_ref().and_then(|text| {
            let to_ascii = |name: &str| name.is_ascii().then(|| name.to_ascii_lowercase());
            Typed::of(text, &input::read(text, &to_ascii).unwrap())
        });
        survey.outside = self.outside.then(Outside::here);
        let mut asked = Vec::new();
        let mut clock = 0;
        for round in 0.. {
            assert!(round < ROUNDS, "the survey never has enough: {:?}", survey.wanted());
            let mut news = Vec::new();
            for want in survey.wanted() {
                if !asked.contains(&want.question) {
                    asked.push(want.question.clone());
                    news.extend(
                        self.replies(&want.question, want.twice)
                            .into_iter()
                            .map(|reply| (want.question.clone(), reply)),
                    );
                }
            }
            if news.is_empty() {
                break;
            }
            shuffle(&mut news);
            for (question, mut reported) in news {
                clock += 20;
                reported.at = clock;
                survey.record(question, reported);
            }
        }
        survey.ended = !self.running;
        survey.stopped = self.stopped;
        survey
    }

    /// What comes back to a question: nothing where it stays unanswered, two answers where two resolvers are asked.
    pub fn replies(&self, question: &Question, twice: bool) -> Vec<Reported> {
        if self.unanswered.contains(&self.label(question)) {
            return Vec::new();
        }
        let Question::Dns { name, rtype } = question else {
            return vec![Reported {
                from: "browser".into(),
                at: 0,
                reply: self.browser(question),
            }];
        };
        let mut replies = Vec::new();
        for resolver in ["Google", "Cloudflare"] {
            let lookup = self.lookup(resolver, name, *rtype);
            let failed = matches!(lookup, Lookup::Failed(_));
            replies.push(Reported {
                from: resolver.into(),
                at: 0,
                reply: Reply::Dns(lookup),
            });
            // The other one is asked as well where two are wanted, and where the first one fails.
            if !twice && !failed {
                break;
            }
        }
        replies
    }

    /// What a question is called in `unanswered`: `policy`, `probe`, or a name as in the records and a
    /// type (`_mta-sts TXT`).
    pub fn label(&self, question: &Question) -> String {
        match question {
            Question::Policy => "policy".into(),
            Question::Probe => "probe".into(),
            Question::Dns { name, rtype } => {
                let short = match name.as_str().strip_suffix(&self.domain) {
                    Some("") => "@".to_owned(),
                    Some(below) => below.trim_end_matches('.').to_owned(),
                    None => format!("{name}."),
                };
                format!("{short} {rtype}")
            }
        }
    }

    fn lookup(&self, resolver: &str, name: &Name, rtype: Rtype) -> Lookup {
        let here = |what: &str| what == "*" || self.place(what) == Some((name.as_str().to_owned(), rtype));
        let failing = self
            .failed
            .iter()
            .find(|failing| here(&failing.what) && failing.at.as_ref().is_none_or(|at| at == resolver));
        if let Some(failure) = failing.and_then(|failing| failure(&failing.how)) {
            return Lookup::Failed(failure);
        }
        let origin = self.origin().unwrap();
        let mut zone = Zone::parse(&self.records, &origin).unwrap();
        if let Some(other) = self.resolver.get(resolver) {
            zone = zone.overlaid(&Zone::parse(&other.records, &origin).unwrap());
            for what in &other.without {
                let (owner, rtype) = self.place(what).unwrap();
                zone = zone.without(&owner, rtype);
            }
        }
        let signed = match &self.signed {
            Signed::All(signed) => *signed,
            Signed::Names(names) => names
                .iter()
                .any(|signed| name.is_within(&absolute(signed, &self.domain))),
        };
        zone.ask(name, rtype, signed, self.shows_loops)
    }

    fn browser(&self, question: &Question) -> Reply {
        match question {
            Question::Probe => Reply::Probe(ProbeReport {
                fetched: self.probe.fetched,
                left_host: self.probe.left_host,
                loaded: self.probe.loaded,
                ran: self.probe.ran,
            }),
            _ => Reply::Policy(match &self.policy {
                Some(host) if host.timed_out => PolicyRead::TimedOut,
                Some(PolicyHost { error: Some(code), .. }) => {
                    PolicyRead::Unfetched(Obstacle::of(code, Outside::here()))
                }
                Some(host) if host.readable => PolicyRead::Readable {
                    status: host.status,
                    content_type: (!host.r#type.is_empty()).then(|| host.r#type.clone()),
                    redirected: host.redirected,
                    url: if host.url.is_empty() {
                        format!("https://mta-sts.{}/.well-known/mta-sts.txt", self.domain)
                    } else {
                        host.url.clone()
                    },
                    body: host.body.clone().into_bytes(),
                    cut: host.cut,
                },
                _ => PolicyRead::Refused,
            }),
        }
    }
}
