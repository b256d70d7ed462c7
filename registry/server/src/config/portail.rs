//! `[portail]`: the pages, at an origin and on a listener of their own.

use std::net::SocketAddr;
use std::path::PathBuf;

use oidc::Acr;
use registry_portail::Reseau;
use serde::Deserialize;
use service::config::{Contradiction, SecretFile};
use url::Url;

use super::{Mode, Recherches, Tls};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portail {
    /// What browsers see: `https://portail.example`. `/connexion/retour`, `/deconnexion/caducee`, `/franceconnect/retour` and `/`
    /// of it are registered at the two providers.
    pub origin: Url,
    /// The portal: its listener alone serves pages.
    pub listen: SocketAddr,
    /// Where its certificate is not the one of the service.
    pub tls: Option<Tls>,
    /// Our own provider: cards and e-CPS.
    pub caducee: Fournisseur,
    /// The client must have chosen RS256 there.
    pub franceconnect: FranceConnect,
    /// An authority, in PEM, that is trusted besides the system's, for the two providers.
    pub ca_file: Option<PathBuf>,
    /// From where the pages of the support and of the GRADeS answer (R10); left out: from everywhere.
    pub reseaux_agents: Option<Vec<Reseau>>,
    /// How much may be looked up (R06).
    #[serde(default)]
    pub recherches: Recherches,
}

/// One provider, and who the portal is there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fournisseur {
    /// As the provider writes it in its tokens, letter by letter.
    pub issuer: String,
    /// Who the portal is there.
    pub client_id: String,
    /// Its proof there.
    pub client_secret_file: SecretFile,
}

/// FranceConnect, or FranceConnect+.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FranceConnect {
    /// As the provider writes it in its tokens, letter by letter.
    pub issuer: String,
    /// Who the portal is there.
    pub client_id: String,
    /// Its proof there.
    pub client_secret_file: SecretFile,
    /// What is asked for: an answer below it is refused. `eidas2` and `eidas3` are FranceConnect+'s.
    #[serde(default = "niveau")]
    pub niveau: Acr,
}

const fn niveau() -> Acr {
    Acr::Eidas1
}

impl FranceConnect {
    pub fn qui(&self) -> Fournisseur {
        let Self { issuer, client_id, client_secret_file, .. } = self.clone();
        Fournisseur { issuer, client_id, client_secret_file }
    }
}

impl Portail {
    pub(super) fn controler(&self, mode: Mode, trouvees: &mut Vec<Contradiction>) {
        let mut signaler = |cle: &str, raison: &str, remede: &str| {
            trouvees.push(Contradiction::new(cle, raison, remede));
        };
        let origine = &self.origin;
        let seule = origine.path() == "/" && origine.query().is_none() && origine.fragment().is_none();
        if origine.scheme() != "https" || !seule || origine.host_str().is_none() {
            let raison = "the portal's origin is not an https address without a path";
            signaler("portail.origin", raison, "write it as browsers see it: https://portail.example");
        }
        for (cle, issuer) in
            [("portail.caducee", &self.caducee.issuer), ("portail.franceconnect", &self.franceconnect.issuer)]
        {
            let lue = Url::parse(issuer).ok();
            let admis = |url: &Url| url.scheme() == "https" || (mode == Mode::Sandbox && url.scheme() == "http");
            if !lue.is_some_and(|url| admis(&url)) {
                let raison = "the issuer is not an https address";
                signaler(&format!("{cle}.issuer"), raison, "copy the `issuer` of its discovery document");
            }
        }
        if self.reseaux_agents.as_ref().is_some_and(Vec::is_empty) {
            let raison = "no network is named: nobody of the support nor of a GRADeS could work";
            signaler("portail.reseaux_agents", raison, "name one, or leave the key out: then from everywhere");
        }
        self.recherches.controler(trouvees);
    }
}
