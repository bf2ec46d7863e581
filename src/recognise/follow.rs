//! Which lines belong to the block that is open, and which begin one.

use super::marks::Mark;
use super::txt::Which;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// An HTTP answer.
    Http,
    /// A policy.
    Policy,
    /// Lines of a zone.
    Zone,
    /// What `dig` printed.
    Dig,
    /// The text of one TXT record.
    Text(Which),
    /// Lines of `dig +short` with MX hosts.
    Short,
    /// A command that was typed; what it printed comes next.
    Command,
    /// What `nslookup` or `host` printed.
    Nslookup,
    /// What `Resolve-DnsName` printed.
    PowerShell,
    /// What `openssl` printed.
    Openssl,
    /// JSON.
    Json,
    /// Lines of tinydns.
    Tiny,
    /// Rows of a table.
    Panel,
    /// Texts of records among other words.
    Config,
    /// Lines that nothing is known of.
    Rest,
}

/// A block that may go on.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) what: What,
    pub(super) start: usize,
    /// Behind its last line that isn't blank, without and with the line end.
    pub(super) end: usize,
    pub(super) next: usize,
    /// Whether a blank line stands behind that.
    pub(super) blank: bool,
    /// Of an HTTP answer: whether the headers are over. Of a policy: whether a field behind the version was seen. Of
    /// `dig`: whether its last line was. Of `nslookup`: whether the strings of a TXT record may follow.
    pub(super) over: bool,
    /// Of a policy: how many of its lines have a key.
    pub(super) keys: usize,
    /// Of an HTTP answer: whether its body has begun.
    pub(super) body: bool,
}

/// What a line begins.
pub(super) fn begins(mark: Mark) -> Option<What> {
    Some(match mark {
        Mark::Blank | Mark::Fence => return None,
        Mark::Http => What::Http,
        Mark::Version | Mark::Key => What::Policy,
        Mark::Zone => What::Zone,
        Mark::Text(which) => What::Text(which),
        Mark::Short => What::Short,
        Mark::Dig | Mark::DigEnd => What::Dig,
        Mark::Command => What::Command,
        Mark::Nslookup(_) => What::Nslookup,
        Mark::PowerShell => What::PowerShell,
        Mark::Openssl => What::Openssl,
        Mark::Tiny => What::Tiny,
        Mark::Panel => What::Panel,
        Mark::Config => What::Config,
        Mark::Comment | Mark::Quoted | Mark::Json | Mark::OpensslEnd | Mark::Prose | Mark::Other => What::Rest,
    })
}

/// So many lines with a key make a policy that is complete.
const COMPLETE: usize = 3;

/// Whether a line belongs to the block before it.
pub(super) fn goes_on(open: &Open, mark: Mark) -> bool {
    let other = matches!(mark, Mark::Other | Mark::Prose);
    match open.what {
        _ if mark == Mark::Fence => false,
        What::Http if !open.over => true,
        // On the way to the answer there are others.
        What::Http if mark == Mark::Http => !open.body,
        // A new paragraph that begins with a version is a policy of its own.
        What::Policy if mark == Mark::Version => !(open.blank && open.over),
        // Words below a complete policy are of the one who pasted it.
        What::Http | What::Policy if mark == Mark::Prose => !(open.blank && open.keys >= COMPLETE),
        What::Http | What::Policy => matches!(
            mark,
            Mark::Version
                | Mark::Key
                | Mark::Comment
                | Mark::Quoted
                | Mark::Json
                | Mark::Text(Which::Other(_))
                | Mark::Other
        ),
        What::Zone => matches!(mark, Mark::Zone | Mark::Comment),
        What::Dig if open.over && open.blank => matches!(mark, Mark::Dig | Mark::DigEnd),
        What::Dig => matches!(mark, Mark::Zone | Mark::Comment | Mark::Dig | Mark::DigEnd),
        What::Text(_) => mark == Mark::Quoted && !open.blank,
        What::Short => mark == Mark::Short,
        What::Nslookup => match mark {
            Mark::Nslookup(_) => true,
            Mark::Text(_) | Mark::Quoted => open.over,
            _ => other && !open.blank,
        },
        What::PowerShell => mark == Mark::PowerShell || other && !open.blank,
        What::Openssl if open.over => false,
        What::Openssl => !matches!(
            mark,
            Mark::Command | Mark::Http | Mark::Version | Mark::Zone | Mark::Dig | Mark::Nslookup(_) | Mark::Tiny
        ),
        What::Tiny => matches!(mark, Mark::Tiny),
        What::Panel => mark == Mark::Panel,
        What::Command | What::Json | What::Config => false,
        What::Rest => other || matches!(mark, Mark::Quoted | Mark::Comment | Mark::OpensslEnd),
    }
}
