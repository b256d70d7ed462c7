use crate::classe::Classe;
use crate::habilitation::HorsPerimetre;
use crate::idempotence::CleReutilisee;
use crate::identite::{Objection, Valeurs};
use crate::lot::FichierRefuse;
use crate::port::PortError;

/// Why a file was not taken, or not confirmed. Nothing was written of anybody.
#[derive(Debug, thiserror::Error)]
pub enum LotError {
    #[error(transparent)]
    Droit(#[from] HorsPerimetre),
    #[error(transparent)]
    Fichier(#[from] FichierRefuse),
    /// What is declared for all lines at once.
    #[error("{} declarations are missing", .0.len())]
    Attestations(Vec<Objection>),
    #[error("this agent has sent {0} files since yesterday")]
    TropDeFichiers(u32),
    #[error("no file of this agent has this identifier")]
    Inconnu,
    #[error("the preview is too old, or was given up")]
    Perime,
    #[error("the file was already confirmed")]
    DejaLance,
    #[error("no line of the file can be registered")]
    RienAFaire,
    #[error(transparent)]
    Cle(#[from] CleReutilisee),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl LotError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.code(),
            Self::Fichier(fichier) => fichier.code(),
            Self::Attestations(_) => "attestations_du_lot",
            Self::TropDeFichiers(_) => "trop_de_fichiers",
            Self::Inconnu => "lot_inconnu",
            Self::Perime => "apercu_perime",
            Self::DejaLance => "lot_deja_lance",
            Self::RienAFaire => "lot_sans_ligne",
            Self::Cle(_) => CleReutilisee::CODE,
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::Droit(_) => Classe::Droit,
            Self::Fichier(_) | Self::Attestations(_) | Self::Cle(_) => Classe::Saisie,
            Self::TropDeFichiers(_) => Classe::Trop,
            Self::Inconnu => Classe::Absent,
            Self::Perime | Self::DejaLance | Self::RienAFaire => Classe::Conflit,
            Self::Port(_) => Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub fn phrase(&self) -> String {
        let phrase = match self {
            Self::Droit(droit) => droit.phrase(),
            Self::Fichier(fichier) => return fichier.phrase(),
            Self::Attestations(_) => "Il reste des cases à cocher. Suivez la phrase qui accompagne chacune.",
            Self::TropDeFichiers(_) => {
                "Vous avez envoyé beaucoup de fichiers depuis hier. Attendez demain, ou réunissez vos corrections dans un seul."
            }
            Self::Inconnu => "Ce fichier n’est pas ou plus à vous. Rouvrez la liste de vos fichiers.",
            Self::Perime => "Cet aperçu date de plus d’un jour, ou a été abandonné. Envoyez le fichier de nouveau.",
            Self::DejaLance => "Ce fichier a déjà été confirmé. Suivez son avancement.",
            Self::RienAFaire => {
                "Aucune ligne ne peut être enregistrée. Corrigez le fichier, puis envoyez-le de nouveau."
            }
            Self::Cle(_) => CleReutilisee::PHRASE,
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        };
        phrase.to_owned()
    }

    /// What the sentence names.
    pub fn valeurs(&self) -> Valeurs {
        match self {
            Self::Fichier(fichier) => fichier.valeurs(),
            _ => Valeurs::new(),
        }
    }

    /// What does not hold, box by box.
    pub fn objections(&self) -> &[Objection] {
        match self {
            Self::Attestations(objections) => objections,
            _ => &[],
        }
    }
}
