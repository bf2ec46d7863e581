//! The text as a tree.

use super::tape::{Item, Shape};
use super::{DEEPEST, Document, Error, ErrorKind, Key, Kind, Limits, MOST_VALUES, Member, Value, scan};

/// Reads a JSON text.
///
/// # Errors
/// Says where the first thing stands that is no JSON, or that passes a limit.
pub fn parse(text: &[u8]) -> Result<Document, Error> {
    let tape = scan(
        text,
        Limits {
            deepest: DEEPEST,
            most_values: MOST_VALUES,
            repetitions: false,
        },
    );
    if let Some(error) = tape.error {
        return Err(error);
    }
    let root = tape.root().map(value).ok_or(Error {
        at: text.len(),
        kind: ErrorKind::Ends,
    })?;
    Ok(Document {
        root,
        oddities: tape.oddities,
    })
}

/// Recursion ends at [`DEEPEST`]: the scan went no deeper.
fn value(item: Item<'_, '_>) -> Value {
    let kind = match item.shape() {
        Shape::Null => Kind::Null,
        Shape::True => Kind::Bool(true),
        Shape::False => Kind::Bool(false),
        // Digits, signs, dots and letters: every byte is a character.
        Shape::Number => Kind::Number(item.raw().iter().map(|&byte| byte as char).collect()),
        Shape::String => Kind::String(text(item)),
        Shape::Array => Kind::Array(item.elements().map(value).collect()),
        Shape::Object => Kind::Object(item.members().map(member).collect()),
    };
    let span = item.span();
    Value { span, kind }
}

fn member((name, own): (Item<'_, '_>, Item<'_, '_>)) -> Member {
    let key = Key {
        text: text(name),
        span: name.span(),
    };
    let value = value(own);
    Member { key, value }
}

fn text(item: Item<'_, '_>) -> String {
    item.text().map(std::borrow::Cow::into_owned).unwrap_or_default()
}
