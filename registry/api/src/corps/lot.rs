use registry_core::demande::Attestations;
use serde::Deserialize;
use utoipa::ToSchema;

use super::attestations::oui;

/// What the gestionnaire declares of every line at once; which document was looked at stands in each line.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclarationsDeLot {
    /// Civil status was collected face to face, line by line.
    #[schema(schema_with = oui)]
    face_a_face: bool,
    /// The portal's terms.
    #[schema(schema_with = oui)]
    conditions_acceptees: bool,
    #[schema(schema_with = oui)]
    diplomes_verifies: bool,
    /// Each of them needs an access, and knows that they get an e-CPS only.
    #[schema(schema_with = oui)]
    besoin_verifie: bool,
}

impl From<DeclarationsDeLot> for Attestations {
    fn from(declarees: DeclarationsDeLot) -> Self {
        Self {
            face_a_face: declarees.face_a_face,
            piece: None,
            conditions_acceptees: declarees.conditions_acceptees,
            diplomes_verifies: declarees.diplomes_verifies,
            besoin_verifie: declarees.besoin_verifie,
        }
    }
}
