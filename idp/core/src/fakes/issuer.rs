mod acts;
mod elsewhere;
mod ground;
mod known;
mod requests;

pub use known::FakeKnown;

use std::sync::Arc;

use ambient::{Ambient, MovableClock, RestKey, Timestamp};
use elsewhere::Elsewhere;
use ground::Ground;
use idp_core::answers::Answers;
use idp_core::assurance::Assurance;
use idp_core::authorization::codes::Codes;
use idp_core::authorization::policy::Policy;
use idp_core::authorization::{Authorization, Pushed, Responses};
use idp_core::ciba::{Ciba, Pings};
use idp_core::claims::Claims;
use idp_core::claims::subject::Subjects;
use idp_core::client::Registrar;
use idp_core::client_auth::{self, ClientAuthentication};
use idp_core::client_keys::ClientKeySets;
use idp_core::device::{DeviceAuthorization, Devices};
use idp_core::hosts::Hosts;
use idp_core::introspection::{self, Introspection};
use idp_core::logout::{self, EndDeps, Logout, SessionEnds};
use idp_core::par::{self, PushedRequests};
use idp_core::registration::{self, RegistrationSettings, Registrations};
use idp_core::revocation::{self, Revocation};
use idp_core::sender::{self, SenderSettings, Senders};
use idp_core::session::Sessions;
use idp_core::signal::{ManageDeps, Streaming, Transmission, TransmissionDeps};
use idp_core::signing::{self, SealKey, Signing, SigningSettings};
use idp_core::token::{self, Tokens};
use idp_core::userinfo::{self, Userinfo};

use super::{
    FakeAnnuaire, FakeCalls, FakeClients, FakeCompteurs, FakeDevices, FakeDocuments, FakeEnsuite, FakeGrants,
    FakeInitialAccess, FakeJournal, FakeKeys, FakeMachines, FakeNotices, FakePresence, FakeSignals, FakeSpent,
    FakeStamps, ISSUER,
};

/// The issuer with every port in memory.
pub struct FakeIssuer {
    pub ambient: Ambient,
    pub clock: Arc<MovableClock>,
    pub rest: RestKey,
    pub hosts: Hosts,
    pub presence: Arc<FakePresence>,
    pub annuaire: Arc<FakeAnnuaire>,
    pub clients: Arc<FakeClients>,
    pub grants: Arc<FakeGrants>,
    pub stamps: Arc<FakeStamps>,
    pub journal: Arc<FakeJournal>,
    pub keys: Arc<FakeKeys>,
    pub sessions: Sessions,
    pub notices: Arc<FakeNotices>,
    pub ends: SessionEnds,
    pub subjects: Subjects,
    pub signing: Arc<Signing>,
    pub documents: Arc<FakeDocuments>,
    pub client_keys: ClientKeySets,
    pub answers: Answers,
    pub codes: Codes,
    pub pushed: Pushed,
    pub par: PushedRequests,
    pub responses: Responses,
    pub claims: Claims,
    pub authorization: Authorization,
    pub policy: Policy,
    pub client_auth: ClientAuthentication,
    pub senders: Senders,
    pub machines: Arc<FakeMachines>,
    pub tokens: Tokens,
    pub userinfo: Userinfo,
    pub introspection: Introspection,
    pub revocation: Revocation,
    pub logout: Logout,
    pub signals: Arc<FakeSignals>,
    pub streaming: Streaming,
    pub transmission: Transmission,
    pub initial: Arc<FakeInitialAccess>,
    pub registrations: Registrations,
    pub registrar: Registrar,
    pub known: Arc<FakeKnown>,
    pub calls: Arc<FakeCalls>,
    pub ensuite: Arc<FakeEnsuite>,
    pub phones: Arc<FakeDevices>,
    pub pings: Pings,
    pub ciba: Ciba,
    pub devices: Devices,
    pub device_authorization: DeviceAuthorization,
}

impl FakeIssuer {
    pub const START: Timestamp = Timestamp::from_seconds(1_795_410_132);

    pub async fn new() -> Self {
        let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        let (ambient, clock) = Ambient::fixed(Self::START, 1);
        let rest = RestKey::from_bytes(&[1; 32]);
        let hosts = Hosts { issuer: ISSUER.into(), authorization: "https://wallet.test".into(), mtls: None };
        let keys = Arc::new(FakeKeys::shared());
        let signing = Arc::new(Signing::new(Self::signing_deps(&ambient, keys.clone())));
        // its future is large, and a test's thread has two megabytes of stack
        Box::pin(signing.begin()).await.unwrap();
        keys.share();
        Self::assemble(clock, Ground::lay(ambient, rest, hosts, keys, signing))
    }

    /// What a node of this issuer signs with.
    pub fn signing_deps(ambient: &Ambient, keys: Arc<FakeKeys>) -> signing::Deps {
        signing::Deps {
            ambient: ambient.clone(),
            keys,
            seal: SealKey::from_bytes(&[2; 32]).unwrap(),
            vault: None,
            journal: Arc::new(FakeJournal::default()),
            issuer: ISSUER.into(),
            settings: SigningSettings::default(),
        }
    }

    fn assemble(clock: Arc<MovableClock>, ground: Ground) -> Self {
        let Ground { ambient, rest, hosts, keys, signing, presence, annuaire, clients, grants, stamps, .. } =
            ground.clone();
        let Ground { journal, sessions, subjects, claims, codes, standing, access, .. } = ground.clone();
        let Ground { notices, signals, documents, client_keys, answers, .. } = ground.clone();
        let initial = Arc::new(FakeInitialAccess::default());
        let registrar = Registrar {
            ambient: ambient.clone(),
            clients: clients.clone(),
            stamps: stamps.clone(),
            streams: signals.clone(),
            journal: journal.clone(),
        };
        let ends = SessionEnds::new(EndDeps {
            ambient: ambient.clone(),
            issuer: ISSUER.into(),
            sessions: sessions.clone(),
            grants: grants.clone(),
            clients: clients.clone(),
            subjects: subjects.clone(),
            notices: notices.clone(),
            journal: journal.clone(),
        });
        let machines = Arc::new(FakeMachines::default());
        let client_auth = ClientAuthentication::new(client_auth::Deps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            hosts: hosts.clone(),
            clients: clients.clone(),
            keys: client_keys.clone(),
            machines: machines.clone(),
            compteurs: Arc::new(FakeCompteurs::default()),
            spent: Arc::new(FakeSpent::default()),
            journal: journal.clone(),
        });
        let senders = Senders::new(sender::Deps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            spent: Arc::new(FakeSpent::default()),
            settings: SenderSettings::default(),
        });
        let (pushed, authorization) = requests::of(&ground);
        let Elsewhere { calls, ensuite, phones, pings, ciba, devices, device_authorization } =
            Elsewhere::build(&ground, &client_auth, &senders);
        let known = Arc::new(FakeKnown::new(&ambient));
        Self {
            par: PushedRequests::new(par::Deps {
                ambient: ambient.clone(),
                client_auth: client_auth.clone(),
                authorization: authorization.clone(),
                senders: senders.clone(),
                pushed: pushed.clone(),
                settings: par::PushSettings::default(),
                compteurs: Arc::new(FakeCompteurs::default()),
                journal: journal.clone(),
            }),
            authorization,
            responses: Responses { ambient: ambient.clone(), issuer: ISSUER.into(), answers: answers.clone() },
            policy: Policy::new(Assurance::default(), subjects.clone()),
            tokens: Tokens::new(token::Deps {
                ambient: ambient.clone(),
                rest: rest.clone(),
                client_auth: client_auth.clone(),
                senders: senders.clone(),
                codes: codes.clone(),
                ciba: ciba.clone(),
                devices: devices.clone(),
                grants: grants.clone(),
                stamps: stamps.clone(),
                standing,
                claims: claims.clone(),
                access: access.clone(),
                answers: answers.clone(),
                signing: signing.clone(),
                journal: journal.clone(),
            }),
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
                claims: claims.clone(),
                answers: answers.clone(),
                stamps_known: known.clone(),
            }),
            revocation: Revocation::new(revocation::Deps {
                rest: rest.clone(),
                client_auth: client_auth.clone(),
                access: access.clone(),
                journal: journal.clone(),
            }),
            registrations: Registrations::new(registration::Deps {
                ambient: ambient.clone(),
                rest: rest.clone(),
                hosts: hosts.clone(),
                settings: RegistrationSettings { local: false, pkce: true, implicit: true },
                subjects: subjects.clone(),
                clients: clients.clone(),
                registrar: registrar.clone(),
                initial: initial.clone(),
                documents: documents.clone(),
                compteurs: Arc::new(FakeCompteurs::default()),
                journal: journal.clone(),
            }),
            registrar,
            initial,
            streaming: Streaming::new(ManageDeps {
                ambient: ambient.clone(),
                hosts: hosts.clone(),
                access: access.clone(),
                senders: senders.clone(),
                streams: signals.clone(),
                outbox: signals.clone(),
                compteurs: Arc::new(FakeCompteurs::default()),
                journal: journal.clone(),
            }),
            transmission: Transmission::new(TransmissionDeps {
                ambient: ambient.clone(),
                issuer: ISSUER.into(),
                streams: signals.clone(),
                outbox: signals.clone(),
                clients: clients.clone(),
                signing: signing.clone(),
                calls: calls.clone(),
                journal: journal.clone(),
            }),
            signals,
            logout: Logout::new(logout::Deps {
                rest: rest.clone(),
                client_auth: client_auth.clone(),
                clients: clients.clone(),
                grants: grants.clone(),
                ends: ends.clone(),
                signing: signing.clone(),
            }),
            ambient,
            clock,
            rest,
            hosts,
            presence,
            annuaire,
            clients,
            grants,
            stamps,
            journal,
            keys,
            sessions,
            notices,
            ends,
            subjects,
            signing,
            documents,
            client_keys,
            answers,
            codes,
            pushed,
            claims,
            client_auth,
            senders,
            machines,
            known,
            calls,
            ensuite,
            phones,
            pings,
            ciba,
            devices,
            device_authorization,
        }
    }
}
