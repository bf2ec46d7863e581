//! Web servers with the files of their kits, and the kit's own script in front of them.

use super::samples::{form, kit, to_ascii};
use super::tools::{Folder, Server, answers, command, free_port, output, program};
use super::webservers::{Running, apache, apache_with, caddy, nginx};
use mta_sts_lens::make::Made;
use std::fs;
use std::process::Command;

const HOST: &str = "mta-sts.example.com";
const PATH: &str = "/.well-known/mta-sts.txt";

/// An answer: status, headers in lower case, body.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: String,
    body: String,
}

/// Fetches a path of the policy host from a port of loopback; redirects are not followed.
fn fetch(port: u16, authority: Option<&str>, path: &str) -> Answer {
    let scheme = if authority.is_some() { "https" } else { "http" };
    let mut curl = command("curl");
    curl.args([
        "-si",
        "--max-time",
        "10",
        "--connect-to",
        &format!("::127.0.0.1:{port}"),
    ]);
    if let Some(file) = authority {
        curl.args(["--cacert", file]);
    }
    let text = output(curl.arg(format!("{scheme}://{HOST}{path}")));
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    Answer {
        status: head.split_whitespace().nth(1).unwrap().parse().unwrap(),
        headers: head.to_ascii_lowercase(),
        body: body.to_owned(),
    }
}

/// What every server has to answer.
fn serves(made: &Made, port: u16, authority: Option<&str>) {
    let answer = fetch(port, authority, PATH);
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (200, made.policy.as_str()),
        "{answer:?}"
    );
    for header in ["\r\ncontent-type: text/plain", "\r\naccess-control-allow-origin: *"] {
        assert_eq!(answer.headers.matches(header).count(), 1, "{header}: {answer:?}");
    }
    for path in ["/", "/.well-known/", "/.well-known/mta-sts", "/mta-sts.txt"] {
        let answer = fetch(port, authority, path);
        assert!(matches!(answer.status, 403 | 404), "{path}: {answer:?}");
    }
}

fn made() -> Made {
    form().make(None, &to_ascii)
}

/// A certificate for the policy host that is its own authority: `cert.pem` and `key.pem` in the folder.
fn certify(folder: &Folder) {
    let mut openssl = command("openssl");
    openssl.args([
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]);
    openssl.args([
        "-subj",
        "/CN=trial",
        "-addext",
        &format!("subjectAltName=DNS:{HOST}"),
        "-keyout",
    ]);
    output(
        openssl
            .arg(folder.join("key.pem"))
            .arg("-out")
            .arg(folder.join("cert.pem")),
    );
}

/// What every server has to answer, at the one that runs here.
fn serves_here(made: &Made, running: &Running) {
    let authority = running.folder.join("cert.pem");
    serves(made, running.port, Some(&authority.display().to_string()));
}

#[test]
fn nginx_serves_the_policy() {
    let made = made();
    let running = nginx(&made, certify);
    serves_here(&made, &running);
    assert!(!running.server.log().contains("[warn]"), "{}", running.server.log());
}

#[test]
fn caddy_serves_the_policy() {
    let made = made();
    let running = caddy(&made, certify);
    serves_here(&made, &running);
    assert!(
        !running.server.log().contains("not formatted"),
        "{}",
        running.server.log()
    );
}

#[test]
fn the_container_serves_the_policy_behind_a_proxy() {
    let made = made();
    let folder = Folder::with(&kit("docker", &made));
    let port = free_port();
    let site = folder
        .read("Caddyfile")
        .replace("root * /srv", &format!("root * {}", folder.path().display()));
    let config = folder.write("Caddyfile.here", &format!("{{\n\tadmin off\n}}\n{site}"));
    let mut start = command("caddy");
    start.args(["run", "--adapter", "caddyfile", "--config"]).arg(config);
    start.env("HOME", folder.path()).env("SITE", format!(":{port}"));
    let _server = Server::start(start, &folder, || answers(port));
    serves(&made, port, None);
    let dockerfile = folder.read("Dockerfile");
    for file in dockerfile.lines().filter_map(|line| line.strip_prefix("COPY ")) {
        assert!(folder.join(file.split(' ').next().unwrap()).exists(), "{file}");
    }
}

#[test]
fn apache_serves_the_policy() {
    let made = made();
    serves_here(&made, &apache(&made, certify));
}

#[test]
fn on_shared_hosting_no_rule_above_reaches_the_policy() {
    let made = made();
    let folder = Folder::with(&kit("apache", &made));
    // What content management systems have: everything else leads to the home page, and to www.
    folder.write(
        ".htaccess",
        "RewriteEngine On\nRewriteRule ^ https://www.example.com/ [R=301,L]\n",
    );
    let port = free_port();
    let here = folder.path().display();
    let site = format!(
        "<VirtualHost 127.0.0.1:{port}>\nServerName {HOST}\nDocumentRoot {here}\n<Directory {here}>\nAllowOverride All\n\
         Require all granted\n</Directory>\n</VirtualHost>\n"
    );
    let _server = apache_with(&folder, port, &["headers", "rewrite"], &site);
    assert_eq!(fetch(port, None, "/").status, 301);
    let answer = fetch(port, None, PATH);
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (200, made.policy.as_str()),
        "{answer:?}"
    );
    assert!(
        answer.headers.contains("\r\naccess-control-allow-origin: *"),
        "{answer:?}"
    );
}

/// A name server with the records of a form, by NSD.
fn nsd(folder: &Folder, zone: &str, port: u16) -> Server {
    let here = folder.path().display();
    folder.write("zone", zone);
    let config = format!(
        "server:\n  ip-address: 127.0.0.1@{port}\n  username: \"\"\n  chroot: \"\"\n  zonesdir: \"{here}\"\n  \
         pidfile: \"{here}/nsd.pid\"\n  xfrdfile: \"{here}/xfrd\"\n  zonelistfile: \"{here}/list\"\n  server-count: 1\n\
         remote-control:\n  control-enable: no\nzone:\n  name: example.com\n  zonefile: zone\n"
    );
    let mut start = command("nsd");
    start.arg("-d").arg("-c").arg(folder.write("nsd.conf", &config));
    Server::start(start, folder, || answers(port))
}

#[test]
fn the_script_finds_what_is_published_and_what_is_not() {
    let made = made();
    let running = nginx(&made, certify);
    let Running { folder, port, .. } = &running;
    let authority = folder.join("cert.pem").display().to_string();
    let dns = free_port();
    let head =
        "$TTL 60\nexample.com. IN SOA ns.example.com. a.example.com. 1 2 3 4 5\nexample.com. IN NS ns.example.org.\n";
    let records = super::samples::dns("bind", &made).remove(0).text;
    let verify = |dns: u16| {
        let mut script = Command::new(program("dash"));
        script.arg(folder.join("verify.sh"));
        script.env(
            "CURL_FLAGS",
            format!("--cacert {authority} --connect-to ::127.0.0.1:{port}"),
        );
        script.env("DIG_FLAGS", format!("@127.0.0.1 -p {dns} +tries=1 +time=2"));
        let out = script.output().unwrap();
        let said = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        (out.status.code(), said)
    };
    let names = Folder::new();
    {
        let _names = nsd(&names, &format!("{head}{records}"), dns);
        let (code, said) = verify(dns);
        assert_eq!((code, said.matches("good: ").count()), (Some(0), 6), "{said}");

        fs::write(
            folder.join(".well-known/mta-sts.txt"),
            made.policy.replace("testing", "enforce"),
        )
        .unwrap();
        let (code, said) = verify(dns);
        assert_eq!(code, Some(1), "{said}");
        assert!(
            said.contains("FAULT: it is another text") && said.contains("< mode: testing"),
            "{said}"
        );
        fs::remove_file(folder.join(".well-known/mta-sts.txt")).unwrap();
        let (code, said) = verify(dns);
        assert!(code == Some(1) && said.contains("answers 404, not 200"), "{said}");
    }
    // Another id, and a second record for reports.
    let dns = free_port();
    let changed = records.replace("id=2026", "id=1999");
    let second = "_smtp._tls IN TXT \"v=TLSRPTv1; rua=mailto:b@example.org\"\n";
    let _names = nsd(&names, &format!("{head}{changed}{second}"), dns);
    let (code, said) = verify(dns);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("_mta-sts.example.com is not v=STSv1; id=2026"), "{said}");
    assert!(said.contains("_smtp._tls.example.com has several records"), "{said}");
    // And without a name server that answers.
    let (code, said) = verify(free_port());
    assert!(
        code == Some(1) && said.contains("has no record that begins with v=STSv1;"),
        "{said}"
    );
}
