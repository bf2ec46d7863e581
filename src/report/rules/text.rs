//! The text as JSON (RFC 8460 §4: I-JSON, RFC 7493).

crate::rule::rules! {
    /// A report is one JSON object. Where the text stops being JSON, readers that want all of it read nothing, and a
    /// report that was cut on its way has lost its end.
    ///
    /// What stands before the fault is shown here all the same.
    RPT201 REPORT_NOT_JSON {
        Error, 8460 "4",
        title: "The report stops being JSON",
        message: "from byte {at} on the text is no JSON: {why}",
        fix: "Get the report anew, if it was cut on its way; else tell the reporter",
        bad: "{\"organization-name\": \"Example Inc.\", \"policies\": [",
        good: of_policy!("")
    }

    /// Reports are I-JSON, which is UTF-8 (RFC 7493, section 2.1). Other bytes in a text are shown as a replacement
    /// character, so that two different texts can look the same.
    RPT202 REPORT_NOT_UTF8 {
        Error, 8460 "4",
        title: "The report is not UTF-8",
        message: "{bytes} is no UTF-8",
        fix: "Tell the reporter to write UTF-8",
        senders: "Many readers put a replacement character there and go on"
    }

    /// JSON that travels begins with no byte-order mark (RFC 8259, section 8.1). Readers may skip it, and many stop.
    RPT203 REPORT_BYTE_ORDER_MARK {
        Error, 8460 "4",
        title: "A byte-order mark stands before the report",
        message: "the report begins with a byte-order mark",
        fix: "Save the report without it",
        senders: "Readers may skip it, and many do",
        bad: "\u{feff}{\"organization-name\": \"Example Inc.\", \"date-range\": {\"start-datetime\": \"2026-05-03T00:00:00Z\", \"end-datetime\": \"2026-05-03T23:59:59Z\"}, \"contact-info\": \"tls@example.net\", \"report-id\": \"1\", \"policies\": [{\"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"}, \"summary\": {\"total-successful-session-count\": 120, \"total-failure-session-count\": 0}}]}",
        good: of_policy!("")
    }

    /// `\ud800` alone is half of a character, and I-JSON has none of these (RFC 7493, section 2.1). A replacement
    /// character is shown for it.
    RPT204 REPORT_LONE_SURROGATE {
        Error, 8460 "4",
        title: "An escape is half of a character",
        message: "{escape} is half of a pair, and its other half is missing",
        fix: "Tell the reporter to escape whole characters or none",
        senders: "Many readers put a replacement character there and go on",
        bad: whole!("\"Example \\ud83d Inc.\"", "{\"start-datetime\": \"2026-05-03T00:00:00Z\", \"end-datetime\": \"2026-05-03T23:59:59Z\"}", "\"tls@example.net\"", "\"1\"", "[{\n    \"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"},\n    \"summary\": {\"total-successful-session-count\": 120, \"total-failure-session-count\": 0}\n  }]"),
        good: of_policy!("")
    }

    /// A line end or another control character within a string has to be escaped (RFC 8259, section 7). The example
    /// printed in the RFC itself breaks a string over two lines, and copies of it are no JSON.
    RPT205 REPORT_RAW_CONTROL {
        Error, 8460 "4",
        title: "A control character stands in a string",
        message: "{character} stands in a string and is not escaped",
        fix: "Tell the reporter to escape it, or mend the copy",
        senders: "Strict readers refuse the report; it is read here as it was meant",
        bad: of_failure!("\"result-type\": \"certificate-expired\", \"failure-reason-code\": \"expired on\n3 May\""),
        good: of_failure!("\"result-type\": \"certificate-expired\", \"failure-reason-code\": \"expired on 3 May\"")
    }

    /// In I-JSON no object has two members of one name (RFC 7493, section 2.3): some readers take the first, most the
    /// last, and both think that they read the same report. The last counts here.
    RPT206 REPORT_MEMBER_REPEATED {
        Error, 8460 "4",
        title: "A member stands twice in an object",
        message: "{name} stands more than once in its object; the last one counts here",
        fix: "Tell the reporter to write each member once",
        senders: "Most readers take the last one",
        bad: of_policy!(", \"policy-domain\": \"example.com\""),
        good: of_policy!("")
    }

    /// A report is one value, and nothing stands behind it. Often several reports were put into one file.
    RPT207 REPORT_TEXT_BEHIND {
        Error, 8460 "4",
        title: "Something stands behind the report",
        message: "{text} stands behind the end of the report and is not read",
        fix: "Keep each report in a file of its own",
        senders: "Some readers stop at the end of the report and don’t look further",
        bad: concat!(of_policy!(""), "\n{}"),
        good: of_policy!("")
    }

    /// A report nests six levels deep. Nothing forbids more, but readers stop somewhere, many at 64 or 128 levels, and
    /// only an attack goes there.
    RPT208 REPORT_TOO_DEEP {
        Warning, 8460 "4",
        title: "The report nests deeper than readers go",
        message: "arrays and objects lie {depth} levels deep in one another; many readers stop at {limit}",
        fix: "Take a close look at who sent it: no report needs that"
    }

    /// Readers that count in floating point are exact up to 2^53 - 1 (RFC 7493, section 2.2). A larger number of
    /// sessions is most likely a slip.
    RPT209 REPORT_NUMBER_TOO_LARGE {
        Warning, 8460 "4",
        title: "A count is larger than readers are exact",
        message: "`{path}` is {value}, over 9007199254740991",
        fix: "Ask the reporter whether that is meant",
        bad: of_counts!("9007199254740993", "2", "2"),
        good: of_counts!("120", "2", "2")
    }

    /// How many values are read of one text is bounded, so that no file can fill the memory. What stands behind the
    /// limit is not looked at, and totals lack it.
    RPT210 REPORT_TOO_LARGE {
        Warning, 8460 "4",
        title: "The report holds more than is read",
        message: "more than {limit} values; what stands from byte {at} on is not read",
        fix: "Raise the limit, if the report is meant to be that large"
    }
}
