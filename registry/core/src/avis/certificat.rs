use ambient::Timestamp;
use certificat_org::{Emploi, RaisonRevocation};
use serde::{Deserialize, Serialize};

/// A software certificate of a legal entity, as whoever answers for it is told.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificatDit {
    /// How the person is greeted.
    pub prenom: String,
    /// The structure's name.
    pub lieu: String,
    /// The common name.
    pub nom: String,
    pub logiciel: String,
    pub emploi: Emploi,
    pub suite: SuiteCertificat,
}

/// What becomes of the certificate.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuiteCertificat {
    /// Good until then.
    Delivre {
        jusque: Timestamp,
    },
    Revoque {
        raison: RaisonRevocation,
        le: Timestamp,
    },
    /// Good until then, which is near.
    Finissant {
        fin: Timestamp,
    },
    /// The authority's words.
    Refuse {
        motif: String,
    },
}

impl SuiteCertificat {
    pub(super) const fn nature(&self) -> &'static str {
        match self {
            Self::Delivre { .. } => "certificat_delivre",
            Self::Revoque { .. } => "certificat_revoque",
            Self::Finissant { .. } => "certificat_finissant",
            Self::Refuse { .. } => "certificat_refuse",
        }
    }
}
