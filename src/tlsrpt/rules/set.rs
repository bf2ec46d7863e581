//! Which TXT record counts, and what stands there in place of one.

crate::rule::rules! {
    /// Nothing is published at `_smtp._tls` below the domain, so senders have nowhere to send their TLS reports.
    /// Mail is delivered all the same.
    ///
    /// But when a sender can’t deliver over verified TLS, the report is often the only trace of it. Publish the
    /// record before a policy in mode `enforce`, or you learn of refused mail from the people whose mail it was.
    RPT101 NO_RECORD {
        Error, 8460 "3",
        title: "No TLS reports are asked for",
        message: "there is no TXT record at `_smtp._tls`",
        fix: "Publish `v=TLSRPTv1; rua=mailto:` and an address that you read, as TXT record at `_smtp._tls` below the domain"
    }

    /// RFC 8460 wants exactly one record that begins with `v=TLSRPTv1;`. Where several are left after the others were
    /// thrown away, senders act as if TLS reporting were not set up: they don’t take the first, and they don’t join
    /// the destinations.
    ///
    /// Several destinations go into one record, as one list behind `rua=`.
    RPT102 SEVERAL_RECORDS {
        Error, 8460 "3",
        title: "More than one TLSRPT record",
        message: "{count} TXT records begin with `v=TLSRPTv1;`, so none of them counts",
        fix: "Keep one record, and list all destinations in it with commas between",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com\nv=TLSRPTv1; rua=mailto:tlsrpt@example.net",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com,mailto:tlsrpt@example.net"
    }

    /// The same text stands in two TXT records. Name servers should merge equal records, yet this answer holds both,
    /// and RFC 8460 wants exactly one record that begins with `v=TLSRPTv1;`: by the letter there is none now.
    ///
    /// It happens when two hosts of a zone, or a template and a person, publish the same value.
    RPT103 SAME_RECORD_TWICE {
        Error, 8460 "3",
        title: "The TLSRPT record is there twice",
        message: "the same record came {count} times, and senders want exactly one",
        fix: "Delete one of the two records",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com\nv=TLSRPTv1; rua=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Another TXT record answers at `_smtp._tls`. Senders throw away what doesn’t begin with `v=TLSRPTv1;`, so it
    /// does no harm by the letter, but not every sender follows the letter.
    ///
    /// Mostly a wildcard record of the zone answers here, such as SPF or a proof of ownership, or a record stands at
    /// the wrong name.
    RPT104 RECORD_DISCARDED {
        Warning, 8460 "3",
        title: "Another TXT record stands at the name",
        message: "senders throw away one TXT record here: it is {what}",
        fix: "Move the record to the name where it belongs, or end the wildcard that answers here",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com\nv=spf1 -all",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// There are several TXT records at `_smtp._tls`, so senders first throw away what doesn’t begin with these very
    /// octets: `v=TLSRPTv1;`. Nothing is left then, and that means that TLS reporting is not set up.
    ///
    /// Small deviations, such as a blank before the semicolon, pass in a single record and are fatal beside another.
    RPT105 NO_RECORD_COUNTS {
        Error, 8460 "3",
        title: "None of the TXT records counts",
        message: "none of the {count} TXT records at `_smtp._tls` begins with `v=TLSRPTv1;`",
        fix: "Let one record begin with `v=TLSRPTv1;`, and delete the others",
        bad: "v=TLSRPTv1 ; rua=mailto:tlsrpt@example.com\nv=spf1 -all",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The only TXT record at `_smtp._tls` belongs to another protocol. Senders look there for TLS reporting alone, so
    /// it is no use where it stands, and no report is sent.
    ///
    /// Mostly it was published at the wrong name, or a wildcard of the zone answers for every name.
    RPT106 ANOTHER_RECORD {
        Error, 8460 "3",
        title: "The text is no TLSRPT record",
        message: "this is {what}, not a TLSRPT record",
        fix: "Move it to the name where it belongs, and publish a record that begins with `v=TLSRPTv1;` here",
        bad: "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The TXT record holds no text. A sender finds neither version nor destination in it and sends no report.
    RPT107 EMPTY_RECORD {
        Error, 8460 "3",
        title: "The record is empty",
        message: "the record holds nothing",
        fix: "Publish `v=TLSRPTv1; rua=mailto:` and an address that you read"
    }

    /// An octet stands in the record that nobody sees, or that is no ASCII: a no-break space, a zero-width space, a
    /// line end, a byte-order mark. Web forms, word processors and chat programs leave such behind.
    ///
    /// The grammar allows printable ASCII, and space and tab beside a semicolon or comma. Senders read the octet as
    /// part of a name or an address, and the record doesn’t fit.
    RPT108 HIDDEN_CHARACTER {
        Error, 8460 "3",
        title: "An invisible character stands in the record",
        message: "here stands {what} ({code})",
        fix: "Delete it, best by typing the record anew in a plain editor",
        bad: "v=TLSRPTv1;\u{a0}rua=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// A character looks like one that the grammar knows and is another: a full-width colon, a Greek question mark
    /// for a semicolon, a typographic dash or quotation mark. Programs don’t take the one for the other.
    ///
    /// It comes from an input method, or from a word processor that corrects what is typed.
    RPT109 LOOK_ALIKE {
        Error, 8460 "3",
        title: "A look-alike character stands in the record",
        message: "here stands {what} ({code})",
        fix: "Put the plain ASCII character in its place",
        bad: "v=TLSRPTv1；rua=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1;rua=mailto:tlsrpt@example.com"
    }

    /// The quotation marks are part of the published value. A zone file needs quotes round the text; most web forms
    /// and DNS tools add them on their own, so that the quotes typed by hand end up inside.
    ///
    /// A record has to begin with `v=TLSRPTv1`, and with a quote in front it doesn’t.
    RPT110 QUOTED_VALUE {
        Error, 8460 "3",
        title: "Quotation marks stand inside the value",
        message: "the value itself begins with a quotation mark",
        fix: "Enter the value without quotation marks; your DNS tool adds them where they are needed",
        bad: "\"v=TLSRPTv1; rua=mailto:tlsrpt@example.com\"",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Some DNS tools write a semicolon as `\;` and a blank as `\040`. That is their way of quoting, and the backslash
    /// must be gone when the record is published. Here it is part of the value, where it fits nothing.
    RPT111 ESCAPED_VALUE {
        Error, 8460 "3",
        title: "An escape of a DNS tool stands inside the value",
        message: "`{text}` is published as it stands, with its backslash",
        fix: "Enter the plain character; another tool than the one the text came from needs no backslash",
        bad: "v=TLSRPTv1\\; rua=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Exactly one TXT record stands at `_smtp._tls`, or one is left after the others were thrown away: senders know
    /// which to read.
    RPT190 ONE_RECORD {
        Good, 8460 "3",
        title: "One TLSRPT record",
        message: "exactly one TLSRPT record is published",
        fix: "Nothing to do"
    }

    /// The record fits the grammar of RFC 8460 and names a destination that senders can use.
    RPT191 RECORD_WELL_FORMED {
        Good, 8460 "3",
        title: "The TLSRPT record is well-formed",
        message: "the record fits the grammar; reports go to {destinations}",
        fix: "Nothing to do"
    }
}
