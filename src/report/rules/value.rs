//! Dates, contact, policy (RFC 8460 §4.4).

crate::rule::rules! {
    /// A date is written as RFC 3339 has it: `2026-05-03T00:00:00Z`, with a zone. Without a date that can be read, the
    /// report has no place in time.
    RPT230 REPORT_DATE {
        Error, 8460 "4.4",
        title: "A date is not RFC 3339",
        message: "`{path}` is `{value}`, no date such as `2026-05-03T00:00:00Z`",
        fix: "Tell the reporter to write dates as RFC 3339 has them",
        bad: whole!("\"Example Inc.\"", "{\"start-datetime\": \"3 May 2026\", \"end-datetime\": \"2026-05-03T23:59:59Z\"}", "\"tls@example.net\"", "\"1\"", "[{\n    \"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"},\n    \"summary\": {\"total-successful-session-count\": 120, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policy!("")
    }

    /// RFC 3339 wants a zone, `Z` or an offset. Microsoft left it out for years; UTC is what it meant.
    RPT231 REPORT_DATE_WITHOUT_ZONE {
        Error, 8460 "4.4",
        title: "A date has no zone",
        message: "`{path}` is `{value}`, without a zone; it is read as UTC",
        fix: "Tell the reporter to put `Z` behind it",
        senders: "Most readers take it as UTC",
        bad: whole!("\"Microsoft Corporation\"", "{\"start-datetime\": \"2024-03-26T00:00:00\", \"end-datetime\": \"2024-03-26T23:59:59Z\"}", "\"tls@example.net\"", "\"1\"", "[{\n    \"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"},\n    \"summary\": {\"total-successful-session-count\": 120, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policy!("")
    }

    /// The end comes before the beginning. Nothing can be told of the time that such a report is about; its sessions
    /// are counted on the day of its beginning.
    RPT232 REPORT_RANGE_REVERSED {
        Warning, 8460 "4.4",
        title: "The range ends before it starts",
        message: "the range starts at {start} and ends at {end}",
        fix: "Tell the reporter",
        bad: whole!("\"Example Inc.\"", "{\"start-datetime\": \"2026-05-03T00:10:00Z\", \"end-datetime\": \"2026-05-03T00:00:00Z\"}", "\"tls@example.net\"", "\"1\"", "[{\n    \"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"},\n    \"summary\": {\"total-successful-session-count\": 120, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policy!("")
    }

    /// A report should be about one day of UTC, so that the reports of all senders can be laid side by side. One of
    /// another range is counted on the day of its beginning.
    RPT233 REPORT_RANGE_NOT_A_DAY {
        Warning, 8460 "4.1",
        title: "The range is not one day of UTC",
        message: "the range goes from {start} to {end}",
        fix: "Nothing to do; a timeline by day is not exact about this report",
        bad: whole!("\"Example Inc.\"", "{\"start-datetime\": \"2026-05-01T00:00:00Z\", \"end-datetime\": \"2026-05-07T23:59:59Z\"}", "\"tls@example.net\"", "\"1\"", "[{\n    \"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"},\n    \"summary\": {\"total-successful-session-count\": 120, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policy!("")
    }

    /// The contact is a mail address alone: no `mailto:` before it, no name beside it.
    RPT234 REPORT_CONTACT {
        Error, 8460 "4.4",
        title: "The contact is no mail address",
        message: "`contact-info` is `{value}`, no mail address",
        fix: "Tell the reporter to write the address alone",
        senders: "Readers show it as it is",
        bad: whole!("\"Example Inc.\"", "{\"start-datetime\": \"2026-05-03T00:00:00Z\", \"end-datetime\": \"2026-05-03T23:59:59Z\"}", "\"mailto:tls@example.net\"", "\"1\"", "[{\n    \"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"},\n    \"summary\": {\"total-successful-session-count\": 120, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policy!("")
    }

    /// The type is one of three: `tlsa`, `sts`, `no-policy-found`. Of another one nobody knows what its sessions were
    /// measured by.
    RPT240 REPORT_POLICY_TYPE {
        Error, 8460 "4.4",
        title: "The policy type is not known",
        message: "`{path}` is `{value}`; the types are `tlsa`, `sts` and `no-policy-found`",
        fix: "Tell the reporter",
        bad: of_policies!("[{\n    \"policy\": {\"policy-type\": \"STS\", \"policy-domain\": \"example.com\"},\n    \"summary\": {\"total-successful-session-count\": 1, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policy!("")
    }

    /// The schema has a text, the prose below it an array of texts (RFC 8460, section 4.4, and erratum 6241 for
    /// `mx-host`). Readers accept both.
    RPT241 REPORT_LIST_AS_TEXT {
        Note, 8460 "4.4",
        title: "A list is written as a single text",
        message: "`{path}` is a text; most reporters write an array of texts",
        fix: "Nothing to do",
        bad: of_policy!(", \"mx-host\": \"*.example.com\""),
        good: of_policy!(", \"mx-host\": [\"*.example.com\"]")
    }

    /// Each line of the policy, each TLSA record and each host is a text. Something else in the list can’t be read as one,
    /// and is left out.
    RPT242 REPORT_POLICY_LINE {
        Error, 8460 "4.4",
        title: "A line of the policy is no text",
        message: "`{path}` is {noun}, not a text",
        fix: "Tell the reporter to write each line as a text",
        bad: of_policy!(", \"policy-string\": [\"version: STSv1\", 86400]"),
        good: of_policy!(", \"policy-string\": [\"version: STSv1\", \"max_age: 86400\"]")
    }

    /// Policies with CRLF between their lines are cut at LF by some reporters, Google among them, and the CR stays. It
    /// is left out here, so that the same policy looks the same.
    RPT243 REPORT_POLICY_LINE_CR {
        Note, 8460 "4.4",
        title: "A line end is left in the policy",
        message: "`{path}` ends with a line end, which is left out",
        fix: "Nothing to do",
        bad: of_policy!(", \"policy-string\": [\"version: STSv1\\r\"]"),
        good: of_policy!(", \"policy-string\": [\"version: STSv1\"]")
    }

    /// Microsoft writes the TLSA records as the text of a JSON array, all in one string. They are taken out of it.
    RPT244 REPORT_JSON_IN_TEXT {
        Warning, 8460 "4.4",
        title: "A list is packed into a text",
        message: "`{path}` is the text of a JSON array, whose items are read as lines: {count}",
        fix: "Tell the reporter to write an array",
        bad: of_policies!("[{\n    \"policy\": {\"policy-type\": \"tlsa\", \"policy-domain\": \"example.com\", \"policy-string\": [\"[\\\"3 1 1 6007EEE553E85D8DF007A845D19EC343283D4E416E9A33F9EF3040C8B7C285BC\\\"]\"]},\n    \"summary\": {\"total-successful-session-count\": 1, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policies!("[{\n    \"policy\": {\"policy-type\": \"tlsa\", \"policy-domain\": \"example.com\", \"policy-string\": [\"3 1 1 6007EEE553E85D8DF007A845D19EC343283D4E416E9A33F9EF3040C8B7C285BC\"]},\n    \"summary\": {\"total-successful-session-count\": 1, \"total-failure-session-count\": 0}\n  }]")
    }

    /// Each line of the policy stands in a text of its own. Where several stand in one, they are parted here.
    RPT245 REPORT_LINES_IN_ONE {
        Warning, 8460 "4.4",
        title: "Several lines of the policy stand in one text",
        message: "`{path}` is read as several lines: {count}",
        fix: "Tell the reporter to write each line as a text of its own",
        bad: of_policy!(", \"policy-string\": [\"version: STSv1\\nmode: enforce\"]"),
        good: of_policy!(", \"policy-string\": [\"version: STSv1\", \"mode: enforce\"]")
    }

    /// A TLSA record is written as in a zone: usage, selector and matching type, then the data in hexadecimal digits,
    /// with a blank between.
    RPT246 REPORT_TLSA_LINE {
        Warning, 8460 "4.4",
        title: "A line is no TLSA record",
        message: "`{path}` is `{value}`, not the four fields of a TLSA record",
        fix: "Tell the reporter",
        bad: of_policies!("[{\n    \"policy\": {\"policy-type\": \"tlsa\", \"policy-domain\": \"example.com\", \"policy-string\": [\"3 1 1\"]},\n    \"summary\": {\"total-successful-session-count\": 1, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policies!("[{\n    \"policy\": {\"policy-type\": \"tlsa\", \"policy-domain\": \"example.com\", \"policy-string\": [\"3 1 1 6007EEE553E85D8DF007A845D19EC343283D4E416E9A33F9EF3040C8B7C285BC\"]},\n    \"summary\": {\"total-successful-session-count\": 1, \"total-failure-session-count\": 0}\n  }]")
    }
}
