use crate::classe::Classe;
use crate::habilitation::HorsPerimetre;
use crate::idempotence::CleReutilisee;
use crate::identite::Objection;
use crate::port::PortError;

/// Why a situation was not added, changed or ended. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum SituationError {
    #[error(transparent)]
    Droit(#[from] HorsPerimetre),
    /// Field by field.
    #[error("{} fields do not hold", .0.len())]
    Saisie(Vec<Objection>),
    /// SIT-01
    #[error("a legal entity is no place of practice")]
    EntiteJuridique,
    /// SIT-03
    #[error("the person already has a role there at that time")]
    RoleDejaTenu,
    #[error("nobody active in the RPPS has this identifier")]
    PersonneInconnue,
    /// ENR-17
    #[error("a request about this person is open")]
    DemandeEnCours,
    #[error("no situation has this identifier")]
    Inconnue,
    /// ELI-03
    #[error("an Order or an ARS keeps this situation")]
    AutreAutorite,
    #[error("the situation has already ended")]
    DejaTerminee,
    #[error("a situation cannot end before it begins")]
    AvantLeDebut,
    /// R05
    #[error("a measure holds the person out of service")]
    HorsActivite,
    #[error("the record changed since it was read")]
    Changee,
    #[error(transparent)]
    Cle(#[from] CleReutilisee),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl SituationError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.code(),
            Self::Saisie(_) => "saisie_a_completer",
            Self::EntiteJuridique => "lieu_entite_juridique",
            Self::RoleDejaTenu => "role_deja_tenu",
            Self::PersonneInconnue => "professionnel_inconnu",
            Self::DemandeEnCours => "demande_en_cours",
            Self::Inconnue => "situation_inconnue",
            Self::AutreAutorite => "situation_d_une_autre_autorite",
            Self::DejaTerminee => "situation_deja_terminee",
            Self::AvantLeDebut => "fin_avant_debut",
            Self::HorsActivite => "personne_hors_activite",
            Self::Changee => "fiche_changee",
            Self::Cle(_) => CleReutilisee::CODE,
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::Droit(_) | Self::AutreAutorite => Classe::Droit,
            Self::Saisie(_) | Self::EntiteJuridique | Self::AvantLeDebut | Self::Cle(_) => Classe::Saisie,
            Self::RoleDejaTenu | Self::DemandeEnCours | Self::DejaTerminee | Self::HorsActivite => Classe::Conflit,
            Self::PersonneInconnue | Self::Inconnue => Classe::Absent,
            Self::Changee => Classe::Change,
            Self::Port(_) => Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.phrase(),
            Self::Saisie(_) => "Certains champs sont à compléter. Suivez la phrase qui accompagne chacun d'eux.",
            Self::EntiteJuridique => {
                "Une entité juridique n'est pas un lieu d'exercice. Choisissez l'établissement où la personne travaille."
            }
            Self::RoleDejaTenu => {
                "Cette personne a déjà un rôle dans cet établissement sur cette période. Modifiez ce rôle, ou terminez-le d'abord."
            }
            Self::PersonneInconnue => {
                "Aucun professionnel actif n'a ce numéro RPPS. Vérifiez le numéro, ou enregistrez la personne."
            }
            Self::DemandeEnCours => {
                "Une demande est en cours pour cette personne. Attendez sa décision avant une nouvelle mise à jour."
            }
            Self::Inconnue => "Cette situation d'exercice n'existe pas. Rouvrez la fiche de la personne.",
            Self::AutreAutorite => {
                "Cette situation d'exercice relève d'un ordre ou d'une ARS, qui la tient. Pour un rôle dans votre établissement, ajoutez un lieu de travail."
            }
            Self::DejaTerminee => "Cette situation d'exercice est déjà terminée. Il n'y a rien à faire.",
            Self::AvantLeDebut => "La fin précède le début. Choisissez une date plus tardive.",
            Self::HorsActivite => {
                "Cette personne est hors activité. Mettez fin à son activité, ou rejetez sa demande : le reste attend son retour."
            }
            Self::Changee => "La fiche a changé depuis que vous l'avez ouverte. Relisez-la, puis envoyez de nouveau.",
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
