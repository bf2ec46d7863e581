//! The facts of a survey: questions, replies, and who gave them when.

use super::ledger::{Request, State};
use super::outside::{Obstacle, Outside};
use super::replies::Replies;
use super::typed::Typed;
use crate::dns::{Failure, Lookup, Name, Rtype};
use crate::later::{self, Rest};

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Question {
    /// Records of the DNS.
    Dns {
        /// Whose.
        name: Name,
        /// Which.
        rtype: Rtype,
    },
    /// The policy by a cross-origin fetch: no credentials, no store, no referrer, at most 64 KiB, at most a minute.
    Policy,
    /// The probes of the sandboxed frame, for a host that doesn't let pages read, or is slow.
    Probe,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// To [`Question::Dns`].
    Dns(Lookup),
    /// To [`Question::Policy`].
    Policy(PolicyRead),
    /// To [`Question::Probe`].
    Probe(ProbeReport),
}

/// What a cross-origin fetch of the policy brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyRead {
    /// The browser let the page read the answer.
    Readable {
        /// HTTP status.
        status: u16,
        /// `Content-Type`, where the browser shows it.
        content_type: Option<String>,
        /// Whether a redirect was followed on the way.
        redirected: bool,
        /// Where the answer came from in the end.
        url: String,
        /// The body, at most [`BODY_LIMIT`] bytes of it.
        body: Vec<u8>,
        /// Whether the body went on beyond that.
        cut: bool,
    },
    /// Rejected: closed to pages (CORS), or no connection, or no trusted TLS. A page can't tell which.
    Refused,
    /// No end within a minute.
    TimedOut,
    /// Rejected where nothing hides the answer from who asks: no connection, or no trusted TLS.
    Unfetched(Obstacle),
}

impl PolicyRead {
    /// Whether it is an answer in which senders look for no policy, or none at all (RFC 8461 §3.3).
    #[must_use]
    pub const fn is_no_policy(&self) -> bool {
        match self {
            Self::Readable { status, redirected, .. } => *status != 200 || *redirected,
            Self::Refused => false,
            Self::TimedOut | Self::Unfetched(_) => true,
        }
    }
}

/// How much of a policy is read, in bytes (RFC 8461 §3.3 suggests 64 kilobytes to senders).
pub const BODY_LIMIT: usize = 65_536;

/// What the sandboxed probes saw (see `www/probe.html`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProbeReport {
    /// Whether an opaque fetch that may reach the policy host alone was answered: trusted TLS. `None`: not run.
    pub fetched: Option<bool>,
    /// Whether that fetch broke the frame's content security policy: a redirect to another host.
    pub left_host: bool,
    /// Whether the file loaded as a prefetch or an embedded object: a status of 2xx. `None`: not run, or no end in time.
    pub loaded: Option<bool>,
    /// Whether the frame itself answered in time.
    pub ran: bool,
}

/// A reply, with who gave it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// Which resolver, such as `Google`; `browser` for what the browser itself did.
    pub from: String,
    /// When, in milliseconds since the check began.
    pub at: u32,
    /// What.
    pub reply: Reply,
}

/// A policy that the user brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The body, or the whole output of `curl -i`.
    pub text: Vec<u8>,
    rest: Rest,
}

impl Pasted {
    /// This text; `None` where [nobody brings one](crate::later).
    #[must_use]
    pub fn new(text: Vec<u8>) -> Option<Self> {
        later::rest().map(|rest| Self { text, rest })
    }
}

/// What is known so far of one domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// The Policy Domain.
    pub domain: Name,
    /// The domain as its owner writes it (U-labels), where that differs.
    pub unicode: Option<String>,
    /// When the check began, in seconds since 1970 (UTC), for the page's "Checked …" and for new policy ids.
    pub started: i64,
    /// All replies to each question, in order of arrival. The first usable one counts, the others are to compare.
    pub replies: Replies,
    /// Questions that nobody will be asked any more: their failures stand.
    pub given_up: Vec<Question>,
    /// Requests under way that take long: what was asked, and of whom.
    pub slow: Vec<(Question, String)>,
    /// A policy that the user brought; it counts where none can be read.
    pub pasted: Option<Pasted>,
    /// What is to be said of what was typed, where no page shows it beside the field.
    pub typed: Option<Typed>,
    /// Whether the check runs outside of a browser.
    pub outside: Option<Outside>,
    /// Every request made, in order.
    pub requests: Vec<Request>,
    /// Whether asking has ended: nothing more will come (all answered, time over, or stopped).
    pub ended: bool,
    /// Whether it was the user who ended it.
    pub stopped: bool,
}

impl Survey {
    /// A survey that knows nothing yet. `started` is in seconds since 1970.
    #[must_use]
    pub fn new(domain: Name, unicode: Option<String>, started: i64) -> Self {
        Self {
            domain,
            unicode,
            started,
            replies: Replies::default(),
            given_up: Vec::new(),
            slow: Vec::new(),
            pasted: None,
            typed: None,
            outside: None,
            requests: Vec::new(),
            ended: false,
            stopped: false,
        }
    }

    /// Takes a reply in. Replies come in any order; late and double ones are kept to compare.
    pub fn record(&mut self, question: Question, reported: Reported) {
        self.slow
            .retain(|(asked, from)| *asked != question || *from != reported.from);
        self.replies.add(question, reported);
    }

    /// Says that nobody else will be asked this: if no usable reply came, none will.
    pub fn give_up(&mut self, question: Question) {
        if !self.given_up.contains(&question) {
            self.given_up.push(question);
        }
    }

    /// Whether a request for this takes long.
    #[must_use]
    pub fn is_slow(&self, question: &Question) -> bool {
        self.slow.iter().any(|(asked, _)| asked == question)
    }

    /// Whether a usable reply to this may still come.
    #[must_use]
    pub fn is_open(&self, question: &Question) -> bool {
        !self.ended && !self.given_up.contains(question)
    }

    /// Whether requests to resolvers are under way. All others go to the policy's one URL.
    #[must_use]
    pub fn asks_resolvers(&self) -> bool {
        let policy = self.policy_url();
        let mut running = self.requests.iter().filter(|request| request.state == State::Running);
        running.any(|request| request.url != policy)
    }

    /// The reply that counts: the first that says something; else the last failure; `None` while nothing came.
    ///
    /// An answer that leaves open whether quotes are part of a text ([`quotes_unsure`](crate::dns::Answer::quotes_unsure)) stands back behind one
    /// that doesn't.
    #[must_use]
    pub fn reply(&self, question: &Question) -> Option<&Reported> {
        let replies = self.replies.get(question)?;
        let usable = || replies.iter().filter(|reported| !reported.reply.is_failure());
        let sure = |reported: &&Reported| !matches!(&reported.reply, Reply::Dns(Lookup::Answer(a)) if a.quotes_unsure);
        usable()
            .find(sure)
            .or_else(|| usable().next())
            .or_else(|| replies.last())
    }

    /// The host that serves the policy: `mta-sts` under the domain (RFC 8461 §3.2); `None` if that name is too long.
    #[must_use]
    pub fn policy_host(&self) -> Option<Name> {
        self.domain.under("mta-sts")
    }

    /// The one URL of the policy (RFC 8461 §3.2).
    #[must_use]
    pub fn policy_url(&self) -> String {
        format!("https://mta-sts.{}/.well-known/mta-sts.txt", self.domain)
    }
}

impl Reply {
    /// The reply to a request that was given up.
    #[must_use]
    pub const fn timed_out(question: &Question) -> Self {
        match question {
            Question::Dns { .. } => Self::Dns(Lookup::Failed(Failure::TimedOut)),
            Question::Policy => Self::Policy(PolicyRead::TimedOut),
            Question::Probe => Self::Probe(ProbeReport {
                fetched: None,
                left_host: false,
                loaded: None,
                ran: false,
            }),
        }
    }

    /// Whether nothing is known after it.
    #[must_use]
    pub const fn is_failure(&self) -> bool {
        matches!(self, Self::Dns(Lookup::Failed(_)))
    }
}
