use std::sync::Arc;

use ambient::{Ambient, RestKey};
use idp_core::authorization::{Authorization, Responses};
use idp_core::carte::Lecture;
use idp_core::client::Clients;
use idp_core::device::Devices;
use idp_core::ecps::Activations;
use idp_core::espace::{Espace, Essais};
use idp_core::explain::Explain;
use idp_core::hosts::Hosts;
use idp_core::interaction::Logins;
use idp_core::journal::Journal;
use idp_core::logout::{Departures, Logout, SessionEnds};
use idp_core::passkey::Keyring;
use idp_core::session::Sessions;
use pages::Ruban;

/// What the pages of the authorization and card hosts stand on.
#[derive(Clone)]
pub struct State(pub(crate) Arc<Deps>);

pub struct Deps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub settings: Settings,
    pub authorization: Authorization,
    pub responses: Responses,
    pub logins: Logins,
    pub keyring: Keyring,
    pub espace: Espace,
    pub essais: Essais,
    pub activations: Arc<Activations>,
    pub devices: Devices,
    pub lecture: Lecture,
    pub sessions: Sessions,
    pub logout: Logout,
    pub ends: SessionEnds,
    pub departures: Departures,
    pub clients: Arc<dyn Clients>,
    pub journal: Arc<dyn Journal>,
}

#[derive(Clone, Debug)]
pub struct Settings {
    /// In the names of the cookies; letters, digits and dashes.
    pub realm: String,
    pub hosts: Hosts,
    /// Origin of the host that asks for a card, no slash at the end.
    pub carte: String,
    /// What a page, or an error that travels through the browser, tells a developer.
    pub explain: Explain,
    pub ruban: Option<Ruban>,
}

impl State {
    pub fn new(deps: Deps) -> Self {
        Self(Arc::new(deps))
    }
}
