use std::sync::Arc;

use idp_core::assurance::Assurance;
use idp_core::authorization::policy::Policy;
use idp_core::carte::{DemandesCarte, DemandesCarteDeps};
use idp_core::ciba::{self, Ciba, CibaSettings, PingDeps, Pings};
use idp_core::client_auth::ClientAuthentication;
use idp_core::device::{self, DeviceAuthorization, Devices, DevicesDeps};
use idp_core::sender::Senders;

use super::Ground;
use crate::fakes::{FakeCalls, FakeCards, FakeCompteurs, FakeDevices, FakeEnsuite, FakeMetiers, FakeSpent};

/// People who answer without this browser.
pub struct Elsewhere {
    pub calls: Arc<FakeCalls>,
    pub ensuite: Arc<FakeEnsuite>,
    pub phones: Arc<FakeDevices>,
    pub pings: Pings,
    pub ciba: Ciba,
    pub devices: Devices,
    pub device_authorization: DeviceAuthorization,
}

impl Elsewhere {
    pub fn build(ground: &Ground, client_auth: &ClientAuthentication, senders: &Senders) -> Self {
        let Ground { ambient, rest, hosts, presence, clients, journal, annuaire, .. } = ground;
        let Ground { sessions, grants, subjects, client_keys, signing, .. } = ground;
        let (calls, ensuite) = (Arc::new(FakeCalls::default()), Arc::new(FakeEnsuite::default()));
        let phones = Arc::new(FakeDevices::new(ambient.clone()));
        let pings = Pings::new(PingDeps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            presence: presence.clone(),
            clients: clients.clone(),
            calls: calls.clone(),
            pause: ensuite.clone(),
            journal: journal.clone(),
        });
        let cards = DemandesCarte::new(DemandesCarteDeps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            autorites: Arc::new(FakeCards),
            annuaire: annuaire.clone(),
            presence: presence.clone(),
            compteurs: Arc::new(FakeCompteurs::default()),
            spent: Arc::new(FakeSpent::default()),
            stamps: ground.stamps.clone(),
            ecoute: Arc::new(pings.clone()),
            ensuite: ensuite.clone(),
            journal: journal.clone(),
        });
        let ciba = Ciba::new(ciba::Deps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            hosts: hosts.clone(),
            settings: CibaSettings::default(),
            client_auth: client_auth.clone(),
            client_keys: client_keys.clone(),
            senders: senders.clone(),
            signing: signing.clone(),
            assurance: Assurance::default(),
            policy: Policy::new(Assurance::default(), subjects.clone()),
            devices: phones.clone(),
            cards,
            annuaire: annuaire.clone(),
            metiers: Arc::new(FakeMetiers),
            sessions: sessions.clone(),
            grants: grants.clone(),
            spent: Arc::new(FakeSpent::default()),
            presence: presence.clone(),
            pings: pings.clone(),
            ensuite: ensuite.clone(),
            journal: journal.clone(),
        });
        let devices = Devices::new(DevicesDeps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            presence: presence.clone(),
            compteurs: Arc::new(FakeCompteurs::default()),
            journal: journal.clone(),
        });
        let device_authorization = DeviceAuthorization::new(device::Deps {
            ambient: ambient.clone(),
            hosts: hosts.clone(),
            assurance: Assurance::default(),
            client_auth: client_auth.clone(),
            compteurs: Arc::new(FakeCompteurs::default()),
            devices: devices.clone(),
        });
        Self { calls, ensuite, phones, pings, ciba, devices, device_authorization }
    }
}
