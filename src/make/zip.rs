//! Files in a ZIP archive, as they are, without compression: the texts are small, and this way nothing but their checksum
//! is to be computed. The same files and date give the same bytes.
//!
//! Each file has a local header before its bytes; behind all stand the central directory, an entry a file, and its end
//! (APPNOTE.TXT of PKWARE, section 4.3).

use super::template::File;
use crate::crc::crc32;
use crate::words::civil;

/// Version 2.0: what folders and plain storage need.
const NEEDED: u16 = 20;
/// Made on Unix, so that the upper half of the attributes is a file mode.
const MADE: u16 = 3 << 8 | NEEDED;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;

/// The archive. `date` is in seconds since 1970 (UTC); the format knows the years 1980 to 2107, and every second second.
#[must_use]
pub fn write(files: &[File], date: i64) -> Vec<u8> {
    let (day, time) = dos(date);
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for file in files {
        let offset = size(out.len());
        // What both headers have in common.
        let mut common = Vec::new();
        for number in [NEEDED, UTF8, 0, time, day] {
            common.extend(number.to_le_bytes());
        }
        let length = size(file.text.len());
        for number in [crc32(file.text.as_bytes()), length, length] {
            common.extend(number.to_le_bytes());
        }
        let name = file.path.as_bytes();
        common.extend(count(name.len()).to_le_bytes());
        common.extend([0, 0]); // no extra field
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name);
        out.extend(file.text.as_bytes());
        let mode: u32 = if file.executable { 0o100_755 } else { 0o100_644 };
        directory.extend(b"PK\x01\x02");
        directory.extend(MADE.to_le_bytes());
        directory.extend(&common);
        directory.extend([0; 6]); // no comment, first disk, no inner attributes
        directory.extend((mode << 16).to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(name);
    }
    let start = size(out.len());
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        out.extend(count(files.len()).to_le_bytes());
    }
    out.extend(size(directory.len()).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]); // no comment
    out
}

/// A length in bytes; texts of a form never come near the limit.
fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn count(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// Date and time of MS-DOS.
fn dos(date: i64) -> (u16, u16) {
    const FIRST: i64 = 315_532_800; // 1980-01-01
    const LAST: i64 = 4_354_819_198; // 2107-12-31, 23:59:58
    let date = date.clamp(FIRST, LAST);
    let (year, month, day) = civil(date.div_euclid(86_400));
    let seconds = date.rem_euclid(86_400);
    let word = |number: i64| u16::try_from(number).unwrap_or(0);
    (
        // 7 bits of year, 4 of month, 5 of day; 5 of hour, 6 of minute, 5 of two seconds.
        word(((year - 1980) * 16 + month) * 32 + day),
        word((seconds / 3_600 * 64 + seconds / 60 % 60) * 32 + seconds % 60 / 2),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str, executable: bool) -> File {
        File {
            path: path.into(),
            text: text.into(),
            executable,
        }
    }

    #[test]
    fn dates_are_those_of_the_format() {
        // 23 November 2026, 14:32:07 UTC
        assert_eq!(dos(1_795_444_327), ((46 * 16 + 11) * 32 + 23, (14 * 64 + 32) * 32 + 3));
        assert_eq!(dos(0), (32 + 1, 0));
        assert_eq!(dos(i64::MAX), ((127 * 16 + 12) * 32 + 31, (23 * 64 + 59) * 32 + 29));
    }

    #[test]
    fn the_same_files_are_the_same_bytes() {
        let files = [file("a/b.txt", "text\n", false), file("run.sh", "", true)];
        let zip = write(&files, 0);
        assert_eq!(zip, write(&files, 0));
        assert!(zip.starts_with(b"PK\x03\x04"));
        // Signature, two times the local header, two times the central one, the end.
        assert_eq!(zip.len(), 2 * 30 + 2 * 46 + 2 * (7 + 6) + 5 + 22);
        assert_eq!(write(&[], 0).len(), 22);
    }
}
