//! Rules about look-ups: what the resolvers say of one another, of signatures and of aliases.

use crate::rule::rules;

rules! {
    /// Two resolvers of different operators were asked independently and gave the same records. One of them alone could
    /// be behind or be filtered.
    DNS101 RESOLVERS_AGREE { Good, 8484 "1",
        title: "The resolvers agree", message: "{resolvers} give the same answers",
        fix: "Nothing is to be done" }

    /// The question stays open: a look-up that fails doesn’t say that there is no record. Senders treat it alike and
    /// keep to the policy that they have cached.
    ///
    /// A page can’t tell an extension that blocks, a company’s proxy and a missing network apart.
    DNS102 LOOKUP_FAILED { Warning, 8461 "3.3",
        title: "A look-up failed", message: "could not look up {question}: {why}",
        fix: "Check again; if it stays, choose another resolver in the settings" }

    /// The zone has a chain of trust above it, but its signatures are missing, wrong or out of date. Resolvers that
    /// validate answer nothing then, and most large mail providers use such resolvers: to them the domain is
    /// unreachable, with or without MTA-STS.
    DNS103 SERVFAIL_DNSSEC { Error, 4035 "5",
        title: "Broken DNSSEC signatures", message: "resolvers that validate can’t look up {question}: {why}",
        fix: "Sign the zone anew, or take the DS record away at the registry until it is signed right" }

    /// The answer was too large for its way and was cut, or only a part of it was copied. What is shown is a part, and a
    /// record may be among what is missing, so nothing is concluded from it.
    DNS104 TRUNCATED { Warning, 2181 "9",
        title: "A cut answer", message: "the answer to {question} was cut off, so records may be missing",
        fix: "Ask another resolver, by TCP where it is by hand (`dig +tcp`), and copy the whole answer; a smaller set of records helps every sender" }

    /// This resolver doesn’t hand out what the zone says: it blocks the name, by its operator’s choice or by order. Its
    /// answer was left out.
    DNS105 FILTERED { Warning, 8914 "4.17",
        title: "A filtered answer", message: "{resolver} filters {question}, so its answer is not the zone’s",
        fix: "Choose a resolver that doesn’t filter" }

    /// An alias leads to an alias and in the end back to where it began, or on and on. Nobody finds a record there.
    DNS106 CNAME_LOOP { Error, 1034 "3.6.2",
        title: "Aliases in a circle", message: "the aliases of `{name}` come to no end: {chain}",
        fix: "Let the first alias point to the name that holds the record" }

    /// One resolver gave no usable answer, and another one did. The other’s answer counts, so the verdict isn’t touched;
    /// it could not be confirmed by this one.
    DNS107 RESOLVER_STUMBLED { Note, 8484 "1",
        title: "A resolver didn’t answer, another did", message: "{resolver} gave no answer to {count}: {why}",
        fix: "Nothing is to be done; compare the resolvers later" }

    /// Senders ask different resolvers. While the answers differ, some go by the one and some by the other. A change that
    /// is on its way ends when the older answer has no time left; otherwise the name servers of the zone aren’t in step,
    /// or there are several views of it.
    DNS108 RESOLVERS_DIFFER { Warning, 1034 "4.3.4",
        title: "The resolvers disagree", message: "the resolvers disagree about {question}: {answers}",
        fix: "Wait until the older answer has run out; if they still differ, compare the zone’s name servers" }

    /// The record is of the type that was asked for, but its data don’t fit that type. Either it is published so, or the
    /// resolver writes it in a way that isn’t known here. It was left out.
    DNS109 MALFORMED_RDATA { Warning, 1035 "3.3",
        title: "A record that can’t be read", message: "a record for {question} can’t be read: `{data}`",
        fix: "Compare it with the zone; another resolver may show it right" }

    /// The registry doesn’t know this domain, so it has no mail and no policy. A typing error is the common cause; an
    /// expired registration is the bad one.
    DNS110 NO_SUCH_DOMAIN { Error, 8020 "2",
        title: "No such domain", message: "`{domain}` doesn’t exist in DNS",
        fix: "Look at the spelling, and whether the registration still runs" }
}
