//! How addresses are written (RFC 5952 §4 and §5): as the standard library does, whose code weighs 1.6 KB more in a program
//! for the web.

use crate::words::number;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address of either kind as text.
#[must_use]
pub fn text(address: IpAddr) -> String {
    let mut out = String::new();
    match address {
        IpAddr::V4(address) => dotted(&mut out, address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => {
                out.push_str("::ffff:");
                dotted(&mut out, mapped);
            }
            None => groups(&mut out, address),
        },
    }
    out
}

fn dotted(out: &mut String, address: Ipv4Addr) {
    for (at, octet) in address.octets().into_iter().enumerate() {
        if at > 0 {
            out.push('.');
        }
        number(out, octet.into());
    }
}

/// `::` stands for the longest run of zeros, the first of several, if it is longer than one group.
fn groups(out: &mut String, address: Ipv6Addr) {
    let groups = address.segments();
    let zeros = |from: usize| groups.iter().skip(from).take_while(|group| **group == 0).count();
    let mut left_out = 0..0;
    for from in 0..groups.len() {
        let run = zeros(from);
        if run > left_out.len().max(1) {
            left_out = from..from + run;
        }
    }
    for (at, group) in groups.into_iter().enumerate() {
        if left_out.contains(&at) {
            if at == left_out.start {
                out.push_str("::");
            }
            continue;
        }
        if at > 0 && at != left_out.end {
            out.push(':');
        }
        hex(out, group);
    }
}

/// Without zeros before it.
fn hex(out: &mut String, group: u16) {
    for shift in [12, 8, 4, 0] {
        let digit = char::from_digit(u32::from(group >> shift & 15), 16);
        if group >> shift > 0 || shift == 0 {
            out.extend(digit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_as_the_standard_library() {
        for octets in [[0; 4], [255; 4], [192, 0, 2, 1], [1, 10, 100, 9]] {
            assert_eq!(text(octets.into()), Ipv4Addr::from(octets).to_string());
        }
        crate::arb::property(|u| {
            for _ in 0..16 {
                let (mut groups, zeros): ([u16; 8], u8) = (u.arbitrary()?, u.arbitrary()?);
                for (at, group) in groups.iter_mut().enumerate() {
                    *group >>= u.int_in_range(0..=3)? * 4;
                    if zeros >> at & 1 == 1 {
                        *group = 0;
                    }
                }
                if u.ratio(1, 8)? {
                    groups = [0, 0, 0, 0, 0, 0xffff, groups[6], groups[7]];
                }
                let address = Ipv6Addr::from(groups);
                assert_eq!(text(address.into()), address.to_string());
            }
            Ok(())
        });
        // Each way in which groups can be zero.
        for zeros in 0..=u8::MAX {
            let groups: [u16; 8] = std::array::from_fn(|at| u16::from(zeros >> at & 1));
            let address = Ipv6Addr::from(groups);
            assert_eq!(text(address.into()), address.to_string());
        }
    }
}
