//! What the build writes for web servers that serve the page itself: nginx, Caddy and Apache run with it, with the page in a
//! folder, and every file has its headers.

#[allow(dead_code)]
#[path = "../../src/bin/site/hosting/mod.rs"]
mod site;

use super::tools::{Folder, Server, answers, command, free_port, output};
use super::webservers::{apache_with, nginx_with};
use site::{FOR_EVER, PAGE, said, write};

/// The policy of the static pages, which is handed in.
const RULES: &str = "default-src 'none'; style-src 'self'";

/// Where the page lies on its host.
const WITHIN: &str = "tools/lens";

/// A folder as the build leaves it, as far as hosts are concerned.
fn built() -> Folder {
    let folder = Folder::new();
    for file in [
        "index.html",
        "app-0123456789abcdef.js",
        "app-0123456789abcdef_bg.wasm",
        "embed.html",
        "embed/mta-sts-lens.js",
        "embed/check.wasm",
        "rules/index.html",
        "rules/STS213.html",
        "share/index.html",
        "www/manifest.webmanifest",
        "www/probe.html",
        "www/boot.js",
        "sw.js",
        "rules.txt",
        "module.mjs",
        "_headers",
        "_hosting/nginx.conf",
    ] {
        folder.write(&format!("site/{WITHIN}/{file}"), "x\n");
    }
    folder
}

/// What a host says with a file: its status and headers, names in lower case.
fn head(port: u16, path: &str, posted: bool) -> (u16, Vec<(String, String)>) {
    let mut curl = command("curl");
    curl.args(["-s", "-o", "-", "-D", "-", "--max-time", "10", "--path-as-is"]);
    if posted {
        curl.args(["-F", "text=x"]);
    }
    let text = output(curl.arg(format!("http://127.0.0.1:{port}/{WITHIN}/{path}")));
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    (status, headers.collect())
}

/// What every host has to say.
fn says(port: u16) {
    let page = format!("{PAGE}; frame-ancestors 'none'");
    let rules = format!("{RULES}; frame-ancestors 'none'");
    // The path, whether it never changes, its type, its policy and what of it.
    for (path, for_ever, kind, policy) in [
        ("", false, "text/html", Some(page.as_str())),
        ("index.html", false, "text/html", Some(&page)),
        ("app-0123456789abcdef.js", true, "javascript", None),
        ("app-0123456789abcdef_bg.wasm", true, "application/wasm", None),
        ("embed.html", false, "text/html", Some("frame-ancestors *")),
        ("embed/mta-sts-lens.js", false, "javascript", None),
        ("embed/check.wasm", false, "application/wasm", None),
        ("rules/", false, "text/html", Some(&rules)),
        ("rules/STS213.html", false, "text/html", Some(&rules)),
        ("share/", false, "text/html", Some("frame-ancestors 'none'")),
        ("www/manifest.webmanifest", false, "application/manifest+json", None),
        ("www/probe.html", false, "text/html", None),
        ("www/boot.js", false, "javascript", None),
        (
            "sw.js",
            false,
            "javascript",
            Some("default-src 'none'; connect-src 'self'"),
        ),
        ("rules.txt", false, "text/plain", None),
        ("module.mjs", false, "text/javascript", None),
    ] {
        let (status, headers) = head(port, path, false);
        let all = |name: &str| -> Vec<&str> {
            let same = headers.iter().filter(|(known, _)| known == name);
            same.map(|(_, value)| value.as_str()).collect()
        };
        assert_eq!(status, 200, "{path}");
        let kept = if for_ever { FOR_EVER } else { "no-cache" };
        assert_eq!(all("cache-control"), [kept], "{path}");
        assert_eq!(all("x-content-type-options"), ["nosniff"], "{path}");
        assert_eq!(all("referrer-policy"), ["no-referrer"], "{path}");
        let types = all("content-type");
        assert!(types.len() == 1 && types[0].contains(kind), "{path}: {types:?}");
        let policies = all("content-security-policy");
        match policy {
            Some(policy) => assert!(
                policies.len() == 1 && policies[0].ends_with(policy),
                "{path}: {policies:?}"
            ),
            None => assert!(policies.is_empty(), "{path}: {policies:?}"),
        }
        let embed = path.starts_with("embed");
        let open = if embed { vec!["cross-origin"] } else { Vec::new() };
        assert_eq!(all("cross-origin-resource-policy"), open, "{path}");
        let read = if path.starts_with("embed/") {
            vec!["*"]
        } else {
            Vec::new()
        };
        assert_eq!(all("access-control-allow-origin"), read, "{path}");
    }
    for hidden in ["_headers", "_hosting/nginx.conf", ".htaccess", "nowhere"] {
        let (status, _) = head(port, hidden, false);
        assert!([403, 404].contains(&status), "{hidden}: {status}");
    }
    // What is shared where nothing takes it in leads to the page that says so.
    let (status, headers) = head(port, "share/", true);
    assert_eq!(status, 303);
    assert!(
        headers
            .iter()
            .any(|(name, value)| name == "location" && (value == "./" || value.ends_with("/share/"))),
        "{headers:?}"
    );
}

#[test]
fn nginx_serves_the_page() {
    let (folder, port) = (built(), free_port());
    let root = folder.join("site").display().to_string();
    let config = write::nginx(&said(RULES))
        .replace("listen 8080", &format!("listen 127.0.0.1:{port}"))
        .replace("/usr/share/nginx/html", &root);
    let server = nginx_with(&folder, port, &format!("include /etc/nginx/mime.types;\n{config}"));
    says(port);
    assert!(!server.log().contains("[warn]"), "{}", server.log());
}

#[test]
fn caddy_serves_the_page() {
    let (folder, port) = (built(), free_port());
    let config = folder.write(
        "Caddyfile",
        &format!("{{\n\tadmin off\n}}\n{}", write::caddy(&said(RULES))),
    );
    let mut start = command("caddy");
    start.args(["run", "--adapter", "caddyfile", "--config"]).arg(config);
    start.env("HOME", folder.path()).env("SITE", format!(":{port}"));
    start.env("ROOT", folder.join("site"));
    let server = Server::start(start, &folder, || answers(port));
    says(port);
    assert!(!server.log().contains("not formatted"), "{}", server.log());
}

#[test]
fn apache_serves_the_page() {
    let (folder, port) = (built(), free_port());
    folder.write(&format!("site/{WITHIN}/.htaccess"), &write::apache(&said(RULES)));
    let root = folder.join("site").display().to_string();
    let site = format!(
        "TypesConfig /etc/mime.types\nDocumentRoot {root}\n<Directory {root}>\nAllowOverride All\nRequire all granted\n</Directory>\n"
    );
    let _server = apache_with(&folder, port, &["headers", "rewrite"], &site);
    says(port);
}

#[test]
fn the_image_serves_what_the_build_makes() {
    let dockerfile = include_str!("../../Dockerfile");
    let from: Vec<&str> = dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("FROM "))
        .collect();
    // Pinned, without rights of root; it listens at a port that wants none.
    assert!(
        from.len() == 1 && from[0].starts_with("nginxinc/nginx-unprivileged:") && from[0].contains("@sha256:"),
        "{from:?}"
    );
    let config = write::nginx(&said(RULES));
    assert!(
        config.contains("listen 8080;") && config.contains("root /usr/share/nginx/html;"),
        "{config}"
    );
    for copied in [
        "COPY dist/_hosting/nginx.conf /etc/nginx/conf.d/default.conf",
        "COPY dist /usr/share/nginx/html",
    ] {
        assert!(dockerfile.contains(copied), "{copied}");
    }
    assert!(include_str!("../../.dockerignore").contains("!dist"));
}
