use ambient::Timestamp;
use jiff::civil::Date;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

/// Each stage holds what is true in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "etape")]
pub enum EtapeProfession {
    /// To the GRADeS of the region.
    Envoyee,
    /// By the GRADeS to the ANS; `complement` is what it adds.
    Relayee {
        par: IdentifiantNational,
        le: Timestamp,
        #[serde(default)]
        complement: String,
    },
    /// By the GRADeS to the structure, with its reason. A better request is a new one.
    Rendue { par: IdentifiantNational, le: Timestamp, motif: String },
    /// It is, or will be, in the list.
    Retenue {
        par: IdentifiantNational,
        le: Timestamp,
        commentaire: String,
        /// Absent from what was decided before codes were written down.
        #[serde(default)]
        inscription: Option<Inscription>,
    },
    /// `commentaire` says what to use instead.
    Ecartee { par: IdentifiantNational, le: Timestamp, commentaire: String },
}

/// How a profession stands in the list (TRE_R85).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inscription {
    pub code: String,
    pub libelle: String,
    /// First day.
    #[serde(with = "crate::jour")]
    pub du: Date,
}

/// A stage, as a list is asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StadeProfession {
    Envoyee,
    Relayee,
    Rendue,
    Retenue,
    Ecartee,
}

/// With whom the ANS decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Partenaire {
    #[serde(rename = "DNS")]
    Dns,
    #[serde(rename = "CNSA")]
    Cnsa,
    #[serde(rename = "CNAM")]
    Cnam,
}

/// What one of them said, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AvisRecueilli {
    pub partenaire: Partenaire,
    /// The day of the opinion, as the partner dated it.
    #[serde(with = "crate::jour")]
    pub rendu_le: Date,
    pub texte: String,
    /// Which agent of the ANS wrote it down, and when.
    pub par: IdentifiantNational,
    pub le: Timestamp,
}

impl EtapeProfession {
    pub const fn stade(&self) -> StadeProfession {
        match self {
            Self::Envoyee => StadeProfession::Envoyee,
            Self::Relayee { .. } => StadeProfession::Relayee,
            Self::Rendue { .. } => StadeProfession::Rendue,
            Self::Retenue { .. } => StadeProfession::Retenue,
            Self::Ecartee { .. } => StadeProfession::Ecartee,
        }
    }

    /// What was answered to the structure.
    pub fn commentaire(&self) -> &str {
        match self {
            Self::Retenue { commentaire, .. } | Self::Ecartee { commentaire, .. } => commentaire,
            Self::Rendue { motif, .. } => motif,
            Self::Envoyee | Self::Relayee { .. } => "",
        }
    }

    /// What the GRADeS added for the ANS.
    pub fn complement(&self) -> &str {
        match self {
            Self::Relayee { complement, .. } => complement,
            _ => "",
        }
    }

    /// How it stands in the list.
    pub const fn inscription(&self) -> Option<&Inscription> {
        match self {
            Self::Retenue { inscription, .. } => inscription.as_ref(),
            _ => None,
        }
    }
}

impl StadeProfession {
    pub const TOUS: [Self; 5] = [Self::Envoyee, Self::Relayee, Self::Rendue, Self::Retenue, Self::Ecartee];

    /// As it is stored, told and asked for.
    pub const fn nom(self) -> &'static str {
        match self {
            Self::Envoyee => "ENVOYEE",
            Self::Relayee => "RELAYEE",
            Self::Rendue => "RENDUE",
            Self::Retenue => "RETENUE",
            Self::Ecartee => "ECARTEE",
        }
    }

    pub fn lu(nom: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|stade| stade.nom() == nom)
    }

    pub const fn ouvert(self) -> bool {
        matches!(self, Self::Envoyee | Self::Relayee)
    }
}

impl Partenaire {
    pub const TOUS: [Self; 3] = [Self::Dns, Self::Cnsa, Self::Cnam];

    pub const fn sigle(self) -> &'static str {
        match self {
            Self::Dns => "DNS",
            Self::Cnsa => "CNSA",
            Self::Cnam => "CNAM",
        }
    }

    pub fn lu(sigle: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|partenaire| partenaire.sigle() == sigle)
    }
}
