//! Web servers with the files of their kits, each on a port of loopback. What is changed of the files is where things stand
//! on this machine: folders, ports, the certificate.

use super::tools::{Folder, Server, answers, command, free_port, output};
use mta_sts_lens::make::{Made, kit};

/// A server that runs.
pub struct Running {
    /// Its files.
    pub folder: Folder,
    /// Stopped with its owner.
    pub server: Server,
    /// Where it speaks TLS.
    pub port: u16,
}

/// The policy host.
fn host(made: &Made) -> String {
    format!("mta-sts.{}", made.domain.as_ref().unwrap())
}

/// A folder with the files of a kit, and with `cert.pem` and `key.pem`, which `certify` writes.
fn folder(name: &str, made: &Made, certify: impl FnOnce(&Folder)) -> Folder {
    let folder = Folder::with(&kit::files(&format!("kit/{name}"), None, made).unwrap());
    certify(&folder);
    folder
}

/// The kit's configuration with the places of this machine.
fn placed(text: &str, host: &str, folder: &Folder, port: u16) -> String {
    let here = folder.path().display();
    text.replace(
        &format!("/etc/letsencrypt/live/{host}/fullchain.pem"),
        &format!("{here}/cert.pem"),
    )
    .replace(
        &format!("/etc/letsencrypt/live/{host}/privkey.pem"),
        &format!("{here}/key.pem"),
    )
    .replace(&format!("/var/www/{host}"), &format!("{here}/"))
    .replace(&format!("{here}//"), &format!("{here}/"))
    .replace("[::]:443", &format!("127.0.0.1:{}", free_port()))
    .replace("listen 443", &format!("listen 127.0.0.1:{port}"))
    .replace("*:443", &format!("127.0.0.1:{port}"))
    .replace("[::]:80", &format!("127.0.0.1:{}", free_port()))
    .replace("listen 80", &format!("listen 127.0.0.1:{}", free_port()))
}

/// nginx.
pub fn nginx(made: &Made, certify: impl FnOnce(&Folder)) -> Running {
    let (folder, port, host) = (folder("nginx", made, certify), free_port(), host(made));
    let site = placed(&folder.read(&format!("{host}.conf")), &host, &folder, port);
    let server = nginx_with(&folder, port, &site);
    Running { folder, server, port }
}

/// nginx with this configuration, where `server` blocks stand.
pub fn nginx_with(folder: &Folder, port: u16, site: &str) -> Server {
    let here = folder.path().display();
    let site = folder.write("site.conf", site);
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
    Server::start(start, folder, || answers(port))
}

/// Caddy, which is given a certificate here, since no authority gives it one.
pub fn caddy(made: &Made, certify: impl FnOnce(&Folder)) -> Running {
    let (folder, port, host) = (folder("caddy", made, certify), free_port(), host(made));
    let here = folder.path().display();
    let settings = format!(
        "{{\n\tadmin off\n\tskip_install_trust\n\thttps_port {port}\n\thttp_port {}\n\tstorage file_system {here}/data\n}}\n",
        free_port()
    );
    let site = folder
        .read("Caddyfile")
        .replace(&format!("/var/www/{host}"), &here.to_string())
        .replacen(" {\n", &format!(" {{\n\ttls {here}/cert.pem {here}/key.pem\n"), 1);
    let config = folder.write("Caddyfile.here", &format!("{settings}{site}"));
    let mut start = command("caddy");
    start
        .args(["run", "--adapter", "caddyfile", "--config"])
        .arg(config)
        .env("HOME", folder.path());
    let server = Server::start(start, &folder, || answers(port));
    Running { folder, server, port }
}

/// Apache.
pub fn apache(made: &Made, certify: impl FnOnce(&Folder)) -> Running {
    let (folder, port, host) = (folder("apache", made, certify), free_port(), host(made));
    let site = placed(&folder.read(&format!("{host}.conf")), &host, &folder, port);
    let server = apache_with(&folder, port, &["ssl", "headers", "socache_shmcb"], &site);
    Running { folder, server, port }
}

/// Apache with these modules and this configuration behind them.
pub fn apache_with(folder: &Folder, port: u16, modules: &[&str], site: &str) -> Server {
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
