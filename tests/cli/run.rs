//! Running the program, in a folder that goes away.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A policy that is as it should be.
pub const GOOD: &str = "version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 1209600\n";

/// One with errors, warnings, fixes and what can't be seen: a blank before a colon, broken bytes, a bidi control.
pub const BAD: &[u8] =
    b"version: STSv1\r\nmode: enforced\r\nmx : \xc3\xbc.example\r\nmx: \xff\xe2\x80\xae{0}[x](http://x)\x1b[31m\r\nmax_age: 99\r\n";

/// Zone lines without `$ORIGIN`, and a policy that doesn't fit them.
pub const ZONE: &str = "@ IN MX 10 mx1\n_mta-sts IN TXT \"v=STSv1; id=1;\"\n\n\
    version: STSv1\nmode: enforce\nmx: mx2.example.com\nmax_age: 1209600\n";

/// What came of a run.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

/// A folder with files, which goes with its owner.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("lens-cli-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn with(name: impl AsRef<Path>, text: impl AsRef<[u8]>) -> Self {
        let folder = Self::new();
        folder.write(name, text);
        folder
    }

    pub fn write(&self, name: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), text).unwrap();
    }

    pub fn lint(&self, args: &[&str]) -> Ran {
        let args: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
        self.run(&[&[OsStr::new("lint")], &args[..]].concat(), b"")
    }

    pub fn run(&self, args: &[&OsStr], input: &[u8]) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mta-sts-lens"))
            .args(args)
            .current_dir(&self.0)
            .env_remove("NO_COLOR")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // It need not read what it is given.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Whether nothing in a text moves the cursor, colours or turns the line round.
pub fn is_harmless(text: &str) -> bool {
    !text
        .chars()
        .any(|c| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}
