//! Findings for programs: the JSON shape of a finding that README documents, with file, line and column.

use crate::check::{Checked, Tally};
use crate::{NAME, VERSION};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Rises when a member changes its meaning or goes.
const SHAPE: u32 = 1;

/// Prints all files as one object.
///
/// # Errors
/// When writing fails.
pub fn print(files: &[Checked], code: u8, out: &mut impl Write) -> io::Result<()> {
    let judged: Vec<Value> = files.iter().map(file).collect();
    let all = json!({
        "shape": SHAPE,
        "tool": { "name": NAME, "version": VERSION },
        "files": judged,
        "summary": Tally::of(files),
        "exit": code,
    });
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

fn file(file: &Checked) -> Value {
    let name = file.name();
    let findings: Vec<Value> = file
        .findings
        .iter()
        .map(|finding| {
            let mut value = json!(finding);
            if let Some(members) = value.as_object_mut() {
                let region = file.region(finding);
                members.insert("file".into(), json!(name));
                members.insert("line".into(), json!(region.map(|region| region.start.line)));
                members.insert("column".into(), json!(region.map(|region| region.start.column)));
                members.insert("end_line".into(), json!(region.map(|region| region.end.line)));
                members.insert("end_column".into(), json!(region.map(|region| region.end.column)));
            }
            value
        })
        .collect();
    json!({
        "file": name,
        "problem": file.problem,
        "pieces": file.pieces,
        "findings": findings,
        "left_out": file.left_out,
    })
}
