use sante::IdentifiantNational;

use crate::identite::Objection;
use crate::port::PortError;
use crate::proposition::PropositionError;

/// Why a civil status stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum SupportError {
    #[error("nobody active has this identifier")]
    Inconnue,
    #[error("this is the civil status already")]
    Inchange,
    #[error("an extraction keeps this civil status")]
    TenuAilleurs,
    #[error("the civil status changed since the proposal")]
    ChangeEntreTemps,
    #[error("no reason was given")]
    SansMotif,
    /// Field by field.
    #[error("{} fields do not hold", .0.len())]
    Saisie(Vec<Objection>),
    #[error("not of the support")]
    Reserve,
    /// Two numbers for one person, or the wrong person (ENR-15).
    #[error("somebody else has this civil status")]
    DejaInscrite(IdentifiantNational),
    /// All of them, the closest first.
    #[error("with this civil status the person looks like {} others, whom nobody told apart", .0.len())]
    Ressemblances(Vec<IdentifiantNational>),
    #[error(transparent)]
    Proposition(#[from] PropositionError),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl SupportError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Inconnue => "personne_inconnue",
            Self::Inchange => "etat_civil_inchange",
            Self::TenuAilleurs => "etat_civil_tenu_ailleurs",
            Self::ChangeEntreTemps => "etat_civil_change_entre_temps",
            Self::SansMotif => "etat_civil_sans_motif",
            Self::Saisie(_) => "saisie_a_completer",
            Self::Reserve => "support_reserve",
            Self::DejaInscrite(_) => "etat_civil_deja_inscrit",
            Self::Ressemblances(_) => "etat_civil_ressemblant",
            Self::Proposition(erreur) => erreur.code(),
            Self::Port(_) => "registre_hors_service",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Inconnue => "Personne n’a cet identifiant. Vérifiez le numéro.",
            Self::Inchange => "Cet état civil est déjà le bon. Il n’y a rien à faire.",
            Self::TenuAilleurs => {
                "Cet état civil vient d’un Ordre ou d’une ARS. Demandez-leur la correction : elle arrivera avec leur fichier."
            }
            Self::ChangeEntreTemps => "L’état civil a changé entre-temps. Rouvrez la fiche et recommencez.",
            Self::SansMotif => {
                "Le motif manque. Écrivez la pièce qui justifie le changement et le numéro de la demande."
            }
            Self::Saisie(_) => "Certains champs sont à compléter. Suivez la phrase qui accompagne chacun d'eux.",
            Self::Reserve => {
                "Cette page est celle de l’assistance nationale. Écrivez-lui pour faire corriger un état civil."
            }
            Self::DejaInscrite(_) => {
                "Une autre personne a déjà cet état civil. Comparez les deux fiches avant de corriger : c’est peut-être un doublon."
            }
            Self::Ressemblances(_) => {
                "Avec cet état civil, la personne ressemble à d’autres. Comparez les fiches, puis confirmez qu’elles sont distinctes."
            }
            Self::Proposition(erreur) => erreur.phrase(),
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
