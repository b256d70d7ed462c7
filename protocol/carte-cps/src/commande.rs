//! What a registry and the card authority say to each other about one card: `PUT /cartes/{reference}`, `POST
//! /cartes/{reference}/envoi`, `POST /cartes/{reference}/opposition`. Each, asked twice, is done once.

use ambient::Timestamp;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

/// The cards that a registry orders. A role holder has none (MIE-02); cards for them are under study (MIE-16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ModeleCarte {
    /// Regulated professional: the card is the person's (MIE-13).
    Cps,
    /// Staff of an establishment.
    Cpe,
    /// Its director.
    Cde,
}

impl ModeleCarte {
    pub const TOUS: [Self; 3] = [Self::Cps, Self::Cpe, Self::Cde];

    /// As it is stored, told and called.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cps => "CPS",
            Self::Cpe => "CPE",
            Self::Cde => "CDE",
        }
    }

    pub fn lu(texte: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|modele| modele.as_str() == texte)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandeCarte {
    pub modele: ModeleCarte,
    pub identifiant: IdentifiantNational,
    pub nom: String,
    pub prenom: String,
    /// Of whom the card is; on cards of structures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structure: Option<StructureCarte>,
    /// TRE_G15; on cards of professionals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profession: Option<ProfessionCarte>,
    /// The card whose codes this one takes over (MIE-12); none: new codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codes_de: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StructureCarte {
    pub raison_sociale: String,
    /// `Struct_IdNat`.
    pub identifiant: String,
    /// `Paris (75)`; may be empty.
    pub departement: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfessionCarte {
    pub code: u64,
    pub libelle: String,
}

/// A card as the authority made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarteProduite {
    /// What is printed on it.
    pub numero: String,
    /// Serial numbers of its certificates, upper-case hexadecimal.
    pub series: Vec<String>,
    pub depuis: Timestamp,
    pub jusque: Timestamp,
    /// Names its set of codes: two cards with the same name open with the same codes. The codes themselves leave the authority in
    /// a sealed letter, and nowhere else.
    pub codes: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OppositionCarte {
    pub raison: RaisonOpposition,
}

/// Why a card is opposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RaisonOpposition {
    /// Lost, stolen, or its codes known to somebody else.
    Perdue,
    Defectueuse,
    /// Another card takes its place.
    Remplacee,
    /// Its holder left the structure, or the profession.
    Depart,
}

impl RaisonOpposition {
    pub const TOUTES: [Self; 4] = [Self::Perdue, Self::Defectueuse, Self::Remplacee, Self::Depart];

    /// As it is stored and told.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Perdue => "perdue",
            Self::Defectueuse => "defectueuse",
            Self::Remplacee => "remplacee",
            Self::Depart => "depart",
        }
    }

    pub fn lue(texte: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|raison| raison.as_str() == texte)
    }
}
