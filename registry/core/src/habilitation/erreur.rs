use crate::classe::Classe;
use crate::habilitation::HorsPerimetre;
use crate::idempotence::CleReutilisee;
use crate::port::PortError;

/// Why a contract or a designation was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum HabilitationError {
    #[error(transparent)]
    Droit(#[from] HorsPerimetre),
    #[error("the registry does not know the structure")]
    StructureInconnue,
    /// CON-02
    #[error("a natural person practises under this number: no legal person, no contract")]
    PersonnePhysique,
    #[error("nobody active with a card has this identifier")]
    PersonneInconnue,
    /// GES-05
    #[error("the person's card was given by another operator")]
    AutreOrganisme,
    /// CON-12
    #[error("the card of the représentant légal was given by another legal entity")]
    CarteDAilleurs,
    /// CON-12
    #[error("whoever represents a structure holds its card, not that of a professional")]
    RepresentantSansCarte,
    /// CRT-07
    #[error("certificates are seen to at the legal entity")]
    CertificatsAEntiteJuridique,
    /// GES-07
    #[error("the training of gestionnaires was not followed")]
    SansFormation,
    /// Four eyes would be those of one person.
    #[error("whoever names cannot be named, nor somebody of the same name")]
    SoiMeme,
    #[error("the person already has this right")]
    DejaHabilitee,
    #[error("no right in force has this identifier")]
    Inconnue,
    /// CON-05
    #[error("an operator with several establishments contracts at its legal entity")]
    PlusieursEtablissements,
    #[error("a contract in force already covers the structure")]
    DejaSousContrat,
    /// CON-04
    #[error("a contract already covers an establishment of the legal entity")]
    EtablissementSousContrat,
    #[error("the last day has gone by")]
    JourPasse,
    #[error("the end precedes the beginning")]
    DatesInversees,
    #[error(transparent)]
    Cle(#[from] CleReutilisee),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl HabilitationError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.code(),
            Self::StructureInconnue => "structure_inconnue",
            Self::PersonnePhysique => "contrat_personne_physique",
            Self::PersonneInconnue => "porteur_inconnu",
            Self::AutreOrganisme => "gestionnaire_autre_organisme",
            Self::CarteDAilleurs => "representant_carte_d_ailleurs",
            Self::RepresentantSansCarte => "representant_sans_carte",
            Self::CertificatsAEntiteJuridique => "administrateur_sur_etablissement",
            Self::SansFormation => "gestionnaire_sans_formation",
            Self::SoiMeme => "designation_de_soi",
            Self::DejaHabilitee => "deja_habilitee",
            Self::Inconnue => "habilitation_inconnue",
            Self::PlusieursEtablissements => "contrat_plusieurs_etablissements",
            Self::DejaSousContrat => "deja_sous_contrat",
            Self::EtablissementSousContrat => "etablissement_sous_contrat",
            Self::JourPasse => "jour_passe",
            Self::DatesInversees => "dates_inversees",
            Self::Cle(_) => CleReutilisee::CODE,
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::Droit(_) | Self::SoiMeme => Classe::Droit,
            Self::StructureInconnue
            | Self::PersonnePhysique
            | Self::PersonneInconnue
            | Self::AutreOrganisme
            | Self::CarteDAilleurs
            | Self::RepresentantSansCarte
            | Self::JourPasse
            | Self::CertificatsAEntiteJuridique
            | Self::SansFormation
            | Self::PlusieursEtablissements
            | Self::DatesInversees
            | Self::Cle(_) => Classe::Saisie,
            Self::DejaHabilitee | Self::DejaSousContrat | Self::EtablissementSousContrat => Classe::Conflit,
            Self::Inconnue => Classe::Absent,
            Self::Port(_) => Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.phrase(),
            Self::StructureInconnue => {
                "Le registre ne connaît pas cette structure. Vérifiez son numéro FINESS, ou demandez son enregistrement à l'ARS."
            }
            Self::PersonnePhysique => {
                "Ce numéro FINESS est celui d'une personne physique, et le contrat d'adhésion est signé par une personne morale. Demandez votre carte à votre ordre ou à l'ARS."
            }
            Self::PersonneInconnue => {
                "Aucun porteur de carte actif n'a cet identifiant. Recopiez celui de la carte CPE, ou commandez la carte."
            }
            Self::AutreOrganisme => {
                "La carte de cette personne vient d'un autre organisme. Désignez quelqu'un de la structure ou de son organisme gestionnaire."
            }
            Self::CarteDAilleurs => {
                "Cette carte est celle d'un autre organisme, et chaque organisme dirigé a sa carte (CDE). Demandez-en une pour celui-ci, par le formulaire F101."
            }
            Self::RepresentantSansCarte => {
                "Un professionnel représente une structure avec la carte de celle-ci (CDE), pas avec la sienne. Demandez cette carte par le formulaire F101."
            }
            Self::CertificatsAEntiteJuridique => {
                "Les certificats se commandent pour l'entité juridique et valent pour tous ses établissements. Choisissez « Tous les établissements »."
            }
            Self::SansFormation => {
                "Un gestionnaire suit d'abord la formation en ligne. Cochez la case quand la personne l'a suivie."
            }
            Self::SoiMeme => {
                "Cette carte porte votre nom : personne ne se désigne soi-même. Demandez à un autre représentant légal ou mandataire."
            }
            Self::DejaHabilitee => "Cette personne a déjà ce droit. Il n'y a rien à faire.",
            Self::Inconnue => "Ce droit n'est pas ou n'est plus en vigueur. Rouvrez la liste des personnes habilitées.",
            Self::PlusieursEtablissements => {
                "Un organisme à plusieurs établissements signe son contrat au niveau de l'entité juridique. Choisissez le numéro FINESS de celle-ci."
            }
            Self::DejaSousContrat => {
                "Un contrat en vigueur ou à venir couvre déjà cette structure. Il n'y a rien à faire."
            }
            Self::EtablissementSousContrat => {
                "Un contrat couvre déjà un établissement de cet organisme, qui n'en a qu'un. Faites-le terminer par l'ANS, puis demandez celui de l'entité juridique."
            }
            Self::JourPasse => "Ce dernier jour est passé. Choisissez aujourd'hui ou plus tard.",
            Self::DatesInversees => "La fin précède le début. Choisissez une date plus tardive.",
            Self::Cle(_) => CleReutilisee::PHRASE,
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}
