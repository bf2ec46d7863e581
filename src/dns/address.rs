//! What kind of network an address belongs to: a page must not knock at private doors, and senders out there can't
//! reach them.

pub mod read;
pub mod write;

use crate::later;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where an address can be reached from, after IANA's registries of special-purpose addresses (RFC 6890).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// From everywhere.
    Public,
    /// Set aside for examples (RFC 5737, 3849, 9637); nothing answers there, and nothing private either.
    Documentation,
    /// A network of one's own (RFC 1918, 4193).
    Private,
    /// Between a provider and its customers (RFC 6598).
    Shared,
    /// The machine itself.
    Loopback,
    /// The same wire (RFC 3927, 4291 §2.5.6).
    LinkLocal,
    /// A group of machines.
    Multicast,
    /// No address at all: `0.0.0.0`, `::`.
    Unspecified,
    /// Otherwise set aside, or not given out.
    Reserved,
}

/// The scope of an address. Of an IPv6 address that stands for an IPv4 one (mapped, NAT64, 6to4) it is that of the
/// latter.
#[must_use]
pub fn scope(address: IpAddr) -> Scope {
    match address {
        IpAddr::V4(address) => scope_v4(address),
        IpAddr::V6(address) => scope_v6(address),
    }
}

/// Whether some of these addresses can be reached from the Internet.
#[must_use]
pub fn any_public(addresses: &[IpAddr]) -> bool {
    addresses.iter().any(|&address| scope(address).may_be_fetched())
}

impl Scope {
    /// Whether a page may open a connection to it. The addresses of documentation count in: they lead nowhere private.
    #[must_use]
    pub const fn may_be_fetched(self) -> bool {
        matches!(self, Self::Public | Self::Documentation)
    }

    /// What such an address is called: `a private address`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Public => "a public address",
            Self::Documentation => "an address for documentation",
            Self::Private => "a private address",
            Self::Shared => "an address between a provider and its customers",
            Self::Loopback => "an address of the machine itself",
            Self::LinkLocal => "an address of the local link",
            Self::Multicast => "a multicast address",
            Self::Unspecified => "no address at all",
            Self::Reserved => "a reserved address",
        }
    }
}

/// Whether a text is an IPv4 address.
pub(crate) fn is_ipv4(text: &[u8]) -> bool {
    // Nearly all texts are names.
    let numbers = text.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.'));
    numbers && later::unusual().is_some() && read::v4(text).is_some()
}

/// Whether a text is an IPv6 address.
pub(crate) fn is_ipv6(text: &[u8]) -> bool {
    let of_numbers = |byte: &u8| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':');
    text.contains(&b':') && text.iter().all(of_numbers) && later::unusual().is_some() && read::v6(text).is_some()
}

const fn scope_v4(address: Ipv4Addr) -> Scope {
    match address.octets() {
        [0, 0, 0, 0] => Scope::Unspecified,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Scope::Private,
        [100, 64..=127, ..] => Scope::Shared,
        [127, ..] => Scope::Loopback,
        [169, 254, ..] => Scope::LinkLocal,
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => Scope::Documentation,
        [224..=239, ..] => Scope::Multicast,
        // This network, protocol assignments, the old relays of 6to4, benchmarks, what is left at the end.
        [0 | 240..=255, ..] | [192, 0, 0, _] | [192, 88, 99, _] | [198, 18 | 19, ..] => Scope::Reserved,
        _ => Scope::Public,
    }
}

const fn scope_v6(address: Ipv6Addr) -> Scope {
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => Scope::Unspecified,
        [0, 0, 0, 0, 0, 0, 0, 1] => Scope::Loopback,
        // RFC 4291 §2.5.5.2, RFC 6052 §2.1, RFC 3056 §2
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            scope_v4(Ipv4Addr::new(a, b, c, d))
        }
        // RFC 8215: NAT64 of a network's own.
        [0x64, 0xff9b, 1, ..] | [0xfc00..=0xfdff | 0xfec0..=0xfeff, ..] => Scope::Private,
        [0xfe80..=0xfebf, ..] => Scope::LinkLocal,
        [0xff00..=0xffff, ..] => Scope::Multicast,
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => Scope::Documentation,
        // 2001::/23 holds protocols (Teredo, benchmarks, ORCHID); what is in use of it is no web server.
        [0x2001, 0..=0x1ff, ..] => Scope::Reserved,
        [0x2000..=0x3fff, ..] => Scope::Public,
        _ => Scope::Reserved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_scope() {
        for (scope_wanted, addresses) in [
            (
                Scope::Public,
                "1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.0 172.15.0.1 172.32.0.1 192.0.1.1 192.167.1.1 198.17.0.1 \
                 198.20.0.1 223.255.255.255 2606:4700::1111 2001:200::1 2a00::1 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1",
            ),
            (
                Scope::Documentation,
                "192.0.2.1 198.51.100.9 203.0.113.255 2001:db8::1 3fff::1 3fff:fff:ffff::1 ::ffff:192.0.2.1",
            ),
            (
                Scope::Private,
                "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 fc00::1 fdff::1 fec0::1 64:ff9b:1::1 ::ffff:10.0.0.1 \
                 64:ff9b::a00:1 2002:c0a8:101::1",
            ),
            (Scope::Shared, "100.64.0.1 100.127.255.255"),
            (
                Scope::Loopback,
                "127.0.0.1 127.255.255.255 ::1 ::ffff:127.0.0.1 2002:7f00:1::",
            ),
            (Scope::LinkLocal, "169.254.1.1 fe80::1 febf::1"),
            (Scope::Multicast, "224.0.0.1 239.255.255.255 ff02::1"),
            (Scope::Unspecified, "0.0.0.0 :: ::ffff:0.0.0.0"),
            (
                Scope::Reserved,
                "0.1.2.3 192.0.0.8 192.88.99.1 198.18.0.1 198.19.255.255 240.0.0.1 255.255.255.255 ::2 ::10.0.0.1 100::1 \
                 2001::1 2001:2::1 2001:1ff::1 4000::1 5f00::1",
            ),
        ] {
            for address in addresses.split_whitespace() {
                assert_eq!(scope(address.parse().unwrap()), scope_wanted, "{address}");
            }
            let fetched = matches!(scope_wanted, Scope::Public | Scope::Documentation);
            assert_eq!(scope_wanted.may_be_fetched(), fetched);
            assert!(scope_wanted.words().contains("address"));
        }
    }
}
