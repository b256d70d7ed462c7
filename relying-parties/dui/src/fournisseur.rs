//! The provider: found when it is first needed, and asked again from time to time so that its new keys are known.

use std::sync::Arc;
use std::time::{Duration, Instant};

use openidconnect::core::*;
use openidconnect::http::StatusCode;
use openidconnect::url::Url;
use openidconnect::{
    AccessTokenHash, ClientId, ClientSecret, EmptyAdditionalClaims, EndSessionUrl, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IdToken, IdTokenFields, IssuerUrl, NonceVerifier, OAuth2TokenResponse as _,
    ProviderMetadataWithLogout, RedirectUrl, StandardErrorResponse, StandardTokenResponse, SubjectIdentifier,
    TokenResponse as _, UserInfoClaims, UserInfoError,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio::sync::Mutex;

use crate::http::Http;
use crate::professionnel::Professionnel;
use crate::refus::Refus;
use crate::{Config, ConfigError};

/// Members of the token answer that the standard does not name (Keycloak's `refresh_expires_in`, `session_state`…).
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Autres {
    /// Seconds after which the refresh token, hence the session, is over.
    pub refresh_expires_in: Option<u64>,
    #[serde(flatten)]
    reste: Map<String, Value>,
}
impl openidconnect::ExtraTokenFields for Autres {}

type Gestion = CoreJweContentEncryptionAlgorithm;
pub type JetonIdentite = IdToken<EmptyAdditionalClaims, CoreGenderClaim, Gestion, CoreJwsSigningAlgorithm>;
type Champs = IdTokenFields<EmptyAdditionalClaims, Autres, CoreGenderClaim, Gestion, CoreJwsSigningAlgorithm>;
pub type Jetons = StandardTokenResponse<Champs, CoreTokenType>;
pub type Client = openidconnect::Client<
    EmptyAdditionalClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    Gestion,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Jetons,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;
pub type Identite = UserInfoClaims<Professionnel, CoreGenderClaim>;

/// How long a discovery document and its keys are believed.
const FRAICHEUR: Duration = Duration::from_secs(60);

pub struct Fournisseur {
    pub config: Config,
    pub http: Http,
    redirect_uri: RedirectUrl,
    issuer: IssuerUrl,
    decouvert: Mutex<Option<(Instant, Arc<Decouvert>)>>,
}

pub struct Decouvert {
    pub client: Client,
    pub fin_de_session: Option<EndSessionUrl>,
    pub origines: Vec<String>,
}

impl Fournisseur {
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let http = Http::new(config.ca_pem.as_deref())?;
        let redirect_uri = RedirectUrl::new(config.redirect_uri.clone())?;
        let issuer = IssuerUrl::new(config.issuer.clone())?;
        Ok(Self { config, http, redirect_uri, issuer, decouvert: Mutex::new(None) })
    }

    pub async fn decouvert(&self) -> Result<Arc<Decouvert>, Refus> {
        let mut connu = self.decouvert.lock().await;
        if let Some((quand, decouvert)) = connu.as_ref()
            && quand.elapsed() < FRAICHEUR
        {
            return Ok(decouvert.clone());
        }
        let decouvert = Arc::new(self.decouvrir().await?);
        *connu = Some((Instant::now(), decouvert.clone()));
        Ok(decouvert)
    }

    async fn decouvrir(&self) -> Result<Decouvert, Refus> {
        let metadata = ProviderMetadataWithLogout::discover_async(self.issuer.clone(), &self.http)
            .await
            .map_err(Refus::injoignable)?;
        let fin_de_session = metadata.additional_metadata().end_session_endpoint.clone();
        let adresses = [Some(metadata.authorization_endpoint().url()), fin_de_session.as_ref().map(|url| url.url())];
        let origines = adresses.into_iter().flatten().map(|url: &Url| url.origin().ascii_serialization()).collect();
        let secret = ClientSecret::new(self.config.client_secret.clone());
        let client =
            Client::from_provider_metadata(metadata, ClientId::new(self.config.client_id.clone()), Some(secret))
                .set_redirect_uri(self.redirect_uri.clone());
        Ok(Decouvert { client, fin_de_session, origines })
    }

    /// Who this person is (OpenID Connect Core 5.3); the answer must speak of `sujet`.
    pub async fn identite(
        &self,
        decouvert: &Decouvert,
        jetons: &Jetons,
        sujet: &SubjectIdentifier,
    ) -> Result<Identite, Refus> {
        let demande = decouvert.client.user_info(jetons.access_token().clone(), Some(sujet.clone()));
        let demande = demande.map_err(|_| Refus::Jeton("the provider names no userinfo endpoint".to_owned()))?;
        demande.request_async(&self.http).await.map_err(|error| match error {
            UserInfoError::Response(StatusCode::UNAUTHORIZED, ..) => Refus::Fin,
            autre => Refus::injoignable(autre),
        })
    }
}

/// The ID token, once its signature, issuer, audience, dates, nonce and `at_hash` are all right (OpenID Connect Core 3.1.3.7).
pub fn verifier(
    client: &Client,
    jetons: &Jetons,
    nonce: impl NonceVerifier,
) -> Result<(JetonIdentite, SubjectIdentifier), Refus> {
    let non = |cause: &dyn std::fmt::Display| Refus::Jeton(cause.to_string());
    let id_token = jetons.id_token().ok_or_else(|| non(&"no ID token"))?;
    let verifier = client.id_token_verifier();
    let claims = id_token.claims(&verifier, nonce).map_err(|error| non(&error))?;
    let annonce = claims.access_token_hash().ok_or_else(|| non(&"no at_hash"))?;
    let alg = id_token.signing_alg().map_err(|error| non(&error))?;
    let key = id_token.signing_key(&verifier).map_err(|error| non(&error))?;
    let calcule = AccessTokenHash::from_token(jetons.access_token(), alg, key).map_err(|error| non(&error))?;
    if calcule != *annonce {
        return Err(non(&"at_hash speaks of another access token"));
    }
    Ok((id_token.clone(), claims.subject().clone()))
}
