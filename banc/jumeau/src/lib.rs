//! A small relying party that does everything right, and its twins: each is the same with one fault. What the bench must
//! say of each is in [`Faute::attrapee_par`].

mod ciba;
mod connexion;
mod controles;
mod demande;
mod faute;
mod fournisseur;
mod pages;
mod personne;
mod session;
mod sortie;
mod variante;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_lc_rs::rand;
use axum::Router;
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use url::Url;

use demande::Demande;
use fournisseur::Fournisseur;
use session::Session;

pub use faute::{Faute, Forme};
pub use variante::{Cle, Variante};

/// What its operator and the provider's agreed on.
#[derive(Clone)]
pub struct Reglages {
    /// Where it is served, with the final `/`.
    pub base: Url,
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    /// PEM of the authority that the provider's certificates come from.
    pub autorite: Vec<u8>,
}

#[derive(Debug, thiserror::Error)]
pub enum JumeauError {
    #[error("the HTTP client: {0}")]
    Http(#[from] reqwest::Error),
    #[error("the cryptographic library made no key")]
    Cle,
}

/// The relying party. Clones are the same one.
#[derive(Clone)]
pub struct Jumeau(Arc<Interieur>);

pub(crate) struct Interieur {
    pub reglages: Reglages,
    pub variante: Variante,
    pub fournisseur: Fournisseur,
    memoire: Mutex<Memoire>,
}

/// Everything that a restart forgets.
#[derive(Default)]
pub(crate) struct Memoire {
    pub faute: Option<Faute>,
    pub demandes: HashMap<String, Demande>,
    pub sessions: HashMap<String, Session>,
    /// Browsers that wait for the answer to a request of the service's own, the oldest first.
    pub attentes: Vec<String>,
    /// Of the twin that keeps answers by code, with the nonce of the request.
    pub reponses: HashMap<String, (Value, Option<String>)>,
}

impl Jumeau {
    pub fn nouveau(reglages: Reglages) -> Result<Self, JumeauError> {
        Self::varie(reglages, Variante::default())
    }

    /// One that speaks otherwise with the provider.
    pub fn varie(reglages: Reglages, variante: Variante) -> Result<Self, JumeauError> {
        let fournisseur = Fournisseur::nouveau(&reglages, &variante)?;
        Ok(Self(Arc::new(Interieur { reglages, variante, fournisseur, memoire: Mutex::default() })))
    }

    /// Forgets everything and has this fault from now on.
    pub fn devenir(&self, faute: Option<Faute>) {
        *self.0.memoire() = Memoire { faute, ..Memoire::default() };
        self.0.fournisseur.oublier();
    }

    pub fn router(&self) -> Router {
        Router::new()
            .route("/", get(pages::accueil))
            .route("/connexion", get(connexion::partir))
            .route("/retour", get(connexion::revenir).post(connexion::recevoir))
            .route("/moi", get(session::moi))
            .route("/rafraichir", post(session::rafraichir))
            .route("/api", post(session::api))
            .route("/ciba", post(ciba::demander))
            .route("/deconnexion", post(sortie::partir))
            .route("/deconnexion/canal", post(sortie::avis))
            .with_state(self.0.clone())
    }
}

impl Interieur {
    pub fn memoire(&self) -> MutexGuard<'_, Memoire> {
        self.memoire.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn a(&self, faute: Faute) -> bool {
        self.memoire().faute == Some(faute)
    }

    pub fn adresse(&self, chemin: &str) -> String {
        format!("{}{chemin}", self.reglages.base)
    }
}

/// 256 bits.
pub(crate) fn hasard() -> String {
    let mut octets = [0; 32];
    rand::fill(&mut octets).expect("the operating system gives random bytes");
    URL_SAFE_NO_PAD.encode(octets)
}
