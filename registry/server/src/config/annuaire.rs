//! `[annuaire]`: the public directory for programs, at an origin and on a listener of its own.

use std::net::SocketAddr;
use std::path::PathBuf;

use registry_core::annuaire;
use serde::Deserialize;
use service::config::Contradiction;
use url::Url;

use super::{Bornes, Tls};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annuaire {
    /// As programs see it: `https://annuaire.example`. Links of its answers begin so.
    pub origin: Url,
    /// The directory: its listener alone serves programs without a right.
    pub listen: SocketAddr,
    /// Where its certificate is not the one of the service.
    pub tls: Option<Tls>,
    /// Where the public extraction is made, each day; left out: none is.
    pub extractions: Option<PathBuf>,
    /// Questions of one address without a key.
    #[serde(default = "inconnu")]
    pub inconnu: Bornes,
    /// Questions of one key.
    #[serde(default = "connu")]
    pub connu: Bornes,
    /// Who may ask more than the others.
    #[serde(default)]
    pub cles: Vec<CleAnnuaire>,
}

/// One caller who may ask more.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CleAnnuaire {
    /// As the log and the bounds name it.
    pub nom: String,
    /// What `registry-server cle-annuaire` printed.
    pub empreinte: String,
}

pub const fn inconnu() -> Bornes {
    Bornes { par_minute: 60, par_jour: 5_000 }
}

pub const fn connu() -> Bornes {
    Bornes { par_minute: 600, par_jour: 100_000 }
}

impl From<Bornes> for annuaire::Bornes {
    fn from(Bornes { par_minute, par_jour }: Bornes) -> Self {
        Self { par_minute, par_jour }
    }
}

impl Annuaire {
    pub(super) fn controler(&self, trouvees: &mut Vec<Contradiction>) {
        let mut signaler = |cle: &str, raison: &str, remede: &str| {
            trouvees.push(Contradiction::new(format!("annuaire.{cle}"), raison, remede));
        };
        let origine = &self.origin;
        let seule = origine.path() == "/" && origine.query().is_none() && origine.fragment().is_none();
        if origine.scheme() != "https" || !seule || origine.host_str().is_none() {
            let remede = "write it as programs see it: https://annuaire.example";
            signaler("origin", "the directory's origin is not an https address without a path", remede);
        }
        for (cle, bornes) in [("inconnu", self.inconnu), ("connu", self.connu)] {
            if bornes.par_minute == 0 || bornes.par_jour < bornes.par_minute {
                let remede = "write one a minute at least, and as many a day";
                signaler(cle, "a day takes fewer questions than one minute of it, or none", remede);
            }
        }
        let mut noms = std::collections::HashSet::new();
        if !self.cles.iter().all(|cle| noms.insert(&cle.nom)) {
            signaler("cles", "two keys have the same name", "give each caller a name of its own");
        }
    }
}
