use crate::classe::Classe;
use crate::habilitation::HorsPerimetre;
use crate::idempotence::CleReutilisee;
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
    /// Until two agents of the support lift it (R04, R13).
    #[error("the contact data are frozen")]
    Gelees,
    #[error("the contact data are not frozen")]
    PasGelees,
    /// One request a person: the support has not answered yet.
    #[error("a freeze, or its end, was asked for already")]
    GelDejaDemande,
    #[error("the structure did not register the person")]
    AutreStructure,
    #[error("the person was not met face to face")]
    SansRencontre,
    /// What the second gestionnaire says is not what the first one proposed.
    #[error("the contact data are not those of the proposal")]
    AutresCoordonnees,
    #[error(transparent)]
    Agent(#[from] HorsPerimetre),
    #[error(transparent)]
    Proposition(#[from] PropositionError),
    #[error(transparent)]
    Cle(#[from] CleReutilisee),
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
            Self::Gelees => "contact_gele",
            Self::PasGelees => "contact_non_gele",
            Self::GelDejaDemande => "contact_gel_deja_demande",
            Self::AutreStructure => "contact_autre_structure",
            Self::SansRencontre => "contact_sans_rencontre",
            Self::AutresCoordonnees => "contact_autres_coordonnees",
            Self::Agent(refus) => refus.code(),
            Self::Proposition(erreur) => erreur.code(),
            Self::Cle(_) => CleReutilisee::CODE,
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::Saisie(_) | Self::SansRencontre | Self::AutresCoordonnees | Self::Cle(_) => Classe::Saisie,
            Self::PreuvePerimee => Classe::Preuve,
            Self::Inconnue => Classe::Absent,
            Self::Inchangees | Self::ChangeesEntreTemps | Self::DejaActivee | Self::PasEncore => Classe::Conflit,
            Self::Gelees | Self::PasGelees | Self::GelDejaDemande => Classe::Conflit,
            Self::AutreStructure | Self::Agent(_) => Classe::Droit,
            Self::Proposition(erreur) => erreur.classe(),
            Self::Port(_) => Classe::Panne,
        }
    }

    /// What does not hold, field by field.
    pub fn objections(&self) -> &[Objection] {
        match self {
            Self::Saisie(objections) => objections,
            _ => &[],
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
            Self::Gelees => {
                "Ces coordonnées sont gelées : elles ne changent plus et n’activent plus d’e-CPS. Demandez la levée du gel à l’assistance nationale."
            }
            Self::PasGelees => "Ces coordonnées ne sont pas gelées. Il n’y a rien à lever.",
            Self::GelDejaDemande => {
                "L’assistance nationale a déjà une demande sur ces coordonnées. Attendez sa réponse : elle arrive par e-mail."
            }
            Self::AutreStructure => {
                "Cette personne n’a pas été enregistrée par votre structure. Adressez-vous à celle qui l’a enregistrée."
            }
            Self::SansRencontre => {
                "La correction se fait en présence de la personne. Rencontrez-la, puis cochez la case."
            }
            Self::AutresCoordonnees => {
                "Ces coordonnées ne sont pas celles qui ont été proposées. Demandez-les de nouveau à la personne, ou retirez la proposition."
            }
            Self::Agent(refus) => refus.phrase(),
            Self::Proposition(erreur) => erreur.phrase(),
            Self::Cle(_) => CleReutilisee::PHRASE,
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}
