use ambient::Timestamp;
use sante::{IdentifiantNational, SituationId};
use serde::{Deserialize, Serialize};

/// Everything that a token or userinfo may say of a person. Texts are as the extraction holds them, empty when absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Personne {
    pub identifiant: IdentifiantNational,
    pub porteur: Porteur,
    pub nom: String,
    pub prenom: String,
    pub code_civilite: String,
    /// In the order of the extraction; empty for a holder of an establishment card.
    pub exercices: Vec<Exercice>,
    /// `identifiant`, `origine`, `qualite`: facts/psc.md §2.4 `otherIds`.
    pub autres_identifiants: Vec<sante::AutreIdentifiant>,
}

/// Who stands behind an identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Porteur {
    /// In the RPPS: exercises and situations.
    Professionnel,
    /// Holder of a CPE, CPA or CDE without RPPS number: an identity and the structure that vouches for it, no role.
    PorteurDeCarte { structure: Box<Structure> },
}

/// One profession in one category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exercice {
    pub code_profession: String,
    pub code_categorie: String,
    pub code_civilite: String,
    pub nom: String,
    pub prenom: String,
    pub savoir_faire: Vec<SavoirFaire>,
    /// Current, future and lately ended ones: whoever reads compares `debut` and `fin` with its own clock.
    pub situations: Vec<Situation>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavoirFaire {
    pub type_code: String,
    pub code: String,
}

/// One person, in one place, in one role, for a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Situation {
    pub id: SituationId,
    pub code_mode_exercice: String,
    pub code_secteur: String,
    pub code_section_pharmacien: String,
    /// TRE_R21, TRE_R96 or TRE_R85.
    pub code_role: String,
    /// TRE_R22, the role of the portal.
    pub code_genre_activite: String,
    pub autorite: String,
    /// First instant at which it holds; `None`: unknown start, valid now.
    pub debut: Option<Timestamp>,
    /// First instant at which it no longer holds.
    pub fin: Option<Timestamp>,
    /// A situation without structure exists (an exercise declared without place).
    pub structure: Option<Structure>,
}

impl Situation {
    pub fn en_cours(&self, now: Timestamp) -> bool {
        self.debut.is_none_or(|debut| debut <= now) && self.fin.is_none_or(|fin| now < fin)
    }
}

/// The columns of the extraction that describe a place, in its order (facts/registry.md §6.5, 24 to 47).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Structure {
    pub siret: String,
    pub siren: String,
    /// FINESS of the geographic entity.
    pub finess: String,
    /// FINESS of the legal entity.
    pub finess_ej: String,
    pub identifiant_technique: String,
    pub raison_sociale: String,
    pub enseigne: String,
    pub complement_destinataire: String,
    pub complement_point_geographique: String,
    pub numero_voie: String,
    pub indice_repetition_voie: String,
    pub code_type_voie: String,
    pub libelle_voie: String,
    pub mention_distribution: String,
    pub bureau_cedex: String,
    pub code_postal: String,
    pub code_commune: String,
    pub code_pays: String,
    pub telephone: String,
    pub telephone2: String,
    pub telecopie: String,
    pub courriel: String,
    pub code_departement: String,
    pub ancien_identifiant: String,
}
