//! The shape: which members there are, and of which type (RFC 8460 §4.4).

crate::rule::rules! {
    /// A report is a JSON object. An array of reports, or a text, is something that a program made of one.
    RPT220 REPORT_NO_OBJECT {
        Error, 8460 "4.4",
        title: "The report is no object",
        message: "the text is {noun}, not the object that a report is",
        fix: "Look for the report as it was sent",
        bad: "[]",
        good: of_policy!("")
    }

    /// Each report tells who sent it, about which time, how to reach them, and its id; each of its policies has a type,
    /// a domain and two counts; each failure has a type and a count. Without one of these a reader has to guess.
    RPT221 REPORT_MEMBER_MISSING {
        Error, 8460 "4.4",
        title: "A member is missing",
        message: "`{path}` is missing",
        fix: "Tell the reporter; what can be read without it is shown",
        senders: "Many readers show the rest",
        bad: of_policies!("[{\n    \"policy\": {\"policy-type\": \"no-policy-found\"},\n    \"summary\": {\"total-successful-session-count\": 1, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policies!("[{\n    \"policy\": {\"policy-type\": \"no-policy-found\", \"policy-domain\": \"example.com\"},\n    \"summary\": {\"total-successful-session-count\": 1, \"total-failure-session-count\": 0}\n  }]")
    }

    /// A member that has to be there says nothing when it is `null`. The contact is null most often: the reporter has
    /// set none.
    RPT222 REPORT_MEMBER_NULL {
        Error, 8460 "4.4",
        title: "A member that has to be there is null",
        message: "`{path}` is `null`",
        fix: "Tell the reporter to fill it",
        senders: "Many readers take it as missing and show the rest",
        bad: whole!("\"mx.example.net\"", "{\"start-datetime\": \"2026-05-03T00:00:00Z\", \"end-datetime\": \"2026-05-03T23:59:59Z\"}", "null", "\"1\"", "[{\n    \"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"},\n    \"summary\": {\"total-successful-session-count\": 120, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policy!("")
    }

    /// The schema says of each member whether it is a text, an array or an object. Of another type it can’t be read as
    /// what it stands for.
    RPT223 REPORT_MEMBER_TYPE {
        Error, 8460 "4.4",
        title: "A member is of the wrong type",
        message: "`{path}` is {noun}, not {wanted}",
        fix: "Tell the reporter; what can be read without it is shown",
        bad: of_policies!("{}"),
        good: of_policy!("")
    }

    /// What is not known is best left out. Readers that expect a text or an array may trip over `null`.
    RPT224 REPORT_OPTIONAL_NULL {
        Warning, 8460 "4.4",
        title: "A member that could be left out is null",
        message: "`{path}` is `null`; it is taken as left out",
        fix: "Tell the reporter to leave it out",
        bad: of_policy!(", \"mx-host\": null"),
        good: of_policy!("")
    }

    /// Drafts of the RFC had other names, and the prose below its schema calls values `additional-info-uri` and
    /// `mx-host-pattern`. Readers that go by the schema don’t find what stands under such a name.
    RPT225 REPORT_DRAFT_KEY {
        Warning, 8460 "4.4",
        title: "A member has the name of a draft",
        message: "`{path}` is read as `{name}`, which is what the RFC calls it",
        fix: "Tell the reporter to write `{name}`",
        bad: of_failure!("\"result-type\": \"certificate-expired\", \"receiving-mx-host-name\": \"mx.example.com\""),
        good: of_failure!("\"result-type\": \"certificate-expired\", \"receiving-mx-hostname\": \"mx.example.com\"")
    }

    /// The RFC doesn’t speak of further members. Readers ignore them, and so does this one.
    RPT226 REPORT_UNKNOWN_KEY {
        Note, 8460 "4.4",
        title: "A member is not of the RFC",
        message: "`{path}` is no member that the RFC knows; readers ignore it",
        fix: "Nothing to do",
        bad: of_policy!(", \"policy-source\": \"cache\""),
        good: of_policy!("")
    }

    /// A report without policies says that nothing was seen, of no domain. Nothing can be counted.
    RPT227 REPORT_EMPTY {
        Warning, 8460 "4.4",
        title: "The report holds no policies",
        message: "`policies` is empty: the report tells of no session",
        fix: "Nothing to do, if the reporter had no mail for you",
        bad: of_policies!("[]"),
        good: of_policy!("")
    }

    /// Name and id tell reports apart. Where they are empty, reports of different senders look like one.
    RPT228 REPORT_TEXT_EMPTY {
        Warning, 8460 "4.4",
        title: "A text is empty",
        message: "`{path}` is empty",
        fix: "Tell the reporter to fill it",
        bad: whole!("\"\"", "{\"start-datetime\": \"2026-05-03T00:00:00Z\", \"end-datetime\": \"2026-05-03T23:59:59Z\"}", "\"tls@example.net\"", "\"1\"", "[{\n    \"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"},\n    \"summary\": {\"total-successful-session-count\": 120, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policy!("")
    }

    /// A program has put the report into a JSON string, as JSON in JSON. It is read all the same; what is found in it has
    /// the place of the whole string.
    RPT229 REPORT_IN_A_STRING {
        Error, 8460 "4.4",
        title: "The report stands in a JSON string",
        message: "the text is a string, and the report stands in it",
        fix: "Tell the reporter to send the object itself",
        senders: "Readers that want an object find no report",
        bad: "\"{}\"",
        good: of_policy!("")
    }
}
