use crate::classe::Classe;
use crate::habilitation::HorsPerimetre;
use crate::idempotence::CleReutilisee;
use crate::identite::Objection;
use crate::numero::NumeroError;
use crate::port::PortError;
use crate::situation_acte::SituationError;

/// Why a request was not sent or not decided. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum DemandeError {
    #[error(transparent)]
    Droit(#[from] HorsPerimetre),
    /// Field by field.
    #[error("{} fields do not hold", .0.len())]
    Saisie(Vec<Objection>),
    #[error("the registry does not know the establishment, or nobody there may decide")]
    StructureFermee,
    /// ENR-08, ENR-17
    #[error("a request about this person is open")]
    DejaEnCours,
    #[error("no request has this identifier")]
    Inconnue,
    #[error("the request was already decided")]
    DejaTraitee,
    #[error("the request changed since it was read")]
    Changee,
    #[error("the person chosen is none of those shown")]
    AutreCandidat,
    #[error("the decision is for another kind of request")]
    AutreObjet,
    /// R12
    #[error("the situation is not what the person saw when they asked")]
    SituationChangee,
    /// GES-24
    #[error("nobody gives a role to themselves")]
    SaPropreDemande,
    #[error("a comment has at most 500 characters")]
    CommentaireLong,
    #[error(transparent)]
    Situation(#[from] SituationError),
    #[error(transparent)]
    Numero(#[from] NumeroError),
    #[error(transparent)]
    Cle(#[from] CleReutilisee),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl DemandeError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.code(),
            Self::Saisie(_) => "saisie_a_completer",
            Self::StructureFermee => "structure_fermee",
            Self::DejaEnCours => "demande_deja_en_cours",
            Self::Inconnue => "demande_inconnue",
            Self::DejaTraitee => "demande_deja_traitee",
            Self::Changee => "demande_changee",
            Self::AutreCandidat => "candidat_inattendu",
            Self::AutreObjet => "decision_d_un_autre_objet",
            Self::SituationChangee => "situation_changee_depuis",
            Self::SaPropreDemande => "demande_pour_soi_meme",
            Self::CommentaireLong => "commentaire_long",
            Self::Situation(situation) => situation.code(),
            Self::Numero(numero) => numero.code(),
            Self::Cle(_) => CleReutilisee::CODE,
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::Droit(_) | Self::SaPropreDemande => Classe::Droit,
            Self::Saisie(_) | Self::StructureFermee | Self::AutreCandidat | Self::CommentaireLong | Self::Cle(_) => {
                Classe::Saisie
            }
            Self::DejaEnCours | Self::DejaTraitee | Self::AutreObjet | Self::SituationChangee => Classe::Conflit,
            Self::Inconnue => Classe::Absent,
            Self::Changee => Classe::Change,
            Self::Situation(situation) => situation.classe(),
            Self::Numero(_) | Self::Port(_) => Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.phrase(),
            Self::Saisie(_) => "Certains champs sont à compléter. Suivez la phrase qui accompagne chacun d'eux.",
            Self::StructureFermee => {
                "Cet établissement n'enregistre pas encore ses professionnels. Choisissez-en un autre, ou demandez à votre employeur d'adhérer."
            }
            Self::DejaEnCours => {
                "Une demande est déjà en cours pour cette personne. Attendez sa décision avant d'en envoyer une autre."
            }
            Self::Inconnue => "Cette demande n'existe pas ou ne vous est pas adressée. Rouvrez la liste des demandes.",
            Self::DejaTraitee => "Cette demande a déjà reçu une décision. Il n'y a rien à faire.",
            Self::Changee => "La demande a changé depuis que vous l'avez ouverte. Relisez-la avant de décider.",
            Self::AutreCandidat => {
                "La personne choisie n'est pas parmi celles que le registre a proposées. Rouvrez la demande."
            }
            Self::AutreObjet => "Cette décision ne répond pas à cette demande. Rouvrez la demande.",
            Self::SituationChangee => {
                "La situation a changé depuis que cette demande est partie. Rejetez-la : la personne pourra en envoyer une autre."
            }
            Self::SaPropreDemande => {
                "Personne ne décide de sa propre demande. Adressez-vous à un autre gestionnaire de l'établissement."
            }
            Self::CommentaireLong => "Le commentaire dépasse 500 caractères. Raccourcissez-le.",
            Self::Situation(situation) => situation.phrase(),
            Self::Numero(numero) => numero.phrase(),
            Self::Cle(_) => CleReutilisee::PHRASE,
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }

    /// What does not hold, field by field.
    pub fn objections(&self) -> &[Objection] {
        match self {
            Self::Saisie(objections) => objections,
            Self::Situation(situation) => situation.objections(),
            _ => &[],
        }
    }
}
