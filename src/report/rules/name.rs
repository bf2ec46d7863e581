//! Names and addresses (RFC 8460 §4.4).

crate::rule::rules! {
    /// Domains and hosts are names of letters, digits and hyphens; beyond ASCII, each label is an A-label (`xn--…`). A
    /// pattern may begin with `*.`. Something else can’t be compared with what the domain publishes.
    RPT250 REPORT_NAME {
        Error, 8460 "4.4",
        title: "A name is no domain name",
        message: "`{path}` is `{value}`, {why}",
        fix: "Tell the reporter to write the name alone, with A-labels",
        senders: "Readers show it as it is",
        bad: of_policy!(", \"mx-host\": [\"mx: mx.example.com\"]"),
        good: of_policy!(", \"mx-host\": [\"mx.example.com\"]")
    }

    /// A final dot or an underscore belongs to no host name, though names in DNS may have both. The name is compared
    /// without the dot.
    RPT251 REPORT_NAME_UNUSUAL {
        Note, 8460 "4.4",
        title: "A name is written unusually",
        message: "`{path}` is `{value}`, {why}",
        fix: "Nothing to do",
        bad: of_failure!("\"result-type\": \"certificate-expired\", \"receiving-mx-hostname\": \"mx.example.com.\""),
        good: of_failure!("\"result-type\": \"certificate-expired\", \"receiving-mx-hostname\": \"mx.example.com\"")
    }

    /// An address is IPv4 in four numbers, or IPv6. A host name, a port or an empty text tells nobody which server it
    /// was.
    RPT255 REPORT_ADDRESS {
        Error, 8460 "4.4",
        title: "An address is no IP address",
        message: "`{path}` is {value}, no IPv4 or IPv6 address",
        fix: "Tell the reporter to write the address alone, or to leave the member out",
        senders: "Readers show it as it is",
        bad: of_failure!("\"result-type\": \"certificate-expired\", \"receiving-ip\": \"192.0.2.25:25\""),
        good: of_failure!("\"result-type\": \"certificate-expired\", \"receiving-ip\": \"192.0.2.25\"")
    }

    /// IPv6 addresses are written in the form of RFC 5952: small letters, no leading zeros, the longest run of zeros
    /// as `::`. The RFC’s own example breaks that.
    RPT256 REPORT_ADDRESS_FORM {
        Note, 8460 "4.4",
        title: "An IPv6 address is not in its canonical form",
        message: "`{path}` is `{value}`, in canonical form `{canonical}`",
        fix: "Nothing to do",
        bad: of_failure!("\"result-type\": \"certificate-expired\", \"sending-mta-ip\": \"2001:db8:abcd:0012::1\""),
        good: of_failure!("\"result-type\": \"certificate-expired\", \"sending-mta-ip\": \"2001:db8:abcd:12::1\"")
    }
}
