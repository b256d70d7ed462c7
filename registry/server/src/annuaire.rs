//! The public directory of this registry: its answers to programs over its use cases.

use std::sync::Arc;

use ambient::Resting;
use axum::Router;
use registry_annuaire::{CleAnnuaire, EtatAnnuaire, Reglages};
use registry_core::annuaire::{Annuaire, Quota};
use service::host;

use crate::extraction::Extractions;
use crate::registre::Registry;

impl Registry {
    /// FHIR, extractions, MSSanté, answering to their own host alone; `None`: no table `annuaire`.
    pub fn annuaire(&self) -> Option<Router> {
        let table = self.config.annuaire.as_ref()?;
        let magasin = Arc::new(self.magasin.clone());
        let quota = Quota::new(self.ambient.clone(), magasin);
        let cles = table
            .cles
            .iter()
            .map(|cle| CleAnnuaire { nom: cle.nom.clone(), empreinte: Resting::from(cle.empreinte.clone()) });
        let reglages = Reglages {
            origine: table.origin.clone(),
            extractions: table.extractions.clone(),
            cles: cles.collect(),
            inconnu: table.inconnu.into(),
            connu: table.connu.into(),
        };
        let referentiel = Arc::clone(&self.guichet.referentiel);
        let etat = EtatAnnuaire::new(self.publication(), referentiel, (quota, self.repos.clone()), reglages);
        let site = (table.origin.authority().to_owned(), registry_annuaire::router(etat));
        Some(host::each([site], host::nobody()))
    }

    /// What makes the public extraction; `None`: none is made here.
    pub fn extractions(&self) -> Option<Extractions> {
        let dossier = self.config.annuaire.as_ref()?.extractions.clone()?;
        Some(Extractions::new(self.publication(), Arc::clone(&self.guichet.referentiel), dossier))
    }

    /// What the directory shows to all.
    pub fn publication(&self) -> Annuaire {
        let magasin = Arc::new(self.magasin.clone());
        Annuaire::new(self.ambient.clone(), magasin.clone(), magasin)
    }
}
