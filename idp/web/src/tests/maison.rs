use std::sync::Arc;

use ambient::Timestamp;
use axum::Router;
use carte_cps::{Famille, RefusCarte};
use idp_core::assurance::Assurance;
use idp_core::carte::{CarteLue, Lecture, LectureDeps, Tickets, VerificationCarte};
use idp_core::client::{Client, ClientAuth};
use idp_core::ecps::{Activations, Demandes, Navigateurs};
use idp_core::espace::Essais;
use idp_core::explain::Explain;
use idp_core::interaction::{InteractionSettings, Interactions, LoginDeps, LoginLimits, Logins};
use idp_core::logout::Departures;
use idp_core::passkey::{Keyring, KeyringDeps, PasskeySettings};

use crate::fakes::{
    ALBA, BRICE, FakeAnnuaire, FakeCeremonies, FakeCompteurs, FakeEnsuite, FakeEspace, FakeIssuer, FakeMessages,
    FakePasskeys, FakeSpent, FakeTelephone, TILLEULS, VERCORS, client,
};
use crate::{Deps, Settings, State, authorization_router, carte_router};

pub const CARTE: &str = "https://carte.test";

/// Both hosts over the issuer in memory.
pub struct Maison {
    pub issuer: FakeIssuer,
    pub telephone: Arc<FakeTelephone>,
    pub fakes: FakeEspace,
    pub activations: Arc<Activations>,
    pub authorization: Router,
    pub carte: Router,
}

/// Reads a chain of one text: `CPS 899900000011`; anything else is an expired card.
struct Authorities;

impl VerificationCarte for Authorities {
    fn verifier(&self, chaine: &[Vec<u8>], _now: Timestamp) -> Result<CarteLue, RefusCarte> {
        let text = std::str::from_utf8(&chaine[0]).unwrap();
        let number = text.strip_prefix("CPS ").ok_or(RefusCarte::Expiree)?;
        Ok(CarteLue {
            identifiant: number.parse().unwrap(),
            famille: Famille::Cps,
            moyen: "issuer:01".into(),
            plafond: None,
        })
    }

    fn reconnaitre(&self, certificat: &[u8]) -> Result<CarteLue, RefusCarte> {
        self.verifier(&[certificat.to_vec()], Timestamp::from_millis(0))
    }
}

impl Maison {
    pub async fn new() -> Self {
        Self::with(true).await
    }

    /// The client `dui`, Alba who works in one place, Brice who works in two.
    pub async fn with(developer_errors: bool) -> Self {
        let issuer = FakeIssuer::new().await;
        issuer.register(dui()).await;
        issuer.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
        issuer.annuaire.hold(FakeAnnuaire::aide_soignante(BRICE, &[TILLEULS, VERCORS]));
        let telephone = Arc::new(FakeTelephone::new(issuer.ambient.clone()));
        let fakes = FakeEspace::over(&issuer);
        let state = state(&issuer, &fakes, telephone.clone(), developer_errors);
        let (authorization, carte) = (authorization_router(state.clone()), carte_router(state));
        let activations = Arc::new(Activations::new(fakes.socle.clone()));
        Self { telephone, authorization, carte, fakes, activations, issuer }
    }
}

fn dui() -> Client {
    let post_logout_redirect_uris = vec!["https://tilleuls.example/au-revoir".into()];
    Client { auth: ClientAuth::ClientSecretPost { secret: "resting".into() }, post_logout_redirect_uris, ..client() }
}

fn state(issuer: &FakeIssuer, fakes: &FakeEspace, telephone: Arc<FakeTelephone>, developer_errors: bool) -> State {
    let (ambient, rest, presence) = (issuer.ambient.clone(), issuer.rest.clone(), issuer.presence.clone());
    let compteurs = Arc::new(FakeCompteurs::default());
    let interactions =
        Interactions::new(ambient.clone(), rest.clone(), InteractionSettings::default(), presence.clone());
    let tickets = Tickets::new(ambient.clone(), rest.clone(), presence, Arc::new(FakeSpent::default()));
    let keyring = Keyring::new(KeyringDeps {
        ambient: ambient.clone(),
        rest: rest.clone(),
        settings: PasskeySettings::default(),
        assurance: Assurance::default(),
        ceremonies: Arc::new(FakeCeremonies::default()),
        passkeys: Arc::new(FakePasskeys::default()),
        presence: issuer.presence.clone(),
        spent: Arc::new(FakeSpent::default()),
        stamps: issuer.stamps.clone(),
        annuaire: issuer.annuaire.clone(),
        messages: Arc::new(FakeMessages::default()),
        ensuite: Arc::new(FakeEnsuite::default()),
        journal: issuer.journal.clone(),
    });
    let logins = Logins::new(LoginDeps {
        ambient: ambient.clone(),
        rest: rest.clone(),
        limits: LoginLimits::default(),
        interactions: interactions.clone(),
        sessions: issuer.sessions.clone(),
        ends: issuer.ends.clone(),
        navigateurs: Navigateurs::new(ambient.clone(), rest.clone()),
        telephone,
        tickets: tickets.clone(),
        keyring: keyring.clone(),
        policy: issuer.policy.clone(),
        codes: issuer.codes.clone(),
        tokens: Arc::new(issuer.tokens.clone()),
        devices: issuer.devices.clone(),
        pushed: issuer.pushed.clone(),
        annuaire: issuer.annuaire.clone(),
        clients: issuer.clients.clone(),
        grants: issuer.grants.clone(),
        compteurs: compteurs.clone(),
        journal: issuer.journal.clone(),
    });
    let lecture = Lecture::new(LectureDeps {
        ambient: ambient.clone(),
        rest: rest.clone(),
        autorites: Arc::new(Authorities),
        interactions,
        tickets,
        annuaire: issuer.annuaire.clone(),
        compteurs,
        stamps: issuer.stamps.clone(),
        journal: issuer.journal.clone(),
    });
    let realm = "esante-wallet".to_owned();
    let explain = if developer_errors { Explain::Developer } else { Explain::Nothing };
    let settings = Settings { realm, hosts: issuer.hosts.clone(), carte: CARTE.to_owned(), explain, ruban: None };
    State::new(Deps {
        ambient,
        rest,
        settings,
        authorization: issuer.authorization.clone(),
        responses: issuer.responses.clone(),
        logins,
        keyring,
        espace: fakes.espace.clone(),
        essais: Essais::new(
            issuer.ambient.clone(),
            Arc::new(Demandes::new(fakes.socle.clone())),
            issuer.presence.clone(),
        ),
        activations: Arc::new(Activations::new(fakes.socle.clone())),
        devices: issuer.devices.clone(),
        lecture,
        sessions: issuer.sessions.clone(),
        logout: issuer.logout.clone(),
        ends: issuer.ends.clone(),
        departures: Departures::new(issuer.ambient.clone(), issuer.presence.clone()),
        clients: issuer.clients.clone(),
        journal: issuer.journal.clone(),
    })
}
