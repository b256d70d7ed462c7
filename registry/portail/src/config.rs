use ambient::SecretString;
use oidc::Acr;
use openidconnect::{AuthType, IssuerUrl, RedirectUrl};
use pages::Ruban;
use url::Url;

use crate::reseaux::Reseau;

pub const RETOUR_CADUCEE: &str = "/connexion/retour";
pub const RETOUR_FRANCECONNECT: &str = "/franceconnect/retour";
/// `backchannel_logout_uri` of the portal's client at our own provider.
pub const FIN_CADUCEE: &str = "/deconnexion/caducee";

/// What the portal is served with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the portal lives: an origin. `/connexion/retour`, `/deconnexion/caducee`, `/franceconnect/retour` and `/` are
    /// registered of it.
    pub origine: Url,
    /// Our own provider: cards and e-CPS.
    pub caducee: Fournisseur,
    /// The real one (`https://oidc.franceconnect.gouv.fr/api/v2`) or the simulated one. The client must have chosen RS256.
    pub franceconnect: Fournisseur,
    /// What FranceConnect is asked for, and vouches with at least: above the first, at FranceConnect+.
    pub niveau: Acr,
    /// Authorities to trust beside the system's: the sandbox's own.
    pub ca_pem: Option<String>,
    pub ruban: Option<Ruban>,
    /// From where the pages of the support and of the GRADeS answer; none named: from everywhere.
    pub reseaux: Vec<Reseau>,
}

/// One provider, and who we are there.
#[derive(Clone, Debug)]
pub struct Fournisseur {
    /// Discovery adds `/.well-known/openid-configuration`.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: SecretString,
}

/// Why the portal cannot be built. No provider is asked yet: they may start later.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("not an address: {0}")]
    Url(#[from] url::ParseError),
    #[error("the HTTP client: {0}")]
    Http(#[from] reqwest::Error),
}

/// How the portal speaks to one provider.
#[derive(Clone, Debug)]
pub struct Usage {
    pub qui: Fournisseur,
    pub issuer: IssuerUrl,
    pub retour: RedirectUrl,
    pub secret_dans: AuthType,
    /// Beside `openid`.
    pub portees: &'static [&'static str],
    /// Asked for as `acr_values`.
    pub niveau: Acr,
}

impl Config {
    /// RFC 6749, 2.3.1: Basic.
    pub(crate) fn pour_caducee(&self) -> Result<Usage, ConfigError> {
        let usage = self.usage(&self.caducee, RETOUR_CADUCEE)?;
        Ok(Usage { secret_dans: AuthType::BasicAuth, portees: &["scope_all"], ..usage })
    }

    /// FranceConnect takes the secret in the body alone.
    pub(crate) fn pour_franceconnect(&self) -> Result<Usage, ConfigError> {
        let portees = &["identite_pivot", "preferred_username", "email"];
        let usage = self.usage(&self.franceconnect, RETOUR_FRANCECONNECT)?;
        Ok(Usage { secret_dans: AuthType::RequestBody, portees, niveau: self.niveau, ..usage })
    }

    fn usage(&self, qui: &Fournisseur, retour: &str) -> Result<Usage, ConfigError> {
        Ok(Usage {
            issuer: IssuerUrl::new(qui.issuer.clone())?,
            retour: RedirectUrl::from_url(self.origine.join(retour)?),
            qui: qui.clone(),
            secret_dans: AuthType::BasicAuth,
            portees: &[],
            niveau: Acr::Eidas1,
        })
    }
}
