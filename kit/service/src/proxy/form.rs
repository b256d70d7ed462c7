use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// How a proxy writes a certificate into a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// `Client-Cert: :MIIB…:` (RFC 9440): a byte sequence of structured fields.
    Rfc9440,
    /// `ssl-client-cert: $ssl_client_escaped_cert`: PEM, escaped as in an address.
    Nginx,
    /// `X-SSL-Client-Cert: %[ssl_c_der,base64]`: DER in base64.
    Haproxy,
    /// `X-Forwarded-Tls-Client-Cert` of `passTLSClientCert.pem`: PEM without its labels and line ends, escaped or not; the
    /// chain follows after commas.
    Traefik,
}

impl Form {
    pub const ALL: [Self; 4] = [Self::Rfc9440, Self::Nginx, Self::Haproxy, Self::Traefik];

    pub const fn header(self) -> &'static str {
        match self {
            Self::Rfc9440 => "client-cert",
            Self::Nginx => "ssl-client-cert",
            Self::Haproxy => "x-ssl-client-cert",
            Self::Traefik => "x-forwarded-tls-client-cert",
        }
    }

    /// The leaf, DER; `None` where the text is not of this form. The rest of a chain is not read: paths are built from the
    /// authorities of the configuration alone.
    pub(super) fn certificate(self, text: &str) -> Option<Vec<u8>> {
        let text = text.trim();
        let der = match self {
            Self::Rfc9440 => STANDARD.decode(text.strip_prefix(':')?.strip_suffix(':')?).ok()?,
            Self::Haproxy => STANDARD.decode(text).ok()?,
            Self::Nginx => pem(&unescaped(text)?)?,
            Self::Traefik => {
                let text = unescaped(text)?;
                STANDARD.decode(text.split(',').next()?.trim()).ok()?
            }
        };
        // a certificate is a SEQUENCE; what it says is judged later
        (der.first() == Some(&0x30)).then_some(der)
    }
}

/// The one certificate of a PEM text.
fn pem(text: &str) -> Option<Vec<u8>> {
    let (_, rest) = text.split_once("-----BEGIN CERTIFICATE-----")?;
    let (body, after) = rest.split_once("-----END CERTIFICATE-----")?;
    let body: String = body.split_ascii_whitespace().collect();
    if after.contains("BEGIN CERTIFICATE") {
        return None;
    }
    STANDARD.decode(body).ok()
}

/// RFC 3986 §2.1: `%2B` is a plus sign, and so is `+`.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first != b'%' {
            bytes.push(*first);
            rest = after;
            continue;
        }
        let digits = std::str::from_utf8(after.get(..2)?).ok()?;
        if !digits.bytes().all(|sign| sign.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &after[2..];
    }
    String::from_utf8(bytes).ok()
}
