//! What the samples are made of: the picture, the matrix, and what a browser can't see.

use crate::later;
use crate::rule::{Evidence, Severity, Snippet};
use crate::survey::commands;
use crate::survey::picture::{
    Cell, Certainty, Chain, ChainHost, Edge, Matrix, MatrixLine, MatrixRow, Picture, Stage, Unseen,
};

pub(super) fn dns() -> Evidence {
    Evidence::Dns {
        resolvers: vec!["Google".into(), "Cloudflare".into()],
        signed: Some(false),
    }
}

pub(super) fn stage(severity: Severity, certainty: Certainty, head: &str, lines: &[&str], caption: &str) -> Stage {
    Stage {
        severity,
        certainty,
        head: head.into(),
        lines: lines.iter().map(|line| (*line).into()).collect(),
        caption: caption.into(),
    }
}

pub(super) const SEEN: Edge = Edge {
    severity: Severity::Good,
    certainty: Certainty::Seen,
};

pub(super) fn host(label: &str, severity: Severity, line: Option<usize>, count: usize) -> ChainHost {
    ChainHost {
        label: label.into(),
        severity,
        line,
        count,
    }
}

fn chain() -> Chain {
    use Certainty::Seen;
    Chain {
        record: stage(
            Severity::Good,
            Seen,
            "_mta-sts",
            &["id 20261102T093000", "TTL 1 hour"],
            "DNS · both agree",
        ),
        host: stage(
            Severity::Good,
            Seen,
            "mta-sts.example.com",
            &["trusted TLS, 200", "text/plain, no redirect"],
            "browser read",
        ),
        policy: stage(Severity::Good, Seen, "enforce, 14 days", &[], "browser read"),
        mx: stage(
            Severity::Error,
            Seen,
            "",
            &["Where mail goes, by preference"],
            "DNS · not signed · certificates not seen",
        ),
        record_to_host: SEEN,
        host_to_policy: SEEN,
        lines: vec!["mx1.example.com".into(), "*.mail.example.net".into()],
        more_lines: 0,
        hosts: vec![
            host("mx1.example.com", Severity::Good, Some(0), 1),
            host("mx2.mail.example.net", Severity::Good, Some(1), 1),
            host("backup.eu.mail.example.net", Severity::Error, None, 1),
        ],
        title: "Record, policy host and policy of example.com are good. Of three MX hosts two match a policy line; \
                backup.eu.mail.example.net matches none: the chain is broken there."
            .into(),
        words: vec![
            "Record: `_mta-sts.example.com` holds one valid record. Good.".into(),
            "`backup.eu.mail.example.net` matches no line. Senders won’t use it.".into(),
        ],
    }
}

pub(super) fn cell(severity: Option<Severity>, text: &str) -> Cell {
    Cell {
        severity,
        text: text.into(),
    }
}

pub(super) fn row(preference: u16, name: &str, cells: Vec<Cell>, used: Cell, alike: &str) -> MatrixRow {
    MatrixRow {
        preference: Some(preference),
        host: name.into(),
        cells,
        used,
        alike: alike.into(),
    }
}

fn matrix() -> Matrix {
    let other = || cell(None, "other domain");
    let yes = || cell(Some(Severity::Good), "Yes");
    Matrix {
        more_lines: 0,
        more_rows: 0,
        lines: vec![
            MatrixLine {
                line: 3,
                pattern: "mx1.example.com".into(),
            },
            MatrixLine {
                line: 4,
                pattern: "*.mail.example.net".into(),
            },
        ],
        rows: vec![
            row(
                10,
                "mx1.example.com",
                vec![cell(Some(Severity::Good), "same name"), other()],
                yes(),
                "3",
            ),
            row(
                20,
                "mx2.mail.example.net",
                vec![other(), cell(Some(Severity::Good), "`*` = `mx2`")],
                yes(),
                "4",
            ),
            row(
                30,
                "backup.eu.mail.example.net",
                vec![
                    other(),
                    cell(Some(Severity::Error), "`backup.eu` is two labels, `*` is one"),
                ],
                cell(Some(Severity::Error), "No, refused"),
                "none",
            ),
        ],
    }
}

fn unseen() -> Vec<Unseen> {
    vec![
        Unseen {
            title: "STARTTLS and the certificates of the MX hosts".into(),
            text:
                "Port 25 is closed to web pages. Each host must offer STARTTLS and a trusted certificate that names it."
                    .into(),
            commands: vec![Snippet {
                label: "for `mx1.example.com`".into(),
                text: commands::starttls("mx1.example.com"),
            }],
        },
        Unseen {
            title: "What your own name servers say".into(),
            text: "Two public resolvers were asked. The authoritative servers may already hold something newer.".into(),
            commands: vec![Snippet {
                label: "the serial number of every server".into(),
                text: "dig +nssearch example.com".into(),
            }],
        },
    ]
}

pub(super) fn picture() -> Picture {
    Picture {
        chain: chain(),
        matrix: Some(matrix()),
        probe: Vec::new(),
        bridge: None,
        unseen: unseen(),
        rest: later::rest().unwrap(),
    }
}
