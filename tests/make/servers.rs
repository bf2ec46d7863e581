//! Web servers with the files of their kits, and the kit's own script in front of them.

use super::samples::{form, kit, to_ascii};
use super::tools::{Folder, Server, answers, command, free_port, output, program};
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
fn certificate(folder: &Folder) -> String {
    let cert = folder.join("cert.pem");
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
    output(openssl.arg(folder.join("key.pem")).arg("-out").arg(&cert));
    cert.display().to_string()
}

/// The kit's configuration with the places of this machine.
fn placed(text: &str, folder: &Folder, port: u16) -> String {
    let here = folder.path().display();
    text.replace(
        &format!("/etc/letsencrypt/live/{HOST}/fullchain.pem"),
        &format!("{here}/cert.pem"),
    )
    .replace(
        &format!("/etc/letsencrypt/live/{HOST}/privkey.pem"),
        &format!("{here}/key.pem"),
    )
    .replace(&format!("/var/www/{HOST}"), &format!("{here}/"))
    .replace(&format!("{here}//"), &format!("{here}/"))
    .replace("[::]:443", &format!("127.0.0.1:{}", free_port()))
    .replace("listen 443", &format!("listen 127.0.0.1:{port}"))
    .replace("*:443", &format!("127.0.0.1:{port}"))
    .replace("[::]:80", &format!("127.0.0.1:{}", free_port()))
    .replace("listen 80", &format!("listen 127.0.0.1:{}", free_port()))
}

/// nginx with the kit's files.
fn nginx(made: &Made) -> (Folder, Server, u16, String) {
    let folder = Folder::with(&kit("nginx", made));
    let authority = certificate(&folder);
    let port = free_port();
    let here = folder.path().display();
    let site = folder.write(
        "site.conf",
        &placed(&folder.read(&format!("{HOST}.conf")), &folder, port),
    );
    // Started by root, its workers are of another user, to whom the folder would have to be open.
    let root = output(command("id").arg("-u")).trim() == "0";
    let user = if root { "user root;\n" } else { "" };
    let main = format!(
        "daemon off;\npid {here}/pid;\nerror_log stderr;\n{user}events {{}}\nhttp {{\n  access_log off;\n  include {};\n}}\n",
        site.display()
    );
    let main = folder.write("nginx.conf", &main);
    let mut start = command("nginx");
    start.arg("-c").arg(main).arg("-p").arg(folder.path());
    let server = Server::start(start, &folder, || answers(port));
    (folder, server, port, authority)
}

#[test]
fn nginx_serves_the_policy() {
    let made = made();
    let (_folder, server, port, authority) = nginx(&made);
    serves(&made, port, Some(&authority));
    assert!(!server.log().contains("[warn]"), "{}", server.log());
}

#[test]
fn caddy_serves_the_policy() {
    let made = made();
    let folder = Folder::with(&kit("caddy", &made));
    let (port, plain) = (free_port(), free_port());
    let here = folder.path().display();
    let settings = format!(
        "{{\n\tadmin off\n\tlocal_certs\n\tskip_install_trust\n\thttps_port {port}\n\thttp_port {plain}\n\tstorage file_system {here}/data\n}}\n"
    );
    let site = folder
        .read("Caddyfile")
        .replace(&format!("/var/www/{HOST}"), &here.to_string());
    let config = folder.write("Caddyfile.here", &format!("{settings}{site}"));
    let mut start = command("caddy");
    start
        .args(["run", "--adapter", "caddyfile", "--config"])
        .arg(config)
        .env("HOME", folder.path());
    let root = folder.join("data/pki/authorities/local/root.crt");
    let server = Server::start(start, &folder, || answers(port) && root.exists());
    let authority = root.display().to_string();
    // The certificate is made at the start, and may take a moment longer.
    for _ in 0..50 {
        let mut curl = command("curl");
        curl.args([
            "-so",
            "/dev/null",
            "--cacert",
            &authority,
            "--connect-to",
            &format!("::127.0.0.1:{port}"),
        ]);
        if curl.arg(format!("https://{HOST}/")).status().unwrap().success() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    serves(&made, port, Some(&authority));
    assert!(!server.log().contains("not formatted"), "{}", server.log());
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

/// Apache with these modules and this configuration behind them.
fn apache(folder: &Folder, port: u16, modules: &[&str], site: &str) -> Server {
    let here = folder.path().display();
    let mut main = format!(
        "ServerRoot {here}\nServerName localhost\nPidFile {here}/pid\nErrorLog {here}/error.log\nListen 127.0.0.1:{port}\n"
    );
    let modules = ["mpm_event", "authz_core", "mime", "dir"].iter().chain(modules);
    let load = |module: &&str| format!("LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so\n");
    main.extend(modules.map(load));
    let types = folder.write("mime.types", "text/html html\n");
    main.extend(["TypesConfig ", &types.display().to_string(), "\n"]);
    let config = folder.write("apache.conf", &format!("{main}{site}"));
    let mut start = command("apache2");
    start.arg("-DFOREGROUND").arg("-f").arg(config);
    Server::start(start, folder, || answers(port))
}

#[test]
fn apache_serves_the_policy() {
    let made = made();
    let folder = Folder::with(&kit("apache", &made));
    let authority = certificate(&folder);
    let port = free_port();
    let site = placed(&folder.read(&format!("{HOST}.conf")), &folder, port);
    let _server = apache(&folder, port, &["ssl", "headers", "socache_shmcb"], &site);
    serves(&made, port, Some(&authority));
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
    let _server = apache(&folder, port, &["headers", "rewrite"], &site);
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
    let (folder, _server, port, authority) = nginx(&made);
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
