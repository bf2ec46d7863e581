//! The checksum of zip archives.

/// What four bits do to it.
const TABLE: [u32; 16] = table();

const fn table() -> [u32; 16] {
    let mut table = [0; 16];
    let (mut at, mut start) = (0, 0_u32);
    while at < table.len() {
        let mut crc = start;
        let mut bit = 0;
        while bit < 4 {
            crc = crc >> 1 ^ (0xedb8_8320 * (crc & 1));
            bit += 1;
        }
        table[at] = crc;
        at += 1;
        start += 1;
    }
    table
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
