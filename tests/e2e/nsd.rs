//! The box's zones against a second implementation: the name server NSD, which is written in C and shares no
//! code with the crate `domain`. It gets the same zone texts, and every name of them, names beside and below them
//! that don't exist among these, is asked of both, by every type that the page asks for.
//!
//! NSD's messages are read by hand: a fault of the crate's own reader would hide one of its writer.

mod server;
mod wire;

use crate::scenario::{Scenario, ZoneText};
use crate::world::other_zone;
use crate::zones::{self, ALIASES, NXDOMAIN, Reply, Row, SERVFAIL, Zones};
use crate::{Outcome, selftest, trials};
use domain::base::name::FlattenInto;
use domain::base::{Name, Rtype};
use domain::rdata::ZoneRecordData;
use domain::zonefile::inplace::{Entry, Zonefile};
use hyper::body::Bytes;
use libtest_mimic::{Failed, Trial};
use server::Server;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use wire::{Message, Record, read_data};

/// The trials.
pub fn trials(scenarios: &[(String, Scenario)], shared: &BTreeMap<String, ZoneText>) -> Vec<Trial> {
    let layers = layers(scenarios, shared);
    let native = |name: &str, run: Box<dyn FnOnce() -> Outcome<()> + Send>| {
        Trial::test(format!("{}{name}", selftest::PREFIX), move || {
            run().map_err(|error| Failed::from(error.to_string()))
        })
    };
    vec![
        native("zones as NSD answers", Box::new(move || alike(&layers?))),
        native("zones that NSD answers otherwise", Box::new(otherwise)),
    ]
}

/// Zones that one server can hold together: of each apex one.
#[derive(Default)]
struct Layer {
    /// Texts by apex.
    texts: BTreeMap<String, String>,
    /// The same, of the box.
    zones: Zones,
    /// What is asked.
    questions: BTreeSet<Question>,
}

type Question = (Name<Bytes>, Rtype);

/// All that the page asks for, and what every zone has.
const TYPES: [Rtype; 9] = [
    Rtype::A,
    Rtype::AAAA,
    Rtype::CAA,
    Rtype::CNAME,
    Rtype::MX,
    Rtype::NS,
    Rtype::SOA,
    Rtype::TLSA,
    Rtype::TXT,
];

/// What the page asks for below a name, and what nobody has.
const BELOW: [&str; 5] = ["_mta-sts", "_smtp._tls", "mta-sts", "_25._tcp", "nobody-has-this"];

impl Layer {
    /// Adds a zone; NSD may be given another text, to see whether that is found.
    fn add(&mut self, apex: &str, records: &str, text: String) -> Outcome<()> {
        self.zones.add(apex, records, false)?;
        let top: Name<Bytes> = apex.parse()?;
        let mut names = BTreeSet::from([top.clone()]);
        for entry in Zonefile::from(zones::text(apex, records)?.as_str()) {
            let Entry::Record(record) = entry? else { continue };
            names.insert(record.owner().clone().flatten_into());
            match record.data() {
                ZoneRecordData::Cname(alias) => _ = names.insert(alias.cname().clone().flatten_into()),
                ZoneRecordData::Mx(mx) => _ = names.insert(mx.exchange().clone().flatten_into()),
                _ => {}
            }
        }
        // Names that are only there because others lie below them.
        for name in names.clone() {
            names.extend(
                name.iter_suffixes()
                    .take_while(|suffix| suffix.ends_with(&top) && *suffix != top),
            );
        }
        for name in &names {
            let below = BELOW.iter().map(|labels| format!("{labels}.{}", name.fmt_with_dot()));
            // Some of them are too long to be names.
            let below = below.filter_map(|text| text.parse::<Name<Bytes>>().ok());
            for name in below.chain([name.clone()]) {
                self.questions.extend(TYPES.map(|rtype| (name.clone(), rtype)));
            }
        }
        self.texts.insert(apex.to_ascii_lowercase(), text);
        Ok(())
    }

    /// Asks both everything, and gives every difference with the name in question.
    fn differences(&self) -> Outcome<Vec<(Name<Bytes>, String)>> {
        let server = Server::start(&self.texts)?;
        let mut nsd = Nsd::connect(server.address)?;
        let mut differences = Vec::new();
        for (name, rtype) in &self.questions {
            let text = name.fmt_with_dot().to_string();
            let ours = Said::of(&self.zones.ask(&text, rtype.to_int()))?;
            let theirs = nsd.resolve(name, *rtype)?;
            if ours != theirs {
                let line = format!("{text} {rtype}: the box says {ours:?}, NSD {theirs:?}");
                differences.push((name.clone(), line));
            }
        }
        if !differences.is_empty() {
            // A zone that NSD doesn't take is in its log.
            let errors = server.errors().into_iter();
            differences.extend(errors.map(|line| (Name::root_bytes(), line)));
        }
        Ok(differences)
    }
}

/// The scenarios' zones; then those that single servers know instead, as many layers as there are for one apex.
fn layers(scenarios: &[(String, Scenario)], shared: &BTreeMap<String, ZoneText>) -> Outcome<Vec<Layer>> {
    let mut layers = vec![Layer::default()];
    for (apex, zone) in shared
        .iter()
        .chain(scenarios.iter().flat_map(|(_, scenario)| &scenario.zone))
    {
        layers[0].add(apex, &zone.records, zones::text(apex, &zone.records)?)?;
    }
    for (_, scenario) in scenarios {
        let expect = &scenario.expect;
        for line in expect.asked.iter().flatten().chain(&expect.asked_contain) {
            if let [_, name, rtype] = *line.split_whitespace().collect::<Vec<_>>() {
                layers[0].questions.insert((name.parse()?, rtype.parse()?));
            }
        }
        for (apex, records) in scenario.doh.iter().filter_map(|fault| other_zone(scenario, fault)) {
            let text = zones::text(apex, records)?;
            let free = (1..layers.len()).find(|at| !layers[*at].texts.contains_key(apex));
            let at = free.unwrap_or_else(|| {
                layers.push(Layer::default());
                layers.len() - 1
            });
            layers[at].add(apex, records, text)?;
        }
    }
    Ok(layers)
}

/// How many differences are told.
const MOST_TOLD: usize = 20;

fn alike(layers: &[Layer]) -> Outcome<()> {
    let mut amiss = Vec::new();
    for layer in layers {
        amiss.extend(layer.differences()?.into_iter().map(|(_, line)| line));
    }
    let more = amiss.len().saturating_sub(MOST_TOLD);
    amiss.truncate(MOST_TOLD);
    if more > 0 {
        amiss.push(format!("and {more} more"));
    }
    trials::all_right(&amiss)
}

/// A comparison that finds nothing whatever NSD has would prove nothing.
fn otherwise() -> Outcome<()> {
    let changes = [
        ("", ""),
        ("192.0.2.25", "192.0.2.26"),
        ("mx      A", "mx 60   A"),
        ("MX    10", "MX    20"),
        ("*       TXT   \"wild\"", ""),
        ("a.deep  A     192.0.2.1", ""),
        ("alias   CNAME mx", "alias   CNAME text"),
        ("gone    CNAME nowhere.other.test.", "gone    CNAME here.other.test."),
        ("round   CNAME and", "round   CNAME mx"),
        ("\\200", "\\201"),
        ("TLSA  3 1 1", "TLSA  3 1 2"),
    ];
    let mut layer = Layer::default();
    let here = "here A 192.0.2.2";
    layer.add("other.test", here, zones::text("other.test", here)?)?;
    let apex = |at: usize| format!("change{at}.test");
    for (at, (from, to)) in changes.iter().enumerate() {
        let other = selftest::ZONE.replacen(from, to, 1);
        layer.add(&apex(at), selftest::ZONE, zones::text(&apex(at), &other)?)?;
    }
    let differences = layer.differences()?;
    for (at, (from, _)) in changes.iter().enumerate() {
        let zone: Name<Bytes> = apex(at).parse()?;
        let found = differences.iter().find(|(name, _)| name.ends_with(&zone));
        match found {
            Some((_, line)) if from.is_empty() => return Err(format!("nothing was changed: {line}").into()),
            None if !from.is_empty() => return Err(format!("not found: a change of '{from}'").into()),
            _ => {}
        }
    }
    Ok(())
}

/// What can be compared of an answer: records in order, names in lower case. Case means nothing in the DNS; the box
/// keeps that of the zone text, as most servers do, while NSD 4.6 forgets it, in data too.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    rcode: u8,
    answers: Vec<Record>,
    denial: Vec<Record>,
}

impl Said {
    fn of(reply: &Reply) -> Outcome<Self> {
        let records = |rows: &[Row]| -> Outcome<Vec<Record>> {
            let record = |row: &Row| {
                let owner: Name<Bytes> = row.name.parse()?;
                Ok(Record {
                    owner: owner.as_slice().to_ascii_lowercase(),
                    rtype: row.rtype,
                    ttl: row.ttl,
                    data: read_data(&row.wire, row.rtype, 0, row.wire.len())
                        .ok_or("the box's data can't be read")?
                        .into(),
                })
            };
            rows.iter().map(record).collect()
        };
        Ok(Self {
            rcode: reply.rcode,
            answers: records(&reply.answers)?,
            denial: records(&reply.authority)?,
        }
        .sorted())
    }

    fn sorted(mut self) -> Self {
        self.answers.sort();
        self.denial.sort();
        self
    }
}

/// A connection to NSD, with all that it has answered so far.
struct Nsd {
    stream: TcpStream,
    heard: HashMap<(Vec<u8>, u16), Message>,
}

const REFUSED: u8 = 5;

impl Nsd {
    fn connect(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        Ok(Self {
            stream,
            heard: HashMap::new(),
        })
    }

    /// Asks, one after another: several at once would be slower, as small answers would wait for
    /// acknowledgements.
    fn ask(&mut self, name: &Name<Bytes>, rtype: Rtype) -> Outcome<Message> {
        let key = (lower(name), rtype.to_int());
        if let Some(message) = self.heard.get(&key) {
            return Ok(message.clone());
        }
        let mut bytes = Vec::new();
        let length = u16::try_from(16 + name.len())?;
        // No flag, thus no recursion; one question.
        for word in [length, 0, 0, 1, 0, 0, 0] {
            bytes.extend(word.to_be_bytes());
        }
        bytes.extend(name.as_slice());
        bytes.extend([rtype.to_int(), 1].map(u16::to_be_bytes).concat());
        self.stream.write_all(&bytes)?;
        let mut length = [0; 2];
        self.stream.read_exact(&mut length)?;
        let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
        self.stream.read_exact(&mut message)?;
        let message = Message::read(&message).ok_or_else(|| format!("{name} {rtype}: NSD's answer can't be read"))?;
        self.heard.insert(key, message.clone());
        Ok(message)
    }

    /// What a resolver makes of NSD's answers: it asks anew for the target of each alias, and what lies in no zone of
    /// the box doesn't exist.
    fn resolve(&mut self, name: &Name<Bytes>, rtype: Rtype) -> Outcome<Said> {
        let mut said = Said::default();
        let mut at = name.clone();
        for _ in 0..ALIASES {
            let message = self.ask(&at, rtype)?;
            if message.rcode == REFUSED {
                said.rcode = NXDOMAIN;
                return Ok(said.sorted());
            }
            let own = lower(&at);
            let records: Vec<Record> = message
                .answers
                .into_iter()
                .filter(|record| record.owner == own)
                .collect();
            if records.is_empty() {
                said.rcode = message.rcode;
                said.denial = message.authority;
                return Ok(said.sorted());
            }
            let alias = records.iter().find(|record| record.rtype == Rtype::CNAME.to_int());
            let target = alias.filter(|_| rtype != Rtype::CNAME).map(|alias| alias.data.clone());
            said.answers.extend(records);
            match target {
                Some(target) => at = Name::from_octets(target)?,
                None => return Ok(said.sorted()),
            }
        }
        Ok(Said {
            rcode: SERVFAIL,
            ..Said::default()
        })
    }
}

fn lower(name: &Name<Bytes>) -> Vec<u8> {
    name.as_slice().to_ascii_lowercase()
}
