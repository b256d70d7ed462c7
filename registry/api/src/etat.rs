use std::sync::Arc;

use axum::extract::FromRef;
use registry_core::avis::Suivi;
use registry_core::compteur::Compteurs;
use registry_core::contact::{Changement, ContactsASuivre, Correction, Sources};
use registry_core::demande::{Consultation, Demandes, Deposer, Enregistrer, Traiter};
use registry_core::espace::Espace;
use registry_core::guichet::Guichet;
use registry_core::lot::Bureau;
use registry_core::proposition::Propositions;
use registry_core::recherche::{Limites, Mesure, Personnes, Recherche};
use registry_core::situation_acte::Situations;

use crate::jetons::Jetons;
use crate::quota::Quota;

/// What the handlers need: the use cases of the portal, and who vouches for their caller.
#[derive(Clone, FromRef)]
pub struct EtatApi {
    pub consultation: Consultation,
    pub deposer: Deposer,
    pub traiter: Traiter,
    pub enregistrer: Enregistrer,
    pub situations: Situations,
    pub recherche: Recherche,
    pub mesure: Mesure,
    pub changement: Changement,
    pub correction: Correction,
    pub contacts: ContactsASuivre,
    pub espace: Espace,
    pub lots: Bureau,
    pub jetons: Arc<Jetons>,
    pub quota: Arc<Quota>,
}

impl EtatApi {
    /// Every use case on one registry: `magasin` holds what is read beside it, `lots` the files of many people.
    pub fn new<M>(guichet: &Guichet, magasin: Arc<M>, lots: Bureau, jetons: Jetons) -> Self
    where
        M: Compteurs + Demandes + Personnes + Propositions + Suivi + 'static,
    {
        let sources = Sources { personnes: magasin.clone(), propositions: magasin.clone(), avis: magasin.clone() };
        let ambient = guichet.ambient.clone();
        Self {
            consultation: Consultation::new(guichet.clone(), magasin.clone()),
            deposer: Deposer::new(guichet.clone()),
            traiter: Traiter::new(guichet.clone()),
            enregistrer: Enregistrer::new(guichet.clone()),
            situations: Situations::new(guichet.clone()),
            recherche: Recherche::new(guichet.clone(), magasin.clone()),
            mesure: Mesure::new(ambient.clone(), magasin.clone(), Limites::default()),
            changement: Changement::new(guichet.clone()),
            correction: Correction::new(guichet.clone()),
            contacts: ContactsASuivre::new(guichet.clone(), sources),
            espace: Espace::new(guichet.clone()),
            lots,
            jetons: Arc::new(jetons),
            quota: Arc::new(Quota::new(Quota::PAR_MINUTE, ambient, magasin)),
        }
    }

    /// The same with another number of requests a minute.
    #[must_use]
    pub fn avec_quota(self, quota: Quota) -> Self {
        Self { quota: Arc::new(quota), ..self }
    }

    /// The same with other bounds of what may be looked up.
    #[must_use]
    pub fn avec_limites(self, limites: Limites) -> Self {
        Self { mesure: self.mesure.clone().avec(limites), ..self }
    }
}
