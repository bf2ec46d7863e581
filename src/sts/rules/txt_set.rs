//! Rules of the set of TXT records at `_mta-sts` (RFC 8461 §3.1).

use crate::rule::rules;

rules! {
    /// Without a TXT record at `_mta-sts` senders act as if there were no MTA-STS. One that has kept the policy from
    /// earlier goes on with it until its `max_age` is over: taking the record away doesn’t switch MTA-STS off.
    STS142 NO_STS_RECORD {
        Error, 8461 "3.1",
        title: "There is no record",
        message: "there is no TXT record at `_mta-sts`",
        fix: "Publish `v=STSv1; id=…` as TXT record at `_mta-sts`, after the policy is served"
    }

    /// More than one TXT record begins with `v=STSv1;`. By RFC 8461 senders don’t choose among them: they act as if there
    /// were none. Often the old record was left when a new one was added.
    STS143 SEVERAL_STS_RECORDS {
        Error, 8461 "3.1",
        title: "There are several MTA-STS records",
        message: "{count} TXT records begin with `v=STSv1;`, so by the RFC there is none",
        fix: "Keep the one with the newest `id`",
        senders: "chasquid, Stalwart and KumoMTA accept several, the other five known senders refuse them",
        bad: "v=STSv1; id=20250101000000\nv=STSv1; id=20260101000000",
        good: "v=STSv1; id=20260101000000"
    }

    /// The same MTA-STS record came twice in one answer. DNS should have merged the two, but a sender that counts
    /// records finds more than one and acts as if there were none.
    STS144 RECORD_TWICE {
        Error, 8461 "3.1",
        title: "The same record is there twice",
        message: "the same record came {count} times, and by the RFC there has to be exactly one",
        fix: "Remove the duplicates",
        senders: "chasquid, Stalwart and KumoMTA accept several, the other five known senders refuse them",
        bad: "v=STSv1; id=20260101000000\nv=STSv1; id=20260101000000",
        good: "v=STSv1; id=20260101000000"
    }

    /// Of several TXT records senders keep those that begin with `v=STSv1;` and throw the others away (RFC 8461). maddy
    /// refuses the record beside any other. postfix-mta-sts-resolver refuses it beside one that begins with `v=STSv1` and
    /// goes on otherwise, such as `v=STSv10`; KumoMTA joins all of them into one text. Most often a wildcard TXT record
    /// answers at `_mta-sts` too.
    STS145 TXT_DISCARDED {
        Warning, 8461 "3.1",
        title: "Another TXT record answers at `_mta-sts`",
        message: "`_mta-sts` also holds {what}, `{text}`; by the RFC it is thrown away, but maddy refuses both",
        fix: "Remove it from this name, or look for the wildcard TXT record that it comes from",
        bad: "v=STSv1; id=20260101000000\nv=spf1 -all",
        good: "v=STSv1; id=20260101000000"
    }

    /// Of several TXT records senders keep only those that begin with the eight characters `v=STSv1;`. None does, so
    /// they act as if there were no MTA-STS.
    STS146 NO_RECORD_KEPT {
        Error, 8461 "3.1",
        title: "None of the TXT records is an MTA-STS record",
        message: "none of the {count} TXT records at `_mta-sts` begins with `v=STSv1;`",
        fix: "Publish one record that begins with `v=STSv1;`, and remove the others from this name",
        bad: "v=spf1 -all\nv=DMARC1; p=none",
        good: "v=STSv1; id=20260101000000"
    }

    /// Alone, a record with a blank before its first semicolon counts. Beside another TXT record senders keep only
    /// what begins with the eight characters `v=STSv1;`, so they throw this record away (erratum 6285), and MTA-STS is
    /// off.
    STS147 BLANK_COSTS_RECORD {
        Error, 8461 "3.1",
        title: "A blank makes senders throw the record away",
        message: "`{text}` has a blank before its first semicolon, and beside another TXT record it is thrown away",
        fix: "Remove the blank before the first semicolon, and the other TXT record",
        bad: "v=STSv1 ; id=20260101000000\nv=spf1 -all",
        good: "v=STSv1; id=20260101000000"
    }
}
