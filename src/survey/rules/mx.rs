//! Rules about the MX hosts and how the policy covers them (RFC 8461 §4.1, RFC 5321 §5.1).

use crate::rule::rules;

rules! {
    /// In `enforce`, a sender must not deliver to an MX host that no `mx` line of the policy covers. It tries the
    /// next one, and when none is left the mail waits and then bounces. In `testing` it delivers and reports.
    ///
    /// The name that counts is the target of the MX record itself, not what it is an alias of. A sender skips each
    /// uncovered host on its own, so an uncovered backup may stay unnoticed until the day the others are down
    /// (RFC 8461, section 8.4, warns of this).
    STS301 MX_NOT_COVERED {
        Error, 8461 "4.1",
        title: "An MX host matches no line of the policy",
        message: "{hosts}: no `mx` line of the policy covers this; senders that honour MTA-STS refuse to deliver there in `enforce`",
        fix: "Add an `mx` line for each of these hosts to the policy, then give the record a new id",
        testing: Warning,
    }

    /// The MX host is one that senders may use: its name is the same as an `mx` line’s, or a wildcard line’s `*`
    /// stands for exactly its left-most label. Names are compared without regard to case.
    STS302 MX_COVERED {
        Good, 8461 "4.1",
        title: "The MX host is covered by the policy",
        message: "`{host}` is covered by `{pattern}`",
        fix: "Nothing to be done",
    }

    /// In a policy `*` stands for exactly one whole label, the left-most one. `*.example.com` covers
    /// `mx1.example.com`, but neither `mx1.eu.example.com` (two labels) nor `example.com` itself (none). Many
    /// people, and some validators, expect the wildcard to reach deeper.
    ///
    /// Microsoft’s hosts under `mx.microsoft` and Google’s under `l.google.com` are the usual places where this bites.
    STS303 WILDCARD_ONE_LABEL {
        Error, 8461 "4.1",
        title: "A wildcard doesn’t reach this MX host: it stands for exactly one label",
        message: "{hosts}: the line `{pattern}` comes close, but {why}",
        fix: "Name the host in a line of its own, or write the wildcard one level deeper",
        testing: Warning,
    }

    /// The host that serves the policy (`mta-sts` under the domain) is a web server. Senders compare the policy’s
    /// `mx` lines with the MX records, and mail doesn’t go there. Of the domains whose `mx` lines differ from
    /// their MX hosts only in the deeper labels, four in five have made this mistake.
    STS304 POLICY_HOST_AS_MX {
        Warning, 8461 "3.2",
        title: "The policy lists the policy host as a mail server",
        message: "`{pattern}` is the web server of the policy, and no MX record points to it",
        fix: "Write the names of the MX hosts instead",
    }

    /// A line of the policy differs from the name of an MX host in a few characters only. It looks like a typing
    /// error; as it stands it covers nothing.
    STS305 MX_TYPING_ERROR {
        Warning, 8461 "4.1",
        title: "A line of the policy nearly names an MX host",
        message: "`{pattern}` covers no MX host; did you mean `{host}`",
        fix: "Correct the name",
    }

    /// The policy names mail servers of one provider, and the MX records lead to another one. Usually mail was
    /// moved and the policy forgotten. Two thirds of the policies that fit none of their MX hosts fit an older set.
    STS306 FORMER_PROVIDER {
        Warning, 8461 "8.1",
        title: "The policy still names the mail servers of another provider",
        message: "the policy names hosts of {old}, but mail goes to {new}",
        fix: "Write the `mx` lines of the provider that receives your mail now, then change the id",
    }

    /// No MX host of today matches this line. That does no harm while a change is under way (a new host is listed
    /// before it is used). Left standing, it lets senders accept a server that you no longer run; a host of somebody
    /// else’s, with whom none of your mail servers is, most of all.
    STS307 PATTERN_UNUSED {
        Note, 8461 "4.1",
        title: "A line of the policy covers no MX host of today",
        message: "`{pattern}` matches none of the MX hosts",
        fix: "Remove the line once nobody needs it any more",
    }

    /// The domain publishes the null MX (`0 .`): it says that it takes no mail at all. Senders don’t even try, so
    /// there is nothing that MTA-STS could protect.
    STS308 NULL_MX {
        Note, 7505 "3",
        title: "The domain says that it takes no mail",
        message: "`{domain}` publishes the null MX",
        fix: "Nothing to be done; a policy isn’t needed here",
    }

    /// A null MX says that the domain takes no mail, so it must be the only MX record. Beside others senders may
    /// do either.
    STS309 NULL_MX_AND_OTHERS {
        Error, 7505 "3",
        title: "A null MX stands beside other MX records",
        message: "`{domain}` says that it takes no mail, and names mail servers all the same",
        fix: "Remove the null MX if the domain takes mail, the others if it doesn’t",
    }

    /// There is no MX record, but the domain has an address: senders deliver to the domain’s own address. This
    /// “implicit MX” has the name of the domain itself, which the policy has to list.
    STS310 IMPLICIT_MX {
        Note, 5321 "5.1",
        title: "There is no MX record: mail goes to the domain’s own address",
        message: "`{domain}` has no MX record, so senders use its address; for the policy the MX host is `{domain}` itself",
        fix: "Publish an MX record that names the mail server",
    }

    /// The domain has neither an MX record nor an address, so mail to it can’t be delivered. If that is meant, a
    /// null MX says so, and senders give up at once instead of trying for days.
    STS311 NO_MAIL_SERVER {
        Note, 7505 "3",
        title: "The domain has no mail server and doesn’t say so",
        message: "`{domain}` has no MX record and no address of its own",
        fix: "If it takes no mail, publish `0 .` as its only MX record",
    }

    /// An MX record must name a host. An address in its place is looked up as a name, which doesn’t exist, so no
    /// mail arrives there. No `mx` line can cover it either.
    STS312 MX_IS_ADDRESS {
        Error, 1035 "3.3.9",
        title: "An MX record holds an address instead of a name",
        message: "the MX record points to `{host}`, which is an address",
        fix: "Give the server a name with an A or AAAA record, and let the MX record point to that name",
    }

    /// An MX record should name a host that has addresses of its own, not an alias. Most senders follow it all the
    /// same. For MTA-STS the name in the MX record counts, not what it is an alias of.
    STS313 MX_IS_ALIAS {
        Warning, 2181 "10.3",
        title: "An MX host is an alias",
        message: "`{host}` is an alias of `{target}`; the policy has to cover `{host}`",
        fix: "Let the MX record point to the host itself",
    }

    /// Mail can’t be delivered to a host that has no address. If it is the only one, no mail arrives at all.
    STS314 MX_WITHOUT_ADDRESS {
        Warning, 5321 "5.1",
        title: "An MX host has no address",
        message: "`{host}` has {what}",
        fix: "Publish an A or AAAA record for the host, or remove the MX record",
    }

    /// The address is one that isn’t reachable from the Internet, so nobody outside can deliver there. Beside a public
    /// one it costs senders time (a note).
    STS315 MX_PRIVATE {
        Warning, 5321 "5.1",
        title: "An MX host has an address that isn’t public",
        message: "`{host}` has {address}, {scope}",
        fix: "Publish the public address of the mail server",
    }

    /// To keep the number of requests small, addresses and TLSA records are looked up for the first hosts only, in
    /// order of preference. All names are compared with the policy.
    STS316 MANY_MX_HOSTS {
        Note, 5321 "5.1",
        title: "There are many MX hosts, so only the first were looked up",
        message: "addresses and TLSA records of {looked} of {all} MX hosts were looked up",
        fix: "Nothing to be done",
    }

    /// The name in the MX record is no host name: it has a character that an `mx` line can’t hold. Such names can be
    /// looked up, but the policy has no way to cover them, so senders refuse the host in `enforce`.
    STS317 MX_NOT_A_HOST_NAME {
        Warning, 5321 "2.3.5",
        title: "An MX record names a host that no policy can list",
        message: "`{host}` is no host name of letters, digits and hyphens",
        fix: "Give the mail server a name of letters, digits and hyphens",
    }

    /// In `testing`, senders deliver whatever they find and only report what they would refuse. That is the right
    /// place to begin; it protects nothing. Half of those that begin here stay for ever.
    STS318 STILL_TESTING {
        Note, 8461 "5",
        title: "The policy is in testing: nothing is enforced yet",
        message: "every MX host is covered, and the mode is `testing`",
        fix: "When TLS reports have been clean for two weeks, change the mode to `enforce` and give the record a new id",
    }

    /// The domain takes no mail, and yet has a record or a policy. It does no harm and protects nothing.
    STS319 POLICY_WITHOUT_MAIL {
        Note, 8461 "3",
        title: "A domain that takes no mail has an MTA-STS record",
        message: "`{domain}` takes no mail, so its MTA-STS record has nothing to protect",
        fix: "Leave it, or switch it off in order: `mode: none` first, then remove it when `max_age` is over",
    }

    /// A wildcard over the domain itself covers every name right below it: the web server, a host at some provider, a
    /// forgotten one. Whoever holds a certificate for one of them can stand in for your mail server.
    STS320 WILDCARD_OWN_ZONE {
        Note, 8461 "10.4",
        title: "A wildcard covers every host of the domain",
        message: "`{pattern}` covers every name right below `{domain}`, not your mail servers alone",
        fix: "Name the MX hosts, unless they change often",
    }
}
