//! `partie.toml`: the relying party under test, as its team describes it.

mod objection;
mod porte;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use url::Url;

pub use objection::Objection;
pub use porte::Porte;

use crate::scenario::Besoin;

/// The whole file. Unknown keys are refused, so that a slip of the pen is not a scenario left out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partie {
    pub nom: String,
    #[serde(default)]
    pub version: String,
    /// Where the service lives; the driver goes nowhere else, but to the provider.
    pub origines: Vec<Url>,
    pub client: Client,
    pub crochet: Option<Crochet>,
    pub navigateur: Option<Navigateur>,
    pub lancement: Option<Lancement>,
    /// Words of its login page that offer another way in when the provider is down.
    pub repli: Option<String>,
    /// Scenarios that make no sense for this service, and why.
    #[serde(default)]
    pub sans_objet: BTreeMap<String, String>,
}

/// Its registration at the bench's provider.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    pub id: String,
    pub auth: Methode,
    /// 32 characters at least, for the two methods with a secret.
    pub secret: Option<String>,
    /// A file with its public key set, for `private_key_jwt`, `self_signed_tls_client_auth` and signed requests.
    pub jwks: Option<PathBuf>,
    /// RFC 4514, for `tls_client_auth`; without it, that of the certificate which the bench hands out.
    pub sujet: Option<String>,
    /// Its tokens are bound to its certificate (RFC 8705 §3).
    #[serde(default)]
    pub jetons_lies: bool,
    /// It pushes its authorization requests (RFC 9126), it signs them (RFC 9101).
    #[serde(default)]
    pub poussees: bool,
    #[serde(default)]
    pub signees: bool,
    pub retours: Vec<Url>,
    #[serde(default)]
    pub apres_deconnexion: Vec<Url>,
    /// Where it takes logout notices (`backchannel_logout_uri`).
    pub avis: Option<Url>,
    #[serde(default = "portees")]
    pub portees: Vec<String>,
}

fn portees() -> Vec<String> {
    vec!["openid".to_owned(), "scope_all".to_owned()]
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Methode {
    ClientSecretBasic,
    ClientSecretPost,
    PrivateKeyJwt,
    TlsClientAuth,
    SelfSignedTlsClientAuth,
}

impl Methode {
    pub const fn mot(self) -> &'static str {
        match self {
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::TlsClientAuth => "tls_client_auth",
            Self::SelfSignedTlsClientAuth => "self_signed_tls_client_auth",
        }
    }

    pub const fn par_certificat(self) -> bool {
        matches!(self, Self::TlsClientAuth | Self::SelfSignedTlsClientAuth)
    }
}

/// The service's own door for tests: paths under its first origin.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crochet {
    #[serde(default = "connexion")]
    pub connexion: String,
    #[serde(default = "moi")]
    pub moi: String,
    /// Whether `moi` tells `compte`, and `situation`.
    #[serde(default)]
    pub dit_compte: bool,
    #[serde(default)]
    pub dit_situation: bool,
    /// The page whose forms the bench sends, with what they hide: a token against forged forms, for instance.
    pub formulaires: Option<String>,
    pub rafraichir: Option<Porte>,
    pub api: Option<Porte>,
    pub deconnexion: Option<Porte>,
    pub ciba: Option<Porte>,
}

fn connexion() -> String {
    "/connexion".to_owned()
}

fn moi() -> String {
    "/moi".to_owned()
}

/// A real browser, led by a small language (docs/banc.md).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Navigateur {
    pub connexion: String,
    /// Words that the page of `moi` shows to whoever is logged in, and to nobody else.
    pub connecte_si: String,
    pub moi: String,
    pub deconnexion: Option<String>,
    /// The folder whose `node_modules` holds `playwright-core`.
    #[serde(default = "ici")]
    pub playwright: PathBuf,
    #[serde(default = "chromium")]
    pub chromium: PathBuf,
}

fn ici() -> PathBuf {
    PathBuf::from(".")
}

fn chromium() -> PathBuf {
    PathBuf::from("/usr/bin/chromium")
}

/// How the bench starts the service, if it does.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lancement {
    pub commande: Vec<String>,
    pub dossier: Option<PathBuf>,
    #[serde(default)]
    pub environnement: BTreeMap<String, String>,
    /// An address that answers once the service is ready.
    pub pret: Url,
    /// Seconds.
    #[serde(default = "patience")]
    pub patience: u64,
}

const fn patience() -> u64 {
    60
}

impl Partie {
    /// Whether the service declares what a scenario stands on.
    pub fn offre(&self, besoin: Besoin) -> bool {
        let crochet = self.crochet.as_ref();
        let par_crochet = |oui: fn(&Crochet) -> bool| crochet.is_some_and(oui);
        match besoin {
            Besoin::Rafraichir => par_crochet(|crochet| crochet.rafraichir.is_some()),
            Besoin::Api => par_crochet(|crochet| crochet.api.is_some()),
            Besoin::Ciba => par_crochet(|crochet| crochet.ciba.is_some()),
            Besoin::Compte => par_crochet(|crochet| crochet.dit_compte),
            Besoin::Situation => par_crochet(|crochet| crochet.dit_situation),
            Besoin::Crochet => crochet.is_some(),
            Besoin::Certificat => self.client.auth.par_certificat() || self.client.jetons_lies,
            Besoin::Poussees => self.client.poussees,
            Besoin::Signees => self.client.signees,
            Besoin::Canal => self.client.avis.is_some(),
            Besoin::Repli => self.repli.is_some(),
            Besoin::Deconnexion => match &self.navigateur {
                Some(navigateur) => navigateur.deconnexion.is_some(),
                None => par_crochet(|crochet| crochet.deconnexion.is_some()),
            },
        }
    }
}
