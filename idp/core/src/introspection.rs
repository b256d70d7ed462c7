//! Token introspection: RFC 7662, in the shape of facts/psc.md §2.3.

mod answer;
mod jwt;

pub use answer::IntrospectionResponse;
pub use jwt::{Introspected, MEDIA_TYPE};

use std::sync::Arc;

use ambient::{RestKey, Seconds, Timestamp};
use oidc::ErrorCode;

use crate::access::{Access, AccessRefusal, AccessTokens, ClientAccess, Known};
use crate::answers::{AnswerError, Answers};
use crate::claims::{About, Claims};
use crate::client::{Client, ClientAuth, ClientId};
use crate::client_auth::{BackChannelCall, ClientAuthRefusal, ClientAuthentication};
use crate::grant::{Grant, RefreshToken, Terms};
use crate::port::PortError;
use crate::token::PublicRefusal;
use crate::token::StandingRefusal;

/// Stamps may lag the registry by this much; beyond, every token is inactive.
const OLDEST: Seconds = Seconds(60);

/// Until when the provider has every event of the registry in its stamps.
pub trait StampsKnown: Send + Sync {
    /// `None`: not once since the start.
    fn known_at(&self) -> Option<Timestamp>;
}

/// What [`Introspection`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub rest: RestKey,
    pub client_auth: ClientAuthentication,
    pub access: AccessTokens,
    pub claims: Claims,
    pub answers: Answers,
    pub stamps_known: Arc<dyn StampsKnown>,
}

/// Tells whether a token is good now.
#[derive(Clone)]
pub struct Introspection(Deps);

#[derive(Debug, thiserror::Error)]
pub enum IntrospectionRefusal {
    #[error(transparent)]
    Client(#[from] ClientAuthRefusal),
    #[error("token is missing")]
    TokenMissing,
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl IntrospectionRefusal {
    pub fn public(&self) -> PublicRefusal {
        match self {
            Self::Client(refusal) => refusal.public(),
            Self::TokenMissing => PublicRefusal { error: ErrorCode::InvalidRequest, description: "token is missing" },
            Self::Answer(refusal) => refusal.public(),
            Self::Port(PortError::Unavailable { .. }) => PublicRefusal::OUT,
            Self::Port(_) => PublicRefusal::DEFECT,
        }
    }

    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Client(_) => "introspection.client-non-prouve",
            Self::TokenMissing => "introspection.jeton-absent",
            Self::Answer(_) => "introspection.chiffrement-impossible",
            Self::Port(_) => "introspection.indisponible",
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Client(_) => "Authenticate by the registered method, once.",
            Self::TokenMissing => "Send the token in the form parameter token, once.",
            Self::Answer(_) => {
                "Publish a key for encryption in the client's key set, in the algorithm of the registration."
            }
            Self::Port(_) => "Try again in a moment; the operator looks at the health of the stores.",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Client(ClientAuthRefusal::Client { basic: false }),
            Self::TokenMissing,
            Self::Answer(AnswerError::NoKey { client: "dui".into(), alg: jose::JweAlg::RsaOaep256 }),
            Self::Port(PortError::unavailable("grants", "no answer")),
        ]
    }
}

impl Introspection {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }

    /// A client hears about its own tokens; about those of others only with the right to introspect
    /// (docs/ecarts.md, T13). Whatever is not to be told is `{"active": false}`.
    pub async fn answer(&self, call: &BackChannelCall<'_>) -> Result<IntrospectionResponse, IntrospectionRefusal> {
        self.told(call).await.map(|(_, response)| response)
    }

    /// The caller, and what it hears.
    async fn told(&self, call: &BackChannelCall<'_>) -> Result<(Client, IntrospectionResponse), IntrospectionRefusal> {
        let caller = self.0.client_auth.authenticate(call).await?;
        if caller.auth == ClientAuth::None {
            return Err(ClientAuthRefusal::Client { basic: false }.into());
        }
        let token = call.params.get("token").ok_or(IntrospectionRefusal::TokenMissing)?;
        let found = if self.stamps_are_fresh() { self.found(&caller, token).await? } else { None };
        Ok((caller, found.unwrap_or_else(IntrospectionResponse::inactive)))
    }

    /// What there is to tell this caller of the token.
    async fn found(&self, caller: &Client, token: &str) -> Result<Option<IntrospectionResponse>, PortError> {
        match self.access_token(token).await? {
            Some(known) if !may_hear(caller, known.terms()) => Ok(None),
            Some(Known::Person(access)) => self.of_person(*access).await,
            Some(Known::Client(access)) => Ok(Some(self.of_client(*access))),
            None => self.refresh_token(caller, token).await,
        }
    }

    async fn of_person(&self, access: Access) -> Result<Option<IntrospectionResponse>, PortError> {
        let Access { client, granted, emission, claims, .. } = access;
        if let Some(claims) = claims {
            return Ok(Some(IntrospectionResponse::of_jwt(claims, &emission.terms, &granted.scope)));
        }
        let personne = match self.0.access.standing.person(&client, &granted).await {
            Ok(personne) => personne,
            Err(StandingRefusal::Port(error)) => return Err(error),
            // an opaque token says nothing by itself: without the registry there is nothing to tell
            Err(StandingRefusal::Fallen(_) | StandingRefusal::RegistryOut(_)) => return Ok(None),
        };
        let about = About { client: &client, grant: &granted, personne: &personne, now: emission.at };
        let claims = self.0.claims.access_token(&about, &emission)?;
        Ok(Some(IntrospectionResponse::of_opaque(&claims, &emission.terms, &granted.scope)))
    }

    fn of_client(&self, access: ClientAccess) -> IntrospectionResponse {
        let ClientAccess { client, token, scope, claims } = access;
        match (claims, &client.legal_person) {
            (Some(claims), _) => IntrospectionResponse::of_jwt(claims, &token.terms, &scope),
            (None, Some(legal)) => {
                let claims = self.0.claims.client_token(&token, legal);
                IntrospectionResponse::of_opaque(&claims, &token.terms, &scope)
            }
            (None, None) => IntrospectionResponse::inactive(),
        }
    }

    fn stamps_are_fresh(&self) -> bool {
        let now = self.0.access.standing.ambient.now();
        self.0.stamps_known.known_at().is_some_and(|known_at| known_at.plus(OLDEST) > now)
    }

    async fn access_token(&self, token: &str) -> Result<Option<Known>, PortError> {
        match self.0.access.read_any(token).await {
            Ok(access) => Ok(Some(access)),
            Err(AccessRefusal::Invalid(_)) => Ok(None),
            Err(AccessRefusal::Port(error)) => Err(error),
        }
    }

    async fn refresh_token(&self, caller: &Client, token: &str) -> Result<Option<IntrospectionResponse>, PortError> {
        let Some((refresh, grant)) = self.living_refresh_token(token).await? else { return Ok(None) };
        let client = self.0.access.clients.client(&grant.client).await?;
        let told = client.filter(|client| client.disabled_at.is_none() && is_of(caller, &client.id));
        Ok(told.map(|client| IntrospectionResponse::of_refresh(&self.0.claims, &client, &grant, &refresh)))
    }

    async fn living_refresh_token(&self, token: &str) -> Result<Option<(RefreshToken, Grant)>, PortError> {
        let access = &self.0.access;
        let resting = self.0.rest.rest("refresh", token);
        let Some(refresh) = access.grants.refresh_token(&resting).await? else { return Ok(None) };
        let Some(grant) = access.grants.grant(&refresh.grant).await? else { return Ok(None) };
        let over = refresh.expires_at <= access.standing.ambient.now();
        Ok((!over && !access.standing.fallen(&grant).await?).then_some((refresh, grant)))
    }
}

/// RFC 7662 §4, RFC 8707: a client hears about what it holds, about what is meant for a resource that it serves, and about
/// the tokens of others with the right to introspect (docs/ecarts.md, T13).
fn may_hear(caller: &Client, terms: &Terms) -> bool {
    let meant_for = terms.resource.as_deref().is_some_and(|resource| caller.tokens.serves(resource));
    meant_for || is_of(caller, &terms.client)
}

fn is_of(caller: &Client, holder: &ClientId) -> bool {
    *holder == caller.id || caller.may_introspect
}
