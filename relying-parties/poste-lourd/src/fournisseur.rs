//! The provider: its addresses, what it is asked, and why it says no.

use std::path::PathBuf;

use openidconnect::core::*;
use openidconnect::{
    AccessTokenHash, ClientId, ClientSecret, EmptyAdditionalClaims, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdToken, IdTokenFields, IssuerUrl, LogoutProviderMetadata, Nonce, OAuth2TokenResponse as _, ProviderMetadata,
    StandardErrorResponse, StandardTokenResponse, SubjectIdentifier, TokenResponse as _, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::http::Http;
use crate::professionnel::Professionnel;

/// What the provider's operator and ours agreed on.
pub struct Config {
    pub issuer: String,
    pub client_id: String,
    /// Sent as HTTP Basic (RFC 6749, 2.3.1).
    pub client_secret: String,
    /// Authorities to trust beside the system's.
    pub ca_pem: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum Erreur {
    #[error("{0} ne se lit pas : {1}")]
    Fichier(PathBuf, std::io::Error),
    #[error("Le terminal ne répond pas : {0}")]
    Ecran(std::io::Error),
    #[error("La connexion ne répond pas : {0}. Votre code et votre téléphone n’ont aucun problème.")]
    Injoignable(String),
    /// `error` and `error_description` as the provider sent them.
    #[error("{}", refus(.0, .1))]
    Refus(String, String),
    #[error("La réponse reçue n’est pas celle que ce poste attendait ({0}). Par prudence, personne n’est connecté.")]
    Jeton(String),
}

/// The words of OpenID Connect CIBA Core 1.0 §11 and §13, in French.
fn refus(error: &str, description: &str) -> String {
    match error {
        "access_denied" => {
            "Vous avez refusé sur votre téléphone, ou les deux chiffres n’étaient pas ceux de ce poste.".to_owned()
        }
        "expired_token" => "Personne n’a répondu sur le téléphone. Recommencez quand vous l’avez en main.".to_owned(),
        "unknown_user_id" => "Aucune e-CPS active ne porte ce numéro.".to_owned(),
        "invalid_grant" => "Votre session s’est fermée. Reconnectez-vous.".to_owned(),
        _ => format!("Ce poste doit corriger un réglage. Pour l’équipe technique : {error}, {description}"),
    }
}

/// What the discovery document says besides (OpenID Connect CIBA Core 1.0 §4).
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Ciba {
    backchannel_authentication_endpoint: Option<String>,
}
impl openidconnect::AdditionalProviderMetadata for Ciba {}

type Metadata = ProviderMetadata<
    LogoutProviderMetadata<Ciba>,
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

/// Keycloak's member of the token answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Autres {
    /// Seconds after which the refresh token, hence the session, is over.
    pub refresh_expires_in: Option<u64>,
}
impl openidconnect::ExtraTokenFields for Autres {}

type Gestion = CoreJweContentEncryptionAlgorithm;
pub type JetonIdentite = IdToken<EmptyAdditionalClaims, CoreGenderClaim, Gestion, CoreJwsSigningAlgorithm>;
type Champs = IdTokenFields<EmptyAdditionalClaims, Autres, CoreGenderClaim, Gestion, CoreJwsSigningAlgorithm>;
pub type Jetons = StandardTokenResponse<Champs, CoreTokenType>;
pub type Identite = UserInfoClaims<Professionnel, CoreGenderClaim>;
type Client = openidconnect::Client<
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

pub struct Fournisseur {
    config: Config,
    http: Http,
    client: Client,
    ciba: String,
    jetons: String,
    fin_de_session: Option<String>,
}

impl Fournisseur {
    pub async fn decouvrir(config: Config) -> Result<Self, Erreur> {
        let http = Http::new(config.ca_pem.as_deref()).map_err(injoignable)?;
        let issuer = IssuerUrl::new(config.issuer.clone()).map_err(injoignable)?;
        let metadata = Metadata::discover_async(issuer, &http).await.map_err(injoignable)?;
        let ailleurs = metadata.additional_metadata();
        let manque = |quoi: &str| Erreur::Injoignable(format!("le document de découverte ne dit pas {quoi}"));
        let ciba = ailleurs.additional_metadata.backchannel_authentication_endpoint.clone();
        let ciba = ciba.ok_or_else(|| manque("backchannel_authentication_endpoint"))?;
        let jetons = metadata.token_endpoint().map(|url| url.to_string()).ok_or_else(|| manque("token_endpoint"))?;
        let fin_de_session = ailleurs.end_session_endpoint.as_ref().map(|url| url.to_string());
        let secret = ClientSecret::new(config.client_secret.clone());
        let client = Client::from_provider_metadata(metadata, ClientId::new(config.client_id.clone()), Some(secret));
        Ok(Self { config, http, client, ciba, jetons, fin_de_session })
    }

    /// The backchannel authentication endpoint.
    pub async fn demander(&self, champs: &[(&str, &str)]) -> Result<Value, Erreur> {
        self.envoyer(&self.ciba, champs).await
    }

    /// The token endpoint: a CIBA request that was answered, or a refresh token.
    pub async fn jetons(&self, champs: &[(&str, &str)]) -> Result<Jetons, Erreur> {
        let recu = self.envoyer(&self.jetons, champs).await?;
        serde_json::from_value(recu).map_err(|cause| Erreur::Jeton(cause.to_string()))
    }

    /// Closes the provider's session, server to server (RP-Initiated Logout 1.0).
    pub async fn fermer(&self, id_token: &JetonIdentite) -> Result<(), Erreur> {
        let Some(adresse) = &self.fin_de_session else { return Ok(()) };
        let indice = id_token.to_string();
        self.envoyer(adresse, &[("id_token_hint", &indice), ("client_id", &self.config.client_id)]).await.map(drop)
    }

    /// Who this is, once the ID token holds: signature, issuer, audience, dates, `at_hash` (OpenID Connect Core 3.1.3.7). No nonce:
    /// no browser brought this answer.
    pub fn verifier(&self, jetons: &Jetons) -> Result<(JetonIdentite, SubjectIdentifier), Erreur> {
        let non = |cause: &dyn std::fmt::Display| Erreur::Jeton(cause.to_string());
        let id_token = jetons.id_token().ok_or_else(|| non(&"no ID token"))?;
        let verifier = self.client.id_token_verifier();
        let claims = id_token.claims(&verifier, |_: Option<&Nonce>| Ok(())).map_err(|error| non(&error))?;
        let annonce = claims.access_token_hash().ok_or_else(|| non(&"no at_hash"))?;
        let alg = id_token.signing_alg().map_err(|error| non(&error))?;
        let key = id_token.signing_key(&verifier).map_err(|error| non(&error))?;
        let calcule = AccessTokenHash::from_token(jetons.access_token(), alg, key).map_err(|error| non(&error))?;
        if calcule != *annonce {
            return Err(non(&"at_hash speaks of another access token"));
        }
        Ok((id_token.clone(), claims.subject().clone()))
    }

    /// Who this person is (OpenID Connect Core 5.3); the answer must speak of `sujet`.
    pub async fn identite(&self, jetons: &Jetons, sujet: &SubjectIdentifier) -> Result<Identite, Erreur> {
        let demande = self.client.user_info(jetons.access_token().clone(), Some(sujet.clone())).map_err(injoignable)?;
        demande.request_async(&self.http).await.map_err(injoignable)
    }

    async fn envoyer(&self, adresse: &str, champs: &[(&str, &str)]) -> Result<Value, Erreur> {
        let secret = (self.config.client_id.as_str(), self.config.client_secret.as_str());
        let (status, recu) = self.http.formulaire(adresse, secret, champs).await.map_err(injoignable)?;
        match (status, recu["error"].as_str()) {
            (200..300, _) => Ok(recu),
            (_, Some(error)) => {
                let description = recu["error_description"].as_str().unwrap_or_default().to_owned();
                Err(Erreur::Refus(error.to_owned(), description))
            }
            (status, None) => Err(Erreur::Injoignable(format!("réponse {status}"))),
        }
    }
}

pub fn injoignable(error: impl std::error::Error) -> Erreur {
    let mut causes = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        causes = format!("{causes} : {cause}");
        source = cause.source();
    }
    Erreur::Injoignable(causes)
}
