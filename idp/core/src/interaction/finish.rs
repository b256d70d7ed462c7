//! The end: one code for one request.

use ambient::{ExposeSecret, SecretString};
use oidc::ErrorCode;
use sante::SituationId;

use super::logins::refused;
use super::{Interaction, LoginError, Logins, Stage, Stepped};
use crate::authorization::codes::NewGrant;
use crate::authorization::{Answer, AuthorizationRequest, is_registered};
use crate::client::Client;
use crate::journal::{Acte, event};
use crate::presence::Seen;
use crate::session::{BrowserStates, Session};
use crate::token::TokenRefusal;

impl Logins {
    /// Ends the interaction, then issues the code: of two tabs that finish together, one gets it.
    pub(super) async fn finish(
        &self,
        seen: Seen<Interaction>,
        session: &Session,
        situation: Option<SituationId>,
    ) -> Result<Stepped, LoginError> {
        let Some(request) = seen.value.stage.request().cloned() else { return Err(LoginError::Overtaken) };
        let client = self.client(&request.client).await?;
        self.0.interactions.advance(seen, Stage::Done { client: client.id.clone() }).await?;
        self.grant(&request, &client, session, situation).await.map(Stepped::answer)
    }

    /// A pushed request is answered once (RFC 9126 §4), however many tabs it was opened in. `false`: it was before.
    pub(super) async fn spend(&self, request: &AuthorizationRequest) -> Result<bool, LoginError> {
        match &request.pushed {
            Some(reference) => Ok(self.0.pushed.complete(reference).await?),
            None => Ok(true),
        }
    }

    pub(super) async fn grant(
        &self,
        request: &AuthorizationRequest,
        client: &Client,
        session: &Session,
        situation: Option<SituationId>,
    ) -> Result<Answer, LoginError> {
        if request.is_of_space() {
            return Ok(request.back());
        }
        if request.device.is_none() && !is_registered(&request.redirect_uri, client) {
            return Err(LoginError::ClientSuspendu);
        }
        if !self.spend(request).await? {
            return Ok(refused(request, ErrorCode::InvalidRequestUri, "the pushed request was already answered"));
        }
        let new = NewGrant {
            request: request.clone(),
            session: session.id.clone(),
            session_ends_at: self.0.sessions.ends_at(session),
            authentication: session.authentication.clone(),
            acr: self.0.policy.acr(client, session),
            card_present: client.requests.card_present,
            situation: situation.clone(),
        };
        if let Some(device) = &request.device {
            let in_time = self.0.devices.approve(device, new).await?;
            return Ok(request.end_of_device(if in_time { "validee" } else { "expiree" }));
        }
        let code = self.0.codes.issue(new).await?;
        let acte = Acte::new(event::AUTHORIZATION_GRANTED)
            .with("client.id", client.id.as_str())
            .with("session.id", session.id.as_str())
            .with("grant.id", self.0.codes.grant_id(code.expose_secret()).as_str())
            .with("situation.id", situation.as_ref().map(SituationId::as_str));
        self.0.journal.record(acte).await?;
        let states = BrowserStates::new(self.0.ambient.clone(), self.0.rest.clone());
        let session_state = states.session_state(client, &request.redirect_uri, &session.id);
        if request.response_type.carries_tokens() {
            return self.tokens(request, client, &code, &session_state).await;
        }
        Ok(request.success(code.expose_secret(), &session_state))
    }

    async fn tokens(
        &self,
        request: &AuthorizationRequest,
        client: &Client,
        code: &SecretString,
        session_state: &str,
    ) -> Result<Answer, LoginError> {
        match self.0.tokens.redeem(client, code.expose_secret(), request.response_type).await {
            Ok(tokens) => Ok(request.success_with_tokens(tokens, session_state)),
            Err(TokenRefusal::Port(error)) => Err(error.into()),
            Err(TokenRefusal::Grant(cause)) => Ok(refused(request, ErrorCode::AccessDenied, cause)),
            Err(refusal) => Ok(refused(request, refusal.public().error, refusal.public().description)),
        }
    }
}
