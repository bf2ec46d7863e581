//! Files that reports come in, for specs: TOML.
//!
//! ```toml
//! limits = { file-bytes = 100, files = 2, nested = 1 }
//! [[file]]
//! name = "a.json"
//! text = "…"            # or hex = "1f8b", or both: the text stands behind
//! ```
//!
//! What has to be unpacked comes back as it is told: `unpacked = "…"`, `"too large"` or `"damaged"`.

use mta_sts_lens::report::container::{Inflated, Limits, Session};
use mta_sts_lens::rule::Finding;
use serde::Deserialize;
use std::fmt::Write as _;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Files {
    #[serde(default)]
    limits: Limited,
    file: Vec<File>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Limited {
    file_bytes: Option<usize>,
    files: Option<usize>,
    nested: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    hex: String,
    #[serde(default)]
    text: String,
    unpacked: Option<String>,
}

/// Reads the files: all findings, and what was counted.
pub fn run(text: &str) -> Result<(Vec<Finding>, String), String> {
    let files: Files = toml::from_str(text).map_err(|error| error.to_string())?;
    let known = Limits::default();
    let mut session = Session::new(Limits {
        file_bytes: files.limits.file_bytes.unwrap_or(known.file_bytes),
        files: files.limits.files.unwrap_or(known.files),
        nested: files.limits.nested.unwrap_or(known.nested),
        ..known
    });
    for file in &files.file {
        let mut bytes = Vec::new();
        for at in (0..file.hex.len()).step_by(2) {
            let pair = file.hex.get(at..at + 2).ok_or("half a byte")?;
            bytes.push(u8::from_str_radix(pair, 16).map_err(|error| error.to_string())?);
        }
        bytes.extend(file.text.bytes());
        let mut wanted = session.add(&file.name, bytes);
        while let Some(inflate) = wanted.pop() {
            let outcome = match file.unpacked.as_deref().ok_or("nothing is unpacked")? {
                "too large" => Inflated::TooLarge,
                "damaged" => Inflated::Damaged {
                    bytes: Vec::new(),
                    at: 1,
                    why: "the unpacker gave up".into(),
                },
                text => Inflated::Whole(text.into()),
            };
            wanted.extend(session.inflated(inflate.id, outcome));
        }
    }
    let findings = session
        .sources()
        .iter()
        .flat_map(|source| source.findings.clone())
        .collect();
    let mut head = format!("reports counted: {}\n", session.merged().reports());
    for source in session.sources() {
        let _ = writeln!(head, "{}: {:?}, {} bytes", source.name, source.format, source.bytes);
    }
    Ok((findings, head))
}
