//! The provider: found when it is first needed, and asked again from time to time so that its new keys are known.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use openidconnect::core::*;
use openidconnect::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::claims::{self, Told};
use crate::refusal::Refusal;
use crate::sessions::Login;
use crate::transport::Transport;

const FRESH: Duration = Duration::from_secs(60);
/// A token that ends within this time is renewed before it is used.
const MARGIN: Duration = Duration::from_secs(10);
const SCOPES: [&str; 3] = ["profile", "scope_all", "situation"];
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Endpoints that discovery names beside those of OpenID Connect Discovery 1.0.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Endpoints {
    end_session_endpoint: EndSessionUrl,
    introspection_endpoint: IntrospectionUrl,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}
impl AdditionalProviderMetadata for Endpoints {}

type Encryption = CoreJweContentEncryptionAlgorithm;
type Identity = IdToken<Told, CoreGenderClaim, Encryption, CoreJwsSigningAlgorithm>;
type Fields = IdTokenFields<Told, EmptyExtraTokenFields, CoreGenderClaim, Encryption, CoreJwsSigningAlgorithm>;
type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
type Introspected = StandardTokenIntrospectionResponse<Told, CoreTokenType>;
type Metadata = ProviderMetadata<
    Endpoints,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    Encryption,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;
type Client<Introspection> = openidconnect::Client<
    Told,
    CoreAuthDisplay,
    CoreGenderClaim,
    Encryption,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    Introspected,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    Introspection,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Who is signed in, and with what.
#[derive(Clone)]
pub struct SignedIn {
    pub sub: String,
    pub sid: String,
    pub compte: Option<String>,
    pub nom: String,
    pub situation: Option<Value>,
    access: AccessToken,
    refresh: RefreshToken,
    identity: Identity,
    fresh_until: Instant,
}

pub struct Provider {
    pub http: Transport,
    pub origin: String,
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: ClientSecret,
    found: Mutex<Option<(Instant, Arc<Found>)>>,
}

pub struct Found {
    client: Client<EndpointSet>,
    keys: JwkSet,
    end_of_session: EndSessionUrl,
    names_itself: bool,
    /// Where a form may lead: the hosts of the login and of the logout.
    pub elsewhere: [String; 2],
}

impl Provider {
    /// From ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN and CA_FILE.
    pub fn from_environment() -> Result<Self, Box<dyn std::error::Error>> {
        let say = |name: &str| std::env::var(name).map_err(|_| format!("{name} is missing in the environment"));
        Ok(Self {
            http: Transport::new(&std::fs::read(say("CA_FILE")?)?)?,
            origin: say("ORIGIN")?,
            issuer: IssuerUrl::new(say("ISSUER")?)?,
            client_id: ClientId::new(say("CLIENT_ID")?),
            client_secret: ClientSecret::new(say("CLIENT_SECRET")?),
            found: Mutex::default(),
        })
    }

    /// RFC 9207 §2.4: who announces `iss` in its answers never leaves it out.
    pub async fn answers(&self, iss: Option<&str>) -> Result<bool, Refusal> {
        Ok(match iss {
            Some(iss) => iss == self.issuer.as_str(),
            None => !self.found().await?.names_itself,
        })
    }

    pub async fn found(&self) -> Result<Arc<Found>, Refusal> {
        let mut known = self.found.lock().await;
        if let Some((_, found)) = known.as_ref().filter(|(when, _)| when.elapsed() < FRESH) {
            return Ok(found.clone());
        }
        let found = Arc::new(self.discover().await?);
        *known = Some((Instant::now(), found.clone()));
        Ok(found)
    }

    async fn discover(&self) -> Result<Found, Refusal> {
        let metadata = Metadata::discover_async(self.issuer.clone(), &self.http).await.map_err(Refusal::out)?;
        let Endpoints { end_session_endpoint, introspection_endpoint, authorization_response_iss_parameter_supported } =
            metadata.additional_metadata().clone();
        let keys = serde_json::from_value(json!(metadata.jwks())).map_err(Refusal::out)?;
        let elsewhere = [metadata.authorization_endpoint().url(), end_session_endpoint.url()];
        let elsewhere = elsewhere.map(|url| url.origin().ascii_serialization());
        let redirect_uri = RedirectUrl::new(format!("{}/retour", self.origin)).map_err(Refusal::out)?;
        let (id, secret) = (self.client_id.clone(), self.client_secret.clone());
        let client = Client::<EndpointNotSet>::from_provider_metadata(metadata, id, Some(secret))
            .set_introspection_url(introspection_endpoint)
            .set_redirect_uri(redirect_uri);
        let names_itself = authorization_response_iss_parameter_supported;
        Ok(Found { client, keys, end_of_session: end_session_endpoint, names_itself, elsewhere })
    }

    /// Where the browser goes to sign in; `again` has the provider ask again for which place of work the person acts.
    pub async fn leave(&self, again: bool) -> Result<(String, Login), Refusal> {
        let found = self.found().await?;
        let (challenge, pkce) = PkceCodeChallenge::new_random_sha256();
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let mut request = found
            .client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scopes(SCOPES.map(|word| Scope::new(word.to_owned())))
            .add_auth_context_value(AuthenticationContextClass::new("eidas1".to_owned()))
            .set_pkce_challenge(challenge);
        if again {
            request = request.add_prompt(CoreAuthPrompt::SelectAccount);
        }
        let (url, state, nonce) = request.url();
        Ok((url.into(), Login { state, nonce, pkce }))
    }

    pub async fn redeem(&self, code: String, login: Login) -> Result<SignedIn, Refusal> {
        let found = self.found().await?;
        let exchange = found.client.exchange_code(AuthorizationCode::new(code)).map_err(Refusal::out)?;
        let tokens = exchange.set_pkce_verifier(login.pkce).request_async(&self.http).await;
        let tokens = tokens.map_err(Refusal::of_tokens)?;
        let wrong = |why: &dyn std::fmt::Display| Refusal::Wrong(why.to_string());
        let identity = tokens.id_token().ok_or_else(|| wrong(&"no ID token"))?.clone();
        let verifier = found.client.id_token_verifier().set_auth_context_verifier_fn(claims::high_enough);
        let claims = identity.claims(&verifier, &login.nonce).map_err(|error| wrong(&error))?;
        if !claims.additional_claims().has_begun() {
            return Err(wrong(&"a token that is not valid yet"));
        }
        if claims.authorized_party().is_some_and(|azp| *azp != self.client_id) {
            return Err(wrong(&"a token that another client asked for"));
        }
        let (alg, key) = (identity.signing_alg(), identity.signing_key(&verifier));
        let (alg, key) = (alg.map_err(|error| wrong(&error))?, key.map_err(|error| wrong(&error))?);
        let hash = AccessTokenHash::from_token(tokens.access_token(), alg, key).map_err(|error| wrong(&error))?;
        if claims.access_token_hash().is_some_and(|told| *told != hash) {
            return Err(wrong(&"at_hash speaks of another access token"));
        }
        let (sub, sid) = (claims.subject().clone(), claims.additional_claims().sid.clone());
        let said = self.userinfo(&found, &tokens, sub.clone()).await?;
        let names = [
            said.given_name().and_then(|name| name.get(None)).map(|name| name.as_str()),
            said.family_name().and_then(|name| name.get(None)).map(|name| name.as_str()),
        ];
        Ok(SignedIn {
            sub: sub.to_string(),
            sid: sid.ok_or_else(|| wrong(&"no sid"))?,
            compte: said.additional_claims().compte.clone(),
            nom: names.into_iter().flatten().collect::<Vec<_>>().join(" "),
            situation: said.additional_claims().situation.clone(),
            access: tokens.access_token().clone(),
            refresh: tokens.refresh_token().ok_or_else(|| wrong(&"no refresh token"))?.clone(),
            fresh_until: Instant::now() + tokens.expires_in().unwrap_or_default(),
            identity,
        })
    }

    /// The answer must speak of the same person (OpenID Connect Core 5.3.2).
    async fn userinfo(
        &self,
        found: &Found,
        tokens: &Tokens,
        sub: SubjectIdentifier,
    ) -> Result<UserInfoClaims<Told, CoreGenderClaim>, Refusal> {
        let request = found.client.user_info(tokens.access_token().clone(), Some(sub)).map_err(Refusal::out)?;
        request.request_async(&self.http).await.map_err(Refusal::out)
    }

    /// [`Refusal::Over`]: what is over at the provider is over here.
    pub async fn refresh(&self, user: &SignedIn) -> Result<SignedIn, Refusal> {
        let found = self.found().await?;
        let request = found.client.exchange_refresh_token(&user.refresh).map_err(Refusal::out)?;
        let tokens = request.request_async(&self.http).await.map_err(Refusal::of_tokens)?;
        Ok(SignedIn {
            access: tokens.access_token().clone(),
            refresh: tokens.refresh_token().unwrap_or(&user.refresh).clone(),
            fresh_until: Instant::now() + tokens.expires_in().unwrap_or_default(),
            ..user.clone()
        })
    }

    /// What a token that somebody shows is worth: asked of the provider.
    pub async fn introspect(&self, token: String) -> Result<Option<Value>, Refusal> {
        let (found, token) = (self.found().await?, AccessToken::new(token));
        let request = found.client.introspect(&token).set_token_type_hint("access_token");
        let told: Introspected = request.request_async(&self.http).await.map_err(Refusal::of_tokens)?;
        let ours = told.client_id() == Some(&self.client_id);
        let (kind, extra) = (told.token_type().cloned(), told.extra_fields());
        let bearer = kind == Some(CoreTokenType::Bearer) || extra.typ.as_deref() == Some("Bearer");
        let answer = json!({ "sub": told.sub(), "situation": extra.situation, "jti": told.jti() });
        Ok((told.active() && ours && bearer).then_some(answer))
    }

    pub async fn end(&self, user: &SignedIn) -> Result<String, Refusal> {
        let back = PostLogoutRedirectUrl::new(format!("{}/", self.origin)).map_err(Refusal::out)?;
        let request = LogoutRequest::from(self.found().await?.end_of_session.clone());
        Ok(request.set_id_token_hint(&user.identity).set_post_logout_redirect_uri(back).http_get_url().into())
    }

    /// The provider's session that is over (OpenID Connect Back-Channel Logout 1.0 §2.6). A token that comes twice closes
    /// what is closed already.
    pub async fn told_of_logout(&self, token: &str) -> Result<Option<String>, Refusal> {
        #[derive(Deserialize)]
        struct Claims {
            sid: String,
            #[serde(rename = "iat")]
            _iat: u64,
            #[serde(rename = "jti")]
            _jti: String,
            events: serde_json::Map<String, Value>,
            nonce: Option<Value>,
        }
        let found = self.found().await?;
        let mut checks = Validation::new(Algorithm::RS256);
        checks.set_issuer(&[self.issuer.as_str()]);
        checks.set_audience(&[self.client_id.as_str()]);
        checks.set_required_spec_claims(&["iss", "aud", "exp"]);
        let read = || {
            let header =
                jsonwebtoken::decode_header(token).ok().filter(|header| header.typ.as_deref() == Some("logout+jwt"))?;
            let key = DecodingKey::from_jwk(found.keys.find(&header.kid?)?).ok()?;
            let claims = jsonwebtoken::decode::<Claims>(token, &key, &checks).ok()?.claims;
            (claims.nonce.is_none() && claims.events.get(LOGOUT).is_some_and(Value::is_object)).then_some(claims.sid)
        };
        Ok(read())
    }
}

impl SignedIn {
    pub fn is_fresh(&self) -> bool {
        self.fresh_until > Instant::now() + MARGIN
    }

    /// For a call of a resource: it never reaches the browser.
    pub fn bearer(&self) -> &str {
        self.access.secret()
    }
}
