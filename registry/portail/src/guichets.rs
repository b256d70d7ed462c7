//! What the pages ask of the registry, subject by subject. The registry's own use cases answer; tests answer in their place.

mod contacts;
mod demandes;
mod droits;
mod espace;
mod gestion;
mod lieux;
mod lots;
mod professions;
mod recherche;
mod support;

use std::sync::Arc;

use registry_core::avis::Suivi;
use registry_core::contact::{Changement, ContactsASuivre, Correction, Sources};
use registry_core::demande::{Consultation, Demandes, Deposer, Enregistrer, Traiter};
use registry_core::espace::Espace;
use registry_core::guichet::Guichet;
use registry_core::habilitation::{Designation, Tableau};
use registry_core::nomenclature::Referentiel;
use registry_core::profession_demandee::{Professions, ProfessionsDemandees};
use registry_core::proposition::Propositions;
use registry_core::recherche::{Personnes, Recherche};
use registry_core::situation_acte::Situations;
use registry_core::support::{ChangementEtatCivil, Equipe};

pub use contacts::GuichetContacts;
pub use demandes::GuichetDemandes;
pub use droits::GuichetDroits;
pub use espace::GuichetEspace;
pub use gestion::GuichetGestion;
pub use lieux::GuichetLieux;
pub use lots::GuichetLots;
pub use professions::GuichetProfessions;
pub use recherche::GuichetRecherche;
pub use support::GuichetSupport;

/// The registry, as the portal asks it.
#[derive(Clone)]
pub struct Guichets {
    pub demandes: Arc<dyn GuichetDemandes>,
    pub gestion: Arc<dyn GuichetGestion>,
    pub recherche: Arc<dyn GuichetRecherche>,
    pub droits: Arc<dyn GuichetDroits>,
    pub espace: Arc<dyn GuichetEspace>,
    pub contacts: Arc<dyn GuichetContacts>,
    pub professions: Arc<dyn GuichetProfessions>,
    pub support: Arc<dyn GuichetSupport>,
    pub lots: Arc<dyn GuichetLots>,
    pub referentiel: Arc<Referentiel>,
}

/// The registry's use cases behind all of them.
#[derive(Clone)]
pub struct Registre {
    /// Where names of establishments are read.
    pub registre: Arc<dyn registry_core::port::Registre>,
    pub deposer: Deposer,
    pub consultation: Consultation,
    pub traiter: Traiter,
    pub enregistrer: Enregistrer,
    pub situations: Situations,
    pub recherche: Recherche,
    pub designation: Designation,
    pub tableau: Tableau,
    pub espace: Espace,
    pub changement: Changement,
    pub correction: Correction,
    pub contacts: ContactsASuivre,
    pub professions: Professions,
    pub etat_civil: ChangementEtatCivil,
    /// Who is of the support.
    pub equipe: Equipe,
}

impl Registre {
    /// Every use case on one registry: `magasin` holds what is read beside it.
    pub fn new<M>(guichet: &Guichet, magasin: Arc<M>, equipe: Equipe) -> Self
    where
        M: Demandes + Personnes + ProfessionsDemandees + Propositions + Suivi + 'static,
    {
        let guichet = guichet.clone();
        let recherche = Recherche::new(guichet.clone(), magasin.clone());
        let sources = Sources { personnes: magasin.clone(), propositions: magasin.clone(), avis: magasin.clone() };
        Self {
            registre: guichet.registre.clone(),
            deposer: Deposer::new(guichet.clone()),
            consultation: Consultation::new(guichet.clone(), magasin.clone()),
            traiter: Traiter::new(guichet.clone()),
            enregistrer: Enregistrer::new(guichet.clone()),
            situations: Situations::new(guichet.clone()),
            designation: Designation::new(guichet.clone()),
            tableau: Tableau::new(guichet.clone(), magasin.clone()),
            espace: Espace::new(guichet.clone()),
            changement: Changement::new(guichet.clone()),
            correction: Correction::new(guichet.clone()),
            contacts: ContactsASuivre::new(guichet.clone(), sources),
            professions: Professions::new(guichet.clone(), magasin.clone(), recherche.clone()),
            etat_civil: ChangementEtatCivil::new(guichet, magasin),
            recherche,
            equipe,
        }
    }

    /// The same, for [`Portail::new`](crate::Portail::new).
    pub fn guichets(self, referentiel: Arc<Referentiel>, lots: Arc<dyn GuichetLots>) -> Guichets {
        let lui = Arc::new(self);
        Guichets {
            demandes: lui.clone(),
            gestion: lui.clone(),
            recherche: lui.clone(),
            droits: lui.clone(),
            espace: lui.clone(),
            contacts: lui.clone(),
            professions: lui.clone(),
            support: lui,
            lots,
            referentiel,
        }
    }
}
