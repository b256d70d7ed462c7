use ambient::Timestamp;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use serde::{Deserialize, Serialize};
use x509_parser::certificate::X509Certificate;
use x509_parser::prelude::FromDer as _;

use crate::{NomCertificat, Usage};

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

impl Delivre {
    /// As [`crate::DemandeLue::empreinte`], of the certificate; `None` when it is none.
    pub fn empreinte(&self) -> Option<String> {
        let der = CertificateDer::from_pem_slice(self.certificat.as_bytes()).ok()?;
        let (_, lu) = X509Certificate::from_der(&der).ok()?;
        Some(crate::demande::empreinte(lu.public_key().raw))
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
