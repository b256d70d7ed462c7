//! The authorization endpoint: RFC 6749 §4.1.1, OpenID Connect Core 1.0 §3.1.2. Where the parameters are ([`source`]), then
//! an ordered list of checks, each in a file of its own; then what the login needs ([`policy`]), the code at its end
//! ([`codes`]), and the answer as its mode wants it ([`Responses`]).

mod answer;
pub(crate) mod check;
pub mod codes;
pub mod object;
pub mod policy;
mod pushed;
mod refusal;
mod request;
mod responses;
pub mod source;
mod told;

pub use answer::Answer;
pub use check::Fault;
pub use check::id_token_hint::HintedSubject;
pub(crate) use check::redirect_uri::is_registered;
pub use check::route;
pub use pushed::{Pushed, PushedRequest};
pub use refusal::{AuthorizationRefusal, ErrorRedirect, PageRefusal};
pub use request::AuthorizationRequest;
pub use responses::Responses;

use std::sync::Arc;

use ambient::Ambient;
use oidc::{ErrorCode, Parameters};

use crate::assurance::Assurance;
use crate::client::{Client, Clients, Origin, Profile};
use crate::compteur::Compteurs;
use crate::hosts::Hosts;
use crate::journal::Journal;
use crate::signing::Signing;
use check::Asked;
use source::{Came, Sourced, Sources, Unread};

/// What [`Authorization`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub clients: Arc<dyn Clients>,
    pub signing: Arc<Signing>,
    pub hosts: Hosts,
    pub assurance: Assurance,
    /// Of the realm: [`crate::registration::RegistrationSettings::implicit`].
    pub implicit: bool,
    pub sources: Sources,
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

    /// What a browser brought. Up to the redirect URI, a refusal is a page; from there on it goes back to the client, `iss`
    /// and `state` included. A refusal is in the journal before it is told.
    pub async fn check(&self, params: &Parameters) -> Result<AuthorizationRequest, AuthorizationRefusal> {
        let checked = self.read(params).await;
        if let Err(refusal) = &checked {
            told::tell(&self.0, refusal).await.map_err(PageRefusal::from)?;
        }
        checked
    }

    /// The same checks on what an authenticated client pushed (RFC 9126 §2.1); a refusal is for the client alone. Also
    /// says what of it is to be kept.
    pub(crate) async fn check_pushed(
        &self,
        sent: &Parameters,
        client: &Client,
    ) -> Result<(AuthorizationRequest, Sourced), Unread> {
        let sourced = self.0.sources.posted(sent, client).await?;
        let redirect_uri = check::redirect_uri::proven(&sourced.params, client).map_err(|refusal| match refusal {
            PageRefusal::Unavailable(cause) => Unread::Unavailable(cause),
            PageRefusal::RedirectUriMissing(_) => Unread::unproven(Fault::request("redirect_uri is missing")),
            _ => Unread::unproven(unregistered(client, &sourced.params)),
        })?;
        let request = self.prove(&sourced, client, &redirect_uri).await.map_err(Unread::unproven)?;
        Ok((request, sourced))
    }

    async fn read(&self, sent: &Parameters) -> Result<AuthorizationRequest, AuthorizationRefusal> {
        let client = check::client::known(sent, self.0.clients.as_ref()).await?;
        let sourced = match self.0.sources.browsed(sent, &client).await {
            Ok(sourced) => sourced,
            Err(unread) => return Err(self.unread(sent, &client, unread)),
        };
        let redirect_uri = check::redirect_uri::proven(&sourced.params, &client)?;
        let proven = self.prove(&sourced, &client, &redirect_uri).await;
        proven.map_err(|fault| self.back(&client, redirect_uri, &sourced.params, fault).into())
    }

    /// There is no request to check. What the client signed says where to go back; for standard OpenID Connect, where a
    /// request object comes beside a valid OAuth 2.0 request (OpenID Connect Core 1.0 §6.1), that one does too.
    fn unread(&self, sent: &Parameters, client: &Client, unread: Unread) -> AuthorizationRefusal {
        let (fault, believed) = match unread {
            Unread::Fault(fault, believed) => (fault, believed.0),
            Unread::Unavailable(cause) => return PageRefusal::Unavailable(cause).into(),
        };
        let beside = client.profile == Profile::Oidc && !client.requests.signed_only && !client.requests.pushed_only;
        let candidates = [Some(&believed), beside.then_some(sent)];
        for params in candidates.into_iter().flatten() {
            if let Ok(redirect_uri) = check::redirect_uri::proven(params, client) {
                return self.back(client, redirect_uri, params, fault).into();
            }
        }
        let id = client.id.clone();
        AuthorizationRefusal::Page(match fault.error {
            ErrorCode::InvalidRequestObject => PageRefusal::RequestObject(id, fault.why),
            _ => PageRefusal::RequestUri(id, fault.why),
        })
    }

    fn back(&self, client: &Client, redirect_uri: String, params: &Parameters, fault: Fault) -> ErrorRedirect {
        let asked = Asked { params, client, came: Came::default() };
        let kind = check::response_type::of(asked, self.0.implicit).unwrap_or_default();
        ErrorRedirect {
            redirect_uri,
            response_mode: check::response_mode::check(params, kind).unwrap_or(kind.default_mode()),
            state: params.only("state").filter(|state| state.len() <= check::state::LONGEST).map(str::to_owned),
            issuer: self.0.hosts.issuer.clone(),
            client: client.id.clone(),
            error: fault.error,
            description: fault.why.to_owned(),
            compared: fault.compared,
            pause: matches!(client.origin, Origin::Dynamic { trusted: false, .. }),
        }
    }

    async fn prove(
        &self,
        sourced: &Sourced,
        client: &Client,
        redirect_uri: &str,
    ) -> Result<AuthorizationRequest, Fault> {
        let params = &sourced.params;
        let asked = Asked { params, client, came: sourced.came };
        check::duplicates::check(params)?;
        check::route::check(asked)?;
        let response_type = check::response_type::check(asked, self.0.implicit)?;
        check::grant::check(asked, response_type)?;
        check::registration::check(params)?;
        let response_mode = check::response_mode::check(params, response_type)?;
        let state = check::state::check(params)?;
        let nonce = check::nonce::check(params, response_type)?;
        let prompts = check::prompt::check(params)?;
        let scope = check::scope::by_browser(check::scope::check(asked, &prompts)?, response_type)?;
        let code_challenge = check::pkce::check(asked, response_type)?;
        let max_age = check::max_age::check(asked)?;
        let claims = check::claims::check(params)?;
        let hint = check::id_token_hint::check(asked, &self.0.signing).await?;
        let login_hint = check::login_hint::check(params)?;
        let acr_floor = check::acr_values::check(asked, &claims, &self.0.assurance)?;
        let moyens = check::amr::check(asked, &claims, self.0.assurance.reaching(client, acr_floor))?;
        let ui_locales = check::ui_locales::check(params);
        check::kc_idp_hint::check(params)?;
        let situation_hint = check::situation_hint::check(asked)?;
        let resources = check::resource::check(asked)?;
        let dpop_jkt = check::dpop_jkt::check(params, response_type)?;
        Ok(AuthorizationRequest {
            client: client.id.clone(),
            profile: client.profile,
            issuer: self.0.hosts.issuer.clone(),
            redirect_uri: redirect_uri.to_owned(),
            response_type,
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
            moyens,
            ui_locales,
            situation_hint,
            asked_at: self.0.ambient.now(),
            claims,
            resources,
            dpop_jkt,
            pushed: sourced.pushed.clone(),
            device: None,
        })
    }
}

/// Told to the client alone, which proved itself or calls the sandbox: what it registered, and what it sent.
fn unregistered(client: &Client, params: &Parameters) -> Fault {
    let sent = params.only("redirect_uri").unwrap_or_default();
    Fault::request("redirect_uri is not registered for this client").between(client.redirect_uris.join(" "), sent)
}

impl From<ErrorRedirect> for AuthorizationRefusal {
    fn from(redirect: ErrorRedirect) -> Self {
        Self::Redirect(redirect)
    }
}

#[cfg(test)]
mod tests;
