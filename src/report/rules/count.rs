//! Counts and results (RFC 8460 §4.3, §4.4).

crate::rule::rules! {
    /// A count is a whole JSON number, not below zero. In quotation marks or with a fraction it is read as what is
    /// meant, where that is plain.
    RPT260 REPORT_COUNT {
        Error, 8460 "4.4",
        title: "A count is no whole number",
        message: "`{path}` is {value}, not a whole number; {read}",
        fix: "Tell the reporter to write whole numbers, without quotation marks",
        senders: "Many readers take it as the number that is meant",
        bad: of_counts!("\"120\"", "2", "2"),
        good: of_counts!("120", "2", "2")
    }

    /// The failures listed may add up to more than the sessions that failed, since one session may meet several, and
    /// to less, where a reporter doesn’t list all. Both numbers are shown as they were sent.
    RPT261 REPORT_SUMS_DIFFER {
        Note, 8460 "4",
        title: "The failures don’t add up to the total",
        message: "the failures listed add up to {listed}, the total says {total}",
        fix: "Nothing to do; don’t add failures up as if they were mail",
        bad: of_counts!("120", "1", "2"),
        good: of_counts!("120", "2", "2")
    }

    /// Eleven result types are registered, and the list may grow. A reader shows one that it doesn’t know, and never
    /// drops the report for it.
    RPT262 REPORT_RESULT_TYPE {
        Warning, 8460 "4.3",
        title: "A result type is not registered",
        message: "`{path}` is `{value}`, no registered result type{perhaps}",
        fix: "Ask the reporter what it means",
        bad: of_failure!("\"result-type\": \"expired-certificate\""),
        good: of_failure!("\"result-type\": \"certificate-expired\"")
    }

    /// `certificate-not-trusted` and `validation-failure` stand for many causes, so a reporter should give a
    /// `failure-reason-code`. Without it, only a look at the host itself tells more.
    RPT263 REPORT_REASON_MISSING {
        Note, 8460 "4.3.1",
        title: "A failure has no reason",
        message: "`{path}` gives no reason, and `{value}` can mean many things",
        fix: "Check the host itself, or ask the reporter",
        bad: of_failure!("\"result-type\": \"validation-failure\""),
        good: of_failure!("\"result-type\": \"validation-failure\", \"failure-reason-code\": \"X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED\"")
    }

    /// Further information is given as a URI. The RFC’s own example has blanks in it. It is shown as text, and a link
    /// only where it is one of `https:`.
    RPT264 REPORT_INFORMATION {
        Note, 8460 "4.4",
        title: "The further information is no URI",
        message: "`{path}` is `{value}`, no URI",
        fix: "Nothing to do; read it as text",
        bad: of_failure!("\"result-type\": \"certificate-expired\", \"additional-information\": \"see our web site\""),
        good: of_failure!("\"result-type\": \"certificate-expired\", \"additional-information\": \"https://example.net/tls\"")
    }
}
