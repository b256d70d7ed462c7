use std::sync::Arc;

use ambient::{Ambient, ExposeSecret as _, Timestamp};
use jiff::civil::Date;
use pages::{Cadre, Langue, Ruban, Textes};
use registry_core::carte::Cartes;
use registry_core::formulaire::Adhesion;
use registry_core::nomenclature::Referentiel;
use registry_core::paris;
use url::Url;

use crate::config::{Config, ConfigError};
use crate::fournisseur::{Fournisseur, Http};
use crate::guichets::{
    GuichetAssistance, GuichetCertificats, GuichetContacts, GuichetDemandes, GuichetDroits, GuichetEspace,
    GuichetGestion, GuichetGrades, GuichetLots, GuichetProfessions, GuichetRecherche, GuichetSupport, Guichets, Suivis,
};
use crate::reseaux::Reseau;
use crate::session::{Coffre, Porte, Sessions};

pub static TEXTES: Textes = pages::textes!(
    "portail",
    "connexion",
    "demande",
    "bureau",
    "fiche",
    "droits",
    "certificats",
    "adhesion",
    "cartes",
    "pilotage",
    "contacts",
    "espace",
    "certification",
    "situation",
    "support",
    "assistance",
    "professions",
    "lot",
    "annuaire",
    "remarques"
);

/// What the handlers stand on.
#[derive(Clone)]
pub struct Portail(pub(crate) Arc<Interieur>);

pub struct Interieur {
    pub origine: Url,
    pub ruban: Option<Ruban>,
    pub reseaux: Vec<Reseau>,
    pub sessions: Sessions,
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
    pub adhesion: Adhesion,
    pub certificats: Option<Arc<dyn GuichetCertificats>>,
    pub cartes: Option<Cartes>,
    pub pilotage: Option<Suivis>,
    pub referentiel: Arc<Referentiel>,
    ambient: Ambient,
    caducee: Fournisseur,
    franceconnect: Fournisseur,
}

impl Portail {
    /// # Errors
    /// An address that is none, or an authority that cannot be read.
    pub fn new(config: &Config, guichets: Guichets, coffre: Coffre, ambient: &Ambient) -> Result<Self, ConfigError> {
        let http = Http::new(config.ca_pem.as_deref())?;
        Ok(Self(Arc::new(Interieur {
            origine: config.origine.clone(),
            ruban: config.ruban,
            reseaux: config.reseaux.clone(),
            sessions: Sessions::new(ambient.clone(), coffre),
            demandes: guichets.demandes,
            gestion: guichets.gestion,
            recherche: guichets.recherche,
            droits: guichets.droits,
            espace: guichets.espace,
            contacts: guichets.contacts,
            professions: guichets.professions,
            grades: guichets.grades,
            support: guichets.support,
            assistance: guichets.assistance,
            lots: guichets.lots,
            adhesion: guichets.adhesion,
            certificats: guichets.certificats,
            cartes: guichets.cartes,
            pilotage: guichets.pilotage,
            referentiel: guichets.referentiel,
            ambient: ambient.clone(),
            caducee: Fournisseur::new(config.pour_caducee()?, http.clone(), ambient.clone()),
            franceconnect: Fournisseur::new(config.pour_franceconnect()?, http, ambient.clone()),
        })))
    }

    pub(crate) fn fournisseur(&self, porte: Porte) -> &Fournisseur {
        match porte {
            Porte::Caducee => &self.0.caducee,
            Porte::FranceConnect => &self.0.franceconnect,
        }
    }

    pub(crate) fn maintenant(&self) -> Timestamp {
        self.0.ambient.now()
    }

    /// Today in Paris.
    pub(crate) fn aujourd_hui(&self) -> Date {
        paris::jour(self.0.ambient.now())
    }

    /// A new key for one act.
    pub(crate) fn cle(&self) -> String {
        self.0.ambient.secret().expose_secret().to_owned()
    }

    pub(crate) fn cadre(&self, langue: Langue) -> Cadre {
        let mut cadre = Cadre::new(langue, &TEXTES, "").avec_ruban(self.0.ruban);
        cadre.espace = cadre.t("espace");
        cadre.accueil = Some("/".to_owned());
        cadre
    }
}
