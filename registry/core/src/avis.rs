//! What people are told by mail. A notice is queued in the transaction of what it tells; the courier carries it.

mod carte;
mod certificat;
mod delais;
mod droit;
mod envoi;
mod formulaire;
mod port;

use std::fmt;

use ambient::Timestamp;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use crate::retrait::Retrait;

pub use carte::{CarteDite, SuiteCarte};
pub use certificat::{CertificatDit, SuiteCertificat};
pub use delais::{Anticipation, AnticipationError, Disponibilite};
pub use droit::{DroitDit, SuiteDroit};
pub use envoi::{AvisAEnvoyer, Courrier, Destinataire, EnTete, Sujet};
pub use formulaire::{FormulaireDit, SuiteFormulaire};
pub use port::{Ecrits, Retour, Suivi};

/// One notice, with everything that its text says. `prenom` is how the person is greeted; `lieu` a structure's name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "avis", rename_all = "snake_case")]
pub enum Avis {
    /// The number, on validation (NOT-01, NOT-02).
    Numero(Box<NumeroAttribue>),
    /// A known person got one more place of work.
    SituationAjoutee {
        prenom: String,
        lieu: String,
        fonction: String,
        depuis: Option<Timestamp>,
    },
    /// The gestionnaire did not validate. `motif`: the public sentence of the reason code.
    Rejet {
        prenom: String,
        lieu: String,
        motif: String,
        commentaire: Option<String>,
    },
    /// The registry refused a request, when it was sent or when it was validated: the gestionnaire is not told (NOT-03).
    RefusDuRegistre {
        prenom: String,
        lieu: String,
        motif: String,
    },
    /// A gestionnaire changed a record (NOT-06). Each change is a sentence.
    MiseAJour {
        prenom: String,
        lieu: String,
        changements: Vec<String>,
    },
    /// What the person asked for is done. Each change is a sentence.
    DemandeAcceptee {
        prenom: String,
        lieu: String,
        changements: Vec<String>,
    },
    /// To the address that was true until now.
    ContactRemplace {
        prenom: String,
        le: Timestamp,
        par: ParQui,
        change: ContactChange,
        activation_des: Timestamp,
    },
    /// To the address that is true from now on.
    ContactEnregistre {
        prenom: String,
        identifiant: IdentifiantNational,
        activation_des: Timestamp,
    },
    /// The support corrected the civil status. What was corrected stays out of the mail.
    EtatCivilCorrige {
        prenom: String,
        le: Timestamp,
    },
    /// Two agents of the support took the person out of service.
    Retrait {
        prenom: String,
        retrait: Retrait,
    },
    /// From this instant on nothing decided by the support keeps the person out of service.
    Reprise {
        prenom: String,
        des: Timestamp,
    },
    /// To the address of today, and to those that it replaced lately.
    ContactGele {
        prenom: String,
        le: Timestamp,
    },
    ContactDegele {
        prenom: String,
        le: Timestamp,
    },
    /// The support did not freeze what the person asked it to, or did not lift it.
    GelEcarte {
        prenom: String,
        commentaire: String,
    },
    /// To whoever may act for a structure: the right is given, taken back, or about to end (GES-02).
    Droit(Box<DroitDit>),
    /// To who answers for a legal entity: what becomes of one of its certificates (CRT-08).
    Certificat(Box<CertificatDit>),
    /// Of a form of a structure, to who it is about (CON-08, GES-09).
    Formulaire(Box<FormulaireDit>),
    /// To the holder of a card, or to who ordered it: what becomes of it (MIE-12, MIE-14).
    Carte(Box<CarteDite>),
    /// To the gestionnaire who asked for a profession: where the request stands now (ROL-09).
    ProfessionSuivie {
        prenom: String,
        lieu: String,
        libelle: String,
        suite: SuiteProfession,
    },
}

/// What became of a request for a profession. `grades`: its name, where one is declared.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuiteProfession {
    Relayee {
        grades: Option<String>,
    },
    /// It goes on with this one.
    Reunie {
        avec: String,
    },
    Rendue {
        grades: Option<String>,
        motif: String,
    },
    Retenue {
        code: String,
        libelle: String,
        du: Option<Timestamp>,
        commentaire: String,
    },
    Ecartee {
        commentaire: String,
    },
}

/// What the mail with the number says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumeroAttribue {
    pub prenom: String,
    pub identifiant: IdentifiantNational,
    /// First and last name of practice.
    pub nom_exercice: String,
    /// The profession's label.
    pub fonction: String,
    pub lieu: String,
    pub depuis: Option<Timestamp>,
    /// From when the e-CPS can be activated (NOT-05).
    pub ecps_le: Timestamp,
    /// Whom to tell of a mistake.
    pub gestionnaire: Option<String>,
}

/// Who changed contact data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParQui {
    LaPersonne,
    DeuxGestionnaires,
    /// Two agents of the support put back what was there.
    Assistance,
}

/// Which contact data changed, never from what to what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactChange {
    Mobile,
    Courriel,
    LesDeux,
}

impl Avis {
    /// The word under which the journal and the lists of returned mails name it.
    pub const fn nature(&self) -> &'static str {
        match self {
            Self::Numero(_) => "numero",
            Self::SituationAjoutee { .. } => "situation_ajoutee",
            Self::Rejet { .. } => "rejet",
            Self::RefusDuRegistre { .. } => "refus_du_registre",
            Self::MiseAJour { .. } => "mise_a_jour",
            Self::DemandeAcceptee { .. } => "demande_acceptee",
            Self::ContactRemplace { .. } => "contact_remplace",
            Self::ContactEnregistre { .. } => "contact_enregistre",
            Self::EtatCivilCorrige { .. } => "etat_civil_corrige",
            Self::Retrait { .. } => "retrait",
            Self::Reprise { .. } => "reprise",
            Self::ContactGele { .. } => "contact_gele",
            Self::ContactDegele { .. } => "contact_degele",
            Self::GelEcarte { .. } => "gel_ecarte",
            Self::Droit(droit) => droit.suite.nature(),
            Self::Certificat(certificat) => certificat.suite.nature(),
            Self::Formulaire(formulaire) => formulaire.suite.nature(),
            Self::Carte(carte) => carte.suite.nature(),
            Self::ProfessionSuivie { .. } => "profession_suivie",
        }
    }
}

/// A notice names somebody: only its nature is shown.
impl fmt::Debug for Avis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Avis({})", self.nature())
    }
}
