//! The data of records as resolvers write them in JSON: presentation form (RFC 1035 §5.1) or hex (RFC 3597 §5).

use super::address::read as address;
use super::wire::first_word;
use super::{Data, Rtype, txt, wire};
use crate::text::{decimal, lossy, part};

/// Reads the data of a record; what can't be read is [`Data::Malformed`].
#[must_use]
pub fn read(rtype: Rtype, data: &str) -> Data {
    let typed = match wire::generic(data) {
        Some(octets) => wire::read(rtype, &octets),
        None => None,
    };
    typed
        .or_else(|| from_text(rtype, data))
        .unwrap_or_else(|| Data::Malformed { data: data.to_owned() })
}

fn from_text(rtype: Rtype, data: &str) -> Option<Data> {
    Some(match rtype {
        Rtype::NS => Data::Ns {
            host: only_name(data)?.to_ascii_lowercase(),
        },
        Rtype::SOA => soa(data)?,
        _ => return asked_for(rtype, data),
    })
}

/// Reads the data of a record of the types that a check asks for, if they are as resolvers mostly write them: TLSA and CAA
/// in both forms, the others as text.
pub(super) fn usual(rtype: Rtype, data: &str) -> Option<Data> {
    if !data.trim_ascii_start().starts_with('\\') {
        return asked_for(rtype, data);
    }
    wire::unprinted(rtype, &wire::generic(data)?)
}

/// The types that a check asks for.
fn asked_for(rtype: Rtype, data: &str) -> Option<Data> {
    Some(match rtype {
        Rtype::A => Data::A {
            address: address::v4(data.trim_ascii().as_bytes())?,
        },
        Rtype::AAAA => Data::Aaaa {
            address: address::v6(data.trim_ascii().as_bytes())?,
        },
        Rtype::CNAME => Data::Cname {
            target: only_name(data)?.to_ascii_lowercase(),
        },
        Rtype::MX => {
            let (preference, host) = first_word(data);
            Data::Mx {
                preference: number(preference)?,
                // RFC 7505: the root alone, here empty, is the null MX.
                host: only_name(host)?.to_owned(),
            }
        }
        Rtype::TXT => {
            let txt = txt::read(data);
            Data::Txt {
                text: txt.text,
                strings: txt.strings,
            }
        }
        Rtype::TLSA => tlsa(data)?,
        Rtype::CAA => caa(data)?,
        _ => return None,
    })
}

/// `3 1 1 0F0C…`, the hex perhaps in several pieces (RFC 6698 §2.2).
fn tlsa(data: &str) -> Option<Data> {
    let (usage, rest) = first_word(data);
    let (selector, rest) = first_word(rest);
    let (matching, hex) = first_word(rest);
    let octets = wire::hex(hex).filter(|octets| !octets.is_empty())?;
    Some(Data::Tlsa {
        usage: number(usage)?,
        selector: number(selector)?,
        matching: number(matching)?,
        hex: wire::to_hex(&octets),
    })
}

/// `0 issue "ca.example"`, the value perhaps without quotes (RFC 8659 §4.1.1).
fn caa(data: &str) -> Option<Data> {
    let (flags, rest) = first_word(data);
    let (tag, value) = first_word(rest);
    if !tag.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let value = match txt::quoted(value) {
        Some(strings) => lossy(&strings.text).into_owned(),
        None if value.is_empty() || part::has(value, b'"') => return None,
        None => value.to_owned(),
    };
    Some(Data::Caa {
        flags: number(flags)?,
        tag: tag.to_ascii_lowercase(),
        value,
    })
}

/// `primary. mailbox. serial refresh retry expire minimum` (RFC 1035 §3.3.13).
fn soa(data: &str) -> Option<Data> {
    let words: Vec<_> = data.split_ascii_whitespace().take(8).collect();
    let [primary, _, serial, refresh, retry, expire, minimum] = words[..] else {
        return None;
    };
    for seconds in [refresh, retry, expire] {
        number::<u32>(seconds)?;
    }
    Some(Data::Soa {
        primary: only_name(primary)?.to_ascii_lowercase(),
        serial: number(serial)?,
        minimum: number(minimum)?,
    })
}

/// A name that stands alone, without its final dot; the root is empty.
fn only_name(text: &str) -> Option<&str> {
    let text = text.trim_ascii();
    let fits = !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c == '"');
    // A dot behind a backslash belongs to a label.
    let bare = text.strip_suffix('.').filter(|bare| !bare.ends_with('\\'));
    fits.then_some(bare.unwrap_or(text))
}

/// A number of digits alone.
fn number<T: TryFrom<u64>>(text: &str) -> Option<T> {
    decimal(text.as_bytes())?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    fn mx(preference: u16, host: &str) -> Data {
        Data::Mx {
            preference,
            host: host.into(),
        }
    }

    fn caa(flags: u8, tag: &str, value: &str) -> Data {
        Data::Caa {
            flags,
            tag: tag.into(),
            value: value.into(),
        }
    }

    fn text(text: &[u8], strings: Option<usize>) -> Data {
        let text = text.to_vec();
        Data::Txt { text, strings }
    }

    #[test]
    fn data_is_read_in_both_forms() {
        let address = Ipv4Addr::new(192, 0, 2, 1);
        let soa = Data::Soa {
            primary: "ns.a".into(),
            serial: 4_000_000_000,
            minimum: 1800,
        };
        let tlsa = Data::Tlsa {
            usage: 3,
            selector: 1,
            matching: 1,
            hex: "0f0c".into(),
        };
        let cname = |target: &str| Data::Cname { target: target.into() };
        let cases = [
            (Rtype::A, "192.0.2.1", Data::A { address }),
            (Rtype::A, r"\# 4 c0 00 02 01", Data::A { address }),
            (
                Rtype::AAAA,
                "::1",
                Data::Aaaa {
                    address: Ipv6Addr::LOCALHOST,
                },
            ),
            (Rtype::CNAME, "A.Example.", cname("a.example")),
            (Rtype::CNAME, "a.example", cname("a.example")),
            (Rtype::CNAME, r"\# 5 01 41 01 62 00", cname("a.b")),
            (Rtype::CNAME, r"a\.", cname(r"a\.")),
            (Rtype::NS, "NS.a.", Data::Ns { host: "ns.a".into() }),
            (Rtype::MX, "10 Mx.Example.", mx(10, "Mx.Example")),
            (Rtype::MX, "0\t .", mx(0, "")),
            (Rtype::MX, r"\# 3 00 00 00", mx(0, "")),
            (Rtype::MX, r"\# 6 00 0a 02 6d 78 00", mx(10, "mx")),
            (Rtype::TXT, "\"a\" \"b\"", text(b"ab", Some(2))),
            (Rtype::TXT, r"\# 5 01 61 02 62 ff", text(b"ab\xff", Some(3 - 1))),
            (Rtype::TXT, r"\# 2 05 61", text(br"\# 2 05 61", None)),
            (Rtype::TXT, r"\# not hex", text(br"\# not hex", None)),
            (Rtype::TLSA, "3 1 1 0F0c", tlsa.clone()),
            (Rtype::TLSA, "3 1 1 0F 0c", tlsa.clone()),
            (Rtype::TLSA, r"\# 5 03 01 01 0f 0c", tlsa),
            (
                Rtype::CAA,
                "0 issue \"ca.example; a=\\\"b\\\"\"",
                caa(0, "issue", "ca.example; a=\"b\""),
            ),
            (Rtype::CAA, "128 ISSUE ca.example", caa(128, "issue", "ca.example")),
            (Rtype::CAA, "0 issue \";\"", caa(0, "issue", ";")),
            (Rtype::CAA, r"\# 8 00 05 69 73 73 75 65 3b", caa(0, "issue", ";")),
            (Rtype::SOA, "NS.a. h.a. 4000000000 1 2 3 1800", soa.clone()),
            (
                Rtype::SOA,
                r"\# 27 02 6e 73 01 61 00 00 ee 6b 28 00 00000001 00000002 00000003 00000708",
                soa,
            ),
        ];
        for (rtype, data, want) in cases {
            assert_eq!(read(rtype, data), want, "{rtype} {data}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_kept_as_it_is() {
        for (rtype, data) in [
            (Rtype::A, "192.0.2"),
            (Rtype::A, "::1"),
            (Rtype::AAAA, "192.0.2.1"),
            (Rtype::CNAME, ""),
            (Rtype::CNAME, "a b"),
            (Rtype::MX, "mx.example."),
            (Rtype::MX, "+10 mx."),
            (Rtype::MX, "65536 mx."),
            (Rtype::MX, "10 mx. mx2."),
            (Rtype::MX, "10 "),
            (Rtype::MX, r"\# 2 00 0a"),
            (Rtype::TLSA, "3 1 1"),
            (Rtype::TLSA, "3 1 1 0f0"),
            (Rtype::TLSA, "3 1 256 0f"),
            (Rtype::TLSA, "3 1 1 xy"),
            (Rtype::CAA, "0 issue"),
            (Rtype::CAA, "0 is-sue x"),
            (Rtype::CAA, "0 issue \"x"),
            (Rtype::SOA, "ns. h. 1 2 3 4"),
            (Rtype::SOA, "ns. h. 1 2 3 4 5 6"),
            (Rtype::SOA, "ns. h. 1 x 3 4 5"),
            (Rtype(12), "a."),
        ] {
            let data = data.to_owned();
            assert_eq!(read(rtype, &data), Data::Malformed { data }, "{rtype}");
        }
    }

    #[test]
    fn any_text_is_read_without_panic() {
        const PIECES: &[&str] = &[
            r"\# ",
            "1",
            "3",
            " ",
            "0a",
            "ff",
            ".",
            "\\",
            "\"",
            "issue",
            "mx.example.",
            "10",
            "-",
            "::",
            "ü",
            "\t",
            "192.0.2.1",
        ];
        crate::arb::property(|u| {
            let indices: Vec<u8> = u.arbitrary()?;
            let pieces = indices.iter().map(|&i| PIECES[i as usize % PIECES.len()]);
            let text: String = pieces.collect();
            for rtype in [1, 2, 5, 6, 15, 16, 28, 52, 257, 99].map(Rtype) {
                match read(rtype, &text) {
                    Data::Malformed { data } => assert!(data == text && rtype != Rtype::TXT),
                    Data::Cname { target: host } | Data::Ns { host } | Data::Mx { host, .. } => {
                        assert!(!host.contains(' '), "{host}");
                    }
                    _ => {}
                }
            }
            Ok(())
        });
    }
}
