//! The authorization endpoint: RFC 6749 §4.1.1, OpenID Connect Core 1.0 §3.1.2. An ordered list of checks, each in a
//! file of its own; then what the login needs ([`policy`]), and the code at its end ([`codes`]).

mod answer;
mod check;
pub mod codes;
pub mod policy;
mod refusal;
mod request;
mod told;

pub use answer::Answer;
pub use check::id_token_hint::HintedSubject;
pub use refusal::{AuthorizationRefusal, ErrorRedirect, PageRefusal};
pub use request::AuthorizationRequest;

use std::sync::Arc;

use ambient::Ambient;
use oidc::Parameters;

use crate::assurance::Assurance;
use crate::client::{Client, Clients};
use crate::compteur::Compteurs;
use crate::hosts::Hosts;
use crate::journal::Journal;
use crate::signing::Signing;
use check::{Asked, Fault};

/// What [`Authorization`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub clients: Arc<dyn Clients>,
    pub signing: Arc<Signing>,
    pub hosts: Hosts,
    pub assurance: Assurance,
    pub compteurs: Arc<dyn Compteurs>,
    pub journal: Arc<dyn Journal>,
}

/// Reads an authorization request and proves it.
#[derive(Clone)]
pub struct Authorization(Deps);

impl Authorization {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }

    /// Up to the redirect URI, a refusal is a page; from there on it goes back to the client, `iss` and `state` included.
    /// A refusal is in the journal before it is told.
    pub async fn check(&self, params: &Parameters) -> Result<AuthorizationRequest, AuthorizationRefusal> {
        let checked = self.read(params).await;
        if let Err(refusal) = &checked {
            told::tell(&self.0, refusal).await.map_err(PageRefusal::from)?;
        }
        checked
    }

    async fn read(&self, params: &Parameters) -> Result<AuthorizationRequest, AuthorizationRefusal> {
        let client = check::client::known(params, self.0.clients.as_ref()).await?;
        let redirect_uri = check::redirect_uri::proven(params, &client)?;
        self.prove(params, &client, &redirect_uri).await.map_err(|fault| {
            let redirect = ErrorRedirect {
                redirect_uri,
                response_mode: check::response_mode::check(params).unwrap_or_default(),
                state: params.only("state").filter(|state| state.len() <= check::state::LONGEST).map(str::to_owned),
                issuer: self.0.hosts.issuer.clone(),
                client: client.id.clone(),
                error: fault.error,
                description: fault.why.to_owned(),
            };
            AuthorizationRefusal::Redirect(redirect)
        })
    }

    async fn prove(
        &self,
        params: &Parameters,
        client: &Client,
        redirect_uri: &str,
    ) -> Result<AuthorizationRequest, Fault> {
        let asked = Asked { params, client };
        check::duplicates::check(params)?;
        check::request_object::check(params)?;
        check::response_type::check(params)?;
        let response_mode = check::response_mode::check(params)?;
        let state = check::state::check(params)?;
        let nonce = check::nonce::check(params)?;
        let scope = check::scope::check(asked)?;
        let code_challenge = check::pkce::check(asked)?;
        let prompts = check::prompt::check(params)?;
        let max_age = check::max_age::check(params)?;
        let claims = check::claims::check(params)?;
        let hint = check::id_token_hint::check(asked, &self.0.signing).await?;
        let login_hint = check::login_hint::check(params)?;
        let acr_floor = check::acr_values::check(asked, &claims, &self.0.assurance)?;
        let ui_locales = check::ui_locales::check(params);
        check::kc_idp_hint::check(params)?;
        let situation_hint = check::situation_hint::check(asked)?;
        Ok(AuthorizationRequest {
            client: client.id.clone(),
            profile: client.profile,
            issuer: self.0.hosts.issuer.clone(),
            redirect_uri: redirect_uri.to_owned(),
            response_mode,
            state,
            nonce,
            scope,
            code_challenge,
            prompts,
            max_age,
            hinted: check::claims::with_subject(hint, &claims),
            login_hint,
            acr_floor,
            moyens: self.0.assurance.reaching(client.profile, acr_floor),
            ui_locales,
            situation_hint,
            asked_at: self.0.ambient.now(),
            claims,
            resources: Vec::new(),
            dpop_jkt: None,
            pushed: None,
        })
    }
}

#[cfg(test)]
mod tests;
