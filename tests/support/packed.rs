//! Files as reports come in them: packed, and in mails.

use flate2::Compression;
use mta_sts_lens::make::template::File;
use mta_sts_lens::make::zip::write;
use std::io::Write;

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub fn stored(files: &[(&str, &str)]) -> Vec<u8> {
    let file = |(path, text): &(&str, &str)| File {
        path: (*path).into(),
        text: (*text).into(),
        executable: false,
    };
    write(&files.iter().map(file).collect::<Vec<_>>(), 0)
}

/// A zip archive of one file, deflated.
pub fn deflated(name: &str, bytes: &[u8], crc: u32) -> Vec<u8> {
    let packed = deflate(bytes);
    let mut common = Vec::new();
    for number in [20_u16, 0, 8, 0, 0] {
        common.extend(number.to_le_bytes());
    }
    for number in [crc, packed.len() as u32, bytes.len() as u32] {
        common.extend(number.to_le_bytes());
    }
    common.extend((name.len() as u16).to_le_bytes());
    common.extend([0, 0]);
    let mut out = [b"PK\x03\x04", &common[..], name.as_bytes(), &packed].concat();
    let start = out.len() as u32;
    let directory = [b"PK\x01\x02\x14\0", &common[..], &[0; 14], name.as_bytes()].concat();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in files {
        let mut header = vec![0; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        header[156] = b'0';
        header[148..156].copy_from_slice(b"        ");
        let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        out.extend(header);
        out.extend(*bytes);
        out.resize(out.len().div_ceil(512) * 512, 0);
    }
    out.resize(out.len() + 1_024, 0);
    out
}

pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize] as char;
            out.push(if at > chunk.len() { '=' } else { digit });
        }
        if out.len() % 77 == 76 {
            out.push('\n');
        }
    }
    out
}

pub fn mail(part: &str) -> String {
    format!(
        "From: a@example.net\r\nTLS-Report-Domain: example.com\r\nContent-Type: multipart/report; report-type=\"tlsrpt\";\r\n boundary=\"=_b\"\r\n\r\n--=_b\r\nContent-Type: text/plain\r\n\r\nHello: this is for people\r\nand more\r\n--=_b\r\n{part}\r\n--=_b--\r\n"
    )
}

pub fn attached(bytes: &[u8]) -> String {
    mail(&format!(
        "Content-Type: application/tlsrpt+gzip; name=\"r.json.gz\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"r.json.gz\"\r\n\r\n{}",
        base64(bytes)
    ))
}

/// A zip archive of one file whose numbers stand where there is room for eight bytes each (APPNOTE 4.5.3, 4.3.14,
/// 4.3.15), and where its directory begins.
pub fn wide(bytes: &[u8]) -> (Vec<u8>, usize) {
    let packed = deflate(bytes);
    let (size, length) = (bytes.len() as u64, packed.len() as u64);
    let common = |version: u16, extra: u16| {
        let mut out = Vec::new();
        for number in [version, 0, 8, 0, 0] {
            out.extend(number.to_le_bytes());
        }
        out.extend(mta_sts_lens::crc::crc32(bytes).to_le_bytes());
        out.extend([0xff; 8]);
        out.extend(6_u16.to_le_bytes());
        out.extend(extra.to_le_bytes());
        out
    };
    // Another extra field stands before.
    let wide = |numbers: &[u64]| {
        let mut out = vec![0x55, 0x54, 1, 0, 9];
        out.extend([1, 0, (numbers.len() * 8) as u8, 0]);
        for number in numbers {
            out.extend(number.to_le_bytes());
        }
        out
    };
    let (of_file, of_directory) = (wide(&[size, length]), wide(&[size, length, 0]));
    let mut out = [
        b"PK\x03\x04",
        &common(45, of_file.len() as u16)[..],
        b"a.json",
        &of_file,
        &packed,
    ]
    .concat();
    let start = out.len() as u64;
    let mut rest = [0; 14];
    rest[10..].fill(0xff);
    let entry = common(45, of_directory.len() as u16);
    out.extend([b"PK\x01\x02\x2d\0", &entry[..], &rest, b"a.json", &of_directory].concat());
    let end = out.len() as u64;
    out.extend(
        [
            b"PK\x06\x06",
            &[0; 20][..],
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
        ]
        .concat(),
    );
    out.extend((end - start).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([b"PK\x06\x07", &[0; 4][..], &end.to_le_bytes(), &[1, 0, 0, 0]].concat());
    out.extend([&b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff"[..], &[0xff; 8], &[0, 0]].concat());
    (out, start as usize)
}
