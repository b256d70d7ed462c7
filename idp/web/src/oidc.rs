//! The issuer's endpoints (facts/psc.md §1.2): what servers ask. A handler extracts, calls one use case, answers; browsers
//! that come here are sent to the authorization host, where the session lives.

mod answer;
mod back_channel;
mod browser;
mod caller;
mod certs;
mod ciba;
mod device;
mod discovery;
mod dpop_nonce;
mod introspection;
mod logout;
mod par;
mod registration;
mod revocation;
mod signals;
mod token;
mod userinfo;

use std::ops::Deref;
use std::sync::Arc;

use ::oidc::ProviderMetadata;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use caller::Reached;
use idp_core::ciba::Ciba;
use idp_core::device::DeviceAuthorization;
use idp_core::explain::{Explain, Explained, Helps};
use idp_core::hosts::Hosts;
use idp_core::introspection::Introspection;
use idp_core::logout::Logout;
use idp_core::par::PushedRequests;
use idp_core::registration::Registrations;
use idp_core::revocation::Revocation;
use idp_core::sender::Senders;
use idp_core::signal::{Streaming, Transmission};
use idp_core::signing::Signing;
use idp_core::token::Tokens;
use idp_core::userinfo::Userinfo;

/// What the endpoints call, one for all requests, and the host at which they are called.
#[derive(Clone)]
pub struct OidcState {
    endpoints: Arc<Endpoints>,
    reached: Reached,
}

pub struct Endpoints {
    pub hosts: Hosts,
    pub metadata: Arc<ProviderMetadata>,
    pub signing: Arc<Signing>,
    pub tokens: Tokens,
    pub par: PushedRequests,
    pub ciba: Ciba,
    pub device_authorization: DeviceAuthorization,
    pub senders: Senders,
    pub userinfo: Userinfo,
    pub introspection: Introspection,
    pub revocation: Revocation,
    pub logout: Logout,
    pub streaming: Streaming,
    pub transmission: Transmission,
    /// How much an error says to a stranger.
    pub explain: Explain,
    /// `None`: the operator alone registers, and the endpoint does not exist.
    pub registrations: Option<Registrations>,
}

impl Deref for OidcState {
    type Target = Endpoints;

    fn deref(&self) -> &Endpoints {
        &self.endpoints
    }
}

impl OidcState {
    pub fn new(endpoints: Endpoints) -> Self {
        Self { reached: Reached::issuer(&endpoints.hosts), endpoints: Arc::new(endpoints) }
    }

    /// What stands beside an error that came once the client was let in.
    fn help(&self, form: &back_channel::BackChannel, refusal: &impl Helps) -> Option<Explained> {
        self.explain.of(refusal, form.is_proven())
    }
}

/// Needs [`service::Peer`] in the extensions of each request. Nothing here answers a preflight: a browser of another
/// origin reads discovery and keys, nothing more.
pub fn router(state: OidcState) -> Router {
    let prefix = state.hosts.issuer_path();
    let at = |path: &str| format!("{prefix}{path}");
    // OpenID SSF §7.2: between host and path
    let between = format!("{}{prefix}", Hosts::SSF_CONFIGURATION);
    for_machines(&state)
        .route(&at(Hosts::DISCOVERY), get(discovery::get))
        .route(&at(Hosts::WALLET_DISCOVERY), get(discovery::get))
        .route(&at(Hosts::CERTS), get(certs::get))
        .route(&at(Hosts::AUTH), get(browser::authorize).post(browser::authorize_by_form))
        .route(&at(Hosts::LOGOUT), get(browser::logout).post(logout::post))
        .route(&at(Hosts::SESSION_IFRAME), get(browser::session_frame))
        .route(&at(Hosts::SSF_CONFIGURATION), get(signals::configuration))
        .route(&between, get(signals::configuration))
        .fallback(answer::unknown_path)
        .with_state(state)
}

/// The same endpoints for machines with a certificate (RFC 8705 §5), under the same paths on a host of their own; `None`
/// where mutual TLS is not offered. Its listener proves the key of each certificate, and nothing else of it.
pub fn mtls_router(state: OidcState) -> Option<Router> {
    let state = OidcState { reached: Reached::mtls(&state.hosts)?, ..state };
    Some(for_machines(&state).fallback(answer::unknown_path).with_state(state))
}

/// What a service calls, and may have to prove a key for: every address of `mtls_endpoint_aliases`.
fn for_machines(state: &OidcState) -> Router<OidcState> {
    let prefix = state.hosts.issuer_path();
    let at = |path: &str| format!("{prefix}{path}");
    let registrations = state.registrations.clone();
    let registrations = registrations.map(|registrations| registration::Open { registrations, explain: state.explain });
    let registrations = registrations.map_or_else(Router::new, |open| registration::router(&prefix, open));
    Router::new()
        .route(&at(Hosts::TOKEN), post(token::post))
        .route(&at(Hosts::PAR), post(par::post))
        .route(&at(Hosts::CIBA), post(ciba::post))
        .route(&at(Hosts::DEVICE), post(device::post))
        .route(&at(Hosts::USERINFO), get(userinfo::get).post(userinfo::post))
        .route(&at(Hosts::INTROSPECTION), post(introspection::post))
        .route(&at(Hosts::REVOCATION), post(revocation::post))
        .route(&at(Hosts::SIGNAL_STATUS), get(signals::status).post(signals::set_status))
        .route(&at(Hosts::SIGNAL_SUBJECTS_ADD), post(signals::add_subject))
        .route(&at(Hosts::SIGNAL_SUBJECTS_REMOVE), post(signals::remove_subject))
        .route(&at(Hosts::SIGNAL_VERIFICATION), post(signals::verify))
        .route(&at(Hosts::SIGNAL_POLL), post(signals::poll))
        .route(
            &at(Hosts::SIGNAL_STREAMS),
            get(signals::read)
                .post(signals::create)
                .patch(signals::update)
                .put(signals::replace)
                .delete(signals::delete),
        )
        .merge(registrations)
        .layer(from_fn_with_state(state.clone(), dpop_nonce::give))
}

#[cfg(test)]
mod tests;
