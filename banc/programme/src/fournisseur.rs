//! The provider of a campaign: a sandbox of its own, with the layer around it, one client, invented people.

mod certificat;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ambient::Ambient;
use banc_core::Partie;
use banc_core::partie::Methode;
use sandbox::annonce::Annonce;
use sandbox::cli::Start;
use sandbox::{Bac, BacError};
use serde_json::{Value, json};
use service::Shutdown;
use url::Url;

use crate::cle::{Cle, CleError};
use crate::injecteur;
use crate::pilote::{Personnes, TelephoneError};
use crate::registre::{self, RegistreError};
use crate::scene::Scene;

/// Running, until [`Fournisseur::arreter`].
pub struct Fournisseur {
    pub adresses: Adresses,
    pub personnes: Personnes,
    /// A certificate for `localhost` and its key, for a service that has none.
    pub tls: (PathBuf, PathBuf),
    /// A certificate with which a service proves itself as a client, and its key.
    pub certificat: (PathBuf, PathBuf),
    pub(crate) scene: Arc<Scene>,
    bac: Bac,
    shutdown: Shutdown,
}

/// Where the provider is.
#[derive(Clone)]
pub struct Adresses {
    pub issuer: Url,
    pub autorisation: Url,
    pub carte: Url,
    /// PEM of the authority of every certificate here.
    pub autorite: Arc<Vec<u8>>,
    pub autorite_fichier: PathBuf,
}

#[derive(Debug, thiserror::Error)]
pub enum FournisseurError {
    #[error(transparent)]
    Bac(#[from] Box<BacError>),
    #[error(transparent)]
    Cle(#[from] CleError),
    #[error(transparent)]
    Telephone(#[from] TelephoneError),
    #[error(transparent)]
    Igc(#[from] igc::IgcError),
    #[error("the registry: {0}")]
    Registre(#[from] RegistreError),
    #[error("{chemin}: {cause}")]
    Fichier { chemin: PathBuf, cause: std::io::Error },
    #[error("{0}: not a JSON Web Key Set")]
    Jwks(PathBuf),
    #[error("the client cannot be written down: {0}")]
    Client(#[from] toml::ser::Error),
    #[error("the issuer is no address: {0}")]
    Issuer(#[from] url::ParseError),
}

/// How many people the registry holds: those with a name are among them.
const PERSONNES: usize = 60;

impl Adresses {
    pub fn origines(&self) -> [&Url; 3] {
        [&self.issuer, &self.autorisation, &self.carte]
    }

    /// Of the issuer's endpoints.
    pub fn point(&self, chemin: &str) -> String {
        format!("{}{chemin}", self.issuer.as_str().trim_end_matches('/'))
    }
}

impl Fournisseur {
    /// Opens the provider in `data`, on twenty ports from `base`, with the client of `partie`.
    pub async fn ouvrir(partie: &Partie, data: &Path, base: u16) -> Result<Self, FournisseurError> {
        let ambient = Ambient::system();
        let certificat = certificat::ouvrir(&ambient, data, base)?;
        let clients = declarer(partie, data, &certificat.sujet)?;
        let scene = Scene::nouvelle(Cle::tirer()?, ambient.chance.token(), partie.client.retours.clone());
        let scene = Arc::new(scene);
        let start = Start {
            data: data.to_owned(),
            port_base: base,
            clients: Some(clients),
            provider_sql_file: None,
            registry_sql_file: None,
            redis_file: None,
            exploitation: false,
            reset: false,
            log: "warn".to_owned(),
            people: PERSONNES,
        };
        let shutdown = Shutdown::new();
        let autour = injecteur::autour(scene.clone());
        let bac = Bac::ouvrir_autour(&start, &mut Annonce::new(true), shutdown.clone(), Some(autour)).await;
        let bac = bac.map_err(Box::new)?;
        let manifeste = &bac.manifeste;
        let adresses = Adresses {
            issuer: manifeste.issuer.parse()?,
            autorisation: manifeste.authorization.clone(),
            carte: manifeste.carte.clone(),
            autorite: Arc::new(lire(&manifeste.ca)?),
            autorite_fichier: manifeste.ca.clone(),
        };
        let personnes = Personnes::preparer(manifeste, data).await?;
        // a campaign that was cut may have left an act behind
        registre::rouvrir(bac.registre(), &personnes.telephone.identifiant).await?;
        let certificat = (certificat.certificat, certificat.cle);
        let tls = (manifeste.tls.certificate.clone(), manifeste.tls.key.clone());
        Ok(Self { adresses, personnes, tls, certificat, scene, bac, shutdown })
    }

    pub(crate) const fn registre(&self) -> &registry_server::Registry {
        self.bac.registre()
    }

    pub async fn arreter(self) {
        self.shutdown.begin();
        self.bac.attendre().await;
    }
}

/// The `[[client]]` of the campaign, in a file of its own.
fn declarer(partie: &Partie, data: &Path, sujet: &str) -> Result<PathBuf, FournisseurError> {
    let client = &partie.client;
    let mut table = json!({
        "id": client.id,
        "name": partie.nom,
        "place": "Banc d'essai, cette machine",
        "profile": "psc",
        "auth": client.auth.mot(),
        "redirect_uris": client.retours,
        "post_logout_redirect_uris": client.apres_deconnexion,
        "scopes": client.portees,
        "sans_situation": "accepte",
        "may_introspect": true,
        "grant_types": ["authorization_code", "refresh_token", "urn:openid:params:grant-type:ciba"],
        "backchannel_token_delivery_mode": "poll",
        "tls_client_certificate_bound_access_tokens": client.jetons_lies,
    });
    if let Some(avis) = &client.avis {
        table["backchannel_logout_uri"] = json!(avis);
        table["backchannel_logout_session_required"] = json!(true);
    }
    match client.auth {
        Methode::ClientSecretBasic | Methode::ClientSecretPost => table["secret"] = json!(client.secret),
        Methode::TlsClientAuth => {
            table["tls_client_auth_subject_dn"] = json!(client.sujet.as_deref().unwrap_or(sujet));
        }
        Methode::PrivateKeyJwt | Methode::SelfSignedTlsClientAuth => {}
    }
    if let Some(chemin) = &client.jwks {
        table["jwks"] = jwks(chemin)?;
    }
    let chemin = data.with_extension("client.toml");
    let ecrire = |cause| FournisseurError::Fichier { chemin: chemin.clone(), cause };
    std::fs::create_dir_all(data.parent().unwrap_or(Path::new("."))).map_err(ecrire)?;
    std::fs::write(&chemin, toml::to_string(&json!({ "client": [table] }))?).map_err(ecrire)?;
    Ok(chemin)
}

fn jwks(chemin: &Path) -> Result<Value, FournisseurError> {
    serde_json::from_slice(&lire(chemin)?).map_err(|_| FournisseurError::Jwks(chemin.to_owned()))
}

fn lire(chemin: &Path) -> Result<Vec<u8>, FournisseurError> {
    std::fs::read(chemin).map_err(|cause| FournisseurError::Fichier { chemin: chemin.to_owned(), cause })
}
