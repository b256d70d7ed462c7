use std::sync::Arc;

use ambient::{Ambient, MovableClock, RestKey, Timestamp};
use idp_core::assurance::Assurance;
use idp_core::authorization::codes::Codes;
use idp_core::authorization::policy::Policy;
use idp_core::authorization::{AuthorizationRequest, Pushed};
use idp_core::carte::Tickets;
use idp_core::claims::subject::{SubjectSettings, Subjects};
use idp_core::client::{Client, ClientAuth, Clients as _, Profile, SansSituation};
use idp_core::device::{Devices, DevicesDeps};
use idp_core::ecps::Navigateurs;
use idp_core::interaction::{InteractionSettings, Interactions, LoginDeps, LoginLimits, Logins};
use idp_core::key::SigningAlg;
use idp_core::lifetimes::Lifetimes;
use idp_core::logout::{EndDeps, SessionEnds};
use idp_core::moyen::MoyenKind;
use idp_core::passkey::{Keyring, KeyringDeps, PasskeySettings};
use idp_core::session::Sessions;
use oidc::{Prompts, ResponseMode, ResponseType, Scope};

use super::{
    FakeAnnuaire, FakeByBrowser, FakeCeremonies, FakeClients, FakeCompteurs, FakeEnsuite, FakeGrants, FakeJournal,
    FakeMessages, FakeNotices, FakePasskeys, FakePresence, FakeSpent, FakeStamps, FakeTelephone,
};

pub const ALBA: &str = "899900000011";
pub const BRICE: &str = "899900000029";
pub const TILLEULS: (&str, &str, &str) = ("sit-1", "690990114", "EHPAD FICTIF LES TILLEULS");
pub const VERCORS: (&str, &str, &str) = ("sit-3", "380990117", "MAS FICTIVE DU VERCORS");
pub const ISSUER: &str = "https://idp.test/auth/realms/esante-wallet";
pub const RETURN: &str = "https://tilleuls.example/retour";

/// The login with every port in memory.
pub struct FakeHouse {
    pub ambient: Ambient,
    pub clock: Arc<MovableClock>,
    pub rest: RestKey,
    pub presence: Arc<FakePresence>,
    pub annuaire: Arc<FakeAnnuaire>,
    pub telephone: Arc<FakeTelephone>,
    pub journal: Arc<FakeJournal>,
    pub clients: Arc<FakeClients>,
    pub compteurs: Arc<FakeCompteurs>,
    pub spent: Arc<FakeSpent>,
    pub stamps: Arc<FakeStamps>,
    pub ceremonies: Arc<FakeCeremonies>,
    pub messages: Arc<FakeMessages>,
    pub ensuite: Arc<FakeEnsuite>,
    pub keyring: Keyring,
    pub sessions: Sessions,
    pub interactions: Interactions,
    pub tickets: Tickets,
    pub logins: Logins,
    pub codes: Codes,
    pub devices: Devices,
    pub pushed: Pushed,
}

impl FakeHouse {
    /// With the client `dui`, Alba who works in one place, and Brice who works in two.
    pub async fn new() -> Self {
        let (ambient, clock) = Ambient::fixed(Timestamp::from_seconds(1_795_410_132), 1);
        let rest = RestKey::from_bytes(&[1; 32]);
        let presence = Arc::new(FakePresence::default());
        let annuaire = Arc::new(FakeAnnuaire::default());
        let telephone = Arc::new(FakeTelephone::new(ambient.clone()));
        let (journal, clients) = (Arc::new(FakeJournal::default()), Arc::new(FakeClients::default()));
        let (compteurs, spent) = (Arc::new(FakeCompteurs::default()), Arc::new(FakeSpent::default()));
        let stamps = Arc::new(FakeStamps::default());
        let sessions =
            Sessions::new(ambient.clone(), rest.clone(), Lifetimes::default(), presence.clone(), stamps.clone());
        let settings = InteractionSettings::default();
        let interactions = Interactions::new(ambient.clone(), rest.clone(), settings, presence.clone());
        let tickets = Tickets::new(ambient.clone(), rest.clone(), presence.clone(), spent.clone());
        let codes = Codes::new(ambient.clone(), rest.clone(), presence.clone(), Lifetimes::default());
        let pushed = Pushed::new(ambient.clone(), rest.clone(), presence.clone(), Lifetimes::default(), settings);
        let subjects = Subjects::new(SubjectSettings::new(uuid::Uuid::nil()), rest.clone());
        let grants = Arc::new(FakeGrants::default());
        let ends = SessionEnds::new(EndDeps {
            ambient: ambient.clone(),
            issuer: ISSUER.into(),
            sessions: sessions.clone(),
            grants: grants.clone(),
            clients: clients.clone(),
            subjects: subjects.clone(),
            notices: Arc::new(FakeNotices::default()),
            journal: journal.clone(),
        });
        let devices = Devices::new(DevicesDeps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            presence: presence.clone(),
            compteurs: compteurs.clone(),
            journal: journal.clone(),
        });
        let ceremonies = Arc::new(FakeCeremonies::default());
        let (messages, ensuite) = (Arc::new(FakeMessages::default()), Arc::new(FakeEnsuite::default()));
        let keyring = Keyring::new(KeyringDeps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            settings: PasskeySettings { most: 3, ..PasskeySettings::default() },
            assurance: Assurance::default(),
            ceremonies: ceremonies.clone(),
            passkeys: Arc::new(FakePasskeys::default()),
            presence: presence.clone(),
            spent: spent.clone(),
            stamps: stamps.clone(),
            annuaire: annuaire.clone(),
            messages: messages.clone(),
            ensuite: ensuite.clone(),
            journal: journal.clone(),
        });
        let logins = Logins::new(LoginDeps {
            ambient: ambient.clone(),
            rest: rest.clone(),
            limits: LoginLimits {
                par_source: 20,
                parks_par_source: 25,
                parks_par_poste: 6,
                par_personne: 5,
                questions: 4,
                ..LoginLimits::default()
            },
            interactions: interactions.clone(),
            sessions: sessions.clone(),
            ends,
            navigateurs: Navigateurs::new(ambient.clone(), rest.clone()),
            telephone: telephone.clone(),
            tickets: tickets.clone(),
            keyring: keyring.clone(),
            policy: Policy::new(Assurance::default(), subjects.clone()),
            codes: codes.clone(),
            tokens: Arc::new(FakeByBrowser),
            devices: devices.clone(),
            pushed: pushed.clone(),
            annuaire: annuaire.clone(),
            clients: clients.clone(),
            grants,
            compteurs: compteurs.clone(),
            journal: journal.clone(),
        });
        clients.register(&client()).await.unwrap();
        annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
        annuaire.hold(FakeAnnuaire::aide_soignante(BRICE, &[TILLEULS, VERCORS]));
        Self {
            ambient,
            clock,
            rest,
            presence,
            annuaire,
            telephone,
            journal,
            clients,
            compteurs,
            spent,
            stamps,
            ceremonies,
            messages,
            ensuite,
            keyring,
            sessions,
            interactions,
            tickets,
            logins,
            codes,
            devices,
            pushed,
        }
    }

    /// What the client `dui` asks for now.
    pub fn request(&self) -> AuthorizationRequest {
        AuthorizationRequest {
            client: "dui".into(),
            profile: Profile::Psc,
            issuer: ISSUER.into(),
            redirect_uri: RETURN.into(),
            response_type: ResponseType::Code,
            response_mode: ResponseMode::Query,
            state: Some("état & co".into()),
            nonce: Some("n-1".into()),
            scope: Scope::parse("openid scope_all"),
            code_challenge: None,
            prompts: Prompts::default(),
            max_age: None,
            hinted: None,
            login_hint: None,
            acr_floor: None,
            moyens: MoyenKind::ALL.to_vec(),
            ui_locales: vec![],
            situation_hint: None,
            asked_at: self.ambient.now(),
            claims: Default::default(),
            resources: Vec::new(),
            dpop_jkt: None,
            pushed: None,
            device: None,
        }
    }
}

pub fn client() -> Client {
    Client {
        id: "dui".into(),
        name: "Dossier résident".into(),
        place: "EHPAD FICTIF LES TILLEULS, tilleuls.example".into(),
        profile: Profile::Psc,
        auth: ClientAuth::ClientSecretPost { secret: "resting".into() },
        redirect_uris: vec![RETURN.into()],
        post_logout_redirect_uris: vec![],
        scopes: vec!["openid".into(), "scope_all".into()],
        id_token_alg: SigningAlg::RS256,
        pkce_required: false,
        may_introspect: false,
        may_hint_situation: true,
        structure: None,
        sans_situation: SansSituation::Refuse,
        disabled_at: None,
        grants: idp_core::client::code_and_refresh(),
        keys: idp_core::client::ClientKeys::None,
        assertion_alg: None,
        requests: idp_core::client::RequestRules::default(),
        answers: idp_core::client::AnswerRules::default(),
        tokens: idp_core::client::TokenRules::default(),
        logout: idp_core::client::LogoutRules::default(),
        ciba: None,
        subject: idp_core::client::SubjectRules::default(),
        shown: idp_core::client::Shown::default(),
        legal_person: None,
        origin: idp_core::client::Origin::Declared,
        outgoing: None,
    }
}
