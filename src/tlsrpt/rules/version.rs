//! The version, with which a record has to begin.

crate::rule::rules! {
    /// A record begins with the version, and with nothing else: no blank, no semicolon, no name of the record. Senders
    /// compare the first octets and don’t search.
    ///
    /// Often a whole line of a zone file was pasted, or a blank was copied along.
    RPT112 TEXT_BEFORE_VERSION {
        Error, 8460 "3",
        title: "Something stands before the version",
        message: "`{text}` stands before `v=TLSRPTv1`",
        fix: "Let the record begin with `v=TLSRPTv1`",
        bad: " v=TLSRPTv1; rua=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The version is compared octet by octet: `v=TLSRPTv1`, with a small `v` twice and the rest in capitals. Other
    /// spellings are not this version.
    RPT113 VERSION_CASE {
        Error, 8460 "3",
        title: "The version is written in the wrong case",
        message: "`{text}` is in the wrong case; the version is `v=TLSRPTv1`",
        fix: "Write `v=TLSRPTv1`",
        bad: "v=tlsrptv1; rua=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Senders know one version, `v=TLSRPTv1`, and read a record with any other as none. Drafts before the RFC had
    /// `v=TLSRPT1`, and `TLS-RPTv1` or `TSLRPTv1` are frequent slips.
    RPT114 VERSION_WRONG {
        Error, 8460 "3",
        title: "The version is not known",
        message: "`{text}` is no version of TLSRPT; the only one is `v=TLSRPTv1`",
        fix: "Write `v=TLSRPTv1`",
        bad: "v=TLSRPT1; rua=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The other fields may stand in any order, but the version comes first, since it is by the version that senders
    /// tell the record from others.
    RPT115 VERSION_NOT_FIRST {
        Error, 8460 "3",
        title: "The version doesn’t come first",
        message: "`v=TLSRPTv1` stands behind another field",
        fix: "Move `v=TLSRPTv1` to the beginning",
        bad: "rua=mailto:tlsrpt@example.com; v=TLSRPTv1",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// A record has to begin with `v=TLSRPTv1`. Without it, senders can’t tell it from any other text at this name,
    /// and leave it alone.
    RPT116 VERSION_MISSING {
        Error, 8460 "3",
        title: "The version is missing",
        message: "the record doesn’t begin with `v=TLSRPTv1`",
        fix: "Put `v=TLSRPTv1; ` at the beginning",
        bad: "rua=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Fields are parted by semicolons. Without one behind the version, what follows is read as part of the version,
    /// and that version nobody knows.
    RPT117 SEMICOLON_MISSING {
        Error, 8460 "3",
        title: "No semicolon behind the version",
        message: "no semicolon stands between `v=TLSRPTv1` and what follows",
        fix: "Put a semicolon behind `v=TLSRPTv1`",
        bad: "v=TLSRPTv1 rua=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The grammar allows a blank before a semicolon. Yet where several TXT records stand at the name, only those count
    /// that begin with the very octets `v=TLSRPTv1;`, and this one doesn’t.
    ///
    /// As long as it is the only TXT record it works. As soon as another one answers there, a wildcard for example,
    /// reports end.
    RPT118 BLANK_BEFORE_SEMICOLON {
        Warning, 8460 "3",
        title: "A blank stands before the first semicolon",
        message: "the blank before the first `;` costs you the record as soon as a second TXT record stands beside it",
        fix: "Delete the blank, so that the record begins with `v=TLSRPTv1;`",
        bad: "v=TLSRPTv1 ; rua=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Behind the first field, `v=` is an extension like any other, which senders ignore. Mostly two records were
    /// pasted into one.
    RPT119 VERSION_REPEATED {
        Warning, 8460 "3",
        title: "The version is repeated",
        message: "`{text}` stands in the middle of the record, where it means nothing",
        fix: "Delete it",
        bad: "v=TLSRPTv1; v=TLSRPTv1; rua=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }
}
