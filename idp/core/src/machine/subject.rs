use std::net::IpAddr;

use url::Url;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer as _;

use super::DistinguishedName;
use crate::client::TlsSubject;

/// Why a registration cannot recognise any certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubjectError {
    #[error("tls_client_auth_subject_dn is not a distinguished name as RFC 4514 writes it")]
    Name,
    #[error("tls_client_auth_san_ip is not an IP address")]
    Address,
    #[error("tls_client_auth_san_uri is not an absolute URI")]
    Uri,
    #[error("the subject of the certificate is empty")]
    Empty,
}

/// Whether the subject can be compared at all; for registrations.
pub fn readable(subject: &TlsSubject) -> Result<(), SubjectError> {
    match subject {
        TlsSubject::SubjectDn(dn) => DistinguishedName::parse(dn).map(drop).ok_or(SubjectError::Name),
        TlsSubject::SanIp(ip) => ip.parse::<IpAddr>().map(drop).map_err(|_| SubjectError::Address),
        TlsSubject::SanUri(uri) => Url::parse(uri).map(drop).map_err(|_| SubjectError::Uri),
        TlsSubject::SanDns(text) | TlsSubject::SanEmail(text) if text.trim().is_empty() => Err(SubjectError::Empty),
        TlsSubject::SanDns(_) | TlsSubject::SanEmail(_) => Ok(()),
    }
}

/// RFC 8705 §2.1.2: whether the certificate (DER) names this subject, in the one way that is registered. Nothing is a pattern.
pub fn names(certificate: &[u8], subject: &TlsSubject) -> bool {
    let Ok((_, certificate)) = X509Certificate::from_der(certificate) else { return false };
    match subject {
        TlsSubject::SubjectDn(dn) => {
            DistinguishedName::parse(dn).is_some_and(|dn| dn == DistinguishedName::of(certificate.subject()))
        }
        TlsSubject::SanDns(dns) => any(&certificate, |name| match name {
            GeneralName::DNSName(own) => own.eq_ignore_ascii_case(dns),
            _ => false,
        }),
        TlsSubject::SanUri(uri) => any(&certificate, |name| matches!(name, GeneralName::URI(own) if own == uri)),
        TlsSubject::SanEmail(mail) => {
            any(&certificate, |name| matches!(name, GeneralName::RFC822Name(own) if own == mail))
        }
        TlsSubject::SanIp(ip) => {
            let wanted = match ip.parse() {
                Ok(IpAddr::V4(four)) => four.octets().to_vec(),
                Ok(IpAddr::V6(six)) => six.octets().to_vec(),
                Err(_) => return false,
            };
            any(&certificate, |name| matches!(name, GeneralName::IPAddress(own) if *own == wanted))
        }
    }
}

fn any(certificate: &X509Certificate<'_>, wanted: impl Fn(&GeneralName<'_>) -> bool) -> bool {
    let names = certificate.subject_alternative_name().ok().flatten();
    names.is_some_and(|names| names.value.general_names.iter().any(wanted))
}
