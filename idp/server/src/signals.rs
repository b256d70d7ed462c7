//! What happens becomes signals: built before everything that it listens to.

use std::sync::Arc;

use ambient::{Ambient, RestKey};
use idp_core::claims::subject::Subjects;
use idp_core::session::Sessions;
use idp_core::signal::{SignalDeps, Signals};

use crate::config::Config;
use crate::stores::Stores;

pub fn signals(config: &Config, ambient: &Ambient, rest: &RestKey, stores: &Stores, issuer: &str) -> Signals {
    let Stores { sql, presence, .. } = stores;
    let sessions = Sessions::new(ambient.clone(), rest.clone(), config.lifetimes, presence.clone(), sql.clone());
    Signals::new(SignalDeps {
        ambient: ambient.clone(),
        issuer: issuer.to_owned(),
        assurance: config.assurance,
        subjects: Subjects::new(config.subjects(), rest.clone()),
        clients: sql.clone(),
        grants: sql.clone(),
        stamps: sql.clone(),
        sessions: Arc::new(sessions),
        streams: sql.clone(),
        outbox: sql.clone(),
    })
}
