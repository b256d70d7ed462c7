use crate::classe::Classe;
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
    #[error("not of the GRADeS of this region")]
    HorsRegion,
    #[error("not of a GRADeS")]
    GradesReserve,
    /// Whose people they would decide about twice (R10).
    #[error("has a right over an establishment, and serves no more as long as it lasts")]
    AgentHabilite,
    /// The e-CPS can be had by who sits between; a card cannot (R10).
    #[error("not signed in with a card")]
    AgentSansCarte,
    #[error("a GRADeS serves the region: it relays")]
    AuGrades,
    #[error("a partner of the ANS has not been heard")]
    SansAvis,
    /// Two eyes are not four.
    #[error("who asked does not relay or decide")]
    SaPropreProfession,
    #[error("a request is not put together with itself or with one of another stage")]
    ReunionImpossible,
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
            Self::HorsRegion => "profession_hors_region",
            Self::GradesReserve => "grades_reserve",
            Self::AgentHabilite => "grades_habilite",
            Self::AgentSansCarte => "grades_sans_carte",
            Self::AuGrades => "profession_au_grades",
            Self::SansAvis => "profession_sans_avis",
            Self::SaPropreProfession => "profession_de_soi",
            Self::ReunionImpossible => "profession_reunion_impossible",
            Self::Droit(droit) => droit.code(),
            Self::Cle(_) => CleReutilisee::CODE,
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::Saisie(_) | Self::Cle(_) => Classe::Saisie,
            Self::Inconnue => Classe::Absent,
            Self::AutreEtape => Classe::Change,
            Self::HorsRegion | Self::GradesReserve | Self::AgentHabilite => Classe::Droit,
            Self::AgentSansCarte | Self::SaPropreProfession | Self::Droit(_) => Classe::Droit,
            Self::AuGrades | Self::SansAvis | Self::ReunionImpossible => Classe::Conflit,
            Self::Port(_) => Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Saisie(_) => "Certains champs sont à compléter. Suivez la phrase qui accompagne chacun d'eux.",
            Self::Inconnue => "Cette demande de profession n’existe pas. Rouvrez la liste.",
            Self::AutreEtape => "Cette demande de profession a changé entre-temps. Rouvrez la liste avant de décider.",
            Self::HorsRegion => {
                "Cette demande de profession vient d’une autre région. Laissez le GRADeS de cette région répondre."
            }
            Self::GradesReserve => {
                "Cette page est celle des GRADeS. Demandez à l’ANS d’y déclarer votre carte ou votre numéro RPPS."
            }
            Self::AgentHabilite => {
                "Vous avez un droit sur un établissement : tant qu’il dure, vous ne servez plus au GRADeS ni à l’assistance. Revenez au bureau."
            }
            Self::AgentSansCarte => {
                "Un GRADeS travaille avec une carte, jamais avec l’e‑CPS. Déconnectez-vous, puis revenez avec votre carte."
            }
            Self::AuGrades => {
                "Un GRADeS sert cette région : c’est lui qui relaie. Attendez son relais, ou demandez-le-lui."
            }
            Self::SansAvis => {
                "Il manque l’avis d’un partenaire. Notez ceux de la DNS, de la CNSA et de la CNAM, puis retenez la profession."
            }
            Self::SaPropreProfession => "Vous avez demandé cette profession vous-même. Laissez un collègue répondre.",
            Self::ReunionImpossible => {
                "Ces deux demandes ne se réunissent pas. Choisissez une autre demande de la région, encore à relayer."
            }
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
