use carte_cps::x509::texte_seul;
use x509_parser::certificate::X509Certificate;
use x509_parser::oid_registry::{OID_X509_COMMON_NAME, OID_X509_ORGANIZATIONAL_UNIT};
use x509_parser::prelude::FromDer as _;

use crate::NomCertificat;

/// Whom an authentication certificate of the class ORG names. Nothing of it is true before a path led to an authority of
/// organisations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// `OU`: `1` + FINESS, `3` + SIRET.
    pub struct_id_nat: String,
    pub nom: NomCertificat,
}

/// Why a certificate names no organisation, or does not authenticate it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganisationIllisible {
    #[error("not a certificate")]
    Illisible,
    /// ORG SIGN: it signs what its holder commits to, and proves no machine.
    #[error("a certificate that seals, not one that authenticates")]
    Cachet,
    #[error("no OU, or several")]
    SansIdentifiant,
    #[error("no CN, several, or one that breaks the naming rule")]
    SansNom,
}

impl Organisation {
    /// Reads a leaf (DER).
    ///
    /// # Errors
    /// [`OrganisationIllisible`]: each attribute counts once, in text that two readers cannot disagree on.
    pub fn lire(der: &[u8]) -> Result<Self, OrganisationIllisible> {
        let (reste, certificat) = X509Certificate::from_der(der).map_err(|_| OrganisationIllisible::Illisible)?;
        if !reste.is_empty() {
            return Err(OrganisationIllisible::Illisible);
        }
        if !authentifie(&certificat) {
            return Err(OrganisationIllisible::Cachet);
        }
        let sujet = certificat.subject();
        let id = texte_seul(sujet, &OID_X509_ORGANIZATIONAL_UNIT).ok_or(OrganisationIllisible::SansIdentifiant)?;
        let nom = texte_seul(sujet, &OID_X509_COMMON_NAME).and_then(|nom| NomCertificat::lire(&nom).ok());
        Ok(Self { struct_id_nat: id, nom: nom.ok_or(OrganisationIllisible::SansNom)? })
    }
}

/// `digitalSignature` without `nonRepudiation`, for clients of TLS (RFC 5280 §4.2.1.3, §4.2.1.12): a seal has the second bit.
pub(crate) fn authentifie(certificat: &X509Certificate<'_>) -> bool {
    let usage = certificat.key_usage().ok().flatten().map(|usage| usage.value);
    let etendus = certificat.extended_key_usage().ok().flatten().map(|usages| usages.value);
    usage.is_some_and(|usage| usage.digital_signature() && !usage.non_repudiation())
        && etendus.is_some_and(|usages| usages.client_auth)
}
