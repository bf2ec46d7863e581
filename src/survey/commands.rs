//! Commands that show what a browser can't see.

/// Shows the certificate of a mail server, and whether a sender may trust it for that name (RFC 8461 §4.2).
#[must_use]
pub fn starttls(host: &str) -> String {
    format!(
        "openssl s_client -starttls smtp -connect {host}:25 \\\n  -servername {host} -verify_hostname {host} \\\n  -verify_return_error </dev/null"
    )
}

/// Shows the certificate of a web server, and whether it holds for that name.
#[must_use]
pub fn https(host: &str) -> String {
    format!("openssl s_client -connect {host}:443 \\\n  -servername {host} -verify_hostname {host} </dev/null")
}
