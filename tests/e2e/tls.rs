//! Certificates: an authority of our own that the browser is told to trust, and for each host name one certificate
//! that is right, or wrong in one way, so that the browser refuses it for its real reason.

use crate::Outcome;
use crate::scenario::Tls;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
use std::collections::HashMap;
use std::sync::Arc;
use tokio_rustls::rustls::crypto::ring::{default_provider, sign::any_ecdsa_type};
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::server::{ClientHello, NoServerSessionStorage, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{DEFAULT_VERSIONS, ServerConfig};

/// The authority, and the certificates that it gave out.
pub struct Certificates {
    authority: CertifiedIssuer<'static, KeyPair>,
    key: KeyPair,
    serial: u64,
    by_host: HashMap<String, Arc<CertifiedKey>>,
}

/// A certificate and its key, as servers read them from files (PEM).
pub struct Own {
    pub certificate: String,
    pub key: String,
}

impl Certificates {
    /// A new authority.
    pub fn new() -> Outcome<Self> {
        let mut params = CertificateParams::new(Vec::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2049, 1, 1);
        Ok(Self {
            authority: CertifiedIssuer::self_signed(params, KeyPair::generate()?)?,
            key: KeyPair::generate()?,
            serial: 1,
            by_host: HashMap::new(),
        })
    }

    /// The authority's certificate, for the browser's trust store.
    pub fn authority_pem(&self) -> String {
        self.authority.pem()
    }

    /// Makes the certificate that `host` presents. The first one made for a host stays.
    pub fn issue(&mut self, host: &str, tls: Tls) -> Outcome<()> {
        if tls == Tls::Refuse || self.by_host.contains_key(host) {
            return Ok(());
        }
        let named = if tls == Tls::WrongName { "wrong-name.test" } else { host };
        let mut params = CertificateParams::new(vec![named.to_owned()])?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        // rcgen derives the serial from the key; Firefox refuses two certificates of one issuer and serial.
        self.serial += 1;
        params.serial_number = Some(self.serial.into());
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = if tls == Tls::Expired {
            date_time_ymd(2021, 1, 1)
        } else {
            date_time_ymd(2049, 1, 1)
        };
        let certificate = match tls {
            Tls::Untrusted => params.self_signed(&self.key)?,
            _ => params.signed_by(&self.key, &self.authority)?,
        };
        let key = any_ecdsa_type(&PrivateKeyDer::try_from(self.key.serialize_der())?)?;
        let certified = CertifiedKey::new(vec![certificate.der().clone()], key);
        self.by_host.insert(host.to_owned(), Arc::new(certified));
        Ok(())
    }

    /// One certificate for servers that aren't the box's own.
    pub fn own(&self, hosts: Vec<String>) -> Outcome<Own> {
        let mut params = CertificateParams::new(hosts)?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        params.serial_number = Some(u64::MAX.into());
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2049, 1, 1);
        Ok(Own {
            certificate: params.signed_by(&self.key, &self.authority)?.pem(),
            key: self.key.serialize_pem(),
        })
    }

    /// The server's side of TLS: the certificate goes by the name that the client asks for, HTTP/2 comes first, and
    /// no session is resumed, so that every connection shows its certificate.
    pub fn server(self) -> Outcome<ServerConfig> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(DEFAULT_VERSIONS)?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(ByName(self.by_host)));
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        config.send_tls13_tickets = 0;
        config.session_storage = Arc::new(NoServerSessionStorage {});
        Ok(config)
    }
}

#[derive(Debug)]
struct ByName(HashMap<String, Arc<CertifiedKey>>);

impl ResolvesServerCert for ByName {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.get(&hello.server_name()?.to_ascii_lowercase()).cloned()
    }
}
