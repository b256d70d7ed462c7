use idp_core::answers::Answers;
use idp_core::authorization::object::Objects;
use idp_core::authorization::source::{References, Sources};
use idp_core::authorization::{self, Authorization, Pushed, Responses};
use idp_core::client_auth::ClientAuthentication;
use idp_core::client_keys::ClientKeySets;
use idp_core::interaction::InteractionSettings;
use idp_core::par::{self, PushedRequests};
use idp_core::sender::Senders;

use super::Ground;
use crate::config::Config;

/// Authorization requests, by whatever way they come, and what leaves by the browser.
pub struct Requests {
    pub authorization: Authorization,
    pub pushed: Pushed,
    pub par: PushedRequests,
    pub responses: Responses,
}

impl Requests {
    pub fn build(
        config: &Config,
        ground: &Ground,
        client_auth: &ClientAuthentication,
        senders: &Senders,
        keys: &ClientKeySets,
    ) -> Self {
        let Ground { ambient, rest, hosts, sql, presence, journal, signing, documents, .. } = ground;
        let login = InteractionSettings::default();
        let pushed = Pushed::new(ambient.clone(), rest.clone(), presence.clone(), config.lifetimes, login);
        let authorization = Authorization::new(authorization::Deps {
            ambient: ambient.clone(),
            clients: ground.clients.clone(),
            signing: signing.clone(),
            hosts: hosts.clone(),
            assurance: config.assurance,
            implicit: config.registration.implicit(),
            sources: Sources {
                objects: Objects::new(ambient.clone(), hosts.issuer.clone(), keys.clone()),
                references: References {
                    ambient: ambient.clone(),
                    documents: documents.clone(),
                    compteurs: sql.clone(),
                },
                pushed: pushed.clone(),
            },
            compteurs: sql.clone(),
            journal: journal.clone(),
        });
        let par = PushedRequests::new(par::Deps {
            ambient: ambient.clone(),
            client_auth: client_auth.clone(),
            authorization: authorization.clone(),
            senders: senders.clone(),
            pushed: pushed.clone(),
            settings: config.pushed,
            compteurs: sql.clone(),
            journal: journal.clone(),
        });
        let answers = Answers { signing: signing.clone(), keys: keys.clone() };
        let responses = Responses { ambient: ambient.clone(), issuer: hosts.issuer.clone(), answers };
        Self { authorization, pushed, par, responses }
    }
}
