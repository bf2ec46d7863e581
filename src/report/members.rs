//! Members of objects: which there are, and of which type.

use super::Text;
use super::place::{Path, Sink};
use super::rules::{
    REPORT_COUNT, REPORT_DRAFT_KEY, REPORT_MEMBER_MISSING, REPORT_MEMBER_NULL, REPORT_MEMBER_TYPE,
    REPORT_NUMBER_TOO_LARGE, REPORT_OPTIONAL_NULL, REPORT_UNKNOWN_KEY,
};
use crate::json::{Item, Shape};
use crate::text::{Span, show};

/// Largest whole number that every reader takes exactly (RFC 7493 §2.2).
const EXACT: u64 = (1 << 53) - 1;

/// The members of an object by these names; the last of several counts. `drafts` are other names for some of them.
pub(super) fn find<'t, 'a, const N: usize>(
    object: Item<'t, 'a>,
    names: &[&'static str; N],
    drafts: &[(&str, &'static str)],
    path: &Path<'_>,
    sink: &mut Sink<'_>,
) -> [Option<Item<'t, 'a>>; N] {
    let mut found = [None; N];
    // A name of a draft counts where the right one isn't there.
    let mut instead: Vec<(usize, Item<'t, 'a>)> = Vec::new();
    for (key, value) in object.members() {
        let at = match key.plain() {
            Some(plain) => names.iter().position(|name| name.as_bytes() == plain),
            None => names.iter().position(|name| key.says(name)),
        };
        if let Some(slot) = at.and_then(|at| found.get_mut(at)) {
            *slot = Some(value);
            continue;
        }
        let key_text = key.text().unwrap_or_default();
        let place = path.member(&key_text);
        if let Some((_, name)) = drafts.iter().find(|(draft, _)| *draft == key_text) {
            sink.add(place.fault(&REPORT_DRAFT_KEY, key.span()).with("name", name));
            instead.extend(names.iter().position(|known| known == name).map(|at| (at, value)));
        } else {
            sink.at(&REPORT_UNKNOWN_KEY, &place, key);
        }
    }
    for (at, value) in instead {
        if let Some(slot) = found.get_mut(at).filter(|slot| slot.is_none()) {
            *slot = Some(value);
        }
    }
    found
}

/// How many objects stand in an array: a list of what they become need not grow, which costs more than its reading where
/// they are many.
pub(super) fn objects(array: Item<'_, '_>) -> usize {
    let is_object = |item: &Item<'_, '_>| item.shape() == Shape::Object;
    array.elements().filter(is_object).count()
}

/// A member that has to be there, of this type.
pub(super) fn required<'t, 'a>(
    object: Item<'t, 'a>,
    item: Option<Item<'t, 'a>>,
    wanted: Shape,
    path: &Path<'_>,
    sink: &mut Sink<'_>,
) -> Option<Item<'t, 'a>> {
    let item = present(object, item, path, sink)?;
    of_type(item, wanted, path, sink)
}

/// A member that has to be there, of whatever type.
pub(super) fn present<'t, 'a>(
    object: Item<'t, 'a>,
    item: Option<Item<'t, 'a>>,
    path: &Path<'_>,
    sink: &mut Sink<'_>,
) -> Option<Item<'t, 'a>> {
    let Some(item) = item else {
        if !sink.cut {
            let start = object.span().start;
            sink.add(path.fault(&REPORT_MEMBER_MISSING, start..start + 1));
        }
        return None;
    };
    if item.shape() == Shape::Null {
        sink.at(&REPORT_MEMBER_NULL, path, item);
        return None;
    }
    Some(item)
}

/// A member that may be left out, of this type.
pub(super) fn optional<'t, 'a>(
    item: Option<Item<'t, 'a>>,
    wanted: Shape,
    path: &Path<'_>,
    sink: &mut Sink<'_>,
) -> Option<Item<'t, 'a>> {
    let item = not_null(item, path, sink)?;
    of_type(item, wanted, path, sink)
}

/// A member that may be left out, of whatever type.
pub(super) fn not_null<'t, 'a>(
    item: Option<Item<'t, 'a>>,
    path: &Path<'_>,
    sink: &mut Sink<'_>,
) -> Option<Item<'t, 'a>> {
    let item = item?;
    if item.shape() == Shape::Null {
        sink.at(&REPORT_OPTIONAL_NULL, path, item);
        return None;
    }
    Some(item)
}

fn of_type<'t, 'a>(item: Item<'t, 'a>, wanted: Shape, path: &Path<'_>, sink: &mut Sink<'_>) -> Option<Item<'t, 'a>> {
    if item.shape() == wanted {
        return Some(item);
    }
    wrong_type(item, wanted.noun(), path, sink);
    None
}

/// Tells that a value is of the wrong type.
pub(super) fn wrong_type(item: Item<'_, '_>, wanted: &'static str, path: &Path<'_>, sink: &mut Sink<'_>) {
    let finding = path.fault(&REPORT_MEMBER_TYPE, item.span());
    sink.add(finding.with("noun", item.shape().noun()).with("wanted", wanted));
}

/// The text of a member that may be left out.
pub(super) fn text<'a>(item: Option<Item<'_, 'a>>, path: &Path<'_>, sink: &mut Sink<'_>) -> Option<(Text<'a>, Span)> {
    let item = optional(item, Shape::String, path, sink)?;
    Some((item.text()?, item.span()))
}

/// A count that has to be there: a whole JSON number, not below zero.
pub(super) fn count<'t, 'a>(
    object: Item<'t, 'a>,
    item: Option<Item<'t, 'a>>,
    path: &Path<'_>,
    sink: &mut Sink<'_>,
) -> Option<u64> {
    let item = present(object, item, path, sink)?;
    let raw = item.raw();
    let written = match item.shape() {
        Shape::Number => raw,
        Shape::String => raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default(),
        _ => b"",
    };
    let whole = item.shape() == Shape::Number && (all_digits(written) || written == b"-0");
    let value = if written == b"-0" { Some(0) } else { read(written) };
    if !whole {
        let read = match value {
            Some(value) => format!("it is read as {value}"),
            None => "it is not read".to_owned(),
        };
        let finding = path.fault(&REPORT_COUNT, item.span());
        sink.add(finding.with_words("value", show(raw)).with_words("read", read));
    }
    if value.is_some_and(|value| value > EXACT) {
        let finding = path.fault(&REPORT_NUMBER_TOO_LARGE, item.span());
        sink.add(finding.with_bytes("value", written));
    }
    value
}

fn all_digits(written: &[u8]) -> bool {
    !written.is_empty() && written.iter().all(u8::is_ascii_digit)
}

/// The number that is meant by digits, perhaps with zeros behind a point or blanks round them. What doesn't fit is
/// taken for the largest that does.
fn read(written: &[u8]) -> Option<u64> {
    let written = written.trim_ascii();
    let whole = match written.iter().position(|&byte| byte == b'.') {
        None => written,
        Some(point) => {
            let (whole, fraction) = written.split_at(point);
            let zeros = fraction.len() > 1 && fraction.iter().skip(1).all(|&byte| byte == b'0');
            zeros.then_some(whole)?
        }
    };
    if !all_digits(whole) {
        return None;
    }
    let add = |sum: u64, digit: &u8| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
    Some(whole.iter().fold(0, add))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_meant() {
        for (written, want) in [
            ("0", Some(0)),
            ("120", Some(120)),
            ("120.0", Some(120)),
            (" 7 ", Some(7)),
            ("18446744073709551616", Some(u64::MAX)),
            ("1.5", None),
            ("1.", None),
            ("1e2", None),
            ("-1", None),
            ("", None),
            (".0", None),
        ] {
            assert_eq!(read(written.as_bytes()), want, "{written}");
        }
    }
}
