use registry_core::demande::Decidee;
use serde::Serialize;
use utoipa::ToSchema;

use super::{VueJson, phrases};

/// What came of a decision.
#[derive(Serialize, ToSchema)]
#[schema(as = DecisionFaite)]
pub struct DecisionJson {
    #[serde(flatten)]
    vue: VueJson,
    /// `validee`: French sentences to show (ELI-06).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    avertissements: Vec<String>,
}

impl From<Decidee> for DecisionJson {
    fn from(faite: Decidee) -> Self {
        Self { vue: (&faite.vue).into(), avertissements: phrases(faite.avertissements) }
    }
}
