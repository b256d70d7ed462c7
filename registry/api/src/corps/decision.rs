use registry_core::demande::{Decision, Motif};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AttestationsSaisies, Commentaire, Identifiant};

/// The request is accepted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Validation {
    attestations: AttestationsSaisies,
    /// The people who look alike, seen and told apart: all whom the request names as `candidats`.
    #[serde(default, deserialize_with = "super::texte::au_plus::<50, _, _>")]
    #[schema(max_items = 50)]
    distinctes: Vec<Identifiant>,
}

/// It is one of the people who look alike: they get the situation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rattachement {
    attestations: AttestationsSaisies,
    /// One of the `candidats` of the request.
    personne: Identifiant,
}

/// What the person asks for is done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MiseAJourAcceptee {
    /// The diplomas were checked: of a profession that is not the present one it is asked, of nothing else (ENR-18).
    #[serde(default)]
    diplomes_verifies: bool,
}

impl From<MiseAJourAcceptee> for Decision {
    fn from(acceptee: MiseAJourAcceptee) -> Self {
        Self::MettreAJour { diplomes_verifies: acceptee.diplomes_verifies }
    }
}

/// The request is rejected; the person who asked reads why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rejet {
    motif: MotifJson,
    commentaire: Option<Commentaire>,
}

/// AUT: another reason. CHA: the job changed. def: no need, or data that do not hold (ENR-16).
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[schema(as = Motif)]
pub enum MotifJson {
    #[serde(rename = "AUT")]
    Autre,
    #[serde(rename = "CHA")]
    Changement,
    #[serde(rename = "def")]
    Defaut,
}

impl From<Validation> for Decision {
    fn from(validation: Validation) -> Self {
        let distinctes = validation.distinctes.into_iter().map(|personne| personne.0).collect();
        Self::Valider { attestations: validation.attestations.into(), distinctes }
    }
}

impl From<Rattachement> for Decision {
    fn from(rattachement: Rattachement) -> Self {
        Self::Rattacher { attestations: rattachement.attestations.into(), personne: rattachement.personne.0 }
    }
}

impl From<Rejet> for Decision {
    fn from(rejet: Rejet) -> Self {
        let commentaire = rejet.commentaire.map(|texte| texte.0).unwrap_or_default();
        Self::Rejeter { motif: rejet.motif.into(), commentaire }
    }
}

impl From<MotifJson> for Motif {
    fn from(motif: MotifJson) -> Self {
        match motif {
            MotifJson::Autre => Self::Autre,
            MotifJson::Changement => Self::Changement,
            MotifJson::Defaut => Self::Defaut,
        }
    }
}

impl From<Motif> for MotifJson {
    fn from(motif: Motif) -> Self {
        match motif {
            Motif::Autre => Self::Autre,
            Motif::Changement => Self::Changement,
            Motif::Defaut => Self::Defaut,
        }
    }
}
