use std::sync::Arc;

use ambient::Ambient;
use pages::{Cadre, Langue, Ruban, Textes};
use url::Url;

use crate::config::{Config, ConfigError};
use crate::fournisseur::{Fournisseur, Http};
use crate::session::{Porte, Sessions};

pub static TEXTES: Textes = pages::textes!("portail", "connexion");

/// What the handlers stand on.
#[derive(Clone)]
pub struct Portail(pub(crate) Arc<Interieur>);

pub struct Interieur {
    pub origine: Url,
    pub ruban: Option<Ruban>,
    pub sessions: Sessions,
    caducee: Fournisseur,
    franceconnect: Fournisseur,
}

impl Portail {
    /// # Errors
    /// An address that is none, or an authority that cannot be read.
    pub fn new(config: &Config, ambient: &Ambient) -> Result<Self, ConfigError> {
        let http = Http::new(config.ca_pem.as_deref())?;
        Ok(Self(Arc::new(Interieur {
            origine: config.origine.clone(),
            ruban: config.ruban,
            sessions: Sessions::new(ambient.clone()),
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

    pub(crate) fn cadre(&self, langue: Langue) -> Cadre {
        let mut cadre = Cadre::new(langue, &TEXTES, "").avec_ruban(self.0.ruban);
        cadre.espace = cadre.t("espace");
        cadre.accueil = Some("/".to_owned());
        cadre
    }
}
