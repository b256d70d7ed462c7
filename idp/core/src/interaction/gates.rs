use std::sync::Arc;

use ambient::{Ambient, RestKey};
use sante::IdentifiantNational;

use super::{Browser, InteractionId, LoginError, LoginLimits};
use crate::compteur::{Compteurs, Counted, Limit};
use crate::ecps::{Navigateurs, Source};

/// How often a login may be begun, and by whom it can be hindered: a stranger fills the counts of strangers, never that of a
/// browser in which somebody has signed in before, of a card or of a passkey (checklist M19, docs/decisions/0029). The
/// counters are durable and the same on all nodes; numbers and networks rest as an HMAC.
#[derive(Clone)]
pub struct Gates {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub limits: LoginLimits,
    pub navigateurs: Navigateurs,
    pub compteurs: Arc<dyn Compteurs>,
}

impl Gates {
    /// One more request that waits for a login. Who only begins logins fills the store, and waits; a browser that is known
    /// has a count of its own, which its network does not fill.
    pub async fn park(&self, browser: &Browser) -> Result<(), LoginError> {
        match browser.navigateur().and_then(|marks| self.navigateurs.poste(marks)) {
            Some(poste) => {
                let poste = self.rest.rest("login.poste", &poste);
                self.count(format!("login.park.poste:{}", poste.as_str()), self.limits.parks_par_poste).await
            }
            None => self.count(self.of_source("login.park", browser), self.limits.parks_par_source).await,
        }
    }

    /// One more number typed. A browser that this person has used is counted by the rules of the phone alone: what others
    /// type, here or elsewhere, does not reach it.
    pub async fn phone(&self, personne: &IdentifiantNational, browser: &Browser) -> Result<(), LoginError> {
        let known = browser.navigateur().is_some_and(|marks| self.navigateurs.reconnaitre(marks, personne).is_some());
        if known {
            return Ok(());
        }
        self.count(self.of_source("login.source", browser), self.limits.par_source).await?;
        let personne = self.rest.rest("login.personne", &personne.to_string());
        self.count(format!("login.personne:{}", personne.as_str()), self.limits.par_personne).await
    }

    /// One more question for a passkey. It names nobody, and belongs to one login of one browser: that is what is counted.
    pub async fn passkey(&self, interaction: &InteractionId) -> Result<(), LoginError> {
        self.count(format!("login.passkey:{interaction}"), self.limits.questions).await
    }

    fn of_source(&self, what: &str, browser: &Browser) -> String {
        let source = self.rest.rest("login.source", &Source::from(browser.source).to_string());
        format!("{what}:{}", source.as_str())
    }

    async fn count(&self, key: String, tries: u32) -> Result<(), LoginError> {
        let limit = Limit { tries, window: Some(self.limits.window) };
        match self.compteurs.count(&key, limit, self.ambient.now()).await? {
            Counted::Within(_) => Ok(()),
            Counted::Exhausted { until } => Err(LoginError::TropDEssais { until }),
        }
    }
}
