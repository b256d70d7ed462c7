use std::sync::Arc;

use axum::extract::FromRef;
use registry_core::demande::{Consultation, Demandes, Enregistrer, Traiter};
use registry_core::guichet::Guichet;
use registry_core::recherche::{Personnes, Recherche};
use registry_core::situation_acte::Situations;

use crate::jetons::Jetons;
use crate::quota::Quota;

/// What the handlers need: the use cases of the portal, and who vouches for their caller.
#[derive(Clone, FromRef)]
pub struct EtatApi {
    pub consultation: Consultation,
    pub traiter: Traiter,
    pub enregistrer: Enregistrer,
    pub situations: Situations,
    pub recherche: Recherche,
    pub jetons: Arc<Jetons>,
    pub quota: Arc<Quota>,
}

impl EtatApi {
    pub fn new(
        guichet: &Guichet,
        (demandes, personnes): (Arc<dyn Demandes>, Arc<dyn Personnes>),
        jetons: Jetons,
    ) -> Self {
        Self {
            consultation: Consultation::new(guichet.clone(), demandes),
            traiter: Traiter::new(guichet.clone()),
            enregistrer: Enregistrer::new(guichet.clone()),
            situations: Situations::new(guichet.clone()),
            recherche: Recherche::new(guichet.clone(), personnes),
            jetons: Arc::new(jetons),
            quota: Arc::new(Quota::new(Quota::PAR_MINUTE, guichet.ambient.clone())),
        }
    }

    /// The same with another number of requests a minute.
    #[must_use]
    pub fn avec_quota(self, quota: Quota) -> Self {
        Self { quota: Arc::new(quota), ..self }
    }
}
