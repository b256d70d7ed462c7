use crate::classe::Classe;
use crate::habilitation::HorsPerimetre;
use crate::idempotence::CleReutilisee;
use crate::port::PortError;

/// Why no card was ordered, received or opposed.
#[derive(Debug, thiserror::Error)]
pub enum CarteError {
    #[error(transparent)]
    Droit(#[from] HorsPerimetre),
    /// MIE-01, MIE-02, MIE-16
    #[error("whoever has a number and no regulated profession has the e-CPS, and no card")]
    PorteurDeRole,
    /// MIE-13, MIE-14
    #[error("the card of a professional is ordered by their Order or the ARS")]
    CarteDeProfessionnel,
    #[error("the holder is of another structure")]
    AutreStructure,
    /// CON-11: the CDE is nominative.
    #[error("a CDE is ordered by the représentant légal, for themselves")]
    DirecteurSeul,
    #[error("nobody in service has this identifier")]
    SansPorteur,
    #[error("the person has such a card, or one is on its way")]
    DejaCommandee,
    /// MIE-18
    #[error("the person has several professions, or not this one")]
    ProfessionAChoisir,
    #[error("no card has this identifier, for whoever asks")]
    Inconnue,
    #[error("its stage does not admit the act")]
    AutreEtape,
    #[error(transparent)]
    Cle(#[from] CleReutilisee),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl CarteError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.code(),
            Self::PorteurDeRole => "carte_porteur_de_role",
            Self::CarteDeProfessionnel => "carte_de_professionnel",
            Self::AutreStructure => "carte_autre_structure",
            Self::DirecteurSeul => "carte_directeur_seul",
            Self::SansPorteur => "carte_sans_porteur",
            Self::DejaCommandee => "carte_deja_commandee",
            Self::Inconnue => "carte_inconnue",
            Self::AutreEtape => "carte_autre_etape",
            Self::ProfessionAChoisir => "carte_profession_a_choisir",
            Self::Cle(_) => CleReutilisee::CODE,
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::Droit(_) | Self::DirecteurSeul => Classe::Droit,
            Self::PorteurDeRole
            | Self::CarteDeProfessionnel
            | Self::AutreStructure
            | Self::SansPorteur
            | Self::ProfessionAChoisir
            | Self::Cle(_) => Classe::Saisie,
            Self::DejaCommandee | Self::AutreEtape => Classe::Conflit,
            Self::Inconnue => Classe::Absent,
            Self::Port(_) => Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.phrase(),
            Self::PorteurDeRole => {
                "Cette personne a un numéro RPPS et un rôle : elle s'identifie par l'e-CPS, sans carte. Il n'y a rien à commander."
            }
            Self::CarteDeProfessionnel => {
                "La carte CPS est produite quand l'Ordre ou l'ARS enregistre le professionnel. Une structure ne la commande pas."
            }
            Self::AutreStructure => {
                "Cette personne porte la carte d'une autre structure. Choisissez la sienne, ou demandez une première carte par le formulaire F301."
            }
            Self::DirecteurSeul => {
                "La carte CDE est nominative : seul le représentant légal la commande, et pour lui-même. Pour un autre membre de la direction, commandez une CPE."
            }
            Self::SansPorteur => {
                "Choisissez une personne de la liste. Une première carte se demande par le formulaire F301, à la page Contrat."
            }
            Self::DejaCommandee => {
                "Cette personne a déjà une carte de ce type, ou une carte en route. Si elle est perdue, faites d'abord opposition."
            }
            Self::Inconnue => "Cette carte n'existe pas, ou n'est pas de votre périmètre. Rouvrez la liste des cartes.",
            Self::AutreEtape => {
                "Cette carte a changé depuis que vous avez ouvert la page. Rouvrez la liste des cartes."
            }
            Self::ProfessionAChoisir => {
                "Une carte va avec une profession, et cette personne n'exerce pas celle-ci, ou en exerce plusieurs. Dites laquelle."
            }
            Self::Cle(_) => CleReutilisee::PHRASE,
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }

    /// One of each; what is refused elsewhere is told there.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::PorteurDeRole,
            Self::CarteDeProfessionnel,
            Self::AutreStructure,
            Self::DirecteurSeul,
            Self::SansPorteur,
            Self::DejaCommandee,
            Self::Inconnue,
            Self::AutreEtape,
            Self::ProfessionAChoisir,
        ]
    }
}
