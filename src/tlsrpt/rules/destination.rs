//! A destination: the URI as such, and what `https` wants of it.

crate::rule::rules! {
    /// A destination is a URI, and a URI begins with a scheme: `mailto:` for reports by mail, `https:` for reports by
    /// upload. Without one, senders can’t tell what the text means.
    ///
    /// If it belongs to the entry before it, the comma between has to be written as `%2C`.
    RPT150 NO_SCHEME {
        Error, 8460 "3",
        title: "A destination without scheme",
        message: "`{text}` is no URI: it begins with neither `mailto:` nor `https:`",
        fix: "Put `mailto:` before an address, `https://` before a host",
        bad: "v=TLSRPTv1; rua=example.com/tlsrpt",
        good: "v=TLSRPTv1; rua=https://example.com/tlsrpt"
    }

    /// A mail address alone is no URI. Senders look for the scheme `mailto:` in front of it and ignore what has none.
    RPT151 BARE_ADDRESS {
        Error, 8460 "3",
        title: "An address without `mailto:`",
        message: "`{text}` has no `mailto:` in front of it",
        fix: "Put `mailto:` before the address",
        bad: "v=TLSRPTv1; rua=tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The scheme of a URI ends with a colon. Another sign in its place leaves no scheme; a semicolon even ends the
    /// field, so that the address is cut off.
    RPT152 SCHEME_COLON {
        Error, 8460 "3",
        title: "No colon behind the scheme",
        message: "`{found}` stands behind `{scheme}`, where a colon belongs",
        fix: "Put a colon behind the scheme",
        bad: "v=TLSRPTv1; rua=mailto;tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// RFC 8460 knows two ways for a report: mail (`mailto:`) and upload over HTTPS (`https:`). The grammar allows any
    /// scheme, but senders can’t serve another.
    ///
    /// As the only destination it leaves the record without use; beside a usable one it is merely dead.
    RPT153 UNSUPPORTED_SCHEME {
        Error, 8460 "3",
        title: "A scheme that no sender serves",
        message: "`{scheme}:` is not served: reports go by `mailto:` and `https:`",
        fix: "Use `mailto:` or `https:`",
        bad: "v=TLSRPTv1; rua=ftp://example.com/tlsrpt",
        good: "v=TLSRPTv1; rua=https://example.com/tlsrpt"
    }

    /// Reports are uploaded over HTTPS and never over plain HTTP, since they tell who exchanges mail with whom. As the
    /// only destination `http:` leaves the record without use; beside a usable one it is merely dead.
    RPT154 HTTP_DESTINATION {
        Error, 8460 "3",
        title: "`http:` in place of `https:`",
        message: "`{text}` is not served: reports are uploaded over `https:` alone",
        fix: "Use `https:`, and see that the host answers there",
        bad: "v=TLSRPTv1; rua=http://example.com/tlsrpt",
        good: "v=TLSRPTv1; rua=https://example.com/tlsrpt"
    }

    /// A URI has no blanks. They are allowed beside the commas of the list alone; inside a destination they make the
    /// record invalid.
    RPT155 BLANK_IN_DESTINATION {
        Error, 3986 "2",
        title: "A blank inside a destination",
        message: "a blank stands inside the destination, and a URI has none",
        fix: "Delete the blank, or put the comma or semicolon there that is missing",
        bad: "v=TLSRPTv1; rua=mailto: tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// In this record an exclamation mark inside a URI has to be written as `%21`, since DMARC, from which the syntax
    /// comes, gives it a meaning of its own.
    RPT156 EXCLAMATION_MARK {
        Error, 8460 "3",
        title: "An exclamation mark that isn’t encoded",
        message: "`!` stands in the destination as it is",
        fix: "Write it as `%21`",
        bad: "v=TLSRPTv1; rua=https://example.com/tlsrpt!report",
        good: "v=TLSRPTv1; rua=https://example.com/tlsrpt%21report"
    }

    /// In DMARC, `!10m` behind an address limits the size of a report. TLS reporting has no such limit, and the
    /// exclamation mark makes the record invalid.
    RPT157 SIZE_LIMIT {
        Error, 8460 "3",
        title: "A size limit of DMARC",
        message: "`{text}` is a size limit of DMARC, which TLS reporting doesn’t have",
        fix: "Delete it",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com!10m",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// A URI is made of ASCII letters, digits and a few signs; everything else is written as `%` and two hexadecimal
    /// digits. Quotation marks, angle brackets, braces, backslashes and letters beyond ASCII don’t fit.
    ///
    /// Browsers mend such URLs in silence. Senders of reports don’t.
    RPT158 URI_CHARACTER {
        Error, 3986 "2",
        title: "A character that a URI can’t have",
        message: "`{text}` can’t stand {place}",
        fix: "Delete it, or write it as percent-encoded octets",
        bad: "v=TLSRPTv1; rua=https://example.com/tls|rpt",
        good: "v=TLSRPTv1; rua=https://example.com/tls%7Crpt"
    }

    /// In a URI a percent sign begins an encoded octet, and two hexadecimal digits follow. A percent sign of its own is
    /// written as `%25`.
    RPT159 BROKEN_PERCENT {
        Error, 3986 "2.1",
        title: "A percent sign without two hexadecimal digits",
        message: "`{text}`: two hexadecimal digits must follow the percent sign",
        fix: "Write the percent sign as `%25`, or mend the two digits",
        bad: "v=TLSRPTv1; rua=https://example.com/100%",
        good: "v=TLSRPTv1; rua=https://example.com/100%25"
    }

    /// A placeholder of a template was published as it is. Nobody gets the reports.
    RPT160 PLACEHOLDER {
        Error, 8460 "3",
        title: "A placeholder was left in",
        message: "`{text}` is a placeholder of a template",
        fix: "Put your own domain or address in its place",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@<your-domain>",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Brackets or quotation marks round a URI are a habit of mail headers and documents. In the record they are part
    /// of the URI, and don’t fit.
    RPT161 WRAPPED_DESTINATION {
        Error, 3986 "2",
        title: "Brackets or quotes round a destination",
        message: "the destination stands between `{open}` and `{close}`",
        fix: "Delete both",
        bad: "v=TLSRPTv1; rua=<mailto:tlsrpt@example.com>",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Behind `#` stands a fragment, which is never sent to the host. It is allowed, and does nothing.
    RPT162 FRAGMENT {
        Note, 3986 "3.5",
        title: "A fragment does nothing",
        message: "`{text}` is a fragment, which senders never pass on",
        fix: "Delete it, or write `#` as `%23` if it belongs to the address",
        bad: "v=TLSRPTv1; rua=https://example.com/tlsrpt#day",
        good: "v=TLSRPTv1; rua=https://example.com/tlsrpt"
    }

    /// In DNS records an internationalised domain is written in its ASCII form, as A-labels: `xn--bcher-kva.example` for
    /// `bücher.example`. Senders look the name up as it stands and don’t convert it.
    RPT163 NOT_A_LABEL {
        Error, 8460 "3",
        title: "A domain with letters beyond ASCII",
        message: "the domain `{domain}` is not in its ASCII form",
        fix: "Write the domain as A-labels, which begin with `xn--`",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@bücher.example",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@xn--bcher-kva.example"
    }

    /// An `https:` URI names its host behind two slashes. Without a host there is nothing to upload to; browsers mend
    /// missing slashes, senders don’t.
    RPT165 HOST_MISSING {
        Error, 9110 "4.2.2",
        title: "An `https:` destination without host",
        message: "`{text}` names no host",
        fix: "Write `https://`, then the host",
        bad: "v=TLSRPTv1; rua=https:/example.com/tlsrpt",
        good: "v=TLSRPTv1; rua=https://example.com/tlsrpt"
    }

    /// The host of a URI is a name, an IPv4 address, or an IPv6 address between square brackets. This one doesn’t fit
    /// the grammar.
    RPT166 HOST_INVALID {
        Error, 3986 "3.2.2",
        title: "The host is ill-formed",
        message: "`{host}` is no host: {reason}",
        fix: "Write the host’s name; an IPv6 address goes between `[` and `]`",
        bad: "v=TLSRPTv1; rua=https://[2001:db8::1/tlsrpt",
        good: "v=TLSRPTv1; rua=https://[2001:db8::1]/tlsrpt"
    }

    /// Behind the host, a colon and a port may stand: a number from 1 to 65535.
    RPT167 PORT_INVALID {
        Error, 3986 "3.2.3",
        title: "The port is no port",
        message: "`{port}` is no port, which is a number from 1 to 65535",
        fix: "Delete the port; 443 is the usual one",
        bad: "v=TLSRPTv1; rua=https://example.com:https/tlsrpt",
        good: "v=TLSRPTv1; rua=https://example.com:443/tlsrpt"
    }

    /// The part before `@` in an `https:` URI is a user name, perhaps with a password. The record is public, so it is no
    /// secret, and senders may leave it out or refuse such a URI.
    RPT168 USERINFO {
        Warning, 3986 "3.2.1",
        title: "A user name stands in a public URI",
        message: "`{text}` stands before the host: everybody can read it, and many senders won’t send it",
        fix: "Delete it; a hard-to-guess path does the same",
        bad: "v=TLSRPTv1; rua=https://user@example.com/tlsrpt",
        good: "v=TLSRPTv1; rua=https://example.com/tlsrpt"
    }

    /// The host fits the grammar of URIs, which is generous, but it is no name that can be looked up in DNS. No sender
    /// will reach it.
    RPT169 HOST_ODD {
        Warning, 3986 "3.2.2",
        title: "The host can’t be looked up",
        message: "`{host}` fits the grammar, but can’t be found in DNS: {reason}",
        fix: "Write the host’s name as it stands in DNS",
        bad: "v=TLSRPTv1; rua=https://reports..example.com/tlsrpt",
        good: "v=TLSRPTv1; rua=https://reports.example.com/tlsrpt"
    }
}
