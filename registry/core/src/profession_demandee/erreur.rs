use crate::habilitation::HorsPerimetre;
use crate::idempotence::CleReutilisee;
use crate::identite::Objection;
use crate::port::PortError;

/// Why a request for a profession was not taken or not decided. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ProfessionError {
    /// Field by field.
    #[error("{} fields do not hold", .0.len())]
    Saisie(Vec<Objection>),
    #[error("no request has this identifier")]
    Inconnue,
    #[error("the request is at another stage")]
    AutreEtape,
    #[error(transparent)]
    Droit(#[from] HorsPerimetre),
    #[error(transparent)]
    Cle(#[from] CleReutilisee),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ProfessionError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Saisie(_) => "saisie_a_completer",
            Self::Inconnue => "profession_demandee_inconnue",
            Self::AutreEtape => "profession_demandee_autre_etape",
            Self::Droit(droit) => droit.code(),
            Self::Cle(_) => CleReutilisee::CODE,
            Self::Port(_) => "registre_hors_service",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Saisie(_) => "Certains champs sont à compléter. Suivez la phrase qui accompagne chacun d'eux.",
            Self::Inconnue => "Cette demande de profession n’existe pas. Rouvrez la liste.",
            Self::AutreEtape => "Cette demande de profession a changé entre-temps. Rouvrez la liste avant de décider.",
            Self::Droit(droit) => droit.phrase(),
            Self::Cle(_) => CleReutilisee::PHRASE,
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }

    /// What does not hold, field by field.
    pub fn objections(&self) -> &[Objection] {
        match self {
            Self::Saisie(objections) => objections,
            _ => &[],
        }
    }
}
