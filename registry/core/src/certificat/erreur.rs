use certificat_org::{DemandeRefusee, NomRefuse};

use crate::classe::Classe;
use crate::habilitation::HorsPerimetre;
use crate::idempotence::CleReutilisee;
use crate::port::PortError;

/// Why nothing was ordered, retrieved, renewed or revoked.
#[derive(Debug, thiserror::Error)]
pub enum CertificatError {
    #[error(transparent)]
    Droit(#[from] HorsPerimetre),
    #[error("no name of a software")]
    Logiciel,
    #[error("the name breaks the naming rule: {0}")]
    Nom(NomRefuse),
    /// CRT-06: a name for INSi on another certificate, or another name on the one for INSi.
    #[error("the name goes with another use")]
    NomPourAutreChose,
    #[error("another certificate of this legal entity bears the name")]
    NomPris,
    /// CRT-07
    #[error("this software has a certificate for this use already")]
    DejaCommande,
    #[error(transparent)]
    Demande(#[from] DemandeRefusee),
    #[error("a certificate was asked for this key before")]
    CleDejaServie,
    #[error("no certificate has this identifier, for whoever asks")]
    Inconnu,
    #[error("its stage does not admit the act")]
    AutreEtape,
    #[error("another one takes over from it already")]
    DejaRemplace,
    /// What gives a certificate asks for a strong authentication of the last minutes.
    #[error("the strong authentication is too old")]
    PreuvePerimee,
    #[error(transparent)]
    Cle(#[from] CleReutilisee),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl CertificatError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.code(),
            Self::Logiciel => "certificat_logiciel",
            Self::Nom(_) => "certificat_nom",
            Self::NomPourAutreChose => "certificat_nom_insi",
            Self::NomPris => "certificat_nom_pris",
            Self::DejaCommande => "certificat_deja_commande",
            Self::Demande(refus) => refus.code(),
            Self::CleDejaServie => "pkcs10_cle_deja_servie",
            Self::Inconnu => "certificat_inconnu",
            Self::AutreEtape => "certificat_autre_etape",
            Self::DejaRemplace => "certificat_deja_remplace",
            Self::PreuvePerimee => "certificat_preuve_perimee",
            Self::Cle(_) => CleReutilisee::CODE,
            Self::Port(_) => "registre_hors_service",
        }
    }

    pub const fn classe(&self) -> Classe {
        match self {
            Self::Droit(_) => Classe::Droit,
            Self::Logiciel
            | Self::Nom(_)
            | Self::NomPourAutreChose
            | Self::Demande(_)
            | Self::CleDejaServie
            | Self::Cle(_) => Classe::Saisie,
            Self::NomPris | Self::DejaCommande | Self::AutreEtape | Self::DejaRemplace => Classe::Conflit,
            Self::Inconnu => Classe::Absent,
            Self::PreuvePerimee => Classe::Preuve,
            Self::Port(_) => Classe::Panne,
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Droit(droit) => droit.phrase(),
            Self::Logiciel => "Écrivez le nom du logiciel, de 2 à 40 signes. Par exemple : Dossier résident.",
            Self::Nom(NomRefuse::Insi) => {
                "Un nom qui commence par INSI est INSI-AUTO ou INSI-MANU, suivi d'un tiret et de ce que vous voulez. Par exemple : INSI-AUTO-DUI."
            }
            Self::Nom(_) => {
                "Le nom a de 3 à 64 signes : lettres sans accent, chiffres, points, tirets. Par exemple : DUI-AUTH."
            }
            Self::NomPourAutreChose => {
                "Le certificat pour INSi, et lui seul, porte un nom qui commence par INSI-AUTO ou INSI-MANU. Changez le nom, ou l'usage."
            }
            Self::NomPris => "Un autre certificat de cette structure porte ce nom. Choisissez-en un autre.",
            Self::DejaCommande => {
                "Ce logiciel a déjà un certificat pour cet usage. Renouvelez-le, ou révoquez-le avant d'en commander un autre."
            }
            Self::Demande(refus) => refus.phrase(),
            Self::CleDejaServie => {
                "Cette clé a déjà un certificat. Produisez une nouvelle clé, puis une nouvelle demande : une clé ne sert qu'une fois."
            }
            Self::Inconnu => {
                "Ce certificat n'existe pas, ou n'est pas de votre périmètre. Rouvrez la liste des certificats."
            }
            Self::AutreEtape => {
                "Ce certificat a changé depuis que vous avez ouvert la page. Rouvrez la liste des certificats."
            }
            Self::DejaRemplace => {
                "Un nouveau certificat prend déjà la suite de celui-ci. Rouvrez la liste des certificats."
            }
            Self::PreuvePerimee => {
                "Votre connexion date de plus de cinq minutes. Montrez encore une fois votre carte ou votre e-CPS : votre texte est gardé."
            }
            Self::Cle(_) => CleReutilisee::PHRASE,
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }

    /// One of each; what is refused elsewhere is told there.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Logiciel,
            Self::Nom(NomRefuse::Insi),
            Self::NomPourAutreChose,
            Self::NomPris,
            Self::DejaCommande,
            Self::CleDejaServie,
            Self::Inconnu,
            Self::AutreEtape,
            Self::DejaRemplace,
            Self::PreuvePerimee,
        ]
    }
}
