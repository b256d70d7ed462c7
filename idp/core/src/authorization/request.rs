use ambient::{Seconds, Timestamp};
use oidc::{Acr, ClaimsParameter, CodeChallenge, ErrorCode, Prompts, ResponseMode, ResponseType, Scope, TokenResponse};
use serde::{Deserialize, Serialize};

use super::{Answer, ErrorRedirect, HintedSubject};
use crate::client::{Client, ClientId, Profile};
use crate::device::DeviceId;
use crate::hosts::Hosts;
use crate::moyen::MoyenKind;

/// A request that passed every check: it can be parked on a shelf and answered later. Only
/// [`Authorization::check`](super::Authorization::check) makes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationRequest {
    pub client: ClientId,
    pub profile: Profile,
    /// Goes into every answer (RFC 9207).
    pub issuer: String,
    /// As it was sent, proven to be registered.
    pub redirect_uri: String,
    #[serde(default)]
    pub response_type: ResponseType,
    pub response_mode: ResponseMode,
    pub state: Option<String>,
    pub nonce: Option<String>,
    /// What will be granted, implicit words included, in the order of the answer.
    pub scope: Scope,
    pub code_challenge: Option<CodeChallenge>,
    pub prompts: Prompts,
    pub max_age: Option<Seconds>,
    /// Who must be the one that signs in.
    pub hinted: Option<HintedSubject>,
    /// What the login page may put into its field; proves nothing.
    pub login_hint: Option<String>,
    /// The lowest level that answers the request.
    pub acr_floor: Option<Acr>,
    /// The means that reach it, never empty: what the login page offers.
    pub moyens: Vec<MoyenKind>,
    /// In order of preference.
    pub ui_locales: Vec<String>,
    /// A situation id or a FINESS EG, from a client that may answer for the person.
    pub situation_hint: Option<String>,
    pub asked_at: Timestamp,
    /// The whole `claims` parameter, for the tokens.
    #[serde(default)]
    pub claims: ClaimsParameter,
    /// RFC 8707.
    #[serde(default)]
    pub resources: Vec<String>,
    /// RFC 9449 §10: only a proof of this key redeems the code.
    #[serde(default)]
    pub dpop_jkt: Option<String>,
    /// The pushed request that this one came by (RFC 9126), to be spent when the login completes.
    #[serde(default)]
    pub pushed: Option<String>,
    /// The device that waits for this login (RFC 8628): it gets the tokens, and the browser a last page.
    #[serde(default)]
    pub device: Option<DeviceId>,
}

impl AuthorizationRequest {
    /// What a device asks for: no browser of the client's is there to go back to, so the way back is a page of ours. An
    /// open session never answers it: a link from a stranger would take one click (RFC 8628 §5.4).
    pub(crate) fn of_device(client: &Client, hosts: &Hosts, scope: Scope, now: Timestamp) -> Self {
        Self {
            client: client.id.clone(),
            profile: client.profile,
            issuer: hosts.issuer.clone(),
            redirect_uri: hosts.device_end(),
            response_type: ResponseType::Code,
            response_mode: ResponseMode::Query,
            state: None,
            nonce: None,
            scope,
            code_challenge: None,
            prompts: Prompts::login(),
            max_age: None,
            hinted: None,
            login_hint: None,
            acr_floor: None,
            moyens: Vec::new(),
            ui_locales: Vec::new(),
            situation_hint: None,
            asked_at: now,
            claims: ClaimsParameter::default(),
            resources: Vec::new(),
            dpop_jkt: None,
            pushed: None,
            device: None,
        }
    }

    /// The last page of a login for a device: `issue` is `validee` or `expiree`.
    pub fn end_of_device(&self, issue: &str) -> Answer {
        let parameters = vec![("issue", issue.to_owned())];
        Answer { redirect_uri: self.redirect_uri.clone(), response_mode: self.response_mode, parameters }
    }

    /// The answer that carries the code: `code`, `state`, `session_state`, `iss`.
    pub fn success(&self, code: &str, session_state: &str) -> Answer {
        self.answer(vec![("code", code.to_owned())], session_state)
    }

    /// The answer that carries tokens (OpenID Connect Core 1.0 §3.2.2.5): an ID token, and the access token where it was
    /// asked for.
    pub fn success_with_tokens(&self, tokens: TokenResponse, session_state: &str) -> Answer {
        let mut parameters = Vec::new();
        if self.response_type == ResponseType::IdTokenToken {
            parameters.push(("access_token", tokens.access_token));
            parameters.push(("token_type", tokens.token_type.to_owned()));
            parameters.push(("expires_in", tokens.expires_in.to_string()));
            parameters.push(("scope", tokens.scope));
        }
        parameters.extend(tokens.id_token.map(|id_token| ("id_token", id_token)));
        self.answer(parameters, session_state)
    }

    fn answer(&self, mut parameters: Vec<(&'static str, String)>, session_state: &str) -> Answer {
        parameters.extend(self.state.clone().map(|state| ("state", state)));
        parameters.push(("session_state", session_state.to_owned()));
        parameters.push(("iss", self.issuer.clone()));
        Answer { redirect_uri: self.redirect_uri.clone(), response_mode: self.response_mode, parameters }
    }

    /// A refusal that goes back to the client; `description` is ASCII without quotes, for its developer.
    pub fn refuse(&self, error: ErrorCode, description: impl Into<String>) -> ErrorRedirect {
        ErrorRedirect {
            redirect_uri: self.redirect_uri.clone(),
            response_mode: self.response_mode,
            state: self.state.clone(),
            issuer: self.issuer.clone(),
            client: self.client.clone(),
            error,
            description: description.into(),
            compared: None,
            pause: false,
        }
    }
}
