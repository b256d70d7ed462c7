//! The provider: found when it is first needed, and asked again from time to time so that its new keys are known.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jsonwebtoken::jwk::JwkSet;
use openidconnect::core::*;
use openidconnect::http::StatusCode;
use openidconnect::url::Url;
use openidconnect::{
    AccessTokenHash, AuthenticationContextClass, ClientId, ClientSecret, EndSessionUrl, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IdToken, IdTokenFields, IssuerUrl, LogoutProviderMetadata, NonceVerifier,
    OAuth2TokenResponse as _, ProviderMetadata, RedirectUrl, StandardErrorResponse, StandardTokenResponse,
    SubjectIdentifier, TokenResponse as _, UserInfoClaims, UserInfoError,
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

/// What an ID token says besides the standard claims.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Lien {
    /// The provider's session: what a logout notice names (Back-Channel Logout 1.0 §2.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// Seconds; not valid before (RFC 7519, 4.1.5). The library leaves it to its user, as it does the level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<u64>,
}
impl openidconnect::AdditionalClaims for Lien {}

/// What `acr` may say, from the lowest that is taken up.
const NIVEAUX: [&str; 3] = ["eidas1", "eidas2", "eidas3"];
/// Seconds by which clocks may differ.
const ECART: u64 = 10;

/// What discovery says beside OpenID Connect Discovery 1.0.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Annonce {
    /// RFC 9207: its answers carry `iss`.
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}
impl openidconnect::AdditionalProviderMetadata for Annonce {}

type Metadata = ProviderMetadata<
    LogoutProviderMetadata<Annonce>,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;
type Gestion = CoreJweContentEncryptionAlgorithm;
pub type JetonIdentite = IdToken<Lien, CoreGenderClaim, Gestion, CoreJwsSigningAlgorithm>;
type Champs = IdTokenFields<Lien, Autres, CoreGenderClaim, Gestion, CoreJwsSigningAlgorithm>;
pub type Jetons = StandardTokenResponse<Champs, CoreTokenType>;
pub type Client = openidconnect::Client<
    Lien,
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
/// And at least, whatever key a stranger names.
const REPOS: Duration = Duration::from_secs(5);

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
    pub cles: JwkSet,
    /// Its answers carry `iss`.
    se_nomme: bool,
}

impl Decouvert {
    /// RFC 9207, 2.4: who announces `iss` in its answers never leaves it out.
    pub fn repond(&self, iss: Option<&str>, issuer: &str) -> bool {
        iss.map_or(!self.se_nomme, |iss| iss == issuer)
    }
}

/// Who this is, as a verified ID token says it.
pub struct Sujet {
    pub sub: SubjectIdentifier,
    pub sid: Option<String>,
}

impl Fournisseur {
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let http = Http::new(config.ca_pem.as_deref())?;
        let redirect_uri = RedirectUrl::new(config.redirect_uri.clone())?;
        let issuer = IssuerUrl::new(config.issuer.clone())?;
        Ok(Self { config, http, redirect_uri, issuer, decouvert: Mutex::new(None) })
    }

    pub async fn decouvert(&self) -> Result<Arc<Decouvert>, Refus> {
        self.connu_depuis(FRAICHEUR).await
    }

    /// Asked again for a key that is not known yet.
    pub async fn redecouvert(&self) -> Result<Arc<Decouvert>, Refus> {
        self.connu_depuis(REPOS).await
    }

    async fn connu_depuis(&self, au_plus: Duration) -> Result<Arc<Decouvert>, Refus> {
        let mut connu = self.decouvert.lock().await;
        if let Some((quand, decouvert)) = connu.as_ref()
            && quand.elapsed() < au_plus
        {
            return Ok(decouvert.clone());
        }
        let decouvert = Arc::new(self.decouvrir().await?);
        *connu = Some((Instant::now(), decouvert.clone()));
        Ok(decouvert)
    }

    async fn decouvrir(&self) -> Result<Decouvert, Refus> {
        let metadata = Metadata::discover_async(self.issuer.clone(), &self.http).await.map_err(Refus::injoignable)?;
        let ailleurs = metadata.additional_metadata();
        let fin_de_session = ailleurs.end_session_endpoint.clone();
        let se_nomme = ailleurs.additional_metadata.authorization_response_iss_parameter_supported;
        let adresses = [Some(metadata.authorization_endpoint().url()), fin_de_session.as_ref().map(|url| url.url())];
        let origines = adresses.into_iter().flatten().map(|url: &Url| url.origin().ascii_serialization()).collect();
        let cles =
            serde_json::to_value(metadata.jwks()).and_then(serde_json::from_value).map_err(Refus::injoignable)?;
        let secret = ClientSecret::new(self.config.client_secret.clone());
        let client =
            Client::from_provider_metadata(metadata, ClientId::new(self.config.client_id.clone()), Some(secret))
                .set_redirect_uri(self.redirect_uri.clone());
        Ok(Decouvert { client, fin_de_session, origines, cles, se_nomme })
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
            // what it says of whom is not for the page
            UserInfoError::ClaimsVerification(_) => Refus::Jeton("userinfo speaks of someone else".to_owned()),
            autre => Refus::injoignable(autre),
        })
    }
}

/// The ID token, once its signature, issuer, audience, dates, nonce and `at_hash` are all right (OpenID Connect Core 3.1.3.7).
pub fn verifier(client: &Client, jetons: &Jetons, nonce: impl NonceVerifier) -> Result<(JetonIdentite, Sujet), Refus> {
    let non = |cause: &dyn std::fmt::Display| Refus::Jeton(cause.to_string());
    let id_token = jetons.id_token().ok_or_else(|| non(&"no ID token"))?;
    let verifier = client.id_token_verifier().set_auth_context_verifier_fn(assez_haut);
    let claims = id_token.claims(&verifier, nonce).map_err(|error| non(&error))?;
    if claims.additional_claims().nbf.is_some_and(|nbf| nbf > jsonwebtoken::get_current_timestamp() + ECART) {
        return Err(non(&"nbf: the token is not valid yet"));
    }
    if claims.authorized_party().is_some_and(|azp| azp != client.client_id()) {
        return Err(non(&"azp: another client asked for this token"));
    }
    let annonce = claims.access_token_hash().ok_or_else(|| non(&"no at_hash"))?;
    let alg = id_token.signing_alg().map_err(|error| non(&error))?;
    let key = id_token.signing_key(&verifier).map_err(|error| non(&error))?;
    let calcule = AccessTokenHash::from_token(jetons.access_token(), alg, key).map_err(|error| non(&error))?;
    if calcule != *annonce {
        return Err(non(&"at_hash speaks of another access token"));
    }
    let sujet = Sujet { sub: claims.subject().clone(), sid: claims.additional_claims().sid.clone() };
    Ok((id_token.clone(), sujet))
}

/// OpenID Connect Core 3.1.3.7, point 12.
fn assez_haut(acr: Option<&AuthenticationContextClass>) -> Result<(), String> {
    let connu = acr.is_some_and(|acr| NIVEAUX.contains(&acr.as_str()));
    connu.then_some(()).ok_or_else(|| "acr: a level lower than what was asked".to_owned())
}
