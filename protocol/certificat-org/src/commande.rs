use ambient::Timestamp;
use carte_cps::x509::texte_seul;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use serde::{Deserialize, Serialize};
use x509_parser::certificate::X509Certificate;
use x509_parser::oid_registry::{OID_X509_COMMON_NAME, OID_X509_ORGANIZATIONAL_UNIT};
use x509_parser::prelude::FromDer as _;

use crate::organisation::authentifie;
use crate::{DemandeLue, NomCertificat, Usage};

/// What is asked of the authority: `PUT /organisations/{reference}`. The same reference twice with the same request is the same
/// certificate: who heard no answer asks again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commande {
    pub usage: Usage,
    pub nom: NomCertificat,
    pub raison_sociale: String,
    /// `Struct_IdNat`.
    pub structure: String,
    /// As certificates write it, `Paris (75)`; empty: none.
    #[serde(default)]
    pub departement: String,
    /// PKCS#10, PEM.
    pub demande: String,
}

/// What the authority answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivre {
    /// Upper-case hexadecimal.
    pub serie: String,
    /// PEM.
    pub certificat: String,
    pub depuis: Timestamp,
    pub jusque: Timestamp,
}

/// What an authority gave instead of what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AutreCertificat {
    #[error("no certificate")]
    Illisible,
    #[error("a certificate of another key")]
    Cle,
    #[error("a certificate of another name, or of another structure")]
    Nom,
    #[error("a certificate for another use")]
    Usage,
    #[error("a certificate with another number or another end")]
    Fin,
}

impl Delivre {
    /// Whether it is what was asked, for the key that was sent: nobody is given a certificate that they cannot use, or that serves
    /// another end than the one that it is listed and reminded of.
    ///
    /// # Errors
    /// The first thing that differs.
    pub fn repond(&self, commande: &Commande) -> Result<(), AutreCertificat> {
        let der = CertificateDer::from_pem_slice(self.certificat.as_bytes());
        let der = der.map_err(|_| AutreCertificat::Illisible)?;
        let (_, lu) = X509Certificate::from_der(&der).map_err(|_| AutreCertificat::Illisible)?;
        let demande = DemandeLue::lire(&commande.demande).map_err(|_| AutreCertificat::Cle)?;
        let nom = texte_seul(lu.subject(), &OID_X509_COMMON_NAME);
        let unite = texte_seul(lu.subject(), &OID_X509_ORGANIZATIONAL_UNIT);
        let serie: String = lu.raw_serial().iter().map(|octet| format!("{octet:02X}")).collect();
        let fin = lu.validity().not_after.timestamp();
        match () {
            () if lu.public_key().raw != demande.publique => Err(AutreCertificat::Cle),
            () if nom.is_none_or(|nom| nom != commande.nom.as_str()) => Err(AutreCertificat::Nom),
            () if unite.is_none_or(|unite| unite != commande.structure) => Err(AutreCertificat::Nom),
            () if authentifie(&lu) != (commande.usage == Usage::AuthCli) => Err(AutreCertificat::Usage),
            () if serie != self.serie || fin != self.jusque.seconds() => Err(AutreCertificat::Fin),
            () => Ok(()),
        }
    }
}

/// `POST /organisations/{reference}/revocation`. Twice is once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    pub raison: RaisonRevocation,
}

/// Why a certificate is revoked (RFC 5280 §5.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RaisonRevocation {
    CleCompromise,
    Remplacee,
    CessationActivite,
}

impl RaisonRevocation {
    pub const TOUTES: [Self; 3] = [Self::CleCompromise, Self::Remplacee, Self::CessationActivite];

    /// As it is stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CleCompromise => "cle-compromise",
            Self::Remplacee => "remplacee",
            Self::CessationActivite => "cessation-activite",
        }
    }

    pub fn lue(texte: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|raison| raison.as_str() == texte)
    }
}
