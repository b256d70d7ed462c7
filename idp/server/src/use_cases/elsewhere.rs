use std::sync::Arc;

use idp_core::authorization::policy::Policy;
use idp_core::carte::{DemandesCarte, DemandesCarteDeps};
use idp_core::ciba::{self, Ciba, PingDeps, Pings};
use idp_core::client_auth::ClientAuthentication;
use idp_core::client_keys::ClientKeySets;
use idp_core::device::{self, DeviceAuthorization, Devices, DevicesDeps};
use idp_core::ecps::Demandes;
use idp_core::sender::Senders;
use idp_core::session::Sessions;
use idp_web::Mots;
use idp_web::ecps::EnsuiteTokio;

use super::Ground;
use crate::config::Config;

/// Logins that begin elsewhere than in a browser: services that ask by themselves, workstations that wait.
pub struct Elsewhere {
    pub ciba: Ciba,
    pub devices: Devices,
    pub device_authorization: DeviceAuthorization,
}

/// What they share with the rest.
pub struct Shared<'a> {
    pub client_auth: &'a ClientAuthentication,
    pub client_keys: &'a ClientKeySets,
    pub senders: &'a Senders,
    pub sessions: &'a Sessions,
    pub policy: Policy,
    pub demandes: Arc<Demandes>,
    pub pings: Pings,
}

impl Elsewhere {
    pub fn build(config: &Config, ground: &Ground, shared: Shared<'_>) -> Self {
        let Ground { ambient, rest, hosts, sql, presence, journal, annuaire, signing, .. } = ground;
        let devices = Devices::new(DevicesDeps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            presence: presence.clone(),
            compteurs: sql.clone(),
            journal: journal.clone(),
        });
        let device_authorization = DeviceAuthorization::new(device::Deps {
            ambient: ambient.clone(),
            hosts: hosts.clone(),
            assurance: config.assurance,
            client_auth: shared.client_auth.clone(),
            compteurs: sql.clone(),
            devices: devices.clone(),
        });
        let cards = DemandesCarte::new(DemandesCarteDeps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            autorites: ground.autorites.clone(),
            annuaire: annuaire.clone(),
            presence: presence.clone(),
            compteurs: sql.clone(),
            spent: sql.clone(),
            stamps: sql.clone(),
            ecoute: Arc::new(shared.pings.clone()),
            ensuite: Arc::new(EnsuiteTokio),
            journal: journal.clone(),
        });
        let ciba = Ciba::new(ciba::Deps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            hosts: hosts.clone(),
            settings: config.ciba,
            client_auth: shared.client_auth.clone(),
            client_keys: shared.client_keys.clone(),
            senders: shared.senders.clone(),
            signing: signing.clone(),
            assurance: config.assurance,
            policy: shared.policy,
            devices: shared.demandes,
            cards,
            annuaire: annuaire.clone(),
            metiers: Arc::new(Mots),
            sessions: shared.sessions.clone(),
            grants: sql.clone(),
            spent: sql.clone(),
            presence: presence.clone(),
            pings: shared.pings,
            ensuite: Arc::new(EnsuiteTokio),
            journal: journal.clone(),
        });
        Self { ciba, devices, device_authorization }
    }
}

/// Who tells clients that somebody answered.
pub fn pings(ground: &Ground) -> Pings {
    let Ground { ambient, rest, presence, journal, calls, .. } = ground;
    Pings::new(PingDeps {
        ambient: ambient.clone(),
        rest: rest.clone(),
        presence: presence.clone(),
        clients: ground.clients.clone(),
        calls: calls.clone(),
        pause: Arc::new(EnsuiteTokio),
        journal: journal.clone(),
    })
}
