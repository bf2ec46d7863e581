//! Reads the texts of TXT records out of files as DNS formats write them, by rules of its own.

use crate::dns::txt;
use crate::make::template::File;
use serde_json::Value;

/// The texts in the files of a format, in order.
pub(super) fn texts(format: &str, files: &[File]) -> Vec<Vec<u8>> {
    let text = files.first().map(|file| file.text.as_str()).unwrap_or_default();
    match format {
        "cloudflare" | "route53" | "powerdns" | "hetzner" => in_json(format, text),
        "azure" | "digitalocean" | "windows" => in_commands(format, text),
        _ if format.starts_with("terraform-") => in_terraform(format, text),
        _ => in_lines(format, text),
    }
}

fn zone(data: &str) -> Vec<u8> {
    txt::read(data).text
}

fn string(text: &str) -> String {
    serde_json::from_str(text).unwrap()
}

fn behind<'a>(text: &'a str, mark: &str) -> Vec<&'a str> {
    let lines = text.lines().filter_map(|line| line.split_once(mark));
    lines.map(|(_, rest)| rest).collect()
}

fn in_json(format: &str, text: &str) -> Vec<Vec<u8>> {
    let list = |value: &Value, name: &str| value[name].as_array().unwrap().clone();
    let all = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let (sets, kind, data): (Vec<Value>, _, _) = match format {
        "cloudflare" => (list(&all(text), "posts"), "type", "/content"),
        "powerdns" => (list(&all(text), "rrsets"), "type", "/records/0/content"),
        "route53" => {
            let changes = list(&all(text), "Changes");
            let sets = changes.iter().map(|change| change["ResourceRecordSet"].clone());
            (sets.collect(), "Type", "/ResourceRecords/0/Value")
        }
        _ => {
            let calls = text.split("\nadd '").skip(1).filter_map(|call| call.rsplit_once('\''));
            let sets = calls.map(|(call, _)| all(&call.replace("'\\''", "'")));
            (sets.collect(), "type", "/records/0/value")
        }
    };
    let read = |data: &str| {
        if format == "route53" {
            octal(data, true)
        } else {
            zone(data)
        }
    };
    let of_text = sets.iter().filter(|set| set[kind] == "TXT");
    of_text
        .map(|set| read(set.pointer(data).unwrap().as_str().unwrap()))
        .collect()
}

fn in_terraform(format: &str, text: &str) -> Vec<Vec<u8>> {
    let list = |text: &&str| serde_json::from_str::<Vec<String>>(&hcl(text)).unwrap().remove(0);
    match format {
        "terraform-azure" => {
            let values = behind(text, "    value = ");
            values.iter().map(|value| string(&hcl(value)).into_bytes()).collect()
        }
        "terraform-cloudflare" => {
            let contents = behind(text, "  content = ")
                .into_iter()
                .map(|value| string(&hcl(value)));
            contents
                .filter(|value| value.starts_with('"'))
                .map(|value| zone(&value))
                .collect()
        }
        "terraform-google" => {
            let values = behind(text, "  rrdatas      = ").iter().map(list).collect::<Vec<_>>();
            values
                .iter()
                .filter(|value| value.starts_with('"'))
                .map(|value| zone(value))
                .collect()
        }
        _ => {
            let values = behind(text, "  records = ").iter().map(list).collect::<Vec<_>>();
            let texts = values.iter().filter(|value| value.starts_with("v="));
            texts.map(|value| octal(&format!("\"{value}\""), true)).collect()
        }
    }
}

fn in_lines(format: &str, text: &str) -> Vec<Vec<u8>> {
    match format {
        "octodns" => {
            let values = behind(text, "    value: ").into_iter().map(string);
            let texts = values.filter(|value| value.starts_with("v="));
            texts.map(|value| value.replace("\\;", ";").into_bytes()).collect()
        }
        "dnscontrol" => {
            let calls = behind(text, "  TXT(")
                .into_iter()
                .filter_map(|call| call.split_once(", "));
            calls
                .map(|(_, rest)| string(&rest[..rest.rfind(", TTL").unwrap()]).into_bytes())
                .collect()
        }
        "tinydns" => {
            let fields = text.lines().filter_map(|line| line.strip_prefix('\''));
            fields
                .map(|line| octal(line.split(':').nth(1).unwrap(), false))
                .collect()
        }
        _ => behind(text, " TXT ").into_iter().map(zone).collect(),
    }
}

fn in_commands(format: &str, text: &str) -> Vec<Vec<u8>> {
    if format == "windows" {
        let mut texts: Vec<String> = text.split("-DescriptiveText '").skip(1).map(until_quote).collect();
        for call in text.split(" TXT '").skip(1) {
            let strings = call.split('\n').next().unwrap().split("' '");
            texts.push(
                strings
                    .map(|string| string.trim_end_matches('\'').replace("''", "'"))
                    .collect(),
            );
        }
        return texts.into_iter().map(String::into_bytes).collect();
    }
    let mark = if format == "azure" { " -v '" } else { "--record-data '" };
    let calls = text.split(mark).skip(1).map(shell);
    calls
        .filter(|text| text.starts_with("v="))
        .map(String::into_bytes)
        .collect()
}

/// HCL's strings as JSON's.
fn hcl(text: &str) -> String {
    text.replace("$${", "${").replace("%%{", "%{")
}

/// What stands before the closing quotation mark of PowerShell, decoded.
fn until_quote(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let quote = |c: char| matches!(c, '\'' | '\u{2018}'..='\u{201b}');
        if quote(c) && chars.next_if(|next| quote(*next)).is_none() {
            break;
        }
        out.push(c);
    }
    out
}

/// The words of a shell up to the line's end, quoted all of them, put together.
fn shell(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((quoted, after)) = rest.split_once('\'') {
        out.push_str(quoted);
        rest = match after.strip_prefix("\\''") {
            Some(after) => {
                out.push('\'');
                after
            }
            None => match after.strip_prefix(" '") {
                Some(next) => next,
                None => break,
            },
        };
    }
    out
}

/// Text with octets in octal: quoted strings, or a field.
fn octal(text: &str, quoted: bool) -> Vec<u8> {
    let text = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    let mut open = false;
    while let Some(&byte) = text.get(at) {
        let number = text
            .get(at + 1..at + 4)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        match (byte, number.and_then(|digits| u8::from_str_radix(digits, 8).ok())) {
            (b'\\', Some(octet)) => {
                out.push(octet);
                at += 3;
            }
            (b'\\', None) => {
                at += 1;
                out.push(text[at]);
            }
            (b'"', _) if quoted => open = !open,
            _ if quoted && !open => {}
            _ => out.push(byte),
        }
        at += 1;
    }
    out
}
