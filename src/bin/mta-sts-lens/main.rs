//! The command line: judges files that hold policies, records, zone lines and whatever else the page takes, for
//! repositories that keep them. It asks nobody; all that it knows stands in the files.
//!
//! Exit codes: 0 nothing worse than notes and warnings, 1 an error (with `--strict` a warning too), 2 a wrong call, or a
//! file that could not be judged as a whole.

mod args;
mod check;
mod github;
mod human;
mod json;
mod kinds;
mod place;
mod sarif;
mod source;

use args::{Asked, Format, Lint};
use check::{Checked, Tally};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// What the program calls itself.
const NAME: &str = "mta-sts-lens";

/// Its version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// An error was found, or with `--strict` a warning.
const FAULTS: u8 = 1;
/// A wrong call, or a file that could not be judged.
const TROUBLE: u8 = 2;

fn main() -> ExitCode {
    match args::read(std::env::args_os().skip(1)) {
        Ok(Asked::Help) => tell(args::HELP),
        Ok(Asked::Version) => tell(&format!("{NAME} {VERSION}\n")),
        Ok(Asked::Lint(lint)) => ExitCode::from(run(&lint)),
        Err(why) => {
            // Nobody is left to be told where this fails.
            let _ = writeln!(io::stderr(), "{NAME}: {why}\nTry `{NAME} --help`.");
            ExitCode::from(TROUBLE)
        }
    }
}

/// Writes a text of ours.
fn tell(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(TROUBLE),
    }
}

/// Judges all files and prints what was found; the exit code.
fn run(lint: &Lint) -> u8 {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let files: Vec<Checked> = lint.files.iter().map(|file| check::file(file, lint, now)).collect();
    let code = code(&files, lint.strict);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = match lint.format {
        Format::Human => human::print(&files, &human::Paint::new(lint.colour.wanted(is_drawn())), &mut out),
        Format::Json => json::print(&files, code, &mut out),
        Format::Sarif => sarif::print(&files, lint.rules.as_deref(), &mut out),
        Format::Github => github::print(&files, &mut out),
    };
    match printed.and_then(|()| out.flush()) {
        // Whoever reads has seen enough, as `head` has.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr(), "{NAME}: can’t write: {error}");
            TROUBLE
        }
        _ => code,
    }
}

/// Whether what is printed goes to a terminal that shows colours, and nobody asked for none (no-color.org).
fn is_drawn() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    io::stdout().is_terminal() && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
}

fn code(files: &[Checked], strict: bool) -> u8 {
    let tally = Tally::of(files);
    if files.iter().any(|file| file.problem.is_some()) {
        TROUBLE
    } else if tally.errors > 0 || (strict && tally.warnings > 0) {
        FAULTS
    } else {
        0
    }
}
