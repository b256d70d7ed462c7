use ambient::Seconds;

use super::*;
use crate::authorization::policy::{Interaction, Reason};
use crate::session::Session;

async fn reason(house: &FakeIssuer, query: &str, session: Option<&Session>) -> Option<Reason> {
    let request = house.check(query).await.unwrap();
    let client = crate::client::Clients::client(&*house.clients, &request.client).await.unwrap().unwrap();
    match house.policy.login(&request, &client, session, house.ambient.now()) {
        Some(Interaction::Login(reason)) => Some(reason),
        Some(Interaction::Situation) => panic!("the login rules ask for no situation"),
        None => None,
    }
}

// requirement: A19
#[tokio::test]
async fn a_session_answers_by_itself_and_nobody_does_not() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    assert_eq!(reason(&house, BASE, Some(&session)).await, None);
    assert_eq!(reason(&house, BASE, None).await, Some(Reason::NoSession));
    assert_eq!(Interaction::Login(Reason::NoSession).error(), ErrorCode::LoginRequired);
    assert_eq!(Interaction::Situation.error(), ErrorCode::InteractionRequired);
}

// requirement: A18
#[tokio::test]
async fn prompt_login_asks_again_and_only_once() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    house.clock.advance(Seconds(1));
    let query = with("prompt", Some("login"));
    assert_eq!(reason(&house, &query, Some(&session)).await, Some(Reason::PromptLogin));
    let again = house.sign_in(ALBA).await;
    assert_eq!(reason(&house, &query, Some(&again)).await, None);
}

// requirement: A18
#[tokio::test]
async fn max_age_asks_again_once_the_proof_is_too_old() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    house.clock.advance(Seconds(2));
    assert_eq!(reason(&house, &with("max_age", Some("1")), Some(&session)).await, Some(Reason::MaxAge));
    assert_eq!(reason(&house, &with("max_age", Some("60")), Some(&session)).await, None);
}

// requirement: A20
#[tokio::test]
async fn a_hint_of_somebody_else_asks_for_them() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let hinting = |sub: &str| with("claims", Some(&format!(r#"{{"id_token":{{"sub":{{"value":"{sub}"}}}}}}"#)));
    let own = house.subjects.of(&confidential(), &ALBA.parse().unwrap());
    assert_eq!(reason(&house, &hinting(&own), Some(&session)).await, None);
    assert_eq!(reason(&house, &hinting("f:x:2"), Some(&session)).await, Some(Reason::HintMismatch));
}

// requirement: S14
#[tokio::test]
async fn a_session_of_a_weaker_means_does_not_reach_a_higher_level() {
    let house = house().await;
    house.register(Client { profile: Profile::Oidc, ..confidential() }).await;
    let session = house.sign_in(ALBA).await;
    assert_eq!(reason(&house, &with("acr_values", Some("eidas2")), Some(&session)).await, None);
    assert_eq!(reason(&house, &with("acr_values", Some("eidas3")), Some(&session)).await, Some(Reason::Acr));
}

/// Means × level × how the level is asked for: what a session of each means answers by itself.
// requirement: S14 A18 M22
#[tokio::test]
async fn no_way_of_asking_for_a_level_is_answered_by_a_weaker_means() {
    let house = house().await;
    let essential = |level: &str| format!(r#"{{"id_token":{{"acr":{{"essential":true,"value":"{level}"}}}}}}"#);
    for profile in [Profile::Oidc, Profile::Fapi2] {
        for kind in MoyenKind::ALL {
            let mut session = house.sign_in(ALBA).await;
            session.authentication.kind = kind;
            for level in oidc::Acr::ALL {
                let plain = Client { profile: Profile::Oidc, ..confidential() };
                let mut registered = plain.clone();
                registered.requests.default_acr_values = vec![level.to_string()];
                let asked = [
                    (with("acr_values", Some(level.word())), plain.clone()),
                    (with("claims", Some(&essential(level.word()))), plain),
                    (with("acr_values", None), registered),
                ];
                for (query, client) in asked {
                    house.register(client.clone()).await;
                    let request = house.check(&query).await.unwrap();
                    let asks = Client { profile, ..client };
                    let needed = house.policy.login(&request, &asks, Some(&session), house.ambient.now());
                    let worth = if kind == MoyenKind::Carte { oidc::Acr::Eidas3 } else { oidc::Acr::Eidas2 };
                    let login = (worth < level).then_some(Interaction::Login(Reason::Acr));
                    assert_eq!(needed, login, "{profile:?} {kind:?} {level} {query}");
                    assert_eq!(request.moyens.contains(&kind), worth >= level, "{kind:?} {level}");
                }
            }
        }
    }
}

/// Under `psc` every means answers `eidas1`: what is more is refused where it is essential, and any session answers the rest.
// requirement: S14 A18
#[tokio::test]
async fn under_psc_an_essential_level_that_no_means_answers_is_refused() {
    let house = house().await;
    for level in ["eidas2", "eidas3"] {
        let essential = format!(r#"{{"id_token":{{"acr":{{"essential":true,"value":"{level}"}}}}}}"#);
        let refused = sent_back(&house, &with("claims", Some(&essential))).await;
        assert_eq!(refused, ErrorCode::UnmetAuthenticationRequirements, "{level}");
    }
    for kind in MoyenKind::ALL {
        let mut session = house.sign_in(ALBA).await;
        session.authentication.kind = kind;
        assert_eq!(reason(&house, &with("acr_values", Some("eidas1")), Some(&session)).await, None, "{kind:?}");
    }
    let mut rehearses = confidential();
    rehearses.answers.levels = Some(crate::assurance::Behaviour::Eidas3Carte);
    house.register(rehearses).await;
    let session = house.sign_in(ALBA).await;
    assert_eq!(reason(&house, &with("acr_values", Some("eidas3")), Some(&session)).await, Some(Reason::Acr));
}

// requirement: M21 S14
#[tokio::test]
async fn a_service_that_demands_a_means_that_resists_phishing_gets_no_other() {
    let house = house().await;
    let oidc = Client { profile: Profile::Oidc, ..confidential() };
    house.register(oidc.clone()).await;
    let demand = |values: &str| format!(r#"{{"id_token":{{"amr":{{"essential":true,"values":[{values}]}}}}}}"#);
    let query = with("claims", Some(&demand(r#""phr""#)));
    let request = house.check(&query).await.unwrap();
    assert_eq!(request.moyens, [MoyenKind::Carte, MoyenKind::Passkey, MoyenKind::PasskeyAttestee]);
    let phone = house.sign_in(ALBA).await;
    assert_eq!(reason(&house, &query, Some(&phone)).await, Some(Reason::Amr));
    let mut passkey = phone.clone();
    passkey.authentication.kind = MoyenKind::Passkey;
    assert_eq!(reason(&house, &query, Some(&passkey)).await, None);
    let unheard = sent_back(&house, &with("claims", Some(&demand(r#""iris""#)))).await;
    assert_eq!(unheard, ErrorCode::UnmetAuthenticationRequirements);
    let voluntary = r#"{"id_token":{"amr":{"values":["phr"]}}}"#;
    assert_eq!(house.check(&with("claims", Some(voluntary))).await.unwrap().moyens, MoyenKind::ALL);
    let mut registered = oidc;
    registered.requests.phishing_resistant = true;
    house.register(registered).await;
    assert_eq!(reason(&house, BASE, Some(&phone)).await, Some(Reason::Amr));
    assert_eq!(reason(&house, BASE, Some(&passkey)).await, None);
}

/// A fresh proof by a weaker means answers no stronger request, and a strong one that is too old neither.
// requirement: S14 A18
#[tokio::test]
async fn max_age_and_a_level_are_asked_together() {
    let house = house().await;
    house.register(Client { profile: Profile::Oidc, ..confidential() }).await;
    let query = format!("{}&max_age=60", with("acr_values", Some("eidas3")));
    let mut session = house.sign_in(ALBA).await;
    session.authentication.kind = MoyenKind::Passkey;
    assert_eq!(reason(&house, &query, Some(&session)).await, Some(Reason::Acr));
    session.authentication.kind = MoyenKind::Carte;
    assert_eq!(reason(&house, &query, Some(&session)).await, None);
    house.clock.advance(Seconds(61));
    assert_eq!(reason(&house, &query, Some(&session)).await, Some(Reason::MaxAge));
}

// requirement: X03
#[tokio::test]
async fn a_proof_with_a_ceiling_is_worth_no_more_to_anybody() {
    let house = house().await;
    let mut session = house.sign_in(ALBA).await;
    session.authentication.kind = crate::moyen::MoyenKind::Carte;
    let client = crate::client::Client { profile: crate::client::Profile::Oidc, ..confidential() };
    assert_eq!(house.policy.acr(&client, &session), Acr::Eidas3);
    session.authentication.plafond = Some(Acr::Eidas2);
    assert_eq!(house.policy.acr(&client, &session), Acr::Eidas2);
    assert_eq!(house.policy.acr(&confidential(), &session), Acr::Eidas1, "never more than the table says");
}
