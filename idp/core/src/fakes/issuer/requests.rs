use std::sync::Arc;

use idp_core::assurance::Assurance;
use idp_core::authorization::object::Objects;
use idp_core::authorization::source::{References, Sources};
use idp_core::authorization::{self, Authorization, Pushed};
use idp_core::interaction::InteractionSettings;

use super::Ground;
use crate::fakes::{FakeCompteurs, ISSUER};

/// What reads an authorization request, wherever it comes.
pub fn of(ground: &Ground) -> (Pushed, Authorization) {
    let Ground { ambient, rest, hosts, presence, lifetimes, clients, signing, client_keys, documents, journal, .. } =
        ground;
    let login = InteractionSettings::default();
    let pushed = Pushed::new(ambient.clone(), rest.clone(), presence.clone(), *lifetimes, login);
    let authorization = Authorization::new(authorization::Deps {
        ambient: ambient.clone(),
        clients: clients.clone(),
        signing: signing.clone(),
        hosts: hosts.clone(),
        assurance: Assurance::default(),
        implicit: true,
        sources: Sources {
            objects: Objects::new(ambient.clone(), ISSUER.into(), client_keys.clone()),
            references: References {
                ambient: ambient.clone(),
                documents: documents.clone(),
                compteurs: Arc::new(FakeCompteurs::default()),
            },
            pushed: pushed.clone(),
        },
        compteurs: Arc::new(FakeCompteurs::default()),
        journal: journal.clone(),
    });
    (pushed, authorization)
}
