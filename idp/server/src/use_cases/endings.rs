use idp_core::answers::Answers;
use idp_core::carte::{RetraitDeps, Retraits};
use idp_core::claims::subject::Subjects;
use idp_core::client_keys::ClientKeySets;
use idp_core::logout::{Delivery, DeliveryDeps, Departures, EndDeps, SessionEnds, Watch};
use idp_core::session::Sessions;
use idp_core::signal::Transmission;

use super::Ground;
use crate::config::Config;
use crate::tellers::Tellers;

/// How sessions end, and who hears of it.
pub struct Endings {
    pub ends: SessionEnds,
    pub departures: Departures,
    pub retraits: Retraits,
    pub tellers: Tellers,
}

impl Endings {
    pub fn build(
        config: &Config,
        ground: &Ground,
        sessions: &Sessions,
        subjects: &Subjects,
        (keys, transmission): (&ClientKeySets, &Transmission),
    ) -> Self {
        let Ground { ambient, hosts, sql, presence, journal, signing, calls, signals, .. } = ground;
        let ends = SessionEnds::new(EndDeps {
            ambient: ambient.clone(),
            issuer: hosts.issuer.clone(),
            sessions: sessions.clone(),
            grants: sql.clone(),
            clients: ground.clients.clone(),
            subjects: subjects.clone(),
            notices: sql.clone(),
            journal: journal.clone(),
        });
        let delivery = Delivery::new(DeliveryDeps {
            ambient: ambient.clone(),
            issuer: hosts.issuer.clone(),
            notices: sql.clone(),
            clients: ground.clients.clone(),
            answers: Answers { signing: signing.clone(), keys: keys.clone() },
            calls: calls.clone(),
            journal: journal.clone(),
        });
        let retraits = Retraits::new(RetraitDeps {
            ambient: ambient.clone(),
            autorites: ground.autorites.clone(),
            sessions: sessions.clone(),
            ends: ends.clone(),
            grants: sql.clone(),
            stamps: sql.clone(),
            journal: journal.clone(),
        });
        let watch = Watch::new(ends.clone(), sql.clone(), config.lifetimes);
        let (signals, transmission) = (signals.clone(), transmission.clone());
        let tellers = Tellers { watch, delivery, signals, transmission };
        let departures = Departures::new(ambient.clone(), presence.clone());
        Self { ends, departures, retraits, tellers }
    }
}
