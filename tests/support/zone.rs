//! A few lines of zone text that answer questions as a resolver would: aliases, wildcards, NXDOMAIN against NODATA.
//!
//! Small on purpose: the scenarios in a browser stand on a real implementation of the DNS; here the answers only have
//! to feed the judgement.

use mta_sts_lens::dns::answer::{Answer, Data, Failure, LONGEST_CHAIN, Lookup, Row};
use mta_sts_lens::dns::{Name, Rtype};

/// Seconds for which "no such record" may be kept.
const NEGATIVE_TTL: u32 = 900;

/// Records, whoever they belong to.
#[derive(Clone, Debug, Default)]
pub struct Zone {
    rows: Vec<Row>,
}

impl Zone {
    /// Reads lines `NAME TTL TYPE DATA`. A name without final dot lies below `origin`; `@` is `origin` itself.
    /// Empty lines and lines that begin with `#` or `;` count for nothing.
    pub fn parse(text: &str, origin: &Name) -> Result<Self, String> {
        let rows = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with(['#', ';']))
            .map(|line| row(line, origin.as_str()).ok_or_else(|| format!("no record: {line}")))
            .collect::<Result<_, _>>()?;
        Ok(Self { rows })
    }

    /// These records with those of `other` in place of their own at the same name and type.
    #[must_use]
    pub fn overlaid(&self, other: &Self) -> Self {
        let replaced = |row: &&Row| {
            !other
                .rows
                .iter()
                .any(|new| new.owner == row.owner && new.rtype == row.rtype)
        };
        let rows = self.rows.iter().filter(replaced).chain(&other.rows).cloned().collect();
        Self { rows }
    }

    /// These records without those at a name of a type.
    #[must_use]
    pub fn without(mut self, owner: &str, rtype: Rtype) -> Self {
        self.rows.retain(|row| row.owner != owner || row.rtype != rtype);
        self
    }

    /// What a resolver says when it is asked; `shows_loops`: one that answers with the rows of a circle of aliases.
    #[must_use]
    pub fn ask(&self, name: &Name, rtype: Rtype, signed: bool, shows_loops: bool) -> Lookup {
        let mut answer = Answer {
            signed,
            ..Answer::default()
        };
        let mut at = name.as_str().to_owned();
        for _ in 0..LONGEST_CHAIN {
            let found = self.at(&at);
            let asked: Vec<_> = found.iter().filter(|row| row.rtype == rtype).cloned().collect();
            if !asked.is_empty() {
                answer.rows.extend(asked);
                return Lookup::Answer(answer);
            }
            let alias = found.iter().find(|row| row.rtype == Rtype::CNAME);
            let Some((row, Data::Cname { target })) = alias.map(|row| (row, &row.data)) else {
                answer.nxdomain = found.is_empty() && !self.has_below(&at);
                answer.negative_ttl = Some(NEGATIVE_TTL);
                return Lookup::Answer(answer);
            };
            answer.rows.push(row.clone());
            at.clone_from(target);
        }
        if shows_loops {
            return Lookup::Answer(answer);
        }
        // Most resolvers give up on a circle of aliases.
        Lookup::Failed(Failure::ServFail {
            comments: Vec::new(),
            ede: Vec::new(),
        })
    }

    /// The records at a name, those of a wildcard as if they stood there (RFC 4592 §3.3).
    fn at(&self, name: &str) -> Vec<Row> {
        if self.exists(name) {
            return self.owned_by(name).cloned().collect();
        }
        let mut encloser = name;
        while let Some((_, parent)) = encloser.split_once('.') {
            encloser = parent;
            if self.exists(encloser) {
                let as_if_here = |row: &Row| Row {
                    owner: name.to_owned(),
                    ..row.clone()
                };
                return self.owned_by(&format!("*.{encloser}")).map(as_if_here).collect();
            }
        }
        Vec::new()
    }

    fn owned_by<'a>(&'a self, owner: &'a str) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().filter(move |row| row.owner == owner)
    }

    fn exists(&self, name: &str) -> bool {
        self.rows.iter().any(|row| row.owner == name) || self.has_below(name)
    }

    fn has_below(&self, name: &str) -> bool {
        self.rows
            .iter()
            .any(|row| row.owner.strip_suffix(name).is_some_and(|rest| rest.ends_with('.')))
    }
}

/// A name as written in a zone text, in full.
pub fn absolute(name: &str, origin: &str) -> String {
    let name = name.to_ascii_lowercase();
    match name.strip_suffix('.') {
        Some(full) => full.to_owned(),
        None if name == "@" => origin.to_owned(),
        None => format!("{name}.{origin}"),
    }
}

/// A type by its mnemonic.
pub fn rtype(word: &str) -> Option<Rtype> {
    (0..=257).map(Rtype).find(|rtype| rtype.to_string() == word)
}

fn row(line: &str, origin: &str) -> Option<Row> {
    let (owner, rest) = line.split_once(char::is_whitespace)?;
    let (ttl, rest) = rest.trim_start().split_once(char::is_whitespace)?;
    let (word, data) = rest.trim_start().split_once(char::is_whitespace)?;
    let rtype = rtype(word)?;
    Some(Row {
        owner: absolute(owner, origin),
        ttl: ttl.parse().ok()?,
        rtype,
        data: self::data(rtype, data.trim(), origin)?,
    })
}

fn data(rtype: Rtype, text: &str, origin: &str) -> Option<Data> {
    if let Some(raw) = text.strip_prefix("malformed ") {
        return Some(Data::Malformed { data: raw.to_owned() });
    }
    let mut words = text.split_whitespace();
    Some(match rtype {
        Rtype::A => Data::A {
            address: text.parse().ok()?,
        },
        Rtype::AAAA => Data::Aaaa {
            address: text.parse().ok()?,
        },
        Rtype::CNAME => Data::Cname {
            target: absolute(text, origin),
        },
        Rtype::NS => Data::Ns {
            host: absolute(text, origin),
        },
        Rtype::MX => Data::Mx {
            preference: words.next()?.parse().ok()?,
            host: match words.next()? {
                "." => String::new(),
                // The case is kept: it is what was published.
                full if full.ends_with('.') => full.trim_end_matches('.').to_owned(),
                "@" => origin.to_owned(),
                short => format!("{short}.{origin}"),
            },
        },
        Rtype::TXT => {
            let strings = strings(text)?;
            Data::Txt {
                strings: Some(strings.len()),
                text: strings.concat(),
            }
        }
        Rtype::TLSA => Data::Tlsa {
            usage: words.next()?.parse().ok()?,
            selector: words.next()?.parse().ok()?,
            matching: words.next()?.parse().ok()?,
            hex: words.collect::<String>().to_ascii_lowercase(),
        },
        Rtype::CAA => Data::Caa {
            flags: words.next()?.parse().ok()?,
            tag: words.next()?.to_owned(),
            value: String::from_utf8(strings(words.next()?)?.concat()).ok()?,
        },
        Rtype::SOA => Data::Soa {
            primary: absolute(words.next()?, origin),
            serial: words.next()?.parse().ok()?,
            minimum: words.next()?.parse().ok()?,
        },
        _ => return None,
    })
}

/// The character-strings of a TXT record, in quotes; `\"`, `\\` and `\DDD` stand for octets (RFC 1035 §5.1).
fn strings(text: &str) -> Option<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let mut string = Vec::new();
        let mut bytes = rest.strip_prefix('"')?.bytes();
        loop {
            match bytes.next()? {
                b'"' => break,
                b'\\' => match bytes.next()? {
                    digit @ b'0'..=b'2' => {
                        let decimal = |byte: u8| u32::from(byte.wrapping_sub(b'0'));
                        let value = decimal(digit) * 100 + decimal(bytes.next()?) * 10 + decimal(bytes.next()?);
                        string.push(u8::try_from(value).ok()?);
                    }
                    other => string.push(other),
                },
                byte => string.push(byte),
            }
        }
        found.push(string);
        rest = rest.get(rest.len() - bytes.len()..)?.trim_start();
    }
    Some(found)
}
