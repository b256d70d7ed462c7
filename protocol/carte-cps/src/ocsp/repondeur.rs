use ambient::Timestamp;
use der::Encode as _;
use x509_ocsp::BasicOcspResponse;
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use super::unreadable;
use crate::{RefusListe, cle, signature};

/// Certificates that are looked at beside an answer.
const MOST: usize = 4;

/// RFC 6960 §4.2.2.2: the authority of the card signed the answer itself, or appointed who did.
pub(super) fn signe(basic: &BasicOcspResponse, emetteur: &[u8], now: Timestamp) -> Result<(), RefusListe> {
    let (_, issuer) = X509Certificate::from_der(emetteur).map_err(|_| RefusListe::Signataire)?;
    let message = basic.tbs_response_data.to_der().map_err(unreadable)?;
    if holds(basic, &issuer, &message) {
        return Ok(());
    }
    for certificate in basic.certs.iter().flatten().take(MOST) {
        let der = certificate.to_der().map_err(unreadable)?;
        let Ok((_, delegate)) = X509Certificate::from_der(&der) else { continue };
        if appointed((&delegate, &der), &issuer, now) && holds(basic, &delegate, &message) {
            return Ok(());
        }
    }
    Err(RefusListe::Signataire)
}

fn holds(basic: &BasicOcspResponse, signer: &X509Certificate<'_>, message: &[u8]) -> bool {
    let key = &signer.public_key().subject_public_key.data;
    let Ok(algorithm) = basic.signature_algorithm.to_der() else { return false };
    basic.signature.as_bytes().is_some_and(|signed| signature::tient(key, &algorithm, message, signed))
}

/// Issued by the authority of the card itself, for this purpose, in force, with a strong key.
fn appointed((delegate, der): (&X509Certificate<'_>, &[u8]), issuer: &X509Certificate<'_>, now: Timestamp) -> bool {
    let purpose = delegate.extended_key_usage().ok().flatten().is_some_and(|usage| usage.value.ocsp_signing);
    let signs = delegate.key_usage().ok().flatten().is_some_and(|usage| usage.value.digital_signature());
    let signed = delegate.tbs_certificate.as_ref();
    let validity = delegate.validity();
    let from = Timestamp::from_seconds(validity.not_before.timestamp());
    let until = Timestamp::from_seconds(validity.not_after.timestamp());
    purpose
        && signs
        && !delegate.is_ca()
        && from <= now
        && now <= until
        && delegate.issuer().as_raw() == issuer.subject().as_raw()
        && cle::solide(delegate.public_key()).is_ok()
        && signature::tient(
            &issuer.public_key().subject_public_key.data,
            signature::apres(der, signed),
            signed,
            &delegate.signature_value.data,
        )
}
