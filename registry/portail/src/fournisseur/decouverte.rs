//! What a provider says of itself, with its keys: asked for when it is first needed, again from time to time, and when a token
//! names a key that nobody knows; never twice in a short while, whatever comes.

use std::sync::Arc;

use ambient::{ExposeSecret as _, Seconds, Timestamp};
use jose::{Jwk, JwkSet, JwsAlg, jwk};
use openidconnect::core::CoreClient;
use openidconnect::{
    ClientSecret, EndSessionUrl, EndpointMaybeSet, EndpointNotSet, EndpointSet, ProviderMetadataWithLogout,
};
use serde::Serialize;
use serde_json::Value;

use super::Fournisseur;
use crate::refus::Refus;

pub type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// How long it is believed.
const FRAICHEUR: Seconds = Seconds(60);
/// How long it serves when the provider does not answer.
const DERNIERE: Seconds = Seconds(3_600);
/// Between two questions.
const PAUSE: Seconds = Seconds(5);

pub struct Decouvert {
    pub client: Client,
    pub fin_de_session: Option<EndSessionUrl>,
    /// The keys and algorithms of ID tokens, for the provider's other tokens.
    pub cles: JwkSet,
    pub algs: Vec<JwsAlg>,
}

#[derive(Default)]
pub struct Memoire {
    lu: Option<(Timestamp, Arc<Decouvert>)>,
    demande_le: Option<Timestamp>,
}

impl Memoire {
    /// Young enough; very young, where the key is not among those that it names.
    fn frais(&self, kid: Option<&str>, now: Timestamp) -> Option<Arc<Decouvert>> {
        let (le, decouvert) = self.lu.as_ref()?;
        let age = if decouvert.nomme(kid) { FRAICHEUR } else { PAUSE };
        (now < le.plus(age)).then(|| decouvert.clone())
    }

    /// Better than nothing.
    fn dernier(&self, kid: Option<&str>, now: Timestamp) -> Option<Arc<Decouvert>> {
        let (le, decouvert) = self.lu.as_ref()?;
        (decouvert.nomme(kid) && now < le.plus(DERNIERE)).then(|| decouvert.clone())
    }
}

impl Decouvert {
    fn nomme(&self, kid: Option<&str>) -> bool {
        kid.is_none_or(|kid| self.cles.find(kid).is_some())
    }
}

impl Fournisseur {
    pub async fn decouvert(&self) -> Result<Arc<Decouvert>, Refus> {
        self.decouvert_avec(None).await
    }

    /// With the key of this name, if the provider publishes it: one caller asks, the others wait.
    pub async fn decouvert_avec(&self, kid: Option<&str>) -> Result<Arc<Decouvert>, Refus> {
        let mut memoire = self.memoire.lock().await;
        let now = self.ambient.now();
        if let Some(decouvert) = memoire.frais(kid, now) {
            return Ok(decouvert);
        }
        if memoire.demande_le.is_some_and(|le| now < le.plus(PAUSE)) {
            let muet = || Refus::Injoignable("it was asked a moment ago and did not answer".to_owned());
            return memoire.dernier(kid, now).ok_or_else(muet);
        }
        memoire.demande_le = Some(now);
        match self.decouvrir().await {
            Ok(decouvert) => {
                let decouvert = Arc::new(decouvert);
                memoire.lu = Some((now, decouvert.clone()));
                Ok(decouvert)
            }
            Err(refus) => {
                tracing::warn!(cause = %refus, "the provider is known as it last spoke, at best");
                memoire.dernier(kid, now).ok_or(refus)
            }
        }
    }

    async fn decouvrir(&self) -> Result<Decouvert, Refus> {
        let issuer = self.usage.issuer.clone();
        let metadata = ProviderMetadataWithLogout::discover_async(issuer, &self.http).await;
        let metadata = metadata.map_err(Refus::injoignable)?;
        let fin_de_session = metadata.additional_metadata().end_session_endpoint.clone();
        let cles = JwkSet { keys: metadata.jwks().keys().iter().filter_map(lisible).collect() };
        let algs = metadata.id_token_signing_alg_values_supported().iter().filter_map(admis).collect();
        let secret = ClientSecret::new(self.usage.qui.client_secret.expose_secret().to_owned());
        let client = Client::from_provider_metadata(metadata, self.client_id(), Some(secret))
            .set_redirect_uri(self.usage.retour.clone())
            .set_auth_type(self.usage.secret_dans.clone());
        Ok(Decouvert { client, fin_de_session, cles, algs })
    }
}

/// The same key, as `jose` reads it; one that it does not read verifies nothing.
fn lisible(cle: &impl Serialize) -> Option<Jwk> {
    match serde_json::to_value(cle).ok()? {
        Value::Object(cle) => jwk::public_only(cle).ok(),
        _ => None,
    }
}

fn admis(alg: &impl Serialize) -> Option<JwsAlg> {
    serde_json::from_value(serde_json::to_value(alg).ok()?).ok()
}
