//! Rules of the `mx` lines, and of a host against them (RFC 8461 §3.2 and §4.1).

use crate::rule::rules;

rules! {
    /// Every `mx` line holds a well-formed pattern. Whether they cover the mail servers is for the MX records to say.
    STS204 MX_GOOD {
        Good, 8461 "3.2",
        title: "The `mx` lines are well-formed",
        message: "{count} well-formed",
        fix: "Nothing to do"
    }

    /// A template’s placeholder was left where the name of a mail server belongs. It is no pattern, so the policy is
    /// invalid.
    STS260 MX_PLACEHOLDER {
        Error, 8461 "3.2",
        title: "An `mx` line holds a placeholder",
        message: "`{value}` is a template’s placeholder",
        fix: "Put the name of your mail server there, as your MX records give it",
        bad: "version: STSv1\nmode: testing\nmx: <yourdomain>.mail.protection.outlook.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: contoso-com.mail.protection.outlook.com\nmax_age: 86400\n"
    }

    /// An `mx` line holds the name of a mail server and nothing else: no scheme, no path. As it is, the policy is
    /// invalid.
    STS261 MX_URL {
        Error, 8461 "3.2",
        title: "An `mx` line holds a URL",
        message: "`{value}` is a URL; only the host name may stand there",
        fix: "Leave the host name only",
        bad: "version: STSv1\nmode: testing\nmx: https://mail.example.com/\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// An `mx` line holds the name of a mail server, no mail address. As it is, the policy is invalid.
    STS262 MX_MAIL_ADDRESS {
        Error, 8461 "3.2",
        title: "An `mx` line holds a mail address",
        message: "`{value}` is a mail address; the host name of a mail server belongs there",
        fix: "Write the name that your MX record gives",
        bad: "version: STSv1\nmode: testing\nmx: postmaster@mail.example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// The preference number is part of the MX record in DNS, where it orders the mail servers. In the policy the order
    /// doesn’t matter, and only the name may stand there. As it is, the policy is invalid.
    STS263 MX_PREFERENCE {
        Error, 8461 "3.2",
        title: "An `mx` line holds a preference",
        message: "`{found}` is the preference of the MX record, which belongs to DNS",
        fix: "Leave the host name only",
        bad: "version: STSv1\nmode: testing\nmx: 10 mail.example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// Each `mx` line holds one pattern. With several on one line the value is invalid, and so is the policy.
    STS264 MX_SEVERAL {
        Error, 8461 "3.2",
        title: "Several hosts stand on one `mx` line",
        message: "{count} hosts stand on one line",
        fix: "Write one `mx` line for each host",
        bad: "version: STSv1\nmode: testing\nmx: a.example.com b.example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: a.example.com\nmx: b.example.com\nmax_age: 86400\n"
    }

    /// DNS shows host names with a final dot; the grammar of the policy has none. By the letter the policy is invalid,
    /// and a sender that takes it all the same may find that the name doesn’t match.
    STS265 MX_FINAL_DOT {
        Error, 8461 "3.2",
        title: "A final dot stands behind an `mx` name",
        message: "`{value}` ends with a dot",
        fix: "Remove the dot",
        bad: "version: STSv1\nmode: testing\nmx: mail.example.com.\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// The null MX, a single dot, says in DNS that a domain takes no mail. It has no place in a policy: a domain that
    /// takes no mail needs none, or one of mode `none` without `mx`.
    STS266 MX_NULL {
        Error, 8461 "3.2",
        title: "The null MX stands in the policy",
        message: "`.` is the null MX of DNS and no pattern",
        fix: "Use `mode: none` without `mx`",
        bad: "version: STSv1\nmode: testing\nmx: .\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// An `mx` line holds a host name; the port is always 25 and is not written. As it is, the policy is invalid.
    STS267 MX_PORT {
        Error, 8461 "3.2",
        title: "An `mx` line holds a port",
        message: "`{found}` is a port; only the host name may stand there",
        fix: "Leave the host name only",
        bad: "version: STSv1\nmode: testing\nmx: mail.example.com:25\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// A pattern is compared with the names in the MX records, and with the names in certificates. An address can match
    /// neither, and in brackets it is not even in the grammar: the policy is invalid.
    STS268 MX_ADDRESS_LITERAL {
        Error, 8461 "3.2",
        title: "An `mx` line holds an address",
        message: "`{value}` is an address; MTA-STS goes by host names",
        fix: "Write the host name that your MX record gives",
        bad: "version: STSv1\nmode: testing\nmx: [192.0.2.1]\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// A `*` may only stand alone as the left-most label, for exactly one label: `*.example.com`. Anywhere else it
    /// makes the policy invalid.
    STS269 MX_WILDCARD_PLACE {
        Error, 8461 "4.1",
        title: "A `*` stands where it may not",
        message: "in `{value}` the `*` is not alone as the left-most label",
        fix: "List the hosts one by one, or use `*.` and a whole name behind it",
        bad: "version: STSv1\nmode: testing\nmx: alt*.google.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: alt1.aspmx.l.google.com\nmax_age: 86400\n"
    }

    /// A leading dot is no wildcard in MTA-STS and not in its grammar: the policy is invalid. `*.example.com` covers
    /// the names that have one label more.
    STS270 MX_LEADING_DOT {
        Error, 8461 "3.2",
        title: "An `mx` pattern begins with a dot",
        message: "`{value}` begins with a dot, which is no wildcard",
        fix: "Write `*.` for one label, or list the hosts",
        bad: "version: STSv1\nmode: testing\nmx: .example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: *.example.com\nmax_age: 86400\n"
    }

    /// The grammar of the policy goes by RFC 5321, where a host name has letters, digits and hyphens. Names with
    /// underscores do exist in DNS, also as mail servers, but a policy can’t name them: it is invalid.
    STS271 MX_UNDERSCORE {
        Error, 8461 "3.2",
        title: "An `mx` name has an underscore",
        message: "`{value}` has an underscore; DNS may hold such a host, but the grammar of the policy doesn’t",
        fix: "Cover the host by a wildcard, or give it a name without underscore",
        bad: "version: STSv1\nmode: testing\nmx: mail_1.example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail-1.example.com\nmax_age: 86400\n"
    }

    /// A name has no two dots in a row: there is nothing between them. The policy is invalid.
    STS272 MX_EMPTY_LABEL {
        Error, 8461 "3.2",
        title: "An `mx` name has two dots in a row",
        message: "`{value}` has two dots in a row",
        fix: "Write one dot",
        bad: "version: STSv1\nmode: testing\nmx: mail..example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// No part of a host name begins or ends with a hyphen. The policy is invalid.
    STS273 MX_HYPHEN {
        Error, 8461 "3.2",
        title: "A part of an `mx` name begins or ends with a hyphen",
        message: "in `{value}` a hyphen stands beside a dot or at the edge",
        fix: "Write the name as your MX record gives it",
        bad: "version: STSv1\nmode: testing\nmx: -mail.example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// A part of a name between two dots has at most 63 characters, a whole name at most 255. No host can have such a
    /// name, and the policy is invalid.
    STS274 MX_TOO_LONG {
        Error, 8461 "3.2",
        title: "An `mx` name is too long",
        message: "{what} has {count} characters, but at most {limit} are allowed",
        fix: "Write the name as your MX record gives it",
        bad: "version: STSv1\nmode: testing\nmx: mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm.example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// Host names with letters beyond ASCII are written in their ASCII form (`xn--…`) in a policy, as they are in DNS.
    /// In any other form the policy is invalid.
    STS275 MX_U_LABEL {
        Error, 8461 "3.2",
        title: "An `mx` name is not in ASCII form",
        message: "`{value}` is written with letters beyond ASCII; the policy wants its ASCII form",
        fix: "Write the A-label, beginning with `xn--`, as your MX record has it",
        bad: "version: STSv1\nmode: testing\nmx: mail.b\u{fc}cher.example\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.xn--bcher-kva.example\nmax_age: 86400\n"
    }

    /// A host name has letters, digits, hyphens and dots, and a pattern may begin with `*.`. Any other character makes
    /// the policy invalid.
    STS276 MX_CHARACTER {
        Error, 8461 "3.2",
        title: "An `mx` name has a character that it may not have",
        message: "`{found}` may not stand in a host name",
        fix: "Write the name as your MX record gives it",
        bad: "version: STSv1\nmode: testing\nmx: mail!example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// This is a list as YAML has it. A policy is no YAML: each host stands on a line of its own that begins with
    /// `mx:`. As it is, the policy is invalid.
    STS277 MX_YAML_LIST {
        Error, 8461 "3.2",
        title: "The hosts are written as a YAML list",
        message: "the hosts are written as a list with hyphens; the policy wants a line `mx: …` for each",
        fix: "Write `mx: ` before each host, on one line with it",
        bad: "version: STSv1\nmode: testing\nmx:\n- a.example.com\n- b.example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: a.example.com\nmx: b.example.com\nmax_age: 86400\n"
    }

    /// By its letters this is a host name, but it reads like an IP address. Patterns are compared with the names in MX
    /// records, and those are never addresses, so it covers nothing. mox and postfix-tlspol refuse the whole policy.
    STS280 MX_ADDRESS {
        Warning, 8461 "3.2",
        title: "An `mx` line holds an IP address",
        message: "`{value}` reads like an address, and covers no host",
        fix: "Write the host name that your MX record gives",
        bad: "version: STSv1\nmode: testing\nmx: 192.0.2.1\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// The name has no dot. MX records on the public internet don’t give such names, so this covers nothing.
    STS281 MX_SINGLE_LABEL {
        Warning, 8461 "3.2",
        title: "An `mx` name has only one part",
        message: "`{value}` is a name without a dot, as no public mail server has",
        fix: "Write the full name that your MX record gives",
        bad: "version: STSv1\nmode: testing\nmx: localhost\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// A wildcard over a top-level domain covers every domain below it, also those of others, and no host that has more
    /// than one label before it.
    STS282 MX_WILDCARD_TLD {
        Warning, 8461 "10.4",
        title: "A wildcard covers a whole top-level domain",
        message: "`{value}` covers every name right below a top-level domain",
        fix: "Name the hosts, or put the wildcard below your own domain",
        bad: "version: STSv1\nmode: testing\nmx: *.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: *.example.com\nmax_age: 86400\n"
    }

    /// By its letters this is a host name, but it reads like a placeholder that a template left. It covers none of your
    /// mail servers.
    STS283 MX_PLACEHOLDER_WORD {
        Warning, 8461 "3.2",
        title: "An `mx` name reads like a placeholder",
        message: "`{value}` reads like a template’s placeholder",
        fix: "Put the name of your mail server there, as your MX records give it",
        bad: "version: STSv1\nmode: testing\nmx: YOUR-MX-HOST-HERE\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// Names below `mx-verification.google.com` are put into the MX records to prove to Google who owns a domain. They
    /// are no mail servers and take no mail, so the policy need not cover them.
    STS284 MX_VERIFICATION {
        Note, 8461 "3.2",
        title: "An `mx` name is a proof of ownership",
        message: "`{value}` proves ownership to Google and is no mail server",
        fix: "Remove the line",
        bad: "version: STSv1\nmode: testing\nmx: abc.mx-verification.google.com\nmx: smtp.google.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: smtp.google.com\nmax_age: 86400\n"
    }

    /// The same pattern stands there more than once, which changes nothing.
    STS285 MX_REPEATED {
        Note, 8461 "3.2",
        title: "An `mx` pattern stands there twice",
        message: "`{value}` stands in an earlier line too",
        fix: "Remove one of them",
        bad: "version: STSv1\nmode: testing\nmx: a.example.com\nmx: A.example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: testing\nmx: a.example.com\nmax_age: 86400\n"
    }

    /// A pattern covers the host: the names are the same without regard to case, or the `*` stands for its first label.
    STS290 HOST_COVERED {
        Good, 8461 "4.1",
        title: "A pattern covers the host",
        message: "`{pattern}` covers `{host}`",
        fix: "Nothing to do"
    }

    /// No pattern covers the host. In `enforce` senders that honour MTA-STS don’t deliver to it.
    STS291 HOST_NOT_COVERED {
        Error, 8461 "4.1",
        title: "No pattern covers the host",
        message: "no pattern covers `{host}`: {why}",
        fix: "Add an `mx` line with the host’s name",
        bad: "mx: *.example.com\nMX 10 mx1.eu.example.com\n",
        good: "mx: *.example.com\nmx: mx1.eu.example.com\nMX 10 mx1.eu.example.com\n"
    }
}
