//! Rules about lines of a zone and about values quoted for a tool (RFC 1035 §5.1).

use crate::rule::rules;

rules! {
    /// In a zone file a name without a final dot isn’t complete: `$ORIGIN` is put behind it. A name that has the
    /// domain already gets it twice, and what stands there isn’t found by anybody.
    ///
    /// Web forms of DNS providers often do the same: they add the domain to whatever is typed as the name.
    ZON101 NAME_DOUBLED {
        Error, 1035 "5.1",
        title: "The name lacks its last dot",
        message: "`{written}` has no final dot, so `$ORIGIN` is added: the record stands at `{full}`",
        fix: "Put a dot behind the name, or leave the domain out of it",
        bad: "$ORIGIN example.com.\n_mta-sts.example.com IN TXT \"v=STSv1; id=20261123\"\n",
        good: "$ORIGIN example.com.\n_mta-sts.example.com. IN TXT \"v=STSv1; id=20261123\"\n",
    }

    /// The same inside a record: the host that an MX record or an alias names is completed by `$ORIGIN` too where its
    /// final dot is missing. The name with the domain in it twice doesn’t exist, so mail doesn’t arrive, or the alias
    /// leads nowhere.
    ZON102 TARGET_DOUBLED {
        Error, 1035 "5.1",
        title: "A host lacks its last dot",
        message: "`{written}` has no final dot, so `$ORIGIN` is added: the record names `{full}`",
        fix: "Put a dot behind the host, or leave the domain out of it",
        bad: "$ORIGIN example.com.\n@ IN MX 10 mx1.example.com\n",
        good: "$ORIGIN example.com.\n@ IN MX 10 mx1.example.com.\n",
    }

    /// A semicolon begins a comment in a zone file, unless it stands in quotes or behind a backslash. Without quotes the
    /// record is published up to its first semicolon, and everything behind that is lost: the `id`, or where
    /// reports go.
    ZON103 COMMENT_CUTS_VALUE {
        Error, 1035 "5.1",
        title: "The value stands without quotes, and its semicolon begins a comment",
        message: "only `{published}` is published, as `{lost}` is a comment",
        fix: "Put the whole value in quotes",
        bad: "_mta-sts.example.com. IN TXT v=STSv1; id=20261123\n",
        good: "_mta-sts.example.com. IN TXT \"v=STSv1; id=20261123\"\n",
    }

    /// A quoted string ends at the next quotation mark. Where that is missing, name servers refuse the line, and
    /// some the whole zone.
    ZON104 QUOTE_OPEN {
        Error, 1035 "5.1",
        title: "A quotation mark has no partner",
        message: "the string that begins with `{begin}` has no closing quotation mark",
        fix: "Close the string at its end",
        bad: "_mta-sts.example.com. IN TXT \"v=STSv1; id=20261123\n",
        good: "_mta-sts.example.com. IN TXT \"v=STSv1; id=20261123\"\n",
    }

    /// One string of a TXT record holds 255 octets at most. A longer text is written as several strings, which senders
    /// put together without anything between. Name servers refuse the long string, or cut it.
    ZON105 STRING_TOO_LONG {
        Error, 1035 "3.3.14",
        title: "A string of a TXT record is too long",
        message: "the string has {length} octets, and 255 are the most",
        fix: "Cut it into several quoted strings",
        bad: "_smtp._tls.example.com. IN TXT \"v=TLSRPTv1; rua=mailto:reports-00@reports.example.org,mailto:reports-01@reports.example.org,mailto:reports-02@reports.example.org,mailto:reports-03@reports.example.org,mailto:reports-04@reports.example.org,mailto:reports-05@reports.example.org,mailto:reports-06@reports.example.org,mailto:reports-07@reports.example.org\"\n",
        good: "_smtp._tls.example.com. IN TXT \"v=TLSRPTv1; rua=mailto:reports-00@reports.example.org,mailto:reports-01@reports.example.org,mailto:reports-02@reports.example.org,mailto:reports-03@reports.example.org,mailto:reports-04@reports.example.org\" \",mailto:reports-05@reports.example.org,mailto:reports-06@reports.example.org,mailto:reports-07@reports.example.org\"\n"
    }

    /// Parentheses join lines of a zone file to one record. This one is never closed, so name servers read on to the end
    /// of the file and refuse the zone.
    ZON106 PARENTHESIS_OPEN {
        Error, 1035 "5.1",
        title: "A parenthesis has no partner",
        message: "the opening parenthesis is never closed",
        fix: "Close it behind the data of the record",
        bad: "_mta-sts.example.com. IN TXT ( \"v=STSv1; id=20261123\"\n",
        good: "_mta-sts.example.com. IN TXT ( \"v=STSv1; id=20261123\" )\n",
    }

    /// A name that is an alias has no other records: whoever asks for one is led on to the alias’s target. Name servers
    /// refuse such a zone, or answer with the one or the other.
    ZON107 CNAME_BESIDE {
        Error, 1034 "3.6.2",
        title: "A name is an alias and has records of its own",
        message: "`{name}` is an alias and has a {rtype} record as well",
        fix: "Keep the one or the other",
        bad: "_mta-sts.example.com. IN CNAME _mta-sts.example.net.\n_mta-sts.example.com. IN TXT \"v=STSv1; id=1\"\n",
        good: "_mta-sts.example.com. IN CNAME _mta-sts.example.net.\n",
    }

    /// Names without a final dot are completed by the zone’s name, which stands in a `$ORIGIN` line or in the name
    /// server’s configuration. It isn’t among these lines, so what the names are in full isn’t known here.
    ZON108 NO_ORIGIN {
        Note, 1035 "5.1",
        title: "The zone’s name isn’t among the lines",
        message: "`{name}` lies below the zone’s name, which isn’t said here",
        fix: "Paste the zone’s `$ORIGIN` line with them, such as `$ORIGIN example.com.`",
        bad: "_mta-sts IN TXT \"v=STSv1; id=20261123\"\n",
        good: "$ORIGIN example.com.\n_mta-sts IN TXT \"v=STSv1; id=20261123\"\n",
    }

    /// Some tools want values written with escapes of their own: octoDNS wants `\;` for a semicolon, tinydns octal numbers. It
    /// was read so here. Typed into a web form the same escapes become part of the record, and senders find none that
    /// they know.
    ZON109 READ_AS_ESCAPED {
        Note, 8461 "3.1",
        title: "The value was read with its escapes resolved",
        message: "`{found}` was read as {form}",
        fix: "Nothing, if that is where it stands; where a look-up shows the escapes, take them away",
        bad: "v=STSv1\\; id=20261123",
        good: "v=STSv1; id=20261123",
    }

    /// The value stands in two pairs of quotation marks. One pair belongs to a file or a script; where the tool adds quotes of
    /// its own, the other pair becomes part of the record, and senders find none that they know.
    ZON110 QUOTED_TWICE {
        Warning, 8461 "3.1",
        title: "The value stands in quotes twice",
        message: "two pairs of quotation marks stand round the value; only one can be meant",
        fix: "Keep one pair in a zone file, none in a web form",
        bad: "\"\"v=STSv1; id=20261123\"\"",
        good: "\"v=STSv1; id=20261123\"",
    }

    /// The program that printed this has cut the value to the width of its window. What is missing can’t be judged.
    ZON111 VALUE_CUT {
        Warning, 8461 "3.1",
        title: "The value was cut off by the program that printed it",
        message: "`{value}` isn’t the whole value, so it isn’t judged",
        fix: "Print it in full: `Resolve-DnsName … | Format-List`, `(Invoke-WebRequest …).Content`",
        bad: "Name                 Type TTL Section Strings\n----                 ---- --- ------- -------\n_mta-sts.example.com TXT  300 Answer  {v=STSv1; id=2026...\n",
        good: "Name                 Type TTL Section Strings\n----                 ---- --- ------- -------\n_mta-sts.example.com TXT  300 Answer  {v=STSv1; id=20261123}\n",
    }
    /// What is copied from a mail, a terminal or a web page brings something along that is none of the text. It was judged
    /// without that: without the marks of a quoted mail, the lines that `curl -v` prints beside an answer, the names that
    /// PowerShell sets before values, tags around it, a prompt behind its last line.
    ///
    /// Served or published with it, the same text is broken: senders take no line of a policy that begins with `>`, and
    /// no `max_age` that ends in a prompt.
    ZON112 READ_WITHOUT {
        Note, 8461 "3.2",
        title: "The text was read without what stands around it",
        message: "`{found}` was left out: {what}",
        fix: "Nothing, if it was only copied along; where the file or the record itself has it, take it away",
        bad: "> version: STSv1\n> mode: enforce\n> mx: mx1.example.com\n> max_age: 1209600\n",
        good: "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 1209600\n",
    }
}
