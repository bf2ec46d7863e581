//! Rules of the policy file as a whole: what it is, when it is no plain policy.

use crate::rule::rules;

rules! {
    /// The file is there, but nothing stands in it: nothing is served yet, or a former provider answers with an empty
    /// file. Senders find no valid policy and act as if there were none, or go on with one that they have kept.
    STS205 POLICY_EMPTY {
        Error, 8461 "3.2",
        title: "The policy is empty",
        message: "the file holds nothing",
        fix: "Put the policy into the file: `version`, `mode`, `mx` and `max_age`, one a line",
        bad: "\r\n", good: "version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n"
    }

    /// Some editors put an invisible byte-order mark in front of a text. Senders read it as part of the first key, so
    /// that `version` is missing and the policy is invalid.
    STS206 POLICY_BOM {
        Error, 8461 "3.2",
        title: "The file begins with a byte-order mark",
        message: "a byte-order mark (U+FEFF) stands before the first key, which senders read as part of it",
        fix: "Save the file as UTF-8 without BOM, or as ASCII",
        bad: "\u{feff}version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 1209600\n",
        good: "version: STSv1\nmode: enforce\nmx: mail.example.com\nmax_age: 1209600\n"
    }

    /// The text is in UTF-16, two bytes a character, as some Windows editors save it. Senders read bytes and find no
    /// key that they know, so there is no valid policy.
    STS207 POLICY_UTF16 {
        Error, 8461 "3.2",
        title: "The file is in UTF-16",
        message: "the file is saved in UTF-16; senders read bytes and find no key in it",
        fix: "Save the file as ASCII or UTF-8 without BOM",
        bad: "m\0o\0d\0e\0:\0n\0o\0n\0e\0", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// What is served is a web page: an error page with a good status, a page that waits for JavaScript to tell people
    /// from machines, or the home page that answers for every path. Senders find no valid policy in it.
    STS208 POLICY_HTML {
        Error, 8461 "3.2",
        title: "This is a web page",
        message: "this is HTML, no policy; it begins with `{first}`",
        fix: "Serve the policy as plain text, and exempt its path from bot protection and catch-all pages",
        bad: "<!DOCTYPE html>\n<html><body>version: STSv1</body></html>\n",
        good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// The text was written in a word processor and saved with its formatting. The policy is in there, but between
    /// commands that senders can’t read.
    STS209 POLICY_RTF {
        Error, 8461 "3.2",
        title: "This is a word processor’s document",
        message: "this is an RTF document, saved from a word processor",
        fix: "Save it as plain text, or write it in a text editor",
        bad: "{\\rtf1\\ansi version: STSv1\\\nmode: none}", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// A policy is lines of `key: value`, without braces, quotation marks and commas. Senders find no key in JSON, so
    /// there is no valid policy.
    STS210 POLICY_JSON {
        Error, 8461 "3.2",
        title: "This is JSON",
        message: "this is JSON; a policy is lines of `key: value`",
        fix: "Write one `key: value` a line, without braces, quotation marks and commas",
        bad: "{\"version\": \"STSv1\", \"mode\": \"none\", \"max_age\": 86400}",
        good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// Site generators such as Jekyll read the lines between `---` and take them away before they serve the file. If
    /// this is what is served, nobody took them away, and by the letter the policy is invalid. If this is the source,
    /// check what the policy host serves.
    STS211 POLICY_FRONT_MATTER {
        Error, 8461 "3.2",
        title: "The file begins with a site generator’s front matter",
        message: "the lines up to the second `---` are a site generator’s front matter and no part of a policy",
        fix: "Check that the served file doesn’t have them",
        senders: "chasquid skips such lines; with other senders it was not measured",
        bad: "---\npermalink: /.well-known/mta-sts.txt\n---\nversion: STSv1\nmode: none\nmax_age: 86400\n",
        good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// No line has a key of a policy. Whatever this file is, senders find no valid policy in it and act as if there
    /// were none, or go on with one that they have kept.
    STS212 NOT_A_POLICY {
        Error, 8461 "3.2",
        title: "This is no policy",
        message: "no line of this is a line of a policy; it begins with `{first}`",
        fix: "Serve the policy there: `version`, `mode`, `mx` and `max_age`, one a line",
        bad: "Add mta-sts.txt inside the .well-known folder\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// MTA-STS has two texts: a short TXT record in DNS, and the policy, a file on the policy host. Here the text of
    /// a TXT record stands where the policy belongs.
    STS214 POLICY_IS_RECORD {
        Error, 8461 "3.2",
        title: "This is a TXT record",
        message: "this is the text of {what}, no policy",
        fix: "Publish it as TXT record, and serve the policy here: `version`, `mode`, `mx` and `max_age`, one a line",
        bad: "v=STSv1; id=20260101000000", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// The headers of an HTTP answer stand in front of the policy, as `curl -i` prints them. In a pasted text that
    /// tells even more; in the file that is served they make the policy invalid.
    STS215 POLICY_HAS_HEADERS {
        Error, 8461 "3.2",
        title: "HTTP headers stand before the policy",
        message: "the policy begins with the headers of an HTTP answer",
        fix: "Remove everything before the first line of the policy",
        bad: "HTTP/2 200\ncontent-type: text/plain\n\nversion: STSv1\nmode: none\nmax_age: 86400\n",
        good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }
}
