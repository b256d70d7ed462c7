use ambient::Seconds;
use oidc::TokenResponse;

use super::{ALBA, BRICE, asked, house, poll};
use crate::ecps::DemandeEtat;
use crate::fakes::FakeIssuer;
use crate::grant::{Grant, Grants as _};
use crate::journal::event::{LOGIN_SUCCEEDED, TOKEN_ISSUED, TOKEN_REFUSED};
use crate::stamp::{Stamps as _, SubjectKind};

async fn word(house: &FakeIssuer, client: &str, id: &str) -> &'static str {
    house.clock.advance(Seconds(6));
    match poll(house, client, id).await {
        Ok(_) => "tokens",
        Err(word) => word,
    }
}

async fn grant(house: &FakeIssuer, tokens: &TokenResponse) -> Grant {
    let session = tokens.session_state.as_deref().unwrap().into();
    house.grants.of_session(&session).await.unwrap().pop().unwrap()
}

// requirement: M04
#[tokio::test]
async fn an_approval_becomes_tokens_once_for_the_client_that_asked() {
    let house = house().await;
    let id = asked(&house, "dui", ALBA).await;
    assert_eq!(word(&house, "dui", &id).await, "authorization_pending");
    assert_eq!(house.journal.field(TOKEN_REFUSED, "error"), None, "waiting is no act");
    house.phones.answer(DemandeEtat::Approuvee, None);
    assert_eq!(word(&house, "oidc", &id).await, "invalid_grant", "another client");
    house.clock.advance(Seconds(6));
    let tokens = poll(&house, "dui", &id).await.unwrap();
    assert!(tokens.id_token.is_some() && tokens.refresh_token.is_some() && tokens.auth_req_id.is_none());
    assert!(house.journal.events().contains(&TOKEN_ISSUED));
    let grant = grant(&house, &tokens).await;
    assert_eq!(grant.situation.unwrap().as_str(), "sit-1");
    let session = house.sessions.named(&grant.session).await.unwrap();
    assert!(session.is_some(), "a session that no browser holds: its end is heard like any other");
    assert_eq!(word(&house, "dui", &id).await, "invalid_grant", "spent");
    assert_eq!(word(&house, "dui", "never-was").await, "invalid_grant");
}

// requirement: M04
#[tokio::test]
async fn after_its_time_a_request_is_over_whatever_the_phone_says() {
    let house = house().await;
    let id = asked(&house, "dui", ALBA).await;
    house.phones.answer(DemandeEtat::Approuvee, None);
    house.clock.advance(Seconds(120));
    assert_eq!(word(&house, "dui", &id).await, "expired_token");
}

#[tokio::test]
async fn each_no_of_the_phone_is_access_denied() {
    use DemandeEtat::{NombreErrone, PasMoi, Refusee, Remplacee};
    for etat in [Refusee, PasMoi, NombreErrone, Remplacee] {
        let house = house().await;
        let id = asked(&house, "dui", ALBA).await;
        house.phones.answer(etat, None);
        assert_eq!(word(&house, "dui", &id).await, "access_denied", "{etat:?}");
    }
}

// requirement: M05
#[tokio::test]
async fn whoever_hurries_while_nobody_answers_waits_longer() {
    let house = house().await;
    let id = asked(&house, "oidc", ALBA).await;
    house.phones.answer(DemandeEtat::EnAttente, None);
    assert_eq!(poll(&house, "oidc", &id).await.err(), Some("authorization_pending"));
    for _ in 0..3 {
        house.clock.advance(Seconds(1));
        assert_eq!(poll(&house, "oidc", &id).await.err(), Some("slow_down"));
    }
    house.clock.advance(Seconds(5));
    assert_eq!(poll(&house, "oidc", &id).await.err(), Some("slow_down"), "the interval has grown");
    house.clock.advance(Seconds(30));
    assert_eq!(poll(&house, "oidc", &id).await.err(), Some("authorization_pending"));
}

// spec: OpenID Connect CIBA Core 1.0 §10.2
// requirement: M05
#[tokio::test]
async fn once_the_person_answered_nobody_is_told_to_slow_down() {
    for (etat, expected) in [(DemandeEtat::Approuvee, None), (DemandeEtat::Refusee, Some("access_denied"))] {
        let house = house().await;
        let id = asked(&house, "oidc", ALBA).await;
        house.phones.answer(DemandeEtat::EnAttente, None);
        assert_eq!(poll(&house, "oidc", &id).await.err(), Some("authorization_pending"));
        house.phones.answer(etat, None);
        assert_eq!(poll(&house, "oidc", &id).await.err(), expected, "{etat:?}: at once, as after a ping");
    }
}

#[tokio::test]
async fn the_place_that_was_signed_is_that_of_the_tokens_as_long_as_it_holds() {
    let house = house().await;
    let id = asked(&house, "dui", BRICE).await;
    house.phones.answer(DemandeEtat::Approuvee, Some("sit-3"));
    house.clock.advance(Seconds(6));
    let tokens = poll(&house, "dui", &id).await.unwrap();
    assert_eq!(grant(&house, &tokens).await.situation.unwrap().as_str(), "sit-3");

    let id = asked(&house, "dui", BRICE).await;
    house.phones.answer(DemandeEtat::Approuvee, Some("sit-ended"));
    assert_eq!(word(&house, "dui", &id).await, "access_denied");
    let id = asked(&house, "dui", BRICE).await;
    house.phones.answer(DemandeEtat::Approuvee, None);
    assert_eq!(word(&house, "dui", &id).await, "access_denied", "nobody said where");
}

#[tokio::test]
async fn a_registry_out_of_reach_costs_a_question_and_not_the_approval() {
    let house = house().await;
    let id = asked(&house, "dui", ALBA).await;
    house.phones.answer(DemandeEtat::Approuvee, None);
    house.annuaire.set_down(true);
    assert_eq!(word(&house, "dui", &id).await, "temporarily_unavailable");
    house.annuaire.set_down(false);
    assert_eq!(word(&house, "dui", &id).await, "tokens");
}

#[tokio::test]
async fn what_was_taken_from_the_client_meanwhile_is_not_given() {
    let house = house().await;
    let id = asked(&house, "oidc", ALBA).await;
    house.phones.answer(DemandeEtat::Approuvee, None);
    house.change_client("oidc", |client| client.scopes = vec!["openid".into()]).await;
    assert_eq!(poll(&house, "oidc", &id).await.unwrap().scope, "openid");
}

#[tokio::test]
async fn a_phone_that_was_taken_away_after_it_approved_gives_no_tokens() {
    let house = house().await;
    let id = asked(&house, "dui", ALBA).await;
    house.phones.answer(DemandeEtat::Approuvee, None);
    house.annuaire.set_down(true);
    assert_eq!(word(&house, "dui", &id).await, "temporarily_unavailable", "taken, and not yet tokens");
    house.annuaire.set_down(false);
    *house.phones.retired.lock().unwrap() = true;
    assert_eq!(word(&house, "dui", &id).await, "access_denied");
    assert!(!house.journal.events().contains(&LOGIN_SUCCEEDED));
}

#[tokio::test]
async fn a_person_or_a_phone_revoked_since_the_approval_gets_no_tokens() {
    for subject in [SubjectKind::Personne.of(ALBA), SubjectKind::Moyen.of("phone-1")] {
        let house = house().await;
        let id = asked(&house, "dui", ALBA).await;
        house.phones.answer(DemandeEtat::Approuvee, None);
        house.annuaire.set_down(true);
        assert_eq!(word(&house, "dui", &id).await, "temporarily_unavailable");
        house.annuaire.set_down(false);
        house.stamps.raise(&subject, house.ambient.now()).await.unwrap();
        assert_eq!(word(&house, "dui", &id).await, "invalid_grant", "{subject:?}");
    }
}

#[tokio::test]
async fn one_approval_is_one_login_however_often_the_call_is_refused() {
    let house = house().await;
    let id = asked(&house, "dui", ALBA).await;
    house.phones.answer(DemandeEtat::Approuvee, None);
    let logins = || house.journal.events().iter().filter(|event| **event == LOGIN_SUCCEEDED).count();
    for _ in 0..3 {
        house.clock.advance(Seconds(6));
        let elsewhere = format!("{id}&resource=https://not-registered.example");
        assert_eq!(poll(&house, "dui", &elsewhere).await.err(), Some("invalid_target"));
    }
    assert_eq!(logins(), 0, "nobody was logged in for a call that was refused");
    assert_eq!(word(&house, "dui", &id).await, "tokens");
    assert_eq!(logins(), 1);
}
