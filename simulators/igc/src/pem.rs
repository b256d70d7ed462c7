use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// RFC 7468: lines of 64 signs between two labels.
pub(crate) fn ecrire(label: &str, der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    let lines: Vec<_> = body.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

pub(crate) fn certificat(der: &[u8]) -> String {
    ecrire("CERTIFICATE", der)
}

pub(crate) fn cle(pkcs8: &[u8]) -> String {
    ecrire("PRIVATE KEY", pkcs8)
}
