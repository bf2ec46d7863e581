//! The program of the package that reads TLS reports. It takes files apart; the script unpacks, since platforms can
//! (`js/reports.js`).

#![no_main]

mod fault;
mod memory;
mod read;
mod value;
mod words;

use js_sys::{Array, Uint8Array};
use mta_sts_lens::report::container::{Inflate, Inflated, Limits, Session, Source};
use mta_sts_lens::report::export;
use mta_sts_lens::report::merge::Filter;
use mta_sts_lens::rule::{Finding, Severity};
use read::Members;
use serde::Serialize;
use value::value;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Files on their way to what they say together.
#[wasm_bindgen]
pub struct Reading {
    session: Session,
    limits: Limits,
}

/// What there is beside the merged data.
#[derive(Serialize)]
struct Beside<'s> {
    severity: Severity,
    consequence: String,
    counts: Counts,
    files: Vec<OfFile<'s>>,
}

/// How many there are.
#[derive(Serialize)]
struct Counts {
    files: usize,
    reports: usize,
    repeated: usize,
    contradicting: usize,
}

/// A file, and what was found in it.
#[derive(Serialize)]
struct OfFile<'s> {
    name: &'s str,
    /// The number of the file that it lies in.
    within: Option<usize>,
    bytes: usize,
    reporter: Option<&'s str>,
    reports: usize,
    findings: &'s [Finding],
    left_out: usize,
}

impl<'s> OfFile<'s> {
    fn of(source: &'s Source) -> Self {
        Self {
            name: &source.name,
            within: source.within,
            bytes: source.bytes,
            reporter: source.reporter.as_deref(),
            reports: source.reports,
            findings: &source.findings,
            left_out: source.left_out,
        }
    }
}

#[wasm_bindgen]
impl Reading {
    /// A reading within limits; those that aren't said are the usual ones.
    ///
    /// # Errors
    /// A [`Refusal`](crate::fault::Refusal): one of them is no whole number.
    #[wasm_bindgen(constructor)]
    pub fn new(limits: &JsValue) -> Result<Reading, JsValue> {
        let (given, mut limits) = (Members(limits), Limits::default());
        for (name, limit) in [
            ("file_bytes", &mut limits.file_bytes),
            ("unpacked_bytes", &mut limits.unpacked_bytes),
            ("files", &mut limits.files),
            ("nested", &mut limits.nested),
            ("values", &mut limits.values),
        ] {
            if let Some(number) = given.small(name)? {
                *limit = usize::try_from(number).unwrap_or(usize::MAX);
            }
        }
        let session = Session::new(limits);
        Ok(Self { session, limits })
    }

    /// How many bytes a file may have.
    pub fn most(&self) -> f64 {
        number(self.limits.file_bytes)
    }

    /// Takes a file in; gives what has to be unpacked: number, coding, bytes, and how many may come out.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Array {
        wanted(self.session.add(name, bytes))
    }

    /// Takes in that a file has more bytes than it may have.
    pub fn add_large(&mut self, name: &str, bytes: usize) {
        self.session.add_unread(name, bytes, None);
    }

    /// Takes back what was unpacked: how that ended, what came out, and how many packed bytes were taken in before.
    pub fn unpacked(&mut self, id: u32, how: &str, bytes: Vec<u8>, at: usize) -> Array {
        let why = match how {
            "whole" => return wanted(self.session.inflated(id, Inflated::Whole(bytes))),
            "large" => return wanted(self.session.inflated(id, Inflated::TooLarge)),
            "unable" => return wanted(self.session.inflated(id, Inflated::Unable)),
            "cut" => Inflated::CUT,
            _ => Inflated::BROKEN,
        };
        let why = why.to_owned();
        wanted(self.session.inflated(id, Inflated::Damaged { bytes, at, why }))
    }

    /// The merged data as JSON, and what there is beside it.
    pub fn read(&self) -> Array {
        let merged = self.session.merged();
        let view = merged.view(&Filter::default());
        let said = view.sentence();
        let sources = self.session.sources();
        let beside = Beside {
            severity: said.severity,
            consequence: said.so,
            counts: Counts {
                files: sources.iter().filter(|source| source.within.is_none()).count(),
                reports: merged.reports(),
                repeated: merged.repeated(),
                contradicting: merged.contradicting(),
            },
            files: sources.iter().map(OfFile::of).collect(),
        };
        Array::of2(&JsValue::from_str(&export::json(&view)), &value(&beside))
    }
}

fn wanted(list: Vec<Inflate>) -> Array {
    let one = |wanted: Inflate| {
        Array::of4(
            &wanted.id.into(),
            &JsValue::from_str(wanted.coding.name()),
            &Uint8Array::from(wanted.bytes.as_slice()),
            &number(wanted.at_most).into(),
        )
    };
    list.into_iter().map(one).collect()
}

/// A number of bytes, which are fewer than what a number of JavaScript tells exactly.
#[allow(clippy::cast_precision_loss)]
fn number(bytes: usize) -> f64 {
    bytes as f64
}
