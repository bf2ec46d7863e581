//! What people see, and the exit codes.

use crate::run::{BAD, Folder, GOOD, ZONE, is_harmless};
use std::ffi::OsStr;

#[test]
fn findings_look_as_rustc_prints_its_own() {
    let folder = Folder::with("p.txt", GOOD.replace("enforce", "enforced"));
    let ran = folder.lint(&["p.txt"]);
    let wanted = "\
error[STS245]: `enforced` is no mode; the nearest is `enforce`
 --> p.txt:2:7
  |
2 | mode: enforced
  |       ^^^^^^^^
  |
  = help: Write `enforce`, `testing` or `none`
  = perhaps: replace `enforced` with `enforce`
  = note: RFC 8461, section 3.2

checked p.txt: an MTA-STS policy, not valid
1 error in 1 file
";
    assert_eq!((ran.out.as_str(), ran.code), (wanted, 1), "{}", ran.err);
}

#[test]
fn exit_codes_are_those_of_the_help() {
    let folder = Folder::with("good", GOOD);
    folder.write("note", GOOD.replace("max_age", "x: y\nmax_age"));
    folder.write("warning", GOOD.replace("1209600", "3600"));
    folder.write("error", GOOD.replace("enforce", "on"));
    folder.write("junk", "nothing of ours\n");
    folder.write("mta-sts.txt", "nothing of ours\n");
    let quoted: String = GOOD.lines().flat_map(|line| ["> ", line, "\n"]).collect();
    folder.write("quoted", &quoted);
    folder.write("MTA-STS.TXT", quoted);
    folder.write("Mta-Sts.txt", format!("{GOOD}user@host:~$ "));
    folder.write("large", vec![b'a'; (4 << 20) + 1]);
    for (args, code) in [
        (&["good"][..], 0),
        (&["--strict", "good"], 0),
        (&["warning"], 0),
        (&["warning", "--strict"], 1),
        (&["good", "error"], 1),
        (&["--kind=policy", "junk"], 1),
        (&["--kind", "sts-record", "good"], 1),
        // The name says what it is (RFC 8461 §3.3).
        (&["mta-sts.txt"], 1),
        // What it holds is served as it stands.
        (&["quoted"], 0),
        (&["MTA-STS.TXT"], 1),
        (&["Mta-Sts.txt"], 1),
        (&["junk"], 2),
        (&["large"], 2),
        (&["absent", "good"], 2),
        (&["."], 2),
        (&["--", "--strict"], 2),
        (&[], 2),
        (&["-", "-"], 2),
        (&["--kind", "zones", "good"], 2),
        (&["--kind"], 2),
        (&["--domain", "a b c", "good"], 2),
        (&["--format=xml", "good"], 2),
        (&["--rules-url", "javascript:x", "good"], 2),
        (&["--stric", "good"], 2),
        (&["--help"], 0),
    ] {
        let ran = folder.lint(args);
        assert_eq!(ran.code, code, "{args:?}: {}{}", ran.out, ran.err);
        assert!(!ran.out.is_empty() || !ran.err.is_empty(), "{args:?}");
    }
    let run = |args: &[&str]| folder.run(&args.iter().map(OsStr::new).collect::<Vec<_>>(), b"").code;
    assert_eq!(
        [run(&["-V"]), run(&["--help"]), run(&[]), run(&["check"])],
        [0, 0, 2, 2]
    );
}

#[test]
fn standard_input_is_read() {
    let folder = Folder::new();
    let args = ["lint", "-"].map(OsStr::new);
    let ran = folder.run(&args, b"v=STSv1; id=a-b;");
    assert!(ran.out.contains("--> <stdin>:1:14") && ran.code == 1, "{}", ran.out);
}

#[test]
fn a_domain_completes_the_zone() {
    let folder = Folder::with("z", ZONE);
    let ran = folder.lint(&["--domain", "Example.COM", "z"]);
    assert!(ran.out.contains("error[STS301]: `mx1.example.com`"), "{}", ran.out);
    let ran = folder.lint(&["z"]);
    assert!(!ran.out.contains("STS301") && ran.code == 0, "{}", ran.out);
}

#[test]
fn hostile_contents_and_names_are_shown_harmlessly() {
    let folder = Folder::with("p.txt", BAD);
    let ran = folder.lint(&["p.txt"]);
    assert!(
        ran.out.contains("‹0xFF›‹U+202E›") && is_harmless(&ran.out),
        "{}",
        ran.out
    );
    // A line that begins with `::` is a command to GitHub.
    let name = "::error::x\u{1b}[2J\n::warning::\u{202e}y.txt";
    folder.write(name, BAD);
    for format in ["human", "github"] {
        let ran = folder.lint(&["--format", format, name]);
        assert!(is_harmless(&ran.out), "{}", ran.out);
        let strange = |line: &&str| line.starts_with("::") && !line.contains(" file=");
        assert_eq!(ran.out.lines().find(strange), None);
        assert!(ran.out.contains("‹U+001B›"), "{}", ran.out);
    }
}

#[test]
fn colours_come_when_they_are_wanted() {
    let folder = Folder::with("p.txt", BAD);
    assert!(!folder.lint(&["p.txt"]).out.contains('\u{1b}'));
    assert!(!folder.lint(&["--color=never", "p.txt"]).out.contains('\u{1b}'));
    assert!(
        folder
            .lint(&["--color", "always", "p.txt"])
            .out
            .contains("\u{1b}[1;31merror[")
    );
}

#[cfg(unix)]
#[test]
fn names_need_not_be_text() {
    use std::os::unix::ffi::OsStrExt;
    let name = OsStr::from_bytes(b"\xffx.txt");
    let folder = Folder::with(name, BAD);
    let ran = folder.run(&[OsStr::new("lint"), name], b"");
    assert!(ran.out.contains(" --> ‹byte 0xFF›x.txt:2:7"), "{}", ran.out);
    let sarif = folder
        .run(&[OsStr::new("lint"), OsStr::new("--format=sarif"), name], b"")
        .json();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%FFx.txt");
}
