//! Rules about records that are missing where they belong, and near misses.

use crate::rule::rules;

rules! {
    /// Senders look for the record at `_mta-sts` under the domain and at no other name. Something that is meant to
    /// be it stands elsewhere: a DNS tool that adds the domain by itself (so that it is there twice), a missing
    /// underscore, or the record at the domain itself. There nobody finds it.
    STS150 RECORD_AT_WRONG_NAME {
        Warning, 8461 "3.1",
        title: "The MTA-STS record stands at the wrong name",
        message: "a record `{record}` stands at `{name}` ({why}); senders look at `{right}` only",
        fix: "Move it to `_mta-sts` under the domain",
    }

    /// A wildcard TXT record answers for every name that doesn’t exist, so for `_mta-sts` too. Most senders throw
    /// the foreign text away. maddy refuses a good record beside it.
    STS151 WILDCARD_TXT {
        Warning, 8461 "3.1",
        title: "A wildcard TXT record answers at the name of the MTA-STS record",
        message: "`{name}` answers with the text of a wildcard: `{record}`",
        fix: "Publish the wildcard’s text only at the names that need it, or a record of its own at `_mta-sts`",
    }

    /// `_mta-sts` is an alias, and senders follow it. Whoever runs the target decides when the id changes.
    STS152 RECORD_DELEGATED {
        Note, 8461 "8.2",
        title: "The MTA-STS record is an alias",
        message: "`{name}` is an alias of `{target}`{provider}",
        fix: "Nothing to be done, as long as the policy host is handed over to the same place",
    }

    /// `_mta-sts` is an alias of a name that holds no record. Senders follow the alias and find nothing, so there
    /// is no MTA-STS. Usually the domain was never set up at the provider, or has left it.
    STS153 RECORD_ALIAS_EMPTY {
        Error, 8461 "8.2",
        title: "The MTA-STS record is an alias that leads nowhere",
        message: "`{name}` is an alias of `{target}`, which {state}{provider}",
        fix: "Set the domain up at the provider, or publish the record yourself",
    }

    /// MTA-STS lets a domain say that mail to it has to come over verified TLS. Without it, encryption between mail
    /// servers is opportunistic: whoever sits between two of them can strip it, or name a server of their own.
    ///
    /// Every domain behind an `@` needs a record of its own: senders never go by the one of the domain above.
    STS154 NOT_SET_UP {
        Warning, 8461 "1",
        title: "The domain has no MTA-STS record",
        message: "there is no MTA-STS record at `{name}`",
        fix: "Serve a policy in mode `testing` first, then publish the record below, and enforce when the reports are clean",
    }

    /// With a policy in force, TLS reports are how you hear that a sender could not deliver. Senders that support
    /// RFC 8460 send one report a day, by mail or HTTPS, with counts of good and failed sessions and the reason of
    /// each failure: no content, no addresses of people. One TXT record asks for them.
    ///
    /// The reports may go to another domain: unlike with DMARC, no record is needed there. A long TTL, or DNSSEC, makes
    /// it harder to hide the record from senders.
    RPT195 NO_TLS_REPORTING {
        Warning, 8460 "3",
        title: "No TLS reporting: nobody tells you about refused mail",
        message: "there is no TLSRPT record at `{name}`",
        fix: "Publish the TXT record below, with a mailbox that somebody reads",
    }

    /// Senders look for the record at `_smtp._tls` under the domain and at no other name. Something that is meant
    /// to be it stands elsewhere, so no reports come.
    RPT196 REPORTING_AT_WRONG_NAME {
        Warning, 8460 "3",
        title: "The TLS reporting record stands at the wrong name",
        message: "a record `{record}` stands at `{name}` ({why}); senders look at `{right}` only",
        fix: "Move it to `_smtp._tls` under the domain",
    }

    /// `_smtp._tls` is an alias of a name that holds no record, so senders find no address for their reports.
    RPT197 REPORTING_ALIAS_EMPTY {
        Warning, 8460 "3",
        title: "The TLS reporting record is an alias that leads nowhere",
        message: "`{name}` is an alias of `{target}`, which {state}",
        fix: "Set the domain up at the provider, or publish the record yourself",
    }
}
