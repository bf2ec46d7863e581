//! Scripts: shells read them, a linter has nothing to say, and the programs that they call get every text whole.

use super::samples::{all, dns, kit, plain, records};
use super::tools::{Folder, command, output};
use mta_sts_lens::make::bundle::{dns_formats, kits};
use mta_sts_lens::make::template::File;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

#[test]
fn shells_read_every_script_and_the_linter_is_content() {
    for made in all() {
        let formats = dns_formats().map(|format| dns(format.trim_start_matches("dns/"), &made));
        let of_kits = kits().map(|name| kit(name.trim_start_matches("kit/"), &made));
        let scripts: Vec<File> = formats
            .chain(of_kits)
            .flatten()
            .filter(|file| file.executable)
            .collect();
        assert!(scripts.len() > 15);
        for script in scripts {
            let folder = Folder::with(std::slice::from_ref(&script));
            output(command("dash").arg("-n").arg(folder.join(&script.path)));
            // That a dollar sign in an address stays one is meant.
            output(
                command("shellcheck")
                    .arg("--exclude=SC2016")
                    .arg(folder.join(&script.path)),
            );
        }
    }
}

/// Runs a script with stand-ins for the programs that it calls; gives the arguments of each call.
fn calls(script: &Path, program: &str) -> Vec<Vec<String>> {
    let folder = Folder::new();
    let log = folder.join("calls");
    let stand_in = format!(
        "#!/bin/sh\nprintf '%s\\0' \"$@\" >>'{0}'\nprintf '\\n\\0' >>'{0}'\n",
        log.display()
    );
    let path = folder.write(program, &stand_in);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let mut run = command("dash");
    run.arg(script).current_dir(script.parent().unwrap());
    run.env("PATH", format!("{}:/usr/bin:/bin", folder.path().display()));
    for name in [
        "ZONE_ID",
        "CLOUDFLARE_API_TOKEN",
        "MANAGED_ZONE",
        "RESOURCE_GROUP",
        "HCLOUD_TOKEN",
        "API_KEY",
    ] {
        run.env(name, "some thing");
    }
    output(&mut run);
    let text = fs::read_to_string(log).unwrap();
    let calls = text.split_terminator("\n\0");
    calls
        .map(|call| call.split_terminator('\0').map(str::to_owned).collect())
        .collect()
}

fn behind<'a>(call: &'a [String], flag: &str) -> &'a str {
    let at = call
        .iter()
        .position(|argument| argument == flag)
        .unwrap_or_else(|| panic!("no {flag} in {call:?}"));
    &call[at + 1]
}

#[test]
fn programs_get_every_text_whole() {
    for made in all() {
        let wanted = records(&made);
        let zone = made.zone.as_ref().unwrap().to_string();

        let folder = Folder::with(&dns("digitalocean", &made));
        let mut found: Vec<_> = calls(&folder.join("digitalocean.sh"), "doctl")
            .iter()
            .map(|call| {
                assert_eq!(call[..5], ["compute", "domain", "records", "create", zone.as_str()]);
                let (name, rtype) = (behind(call, "--record-name"), behind(call, "--record-type").to_owned());
                let value = behind(call, "--record-data");
                let value = if rtype == "TXT" {
                    value.to_owned()
                } else {
                    plain(&rtype, value)
                };
                (
                    format!("{name}.{zone}"),
                    rtype,
                    behind(call, "--record-ttl").parse().unwrap(),
                    value,
                )
            })
            .collect();
        found.sort();
        assert_eq!(found, wanted);

        let folder = Folder::with(&dns("azure", &made));
        let calls_of_az = calls(&folder.join("azure.sh"), "az");
        for (name, rtype, ttl, value) in &wanted {
            let kind = rtype.to_ascii_lowercase();
            let of_it: Vec<_> = calls_of_az
                .iter()
                .filter(|call| call[3] == kind && format!("{}.{zone}", behind(call, "-n")) == *name)
                .collect();
            assert!(
                of_it
                    .iter()
                    .any(|call| call[4] == "create" && behind(call, "--ttl") == ttl.to_string())
            );
            let added = of_it.iter().filter(|call| call[4] != "create").any(|call| {
                let flag = match kind.as_str() {
                    "txt" => "-v",
                    "cname" => "-c",
                    _ => "-a",
                };
                let at = call.iter().position(|argument| argument == flag).unwrap();
                let strings = &call[at + 1..];
                strings.iter().all(|string| string.len() <= 255) && strings.concat() == *value
            });
            assert!(added, "{name} {rtype} {value}: {calls_of_az:?}");
        }

        let folder = Folder::with(&dns("hetzner", &made));
        let mut found: Vec<_> = calls(&folder.join("hetzner.sh"), "curl")
            .iter()
            .flat_map(|call| {
                let set: serde_json::Value = serde_json::from_str(behind(call, "--data")).unwrap();
                let text = |name: &str| set[name].as_str().unwrap().to_owned();
                let (name, rtype) = (format!("{}.{zone}", text("name")), text("type"));
                let ttl = u32::try_from(set["ttl"].as_u64().unwrap()).unwrap();
                let values = set["records"].as_array().unwrap().clone().into_iter();
                values.map(move |record| {
                    (
                        name.clone(),
                        rtype.clone(),
                        ttl,
                        plain(&rtype, record["value"].as_str().unwrap()),
                    )
                })
            })
            .collect();
        found.sort();
        assert_eq!(found, wanted);

        for (format, script, program, argument) in [
            ("cloudflare", "cloudflare.sh", "curl", "@cloudflare.json"),
            ("powerdns", "powerdns.sh", "curl", "@powerdns.json"),
            ("route53", "route53.sh", "aws", "file://route53.json"),
            ("google", "google.sh", "gcloud", "google.zone"),
        ] {
            let folder = Folder::with(&dns(format, &made));
            let calls = calls(&folder.join(script), program);
            assert!(
                calls.len() == 1 && calls[0].iter().any(|found| found == argument),
                "{format}: {calls:?}"
            );
        }
    }
}
