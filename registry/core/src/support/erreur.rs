use sante::IdentifiantNational;

use crate::classe::Classe;
use crate::identite::Objection;
use crate::port::PortError;
use crate::proposition::PropositionError;

/// Why a record stays as it is.
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
    #[error("the record moved since the proposal")]
    FicheChangee,
    /// For the same cause, at present or to come.
    #[error("the person is out of service for this cause already")]
    DejaRetiree,
    #[error("nothing keeps the person out of service")]
    RienALever,
    #[error("the contact data are frozen already")]
    DejaGelees,
    #[error("the contact data are not frozen")]
    PasGelees,
    #[error("no former contact data are kept any more")]
    SansAnciennes,
    #[error("the person asks for nothing any more")]
    DemandeClose,
    #[error("no reason was given")]
    SansMotif,
    /// Field by field.
    #[error("{} fields do not hold", .0.len())]
    Saisie(Vec<Objection>),
    #[error("not of the support")]
    Reserve,
    /// Whose people they would decide about twice (R10).
    #[error("has a right over an establishment, and serves no more as long as it lasts")]
    Habilite,
    /// The e-CPS can be had by who sits between; a card cannot (R10).
    #[error("not signed in with a card")]
    SansCarte,
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
            Self::FicheChangee => "fiche_changee_entre_temps",
            Self::DejaRetiree => "retrait_deja_prononce",
            Self::RienALever => "retrait_absent",
            Self::DejaGelees => "gel_deja_prononce",
            Self::PasGelees => "gel_absent",
            Self::SansAnciennes => "anciennes_coordonnees_absentes",
            Self::DemandeClose => "demande_de_gel_close",
            Self::SansMotif => "support_sans_motif",
            Self::Saisie(_) => "saisie_a_completer",
            Self::Reserve => "support_reserve",
            Self::Habilite => "support_habilite",
            Self::SansCarte => "support_sans_carte",
            Self::DejaInscrite(_) => "etat_civil_deja_inscrit",
            Self::Ressemblances(_) => "etat_civil_ressemblant",
            Self::Proposition(erreur) => erreur.code(),
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::Inconnue => Classe::Absent,
            Self::Inchange | Self::ChangeEntreTemps | Self::DejaInscrite(_) | Self::Ressemblances(_) => Classe::Conflit,
            Self::FicheChangee | Self::DejaRetiree | Self::RienALever | Self::DejaGelees => Classe::Conflit,
            Self::PasGelees | Self::SansAnciennes | Self::DemandeClose => Classe::Conflit,
            Self::TenuAilleurs | Self::Reserve | Self::Habilite | Self::SansCarte => Classe::Droit,
            Self::SansMotif | Self::Saisie(_) => Classe::Saisie,
            Self::Proposition(erreur) => erreur.classe(),
            Self::Port(_) => Classe::Panne,
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
            Self::FicheChangee => "La fiche a changé entre-temps. Rouvrez le dossier et recommencez.",
            Self::DejaRetiree => "Cette mesure est déjà prononcée pour cette personne. Il n’y a rien à faire.",
            Self::RienALever => "Cette personne est en activité. Il n’y a rien à lever.",
            Self::DejaGelees => "Ces coordonnées sont déjà gelées. Il n’y a rien à faire.",
            Self::PasGelees => "Ces coordonnées ne sont pas gelées. Gelez-les d’abord.",
            Self::SansAnciennes => {
                "Les coordonnées d’avant ne sont plus gardées. Rencontrez la personne, ou laissez-la les changer avec sa carte."
            }
            Self::DemandeClose => "Cette demande a déjà sa réponse. Rouvrez la liste.",
            Self::SansMotif => {
                "Le motif manque, ou passe 500 caractères. Écrivez la pièce qui justifie l’acte et le numéro de la demande."
            }
            Self::Saisie(_) => "Certains champs sont à compléter. Suivez la phrase qui accompagne chacun d'eux.",
            Self::Reserve => {
                "Cette page est celle de l’assistance nationale. Écrivez-lui pour faire corriger un dossier."
            }
            Self::Habilite => {
                "Vous avez un droit sur un établissement : tant qu’il dure, vous ne servez plus à l’assistance. Revenez au bureau."
            }
            Self::SansCarte => {
                "L’assistance travaille avec une carte, jamais avec l’e‑CPS. Déconnectez-vous, puis revenez avec votre carte."
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
