//! Questions of the page, as `serde_wasm_bindgen` writes an [`Ask`] there. Read by hand: what serde would make of it weighs
//! as much as the reports' own reader.

use js_sys::{Array, Reflect};
use mta_sts_lens::report::PolicyType;
use mta_sts_lens::report::border::{Ask, Export};
use mta_sts_lens::report::container::Limits;
use mta_sts_lens::report::merge::Filter;
use wasm_bindgen::{JsCast, JsValue};

/// The question; `None` for one that is not known here.
pub fn read(value: &JsValue) -> Option<Ask> {
    match value.as_string().as_deref() {
        Some("Cancel") => return Some(Ask::Cancel),
        Some("Recall") => return Some(Ask::Recall),
        Some("Weigh") => return Some(Ask::Weigh),
        _ => {}
    }
    if let Some(add) = member(value, "Add") {
        let names: Array = member(&add, "names")?.dyn_into().ok()?;
        return Some(Ask::Add {
            names: names.iter().map(|name| name.as_string().unwrap_or_default()).collect(),
            more: member(&add, "more").is_some_and(|more| more.is_truthy()),
        });
    }
    if let Some(filter) = member(value, "Show") {
        return Some(Ask::Show(read_filter(&filter)));
    }
    if let Some(export) = member(value, "Export") {
        let pair: Array = export.dyn_into().ok()?;
        let name = pair.get(1).as_string()?;
        let export = Export::ALL.into_iter().find(|export| export.name() == name)?;
        let number = u32::try_from(number(&pair.get(0))?).ok()?;
        return Some(Ask::Export(number, export));
    }
    if let Some(limits) = member(value, "Limits") {
        let limit = |name| usize::try_from(number(&member(&limits, name)?)?).ok();
        return Some(Ask::Limits(Limits {
            file_bytes: limit("file_bytes")?,
            unpacked_bytes: limit("unpacked_bytes")?,
            files: limit("files")?,
            nested: limit("nested")?,
            values: limit("values")?,
        }));
    }
    Some(Ask::Keep(member(value, "Keep")?.is_truthy()))
}

fn read_filter(value: &JsValue) -> Filter {
    let text = |name| member(value, name)?.as_string();
    let day = |name| number(&member(value, name)?);
    Filter {
        reporter: text("reporter"),
        domain: text("domain"),
        policy_type: text("policy_type").map(|name| PolicyType::of(Some(&name))),
        policy: text("policy"),
        host: text("host"),
        result: text("result"),
        sending: text("sending"),
        receiving: text("receiving"),
        from: day("from"),
        to: day("to"),
    }
}

/// A member that is there.
fn member(value: &JsValue, name: &str) -> Option<JsValue> {
    let member = Reflect::get(value, &JsValue::from_str(name)).ok()?;
    (!member.is_undefined() && !member.is_null()).then_some(member)
}

/// A number, or a large one.
#[allow(clippy::cast_possible_truncation)] // a number that is no integer is rounded, one out of range is the nearest
fn number(value: &JsValue) -> Option<i64> {
    value
        .as_f64()
        .map(|number| number as i64)
        .or_else(|| i64::try_from(value.clone()).ok())
}
