//! Rules of the lines of a policy: their ends, their keys, what stands round a value (RFC 8461 §3.2).

use crate::rule::rules;

rules! {
    /// Lines follow each other without a blank line between them, before the first, or behind the last; only the end
    /// of the last line is free. What known senders do hangs on the place, and on whether the line is empty: with one that
    /// holds blanks chasquid alone was tried.
    STS220 BLANK_LINE {
        Error, 8461 "3.2",
        title: "There is a blank line",
        message: "the policy has {what}, and the grammar has none",
        fix: "Remove the blank line",
        senders: "An empty line at the end: mox, maddy and postfix-tlspol refuse the policy, the other five known senders accept it. Elsewhere maddy refuses it and chasquid accepts it; with other senders it was not measured",
        bad: "version: STSv1\nmode: none\nmax_age: 86400\n\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// A line begins with its key. Indented lines, as the figures of RFC 8461 show them, are not in the grammar.
    STS221 LEADING_BLANK {
        Error, 8461 "3.2",
        title: "A line is indented",
        message: "blanks stand before `{key}`",
        fix: "Begin the line with its key",
        senders: "What senders make of it was not measured",
        bad: "version: STSv1\n  mode: none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// The format has no comments. By the letter a line that is no field makes the policy invalid.
    STS222 COMMENT_LINE {
        Error, 8461 "3.2",
        title: "There is a comment",
        message: "`{line}` is a comment, and a policy has none",
        fix: "Remove the line",
        senders: "chasquid skips such a line; with other senders it was not measured",
        bad: "# our policy\nversion: STSv1\nmode: none\nmax_age: 86400\n",
        good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// Every line is a key of letters, digits, `_`, `-` and `.`, a colon, and a value. By the letter a line of another
    /// form makes the whole policy invalid.
    STS223 LINE_NOT_A_FIELD {
        Error, 8461 "3.2",
        title: "A line is no field",
        message: "`{line}` is no `key: value`: {why}",
        fix: "Remove the line, or give it the form `key: value`",
        senders: "chasquid skips such a line, mailauth skips one with a colon, and mox accepts a key that begins with `-` or `.`; with other senders it was not measured",
        bad: "version: STSv1\nmode: none\nmax_age: 86400\nnpm\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// No blank may stand between the key and its colon; behind the colon there may be as many as you like.
    STS224 BLANK_BEFORE_COLON {
        Error, 8461 "3.2",
        title: "A blank stands before the colon",
        message: "a blank parts `{key}` from its colon",
        fix: "Put the colon right behind the key",
        bad: "version: STSv1\nmode : none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// In the policy a key and its value are joined by a colon; `=` belongs to the DNS record. Senders don’t see the
    /// key, so it counts as missing.
    STS225 SEPARATOR_WRONG {
        Error, 8461 "3.2",
        title: "No colon stands behind the key",
        message: "`{key}` is followed by {found}; the policy wants a colon",
        fix: "Write a colon behind the key",
        bad: "version: STSv1\nmode=none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// Keys are compared case and all. In other letters it is a key that nobody knows, and the real one is missing.
    STS226 KEY_CASE {
        Error, 8461 "3.2",
        title: "A key is not in lower case",
        message: "`{found}` is not `{key}`: keys are in lower case",
        fix: "Write the key in lower case",
        bad: "version: STSv1\nMode: none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// This key is none of the four that there are, while one that looks like it is missing. Senders ignore keys that
    /// they don’t know, so the policy is invalid for want of the real one.
    STS227 KEY_MISSPELT {
        Error, 8461 "3.2",
        title: "A key is misspelt",
        message: "there is no `{key}`, but `{found}`; did you mean `{key}`",
        fix: "Write the key as RFC 8461 has it",
        bad: "eversion: STSv1\nmode: none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// A policy knows four keys: `version`, `mode`, `max_age` and `mx`. Senders ignore any other, so whatever it was
    /// meant to do, it does not do it.
    STS228 KEY_UNKNOWN {
        Warning, 8461 "3.2",
        title: "Nobody knows this key",
        message: "senders ignore the key `{key}`",
        fix: "Remove the line",
        bad: "version: STSv1\nmode: none\nmax_age: 86400\nnote: hello\n",
        good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// Senders ignore keys that they don’t know. This one looks like a misspelt key of the policy; if it was meant as
    /// that, its value doesn’t count.
    STS229 KEY_UNKNOWN_NEAR {
        Warning, 8461 "3.2",
        title: "An unknown key looks like a known one",
        message: "senders ignore `{found}`; did you mean `{key}`",
        fix: "Correct the key, or remove the line",
        bad: "version: STSv1\nmode: enforce\nmx: a.example.com\nnmx: b.example.com\nmax_age: 1209600\n",
        good: "version: STSv1\nmode: enforce\nmx: a.example.com\nmx: b.example.com\nmax_age: 1209600\n"
    }

    /// Every key but `mx` counts once: the first, by RFC 8461. Senders differ here. With a second `mode`, mox, rest-mail,
    /// postfix-tlspol and mailauth go by the first; maddy, chasquid, Stalwart and postfix-mta-sts-resolver go by the last,
    /// of `max_age` as well; KumoMTA refuses the policy.
    STS230 DUPLICATE_KEY {
        Warning, 8461 "3.2",
        title: "A key stands there twice",
        message: "`{key}` stands there again, with `{second}`; the first counts, though several senders go by the last",
        fix: "Keep one line for each key but `mx`",
        bad: "version: STSv1\nmode: none\nmode: enforce\nmax_age: 86400\n",
        good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// The file holds one policy behind another. By RFC 8461 it is one: the first value of each key counts, and the `mx`
    /// lines of both do. maddy, chasquid, Stalwart and postfix-mta-sts-resolver go by the last value; KumoMTA refuses the
    /// policy.
    STS231 TWO_POLICIES {
        Warning, 8461 "3.2",
        title: "There are two policies in one file",
        message: "a second policy begins here; by the RFC both are one, and the first `mode` and `max_age` count",
        fix: "Keep one policy in the file",
        bad: "version: STSv1\nmode: none\nmax_age: 86400\nversion: STSv1\n",
        good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// Two lines run into each other since the line end between them is missing, so both values are lost.
    STS232 LINES_GLUED {
        Error, 8461 "3.2",
        title: "A line end is missing",
        message: "no line end stands before `{key}:`",
        fix: "Begin a new line there",
        bad: "version: STSv1mode: none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// Lines end with LF or CR LF. A carriage return alone ends no line, so by the letter the text on both sides is one
    /// line. Some senders’ parsers do split there, and so read another policy than the others.
    STS233 BARE_CR {
        Error, 8461 "3.2",
        title: "A carriage return without a line feed",
        message: "a carriage return (CR) without line feed stands here; it ends no line",
        fix: "End lines with LF or CR LF",
        bad: "version: STSv1\rmode: none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// Only LF and CR LF end a line. Some parsers also split at other characters: postfix-mta-sts-resolver does at
    /// U+2028, U+2029, NEL, vertical tab, form feed and three separators, and then reads what follows as a line of its
    /// own. So a policy may say one thing by the letter and another to them.
    STS234 LINE_TRAP {
        Warning, 8461 "3.2",
        title: "A character that some senders take for a line end",
        message: "{what} ends no line, but some senders split there and read `{hidden}` as a line",
        fix: "Remove the character",
        bad: "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 1209600\nnote: a\u{2028}mode: none\n",
        good: "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 1209600\n"
    }

    /// Keys, and the values of `version`, `mode`, `max_age` and `mx`, are ASCII. Characters that can’t be seen, or that
    /// only look like the right one, come in with copies from web pages, chats and word processors. Senders compare
    /// bytes, so the line is not what it seems to be.
    STS235 POLICY_CHARACTER {
        Error, 8461 "3.2",
        title: "A character that has no place here",
        message: "the grammar has no place for {what}",
        fix: "Type the line anew, or take the corrected text",
        bad: "version: STSv1\nmode:\u{a0}none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// The format has no comments, so what follows the value is part of it, and the value is invalid.
    STS236 TRAILING_COMMENT {
        Error, 8461 "3.2",
        title: "A comment stands behind a value",
        message: "`{comment}` is part of the value of `{key}`: a policy has no comments",
        fix: "Remove the comment",
        bad: "version: STSv1\nmode: none # for now\nmax_age: 86400\n",
        good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// Values are written plainly. Quotation marks are read as part of the value, which makes it invalid.
    STS237 VALUE_QUOTED {
        Error, 8461 "3.2",
        title: "A value is in quotation marks",
        message: "the value of `{key}` is in quotation marks",
        fix: "Remove the quotation marks",
        bad: "version: STSv1\nmode: \"none\"\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// A line ends with its value: no semicolon, comma or backslash comes behind it. It is read as part of the value,
    /// which makes that invalid.
    STS238 VALUE_TAIL {
        Error, 8461 "3.2",
        title: "Something stands behind a value",
        message: "`{found}` stands behind the value of `{key}`",
        fix: "End the line with the value",
        bad: "version: STSv1;\nmode: none\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }

    /// The key is there, but no value follows. By the letter this is no field, and the key counts as missing.
    STS239 VALUE_EMPTY {
        Error, 8461 "3.2",
        title: "A key has no value",
        message: "`{key}` has no value",
        fix: "Write the value behind the colon, on the same line",
        bad: "version: STSv1\nmode:\nmax_age: 86400\n", good: "version: STSv1\nmode: none\nmax_age: 86400\n"
    }
}
