//! Hand-made assessments for the tests of the page, one for each kind of verdict.

mod parts;
mod render;
pub mod reports;
mod requests;

use crate::dns::Name;
use crate::rule::{Confidence, Evidence, Finding, Severity, Subject};
use crate::sts::rules::record::ID_GOOD;
use crate::sts::rules::value::MAX_AGE_SHORT;
use crate::survey::assessment::{Assessment, Case, FORMAT, Next, SourceText, SubjectState, Verdict};
use crate::survey::picture::{Bridge, Certainty, Chain, Edge, Matrix, MatrixLine, Picture, ProbeRow};
use crate::survey::rules::dane::MX_NOT_SIGNED;
use crate::survey::rules::host::PROBE_SUCCESS;
use crate::survey::rules::mx::MX_NOT_COVERED;
use crate::survey::rules::near::NO_TLS_REPORTING;
use crate::survey::{Survey, judge::judge_drawn};
use parts::{cell, dns, host, picture, row, stage};
pub use render::render;
pub use requests::requests;

/// The policy of the samples.
pub const POLICY: &str =
    "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmx: *.mail.example.net\nmax_age: 604800\n";

/// An MX host is refused: one finding of each severity.
pub fn problem() -> Assessment {
    let subjects = [
        (Subject::Record, Severity::Good, "one valid record"),
        (Subject::PolicyHost, Severity::Good, "200, trusted TLS"),
        (Subject::Policy, Severity::Good, "enforce, 7 days"),
        (Subject::MxHosts, Severity::Error, "3 hosts, 2 lines"),
        (Subject::TlsRpt, Severity::Warning, "none"),
        (Subject::Dane, Severity::Note, "not signed"),
    ];
    let text = |subject, label: &str, text: &str, ttl, evidence| SourceText {
        subject,
        label: label.into(),
        text: text.into(),
        ttl,
        evidence,
    };
    Assessment {
        format: FORMAT,
        domain: "example.com".into(),
        unicode: None,
        started: 1_795_444_320,
        done: true,
        waiting: Vec::new(),
        verdict: Verdict {
            case: Case::PartlyRefused,
            severity: Severity::Error,
            kind: "the policy is in force".into(),
            sentence: "Senders that honour MTA-STS refuse one of your 3 mail servers.".into(),
            consequence: "`backup.eu.mail.example.net` matches no line of the policy. While mx1 or mx2 answers, mail comes in; \
                          when only the backup is left, it waits at the sender and then bounces. A sender may go by this policy \
                          for 14\u{a0}days after it last fetched it."
                .into(),
        },
        next: Some(Next {
            text: "add a line for the backup host to the policy, then give the record a new `id`. The corrected text is below.".into(),
            label: "Show the fix".into(),
            anchor: "f-STS301".into(),
        }),
        subjects: subjects
            .into_iter()
            .map(|(subject, severity, summary)| SubjectState {
                subject,
                severity,
                summary: summary.into(),
            })
            .collect(),
        findings: vec![
            MX_NOT_COVERED
                .finding()
                .with("hosts", "`backup.eu.mail.example.net`")
                .about(Subject::Policy, dns())
                .suggest(72..72, "mx: backup.eu.mail.example.net\n")
                .quote("the MX answer, preference 30", "backup.eu.mail.example.net", 0..9, "two labels")
                .quote("the policy, line 4", "mx: *.mail.example.net", 4..5, "one label")
                .snippet("TXT record at `_mta-sts.example.com`", "v=STSv1; id=20261123T143200;"),
            NO_TLS_REPORTING
                .finding()
                .with("name", "_smtp._tls.example.com")
                .about(Subject::TlsRpt, dns())
                .snippet("TXT record at `_smtp._tls.example.com`", "v=TLSRPTv1; rua=mailto:tls-reports@example.com"),
            MX_NOT_SIGNED.finding().with("domain", "example.com").about(Subject::Dane, dns()),
            MAX_AGE_SHORT.at(81..87).with("duration", "7 days").about(Subject::Policy, Evidence::BrowserRead),
            ID_GOOD.at(12..27).about(Subject::Record, dns()),
        ],
        left_out: 0,
        texts: vec![
            text(Subject::Record, "_mta-sts.example.com TXT", "v=STSv1; id=20261102T093000;", Some(3_600), dns()),
            text(
                Subject::Policy,
                "https://mta-sts.example.com/.well-known/mta-sts.txt",
                POLICY,
                None,
                Evidence::BrowserRead,
            ),
        ],
        picture: Some(picture()),
    }
}

/// What a sample shows as a picture.
pub fn drawn(sample: &mut Assessment) -> &mut Picture {
    sample.picture.as_mut().unwrap()
}

/// All is well.
pub fn good() -> Assessment {
    let mut sample = problem();
    sample.verdict = Verdict {
        case: Case::Protected,
        severity: Severity::Good,
        kind: "in force".into(),
        sentence: "Mail to example.com is protected: senders that honour MTA-STS must use verified TLS to your 2 mail servers.".into(),
        consequence: "Senders may keep this policy for 14\u{a0}days.".into(),
    };
    sample.next = None;
    sample.findings.retain(|finding| finding.severity == Severity::Good);
    for state in &mut sample.subjects {
        state.severity = Severity::Good;
    }
    let picture = drawn(&mut sample);
    if let Some(matrix) = &mut picture.matrix {
        matrix.rows.pop();
    }
    picture.chain.hosts.pop();
    picture.chain.mx.severity = Severity::Good;
    sample
}

/// Mode testing: what would be an error is a warning.
pub fn testing() -> Assessment {
    let mut sample = problem();
    sample.verdict = Verdict {
        case: Case::TestingMisfit,
        severity: Severity::Warning,
        kind: "reported, not enforced".into(),
        sentence: "example.com is testing, and 1 of 3 mail servers would be refused in enforce.".into(),
        consequence: "Senders deliver all the same.".into(),
    };
    for finding in &mut sample.findings {
        *finding = finding.clone().softened(true);
    }
    let picture = drawn(&mut sample);
    if let Some(last) = picture.chain.hosts.last_mut() {
        last.severity = Severity::Warning;
    }
    picture.chain.mx.severity = Severity::Warning;
    if let Some(row) = picture.matrix.as_mut().and_then(|matrix| matrix.rows.last_mut()) {
        row.used = cell(Some(Severity::Warning), "Would be refused");
    }
    sample
}

/// The policy host doesn't let pages read.
pub fn blocked() -> Assessment {
    let probe = Evidence::Probe {
        confidence: Confidence::Medium,
        unless: "what loads is a web page and no policy",
    };
    let mut sample = problem();
    sample.verdict = Verdict {
        case: Case::NotReadable,
        severity: Severity::Unseen,
        kind: "one step is yours".into(),
        sentence: "example.com announces a policy, but its host doesn’t let web pages read it.".into(),
        consequence: "That is no fault: mail servers aren’t bound by this rule of browsers. For a verdict, this page needs the text."
            .into(),
    };
    sample.next = Some(Next {
        text: "paste the policy below. It joins this check at once, marked as pasted.".into(),
        label: "Go to the paste box".into(),
        anchor: "bridge".into(),
    });
    sample.findings = vec![
        PROBE_SUCCESS
            .finding()
            .with("host", "mta-sts.example.com")
            .about(Subject::PolicyHost, probe),
    ];
    sample.texts.pop();
    let picture = drawn(&mut sample);
    picture.matrix = Some(Matrix {
        more_lines: 0,
        more_rows: 0,
        lines: Vec::new(),
        rows: vec![row(
            10,
            "mx1.example.com",
            Vec::new(),
            cell(Some(Severity::Unseen), "Not known without the policy"),
            "",
        )],
    });
    picture.chain.host.certainty = Certainty::Probed;
    picture.chain.host.caption = "probe · medium".into();
    picture.chain.policy = stage(
        Severity::Unseen,
        Certainty::Unseen,
        "",
        &["not readable by web pages"],
        "not observable",
    );
    picture.chain.record_to_host.certainty = Certainty::Probed;
    picture.chain.host_to_policy = Edge {
        severity: Severity::Unseen,
        certainty: Certainty::Unseen,
    };
    picture.chain.lines.clear();
    picture.chain.hosts = vec![host("mx1.example.com", Severity::Unseen, None, 1)];
    picture.chain.mx.severity = Severity::Unseen;
    picture.probe = vec![ProbeRow {
        asked: "Trusted TLS for `mta-sts.example.com`".into(),
        severity: Severity::Good,
        seen: "yes".into(),
        unless: "a root is trusted by this device only".into(),
    }];
    let url = "https://mta-sts.example.com/.well-known/mta-sts.txt".to_owned();
    picture.bridge = Some(Bridge {
        curl: format!("curl -i {url}"),
        url,
    });
    sample
}

/// Answers are still coming.
pub fn pending() -> Assessment {
    let survey = Survey::new(Name::parse("example.com").unwrap(), None, 1_795_444_320);
    let mut sample = problem();
    sample.done = false;
    sample.waiting = vec!["the policy".into(), "the TLSA records of 3 hosts".into()];
    sample.verdict = Verdict {
        case: Case::Waiting,
        severity: Severity::Pending,
        kind: "6 of 14 answers in".into(),
        sentence: "So far: a valid record and 3 mail servers. The policy is still being fetched.".into(),
        consequence: "No verdict yet: without the policy nobody can say which of the servers it allows.".into(),
    };
    sample.next = None;
    sample.findings.truncate(2);
    sample.findings.remove(0);
    sample.texts.truncate(1);
    let waiting = drawn(&mut judge_drawn(&survey)).chain.clone();
    let picture = drawn(&mut sample);
    picture.matrix = None;
    picture.chain = Chain {
        record: picture.chain.record.clone(),
        ..waiting
    };
    picture.chain.title = "The record is good; the rest is awaited.".into();
    for state in sample.subjects.iter_mut().skip(1) {
        state.severity = Severity::Pending;
    }
    sample
}

/// Eight MX hosts and more lines than the matrix has columns for.
pub fn many() -> Assessment {
    let mut sample = problem();
    let lines: Vec<MatrixLine> = (3..9)
        .map(|line| MatrixLine {
            line,
            pattern: format!("*.pool{line}.mail.example.net"),
        })
        .collect();
    let rows = (1..=9_u16).map(|at| {
        let bad = at == 9;
        let mut cells = vec![cell(None, "other domain"); 6];
        if !bad {
            cells[usize::from(at > 2)] = cell(Some(Severity::Good), "`*` = `in`");
        }
        let used = if bad {
            cell(Some(Severity::Error), "No, refused")
        } else {
            cell(Some(Severity::Good), "Yes")
        };
        row(
            at * 10,
            &format!("in{at}.pool3.mail.example.net"),
            cells,
            used,
            if bad {
                "none"
            } else if at > 2 {
                "4"
            } else {
                "3"
            },
        )
    });
    let picture = drawn(&mut sample);
    picture.matrix = Some(Matrix {
        more_lines: 0,
        more_rows: 0,
        lines,
        rows: rows.collect(),
    });
    picture.chain.lines = vec!["*.pool3.mail.example.net".into(), "*.pool4.mail.example.net".into()];
    picture.chain.more_lines = 4;
    picture.chain.hosts = vec![
        host("in1.pool3.mail.example.net", Severity::Good, Some(0), 1),
        host("in2.pool3.mail.example.net", Severity::Good, Some(0), 1),
        host("6 more, alike", Severity::Good, Some(1), 6),
        host("in9.pool3.mail.example.net", Severity::Error, None, 1),
    ];
    sample
}

/// Text that would like to be markup, everywhere where foreign text stands.
pub const HOSTILE: &str = "<img src=x onerror=alert(1)>\"'&\u{202e}`</code><script>alert(1)</script>";

/// Markup, invisible and turning characters in every place.
pub fn hostile() -> Assessment {
    let mut sample = problem();
    let evil = || HOSTILE.to_owned();
    sample.unicode = Some(evil());
    sample.verdict.sentence = evil();
    sample.verdict.consequence = evil();
    sample.verdict.kind = evil();
    sample.next = Some(Next {
        text: evil(),
        label: evil(),
        anchor: evil(),
    });
    sample.findings[0] = MX_NOT_COVERED
        .at(0..9)
        .with("hosts", HOSTILE)
        .about(Subject::Policy, Evidence::Relay { url: evil() })
        .suggest(0..3, HOSTILE)
        .quote(HOSTILE, HOSTILE, 0..4, HOSTILE)
        .snippet(HOSTILE, HOSTILE);
    for text in &mut sample.texts {
        text.label = evil();
        text.text = [HOSTILE.as_bytes(), b"\0\xff\n", HOSTILE.repeat(600).as_bytes()].concat();
    }
    let picture = drawn(&mut sample);
    if let Some(matrix) = &mut picture.matrix {
        matrix.lines[0].pattern = evil();
        matrix.rows[0].host = evil();
        matrix.rows[0].used.text = evil();
    }
    picture.chain.lines = vec![evil()];
    picture.chain.hosts[0].label = evil();
    picture.chain.title = evil();
    picture.chain.words = vec![evil()];
    picture.chain.host.head = evil();
    picture.chain.host.lines = vec![evil(), HOSTILE.repeat(20)];
    picture.chain.host.caption = evil();
    picture.probe = vec![ProbeRow {
        asked: evil(),
        severity: Severity::Error,
        seen: evil(),
        unless: evil(),
    }];
    picture.bridge = Some(Bridge {
        url: "https://mta-sts.example.com/".into(),
        curl: evil(),
    });
    picture.unseen[0].title = evil();
    picture.unseen[0].commands[0].text = evil();
    sample
}

/// A finding of the samples.
pub fn finding() -> Finding {
    MX_NOT_COVERED
        .finding()
        .with("hosts", "`mx9.example.com`")
        .about(Subject::MxHosts, dns())
}
