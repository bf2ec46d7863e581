//! Which lines of the policy cover which MX hosts (RFC 8461 §4.1).
//!
//! Thousands of hosts may stand against thousands of lines, and all count: the lines are looked up by their names. Only where
//! there are few of both, and all fits, pairs are compared.

use super::super::view::MxHost;
use crate::later;
use crate::order::sort_with;
use crate::sts::MxPattern;
use crate::sts::mx::{MxMatch, compare, is_pattern};

/// How many hosts and lines are few.
const FEW: usize = 24;

/// How the policy covers the MX hosts; empty while one of them isn't known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Coverage {
    /// A row a host, in order of preference.
    pub(super) rows: Vec<Row>,
    /// How each line of the policy stands.
    pub(super) lines: Vec<Line>,
}

/// How one MX host stands against the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) host: MxHost,
    /// The first line that covers it.
    pub(super) line: Option<usize>,
    /// The first line that comes close, if none covers it.
    pub(super) near: Option<(usize, MxMatch)>,
}

/// How one line stands against the MX hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// It has nothing to do with any of them.
    Unused,
    /// It says what an earlier line says.
    Repeated,
    /// It comes close to a host that no line covers.
    Near,
    /// It covers one.
    Used,
}

impl Coverage {
    pub(super) fn of(hosts: &[MxHost], patterns: &[MxPattern]) -> Self {
        match Self::fitting(hosts, patterns) {
            Some(coverage) => coverage,
            None if later::rest().is_none() => Self::default(),
            None => Self::full(hosts, patterns),
        }
    }

    /// Each host of a few is covered, and each line of a few, none of them there twice, covers one: told pair by pair.
    fn fitting(hosts: &[MxHost], patterns: &[MxPattern]) -> Option<Self> {
        if hosts.len().max(patterns.len()) > FEW {
            return None;
        }
        let mut lines = vec![Line::Unused; patterns.len()];
        let mut rows = Vec::new();
        for host in hosts {
            let mut first = None;
            for (at, (pattern, line)) in patterns.iter().zip(&mut lines).enumerate() {
                if !host.is_address() && compare(&pattern.text, &host.host).is_match() {
                    *line = Line::Used;
                    first.get_or_insert(at);
                }
            }
            rows.push(Row {
                host: host.clone(),
                line: Some(first?),
                near: None,
            });
        }
        let names = || patterns.iter().map(|pattern| &pattern.text);
        let twice = |(at, name): (usize, &String)| names().take(at).any(|known| known.eq_ignore_ascii_case(name));
        let fits = lines.iter().all(|line| *line == Line::Used) && !names().enumerate().any(twice);
        fits.then_some(Self { rows, lines })
    }

    fn full(hosts: &[MxHost], patterns: &[MxPattern]) -> Self {
        let index = Index::of(patterns);
        let state = |(line, pattern): (usize, &MxPattern)| match index.line(&pattern.text) {
            Some(first) if first != line => Line::Repeated,
            _ => Line::Unused,
        };
        let mut lines: Vec<Line> = patterns.iter().enumerate().map(state).collect();
        let mut mark = |line: usize, as_what| {
            if let Some(known) = lines.get_mut(line).filter(|known| **known != Line::Used) {
                *known = as_what;
            }
        };
        let mut row = |host: &MxHost| {
            let mut row = Row {
                host: host.clone(),
                line: None,
                near: None,
            };
            // An address is no name: nothing covers it.
            if host.is_address() {
                return row;
            }
            let name = host.host.as_str();
            for line in [index.name(name), index.parent(name)].into_iter().flatten() {
                mark(line, Line::Used);
                row.line = Some(row.line.map_or(line, |first| first.min(line)));
            }
            if row.line.is_none() {
                for (line, why) in index.near(name) {
                    mark(line, Line::Near);
                    row.near = row.near.filter(|(first, _)| *first < line).or(Some((line, why)));
                }
            }
            row
        };
        let rows = hosts.iter().map(&mut row).collect();
        Self { rows, lines }
    }

    pub(super) fn refused(&self) -> usize {
        self.rows.iter().filter(|row| row.line.is_none()).count()
    }
}

/// The first line that has a name, by that name in lower case.
type Names = Vec<(String, usize)>;

/// The lines of a policy by their names.
struct Index {
    /// Lines without a wildcard.
    plain: Names,
    /// Lines with one, by what stands behind it.
    wild: Names,
}

impl Index {
    fn of(patterns: &[MxPattern]) -> Self {
        let mut index = Self {
            plain: Vec::new(),
            wild: Vec::new(),
        };
        for (line, pattern) in patterns.iter().enumerate() {
            // What is no well-formed pattern covers nothing.
            if !is_pattern(pattern.text.as_bytes()) {
                continue;
            }
            let (names, name) = match pattern.text.strip_prefix("*.") {
                Some(suffix) => (&mut index.wild, suffix),
                None => (&mut index.plain, pattern.text.as_str()),
            };
            names.push((name.to_ascii_lowercase(), line));
        }
        for names in [&mut index.plain, &mut index.wild] {
            sort_with(names, |a, b| a.0 < b.0);
            names.dedup_by(|later, first| later.0 == first.0);
        }
        index
    }

    /// The first line that says the same as `pattern`.
    fn line(&self, pattern: &str) -> Option<usize> {
        let pattern = pattern.to_ascii_lowercase();
        match pattern.strip_prefix("*.") {
            Some(suffix) => find(&self.wild, suffix),
            None => find(&self.plain, &pattern),
        }
    }

    /// The line that is this name.
    fn name(&self, host: &str) -> Option<usize> {
        find(&self.plain, host)
    }

    /// The line whose wildcard stands for the first label of this name.
    fn parent(&self, host: &str) -> Option<usize> {
        let (label, parent) = host.split_once('.')?;
        find(&self.wild, parent).filter(|_| !label.is_empty())
    }

    /// The lines whose wildcard would have to stand for no label, or for more than one.
    fn near<'a>(&'a self, host: &'a str) -> impl Iterator<Item = (usize, MxMatch)> + 'a {
        let apex = find(&self.wild, host).map(|line| (line, MxMatch::Apex));
        let deep = host.match_indices('.').enumerate().skip(1);
        let deep = deep.filter_map(|(dots, (at, _))| {
            let line = find(&self.wild, host.get(at + 1..)?)?;
            Some((line, MxMatch::TooDeep { labels: dots + 1 }))
        });
        apex.into_iter().chain(deep)
    }
}

fn find(names: &Names, name: &str) -> Option<usize> {
    let at = names.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
    names.get(at).map(|(_, line)| *line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn patterns(texts: &[&str]) -> Vec<MxPattern> {
        let made = texts.iter().enumerate().map(|(line, text)| MxPattern {
            text: (*text).to_owned(),
            line: line + 3,
            span: Span::new(0, 0),
        });
        made.collect()
    }

    #[test]
    fn names_are_found_as_pairs_compare() {
        const HOSTS: &[&str] = &[
            "example.com",
            "mx.example.com",
            "mx.eu.example.com",
            "a.b.c.example.com",
            "_x.example.com",
            ".example.com",
            "a..example.com",
            "com",
            "192.0.2.1",
            "other.example",
        ];
        const LINES: &[&str] = &[
            "*.example.com",
            "MX.example.com",
            "mx.example.com",
            "*.eu.example.com",
            "example.com",
            "*.EXAMPLE.com",
            "192.0.2.1",
            "*.0.2.1",
            "-.example.com",
            "*.com",
            "_x.example.com",
        ];
        let hosts: Vec<MxHost> = HOSTS.iter().map(|host| MxHost::new(Some(10), host)).collect();
        for first in 0..LINES.len() {
            let lines = patterns(&[&LINES[first..], &LINES[..first]].concat());
            let coverage = Coverage::full(&hosts, &lines);
            let (addresses, names): (Vec<&Row>, Vec<&Row>) =
                coverage.rows.iter().partition(|row| row.host.is_address());
            // An address is no name, though a line may look like it.
            assert!(!addresses.is_empty() && addresses.iter().all(|row| row.line.is_none()));
            for row in names {
                let cells: Vec<MxMatch> = lines.iter().map(|line| compare(&line.text, &row.host.host)).collect();
                assert_eq!(
                    row.line,
                    cells.iter().position(|cell| cell.is_match()),
                    "{row:?} {lines:?}"
                );
                let near = cells
                    .iter()
                    .position(|cell| !cell.is_match() && *cell != MxMatch::Other);
                let near = near.filter(|_| row.line.is_none()).map(|line| (line, cells[line]));
                assert_eq!(row.near, near, "{row:?} {lines:?}");
            }
        }
    }

    #[test]
    fn what_fits_is_told_pair_by_pair_as_by_name() {
        const LINES: [&str; 7] = [
            "mx.example.com",
            "*.example.com",
            "MX.example.com",
            "a.example.net",
            "*.example.net",
            "*.com",
            "-.example.com",
        ];
        const HOSTS: [&str; 5] = [
            "mx.example.com",
            "a.example.net",
            "a.b.example.com",
            "192.0.2.1",
            "example.com",
        ];
        let chosen = |all: &[&'static str], which: usize| -> Vec<&'static str> {
            let there = |(at, name): (usize, &&'static str)| (which >> at & 1 == 1).then_some(*name);
            all.iter().enumerate().filter_map(there).collect()
        };
        let mut fitting = 0;
        for (which_hosts, which_lines) in
            (0..1 << HOSTS.len()).flat_map(|hosts| (0..1 << LINES.len()).map(move |lines| (hosts, lines)))
        {
            let hosts = chosen(&HOSTS, which_hosts);
            let hosts: Vec<MxHost> = hosts.into_iter().map(|host| MxHost::new(None, host)).collect();
            let lines = patterns(&chosen(&LINES, which_lines));
            let full = Coverage::full(&hosts, &lines);
            let fits = full.refused() == 0 && full.lines.iter().all(|line| *line == Line::Used);
            let told = Coverage::fitting(&hosts, &lines);
            assert_eq!(told, fits.then_some(full), "{hosts:?} {lines:?}");
            fitting += usize::from(fits);
        }
        assert!(fitting > 10, "{fitting}");
    }

    #[test]
    fn lines_are_used_close_repeated_or_idle() {
        let hosts = ["mx.example.com", "a.b.example.net"].map(|host| MxHost::new(None, host));
        let lines = patterns(&[
            "mx.example.com",
            "*.example.com",
            "*.example.net",
            "MX.example.com",
            "x.example",
            "X.example",
        ]);
        let coverage = Coverage::of(&hosts, &lines);
        assert_eq!(
            coverage.lines,
            [
                Line::Used,
                Line::Used,
                Line::Near,
                Line::Repeated,
                Line::Unused,
                Line::Repeated
            ]
        );
        assert_eq!(coverage.refused(), 1);
    }
}
