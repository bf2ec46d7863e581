//! Rules about what was typed: refusals (`DOM1xx`, errors), and what is worth saying before a check (`DOM2xx`).

use crate::rule::rules;

rules! {
    /// A check needs a domain: the part of a mail address behind the `@`.
    DOM101 NO_DOMAIN { Error, 8461 "1.1",
        title: "No domain", message: "there is no domain in it",
        fix: "Type a domain such as `example.com`, a mail address or the URL of a policy",
        bad: "https://", good: "example.com" }

    /// Senders look for a policy under the domain of the recipient’s address. An address literal has no such name, so
    /// MTA-STS can’t protect mail to it.
    DOM102 IS_ADDRESS { Error, 8461 "3.4",
        title: "An address, not a domain", message: "{typed} is an address. MTA-STS goes by domain names",
        fix: "Type the domain behind the `@` of the mail addresses",
        bad: "192.0.2.1", good: "example.com" }

    /// A bare number is read as an IPv4 address by some programs and as nothing by DNS. It is no domain.
    DOM103 IS_NUMBER { Error, 1123 "2.1",
        title: "A number, not a domain", message: "`{typed}` is a number and no domain name",
        fix: "Type the domain behind the `@` of the mail addresses",
        bad: "3221225985", good: "example.com" }

    /// No top-level domain is a number, so that names and addresses can be told apart. A name that ends in one doesn’t
    /// exist, and browsers refuse to open it.
    DOM104 NUMERIC_TOP { Error, 1123 "2.1",
        title: "The last label is a number", message: "the last label `{label}` is a number, and no top-level domain is one",
        fix: "Look at the end of the name: a port belongs behind a colon",
        bad: "example.8443", good: "example.com:8443" }

    /// Domain names in mail are made of letters, digits, hyphens and dots. Other scripts are fine: they are looked up in
    /// their ASCII form. Everything else is a typing error or comes from the text around the name.
    DOM105 BAD_CHARACTER { Error, 5321 "4.1.2",
        title: "A character that no domain has", message: "`{character}`{name} can’t stand in a domain name",
        fix: "Take it away, or type the name anew",
        bad: "exam!ple.com", good: "example.com" }

    /// A domain name has neither blanks nor commas. What was pasted may be a sentence, a line break fell into the name,
    /// or a comma stands for a dot.
    DOM106 NOT_ONE_NAME { Error, 5321 "4.1.2",
        title: "Not one name", message: "`{typed}` isn’t one name, and `{first}` alone is no domain",
        fix: "Take blanks and commas away, or paste the domain alone",
        bad: "exam ple.com", good: "example.com" }

    /// Each dot parts two labels, and a label has at least one character.
    DOM107 EMPTY_LABEL { Error, 1035 "2.3.1",
        title: "Two dots in a row", message: "two dots stand in a row in `{typed}`",
        fix: "Take one dot away, or type the label that is missing",
        bad: "example..com", good: "example.com" }

    /// DNS keeps the length of a label in six bits: 63 octets are the most. For a name in another script its ASCII form
    /// counts.
    DOM108 LABEL_TOO_LONG { Error, 1035 "2.3.4",
        title: "A label is too long", message: "the label `{label}` has {length} characters, and 63 are the most",
        fix: "Look for a missing dot",
        bad: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com", good: "example.com" }

    /// A whole name has at most 253 characters, dots included. The DNS can hold no longer one, so nothing can be looked
    /// up under it.
    DOM109 NAME_TOO_LONG { Error, 1035 "2.3.4",
        title: "The name is too long", message: "the name has {length} characters, and 253 are the most",
        fix: "Look whether more than a domain was pasted" }

    /// Senders look up `_mta-sts` under the domain, `mta-sts` for the policy and `_smtp._tls` for reports. Where the
    /// longer name passes the limit of DNS, it can’t exist.
    DOM110 NO_ROOM { Error, 1035 "2.3.4",
        title: "No room for the record’s name",
        message: "the name has {length} characters, and with `{prefix}.` before it passes the 253 of DNS",
        fix: "MTA-STS needs a shorter domain" }

    /// A label begins and ends with a letter or a digit. Registries and certificate authorities hold to that, and mail
    /// software refuses addresses that don’t.
    DOM111 HYPHEN_AT_EDGE { Error, 5321 "4.1.2",
        title: "A hyphen at the edge of a label", message: "the label `{label}` begins or ends with a hyphen",
        fix: "Take the hyphen away",
        bad: "example-.com", good: "example.com" }

    /// A single label is a top-level domain or a name of the local network. Mail domains have two labels or more, and
    /// the policy host of a top-level domain `x` would be `mta-sts.x`, a domain that anybody may hold.
    DOM112 SINGLE_LABEL { Error, 8461 "3.2",
        title: "One label alone", message: "`{label}` alone is a top-level domain or a local name",
        fix: "Type the whole domain, such as `{label}.com`; for the top-level domain itself put a dot behind it",
        bad: "example", good: "example.com" }

    /// `localhost` means the machine on which the browser runs. It isn’t in the public DNS, where senders look.
    DOM113 LOCALHOST { Error, 6761 "6.3",
        title: "This machine itself", message: "`{typed}` names this machine itself, and no sender can find it",
        fix: "Type the public domain",
        bad: "localhost", good: "example.com" }

    /// A name in another script is looked up in its ASCII form (`xn--…`). This one has none: a character in it isn’t
    /// allowed in names, or stands where it may not.
    DOM114 BAD_IDN { Error, 5891 "4.2",
        title: "No valid international name", message: "`{typed}` has no ASCII form, so no name can be looked up for it",
        fix: "Type the name anew, or in its ASCII form",
        bad: "a\u{5d0}.com", good: "example.com" }

    /// The text of a record, a policy or a report says nothing of the domain that it belongs to.
    DOM115 OTHER_TEXT { Error, 8461 "3.1",
        title: "A text, not a domain", message: "that is {what} and no domain",
        fix: "Type the domain that it belongs to",
        bad: "v=STSv1; id=1", good: "example.com" }

    /// A domain has at most 253 characters; this is a whole text. One domain is looked for in what is typed, and so
    /// long a text isn’t searched.
    DOM116 TOO_MUCH { Error, 1035 "2.3.4",
        title: "Too much text", message: "that is a text of {length} bytes and no domain",
        fix: "Paste the domain alone" }

    /// The name belongs to a record or to the host of a policy. Senders start from the mail domain, the part behind the
    /// `@`, and come to such names from there.
    DOM201 SERVICE_NAME { Note, 8461 "3.1",
        title: "A name under the domain", message: "`{typed}` is {what}; checked is the domain `{domain}`",
        fix: "Nothing, if that is the mail domain",
        bad: "_mta-sts.example.com", good: "example.com" }

    /// Web pages, chats and word processors leave characters behind that can’t be seen. They were left out here; in a
    /// record or a policy they do harm.
    DOM202 INVISIBLE { Note, 5891 "4.2",
        title: "Invisible characters were left out", message: "left out, since it can’t be seen: {characters}",
        fix: "Look for them where the name was copied from",
        bad: "example\u{200b}.com", good: "example.com" }

    /// A policy holds for one domain and not for the domains below it. A wildcard can be checked only by one of the
    /// names that it stands for.
    DOM203 WILDCARD { Note, 8461 "3.4",
        title: "A wildcard was left out", message: "`*.` was left out; checked is `{domain}` itself",
        fix: "To see what a domain below it gets, type that domain",
        bad: "*.example.com", good: "example.com" }

    /// A check is of one domain. The others can be chosen after it.
    DOM204 SEVERAL { Note, 8461 "3.1",
        title: "Several domains", message: "{count} domains were pasted; checked is `{domain}`",
        fix: "Choose another one to check it",
        bad: "example.com, example.net", good: "example.com" }

    /// There was more text than a domain. The first domain in it is checked, and the rest is of no account.
    DOM205 LEFT_OUT { Note, 8461 "3.1",
        title: "The rest was left out", message: "only `{domain}` was taken from the text",
        fix: "Nothing, if that is the domain",
        bad: "example.com is down", good: "example.com" }

    /// DNS allows underscores, the names of hosts and mail domains do not. Mail software refuses such addresses, and
    /// certificate authorities don’t issue for such hosts, so no policy can be served for it.
    DOM206 UNDERSCORE { Warning, 5321 "4.1.2",
        title: "An underscore in the domain", message: "the label `{label}` has an underscore, which mail domains may not have",
        fix: "Look whether a hyphen is meant",
        bad: "my_shop.example.com", good: "my-shop.example.com" }

    /// A policy holds for exactly one domain. Mail addresses mostly end in the domain above `www`, and what is found
    /// for `www` says nothing about it.
    DOM207 WEB_NAME { Note, 8461 "3.4",
        title: "The name of a web server", message: "`{domain}` is mostly a web server; mail addresses mostly end in `{parent}`",
        fix: "Check `{parent}`, if the mail addresses end in it",
        bad: "www.example.com", good: "example.com" }

    /// Some top-level names are set aside for tests, documentation and local networks. Public resolvers know nothing of
    /// them, and neither do senders out there.
    DOM208 SPECIAL_NAME { Note, 6761 "6",
        title: "Not a name of the public DNS", message: "names under `{label}` aren’t in the public DNS",
        fix: "Type the domain that others write to",
        bad: "mail.local", good: "example.com" }

    /// Letters of other scripts look like Latin ones. A name that mixes them is seldom what it seems to be, and most
    /// registries don’t allow it.
    DOM209 MIXED_SCRIPTS { Warning, 5891 "5.4",
        title: "Letters of several scripts", message: "`{character}` in `{label}` is {name} among Latin letters",
        fix: "Type the name by hand",
        bad: "p\u{430}ypal.com", good: "example.com" }

    /// A label that begins with `xn--` stands for a name in another script. Browsers refuse this one, so the policy can’t
    /// be fetched here; DNS knows nothing of that and answers all the same.
    DOM210 BAD_A_LABEL { Warning, 5891 "4.2",
        title: "No valid A-label", message: "`{domain}` has a label that begins with `xn--` and stands for nothing",
        fix: "Copy the name from where it is registered",
        bad: "xn--99999999.com", good: "example.com" }

    /// For a top-level domain `x` senders would fetch the policy from `mta-sts.x`. That is a domain of its own, which
    /// anybody may have registered.
    DOM211 TOP_LEVEL { Warning, 8461 "3.2",
        title: "A top-level domain", message: "the policy host `mta-sts.{domain}` is a domain that anybody may hold",
        fix: "Type the whole domain, unless this one is meant",
        bad: "com.", good: "example.com" }

    /// More than a domain was given: an address, a URL, or what stands around one. The domain in it is checked. A page shows
    /// that beside its field, so there this isn’t said.
    DOM212 TAKEN_FROM { Note, 8461 "3.1",
        title: "The domain was taken from a longer text", message: "`{domain}` is checked, which was taken from `{typed}`",
        fix: "Nothing, if that is the domain" }
}
