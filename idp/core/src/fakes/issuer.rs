use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ambient::{Ambient, ExposeSecret as _, MovableClock, RestKey, Timestamp};
use idp_core::access::AccessTokens;
use idp_core::answers::Answers;
use idp_core::assurance::Assurance;
use idp_core::authorization::codes::{Codes, NewGrant};
use idp_core::authorization::object::Objects;
use idp_core::authorization::policy::Policy;
use idp_core::authorization::source::{References, Sources};
use idp_core::authorization::{self, Authorization, AuthorizationRefusal, AuthorizationRequest, Pushed, Responses};
use idp_core::ciba::{self, Ciba, CibaSettings, PingDeps, Pings};
use idp_core::claims::subject::{SubjectSettings, Subjects};
use idp_core::claims::{ClaimSettings, Claims};
use idp_core::client::{Client, ClientId, Clients as _, Registrar};
use idp_core::client_auth::{self, BackChannelCall, ClientAuthentication};
use idp_core::client_keys::{ClientKeySets, KeySetSettings};
use idp_core::device::{self, DeviceAuthorization, Devices, DevicesDeps};
use idp_core::hosts::Hosts;
use idp_core::interaction::InteractionSettings;
use idp_core::introspection::{self, Introspection, StampsKnown};
use idp_core::lifetimes::Lifetimes;
use idp_core::logout::{self, EndDeps, Logout, SessionEnds};
use idp_core::moyen::{Authentication, MoyenKind};
use idp_core::par::{self, ParRefusal, PushedRequests};
use idp_core::registration::{self, RegistrationSettings, Registrations};
use idp_core::revocation::{self, Revocation};
use idp_core::sender::{self, SenderSettings, Senders};
use idp_core::session::{Session, Sessions};
use idp_core::signal::{ManageDeps, Streaming, Transmission, TransmissionDeps};
use idp_core::signing::{self, SealKey, Signing, SigningSettings};
use idp_core::token::{self, Standing, TokenRefusal, Tokens};
use idp_core::userinfo::{self, Userinfo};
use oidc::{Parameters, PushedResponse, TokenResponse};

use super::{
    FakeAnnuaire, FakeCalls, FakeClientTokens, FakeClients, FakeCompteurs, FakeDevices, FakeDocuments, FakeEnsuite,
    FakeGrants, FakeInitialAccess, FakeJournal, FakeKeys, FakeMachines, FakeNotices, FakePresence, FakeSignals,
    FakeSpent, FakeStamps, ISSUER,
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

/// The stamps are up to date, until a test says otherwise.
pub struct FakeKnown {
    ambient: Ambient,
    pub lost: AtomicBool,
}

impl StampsKnown for FakeKnown {
    fn known_at(&self) -> Option<Timestamp> {
        (!self.lost.load(Ordering::SeqCst)).then(|| self.ambient.now())
    }
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
        signing.begin().await.unwrap();
        keys.share();
        Self::assemble(ambient, clock, rest, hosts, keys, signing)
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

    #[allow(clippy::too_many_arguments, reason = "the wiring of a test")]
    fn assemble(
        ambient: Ambient,
        clock: Arc<MovableClock>,
        rest: RestKey,
        hosts: Hosts,
        keys: Arc<FakeKeys>,
        signing: Arc<Signing>,
    ) -> Self {
        let presence = Arc::new(FakePresence::default());
        let (annuaire, clients) = (Arc::new(FakeAnnuaire::default()), Arc::new(FakeClients::default()));
        let (grants, stamps) = (Arc::new(FakeGrants::default()), Arc::new(FakeStamps::default()));
        let journal = Arc::new(FakeJournal::default());
        let initial = Arc::new(FakeInitialAccess::default());
        let lifetimes = Lifetimes::default();
        let sessions = Sessions::new(ambient.clone(), rest.clone(), lifetimes, presence.clone(), stamps.clone());
        let subjects = Subjects::new(SubjectSettings::new(uuid::Uuid::from_u128(7)), rest.clone());
        let settings = ClaimSettings { contact: true, ..ClaimSettings::default() };
        let claims = Claims { hosts: hosts.clone(), subjects: subjects.clone(), lifetimes, settings };
        let codes = Codes::new(ambient.clone(), rest.clone(), presence.clone(), lifetimes);
        let standing = Standing {
            ambient: ambient.clone(),
            stamps: stamps.clone(),
            sessions: Arc::new(sessions.clone()),
            annuaire: annuaire.clone(),
        };
        let access = AccessTokens {
            rest: rest.clone(),
            signing: signing.clone(),
            clients: clients.clone(),
            grants: grants.clone(),
            client_tokens: Arc::new(FakeClientTokens::default()),
            standing: standing.clone(),
        };
        let access_to_manage = access.clone();
        let notices = Arc::new(FakeNotices::default());
        let signals = Arc::new(FakeSignals::new(notices.clone()));
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
        let documents = Arc::new(FakeDocuments::default());
        let client_keys = ClientKeySets::new(ambient.clone(), documents.clone(), KeySetSettings::default());
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
        let documents = Arc::new(FakeDocuments::default());
        let client_keys = ClientKeySets::new(ambient.clone(), documents.clone(), KeySetSettings::default());
        let answers = Answers { signing: signing.clone(), keys: client_keys.clone() };
        let login = InteractionSettings::default();
        let pushed = Pushed::new(ambient.clone(), rest.clone(), presence.clone(), lifetimes, login);
        let authorization = Authorization::new(authorization::Deps {
            ambient: ambient.clone(),
            clients: clients.clone(),
            signing: signing.clone(),
            hosts: hosts.clone(),
            assurance: Assurance::default(),
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
        let (calls, ensuite) = (Arc::new(FakeCalls::default()), Arc::new(FakeEnsuite::default()));
        let phones = Arc::new(FakeDevices::new(ambient.clone()));
        let pings = Pings::new(PingDeps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            presence: presence.clone(),
            clients: clients.clone(),
            calls: calls.clone(),
            pause: ensuite.clone(),
            journal: journal.clone(),
        });
        let ciba = Ciba::new(ciba::Deps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            hosts: hosts.clone(),
            settings: CibaSettings::default(),
            client_auth: client_auth.clone(),
            client_keys: client_keys.clone(),
            senders: senders.clone(),
            signing: signing.clone(),
            assurance: Assurance::default(),
            policy: Policy::new(Assurance::default(), subjects.clone()),
            devices: phones.clone(),
            annuaire: annuaire.clone(),
            sessions: sessions.clone(),
            grants: grants.clone(),
            spent: Arc::new(FakeSpent::default()),
            presence: presence.clone(),
            pings: pings.clone(),
            ensuite: ensuite.clone(),
            journal: journal.clone(),
        });
        let devices = Devices::new(DevicesDeps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            presence: presence.clone(),
            compteurs: Arc::new(FakeCompteurs::default()),
            journal: journal.clone(),
        });
        let device_authorization = DeviceAuthorization::new(device::Deps {
            ambient: ambient.clone(),
            hosts: hosts.clone(),
            assurance: Assurance::default(),
            client_auth: client_auth.clone(),
            compteurs: Arc::new(FakeCompteurs::default()),
            devices: devices.clone(),
        });
        let known = Arc::new(FakeKnown { ambient: ambient.clone(), lost: AtomicBool::new(false) });
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
                access,
                journal: journal.clone(),
            }),
            registrations: Registrations::new(registration::Deps {
                ambient: ambient.clone(),
                rest: rest.clone(),
                hosts: hosts.clone(),
                settings: RegistrationSettings { local: false, pkce: true },
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
                access: access_to_manage,
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

    pub async fn register(&self, client: Client) {
        self.clients.register(&client).await.unwrap();
    }

    pub async fn check(&self, query: &str) -> Result<AuthorizationRequest, AuthorizationRefusal> {
        self.authorization.check(&Parameters::parse(query.as_bytes())).await
    }

    pub async fn push(&self, form: &str) -> Result<PushedResponse, ParRefusal> {
        let params = Parameters::parse(form.as_bytes());
        self.par.push(&BackChannelCall::plain(&params, "192.0.2.1")).await
    }

    /// A session of this person, opened now by the phone.
    pub async fn sign_in(&self, personne: &str) -> Session {
        let proof = Authentication {
            personne: personne.parse().unwrap(),
            kind: MoyenKind::Ecps,
            moyen: "appareil-1".into(),
            at: self.ambient.now(),
        };
        self.sessions.open(proof, None).await.unwrap().session
    }

    /// The code that a complete login gives for this request.
    pub async fn code(&self, query: &str, session: &Session, situation: Option<&str>) -> String {
        let request = self.check(query).await.unwrap_or_else(|refusal| panic!("{refusal}"));
        let client = self.clients.client(&request.client).await.unwrap().unwrap();
        let code = self.codes.issue(NewGrant {
            acr: self.policy.acr(&client, session),
            request,
            session: session.id.clone(),
            session_ends_at: self.sessions.ends_at(session),
            authentication: session.authentication.clone(),
            situation: situation.map(Into::into),
        });
        code.await.unwrap().expose_secret().to_owned()
    }

    pub async fn token(&self, form: &str) -> Result<TokenResponse, TokenRefusal> {
        let params = Parameters::parse(form.as_bytes());
        self.tokens.answer(&BackChannelCall::plain(&params, "192.0.2.1")).await
    }

    pub async fn change_client(&self, id: &str, change: impl FnOnce(&mut Client)) {
        let mut client = self.clients.client(&ClientId::from(id)).await.unwrap().unwrap();
        change(&mut client);
        self.register(client).await;
    }
}
