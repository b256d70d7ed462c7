//! Certificates of machines (RFC 8705).

use std::sync::{Arc, LazyLock, OnceLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair, PublicKeyData as _,
    SanType,
};

use super::target::http;
use super::{Value, b64, digest, json};

/// Who signs the certificates of clients that authenticate by PKI, in a run.
static AUTHORITY: LazyLock<CertifiedIssuer<'static, KeyPair>> = LazyLock::new(|| {
    let mut params = named("Autorité des machines d'essai");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority")
});

#[derive(Clone)]
pub struct Certificate {
    der: Vec<u8>,
    /// Certificate and key.
    pem: String,
    point: Vec<u8>,
    http: Arc<OnceLock<reqwest::Client>>,
}

impl Certificate {
    /// One that nobody signed.
    pub fn self_signed(name: &str) -> Self {
        let key = KeyPair::generate().expect("a key");
        let certificate = named(name).self_signed(&key).expect("a certificate");
        Self::new(certificate.der().to_vec(), &certificate.pem(), &key)
    }

    /// Signed by the authority of the run: `CN=name`, and these other names.
    pub fn issued(name: &str, others: Vec<SanType>) -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut params = named(name);
        params.subject_alt_names = others;
        let certificate = params.signed_by(&key, &*AUTHORITY).expect("a certificate");
        Self::new(certificate.der().to_vec(), &certificate.pem(), &key)
    }

    /// One that somebody else issued: certificate and key, PEM files.
    pub fn read(certificate: &str, key: &str) -> Self {
        let [certificate, key] = [certificate, key].map(|path| std::fs::read_to_string(path).expect("a PEM file"));
        let der = first(&certificate);
        Self::new(der, &certificate, &KeyPair::from_pem(&key).expect("a key"))
    }

    fn new(der: Vec<u8>, certificate: &str, key: &KeyPair) -> Self {
        let pem = format!("{certificate}{}", key.serialize_pem());
        Self { der, pem, point: key.der_bytes().to_vec(), http: Arc::default() }
    }

    /// PEM of who signs [`Certificate::issued`].
    pub fn authority() -> String {
        AUTHORITY.pem()
    }

    /// Certificate and key of a server on `localhost`, PEM.
    pub fn of_localhost() -> (String, String) {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
        (params.self_signed(&key).expect("a certificate").pem(), key.serialize_pem())
    }

    /// `x5t#S256`.
    pub fn thumbprint(&self) -> String {
        digest(&self.der)
    }

    /// As a client registers it for `self_signed_tls_client_auth`.
    pub fn jwk(&self) -> Value {
        let point = &self.point[self.point.len() - 64..];
        json!({
            "kty": "EC", "crv": "P-256", "x": b64(&point[..32]), "y": b64(&point[32..]),
            "x5c": [STANDARD.encode(&self.der)], "kid": self.thumbprint(),
        })
    }

    /// Presents it at every connection.
    pub fn http(&self, authority: &[u8]) -> reqwest::Client {
        self.http.get_or_init(|| http(authority, Some(self.pem.as_bytes()))).clone()
    }
}

/// The first certificate of a PEM text.
fn first(pem: &str) -> Vec<u8> {
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject as _;
    CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate").to_vec()
}

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params
}
