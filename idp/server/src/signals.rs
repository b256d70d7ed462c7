//! What happens becomes signals: built before everything that it listens to.

use std::sync::Arc;

use ambient::{Ambient, RestKey};
use idp_core::claims::subject::{SubjectSettings, Subjects};
use idp_core::signal::{SignalDeps, Signals};
use idp_store::Sql;

use crate::config::Config;

pub fn signals(config: &Config, ambient: &Ambient, rest: &RestKey, sql: &Arc<Sql>, issuer: &str) -> Signals {
    Signals::new(SignalDeps {
        ambient: ambient.clone(),
        issuer: issuer.to_owned(),
        assurance: config.assurance,
        subjects: Subjects::new(SubjectSettings::new(config.sub_component), rest.clone()),
        clients: sql.clone(),
        grants: sql.clone(),
        streams: sql.clone(),
        outbox: sql.clone(),
    })
}
