use idp_core::access::AccessTokens;
use idp_core::sender::Senders;
use idp_core::signal::{ManageDeps, Streaming, Transmission, TransmissionDeps};

use super::Ground;

/// Shared Signals: the streams that receivers manage, and what is sent over them.
pub struct Transmitter {
    pub streaming: Streaming,
    pub transmission: Transmission,
}

impl Transmitter {
    pub fn build(ground: &Ground, access: &AccessTokens, senders: &Senders) -> Self {
        let Ground { ambient, hosts, sql, journal, signing, calls, .. } = ground;
        let streaming = Streaming::new(ManageDeps {
            ambient: ambient.clone(),
            hosts: hosts.clone(),
            access: access.clone(),
            senders: senders.clone(),
            streams: sql.clone(),
            outbox: sql.clone(),
            compteurs: sql.clone(),
            journal: journal.clone(),
        });
        let transmission = Transmission::new(TransmissionDeps {
            ambient: ambient.clone(),
            issuer: hosts.issuer.clone(),
            streams: sql.clone(),
            outbox: sql.clone(),
            clients: ground.clients.clone(),
            signing: signing.clone(),
            calls: calls.clone(),
            journal: journal.clone(),
        });
        Self { streaming, transmission }
    }
}
