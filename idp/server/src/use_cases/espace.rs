use std::sync::Arc;

use idp_core::ecps::{Demandes, Socle, Vies};
use idp_core::espace::{self, Espace, Essais};
use idp_core::logout::SessionEnds;
use idp_core::passkey::Keyring;
use idp_core::session::Sessions;

use super::Ground;
use crate::config::Mode;

/// The person's space, and the life of the e-CPS that they end there.
pub struct Espaces {
    pub espace: Espace,
    pub essais: Essais,
    pub vies: Arc<Vies>,
}

impl Espaces {
    pub fn build(
        ground: &Ground,
        (sessions, ends): (&Sessions, &SessionEnds),
        (socle, demandes): (&Arc<Socle>, &Arc<Demandes>),
        keyring: &Keyring,
    ) -> Self {
        let vies = Arc::new(Vies::new(socle.clone()));
        let espace = Espace::new(espace::Deps {
            ambient: ground.ambient.clone(),
            sessions: sessions.clone(),
            ends: ends.clone(),
            stamps: ground.sql.clone(),
            octrois: ground.sql.clone(),
            fins: ground.sql.clone(),
            histoire: ground.histoire.clone(),
            cles: Arc::new(keyring.clone()),
            vies: vies.clone(),
            annuaire: ground.annuaire.clone(),
            clients: ground.clients.clone(),
            journal: ground.journal.clone(),
        });
        let essais = Essais::new(ground.ambient.clone(), demandes.clone(), ground.presence.clone());
        Self { espace, essais, vies }
    }
}

impl Mode {
    /// How many sessions a person has at once. Where everybody is invented, one person is many tests.
    pub(super) fn sessions(self) -> Option<usize> {
        match self {
            Self::Sandbox => None,
            Self::Production | Self::Rehearsal => Some(10),
        }
    }
}
