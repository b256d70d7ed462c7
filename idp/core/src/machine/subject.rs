use std::net::IpAddr;

use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer as _;

use super::DistinguishedName;
use crate::client::TlsSubject;

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
