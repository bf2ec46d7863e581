//! Texts in JSON, which may be put together from parts: `{"concat": [part, …]}`, each part a text,
//! `{"repeat": [text, count]}` or `{"hex": "ff00"}`.

use serde_json::Value;

/// Largest text, and longest line of input, in bytes.
pub const LARGEST: usize = 64 << 20;

/// A member that is a text; none where it is null.
///
/// # Errors
/// When it is anything else.
pub fn member(object: &Value, name: &str) -> Result<Option<String>, String> {
    let value = object.get(name).filter(|value| !value.is_null());
    value
        .map(|value| words(value).map_err(|why| format!("{name:?}: {why}")))
        .transpose()
}

/// A text that is no subject of its own: a name, a URL, the value of a header. What is no UTF-8 in it fits no grammar
/// here, and neither does the character that stands for it then.
///
/// # Errors
/// When it is no text.
pub fn words(value: &Value) -> Result<String, String> {
    text(value).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes of a text, put together from its parts.
///
/// # Errors
/// When it is no text, or longer than [`LARGEST`].
pub fn text(value: &Value) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut left = LARGEST;
    append(&mut bytes, value, &mut left)?;
    Ok(bytes)
}

/// Puts a text or a part behind `bytes`, of which at most `left` more may come. The depth is bounded by the reader of
/// JSON.
///
/// # Errors
/// As [`text`].
pub fn append(bytes: &mut Vec<u8>, value: &Value, left: &mut usize) -> Result<(), String> {
    if let Some(text) = value.as_str() {
        return repeat(bytes, text.as_bytes(), 1, left);
    }
    let object = value.as_object().filter(|object| object.len() == 1);
    let (key, inner) = object
        .and_then(|object| object.iter().next())
        .ok_or("this is no text")?;
    match (key.as_str(), inner.as_array()) {
        ("concat", Some(parts)) => parts.iter().try_for_each(|part| append(bytes, part, left)),
        ("repeat", Some(pair)) => {
            let [part, count] = pair.as_slice() else {
                return Err("\"repeat\" wants a text and a count".into());
            };
            let count = count.as_u64().ok_or("the count of \"repeat\" is no whole number")?;
            let mut once = Vec::new();
            append(&mut once, part, &mut left.clone())?;
            repeat(bytes, &once, count, left)
        }
        ("hex", None) => {
            let digits = inner.as_str().ok_or("\"hex\" is no text")?;
            repeat(bytes, &unhex(digits)?, 1, left)
        }
        _ => Err(format!("{key:?} makes no text")),
    }
}

fn repeat(bytes: &mut Vec<u8>, once: &[u8], count: u64, left: &mut usize) -> Result<(), String> {
    let wanted = usize::try_from(count)
        .ok()
        .and_then(|count| count.checked_mul(once.len()));
    let Some(rest) = wanted.and_then(|wanted| left.checked_sub(wanted)) else {
        return Err(format!("the text is longer than {LARGEST} bytes"));
    };
    if !once.is_empty() {
        (0..count).for_each(|_| bytes.extend_from_slice(once));
    }
    *left = rest;
    Ok(())
}

fn unhex(digits: &str) -> Result<Vec<u8>, String> {
    let digit = |byte: &u8| {
        char::from(*byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let pairs = digits.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> = pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect();
    bytes.ok_or_else(|| "\"hex\" wants an even number of hexadecimal digits".into())
}
