use std::sync::Arc;

use ::ecps::Attestation;
use idp_core::ciba::Pings;
use idp_core::ecps::{Limites, Reglages, Socle};
use idp_web::ecps::EnsuiteTokio;

use super::Ground;
use crate::config::Mode;

/// The ground of the e-CPS.
pub fn socle(mode: Mode, ground: &Ground, pings: Pings) -> Socle {
    Socle {
        reglages: Reglages {
            limites: mode.limits(),
            ..Reglages::new(ground.hosts.authorization.clone(), mode.attestations())
        },
        ambient: ground.ambient.clone(),
        rest_key: ground.rest.clone(),
        emballage: ground.wrap.clone(),
        annuaire: ground.annuaire.clone(),
        appareils: ground.sql.clone(),
        compteurs: ground.sql.clone(),
        spent: ground.sql.clone(),
        presence: ground.presence.clone(),
        stamps: ground.sql.clone(),
        journal: ground.journal.clone(),
        messages: ground.carriers.messages.clone(),
        notification: ground.carriers.push.clone(),
        ensuite: Arc::new(EnsuiteTokio),
        ecoute: Arc::new(pings),
    }
}

impl Mode {
    /// A rehearsal counts like production.
    fn limits(self) -> Limites {
        match self {
            Self::Sandbox => Limites::invented(),
            Self::Production | Self::Rehearsal => Limites::default(),
        }
    }

    /// A production service refuses the simulated phone.
    fn attestations(self) -> Vec<Attestation> {
        match self {
            Self::Production => vec![Attestation::None, Attestation::Hardware],
            Self::Rehearsal | Self::Sandbox => vec![Attestation::Simulated, Attestation::None, Attestation::Hardware],
        }
    }
}
