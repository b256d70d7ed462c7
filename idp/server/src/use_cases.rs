//! Every use case of the provider, over the ports that wiring opened.

mod ecps;
mod elsewhere;
mod endings;
mod espace;
mod ground;
mod keyring;
mod requests;
mod transmitter;

pub use ground::Ground;

use std::sync::Arc;

use ambient::Timestamp;
use idp_core::access::AccessTokens;
use idp_core::answers::Answers;
use idp_core::authorization::codes::Codes;
use idp_core::authorization::policy::Policy;
use idp_core::authorization::{Authorization, Responses};
use idp_core::carte::{Lecture, LectureDeps, Retraits, Tickets};
use idp_core::ciba::Ciba;
use idp_core::claims::Claims;
use idp_core::claims::subject::Subjects;
use idp_core::client::Clients;
use idp_core::client_auth::{self, ClientAuthentication};
use idp_core::client_keys::{ClientKeySets, KeySetSettings};
use idp_core::device::{DeviceAuthorization, Devices};
use idp_core::ecps::{Activations, Demandes, Navigateurs, Reponses};
use idp_core::hosts::Hosts;
use idp_core::interaction::{InteractionSettings, Interactions, LoginDeps, LoginLimits, Logins};
use idp_core::introspection::{self, Introspection, StampsKnown};
use idp_core::journal::Journal;
use idp_core::logout::{self, Departures, Logout, SessionEnds};
use idp_core::par::PushedRequests;
use idp_core::passkey::Keyring;
use idp_core::registration::{self, RegistrationSettings, Registrations};
use idp_core::revocation::{self, Revocation};
use idp_core::sender::{self, Senders};
use idp_core::session::Sessions;
use idp_core::signal::{Streaming, Transmission};
use idp_core::signing::Signing;
use idp_core::token::{self, Standing, Tokens};
use idp_core::userinfo::{self, Userinfo};
use idp_outbound::Fraicheur;

use crate::config::{Config, Mode, Pkce};
use crate::registrar::registrar;
use crate::tellers::Tellers;
use elsewhere::{Elsewhere, Shared, pings};
use endings::Endings;
use espace::Espaces;
use requests::Requests;
use transmitter::Transmitter;

pub struct UseCases {
    pub hosts: Hosts,
    pub subjects: Subjects,
    pub signing: Arc<Signing>,
    pub authorization: Authorization,
    pub par: PushedRequests,
    pub responses: Responses,
    pub logins: Logins,
    pub keyring: Keyring,
    pub espaces: Espaces,
    pub lecture: Lecture,
    pub sessions: Sessions,
    pub tokens: Tokens,
    pub ciba: Ciba,
    pub devices: Devices,
    pub device_authorization: DeviceAuthorization,
    pub senders: Senders,
    pub userinfo: Userinfo,
    pub introspection: Introspection,
    pub revocation: Revocation,
    pub logout: Logout,
    pub ends: SessionEnds,
    pub departures: Departures,
    pub retraits: Retraits,
    pub streaming: Streaming,
    pub transmission: Transmission,
    pub tellers: Tellers,
    pub activations: Arc<Activations>,
    pub reponses: Arc<Reponses>,
    /// `None`: the operator alone registers.
    pub registrations: Option<Registrations>,
    pub clients: Arc<dyn Clients>,
    pub journal: Arc<dyn Journal>,
}

/// The registry's freshness, as introspection asks for it.
struct Known(Arc<Fraicheur>);

impl StampsKnown for Known {
    fn known_at(&self) -> Option<Timestamp> {
        self.0.confirmee_le()
    }
}

impl UseCases {
    pub fn build(config: &Config, ground: Ground) -> Self {
        let Ground { ambient, rest, hosts, sql, presence, journal, annuaire, fraicheur, signing, autorites, .. } =
            &ground;
        let (ambient, rest, hosts, sql) = (ambient.clone(), rest.clone(), hosts.clone(), sql.clone());
        let (presence, journal, annuaire) = (presence.clone(), journal.clone(), annuaire.clone());
        let (fraicheur, signing, autorites) = (fraicheur.clone(), signing.clone(), autorites.clone());
        let subjects = Subjects::new(config.subjects(), rest.clone());
        let sessions = Sessions::new(ambient.clone(), rest.clone(), config.lifetimes, presence.clone(), sql.clone());
        let sessions = sessions.at_most(config.mode.sessions());
        let codes = Codes::new(ambient.clone(), rest.clone(), presence.clone(), config.lifetimes);
        let claims = Claims {
            hosts: hosts.clone(),
            subjects: subjects.clone(),
            lifetimes: config.lifetimes,
            assurance: config.assurance,
            settings: config.claims.clone(),
        };
        let standing = Standing {
            ambient: ambient.clone(),
            stamps: sql.clone(),
            sessions: Arc::new(sessions.clone()),
            annuaire: annuaire.clone(),
        };
        let client_keys = ClientKeySets::new(ambient.clone(), ground.documents.clone(), KeySetSettings::default());
        let client_auth = ClientAuthentication::new(client_auth::Deps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            hosts: hosts.clone(),
            clients: ground.clients.clone(),
            keys: client_keys.clone(),
            machines: ground.machines.clone(),
            compteurs: sql.clone(),
            spent: sql.clone(),
            journal: journal.clone(),
        });
        let senders = Senders::new(sender::Deps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            spent: sql.clone(),
            settings: config.senders,
        });
        let access = AccessTokens {
            rest: rest.clone(),
            signing: signing.clone(),
            clients: ground.clients.clone(),
            grants: sql.clone(),
            client_tokens: sql.clone(),
            standing: standing.clone(),
        };
        let answers = Answers { signing: signing.clone(), keys: client_keys.clone() };
        let requests = Requests::build(config, &ground, &client_auth, &senders, &client_keys);
        let Transmitter { streaming, transmission } = Transmitter::build(&ground, &access, &senders);
        let Endings { ends, departures, retraits, tellers } =
            Endings::build(config, &ground, &sessions, &subjects, (&client_keys, &transmission));
        let pings = pings(&ground);
        let socle = Arc::new(ecps::socle(config.mode, &ground, pings.clone()));
        let demandes = Arc::new(Demandes::new(socle.clone()));
        let keyring = keyring::keyring(config, &ground);
        let espaces = Espaces::build(&ground, (&sessions, &ends), (&socle, &demandes), &keyring);
        let policy = Policy::new(config.assurance, subjects.clone());
        let shared = Shared {
            client_auth: &client_auth,
            client_keys: &client_keys,
            senders: &senders,
            sessions: &sessions,
            policy: policy.clone(),
            demandes: demandes.clone(),
            pings,
        };
        let Elsewhere { ciba, devices, device_authorization } = Elsewhere::build(config, &ground, shared);
        let interactions =
            Interactions::new(ambient.clone(), rest.clone(), InteractionSettings::default(), presence.clone());
        let tickets = Tickets::new(ambient.clone(), rest.clone(), presence, sql.clone());
        let registrations = registration::Deps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            hosts: hosts.clone(),
            settings: RegistrationSettings {
                local: config.mode == Mode::Sandbox,
                pkce: config.registration.pkce == Pkce::Demanded,
                implicit: config.registration.implicit(),
            },
            subjects: subjects.clone(),
            clients: ground.clients.clone(),
            registrar: registrar(&ambient, ground.clients.clone(), &sql, journal.clone()),
            initial: sql.clone(),
            documents: ground.documents.clone(),
            compteurs: sql.clone(),
            journal: journal.clone(),
        };
        let tokens = Tokens::new(token::Deps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            client_auth: client_auth.clone(),
            senders: senders.clone(),
            codes: codes.clone(),
            ciba: ciba.clone(),
            devices: devices.clone(),
            grants: sql.clone(),
            stamps: sql.clone(),
            standing,
            claims: claims.clone(),
            access: access.clone(),
            answers: answers.clone(),
            signing: signing.clone(),
            journal: journal.clone(),
        });
        Self {
            registrations: config.registration.open().then(|| Registrations::new(registrations)),
            par: requests.par,
            authorization: requests.authorization,
            responses: requests.responses,
            logins: Logins::new(LoginDeps {
                ambient: ambient.clone(),
                rest: rest.clone(),
                limits: LoginLimits::default(),
                interactions: interactions.clone(),
                sessions: sessions.clone(),
                ends: ends.clone(),
                navigateurs: Navigateurs::new(ambient.clone(), rest.clone()),
                telephone: demandes,
                tickets: tickets.clone(),
                keyring: keyring.clone(),
                policy,
                codes,
                tokens: Arc::new(tokens.clone()),
                devices: devices.clone(),
                pushed: requests.pushed,
                annuaire: annuaire.clone(),
                clients: ground.clients.clone(),
                grants: sql.clone(),
                compteurs: sql.clone(),
                journal: journal.clone(),
            }),
            lecture: Lecture::new(LectureDeps {
                ambient: ambient.clone(),
                rest: rest.clone(),
                autorites,
                interactions,
                tickets,
                annuaire,
                compteurs: sql.clone(),
                stamps: sql.clone(),
                journal: journal.clone(),
            }),
            tokens,
            userinfo: Userinfo::new(userinfo::Deps {
                access: access.clone(),
                claims: claims.clone(),
                senders: senders.clone(),
                answers: answers.clone(),
            }),
            introspection: Introspection::new(introspection::Deps {
                rest: rest.clone(),
                client_auth: client_auth.clone(),
                access: access.clone(),
                claims,
                answers,
                stamps_known: Arc::new(Known(fraicheur)),
            }),
            revocation: Revocation::new(revocation::Deps {
                rest: rest.clone(),
                client_auth: client_auth.clone(),
                access,
                journal: journal.clone(),
            }),
            logout: Logout::new(logout::Deps {
                rest,
                client_auth,
                clients: ground.clients.clone(),
                grants: sql.clone(),
                ends: ends.clone(),
                signing: signing.clone(),
            }),
            activations: Arc::new(Activations::new(socle.clone())),
            reponses: Arc::new(Reponses::new(socle)),
            ciba,
            keyring,
            espaces,
            devices,
            device_authorization,
            departures,
            retraits,
            streaming,
            transmission,
            tellers,
            ends,
            hosts,
            subjects,
            senders,
            signing,
            sessions,
            clients: ground.clients,
            journal,
        }
    }
}
