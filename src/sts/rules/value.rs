//! Rules of `version`, `mode` and `max_age` (RFC 8461 §3.2).

use crate::rule::rules;

rules! {
    /// The version is `STSv1`, the only one that there is. Senders read a policy of no other version.
    STS201 POLICY_VERSION_GOOD {
        Good, 8461 "3.2",
        title: "The version is known",
        message: "`version` is `STSv1`",
        fix: "Nothing to do"
    }

    /// The mode says what senders do with a mail server that doesn’t match the policy or has no valid certificate. In
    /// `enforce` they don’t deliver to it. In `testing` they deliver and report. `none` switches MTA-STS off in an
    /// orderly way.
    STS202 MODE_GOOD {
        Good, 8461 "3.2",
        title: "The mode is known",
        message: "`mode` is `{mode}`",
        fix: "Nothing to do"
    }

    /// `max_age` says for how long senders keep the policy, in seconds. The longer, the harder it is to suppress the
    /// policy by blocking the look-up; senders look for a new `id` all the same.
    STS203 MAX_AGE_GOOD {
        Good, 8461 "3.2",
        title: "`max_age` is well chosen",
        message: "senders keep the policy for {duration}",
        fix: "Nothing to do"
    }

    /// `max_age` may be 31557600 seconds at most, about a year. RFC 8461 says so in words, while its grammar allows ten
    /// digits (erratum 7282), so senders differ: mox, maddy and KumoMTA accept more, postfix-tlspol takes the limit
    /// instead, Stalwart keeps the policy for one day, and chasquid, rest-mail, postfix-mta-sts-resolver and mailauth refuse
    /// it. Over 2147483647 mox refuses it as well.
    STS213 MAX_AGE_TOO_LONG {
        Error, 8461 "3.2",
        title: "`max_age` is over the limit",
        message: "`max_age` is {value}, but at most {limit} is allowed",
        fix: "Use 31557600 or less; 1209600 (two weeks) or more suits enforce",
        senders: "Senders differ: some accept it, some keep the policy for less, some refuse it",
        bad: "version: STSv1\nmode: none\nmax_age: 31557601\n", good: "version: STSv1\nmode: none\nmax_age: 31557600\n"
    }

    /// A policy without `version` is invalid. By RFC 8461 senders act as if there were none, or go on with one that they
    /// have kept. Stalwart accepts it.
    STS240 POLICY_VERSION_MISSING {
        Error, 8461 "3.2",
        title: "`version` is missing",
        message: "no line gives the `version`",
        fix: "Add the line `version: STSv1`",
        bad: "mode: none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// A policy without `mode` is invalid by RFC 8461, and Stalwart takes it as one of mode `none`. So it protects nothing.
    STS241 MODE_MISSING {
        Error, 8461 "3.2",
        title: "`mode` is missing",
        message: "no line gives the `mode`",
        fix: "Add `mode: testing`, or `mode: enforce` once the reports show that all is well",
        bad: "version: STSv1\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// A policy without `max_age` is invalid: nothing says for how long to keep it. By RFC 8461 senders act as if there
    /// were none. Stalwart accepts it.
    STS242 MAX_AGE_MISSING {
        Error, 8461 "3.2",
        title: "`max_age` is missing",
        message: "no line gives `max_age`",
        fix: "Add `max_age: 86400` while testing, `max_age: 1209600` or more in enforce",
        bad: "version: STSv1\nmode: none\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// In the modes `enforce` and `testing` the policy must name the mail servers. Without an `mx` line it is invalid,
    /// and senders act as if there were none.
    STS243 MX_MISSING {
        Error, 8461 "3.2",
        title: "`mx` is missing",
        message: "no line gives an `mx`, and mode `{mode}` wants one",
        fix: "Add an `mx` line for each mail server, or one with a wildcard that covers them",
        bad: "version: STSv1\nmode: enforce\nmax_age: 1209600\n",
        good: "version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 1209600\n"
    }

    /// There is one version, `STSv1`, case and all. With any other the policy is invalid.
    STS244 POLICY_VERSION_OTHER {
        Error, 8461 "3.2",
        title: "The version is not `STSv1`",
        message: "`version` is `{value}`; the only one that there is reads `STSv1`, case included",
        fix: "Write `version: STSv1`",
        bad: "version: stsv1\nmode: none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// The word reads like one of the modes `enforce`, `testing` and `none`, with a letter more, less or in capitals. Senders
    /// take them to the letter: with any other word the policy is invalid, and they act as if there were none.
    STS245 MODE_NEAR {
        Error, 8461 "3.2",
        title: "The mode is nearly one of the three",
        message: "`{value}` is no mode; the nearest is `{near}`",
        fix: "Write `enforce`, `testing` or `none`",
        bad: "version: STSv1\nmode: enforced\nmx: a.example.com\nmax_age: 1209600\n",
        good: "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 1209600\n"
    }

    /// There are three modes, `enforce`, `testing` and `none`, in lower case. With any other word the policy is
    /// invalid, and senders act as if there were none.
    STS246 MODE_UNKNOWN {
        Error, 8461 "3.2",
        title: "The mode is none of the three",
        message: "`{value}` is no mode; there are `enforce`, `testing` and `none`",
        fix: "Write `enforce`, `testing` or `none`",
        bad: "version: STSv1\nmode: strict\nmx: a.example.com\nmax_age: 1209600\n",
        good: "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 1209600\n"
    }

    /// A template’s choice of modes was left as it was. None of them is chosen, so the policy is invalid.
    STS247 MODE_PLACEHOLDER {
        Error, 8461 "3.2",
        title: "The mode is a placeholder",
        message: "`{value}` is a template’s placeholder",
        fix: "Write one of `enforce`, `testing` and `none`",
        bad: "version: STSv1\nmode: [enforce|testing|none]\nmx: a.example.com\nmax_age: 1209600\n",
        good: "version: STSv1\nmode: testing\nmx: a.example.com\nmax_age: 1209600\n"
    }

    /// A number stands where the mode belongs. Perhaps it was meant for `max_age`. The policy is invalid as it is.
    STS248 MODE_IS_NUMBER {
        Error, 8461 "3.2",
        title: "A number stands where the mode belongs",
        message: "`mode` is the number {value}, which looks like a `max_age`",
        fix: "Write `enforce`, `testing` or `none` there, and the number behind `max_age:`",
        bad: "version: STSv1\nmode: 86400\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// A mode stands where a number of seconds belongs. The policy is invalid as it is.
    STS249 MAX_AGE_IS_MODE {
        Error, 8461 "3.2",
        title: "A mode stands where `max_age` wants a number",
        message: "`max_age` is `{value}`, which looks like a mode; it wants a number of seconds",
        fix: "Write the seconds there, in digits: 86400 is a day",
        bad: "version: STSv1\nmode: none\nmax_age: enforce\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// `max_age` is a whole number of seconds, in 1 to 10 digits and nothing else: no unit, no sign, no separators, no
    /// decimals. The policy is invalid as it is by RFC 8461. Stalwart accepts it and goes without, as long as the value is
    /// ASCII without a plus sign. postfix-mta-sts-resolver accepts `+5` and `1_000`, KumoMTA accepts `+5`, and maddy
    /// accepts `-5`.
    STS250 MAX_AGE_NOT_DIGITS {
        Error, 8461 "3.2",
        title: "`max_age` holds more than digits",
        message: "`max_age` is `{value}`, and only digits may stand there",
        fix: "Write the seconds in digits: 86400 is a day, 1209600 two weeks",
        bad: "version: STSv1\nmode: none\nmax_age: 86,400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// `max_age` has at most ten digits, and the largest number allowed is 31557600, about a year. With more digits the
    /// policy is invalid.
    STS251 MAX_AGE_DIGITS {
        Error, 8461 "3.2",
        title: "`max_age` has too many digits",
        message: "`max_age` has {count} digits, but at most 10 are allowed",
        fix: "Use 31557600 or less; 1209600 (two weeks) or more suits enforce",
        bad: "version: STSv1\nmode: none\nmax_age: 12345678901\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// With `max_age: 0` a policy is over as soon as it is fetched. That is allowed, and protects nothing: whoever
    /// blocks the fetch of the next mail has switched MTA-STS off. chasquid and rest-mail refuse such a policy, and
    /// Stalwart keeps it for a day.
    STS252 MAX_AGE_ZERO {
        Warning, 8461 "3.2",
        title: "`max_age` is zero",
        message: "`max_age` is 0, so senders are not to keep the policy",
        fix: "Use 86400 (a day) or more while testing, 1209600 (two weeks) or more in enforce",
        bad: "version: STSv1\nmode: none\nmax_age: 0\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// RFC 8461 expects senders to keep a policy for weeks or longer: each time it is over, an attacker may suppress it by
    /// blocking the next fetch. For `mode: none` as well it suggests a day (section 8.3). Google is said to ignore a policy
    /// that is kept for less than a day, and would miss that one. Stalwart keeps one of less than an hour for a day.
    STS253 MAX_AGE_UNDER_DAY {
        Warning, 8461 "3.2",
        title: "`max_age` is under a day",
        message: "senders keep the policy for {duration} only, and some are said to ignore less than a day",
        fix: "Use 86400 (a day) or more while testing, 1209600 (two weeks) or more in enforce",
        bad: "version: STSv1\nmode: none\nmax_age: 3600\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// RFC 8461 expects weeks or more, so that an attacker who blocks the fetch of the policy would have to keep
    /// doing so for weeks. In `enforce` two weeks are a good lower bound; `86400` is usual while testing.
    STS254 MAX_AGE_SHORT {
        Warning, 8461 "3.2",
        title: "`max_age` is short for enforce",
        message: "senders keep the policy for {duration}; in enforce two weeks or more are expected",
        fix: "Use 1209600 (two weeks) or more",
        bad: "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 86400\n",
        good: "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 1209600\n"
    }

    /// The key was written once more into its own value, which makes the value invalid.
    STS255 KEY_DOUBLED {
        Error, 8461 "3.2",
        title: "A key stands in its own value",
        message: "`{key}:` stands there twice on one line",
        fix: "Write the key once",
        bad: "version: STSv1\nmode: mode: none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }
}
