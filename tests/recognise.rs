//! Whatever is pasted, the cost is linear in its size, and what comes out is bounded.

use mta_sts_lens::recognise::recognise;

#[test]
fn cost_is_linear() {
    // Most of it takes milliseconds even in a debug build; a single text of quadratic cost takes minutes.
    let pieces = [
        "a\n",
        "\n",
        "a: bbbbb\n",
        "version: STSv1\n",
        "mx: a.example.com\n",
        "@ IN MX 10 mx1\n",
        "a IN TXT (\n",
        "(",
        "\"",
        "{",
        "{}\n",
        "\"v=STSv1; id=1\"\n",
        "v=STSv1\\; id=1\n",
        "_mta-sts.a. IN TXT v=STSv1; id=1\n",
        "x v=STSv1; id=1 y\n",
        "v=STSv1 ",
        "\\;",
        "_mta-sts.a.b\ttext =\n",
        "a.b MX 300 Answer mx 10\n",
        "Name : a\n",
        "HTTP/2 200\n\n",
        "depth=0 CN = a\n",
        "-----BEGIN CERTIFICATE-----\n",
        "TLS is required, but\n",
        "550 5.7.5 x\n",
        "MX hosts of ",
        "certificate ",
        "$ dig a.b\n",
        "10 a.b.\n",
        "_mta-sts.a. CNAME b.\n",
        "a.b@",
        "TXT\ta.b\tv=STSv1; id=1\t1\n",
        "TXT\t",
        "MX\ta.b\t10 c.d\n",
        "#!\nx \"v=STSv1\" ",
        "\"v=STSv1\" ",
        "> a\n",
        "> mode: none\n",
        ">",
        "<pre>version: STSv1\n",
        "<pre ",
        "</pre>",
        "mx: a%\n\n",
        "max_age: 1a@b:~$ x\n",
        "* Connection #0\n",
        "< HTTP/2 200\n",
        "Content : version: STSv1\n",
        "Content : version: STSv1\n\n          a\n",
        "; <<>> DiG\n",
        "@ MX 10 a\n\nversion: STSv1\nmode: enforce\nmx: a.b\nmax_age: 1\n\n",
    ];
    let start = std::time::Instant::now();
    let mut texts: Vec<String> = pieces
        .iter()
        .map(|piece| piece.repeat((1 << 16) / piece.len()))
        .collect();
    // One datum, as long as it gets: its text is looked for in it.
    for quotes in ["", "\\\""] {
        let long = "ab".repeat(1 << 16);
        let row =
            format!("{{\"name\":\"_mta-sts.a.b\",\"type\":16,\"TTL\":1,\"data\":\"{quotes}{long}\\u0063{quotes}\"}}");
        texts.push(format!(
            "{{\"Status\":0,\"Question\":[{{\"name\":\"_mta-sts.a.b\",\"type\":16}}],\"Answer\":[{row}]}}"
        ));
    }
    // Different rows of one zone, and as many lines of a policy; log lines that are all alike.
    let numbered = |line: &dyn Fn(usize) -> String| (0..2048).map(line).collect::<String>();
    texts.push(numbered(&|n| format!("a.b. IN MX {n} mx{n}.a.b.\n")));
    texts.push(format!(
        "{}\nversion: STSv1\nmode: enforce\nmax_age: 86400\n{}",
        numbered(&|n| format!("a.b. IN MX {n} mx{n}.a.b.\n")),
        numbered(&|n| format!("mx: mail{n}.a.b\n"))
    ));
    texts.push(numbered(&|n| format!("_mta-sts.a{n}.b. IN TXT \"v=STSv1; id={n}\"\n")));
    texts.push(numbered(&|_| {
        "Nov 29 09:00:00 a postfix/smtp[1]: A1: to=<a@b.example>, relay=none, delay=1, dsn=4.7.5, status=deferred (Server certificate not trusted)\n".into()
    }));
    for text in &texts {
        let piece = text.get(..40).unwrap_or(text);
        let pasted = recognise(text.as_bytes(), None, 0, &|text| Some(text.to_owned()));
        assert!(
            pasted.pieces.len() <= 256 && pasted.findings.len() <= 40 * 100,
            "{piece:?}"
        );
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
