//! The checksum of zip archives.

/// What four bits do to it.
const TABLE: [u32; 16] = [
    four(0),
    four(1),
    four(2),
    four(3),
    four(4),
    four(5),
    four(6),
    four(7),
    four(8),
    four(9),
    four(10),
    four(11),
    four(12),
    four(13),
    four(14),
    four(15),
];

/// What these four bits do to it.
const fn four(bits: u32) -> u32 {
    let mut crc = bits;
    let mut bit = 0;
    while bit < 4 {
        crc = crc >> 1 ^ (0xedb8_8320 * (crc & 1));
        bit += 1;
    }
    crc
}

/// CRC-32 as in ISO 3309, four bits at a time: a larger table would weigh more than the time is worth.
#[must_use]
pub fn crc32(bytes: &[u8]) -> u32 {
    let half = |crc: u32| crc >> 4 ^ TABLE.get((crc & 15) as usize).copied().unwrap_or(0);
    !bytes
        .iter()
        .fold(u32::MAX, |crc, &byte| half(half(crc ^ u32::from(byte))))
}

#[cfg(test)]
mod tests {
    #[test]
    fn checksums_are_those_of_the_format() {
        assert_eq!(super::crc32(b""), 0);
        assert_eq!(super::crc32(b"123456789"), 0xcbf4_3926);
    }
}
