use ambient::Timestamp;
use certificat_org::{Emploi, NomCertificat, RaisonRevocation};
use sante::{Finess, IdentifiantNational};
use serde::{Deserialize, Serialize};

use super::{CertificatId, Logiciel};

/// One certificate of a legal entity, from its order to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificat {
    pub id: CertificatId,
    /// The legal entity: certificates are ordered there (CRT-07).
    pub ej: Finess,
    pub logiciel: Logiciel,
    pub emploi: Emploi,
    pub nom: NomCertificat,
    pub etape: Etape,
    pub commande_par: IdentifiantNational,
    pub commande_le: Timestamp,
    /// The one that it is to take over from.
    pub remplace: Option<CertificatId>,
}

/// Where it stands. What was decided here and not yet done by the authority has a stage of its own, so that nothing is lost when
/// the authority does not answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "etape", rename_all = "snake_case")]
pub enum Etape {
    /// Waits for the request of the software. `refus`: what the authority had against the last one.
    Commande {
        refus: Option<String>,
    },
    /// The authority is asked to sign this request.
    EnCours {
        /// PKCS#10, PEM.
        demande: String,
        empreinte: String,
        par: IdentifiantNational,
        le: Timestamp,
    },
    Delivre(Delivrance),
    /// The authority is asked to revoke it.
    ARevoquer {
        delivrance: Delivrance,
        raison: RaisonRevocation,
        par: IdentifiantNational,
        le: Timestamp,
    },
    Revoque {
        delivrance: Delivrance,
        raison: RaisonRevocation,
        par: IdentifiantNational,
        le: Timestamp,
    },
    /// Given up before a request was brought.
    Annule {
        par: IdentifiantNational,
        le: Timestamp,
    },
}

/// What the authority signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivrance {
    pub serie: String,
    /// PEM.
    pub certificat: String,
    pub depuis: Timestamp,
    pub jusque: Timestamp,
    /// SHA-256 of the public key.
    pub empreinte: String,
    /// Who brought the request.
    pub par: IdentifiantNational,
}

impl Etape {
    pub const NOUVELLE: Self = Self::Commande { refus: None };

    /// As it is stored beside the content, and told to the journal.
    pub const fn mot(&self) -> &'static str {
        match self {
            Self::Commande { .. } => "COMMANDE",
            Self::EnCours { .. } => "EN_COURS",
            Self::Delivre(_) => "DELIVRE",
            Self::ARevoquer { .. } => "A_REVOQUER",
            Self::Revoque { .. } => "REVOQUE",
            Self::Annule { .. } => "ANNULE",
        }
    }

    /// The digest of the key that it is about, once there is one.
    pub fn empreinte(&self) -> Option<&str> {
        match self {
            Self::EnCours { empreinte, .. } => Some(empreinte),
            Self::Commande { .. } | Self::Annule { .. } => None,
            _ => self.delivrance().map(|delivrance| delivrance.empreinte.as_str()),
        }
    }

    pub const fn delivrance(&self) -> Option<&Delivrance> {
        match self {
            Self::Delivre(delivrance) | Self::ARevoquer { delivrance, .. } | Self::Revoque { delivrance, .. } => {
                Some(delivrance)
            }
            Self::Commande { .. } | Self::EnCours { .. } | Self::Annule { .. } => None,
        }
    }

    /// The authority has something to do.
    pub const fn attend_l_igc(&self) -> bool {
        matches!(self, Self::EnCours { .. } | Self::ARevoquer { .. })
    }
}

impl Certificat {
    /// Ordered, asked for, or good still.
    pub fn vivant(&self, maintenant: Timestamp) -> bool {
        match &self.etape {
            Etape::Commande { .. } | Etape::EnCours { .. } => true,
            Etape::Delivre(delivrance) => maintenant < delivrance.jusque,
            Etape::ARevoquer { .. } | Etape::Revoque { .. } | Etape::Annule { .. } => false,
        }
    }

    /// The one that is to take over from it, ordered by this agent at this instant.
    pub fn suivant(&self, id: CertificatId, (par, le): (&IdentifiantNational, Timestamp)) -> Self {
        Self {
            id,
            etape: Etape::NOUVELLE,
            commande_par: par.clone(),
            commande_le: le,
            remplace: Some(self.id.clone()),
            ..self.clone()
        }
    }

    /// Whether one of these takes over from it.
    pub fn suivi(&self, freres: &[Self], maintenant: Timestamp) -> bool {
        freres.iter().any(|autre| autre.remplace.as_ref() == Some(&self.id) && autre.vivant(maintenant))
    }
}
