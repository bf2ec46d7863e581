//! DNS formats, read by the programs that they are for.

use super::samples::{all, dns, plain, records, sorted};
use super::tools::{Folder, command, installed, json, output, program, python, tool};
use mta_sts_lens::dns::txt;
use mta_sts_lens::make::Made;
use serde_json::Value;
use std::net::Ipv6Addr;
use std::process::Command;

fn zone(made: &Made) -> String {
    made.zone.as_ref().unwrap().to_string()
}

/// Zone text that `named-checkzone` accepts, as it prints it.
fn checked(text: &str, made: &Made) -> Vec<(String, String, u32, String)> {
    let folder = Folder::new();
    let zone = zone(made);
    let head = format!("$TTL 60\n{zone}. IN SOA ns.{zone}. a.{zone}. 1 2 3 4 5\n{zone}. IN NS ns.example.org.\n");
    let file = folder.write("zone", &format!("{head}{text}"));
    let mut check = command("named-checkzone");
    check.args(["-q", "-i", "local", "-D", "-s", "full", &zone]).arg(file);
    let canonical = output(&mut check);
    let records = canonical.lines().filter_map(|line| {
        let (name, rest) = word(line)?;
        let (ttl, rest) = word(rest)?;
        let (_, rest) = word(rest)?;
        let (rtype, data) = word(rest)?;
        let record = (
            name.trim_end_matches('.').to_owned(),
            rtype.to_owned(),
            ttl.parse().ok()?,
            plain(rtype, data),
        );
        (!matches!(rtype, "SOA" | "NS")).then_some(record)
    });
    sorted(records.collect())
}

/// The first word, and what follows it.
fn word(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = text.split_once(char::is_whitespace)?;
    Some((word, rest.trim_start()))
}

#[test]
fn named_reads_the_zone_files() {
    for made in all() {
        for format in ["bind", "google"] {
            let files = dns(format, &made);
            assert_eq!(checked(&files[0].text, &made), records(&made), "{format}");
        }
    }
}

#[test]
fn octodns_reads_its_zone_file() {
    for made in all() {
        let folder = Folder::with(&dns("octodns", &made));
        let found = json(python("octodns_records.py").arg(folder.path()).arg(zone(&made)));
        let found = found.as_array().unwrap().iter().flat_map(|set| {
            let text = |at: usize| set[at].as_str().unwrap().to_owned();
            let ttl = u32::try_from(set[2].as_u64().unwrap()).unwrap();
            let values = set[3].as_array().unwrap().clone().into_iter();
            let (name, rtype) = (text(0).trim_end_matches('.').to_owned(), text(1));
            values.map(move |value| (name.clone(), rtype.clone(), ttl, plain(&rtype, value.as_str().unwrap())))
        });
        assert_eq!(sorted(found.collect()), records(&made));
    }
}

#[test]
fn dnscontrol_runs_its_script() {
    for made in all() {
        let folder = Folder::with(&dns("dnscontrol", &made));
        let mut node = command("node");
        let found = json(
            node.arg(tool("dnscontrol_records.mjs"))
                .arg(folder.join("dnsconfig.js")),
        );
        let found = found.as_array().unwrap().iter().map(|record| {
            let text = |at: usize| record[at].as_str().unwrap().to_owned();
            let ttl = u32::try_from(record[2].as_u64().unwrap()).unwrap();
            let value = text(3);
            let value = if text(1) == "CNAME" {
                value.trim_end_matches('.').to_owned()
            } else {
                value
            };
            (text(0), text(1), ttl, value)
        });
        assert_eq!(sorted(found.collect()), records(&made));
    }
}

#[test]
fn windows_scripts_are_powershell_and_add_every_record() {
    for made in all() {
        let folder = Folder::with(&dns("windows", &made));
        let commands = json(python("powershell_commands.py").arg(folder.join("mta-sts.ps1")));
        let mut found = Vec::new();
        for command in commands.as_array().unwrap() {
            let words: Vec<&str> = command
                .as_array()
                .unwrap()
                .iter()
                .map(|word| word.as_str().unwrap())
                .collect();
            let behind = |flag: &str| {
                let at = words.iter().position(|word| *word == flag);
                at.map_or_else(|| panic!("no {flag} in {words:?}"), |at| words[at + 1])
            };
            let (own, ttl, rtype, data) = match words[0] {
                "Remove-DnsServerResourceRecord" => continue,
                "dnscmd" => {
                    assert_eq!(
                        (words[1], words[2], words[3], words[6]),
                        (".", "/RecordAdd", zone(&made).as_str(), "TXT")
                    );
                    (words[4], words[5], "TXT", words[7..].concat())
                }
                other => {
                    assert_eq!(behind("-ZoneName"), zone(&made));
                    let (rtype, flag) = match other {
                        "Add-DnsServerResourceRecord" => ("TXT", "-DescriptiveText"),
                        "Add-DnsServerResourceRecordA" => ("A", "-IPvAddress"),
                        "Add-DnsServerResourceRecordAAAA" => ("AAAA", "-IPvAddress"),
                        "Add-DnsServerResourceRecordCName" => ("CNAME", "-HostNameAlias"),
                        _ => panic!("{words:?}"),
                    };
                    (behind("-Name"), behind("-TimeToLive"), rtype, behind(flag).to_owned())
                }
            };
            let data = data.trim_end_matches('.').to_owned();
            found.push((
                format!("{own}.{}", zone(&made)),
                rtype.to_owned(),
                ttl.parse().unwrap(),
                data,
            ));
        }
        let wanted = records(&made).into_iter().map(|(name, rtype, ttl, data)| {
            let data = plain(&rtype, &data).trim_end_matches('.').to_owned();
            (name, rtype, ttl, data)
        });
        assert_eq!(sorted(found), sorted(wanted.collect()));
    }
}

/// A string of HCL as it is written, decoded.
fn hcl(value: &Value) -> String {
    let written = value.as_str().unwrap().replace("$${", "${").replace("%%{", "%{");
    serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"))
}

#[test]
fn terraform_files_are_hcl_and_hold_every_record() {
    for made in all() {
        for provider in ["cloudflare", "route53", "google", "azure"] {
            let folder = Folder::with(&dns(&format!("terraform-{provider}"), &made));
            let file = json(python("hcl_json.py").arg(folder.join("mta-sts.tf")));
            let resources = file["resource"].as_array().unwrap().iter();
            let found = resources.flat_map(|resource| {
                let (kind, named) = resource.as_object().unwrap().iter().next().unwrap();
                let (_, fields) = named.as_object().unwrap().iter().next().unwrap();
                of_resource(provider, kind.trim_matches('"'), fields, &made)
            });
            assert_eq!(sorted(found.collect()), records(&made), "{provider}");
        }
    }
}

fn of_resource(provider: &str, kind: &str, fields: &Value, made: &Made) -> Vec<(String, String, u32, String)> {
    let ttl = u32::try_from(fields["ttl"].as_u64().unwrap()).unwrap();
    let name = hcl(&fields["name"]).trim_end_matches('.').to_owned();
    let list = |field: &str| fields[field].as_array().unwrap().iter().map(hcl).collect::<Vec<_>>();
    if provider == "azure" {
        let rtype = kind
            .trim_start_matches("azurerm_dns_")
            .trim_end_matches("_record")
            .to_ascii_uppercase();
        let values = match rtype.as_str() {
            "TXT" => fields["record"]
                .as_array()
                .unwrap()
                .iter()
                .map(|record| hcl(&record["value"]))
                .collect(),
            "CNAME" => vec![hcl(&fields["record"])],
            _ => list("records"),
        };
        let name = format!("{name}.{}", hcl(&fields["zone_name"]));
        assert_eq!(hcl(&fields["zone_name"]), zone(made));
        return values
            .into_iter()
            .map(|value| (name.clone(), rtype.clone(), ttl, value))
            .collect();
    }
    let rtype = hcl(&fields["type"]);
    let values = match provider {
        "cloudflare" => vec![hcl(&fields["content"])],
        "google" => list("rrdatas"),
        // The provider puts the outer quotation marks.
        _ if rtype == "TXT" => list("records").iter().map(|text| format!("\"{text}\"")).collect(),
        _ => list("records"),
    };
    let values = values.iter().map(|value| plain(&rtype, value));
    values.map(|value| (name.clone(), rtype.clone(), ttl, value)).collect()
}

#[test]
fn tinydns_compiles_its_data() {
    for made in all() {
        // It answers for zones that it is told to have.
        let zone = zone(&made);
        let mut files = dns("tinydns", &made);
        files[0].text.push_str(&[".", &zone, "::ns.example.org\n"].concat());
        let folder = Folder::with(&files);
        output(command("tinydns-data").current_dir(folder.path()));
        for (name, rtype, ttl, value) in records(&made) {
            let mut get = command("tinydns-get");
            let answer = output(get.args([&rtype, &name]).current_dir(folder.path()));
            let answers = answer.lines().filter_map(|line| line.strip_prefix("answer: "));
            let found = answers.filter_map(|line| {
                let (_, rest) = word(line)?;
                let (found_ttl, rest) = word(rest)?;
                let (_, data) = word(rest)?;
                (found_ttl == ttl.to_string()).then(|| match rtype.as_str() {
                    // Each string behind a length octet.
                    "TXT" => String::from_utf8(txt::from_wire(&octets(data)).unwrap().text).unwrap(),
                    "AAAA" => Ipv6Addr::from(<[u8; 16]>::try_from(octets(data)).unwrap()).to_string(),
                    _ => data.to_owned(),
                })
            });
            let found: Vec<String> = found.collect();
            assert!(found.contains(&value), "{name} {rtype} {value}: {found:?} {answer}");
        }
    }
}

/// Data as tinydns-get shows it.
fn octets(shown: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = shown.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let number = after
            .get(..3)
            .filter(|_| byte == b'\\')
            .and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(octet) = number.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            out.push(octet);
            rest = &after[3..];
        } else {
            out.push(byte);
            rest = after;
        }
    }
    out
}

#[test]
fn json_files_are_read_by_python_and_node_alike() {
    for made in all() {
        for (format, file) in [
            ("cloudflare", "cloudflare.json"),
            ("route53", "route53.json"),
            ("powerdns", "powerdns.json"),
        ] {
            let folder = Folder::with(&dns(format, &made));
            let path = folder.join(file);
            let here: Value = serde_json::from_str(&folder.read(file)).unwrap();
            let script = "import json,sys; print(json.dumps(json.load(open(sys.argv[1]))))";
            let theirs = json(Command::new(installed("LENS_PYTHON")).args(["-c", script]).arg(&path));
            let script = "console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(process.argv[1]))))";
            let node = json(Command::new(program("node")).args(["-e", script]).arg(&path));
            assert_eq!((&theirs, &node), (&here, &here), "{format}");
        }
    }
}
