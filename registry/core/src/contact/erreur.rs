use crate::habilitation::HorsPerimetre;
use crate::identite::Objection;
use crate::port::PortError;
use crate::proposition::PropositionError;

/// Why contact data stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum ContactError {
    /// Said beside each field.
    #[error("{} fields cannot be used", .0.len())]
    Saisie(Vec<Objection>),
    #[error("the strong authentication is too old")]
    PreuvePerimee,
    #[error("nobody active has this identifier")]
    Inconnue,
    #[error("these are the contact data already")]
    Inchangees,
    #[error("the contact data changed since the proposal")]
    ChangeesEntreTemps,
    #[error("the person has activated an e-CPS: only they change their contact data")]
    DejaActivee,
    #[error("the contact data do not activate an e-CPS yet")]
    PasEncore,
    #[error("the structure did not register the person")]
    AutreStructure,
    #[error("the person was not met face to face")]
    SansRencontre,
    #[error(transparent)]
    Agent(#[from] HorsPerimetre),
    #[error(transparent)]
    Proposition(#[from] PropositionError),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ContactError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Saisie(_) => "contact_saisie",
            Self::PreuvePerimee => "contact_preuve_perimee",
            Self::Inconnue => "personne_inconnue",
            Self::Inchangees => "contact_inchange",
            Self::ChangeesEntreTemps => "contact_change_entre_temps",
            Self::DejaActivee => "contact_deja_active",
            Self::PasEncore => "contact_pas_encore",
            Self::AutreStructure => "contact_autre_structure",
            Self::SansRencontre => "contact_sans_rencontre",
            Self::Agent(refus) => refus.code(),
            Self::Proposition(erreur) => erreur.code(),
            Self::Port(_) => "registre_hors_service",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Saisie(_) => "Une coordonnée est à corriger. Lisez la phrase sous le champ.",
            Self::PreuvePerimee => {
                "Votre connexion date de plus de cinq minutes. Approuvez encore une fois sur votre téléphone : votre texte est gardé."
            }
            Self::Inconnue => "Personne n’a cet identifiant. Vérifiez le numéro.",
            Self::Inchangees => "Ces coordonnées sont déjà les bonnes. Il n’y a rien à faire.",
            Self::ChangeesEntreTemps => "Les coordonnées ont changé entre-temps. Rouvrez la fiche et recommencez.",
            Self::DejaActivee => {
                "Cette personne a déjà activé une e-CPS. Elle seule change ses coordonnées, dans son espace personnel."
            }
            Self::PasEncore => {
                "Ces coordonnées n’activent pas encore d’e-CPS. Attendez l’heure que dit le dernier message, puis recommencez."
            }
            Self::AutreStructure => {
                "Cette personne n’a pas été enregistrée par votre structure. Adressez-vous à celle qui l’a enregistrée."
            }
            Self::SansRencontre => {
                "La correction se fait en présence de la personne. Rencontrez-la, puis cochez la case."
            }
            Self::Agent(refus) => refus.phrase(),
            Self::Proposition(erreur) => erreur.phrase(),
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}
