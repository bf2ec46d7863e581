//! The address of a file.

use crate::check::Checked;
use mta_sts_lens::text::address_encode;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, is_separator};

/// Where the file is: from the root of the sources, or where it is said as a whole.
pub fn artifact(file: &Checked) -> Value {
    if file.is_stdin() {
        return json!({ "uri": encoded(file.name().as_bytes()) });
    }
    let uri = encoded(file.path.as_encoded_bytes());
    if Path::new(&file.path).is_absolute() {
        // A drive letter has no slash before it.
        let slash = if uri.starts_with('/') { "" } else { "/" };
        return json!({ "uri": format!("file://{slash}{uri}") });
    }
    let uri = uri.strip_prefix("./").unwrap_or(&uri);
    json!({ "uri": uri, "uriBaseId": "%SRCROOT%" })
}

/// A path with everything encoded that isn't plain: no colon remains that could be taken for that of a scheme (RFC 3986
/// §4.2), and whatever the system separates by is a slash.
fn encoded(path: &[u8]) -> String {
    let mut out = String::new();
    for chunk in path.utf8_chunks() {
        for (at, part) in chunk.valid().split(is_separator).enumerate() {
            if at > 0 {
                out.push('/');
            }
            // Writing to a String can't fail.
            let _ = address_encode(part, &mut out);
        }
        for byte in chunk.invalid() {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn paths_are_encoded() {
        for (path, uri) in [
            (&b"zones/example.com"[..], "zones/example.com"),
            (b"a:b c#?%.txt", "a%3Ab%20c%23%3F%25.txt"),
            (b"\xff/\xc3\xbc\x1b\n", "%FF/%C3%BC%1B%0A"),
            (b"/tmp/x", "/tmp/x"),
        ] {
            assert_eq!(encoded(path), uri);
        }
    }
}
