//! Reports as senders make them, and how files are dropped on the page of reports.

use serde_json::{Value, json};

/// Drops files on the box: pairs of a name and a text.
pub const DROP: &str = "const dataTransfer = new DataTransfer();
    for (const [name, text] of arguments[0]) dataTransfer.items.add(new File([text], name));
    const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
    return !document.querySelector('#drop').dispatchEvent(event);";

/// The same by the name of each: what ends in `.gz` is packed before.
pub const DROP_PACKED: &str = "(async files => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of files) {
        const plain = new Blob([text]).stream();
        const stream = name.endsWith('.gz') ? plain.pipeThrough(new CompressionStream('gzip')) : plain;
        dataTransfer.items.add(new File([await new Response(stream).arrayBuffer()], name));
    }
    const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
    return !document.querySelector('#drop').dispatchEvent(event);
})(arguments[0])";

/// A report about a domain of the box: the sender, the day of May 2026, the good sessions, and what failed.
pub fn report(domain: &str, sender: &str, day: u32, good: u32, failed: &[(&str, &str, u32)]) -> String {
    let all: u32 = failed.iter().map(|(.., count)| count).sum();
    let details: Vec<Value> = failed
        .iter()
        .map(|(result, host, count)| {
            json!({
                "result-type": result, "receiving-mx-hostname": host, "receiving-ip": "192.0.2.25",
                "sending-mta-ip": "198.51.100.1", "failed-session-count": count,
            })
        })
        .collect();
    json!({
        "organization-name": sender,
        "date-range": {
            "start-datetime": format!("2026-05-{day:02}T00:00:00Z"), "end-datetime": format!("2026-05-{day:02}T23:59:59Z"),
        },
        "contact-info": "tls@example.net",
        "report-id": format!("{sender}-{day}"),
        "policies": [{
            "policy": {
                "policy-type": "sts", "policy-domain": domain,
                "policy-string": ["version: STSv1", "mode: enforce", format!("mx: mx1.{domain}"), format!("mx: *.mail.{domain}"),
                    "max_age: 1209600"],
            },
            "summary": { "total-successful-session-count": good, "total-failure-session-count": all },
            "failure-details": details,
        }],
    })
    .to_string()
}

/// Four reports of two senders, the first one twice, and a file that is none.
pub fn some(domain: &str) -> Value {
    let deep = format!("backup.eu.mail.{domain}");
    let first = format!("mx1.{domain}");
    let expired = &[("certificate-expired", first.as_str(), 10)];
    let covered = &[("validation-failure", deep.as_str(), 2)];
    let google = report(domain, "Google Inc.", 1, 1_204, &[]);
    json!([
        ["a.json", google],
        ["b.json", report(domain, "Google Inc.", 2, 2_310, covered)],
        ["c.json", report(domain, "Microsoft Corporation", 3, 901, expired)],
        ["d.json", report(domain, "Google Inc.", 7, 40, &[])],
        ["again.json", google],
        ["logo.png", "\u{1}PNG"],
    ])
}
