//! Rules of the TXT record at `_mta-sts` (RFC 8461 §3.1).

use crate::rule::rules;

rules! {
    /// The record begins with the version, in these very letters. Senders look at nothing else to tell an MTA-STS
    /// record from the other TXT records at the name, so this decides whether the rest is read at all.
    STS101 RECORD_VERSION_GOOD {
        Good, 8461 "3.1",
        title: "The record begins with its version",
        message: "the record begins with `v=STSv1`",
        fix: "Nothing to do"
    }

    /// The `id` is well-formed: 1 to 32 ASCII letters and digits. Senders compare it with the one that they remember
    /// and fetch the policy anew when it differs, so give it a new value with every change of the policy. There is no
    /// order between ids: any value that was not used before will do.
    STS102 ID_GOOD {
        Good, 8461 "3.1",
        title: "The `id` is well-formed",
        message: "`id` is well-formed: letters and digits, 32 of them at most",
        fix: "Nothing to do"
    }

    /// There is a TXT record, but nothing stands in it. Senders act as if there were no MTA-STS.
    STS110 RECORD_EMPTY {
        Error, 8461 "3.1",
        title: "The record is empty",
        message: "the record holds nothing",
        fix: "Publish `v=STSv1; id=` with an id of letters and digits behind it, such as the date and time",
        bad: " ", good: "v=STSv1; id=20260101000000"
    }

    /// What answers at `_mta-sts` is a record for something else. Most often a wildcard TXT record (`*.example.com`)
    /// answers for every name below the domain, or a record was put at the wrong name. Senders find no version
    /// `v=STSv1` in it and act as if there were no MTA-STS.
    STS111 RECORD_FOREIGN {
        Error, 8461 "3.1",
        title: "Another kind of record stands where the MTA-STS record belongs",
        message: "this is {what}, no MTA-STS record",
        fix: "Publish the MTA-STS record at `_mta-sts`, and look for a wildcard TXT record that answers there",
        bad: "v=spf1 include:_spf.example.com -all", good: "v=STSv1; id=20260101000000"
    }

    /// MTA-STS has two texts: a short TXT record in DNS that says “there is a policy, and this is its version”, and
    /// the policy itself, a file on the policy host. Here the policy was put into DNS, where nobody reads it.
    STS112 RECORD_IS_POLICY {
        Error, 8461 "3.1",
        title: "The policy stands in the record",
        message: "this is the text of a policy; the record holds only `v=STSv1` and `id`",
        fix: "Serve this text at `https://mta-sts.DOMAIN/.well-known/mta-sts.txt`, and publish `v=STSv1; id=…` as record",
        bad: "version: STSv1 mode: enforce mx: mail.example.com max_age: 1209600", good: "v=STSv1; id=20260101000000"
    }

    /// A sender knows the record by its first field, `v=STSv1`. Without it the record means nothing, and senders act
    /// as if there were no MTA-STS.
    STS113 RECORD_VERSION_MISSING {
        Error, 8461 "3.1",
        title: "The record doesn’t begin with its version",
        message: "the record begins with `{found}` and not with `v=STSv1`",
        fix: "Put `v=STSv1;` at the very beginning",
        bad: "id=20260101000000", good: "v=STSv1; id=20260101000000"
    }

    /// The version is compared letter by letter, case included, and ends at a blank or semicolon. `v=stsv1`,
    /// `v=STSv10` and `v = STSv1` are other versions, so by RFC 8461 the record is ignored. Stalwart accepts the right
    /// letters in any case, and with blanks among them.
    STS114 RECORD_VERSION_WRONG {
        Error, 8461 "3.1",
        title: "The version is not `v=STSv1`",
        message: "the record begins with `{found}`; the one version that there is reads `v=STSv1`, case included",
        fix: "Write `v=STSv1`",
        bad: "v=STS1; id=20260101000000", good: "v=STSv1; id=20260101000000"
    }

    /// Fields may come in any order but for the version, which must be the first. Whoever looks for the version at the
    /// beginning takes this for a record of another kind and ignores it. Stalwart accepts the fields in any order.
    STS115 RECORD_VERSION_LATE {
        Error, 8461 "3.1",
        title: "The version is not the first field",
        message: "`{found}` stands behind another field and must be the first",
        fix: "Put `v=STSv1;` at the very beginning",
        bad: "id=20260101000000; v=STSv1;", good: "v=STSv1; id=20260101000000;"
    }

    /// The record must begin with `v=STSv1`: not even a blank may stand before it. Senders that look at the first
    /// characters find something else and ignore the record.
    STS116 BEFORE_VERSION {
        Error, 8461 "3.1",
        title: "Something stands before the version",
        message: "{found} stands before `v=STSv1`",
        fix: "Begin with the `v`",
        bad: " v=STSv1; id=20260101000000", good: "v=STSv1; id=20260101000000"
    }

    /// RFC 8461 says two things here. Its grammar allows blanks before a semicolon; its rule for choosing among
    /// several TXT records keeps only those that begin with the eight characters `v=STSv1;` (erratum 6285). As the
    /// only TXT record at the name this one counts, though chasquid refuses it; beside any other it is thrown away,
    /// and MTA-STS is off.
    STS117 BLANK_AFTER_VERSION {
        Warning, 8461 "3.1",
        title: "A blank stands between the version and its semicolon",
        message: "a blank parts `v=STSv1` from its semicolon; beside a second TXT record this one would be thrown away",
        fix: "Remove the blank before the first semicolon",
        bad: "v=STSv1 ; id=20260101000000", good: "v=STSv1; id=20260101000000"
    }

    /// The version stands in the record once more. The first one counts and the other is ignored, but not every
    /// reader takes it so well: mox and rest-mail refuse a record with a second version.
    STS118 RECORD_VERSION_REPEATED {
        Warning, 8461 "3.2",
        title: "The version stands there twice",
        message: "`{found}` is a second version; the first one counts",
        fix: "Keep the first and remove this one",
        bad: "v=STSv1; v=STSv1; id=20260101000000", good: "v=STSv1; id=20260101000000"
    }

    /// Without an `id` there is no valid record: by RFC 8461 senders act as if there were no MTA-STS. The `id` tells them
    /// when the policy has changed, so that they need not fetch it for every mail. chasquid never reads it, and accepts
    /// such a record.
    STS120 ID_MISSING {
        Error, 8461 "3.1",
        title: "There is no `id`",
        message: "the record has no `id`",
        fix: "Add `id=` and 1 to 32 letters and digits, such as the date and time of the last change of the policy",
        bad: "v=STSv1;", good: "v=STSv1; id=20260101000000;"
    }

    /// There is no field `id`, but one that looks as if it were meant. Senders look for `id` exactly, find none, and
    /// treat the record as invalid.
    STS121 ID_MISSPELT {
        Error, 8461 "3.1",
        title: "The `id` has another name",
        message: "there is no `id`, but `{found}`, which senders don’t know",
        fix: "Call it `id`",
        bad: "v=STSv1; policy_id=20260101000000", good: "v=STSv1; id=20260101000000"
    }

    /// Keys are compared case and all. `ID` is another field by RFC 8461, so the record has no `id` and is invalid.
    /// chasquid and Stalwart accept it.
    STS122 ID_KEY_CASE {
        Error, 8461 "3.1",
        title: "`id` is not in lower case",
        message: "the key reads `{found}`; only `id` in lower case is known",
        fix: "Write `id` in lower case",
        bad: "v=STSv1; ID=20260101000000", good: "v=STSv1; id=20260101000000"
    }

    /// An `id` needs at least one letter or digit. A record with an empty one is invalid: by RFC 8461 senders act as if
    /// there were no MTA-STS. chasquid accepts it.
    STS123 ID_EMPTY {
        Error, 8461 "3.1",
        title: "The `id` is empty",
        message: "nothing stands behind `id=`",
        fix: "Put 1 to 32 letters and digits there, such as the date and time of the last change of the policy",
        bad: "v=STSv1; id=;", good: "v=STSv1; id=20260101000000;"
    }

    /// An `id` is made of ASCII letters and digits and nothing else: no hyphens, colons, dots, underscores or quotation
    /// marks. Time stamps such as `2026-01-01T00:00:00Z` are the commonest fault in MTA-STS records. The record is
    /// invalid then: by RFC 8461 senders act as if there were no MTA-STS. chasquid and Stalwart accept it.
    STS124 ID_CHARACTERS {
        Error, 8461 "3.1",
        title: "The `id` holds more than letters and digits",
        message: "`id` is `{value}`, and {found} may not stand in it: only letters and digits",
        fix: "Leave out everything but letters and digits; any value that was not used before will do",
        bad: "v=STSv1; id=2026-01-01", good: "v=STSv1; id=20260101"
    }

    /// An `id` has at most 32 characters. A longer one makes the record invalid: by RFC 8461 senders act as if there were
    /// no MTA-STS. chasquid and Stalwart accept it.
    STS125 ID_TOO_LONG {
        Error, 8461 "3.1",
        title: "The `id` is too long",
        message: "`id` has {count} characters, but at most 32 are allowed",
        fix: "Shorten it to 32 letters and digits",
        bad: "v=STSv1; id=012345678901234567890123456789012", good: "v=STSv1; id=01234567890123456789012345678901"
    }

    /// A template’s placeholder was published instead of a value. Its brackets or signs may not stand in an `id`, so
    /// the record is invalid. chasquid and Stalwart accept it.
    STS126 ID_PLACEHOLDER {
        Error, 8461 "3.1",
        title: "The `id` is a placeholder",
        message: "`id` is the placeholder `{value}`",
        fix: "Put a value of letters and digits there, such as the date and time of the last change of the policy",
        bad: "v=STSv1; id=<UNIQUE-IDENTIFIER>", good: "v=STSv1; id=20260101000000"
    }

    /// By its letters this is a valid `id`, but it reads like the placeholder of a template. An `id` that stays the
    /// same while the policy changes keeps senders from seeing the change.
    STS127 ID_PLACEHOLDER_WORD {
        Warning, 8461 "3.1",
        title: "The `id` reads like a placeholder",
        message: "`id` is `{value}`, which reads like a placeholder",
        fix: "Put a value of your own there, such as the date and time of the last change of the policy",
        bad: "v=STSv1; id=YYYYMMDDhhmmss", good: "v=STSv1; id=20260101000000"
    }

    /// This `id` is the sample of RFC 8461 or of a popular template, and many domains publish it unchanged. It is
    /// valid. If it was copied, it will likely stay when the policy changes, and senders won’t see the change.
    STS128 ID_SAMPLE {
        Note, 8461 "3.1",
        title: "The `id` is a well-known sample",
        message: "`id` is `{value}`, the sample of {origin}",
        fix: "Choose an `id` of your own with the next change of the policy",
        bad: "v=STSv1; id=20160831085700Z", good: "v=STSv1; id=20260101000000"
    }

    /// The `id` stands in the record more than once. The first one counts and the others are ignored. mox and
    /// rest-mail refuse the record instead, so for mail that they send there is no MTA-STS.
    STS129 ID_REPEATED {
        Warning, 8461 "3.2",
        title: "There is more than one `id`",
        message: "`{found}` is one `id` more; the first counts",
        fix: "Keep one `id`",
        bad: "v=STSv1; id=1; id=2", good: "v=STSv1; id=1"
    }

    /// Fields are parted by semicolons. A blank, a comma or nothing at all doesn’t part them, so senders read
    /// both as one, which is invalid.
    STS130 RECORD_DELIMITER_MISSING {
        Error, 8461 "3.1",
        title: "A semicolon is missing between two fields",
        message: "no semicolon stands before `{next}`",
        fix: "Part the fields by `; `",
        bad: "v=STSv1 id=20260101000000", good: "v=STSv1; id=20260101000000"
    }

    /// Two semicolons follow each other with nothing, or only blanks, between them. The grammar wants a field there;
    /// only one semicolon at the end of the record is free.
    STS131 RECORD_EMPTY_FIELD {
        Error, 8461 "3.1",
        title: "There is an empty field",
        message: "nothing stands between two semicolons",
        fix: "Keep one semicolon",
        senders: "chasquid accepts it; with other senders it was not measured",
        bad: "v=STSv1; id=20260101000000;;", good: "v=STSv1; id=20260101000000;"
    }

    /// Blanks may only stand next to a semicolon, so one at the end of the record is a fault unless a semicolon comes
    /// before it.
    STS132 RECORD_TRAILING_BLANK {
        Error, 8461 "3.1",
        title: "The record ends with a blank",
        message: "the record ends with a blank that follows no semicolon",
        fix: "Remove the blank at the end",
        senders: "chasquid and Stalwart accept it; with other senders it was not measured",
        bad: "v=STSv1; id=20260101000000 ", good: "v=STSv1; id=20260101000000"
    }

    /// Blanks may stand beside semicolons, not beside `=`. With them the field is no field, and the record is invalid.
    STS133 RECORD_BLANK_AT_EQUALS {
        Error, 8461 "3.1",
        title: "A blank stands beside `=`",
        message: "a blank stands beside the `=` of `{key}`",
        fix: "Write key, `=` and value without blanks",
        bad: "v=STSv1; id = 20260101000000", good: "v=STSv1; id=20260101000000"
    }

    /// In the record a key and its value are joined by `=`; the colon belongs to the policy file. Without `=` this is
    /// no field, and the record is invalid.
    STS134 RECORD_COLON {
        Error, 8461 "3.1",
        title: "No `=` stands behind the key",
        message: "`{key}` is followed by `{found}`; the record wants `=`",
        fix: "Write `id=`",
        bad: "v=STSv1; id:20260101000000", good: "v=STSv1; id=20260101000000"
    }

    /// A field is a name, `=` and a value. The name has 1 to 32 letters, digits, `_`, `-` and `.`, the first a letter
    /// or digit; the value has visible ASCII characters but `;` and `=`, at least one, and no blank. Fields that
    /// senders don’t know are ignored only while they have this form; any other makes the whole record invalid.
    STS135 RECORD_FIELD_MALFORMED {
        Error, 8461 "3.1",
        title: "This is no well-formed field",
        message: "`{field}` is no well-formed field: {why}",
        fix: "Remove it; `v` and `id` are the only fields that there are",
        bad: "v=STSv1; id=20260101000000; foo", good: "v=STSv1; id=20260101000000"
    }

    /// The record knows two fields, `v` and `id`. Senders ignore any other, so whatever it was meant to do, it does
    /// not do it.
    STS136 RECORD_FIELD_UNKNOWN {
        Warning, 8461 "3.2",
        title: "Nobody knows this field",
        message: "senders ignore the field `{key}`",
        fix: "Remove it",
        bad: "v=STSv1; id=20260101000000; rua=mailto:a@example.com", good: "v=STSv1; id=20260101000000"
    }

    /// `mode`, `max_age` and `mx` are lines of the policy file. In the record senders ignore them, so they have no
    /// effect here.
    STS137 RECORD_POLICY_FIELD {
        Warning, 8461 "3.1",
        title: "A field of the policy stands in the record",
        message: "`{key}` belongs in the policy file; senders ignore it in the record",
        fix: "Remove it here, and see that the policy file has it",
        bad: "v=STSv1; id=20260101000000; mode=enforce", good: "v=STSv1; id=20260101000000"
    }

    /// `mode`, `max_age` and `mx` are lines of the policy file. Written with a colon they are not even a field that
    /// senders could ignore: the record is invalid.
    STS138 RECORD_POLICY_LINE {
        Error, 8461 "3.1",
        title: "A line of the policy stands in the record",
        message: "`{field}` is a line of the policy file and no field of the record",
        fix: "Remove it here, and see that the policy file has it",
        bad: "v=STSv1; id=20260101000000; mode: enforce", good: "v=STSv1; id=20260101000000"
    }

    /// The quotation marks are part of the record’s value. In zone files they stand round a string and are not part
    /// of it; many web forms and tools add them by themselves, so that typed ones end up in the value. The record
    /// then doesn’t begin with `v=STSv1`, and senders ignore it.
    STS139 RECORD_QUOTED {
        Error, 8461 "3.1",
        title: "The record is in quotation marks",
        message: "quotation marks are part of the record’s value",
        fix: "Enter the value without quotation marks",
        bad: "\"v=STSv1; id=20260101000000\"", good: "v=STSv1; id=20260101000000"
    }

    /// Zone files and some DNS tools write a semicolon as `\;` and a blank as `\032` or `\040`. Here such a spelling
    /// became part of the value, and the field that it stands in is invalid.
    STS140 RECORD_ESCAPED {
        Error, 8461 "3.1",
        title: "An escape of a zone file is part of the value",
        message: "`{found}` is the zone file’s spelling of {meant}, and here it is part of the value",
        fix: "Enter the value without backslashes",
        bad: "v=STSv1\\; id=20260101000000", good: "v=STSv1; id=20260101000000"
    }

    /// A record holds visible ASCII characters, spaces and tabs. Characters that can’t be seen, or that only look like
    /// the right one, come in with copies from web pages, chats and word processors. Senders compare bytes, so the
    /// record is invalid though it looks perfect.
    STS141 RECORD_CHARACTER {
        Error, 8461 "3.1",
        title: "A character that has no place in a record",
        message: "only ASCII is allowed, and the record holds {what}",
        fix: "Type the record anew, or take the corrected text",
        bad: "v=STSv1;\u{a0}id=20260101000000", good: "v=STSv1; id=20260101000000"
    }
}
