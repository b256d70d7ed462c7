use crate::DeclarationError;
use crate::classe::Classe;
use crate::habilitation::{HabilitationError, HorsPerimetre};
use crate::idempotence::CleReutilisee;
use crate::identite::Objection;
use crate::port::PortError;

/// Why a form was not sent, or not decided.
#[derive(Debug, thiserror::Error)]
pub enum FormulaireError {
    #[error("the form does not hold")]
    Saisie(Vec<Objection>),
    /// CON-14, CON-15
    #[error("FINESS does not know the structure")]
    StructureInconnue,
    #[error("no contract in force covers the structure")]
    SansContrat,
    #[error("a contract in force already covers the structure")]
    DejaSousContrat,
    /// One CDE a person for a legal entity (CON-12).
    #[error("the person already represents the structure")]
    DejaRepresentant,
    /// F502 is for who holds a card.
    #[error("somebody of this name already holds a card of the structure")]
    DejaPorteur,
    #[error("an open form is about the same, and says something else")]
    DejaEnvoye,
    #[error("the form has moved on since it was shown")]
    AutreEtape,
    #[error("there is no such form for whoever asks")]
    Inconnu,
    #[error("whoever asks does not decide")]
    SoiMeme,
    #[error("only the support decides on forms")]
    HorsSupport,
    #[error(transparent)]
    Droit(#[from] HorsPerimetre),
    #[error(transparent)]
    Habilitation(#[from] HabilitationError),
    #[error(transparent)]
    Declaration(#[from] DeclarationError),
    #[error(transparent)]
    Cle(#[from] CleReutilisee),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl FormulaireError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Saisie(_) => "formulaire_incomplet",
            Self::StructureInconnue => "formulaire_hors_finess",
            Self::SansContrat => "formulaire_sans_contrat",
            Self::DejaSousContrat => "formulaire_deja_sous_contrat",
            Self::DejaRepresentant => "formulaire_deja_representant",
            Self::DejaPorteur => "formulaire_deja_porteur",
            Self::DejaEnvoye => "formulaire_deja_envoye",
            Self::AutreEtape => "formulaire_autre_etape",
            Self::Inconnu => "formulaire_inconnu",
            Self::SoiMeme => "formulaire_de_soi",
            Self::HorsSupport => "formulaire_hors_support",
            Self::Droit(droit) => droit.code(),
            Self::Habilitation(cause) => cause.code(),
            Self::Declaration(cause) => cause.code(),
            Self::Cle(_) => CleReutilisee::CODE,
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::Saisie(_) | Self::StructureInconnue | Self::Cle(_) => Classe::Saisie,
            Self::SansContrat
            | Self::DejaSousContrat
            | Self::DejaRepresentant
            | Self::DejaPorteur
            | Self::DejaEnvoye
            | Self::Declaration(_) => Classe::Conflit,
            Self::AutreEtape => Classe::Change,
            Self::Inconnu => Classe::Absent,
            Self::SoiMeme | Self::HorsSupport | Self::Droit(_) => Classe::Droit,
            Self::Habilitation(cause) => cause.classe(),
            Self::Port(_) => Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Saisie(_) => {
                "Le formulaire n’est pas complet. Complétez les champs signalés, puis envoyez de nouveau."
            }
            Self::StructureInconnue => {
                "FINESS ne connaît pas ce numéro. Vérifiez-le, ou faites enregistrer la structure : à l’ARS, à la DREETS ou, en Île-de-France, à la DRIHL, selon l’établissement."
            }
            Self::SansContrat => {
                "Aucun contrat d’adhésion en vigueur ne couvre cette structure. Le représentant légal en demande un d’abord."
            }
            Self::DejaSousContrat => {
                "Un contrat d’adhésion en vigueur couvre déjà cette structure. Il vaut pour tous les services : demandez seulement la carte (CDE) si vous en prenez la direction."
            }
            Self::DejaRepresentant => {
                "Vous représentez déjà cette structure, avec une carte : une CDE par organisme dirigé suffit. Si c’est une autre personne, du même nom que vous, écrivez à l’assistance."
            }
            Self::DejaPorteur => {
                "Une personne de ce nom a déjà une carte de la structure. Désignez-la avec l’identifiant de cette carte (formulaire F502)."
            }
            Self::DejaEnvoye => {
                "Un formulaire sur le même objet attend déjà une réponse, et il dit autre chose. Retirez-le d’abord, ou attendez la réponse."
            }
            Self::AutreEtape => {
                "Ce formulaire a avancé depuis que vous l’avez ouvert. Rouvrez la liste et regardez où il en est."
            }
            Self::Inconnu => "Ce formulaire n’existe pas ou n’est pas le vôtre. Rouvrez la liste de vos formulaires.",
            Self::SoiMeme => "Ce formulaire est à votre nom : une autre personne de l’assistance décide. Demandez-lui.",
            Self::HorsSupport => "Seule l’assistance de l’ANS décide des formulaires. Revenez à l’accueil.",
            Self::Droit(droit) => droit.phrase(),
            Self::Habilitation(cause) => cause.phrase(),
            Self::Declaration(cause) => cause.phrase(),
            Self::Cle(_) => CleReutilisee::PHRASE,
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }

    pub fn objections(&self) -> &[Objection] {
        match self {
            Self::Saisie(objections) => objections,
            _ => &[],
        }
    }
}
