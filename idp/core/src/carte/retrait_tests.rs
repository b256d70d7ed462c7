use ambient::{ExposeSecret as _, Seconds};
use oidc::TokenResponse;

use super::{RefusLecture, RetraitDeps, Retraits};
use crate::authorization::policy::{Interaction, Reason};
use crate::client::{Client, ClientAuth, Clients as _, RequestRules};
use crate::client_auth::ClientAuthentication;
use crate::fakes::{ALBA, FakeAnnuaire, FakeCards, FakeIssuer, TILLEULS, client};
use crate::journal::event::{CARD_LEFT, GRANT_REVOKED};
use crate::moyen::{Authentication, MoyenKind};
use crate::session::Session;

const CARD: &[u8] = b"CPS 899900000011";
const BACK: &str = "https%3A%2F%2Ftilleuls.example%2Fretour";

struct Bureau {
    house: FakeIssuer,
    retraits: Retraits,
}

/// `dmp` wants the card to stay in its reader, `dui` does not.
async fn bureau() -> Bureau {
    let house = FakeIssuer::new().await;
    let secret = ClientAuthentication::rest_secret(&house.rest, "s3cret");
    let scopes = vec!["openid".into(), "scope_all".into()];
    let dui = Client { auth: ClientAuth::ClientSecretPost { secret }, scopes, ..client() };
    let requests = RequestRules { card_present: true, ..dui.requests.clone() };
    house.register(Client { id: "dmp".into(), requests, ..dui.clone() }).await;
    house.register(dui).await;
    house.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
    let retraits = Retraits::new(RetraitDeps {
        ambient: house.ambient.clone(),
        autorites: std::sync::Arc::new(FakeCards),
        sessions: house.sessions.clone(),
        ends: house.ends.clone(),
        grants: house.grants.clone(),
        stamps: house.stamps.clone(),
        journal: house.journal.clone(),
    });
    Bureau { house, retraits }
}

fn redemption(client: &str, code: &str) -> String {
    format!("grant_type=authorization_code&client_id={client}&client_secret=s3cret&code={code}&redirect_uri={BACK}")
}

fn query(client: &str) -> String {
    format!(
        "client_id={client}&response_type=code&redirect_uri={BACK}&scope=openid+scope_all&acr_values=eidas1&state=s&nonce=n"
    )
}

impl Bureau {
    async fn by_card(&self) -> Session {
        self.house.sessions.open(self.proof(MoyenKind::Carte, FakeCards::MOYEN), None).await.unwrap().session
    }

    fn proof(&self, kind: MoyenKind, moyen: &str) -> Authentication {
        let (personne, at) = (ALBA.parse().unwrap(), self.house.ambient.now());
        Authentication { personne, kind, moyen: moyen.to_owned(), at, plafond: None }
    }

    async fn code(&self, client: &str, session: &Session) -> String {
        self.house.code(&query(client), session, Some("sit-1")).await
    }

    async fn tokens(&self, client: &str, session: &Session) -> TokenResponse {
        let code = self.code(client, session).await;
        self.house.token(&redemption(client, &code)).await.unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    async fn goes_on(&self, client: &str, tokens: &TokenResponse) -> bool {
        let refresh = tokens.refresh_token.as_deref().unwrap();
        let form = format!("grant_type=refresh_token&client_id={client}&client_secret=s3cret&refresh_token={refresh}");
        self.house.token(&form).await.is_ok()
    }

    /// Why this client's next request would ask the person of this session again.
    async fn asks(&self, client: &str, session: &Session) -> Option<Reason> {
        let request = self.house.check(&query(client)).await.unwrap();
        let client = self.house.clients.client(&request.client).await.unwrap().unwrap();
        let session = self.house.sessions.named(&session.id).await.unwrap();
        match self.house.policy.login(&request, &client, session.as_ref(), self.house.ambient.now()) {
            Some(Interaction::Login(reason)) => Some(reason),
            _ => None,
        }
    }
}

// requirement: X06
#[tokio::test]
async fn a_card_that_leaves_ends_what_a_service_holds_that_wants_it_there() {
    let bureau = bureau().await;
    let session = bureau.by_card().await;
    let (dui, dmp) = (bureau.tokens("dui", &session).await, bureau.tokens("dmp", &session).await);
    assert_eq!(bureau.asks("dmp", &session).await, None);

    assert_eq!(bureau.retraits.retiree(CARD).await.unwrap(), 1);
    assert!(!bureau.goes_on("dmp", &dmp).await);
    assert!(bureau.goes_on("dui", &dui).await, "who did not ask for it goes on");
    assert_eq!(bureau.asks("dmp", &session).await, Some(Reason::CardLeft), "the session is no answer any more");
    assert_eq!(bureau.asks("dui", &session).await, None);
    assert!(bureau.house.journal.events().contains(&GRANT_REVOKED));
    assert!(bureau.house.journal.events().contains(&CARD_LEFT));

    bureau.house.clock.advance(Seconds(1));
    let again = bureau.by_card().await;
    assert_eq!(bureau.asks("dmp", &again).await, None, "the card is back, and was asked for");
    let back = bureau.tokens("dmp", &again).await;
    assert!(bureau.goes_on("dmp", &back).await);
    bureau.house.clock.advance(Seconds(1));
    assert_eq!(bureau.retraits.retiree(CARD).await.unwrap(), 1, "what ended at the first time is not told again");
}

// requirement: X06
#[tokio::test]
async fn a_code_that_left_before_the_card_did_is_worth_nothing() {
    let bureau = bureau().await;
    let session = bureau.by_card().await;
    let (dui, dmp) = (bureau.code("dui", &session).await, bureau.code("dmp", &session).await);
    bureau.house.clock.advance(Seconds(1));
    bureau.retraits.retiree(CARD).await.unwrap();
    assert!(bureau.house.token(&redemption("dmp", &dmp)).await.is_err());
    assert!(bureau.house.token(&redemption("dui", &dui)).await.is_ok(), "who did not ask for it goes on");
}

// requirement: X06
#[tokio::test]
async fn another_means_in_the_same_session_does_not_keep_what_the_card_opened() {
    let bureau = bureau().await;
    let card = bureau.proof(MoyenKind::Carte, FakeCards::MOYEN);
    let opened = bureau.house.sessions.open(card, None).await.unwrap();
    let by_card = bureau.tokens("dmp", &opened.session).await;
    bureau.house.clock.advance(Seconds(1));
    let passkey = bureau.proof(MoyenKind::Passkey, "passkey-1");
    let stronger = bureau.house.sessions.open(passkey, Some(opened.cookie.expose_secret())).await.unwrap();
    assert_eq!(stronger.session.id, opened.session.id);
    let by_passkey = bureau.tokens("dmp", &stronger.session).await;
    assert_eq!(bureau.retraits.retiree(CARD).await.unwrap(), 1);
    assert!(!bureau.goes_on("dmp", &by_card).await);
    assert!(bureau.goes_on("dmp", &by_passkey).await, "it rests on the passkey");
}

// requirement: X06
#[tokio::test]
async fn a_card_that_expired_in_its_reader_leaves_it_as_any_other() {
    let bureau = bureau().await;
    let session = bureau.by_card().await;
    let dmp = bureau.tokens("dmp", &session).await;
    assert_eq!(bureau.retraits.retiree(b"OLD 899900000011").await.unwrap(), 1);
    assert!(!bureau.goes_on("dmp", &dmp).await);
}

// requirement: X06
#[tokio::test]
async fn what_rests_on_another_means_goes_on_when_a_card_leaves() {
    let bureau = bureau().await;
    let session = bureau.house.sign_in(ALBA).await;
    let dmp = bureau.tokens("dmp", &session).await;
    assert_eq!(bureau.retraits.retiree(CARD).await.unwrap(), 0);
    assert!(bureau.goes_on("dmp", &dmp).await);
    assert_eq!(bureau.asks("dmp", &session).await, None);
}

#[tokio::test]
async fn what_is_no_card_of_here_leaves_nobody() {
    let bureau = bureau().await;
    assert!(matches!(bureau.retraits.retiree(b"nothing").await, Err(RefusLecture::Carte(_))));
    assert!(bureau.house.journal.events().is_empty());
}
