use std::time::Duration;

use ambient::{Seconds, Timestamp};
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime};
use webpki::{
    EndEntityCert, Error, ExpirationPolicy, KeyUsage, RevocationCheckDepth, RevocationOptionsBuilder,
    UnknownStatusPolicy, aws_lc_rs,
};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use crate::crl::Crl;
use crate::{AutoriteCartes, RefusCarte, hex};

/// SHA-2 over RSA from 2048 bits or a named curve: SHA-1 and MD5 are not there.
pub(crate) static SIGNATURES: &[&dyn SignatureVerificationAlgorithm] = &[
    aws_lc_rs::ECDSA_P256_SHA256,
    aws_lc_rs::ECDSA_P256_SHA384,
    aws_lc_rs::ECDSA_P384_SHA256,
    aws_lc_rs::ECDSA_P384_SHA384,
    aws_lc_rs::RSA_PKCS1_2048_8192_SHA256,
    aws_lc_rs::RSA_PKCS1_2048_8192_SHA384,
    aws_lc_rs::RSA_PKCS1_2048_8192_SHA512,
    aws_lc_rs::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
    aws_lc_rs::RSA_PSS_2048_8192_SHA384_LEGACY_KEY,
    aws_lc_rs::RSA_PSS_2048_8192_SHA512_LEGACY_KEY,
];

impl AutoriteCartes {
    /// RFC 5280 §6: a path from the leaf to a root, each signature, date, constraint and critical extension on it, and for each
    /// certificate below the root a revocation list that is signed, in force (or ended no longer ago than `tolerance`) and
    /// does not name it.
    pub(crate) fn chemin(
        &self,
        leaf: &CertificateDer<'_>,
        now: Timestamp,
        tolerance: Seconds,
    ) -> Result<(), RefusCarte> {
        let ancres: Vec<TrustAnchor<'_>> = self
            .racines
            .iter()
            .filter(|racine| racine.depuis <= now && now <= racine.jusque)
            .map(|racine| racine.ancre.clone())
            .collect();
        let strict = tolerance <= Seconds(0);
        let usable = |crl: &Crl| crl.commencee(now) && (strict || !crl.perimee(now, tolerance));
        let crls: Vec<_> = self.crls.iter().filter(|crl| usable(crl)).map(|crl| &crl.list).collect();
        let revocation = RevocationOptionsBuilder::new(&crls)
            .map_err(|_| RefusCarte::CrlAbsente("none is loaded".into()))?
            .with_depth(RevocationCheckDepth::Chain)
            .with_status_policy(UnknownStatusPolicy::Deny)
            // beyond the tolerance they were left out above
            .with_expiration_policy(if strict { ExpirationPolicy::Enforce } else { ExpirationPolicy::Ignore })
            .build();
        let time = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(now.seconds()).unwrap_or(0)));
        EndEntityCert::try_from(leaf)
            .and_then(|card| {
                let usage = KeyUsage::client_auth();
                card.verify_for_usage(SIGNATURES, &ancres, &self.emetteurs, time, usage, Some(revocation), None)
                    .map(drop)
            })
            .map_err(|error| refus(error, leaf, now))
    }

    /// What changed since the complete lists: the card itself, then the authority that issued it.
    pub(crate) fn changements(
        &self,
        card: &X509Certificate<'_>,
        now: Timestamp,
        tolerance: Seconds,
    ) -> Result<(), RefusCarte> {
        self.change(card, now, tolerance)?;
        for issuer in self.emetteurs.iter() {
            match X509Certificate::from_der(issuer) {
                Ok((_, issuer)) if issuer.subject().as_raw() == card.issuer().as_raw() => {
                    self.change(&issuer, now, tolerance)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn change(&self, of: &X509Certificate<'_>, now: Timestamp, tolerance: Seconds) -> Result<(), RefusCarte> {
        let serial = hex(of.raw_serial());
        for delta in self.deltas.iter().filter(|delta| delta.emetteur == of.issuer().as_raw()) {
            if delta.revoques.contains(&serial) {
                return Err(RefusCarte::Revoquee);
            }
            if delta.perimee(now, tolerance) {
                return Err(RefusCarte::CrlPerimee);
            }
        }
        Ok(())
    }
}

fn refus(error: Error, leaf: &CertificateDer<'_>, now: Timestamp) -> RefusCarte {
    match error {
        // of the card or of its authority, which is no fault of the card
        Error::CertExpired { .. } if dates(leaf).is_some_and(|(_, end)| now > end) => RefusCarte::Expiree,
        Error::CertNotValidYet { .. } if dates(leaf).is_some_and(|(start, _)| now < start) => {
            RefusCarte::PasEncoreValable
        }
        Error::CertRevoked => RefusCarte::Revoquee,
        Error::CrlExpired { .. } => RefusCarte::CrlPerimee,
        Error::UnknownRevocationStatus
        | Error::IssuerNotCrlSigner
        | Error::InvalidCrlSignatureForPublicKey
        | Error::UnsupportedCrlSignatureAlgorithmContext(_)
        | Error::UnsupportedCrlSignatureAlgorithmForPublicKeyContext(_) => RefusCarte::CrlAbsente(error.to_string()),
        Error::RequiredEkuNotFoundContext(_) | Error::EmptyEkuExtension => {
            RefusCarte::MauvaisUsage("no client authentication")
        }
        Error::UnsupportedSignatureAlgorithmContext(_) | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => {
            RefusCarte::CleFaible(error.to_string())
        }
        Error::UnknownIssuer
        | Error::CertExpired { .. }
        | Error::CertNotValidYet { .. }
        | Error::InvalidSignatureForPublicKey
        | Error::CaUsedAsEndEntity
        | Error::EndEntityUsedAsCa
        | Error::PathLenConstraintViolated
        | Error::NameConstraintViolation => RefusCarte::EmetteurInconnu(error.to_string()),
        other => RefusCarte::Illisible(other.to_string()),
    }
}

fn dates(leaf: &CertificateDer<'_>) -> Option<(Timestamp, Timestamp)> {
    let (_, certificate) = X509Certificate::from_der(leaf).ok()?;
    let at = |time: x509_parser::time::ASN1Time| Timestamp::from_seconds(time.timestamp());
    Some((at(certificate.validity().not_before), at(certificate.validity().not_after)))
}
