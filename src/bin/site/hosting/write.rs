//! The files for each kind of host.

use super::{ALL, ASKED, CACHE, FOR_EVER, HASHED, HIDDEN, SHARE, Said, TYPES};
use std::fmt::Write as _;

/// For Cloudflare Pages and Netlify. Where several patterns fit, these hosts join what they say, so none says what another
/// does. `hashed`: the files whose names carry a hash.
pub fn headers(said: &[Said], hashed: &[String]) -> String {
    let mut out = "/*\n".to_owned();
    for (name, value) in ALL {
        _ = writeln!(out, "  {name}: {value}");
    }
    let mut patterns: Vec<&str> = Vec::new();
    for pattern in said.iter().flat_map(|said| said.patterns) {
        if !patterns.contains(pattern) {
            patterns.push(pattern);
        }
    }
    for pattern in patterns {
        _ = writeln!(out, "{pattern}");
        for said in said.iter().filter(|said| said.patterns.contains(&pattern)) {
            _ = writeln!(out, "  {}: {}", said.name, said.value);
        }
        _ = writeln!(out, "  {CACHE}: {ASKED}");
    }
    for name in hashed {
        _ = writeln!(out, "/{name}\n  {CACHE}: {FOR_EVER}");
    }
    out
}

/// For nginx: a file that is included where `server` blocks stand.
pub fn nginx(said: &[Said]) -> String {
    let mut out = format!(
        "# MTA-STS Lens, as the build wrote it: for any folder below root. It is included where server blocks stand.\n\
         map $uri $lens_cache {{\n    default \"{ASKED}\";\n    \"~{HASHED}\" \"{FOR_EVER}\";\n}}\n"
    );
    let mut names: Vec<&str> = Vec::new();
    for said in said {
        if !names.contains(&said.name) {
            names.push(said.name);
        }
    }
    for name in &names {
        _ = writeln!(out, "map $uri ${} {{\n    default \"\";", variable(name));
        for said in said.iter().filter(|said| said.name == *name) {
            _ = writeln!(out, "    \"~{}\" \"{}\";", said.path, said.value);
        }
        out.push_str("}\n");
    }
    out.push_str(
        "server {\n    listen 8080;\n    absolute_redirect off;\n    root /usr/share/nginx/html;\n    index index.html;\n    charset utf-8;\n    \
         charset_types text/css text/javascript application/javascript text/plain application/json;\n    \
         gzip on;\n    gzip_vary on;\n    gzip_types text/css text/javascript application/javascript text/plain application/json \
         application/wasm image/svg+xml;\n",
    );
    for (name, value) in ALL {
        _ = writeln!(out, "    add_header {name} \"{value}\" always;");
    }
    _ = writeln!(out, "    add_header {CACHE} $lens_cache always;");
    for name in &names {
        // What is empty is not sent.
        _ = writeln!(out, "    add_header {name} ${} always;", variable(name));
    }
    _ = writeln!(out, "    location ~ \"{HIDDEN}\" {{ return 404; }}");
    for (ending, kind) in TYPES {
        _ = writeln!(
            out,
            "    location ~ \"\\.{ending}$\" {{ types {{ }} default_type {kind}; }}"
        );
    }
    _ = writeln!(
        out,
        "    location ~ \"{SHARE}\" {{\n        if ($request_method = POST) {{ return 303 ./; }}\n    }}\n}}"
    );
    out
}

/// What nginx calls what a header says.
fn variable(name: &str) -> String {
    format!("lens_{}", name.to_ascii_lowercase().replace('-', "_"))
}

/// For Caddy: a site of its own, at the address that `SITE` gives it. Within `route` what is said later counts, as it stands.
pub fn caddy(said: &[Said]) -> String {
    let mut out =
        "# MTA-STS Lens, as the build wrote it: for any folder below root. SITE=lens.example ROOT=/srv caddy run\n\
                   {$SITE::8080} {\n\troot * {$ROOT:/srv}\n\troute {\n\t\tencode\n"
            .to_owned();
    for (name, value) in ALL.iter().chain(&[(CACHE, ASKED)]) {
        _ = writeln!(out, "\t\theader {name} \"{value}\"");
    }
    let mut number = 0;
    let mut matched = |path: &str, name: &str, value: &str| {
        number += 1;
        format!("\t\t@m{number} path_regexp `{path}`\n\t\theader @m{number} {name} \"{value}\"\n")
    };
    out.push_str(&matched(HASHED, CACHE, FOR_EVER));
    // Of several that fit, the last counts here.
    for said in said.iter().rev() {
        out.push_str(&matched(said.path, said.name, &said.value));
    }
    for (ending, kind) in TYPES {
        out.push_str(&matched(&format!("\\.{ending}$"), "Content-Type", kind));
    }
    _ = write!(
        out,
        "\t\t@hidden path_regexp `{HIDDEN}`\n\t\trespond @hidden 404\n\
         \t\t@posted {{\n\t\t\tmethod POST\n\t\t\tpath_regexp `{SHARE}`\n\t\t}}\n\t\tredir @posted ./ 303\n\
         \t\tfile_server\n\t}}\n}}\n"
    );
    out
}

/// For Apache: `.htaccess`, read where the host's settings let it.
pub fn apache(said: &[Said]) -> String {
    let mut out =
        "# MTA-STS Lens, as the build wrote it: for any folder.\nDirectoryIndex index.html\nAddDefaultCharset utf-8\n"
            .to_owned();
    for (ending, kind) in TYPES {
        _ = writeln!(out, "AddType {kind} .{ending}");
    }
    out.push_str("<IfModule mod_headers.c>\n");
    for (name, value) in ALL {
        _ = writeln!(out, "    Header always set {name} \"{value}\"");
    }
    _ = writeln!(out, "    Header always set {CACHE} \"{ASKED}\"");
    let mut matched = |path: &str, name: &str, value: &str| {
        _ = writeln!(
            out,
            "    Header always set {name} \"{value}\" \"expr=%{{REQUEST_URI}} =~ m#{path}#\""
        );
    };
    matched(HASHED, CACHE, FOR_EVER);
    // Of several that fit, the last counts here.
    for said in said.iter().rev() {
        matched(said.path, said.name, &said.value);
    }
    _ = write!(
        out,
        "</IfModule>\n<IfModule mod_rewrite.c>\n    RewriteEngine On\n    RewriteCond %{{REQUEST_URI}} \"{HIDDEN}\"\n    \
         RewriteRule ^ - [R=404,L]\n    RewriteCond %{{REQUEST_METHOD}} =POST\n    RewriteCond %{{REQUEST_URI}} \"{SHARE}\"\n    \
         RewriteRule ^ %{{REQUEST_URI}} [R=303,L]\n</IfModule>\n"
    );
    out
}

#[cfg(test)]
mod tests {
    use super::super::said;
    use super::*;

    #[test]
    fn no_two_patterns_say_the_same_header_of_one_file() {
        let headers = headers(&said("default-src 'none'"), &["app-0123456789abcdef.js".to_owned()]);
        let paths: Vec<&str> = headers.lines().filter(|line| line.starts_with('/')).collect();
        let wanted = [
            "/*",
            "/rules/*",
            "/share/*",
            "/embed.html",
            "/embed",
            "/sw.js",
            "/",
            "/index.html",
            "/embed/*",
            "/app-0123456789abcdef.js",
        ];
        assert_eq!(paths, wanted);
        let (everywhere, _) = headers.split_once("\n/rules").unwrap();
        assert!(
            !everywhere.contains("Content-Security-Policy") && !everywhere.contains(CACHE),
            "{everywhere}"
        );
        // The probe has a policy of its own, and two would both hold.
        assert!(!headers.contains("probe") && !headers.contains("www"));
    }
}
