//! Files that reports come in (RFC 8460 §5), and their limits.

crate::rule::rules! {
    /// A file is told by what is in it, not by its name: a report, gzip, zip, tar, a mail or a mailbox. This one begins
    /// like none of them.
    RPT280 FILE_UNKNOWN {
        Error, 8460 "5",
        title: "The file is none that reports come in",
        message: "{file} begins with {start}: no report, archive or mail",
        fix: "Drop the report as it was attached, or the whole mail"
    }

    /// A part of the file can’t be read. What was read before stays, the rest is lost.
    RPT281 FILE_DAMAGED {
        Error, 8460 "5",
        title: "The file is damaged",
        message: "{file} can’t be read from byte {at} on: {why}",
        fix: "Get the file anew"
    }

    /// How much is unpacked of one file is bounded: a small archive can hold a thousand times its size, and some are
    /// made to fill the memory.
    RPT282 FILE_TOO_LARGE {
        Error, 8460 "7",
        title: "The file is larger than the limit",
        message: "{file} holds more than {limit} bytes and is not read",
        fix: "Raise the limit, if you know who made the file"
    }

    /// An archive in an archive is opened once. What is packed deeper is not looked at.
    RPT283 FILE_NESTED {
        Error, 8460 "7",
        title: "The file is packed too often",
        message: "{file} is packed {depth} times in one another; it is not opened",
        fix: "Unpack it and drop what is in it"
    }

    /// How many files are taken out of archives and mails is bounded.
    RPT284 FILE_TOO_MANY {
        Error, 8460 "7",
        title: "There are more files than the limit",
        message: "{file} holds more than {limit} files; the others are not read",
        fix: "Raise the limit, or drop them in parts"
    }

    /// Nothing is in it.
    ///
    /// Some mail programs save an attachment before it has arrived, and then the file has no bytes.
    RPT285 FILE_EMPTY {
        Error, 8460 "5",
        title: "The file is empty",
        message: "{file} is empty",
        fix: "Get the file anew"
    }

    /// The same report came before: the same organization, id and range. It is counted once.
    RPT286 FILE_REPEATED {
        Note, 8460 "5.6",
        title: "The report came before",
        message: "{file} is the report of {first} again; it is counted once",
        fix: "Nothing to do"
    }

    /// Two reports have the same organization, id and range, and say different things. The first one counts, as no
    /// reader can tell which is right.
    RPT287 FILE_CONTRADICTS {
        Warning, 8460 "5.6",
        title: "Two reports of one name differ",
        message: "{file} has organization, id and range of {first} and says something else; it is not counted",
        fix: "Ask the reporter which one is right"
    }

    /// The mail or archive was read, and holds no report.
    ///
    /// Reports are attached as `application/tlsrpt+json` or `application/tlsrpt+gzip`.
    RPT288 FILE_WITHOUT_REPORT {
        Warning, 8460 "5.3",
        title: "The mail or archive holds no report",
        message: "{file} holds no report",
        fix: "Look whether it is the right file"
    }

    /// Zip knows ways of packing that browsers can’t undo, and encryption. What is packed so is listed and not read.
    RPT289 FILE_METHOD {
        Error, 8460 "5",
        title: "A file is packed in a way that can’t be undone here",
        message: "{file} is {how}",
        fix: "Unpack it and drop what is in it"
    }
}
