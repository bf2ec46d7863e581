//! Facts to judge: a domain's records and what its policy host does, changed by each test.

use super::super::judge_drawn;
use crate::dns::{Answer, Data, Failure, Lookup, Name, Row, Rtype};
use crate::survey::Assessment;
use crate::survey::facts::{Pasted, PolicyRead, ProbeReport, Question, Reply, Reported, Survey};
use crate::survey::picture::Picture;

pub(super) const DOMAIN: &str = "example.com";

/// Facts about `example.com`, to be changed by each test. Whatever is asked for and not set has no record.
#[derive(Clone)]
pub(super) struct Box {
    pub(super) survey: Survey,
    rows: Vec<(String, Row)>,
    pub(super) signed: bool,
}

pub(super) fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

impl Box {
    pub(super) fn new() -> Self {
        Self {
            survey: Survey::new(name(DOMAIN), None, 1_700_000_000),
            rows: Vec::new(),
            signed: false,
        }
    }

    /// A domain with everything in order but the policy.
    pub(super) fn good() -> Self {
        Self::new()
            .txt("_mta-sts.example.com", "v=STSv1; id=20261102T093000;")
            .txt(
                "_smtp._tls.example.com",
                "v=TLSRPTv1; rua=mailto:tls@reports.example.net",
            )
            .mx(10, "mx1.example.com")
            .mx(20, "mx2.mail.example.net")
            .a("mx1.example.com", "192.0.2.1")
            .a("mx2.mail.example.net", "192.0.2.2")
            .a("mta-sts.example.com", "192.0.2.80")
    }

    pub(super) fn row(mut self, owner: &str, rtype: Rtype, data: Data) -> Self {
        self.rows.push((
            owner.into(),
            Row {
                owner: owner.into(),
                ttl: 3600,
                rtype,
                data,
            },
        ));
        self
    }

    pub(super) fn without(mut self, owner: &str) -> Self {
        self.rows.retain(|(known, _)| known != owner);
        self
    }

    pub(super) fn txt(self, owner: &str, text: &str) -> Self {
        self.row(
            owner,
            Rtype::TXT,
            Data::Txt {
                text: text.into(),
                strings: None,
            },
        )
    }

    pub(super) fn mx(self, preference: u16, host: &str) -> Self {
        self.row(
            DOMAIN,
            Rtype::MX,
            Data::Mx {
                preference,
                host: host.into(),
            },
        )
    }

    pub(super) fn a(self, owner: &str, address: &str) -> Self {
        self.row(
            owner,
            Rtype::A,
            Data::A {
                address: address.parse().unwrap(),
            },
        )
    }

    pub(super) fn cname(self, owner: &str, target: &str) -> Self {
        self.row(owner, Rtype::CNAME, Data::Cname { target: target.into() })
    }

    /// The answer to a question, aliases followed, as a resolver gives it.
    pub(super) fn answer(&self, question: &str, rtype: Rtype) -> Lookup {
        let mut at = question.to_owned();
        let mut rows = Vec::new();
        for _ in 0..8 {
            let here = |wanted: Rtype| {
                let of_it = self
                    .rows
                    .iter()
                    .filter(|(owner, row)| *owner == at && row.rtype == wanted);
                of_it.map(|(_, row)| row.clone()).collect::<Vec<_>>()
            };
            let found = here(rtype);
            if !found.is_empty() {
                rows.extend(found);
                break;
            }
            let Some(alias) = here(Rtype::CNAME).into_iter().next() else {
                break;
            };
            if let Data::Cname { target } = &alias.data {
                at.clone_from(target);
            }
            rows.push(alias);
        }
        let exists = self
            .rows
            .iter()
            .any(|(o, _)| *o == at || o.ends_with(&format!(".{at}")));
        Lookup::Answer(Answer {
            nxdomain: !exists,
            signed: self.signed,
            rows,
            ..Answer::default()
        })
    }

    /// The same with an answer to this question.
    pub(super) fn answered(mut self, at: &str, rtype: Rtype) -> Self {
        let reported = Reported {
            from: "Google".into(),
            at: 1,
            reply: Reply::Dns(self.answer(at, rtype)),
        };
        self.survey.record(Question::Dns { name: name(at), rtype }, reported);
        self
    }

    pub(super) fn fail(mut self, at: &str, rtype: Rtype, failure: Failure) -> Self {
        let reported = Reported {
            from: "Google".into(),
            at: 1,
            reply: Reply::Dns(Lookup::Failed(failure)),
        };
        self.survey.record(Question::Dns { name: name(at), rtype }, reported);
        self
    }

    pub(super) fn reply(mut self, question: Question, reply: Reply) -> Self {
        self.survey.record(
            question,
            Reported {
                from: "browser".into(),
                at: 9,
                reply,
            },
        );
        self
    }

    pub(super) fn policy(self, body: &str) -> Self {
        self.served(200, Some("text/plain"), body)
    }

    pub(super) fn served(self, status: u16, content_type: Option<&str>, body: &str) -> Self {
        let read = PolicyRead::Readable {
            status,
            content_type: content_type.map(str::to_owned),
            redirected: false,
            url: "https://mta-sts.example.com/.well-known/mta-sts.txt".into(),
            body: body.into(),
            cut: false,
        };
        self.reply(Question::Policy, Reply::Policy(read))
    }

    pub(super) fn probe(self, fetched: Option<bool>, loaded: Option<bool>, left_host: bool) -> Self {
        let report = ProbeReport {
            fetched,
            left_host,
            loaded,
            ran: true,
        };
        self.reply(Question::Policy, Reply::Policy(PolicyRead::Refused))
            .reply(Question::Probe, Reply::Probe(report))
    }

    pub(super) fn paste(mut self, text: &str) -> Self {
        self.survey.pasted = Pasted::new(text.into());
        self
    }

    /// The judgement, with its picture.
    pub(super) fn judge(self) -> Assessment {
        judge_drawn(&self.ended())
    }

    pub(super) fn drawn(self) -> Picture {
        self.judge().picture.unwrap()
    }

    /// Answers all that is wanted, until nothing is.
    pub(super) fn ended(mut self) -> Survey {
        for _ in 0..10 {
            let wanted = self.survey.wanted();
            if wanted.is_empty() {
                break;
            }
            for want in wanted {
                let reply = match &want.question {
                    Question::Dns { name, rtype } => Reply::Dns(self.answer(name.as_str(), *rtype)),
                    Question::Policy => Reply::Policy(PolicyRead::Refused),
                    Question::Probe => Reply::Probe(ProbeReport::default()),
                };
                self.survey.record(
                    want.question,
                    Reported {
                        from: "Google".into(),
                        at: 5,
                        reply,
                    },
                );
            }
        }
        assert_eq!(self.survey.wanted(), [], "a survey has an end");
        self.survey.ended = true;
        self.survey
    }
}
