//! What the pages ask of the registry, subject by subject. The registry's own use cases answer; tests answer in their place.

mod assistance;
mod certificats;
mod contacts;
mod demandes;
mod droits;
mod espace;
mod gestion;
mod grades;
mod lieux;
mod lots;
mod professions;
mod recherche;
mod support;

use std::sync::Arc;

use registry_core::avis::Suivi;
use registry_core::carte::Cartes;
use registry_core::compteur::Compteurs;
use registry_core::contact::{Changement, ContactsASuivre, Correction, Sources};
use registry_core::demande::{Consultation, Demandes, Deposer, Enregistrer, Traiter};
use registry_core::espace::Espace;
use registry_core::formulaire::{Adhesion, FormulairesLus};
use registry_core::grades::Groupements;
use registry_core::guichet::Guichet;
use registry_core::habilitation::{Designation, Tableau};
use registry_core::nomenclature::Referentiel;
use registry_core::pilotage::{SuiviNational, SuiviStructure};
use registry_core::profession_demandee::{Professions, ProfessionsDemandees};
use registry_core::proposition::Propositions;
use registry_core::recherche::{Limites, Mesure, Personnes, Recherche};
use registry_core::situation_acte::Situations;
use registry_core::support::{ChangementEtatCivil, Equipe};

pub use assistance::{Assistance, GuichetAssistance};
pub use certificats::GuichetCertificats;
pub use contacts::GuichetContacts;
pub use demandes::GuichetDemandes;
pub use droits::GuichetDroits;
pub use espace::GuichetEspace;
pub use gestion::GuichetGestion;
pub use grades::GuichetGrades;
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
    pub grades: Arc<dyn GuichetGrades>,
    pub support: Arc<dyn GuichetSupport>,
    pub assistance: Arc<dyn GuichetAssistance>,
    pub lots: Arc<dyn GuichetLots>,
    /// Contracts and forms of structures.
    pub adhesion: Adhesion,
    /// `None`: nobody orders certificates here.
    pub certificats: Option<Arc<dyn GuichetCertificats>>,
    /// `None`: no authority makes cards for this registry.
    pub cartes: Option<Cartes>,
    /// Dashboards.
    pub pilotage: Option<Suivis>,
    pub referentiel: Arc<Referentiel>,
}

/// What dashboards are read by.
#[derive(Clone)]
pub struct Suivis {
    pub structure: SuiviStructure,
    pub national: SuiviNational,
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
    /// How many questions may be asked.
    pub mesure: Mesure,
    pub designation: Designation,
    pub tableau: Tableau,
    pub adhesion: Adhesion,
    pub espace: Espace,
    pub changement: Changement,
    pub correction: Correction,
    pub contacts: ContactsASuivre,
    pub professions: Professions,
    pub etat_civil: ChangementEtatCivil,
    pub assistance: Assistance,
    /// Who is of the support.
    pub equipe: Equipe,
    /// Who is of a GRADeS.
    pub groupements: Groupements,
}

impl Registre {
    /// Every use case on one registry: `magasin` holds what is read beside it.
    pub fn new<M>(guichet: &Guichet, magasin: Arc<M>, (equipe, groupements): (Equipe, Groupements)) -> Self
    where
        M: Compteurs + Demandes + FormulairesLus + Personnes + ProfessionsDemandees + Propositions + Suivi + 'static,
    {
        let guichet = guichet.clone();
        let recherche = Recherche::new(guichet.clone(), magasin.clone());
        let mesure = Mesure::new(guichet.ambient.clone(), magasin.clone(), Limites::default());
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
            adhesion: Adhesion::new(guichet.clone(), magasin.clone()),
            espace: Espace::new(guichet.clone()),
            changement: Changement::new(guichet.clone()),
            correction: Correction::new(guichet.clone()),
            contacts: ContactsASuivre::new(guichet.clone(), sources),
            professions: Professions::new(guichet.clone(), magasin.clone(), recherche.clone())
                .avec_groupements(groupements.clone()),
            assistance: Assistance::new(&guichet, &(magasin.clone() as Arc<dyn Propositions>)),
            etat_civil: ChangementEtatCivil::new(guichet, magasin),
            recherche,
            mesure,
            equipe,
            groupements,
        }
    }

    /// The same with other bounds of what may be looked up.
    #[must_use]
    pub fn avec_limites(self, limites: Limites) -> Self {
        Self { mesure: self.mesure.avec(limites), ..self }
    }

    /// The same, for [`Portail::new`](crate::Portail::new).
    pub fn guichets(self, referentiel: Arc<Referentiel>, lots: Arc<dyn GuichetLots>) -> Guichets {
        let adhesion = self.adhesion.clone();
        let lui = Arc::new(self);
        Guichets {
            demandes: lui.clone(),
            gestion: lui.clone(),
            recherche: lui.clone(),
            droits: lui.clone(),
            espace: lui.clone(),
            contacts: lui.clone(),
            professions: lui.clone(),
            grades: lui.clone(),
            support: lui.clone(),
            assistance: lui,
            lots,
            adhesion,
            certificats: None,
            cartes: None,
            pilotage: None,
            referentiel,
        }
    }
}
