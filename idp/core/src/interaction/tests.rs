mod changes;
mod gates;
mod passkey;
mod pushed;
mod tab;

use ambient::{ExposeSecret, Seconds};
use oidc::{Prompts, ResponseMode};

use super::*;
use crate::authorization::HintedSubject;
use crate::client::{Clients as _, SansSituation};
use crate::ecps::DemandeEtat;
use crate::fakes::{ALBA, BRICE, FakeHouse, ISSUER, client};
use crate::moyen::MoyenKind;
use tab::Tab;

fn silent(house: &FakeHouse) -> crate::authorization::AuthorizationRequest {
    let mut request = house.request();
    request.prompts = Prompts::parse("none").unwrap();
    request
}

#[tokio::test]
async fn an_approval_on_the_phone_becomes_a_code() {
    let house = FakeHouse::new().await;
    let (tab, answer) = Tab::signed_in(&house, ALBA).await;
    let answer = answer.unwrap();
    assert_eq!(answer.parameter("iss"), Some(ISSUER));
    assert_eq!(answer.parameter("state"), Some("état & co"));
    let waiting = house.codes.take(answer.parameter("code").unwrap()).await.unwrap().unwrap();
    assert_eq!(waiting.grant.situation, Some("sit-1".into()));
    assert_eq!(waiting.grant.session.as_str(), answer.parameter("session_state").unwrap());
    assert!(tab.browser.session.is_some() && tab.browser.navigateur.is_some());
    assert!(matches!(tab.stage().await, Stage::Done { .. }));
    assert_eq!(house.journal.events(), ["login.succeeded", "authorization.granted"]);
    assert_eq!(house.journal.field("login.succeeded", "means").as_deref(), Some("MOBILE"));
}

#[tokio::test]
async fn a_session_answers_the_next_client_without_a_page() {
    let house = FakeHouse::new().await;
    let (mut tab, _) = Tab::signed_in(&house, ALBA).await;
    let mut other = client();
    other.id = "dmp".into();
    house.clients.register(&other).await.unwrap();
    let mut request = house.request();
    request.client = "dmp".into();
    assert!(tab.begin(request).await.unwrap().parameter("code").is_some());
}

// requirement: S09
#[tokio::test]
async fn a_login_begun_in_one_browser_does_not_go_on_in_another() {
    let house = FakeHouse::new().await;
    let mut mine = Tab::new(&house);
    mine.begin(house.request()).await;
    mine.ask(ALBA).await.unwrap();
    let mut theirs = Tab::new(&house);
    theirs.begin(house.request()).await;
    theirs.id = mine.id.clone();
    assert!(matches!(theirs.approved().await, Err(LoginError::OtherBrowser)));
    theirs.browser.interaction = None;
    assert!(matches!(theirs.approved().await, Err(LoginError::OtherBrowser)));
    assert!(mine.approved().await.unwrap().is_some(), "the browser that began it goes on");
}

#[tokio::test]
async fn one_login_gives_one_code() {
    let house = FakeHouse::new().await;
    let (mut tab, answer) = Tab::signed_in(&house, ALBA).await;
    assert!(answer.is_some());
    assert!(matches!(tab.approved().await, Err(LoginError::Overtaken)));
    assert!(matches!(tab.ask(ALBA).await, Err(LoginError::Overtaken)));
    assert_eq!(tab.resume().await.unwrap().map(|answer| answer.location()), None);
    assert!(matches!(house.logins.cancel(tab.id(), &tab.browser).await, Err(LoginError::Overtaken)));
}

#[tokio::test]
async fn an_interaction_lives_fifteen_minutes_whatever_happens_in_it() {
    let house = FakeHouse::new().await;
    let mut tab = Tab::new(&house);
    tab.begin(house.request()).await;
    house.clock.advance(Seconds::minutes(14));
    tab.ask(ALBA).await.unwrap();
    house.clock.advance(Seconds::minutes(1));
    assert!(matches!(tab.approved().await, Err(LoginError::Unknown)));
}

#[tokio::test]
async fn an_answer_of_the_phone_that_is_no_approval_opens_nothing() {
    use DemandeEtat::*;
    for etat in [EnAttente, Refusee, PasMoi, NombreErrone, Expiree, Remplacee] {
        let house = FakeHouse::new().await;
        let mut tab = Tab::new(&house);
        tab.begin(house.request()).await;
        tab.ask(ALBA).await.unwrap();
        house.telephone.answer(etat);
        let refused = house.logins.phone_answered(tab.id(), &tab.browser).await;
        assert!(matches!(refused, Err(LoginError::PasApprouvee)), "{etat:?}");
        assert_eq!(house.journal.events().contains(&"login.failed"), etat != EnAttente);
        assert_eq!(house.logins.phone_state(tab.id(), &tab.browser).await.unwrap(), etat);
    }
}

#[tokio::test]
async fn several_places_are_asked_and_the_choice_goes_into_the_grant() {
    let house = FakeHouse::new().await;
    let (mut tab, answer) = Tab::signed_in(&house, BRICE).await;
    assert!(answer.is_none());
    assert_eq!(house.logins.choices(tab.id(), &tab.browser).await.unwrap().preselected, None);
    let foreign = house.logins.choose(tab.id(), &"sit-99".into(), &tab.browser).await;
    assert!(matches!(foreign, Err(LoginError::SituationInconnue)));
    let stepped = house.logins.choose(tab.id(), &"sit-3".into(), &tab.browser).await.unwrap();
    let answer = tab.keep(stepped).unwrap();
    let waiting = house.codes.take(answer.parameter("code").unwrap()).await.unwrap().unwrap();
    assert_eq!(waiting.grant.situation, Some("sit-3".into()));
    assert_eq!(house.journal.field("situation.chosen", "situation.id").as_deref(), Some("sit-3"));
}

#[tokio::test]
async fn the_choice_is_not_made_without_the_session_that_it_belongs_to() {
    let house = FakeHouse::new().await;
    let (tab, _) = Tab::signed_in(&house, BRICE).await;
    house.clock.advance(Seconds::minutes(1));
    let browser = Browser { session: None, ..tab.browser.clone() };
    assert!(matches!(house.logins.choose(tab.id(), &"sit-1".into(), &browser).await, Err(LoginError::Overtaken)));
    assert!(matches!(tab.stage().await, Stage::Parked { .. }), "the same request, from the beginning");
}

// requirement: A19
#[tokio::test]
async fn a_silent_request_shows_nothing() {
    let house = FakeHouse::new().await;
    let nobody = Tab::new(&house).begin(silent(&house)).await.unwrap();
    assert_eq!(nobody.parameter("error"), Some("login_required"));
    assert_eq!(nobody.parameter("iss"), Some(ISSUER));
    let (mut alba, _) = Tab::signed_in(&house, ALBA).await;
    assert!(alba.begin(silent(&house)).await.unwrap().parameter("code").is_some());
    let (mut brice, _) = Tab::signed_in(&house, BRICE).await;
    assert_eq!(brice.begin(silent(&house)).await.unwrap().parameter("error"), Some("interaction_required"));
    let mut hinted = silent(&house);
    hinted.situation_hint = Some("380990117".into());
    assert!(brice.begin(hinted).await.unwrap().parameter("code").is_some());
    house.annuaire.set_down(true);
    assert_eq!(alba.begin(silent(&house)).await.unwrap().parameter("error"), Some("temporarily_unavailable"));
}

// requirement: A18
#[tokio::test]
async fn prompt_login_asks_again_and_the_proof_is_new() {
    let house = FakeHouse::new().await;
    let (mut tab, _) = Tab::signed_in(&house, ALBA).await;
    let former = tab.browser.session.clone().unwrap();
    house.clock.advance(Seconds(5));
    let mut request = house.request();
    request.prompts = Prompts::parse("login").unwrap();
    assert!(tab.begin(request).await.is_none());
    assert!(tab.resume().await.unwrap().is_none(), "a reload does not skip the login");
    tab.ask(ALBA).await.unwrap();
    let answer = tab.approved().await.unwrap().unwrap();
    let waiting = house.codes.take(answer.parameter("code").unwrap()).await.unwrap().unwrap();
    assert_eq!(waiting.grant.authentication.at, house.ambient.now());
    assert!(house.sessions.current(former.expose_secret()).await.unwrap().is_none());
}

// requirement: O03
#[tokio::test]
async fn a_registry_out_of_reach_stops_the_login_and_gives_it_back() {
    let house = FakeHouse::new().await;
    let mut tab = Tab::new(&house);
    tab.begin(house.request()).await;
    tab.ask(ALBA).await.unwrap();
    house.annuaire.set_down(true);
    assert!(matches!(tab.approved().await, Err(LoginError::AnnuaireMuet(_))));
    assert!(tab.browser.session.is_none());
    assert!(matches!(tab.resume().await, Err(LoginError::AnnuaireMuet(_))));
    house.annuaire.set_down(false);
    assert!(tab.resume().await.unwrap().unwrap().parameter("code").is_some());
}

#[tokio::test]
async fn who_may_not_go_on_hears_why_and_the_client_hears_access_denied() {
    let house = FakeHouse::new().await;
    house.annuaire.hold(crate::fakes::FakeAnnuaire::aide_soignante(ALBA, &[]));
    let (tab, answer) = Tab::signed_in(&house, ALBA).await;
    assert!(answer.is_none());
    assert!(matches!(tab.stage().await, Stage::Refused { refusal: Refusal::SansSituation, .. }));
    let answer = house.logins.cancel(tab.id(), &tab.browser).await.unwrap();
    assert_eq!(answer.parameter("error"), Some("access_denied"));
    assert_eq!(answer.parameter("state"), Some("état & co"));
}

#[tokio::test]
async fn who_has_no_place_gets_in_where_the_client_accepts_it() {
    let house = FakeHouse::new().await;
    house
        .clients
        .register(&crate::client::Client { sans_situation: SansSituation::Accepte, ..client() })
        .await
        .unwrap();
    house.annuaire.hold(crate::fakes::FakeAnnuaire::aide_soignante(ALBA, &[]));
    let (_, answer) = Tab::signed_in(&house, ALBA).await;
    let waiting = house.codes.take(answer.unwrap().parameter("code").unwrap()).await.unwrap().unwrap();
    assert_eq!(waiting.grant.situation, None);
}

// requirement: ELI-10
#[tokio::test]
async fn an_unknown_person_and_another_person_are_turned_away() {
    let house = FakeHouse::new().await;
    let (tab, _) = Tab::signed_in(&house, "899900000037").await;
    assert!(matches!(tab.stage().await, Stage::Refused { refusal: Refusal::Inconnue, .. }));
    assert!(tab.browser.session.is_none());

    let mut tab = Tab::new(&house);
    let mut request = house.request();
    request.hinted = Some(HintedSubject { sub: "somebody else".into() });
    tab.begin(request).await;
    tab.ask(ALBA).await.unwrap();
    assert!(tab.approved().await.unwrap().is_none());
    assert!(matches!(tab.stage().await, Stage::Refused { refusal: Refusal::AutrePersonne, .. }));
}

#[tokio::test]
async fn a_means_that_the_request_does_not_take_is_refused() {
    let house = FakeHouse::new().await;
    let mut tab = Tab::new(&house);
    let mut request = house.request();
    request.moyens = vec![MoyenKind::Carte];
    request.response_mode = ResponseMode::FormPost;
    tab.begin(request).await;
    assert!(matches!(tab.ask(ALBA).await, Err(LoginError::MoyenInsuffisant)));
}

#[tokio::test]
async fn another_person_at_the_same_screen_ends_the_session_and_keeps_the_request() {
    let house = FakeHouse::new().await;
    let (mut tab, _) = Tab::signed_in(&house, BRICE).await;
    let stepped = house.logins.other_person(tab.id(), &tab.browser).await.unwrap();
    tab.keep(stepped);
    assert!(house.sessions.current(tab.browser.session.as_ref().unwrap().expose_secret()).await.unwrap().is_none());
    tab.ask(ALBA).await.unwrap();
    assert!(tab.approved().await.unwrap().unwrap().parameter("code").is_some());
}

#[tokio::test]
async fn a_ticket_that_proves_nothing_does_not_silence_the_phone() {
    let house = FakeHouse::new().await;
    let mut tab = Tab::new(&house);
    tab.begin(house.request()).await;
    tab.ask(ALBA).await.unwrap();
    let stepped = house.logins.with_ticket(tab.id(), "invented", &tab.browser).await;
    assert!(matches!(stepped, Err(LoginError::TicketPerime)));
    assert_eq!(house.telephone.waiting(), 1);
    assert!(tab.approved().await.unwrap().is_some());
}
