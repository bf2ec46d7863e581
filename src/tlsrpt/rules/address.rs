//! A `mailto:` destination: the address, by RFC 6068.

crate::rule::rules! {
    /// `mailto:` is followed by the address at once. The two slashes belong to `https://`; here they become part of the
    /// address.
    RPT170 MAILTO_SLASHES {
        Error, 6068 "2",
        title: "Slashes behind `mailto:`",
        message: "slashes stand between `mailto:` and the address",
        fix: "Delete the slashes",
        bad: "v=TLSRPTv1; rua=mailto://tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Behind `mailto:` stands no address. The grammar of URIs allows that, but there is nobody to send to.
    RPT171 ADDRESS_MISSING {
        Error, 6068 "2",
        title: "No address behind `mailto:`",
        message: "no address stands behind `mailto:`",
        fix: "Put an address that you read behind `mailto:`",
        bad: "v=TLSRPTv1; rua=mailto:",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// An address has an `@` between the mailbox and its domain. Without one there is no domain to send to. Written as
    /// `%40`, it is part of the mailbox’s name.
    RPT172 ADDRESS_WITHOUT_AT {
        Error, 6068 "2",
        title: "An address without `@`",
        message: "`{text}` is no address: it has no `@`",
        fix: "Write the whole address, with `@` and the domain",
        bad: "v=TLSRPTv1; rua=mailto:example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// An address needs both: the mailbox before the `@`, and the domain behind it.
    RPT173 ADDRESS_INCOMPLETE {
        Error, 6068 "2",
        title: "Half an address",
        message: "`{text}` is half an address: {reason}",
        fix: "Write the whole address",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The part before the `@` is made of letters, digits and some signs, with single dots between; anything else goes
    /// between quotation marks, and in a URI these are written as `%22`.
    RPT174 LOCAL_PART {
        Error, 6068 "2",
        title: "The part before the `@` is ill-formed",
        message: "`{text}` can’t stand before the `@`: {reason}",
        fix: "Mend the address",
        bad: "v=TLSRPTv1; rua=mailto:tls..rpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tls.rpt@example.com"
    }

    /// An encoded sign stands in the mailbox’s name that mail addresses allow only between quotation marks. The URI
    /// itself is in order, but a sender that decodes it gets an address that mail servers refuse, or takes an encoded
    /// comma for the end of an address.
    RPT175 LOCAL_PART_UNQUOTED {
        Warning, 6068 "2",
        title: "The part before the `@` needs quotation marks",
        message: "`{text}` stands before the `@` without quotation marks: not every sender will make an address of it",
        fix: "Use an address of letters, digits, `-`, `.` and `+`",
        bad: "v=TLSRPTv1; rua=mailto:tls%2Crpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The mailbox has letters beyond ASCII. Only senders that know internationalised mail (SMTPUTF8) can write to it,
    /// and reports come from machines that mostly don’t.
    RPT176 LOCAL_PART_UTF8 {
        Warning, 6068 "2",
        title: "A mailbox with letters beyond ASCII",
        message: "`{text}` has letters beyond ASCII, which many senders can’t write to",
        fix: "Use an address in plain ASCII",
        bad: "v=TLSRPTv1; rua=mailto:b%C3%BCro@example.com",
        good: "v=TLSRPTv1; rua=mailto:buero@example.com"
    }

    /// RFC 6068 wants `/`, `&` and `=` of an address to be percent-encoded inside a `mailto:` URI. Most programs read
    /// them all the same.
    RPT177 MAILTO_UNENCODED {
        Warning, 6068 "2",
        title: "A sign of the address isn’t encoded",
        message: "`{text}` stands in the address as it is",
        fix: "Write it as `{encoded}`",
        bad: "v=TLSRPTv1; rua=mailto:tls=rpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tls%3Drpt@example.com"
    }

    /// Domains in DNS records end with a dot, domains in mail addresses don’t. With the dot the address doesn’t fit the
    /// grammar, and mail servers may refuse it.
    RPT178 FINAL_DOT {
        Error, 6068 "2",
        title: "A dot ends the address",
        message: "a dot ends the domain of the address",
        fix: "Delete the dot at the end",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com.",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The part behind the `@` is a domain name: labels of letters, digits and hyphens, with single dots between.
    RPT179 MAIL_DOMAIN {
        Error, 6068 "2",
        title: "The domain of the address is ill-formed",
        message: "`{domain}` is no domain for mail: {reason}",
        fix: "Write the domain as it stands in DNS",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example..com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The part behind the `@` fits the grammar of addresses, but SMTP or DNS won’t take it, so that reports get lost at
    /// many senders.
    RPT180 MAIL_DOMAIN_ODD {
        Warning, 5321 "4.1.2",
        title: "The domain of the address is unusual",
        message: "`{domain}` is a doubtful domain for mail: {reason}",
        fix: "Use an address at an ordinary domain",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@my_host.example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Header fields in a `mailto:` URI are allowed, and useless here: RFC 8460 fixes the subject and the headers of a
    /// report. Some senders refuse such an address.
    RPT181 MAILTO_HEADERS {
        Warning, 6068 "2",
        title: "Header fields in a `mailto:` destination",
        message: "`{text}` asks for header fields, which reports don’t get",
        fix: "Delete it; to sort reports, use an address of their own",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com?subject=TLS",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// An encoded comma joins several addresses in one URI. Programs that decode it first see two addresses, others see
    /// one that doesn’t exist. The list behind `rua=` is made for this.
    RPT182 SEVERAL_ADDRESSES {
        Warning, 6068 "2",
        title: "Several addresses in one `mailto:`",
        message: "{count} addresses stand in one `mailto:`: senders differ in what they make of it",
        fix: "Write one `mailto:` each, with commas between",
        bad: "v=TLSRPTv1; rua=mailto:a@example.com%2Cb@example.com",
        good: "v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com"
    }

    /// A name of a single label is known inside a network at most. Senders out there don’t find it.
    RPT183 RUA_SINGLE_LABEL {
        Note, 8460 "3",
        title: "A name of a single label",
        message: "`{domain}` has a single label: senders elsewhere hardly find it",
        fix: "Write the whole name",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@mailhost",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@mailhost.example.com"
    }

    /// Reports are mailed to the very domain whose mail they speak of. RFC 8460 asks senders to deliver reports even
    /// where TLS, MTA-STS or DANE fail, so it works by the letter.
    ///
    /// Yet when your mail servers are out of order, the reports that say so wait at the same door. An address
    /// elsewhere, or an `https:` destination, is the safer place.
    RPT184 REPORTS_TO_ITSELF {
        Note, 8460 "3",
        title: "Reports go to the domain that they are about",
        message: "reports about `{domain}` are mailed to `{domain}` itself",
        fix: "Think of a second place for them: an address at another domain, or an `https:` destination"
    }

    /// The part before the `@` may have 64 octets by RFC 5321; what is percent-encoded counts as the octet that it stands
    /// for. Mail servers need not take more, so reports may never arrive.
    RPT185 LOCAL_PART_LONG {
        Warning, 5321 "4.5.3.1.1",
        title: "The part before the `@` is too long",
        message: "{count} octets stand before the `@`, and mail servers need to take 64 at most",
        fix: "Use an address with a shorter name",
        bad: "v=TLSRPTv1; rua=mailto:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }
}
