//! Logout that a relying party starts: OpenID Connect RP-Initiated Logout 1.0, and what Pro Santé Connect makes of it
//! (facts/psc.md §4.3): `id_token_hint` alone does, an expired one too.

mod request;
mod server;

pub use request::{LogoutRefusal, ProvenLogout};
pub use server::ServerLogout;

use std::sync::Arc;

use ambient::RestKey;

use crate::client::Clients;
use crate::client_auth::ClientAuthentication;
use crate::grant::Grants;
use crate::journal::Journal;
use crate::signing::Signing;
use crate::token::SessionsVivantes;

/// What [`Logout`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub rest: RestKey,
    pub client_auth: ClientAuthentication,
    pub clients: Arc<dyn Clients>,
    pub grants: Arc<dyn Grants>,
    pub sessions: Arc<dyn SessionsVivantes>,
    pub signing: Arc<Signing>,
    pub journal: Arc<dyn Journal>,
}

/// Proves a logout request, and ends a session that a server names.
#[derive(Clone)]
pub struct Logout(Deps);

impl Logout {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }
}
