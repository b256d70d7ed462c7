use std::sync::Arc;

use ambient::{Ambient, RestKey};
use idp_core::trace::Traces;
use idp_partenaires::{Bureau, Catalogue, Entree};
use pages::Ruban;

/// What the pages and the API stand on, one for all requests.
#[derive(Clone)]
pub struct Etat(pub(crate) Arc<Espace>);

pub struct Espace {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub entree: Entree,
    pub bureau: Bureau,
    pub catalogue: Catalogue,
    pub traces: Arc<dyn Traces>,
    /// Where clients of this provider look for everything else.
    pub issuer: String,
    pub ruban: Option<Ruban>,
}

impl Etat {
    pub fn new(espace: Espace) -> Self {
        Self(Arc::new(espace))
    }
}
