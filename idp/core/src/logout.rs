//! Logout that a relying party starts: OpenID Connect RP-Initiated Logout 1.0, and what Pro Santé Connect makes of it
//! (facts/psc.md §4.3): `id_token_hint` alone does, an expired one too. Whoever ends a session, [`SessionEnds`] ends it.

mod closing;
mod delivery;
mod departure;
mod ends;
mod notice;
mod request;
mod server;
mod told;
mod watch;

pub use closing::Closing;
pub use delivery::{Delivery, DeliveryDeps};
pub use departure::{Departure, DepartureId, Departures};
pub use ends::{EndDeps, SessionEnds, Why};
pub use notice::{Attempt, Followed, LOOK, Notice, NoticeId, NoticeState, Notices};
pub use request::{LogoutRefusal, ProvenLogout};
pub use server::ServerLogout;
pub use told::{How, Told};
pub use watch::Watch;

use std::sync::Arc;

use ambient::RestKey;

use crate::client::Clients;
use crate::client_auth::ClientAuthentication;
use crate::grant::Grants;
use crate::signing::Signing;

/// What [`Logout`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub rest: RestKey,
    pub client_auth: ClientAuthentication,
    pub clients: Arc<dyn Clients>,
    pub grants: Arc<dyn Grants>,
    pub ends: SessionEnds,
    pub signing: Arc<Signing>,
}

/// Proves a logout request, and ends a session that a server names.
#[derive(Clone)]
pub struct Logout(Deps);

impl Logout {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }
}

#[cfg(test)]
mod tests;
