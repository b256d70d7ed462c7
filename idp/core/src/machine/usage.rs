use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

/// RFC 5280 §4.2.1.3: a leaf (DER) that says what its key is for says that it authenticates, and is no seal: `nonRepudiation`
/// signs what somebody commits to, not a handshake (ORG SIGN, facts/psc.md §7.4). webpki looks at the extended usage alone.
pub fn authenticates(leaf: &[u8]) -> bool {
    let Ok((_, certificate)) = X509Certificate::from_der(leaf) else { return false };
    match certificate.key_usage() {
        Ok(None) => true,
        Ok(Some(usage)) => usage.value.digital_signature() && !usage.value.non_repudiation(),
        Err(_) => false,
    }
}
