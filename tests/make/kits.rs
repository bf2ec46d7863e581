//! Kits as archives, and those for hosts that can't be had here: their files are what the hosts' own parsers read.

use super::samples::{NOW, all, form, kit, to_ascii};
use super::tools::{Folder, command, installed, json, output, python, tool};
use mta_sts_lens::make::bundle::kits;
use mta_sts_lens::make::kit as core;
use serde_json::Value;
use std::fs;

const PATH: &str = "/.well-known/mta-sts.txt";

#[test]
fn archives_are_opened_by_python_and_unzip() {
    let made = form().make(None, &to_ascii);
    for name in kits() {
        let files = core::files(name, Some("dns/bind"), &made).unwrap();
        let folder = Folder::new();
        let archive = folder.join("kit.zip");
        fs::write(&archive, core::archive(name, Some("dns/bind"), &made, NOW).unwrap()).unwrap();
        let listed = json(python("archive_list.py").arg(&archive));
        let listed = listed.as_object().unwrap();
        assert_eq!(listed.len(), files.len(), "{name}");
        output(command("unzip").arg("-q").arg(&archive).arg("-d").arg(folder.path()));
        for file in files {
            let path = format!("mta-sts.example.com/{}", file.path);
            let rights = if file.executable { 0o100_755 } else { 0o100_644 };
            let wanted = serde_json::json!([file.text, rights, [2026, 11, 23, 14, 32, 6]]);
            assert_eq!(listed[&path], wanted, "{name}");
            assert_eq!(folder.read(&path), file.text, "{name}");
        }
    }
}

#[test]
fn the_worker_serves_the_policy_in_workerd() {
    for made in all() {
        let folder = Folder::with(&kit("cloudflare-worker", &made));
        let host = format!("https://mta-sts.{}", made.domain.as_ref().unwrap());
        let mut node = command("node");
        node.arg(tool("worker_answers.mjs"))
            .arg(installed("LENS_NODE_MODULES"))
            .arg(folder.join("worker.js"));
        for path in [PATH, "/", "/.well-known/mta-sts.txt/", "/.well-known/MTA-STS.txt"] {
            node.arg(format!("{host}{path}"));
        }
        let answers = json(&mut node);
        let answers = answers.as_array().unwrap();
        assert_eq!(answers[0]["status"], 200);
        assert_eq!(answers[0]["text"], made.policy.as_str());
        assert_eq!(answers[0]["headers"]["content-type"], "text/plain; charset=utf-8");
        assert_eq!(answers[0]["headers"]["access-control-allow-origin"], "*");
        assert!(answers[1..].iter().all(|answer| answer["status"] == 404), "{answers:?}");
        let settings: toml::Value = toml::from_str(&folder.read("wrangler.toml")).unwrap();
        assert_eq!(settings["main"].as_str(), Some("worker.js"));
        assert_eq!(
            Some(format!(
                "https://{}",
                settings["routes"][0]["pattern"].as_str().unwrap()
            )),
            Some(host)
        );
    }
}

/// The headers of a list `[{key, value}, …]`.
fn of_list(list: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let headers = list.as_array().unwrap().iter();
    headers
        .map(|header| (text(&header["key"]).to_ascii_lowercase(), text(&header["value"])))
        .collect()
}

#[test]
fn settings_of_static_hosts_give_the_policy_its_headers() {
    let made = form().make(None, &to_ascii);
    for name in ["cloudflare-pages", "netlify", "vercel", "azure", "firebase"] {
        let folder = Folder::with(&kit(name, &made));
        let parsed = |file: &str| serde_json::from_str::<Value>(&folder.read(file)).unwrap();
        let (root, path, headers) = match name {
            "cloudflare-pages" => {
                let text = folder.read("public/_headers");
                let (path, headers) = text.split_once('\n').unwrap();
                let headers = headers.lines().map(|line| line.trim().split_once(": ").unwrap());
                let headers = headers.map(|(key, value)| (key.to_ascii_lowercase(), value.to_owned()));
                ("public", path.to_owned(), headers.collect())
            }
            "netlify" => {
                let settings: toml::Value = toml::from_str(&folder.read("netlify.toml")).unwrap();
                let rule = &settings["headers"][0];
                let headers = rule["values"].as_table().unwrap().iter();
                let headers =
                    headers.map(|(key, value)| (key.to_ascii_lowercase(), value.as_str().unwrap().to_owned()));
                assert_eq!(settings["build"]["publish"].as_str(), Some("public"));
                ("public", rule["for"].as_str().unwrap().to_owned(), headers.collect())
            }
            "vercel" => {
                let rule = parsed("vercel.json")["headers"][0].clone();
                (
                    "public",
                    rule["source"].as_str().unwrap().to_owned(),
                    of_list(&rule["headers"]),
                )
            }
            "firebase" => {
                let hosting = parsed("firebase.json")["hosting"].clone();
                // Hidden folders are not left out.
                assert_eq!(hosting["ignore"], serde_json::json!(["firebase.json"]));
                let rule = hosting["headers"][0].clone();
                (
                    "public",
                    rule["source"].as_str().unwrap().to_owned(),
                    of_list(&rule["headers"]),
                )
            }
            _ => {
                let settings = parsed("staticwebapp.config.json");
                let rule = &settings["routes"][0];
                let headers = rule["headers"].as_object().unwrap().iter();
                let headers =
                    headers.map(|(key, value)| (key.to_ascii_lowercase(), value.as_str().unwrap().to_owned()));
                let kind = (
                    "content-type".to_owned(),
                    settings["mimeTypes"][".txt"].as_str().unwrap().to_owned(),
                );
                assert!(folder.join("index.html").exists());
                (
                    ".",
                    rule["route"].as_str().unwrap().to_owned(),
                    headers.chain([kind]).collect::<Vec<_>>(),
                )
            }
        };
        assert_eq!(path, PATH, "{name}");
        assert_eq!(folder.read(&format!("{root}{PATH}")), made.policy, "{name}");
        let value = |key: &str| {
            headers
                .iter()
                .find(|(known, _)| known == key)
                .map(|(_, value)| value.as_str())
        };
        assert!(
            value("content-type").is_some_and(|kind| kind.starts_with("text/plain")),
            "{name}"
        );
        assert_eq!(value("access-control-allow-origin"), Some("*"), "{name}");
    }
}

#[test]
fn github_pages_has_its_hidden_folder_and_its_own_name() {
    let made = form().make(None, &to_ascii);
    let folder = Folder::with(&kit("github-pages", &made));
    // Without that file Jekyll leaves out what begins with a dot.
    assert!(folder.join(".nojekyll").exists());
    assert_eq!(folder.read("CNAME").trim(), "mta-sts.example.com");
    assert_eq!(folder.read(PATH.trim_start_matches('/')), made.policy);
}

#[test]
fn the_stack_and_the_container_are_yaml() {
    let made = form().make(None, &to_ascii);
    let folder = Folder::with(&kit("aws", &made));
    let stack = json(python("yaml_json.py").arg(folder.join("stack.yaml")));
    let distribution = &stack["Resources"]["Distribution"]["Properties"]["DistributionConfig"];
    assert_eq!(distribution["Aliases"], serde_json::json!(["mta-sts.example.com"]));
    assert_eq!(
        distribution["DefaultCacheBehavior"]["ViewerProtocolPolicy"],
        "https-only"
    );
    let headers = &stack["Resources"]["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]["CorsConfig"];
    assert_eq!(headers["AccessControlAllowOrigins"]["Items"], serde_json::json!(["*"]));

    let folder = Folder::with(&kit("docker", &made));
    let compose = json(python("yaml_json.py").arg(folder.join("compose.yaml")));
    assert_eq!(
        compose["services"]["mta-sts"]["ports"],
        serde_json::json!(["80:80", "443:443"])
    );
}
