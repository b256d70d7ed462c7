//! Token revocation: RFC 7009. A refresh token takes everything of its grant with it; an access token goes alone.

use std::sync::Arc;

use ambient::RestKey;
use oidc::ErrorCode;

use crate::access::{AccessRefusal, AccessTokens};
use crate::client::Client;
use crate::client_auth::{BackChannelCall, ClientAuthRefusal, ClientAuthentication};
use crate::journal::{Acte, Journal, event};
use crate::port::PortError;
use crate::stamp::SubjectKind;
use crate::token::PublicRefusal;
use crate::token::revoke_grant;

/// What [`Revocation`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub rest: RestKey,
    pub client_auth: ClientAuthentication,
    pub access: AccessTokens,
    pub journal: Arc<dyn Journal>,
}

/// Takes tokens back from the client that holds them.
#[derive(Clone)]
pub struct Revocation(Deps);

#[derive(Debug, thiserror::Error)]
pub enum RevocationRefusal {
    #[error(transparent)]
    Client(#[from] ClientAuthRefusal),
    #[error("token is missing")]
    TokenMissing,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl RevocationRefusal {
    pub fn public(&self) -> PublicRefusal {
        match self {
            Self::Client(refusal) => refusal.public(),
            Self::TokenMissing => PublicRefusal { error: ErrorCode::InvalidRequest, description: "token is missing" },
            Self::Port(PortError::Unavailable { .. }) => PublicRefusal::OUT,
            Self::Port(_) => PublicRefusal::DEFECT,
        }
    }

    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Client(_) => "revocation.client-non-prouve",
            Self::TokenMissing => "revocation.jeton-absent",
            Self::Port(_) => "revocation.indisponible",
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Client(_) => "Authenticate by the registered method, once.",
            Self::TokenMissing => "Send the token in the form parameter token, once.",
            Self::Port(_) => "Try again in a moment; the operator looks at the health of the stores.",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Client(ClientAuthRefusal::Client { basic: false }),
            Self::TokenMissing,
            Self::Port(PortError::unavailable("grants", "no answer")),
        ]
    }
}

impl Revocation {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }

    /// §2.2: an unknown token, or one of another client, is no error and has no effect.
    pub async fn answer(&self, call: &BackChannelCall<'_>) -> Result<(), RevocationRefusal> {
        let caller = self.0.client_auth.authenticate(call).await?;
        let token = call.params.get("token").ok_or(RevocationRefusal::TokenMissing)?;
        match self.refresh_token(&caller, token).await? {
            true => Ok(()),
            false => Ok(self.access_token(&caller, token).await?),
        }
    }

    /// `false`: not a refresh token.
    async fn refresh_token(&self, caller: &Client, token: &str) -> Result<bool, PortError> {
        let access = &self.0.access;
        let Some(refresh) = access.grants.refresh_token(&self.0.rest.rest("refresh", token)).await? else {
            return Ok(false);
        };
        let grant = access.grants.grant(&refresh.grant).await?;
        if let Some(grant) = grant.filter(|grant| grant.client == caller.id) {
            let standing = &access.standing;
            revoke_grant(&standing.ambient, &*standing.stamps, &*self.0.journal, &grant, "revoked by the client")
                .await?;
        }
        Ok(true)
    }

    async fn access_token(&self, caller: &Client, token: &str) -> Result<(), PortError> {
        let known = match self.0.access.recognise(token).await {
            Ok(known) => known,
            Err(AccessRefusal::Invalid(_)) => return Ok(()),
            Err(AccessRefusal::Port(error)) => return Err(error),
        };
        if known.client().id != caller.id {
            return Ok(());
        }
        let standing = &self.0.access.standing;
        standing.stamps.raise(&SubjectKind::Token.of(known.name()), standing.ambient.now()).await?;
        let acte = Acte::new(event::TOKEN_REVOKED).with("token.id", known.name()).with("client.id", caller.id.as_str());
        self.0.journal.record(acte).await
    }
}
