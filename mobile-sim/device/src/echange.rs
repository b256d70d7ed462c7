use ambient::Ambient;
use async_trait::async_trait;
use ecps::{Attestation, CodeProbleme, Probleme};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::coffre::Cout;
use crate::refus::Refus;

/// The provider could not be reached, or its certificate was not the right one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the provider is out of reach: {0}")]
pub struct Injoignable(pub String);

/// An HTTP answer, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReponseBrute {
    pub statut: u16,
    pub corps: String,
}

/// The way to the authorization host.
#[async_trait]
pub trait Provider: Send + Sync {
    /// POSTs JSON to a path of [`ecps::chemin`].
    async fn poster(&self, chemin: &str, corps: String) -> Result<ReponseBrute, Injoignable>;
}

/// What every act of a phone needs from outside.
#[derive(Clone, Copy)]
pub struct Contexte<'a> {
    pub ambient: &'a Ambient,
    pub provider: &'a dyn Provider,
    /// What a guess of the PIN costs; [`Cout::TELEPHONE`] outside tests.
    pub cout: Cout,
    pub attestation: Attestation,
}

impl Contexte<'_> {
    /// One question, its answer or the provider's refusal.
    pub(crate) async fn demander<Q: Serialize, R: DeserializeOwned>(
        &self,
        chemin: &str,
        question: &Q,
    ) -> Result<R, Refus> {
        let corps = serde_json::to_string(question).map_err(|e| Refus::Illisible(e.to_string()))?;
        let reponse = self.provider.poster(chemin, corps).await?;
        if reponse.statut == 200 {
            return serde_json::from_str(&reponse.corps).map_err(|e| Refus::Illisible(e.to_string()));
        }
        match serde_json::from_str::<Probleme>(&reponse.corps) {
            Ok(probleme) if probleme.code != CodeProbleme::Inconnu => Err(Refus::Provider(probleme)),
            Ok(probleme) => Err(Refus::Illisible(probleme.phrase)),
            Err(cause) => Err(Refus::Illisible(format!("status {}: {cause}", reponse.statut))),
        }
    }
}
