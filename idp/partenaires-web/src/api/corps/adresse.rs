//! An address, and what is wrong with it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An address, and what is wrong with it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Adresse {
    #[schema(max_length = 4000)]
    pub adresse: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AdresseVerifiee {
    pub adresse: String,
    pub tient: bool,
    pub raisons: Vec<RaisonJson>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RaisonJson {
    pub code: &'static str,
    pub raison: String,
    pub remede: &'static str,
}
