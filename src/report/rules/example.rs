//! What the examples of rules are put together from: a small report, of which each shows one part.

/// A report of these members.
macro_rules! whole {
    ($organization:literal, $range:literal, $contact:literal, $id:literal, $policies:expr) => {
        concat!(
            "{\n  \"organization-name\": ",
            $organization,
            ",\n  \"date-range\": ",
            $range,
            ",\n  \"contact-info\": ",
            $contact,
            ",\n  \"report-id\": ",
            $id,
            ",\n  \"policies\": ",
            $policies,
            "\n}"
        )
    };
}

/// A report of these policies.
macro_rules! of_policies {
    ($policies:expr) => {
        concat!(
            "{\n  \"organization-name\": \"Example Inc.\",\n",
            "  \"date-range\": {\"start-datetime\": \"2026-05-03T00:00:00Z\", \"end-datetime\": \"2026-05-03T23:59:59Z\"},\n",
            "  \"contact-info\": \"tls@example.net\",\n",
            "  \"report-id\": \"2026-05-03_example.com\",\n",
            "  \"policies\": ",
            $policies,
            "\n}"
        )
    };
}

/// A report of one policy with this member beside its type and domain.
macro_rules! of_policy {
    ($member:literal) => {
        of_policies!(concat!(
            "[{\n    \"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"",
            $member,
            "},\n    \"summary\": {\"total-successful-session-count\": 120, \"total-failure-session-count\": 0}\n  }]"
        ))
    };
}

/// A report of one failure with these members beside its count.
macro_rules! of_failure {
    ($members:literal) => {
        of_policies!(concat!(
            "[{\n    \"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"},\n",
            "    \"summary\": {\"total-successful-session-count\": 120, \"total-failure-session-count\": 2},\n",
            "    \"failure-details\": [{",
            $members,
            ", \"failed-session-count\": 2}]\n  }]"
        ))
    };
}

/// A report of one failure with these counts: in the summary, and of the failure.
macro_rules! of_counts {
    ($successes:literal, $failures:literal, $failed:literal) => {
        of_policies!(concat!(
            "[{\n    \"policy\": {\"policy-type\": \"sts\", \"policy-domain\": \"example.com\"},\n",
            "    \"summary\": {\"total-successful-session-count\": ",
            $successes,
            ", \"total-failure-session-count\": ",
            $failures,
            "},\n    \"failure-details\": [{\"result-type\": \"certificate-expired\", \"failed-session-count\": ",
            $failed,
            "}]\n  }]"
        ))
    };
}
