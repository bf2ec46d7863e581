//! The fields behind the version: `rua`, and extensions.

crate::rule::rules! {
    /// The record doesn’t say where reports are to go. `rua` is required; without it the record doesn’t fit the
    /// grammar, and no report is sent.
    RPT120 RUA_MISSING {
        Error, 8460 "3",
        title: "`rua` is missing",
        message: "the record has no `rua`, so senders don’t know where to send reports",
        fix: "Add `rua=mailto:` and an address that you read",
        bad: "v=TLSRPTv1; ext=1",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The key is `rua`, in small letters, followed by an equals sign. Anything else is an extension that senders
    /// ignore, or no field at all, and then the record names no destination.
    RPT121 RUA_MISSPELT {
        Error, 8460 "3",
        title: "`rua` is misspelt",
        message: "`{text}` is not `rua=`, so the record names no destination",
        fix: "Write `rua=`, in small letters and with an equals sign",
        bad: "v=TLSRPTv1; RUA=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// `ruf` is a tag of DMARC. TLS reporting has a single kind of report and a single key for it, `rua`. A record that
    /// has `ruf` in its place names no destination.
    RPT122 RUF {
        Error, 8460 "3",
        title: "`ruf` does not exist in TLS reporting",
        message: "`ruf` is a tag of DMARC; senders of TLS reports look at `rua` alone",
        fix: "Write `rua=`, or delete the field if `rua` is there already",
        bad: "v=TLSRPTv1; ruf=mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Behind `rua=` stands no destination. At least one is required.
    RPT123 RUA_EMPTY {
        Error, 8460 "3",
        title: "`rua` is empty",
        message: "no destination stands behind `rua=`",
        fix: "Put `mailto:` and an address that you read behind `rua=`",
        bad: "v=TLSRPTv1; rua=",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The grammar doesn’t forbid a second `rua`, and RFC 8460 doesn’t say which one counts: some senders take the
    /// first, some the last, some both. For records of MTA-STS the first one counts, and so this tool reads it here too.
    ///
    /// One `rua` with a list leaves no doubt.
    RPT124 RUA_REPEATED {
        Warning, 8460 "3",
        title: "`rua` stands there more than once",
        message: "a second `rua`: senders differ in which one they use",
        fix: "Put all destinations behind one `rua=`, with commas between",
        bad: "v=TLSRPTv1; rua=mailto:a@example.com; rua=mailto:b@example.com",
        good: "v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com"
    }

    /// Blanks are allowed beside semicolons and beside the commas of a list, nowhere else. With a blank at its equals
    /// sign a field doesn’t fit the grammar.
    RPT125 BLANK_AT_EQUALS {
        Error, 8460 "3",
        title: "A blank stands beside an equals sign",
        message: "a blank stands beside the `=` of `{text}`",
        fix: "Delete the blank",
        bad: "v=TLSRPTv1; rua= mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Between two semicolons a field has to stand; a single semicolon may end the record. By the grammar a record
    /// with an empty field is no record.
    RPT126 EMPTY_FIELD {
        Error, 8460 "3",
        title: "Nothing stands between two semicolons",
        message: "nothing stands between two semicolons",
        fix: "Delete one of the semicolons",
        senders: "What senders make of it was not measured",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com;;",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com;"
    }

    /// A blank may end the record only behind a semicolon. Without that, it belongs to nothing that the grammar knows.
    RPT127 TRAILING_BLANK {
        Error, 8460 "3",
        title: "A blank ends the record",
        message: "the record ends with a blank",
        fix: "Delete the blank at the end",
        senders: "What senders make of it was not measured",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com ",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Fields other than `rua` are kept for later extensions, and none has been registered so far. Senders ignore what
    /// they don’t know.
    ///
    /// That does no harm as such. It is a warning where the name is known from another record, such as `p` of DMARC or
    /// `id` of MTA-STS, or resembles `rua`: there, something was expected of it that won’t happen.
    RPT128 UNKNOWN_FIELD {
        Warning, 8460 "3",
        title: "A field that senders ignore",
        message: "senders ignore the field `{name}`: RFC 8460 knows no such field",
        fix: "Delete it, unless you know who reads it",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com; p=none",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Every field is a name, an equals sign and a value. Text that isn’t makes the whole record invalid, even where
    /// everything else is in order.
    RPT129 NOT_A_FIELD {
        Error, 8460 "3",
        title: "Text that is no field",
        message: "`{text}` is no field: it has no `=`",
        fix: "Delete it, or write it as `name=value`",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com; daily",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The name of an extension has 1 to 32 characters: letters, digits, `_`, `-` and `.`, with a letter or digit at
    /// the beginning. Senders ignore unknown fields, but only well-formed ones; an ill-formed one spoils the record.
    RPT130 FIELD_NAME {
        Error, 8460 "3",
        title: "The name of a field is ill-formed",
        message: "`{name}` can’t be the name of a field: {reason}",
        fix: "Delete the field, or give it a name of letters and digits",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com; 1%=a",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// The value of an extension is one or more visible ASCII characters other than `;` and `=`, without blanks.
    /// Senders ignore unknown fields, but only well-formed ones; an ill-formed one spoils the record.
    RPT131 FIELD_VALUE {
        Error, 8460 "3",
        title: "The value of a field is ill-formed",
        message: "the value of `{name}` {reason}",
        fix: "Delete the field, or mend its value",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com; more=",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// Two commas in a row, or one at an end of the list: between them a destination has to stand. By the grammar the
    /// whole record doesn’t count.
    RPT140 EMPTY_ITEM {
        Error, 8460 "3",
        title: "The list has an empty place",
        message: "a comma has no destination beside it",
        fix: "Delete the comma",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com,",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// A semicolon ends the field. Destinations are parted by commas; what stands behind the semicolon is read as a
    /// field of its own, and as one it is ill-formed.
    RPT141 SEMICOLON_IN_LIST {
        Error, 8460 "3",
        title: "A semicolon stands between two destinations",
        message: "a semicolon stands between two destinations, where a comma belongs",
        fix: "Put a comma in its place",
        bad: "v=TLSRPTv1; rua=mailto:a@example.com; mailto:b@example.com",
        good: "v=TLSRPTv1; rua=mailto:a@example.com, mailto:b@example.com"
    }

    /// A semicolon ends the field, also in the midst of a URI. Senders then go by the shorter URI and take the rest for
    /// a field of its own: reports go to an address that you didn’t mean.
    ///
    /// In a URI of this record a semicolon has to be written as `%3B`.
    RPT142 CUT_BY_SEMICOLON {
        Warning, 8460 "3",
        title: "A semicolon cuts a destination in two",
        message: "the `;` ends the destination: senders go by `{destination}`, and `{rest}` is no part of it",
        fix: "Write the semicolon as `%3B` if it belongs to the URI",
        bad: "v=TLSRPTv1; rua=https://example.com/report;v=1",
        good: "v=TLSRPTv1; rua=https://example.com/report%3Bv=1"
    }

    /// The list behind `rua=` holds URIs and nothing else. A key in front of an entry becomes part of the URI, and
    /// that URI has no scheme then.
    RPT143 KEY_IN_LIST {
        Error, 8460 "3",
        title: "A key stands inside the list",
        message: "`{text}` stands in the list behind `rua=`, where only URIs may stand",
        fix: "Delete the key, so that the entry begins with `mailto:` or `https:`",
        bad: "v=TLSRPTv1; rua=mailto:a@example.com,rua=mailto:b@example.com",
        good: "v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com"
    }

    /// The same destination twice means the same report twice, from senders that serve the whole list.
    RPT144 DESTINATION_TWICE {
        Note, 8460 "3",
        title: "A destination is listed twice",
        message: "`{text}` stands in the list already",
        fix: "Delete it",
        bad: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com, mailto:tlsrpt@example.com",
        good: "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
    }

    /// A list is allowed, and a sender may serve all of it. It may as well try one destination and, when that takes the
    /// report, leave it at that. So put first the one that matters, and don’t count on the others.
    RPT145 SEVERAL_DESTINATIONS {
        Note, 8460 "3",
        title: "Several destinations",
        message: "{count} destinations: a sender may serve all of them or a single one",
        fix: "Put the destination first that matters most",
        bad: "v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com",
        good: "v=TLSRPTv1; rua=mailto:a@example.com"
    }
}
