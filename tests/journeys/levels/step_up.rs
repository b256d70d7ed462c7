//! A session that a weaker means opened never answers a request for more (S14, A18), however it is asked; the card does, and
//! the answer says so.

use std::time::Duration;

use harness::Sandbox;
use serde_json::{Value, json};

use super::desks::{Desks, claims};
use crate::party::{Demand, Party, RETOUR};
use crate::surfer::{Answer, Surfer};

/// A service of the profile `oidc`, which is told what the means are worth, and takes people without a role.
fn service() -> (Sandbox, Party) {
    let secret = crate::party::random();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("clients.toml");
    let client = format!(
        "[[client]]\nid = \"exigeant\"\nname = \"Dossier exigeant\"\nplace = \"Ici\"\nprofile = \"oidc\"\n\
         auth = \"client_secret_basic\"\nsecret = \"{secret}\"\nredirect_uris = [\"{RETOUR}\"]\nscopes = [\"openid\"]\n\
         sans_situation = \"accepte\"\n"
    );
    std::fs::write(&file, client).expect("the clients");
    let sandbox = Sandbox::start_with(&["--clients", file.to_str().expect("a readable path")]);
    let party = Party { client_id: "exigeant".to_owned(), client_secret: secret, ..Party::essai(&sandbox) };
    (sandbox, party)
}

fn claim(name: &str, value: &Value) -> String {
    json!({ "id_token": { name: value } }).to_string()
}

/// Every way of asking for a card.
fn for_a_card(party: &Party) -> Vec<(&'static str, Demand)> {
    let demand = || party.demand().with("scope", Some("openid")).with("acr_values", None);
    let one = claim("acr", &json!({ "essential": true, "value": "eidas3" }));
    let some = claim("acr", &json!({ "essential": true, "values": ["eidas3"] }));
    vec![
        ("acr_values", demand().with("acr_values", Some("eidas3"))),
        ("an essential acr", demand().with("claims", Some(one.as_str()))),
        ("one of essential acr", demand().with("claims", Some(some.as_str()))),
    ]
}

async fn asked(party: &Party, desk: &Surfer, demand: &Demand) -> Answer {
    desk.follow(desk.get(party.address(demand)).await, RETOUR).await
}

async fn id_token(party: &Party, desk: &Surfer, code: &str, demand: &Demand) -> Value {
    let answer = party.token(desk, &party.redemption(code, demand)).await.json();
    claims(answer["id_token"].as_str().unwrap_or_else(|| panic!("{answer}")))
}

// requirement: S14 A18 M22
#[tokio::test]
async fn a_session_of_a_phone_or_a_passkey_answers_no_request_for_the_card_until_the_card_is_shown() {
    let (sandbox, party) = service();
    let essai = Party::essai(&sandbox);
    let desks = Desks::open(&sandbox, &essai).await;
    for desk in &desks.all {
        let strong = desk.mode == "CARD";
        let plain = party.demand().with("scope", Some("openid")).with("acr_values", Some("eidas2"));
        let code = asked(&party, &desk.surfer, &plain).await.given("code").expect("what the session is worth");
        let before = id_token(&party, &desk.surfer, &code, &plain).await;
        assert_eq!(before["acr"], if strong { "eidas3" } else { "eidas2" }, "{}", desk.name);
        for (how, demand) in for_a_card(&party) {
            let silent = asked(&party, &desk.surfer, &demand.clone().with("prompt", Some("none"))).await;
            let page = asked(&party, &desk.surfer, &demand).await;
            if strong {
                let code = page.given("code").expect("the session of the card does");
                assert!(silent.given("code").is_some(), "{how}");
                assert_eq!(id_token(&party, &desk.surfer, &code, &demand).await["acr"], "eidas3");
                continue;
            }
            let error = silent.given("error");
            assert_eq!(error.as_deref(), Some("login_required"), "{}, {how}: {}", desk.name, silent.body);
            assert!(page.location().is_none() && page.status == 200, "{}, {how}: a page", desk.name);
            assert!(
                page.forms().iter().all(|form| !form.action.path().ends_with("/numero")),
                "the phone is not offered"
            );
            assert!(page.forms().iter().all(|form| !form.action.path().ends_with("/cle")), "nor is the passkey");
        }
    }
}

// requirement: S14 A18 S01
#[tokio::test]
async fn the_card_steps_the_session_of_a_phone_up_and_the_answer_says_so() {
    let (sandbox, party) = service();
    let essai = Party::essai(&sandbox);
    crate::browser::activate(&sandbox, "medecin");
    // one browser that has the card at hand, and whose session the phone opened
    let both = Surfer::new(&sandbox, Some("medecin"));
    let of = |key: &str| super::desks::of(&sandbox, "medecin", key);
    essai.code_by_phone(&both, (&sandbox, &of("identifiant")), [&of("prenom"), crate::browser::PIN]).await;
    let plain = party.demand().with("scope", Some("openid")).with("acr_values", None);
    let code = asked(&party, &both, &plain).await.given("code").expect("a code");
    let before = id_token(&party, &both, &code, &plain).await;
    tokio::time::sleep(Duration::from_millis(1_100)).await;

    let (_, demand) = for_a_card(&party).remove(0);
    let page = asked(&party, &both, &demand).await;
    let back = both.follow(both.get(page.link(&party.carte)).await, RETOUR).await;
    let after = id_token(&party, &both, &back.given("code").expect("a code"), &demand).await;
    assert_eq!((&before["acr"], &after["acr"]), (&json!("eidas2"), &json!("eidas3")));
    assert_eq!(after["sub"], before["sub"]);
    assert!(after["auth_time"].as_i64() > before["auth_time"].as_i64(), "{before} {after}");
    assert!(after["amr"].as_array().is_some_and(|amr| amr.contains(&json!("phr"))), "{after}");
    let silent = asked(&party, &both, &demand.with("prompt", Some("none"))).await;
    assert!(silent.given("code").is_some(), "from now on this session does");
}

// requirement: A18
#[tokio::test]
async fn a_session_that_is_too_old_for_max_age_answers_nothing_and_a_fresh_proof_moves_auth_time() {
    let (sandbox, party) = service();
    let desk = Surfer::new(&sandbox, Some("medecin"));
    let demand = party.demand().with("scope", Some("openid"));
    let code = party.log_in(&desk, &demand).await.given("code").expect("a code");
    let before = id_token(&party, &desk, &code, &demand).await;
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    let aged = party.demand().with("scope", Some("openid")).with("max_age", Some("1"));
    let silent = asked(&party, &desk, &aged.clone().with("prompt", Some("none"))).await;
    assert_eq!(silent.given("error").as_deref(), Some("login_required"));
    let code = party.log_in(&desk, &aged).await.given("code").expect("a code");
    let after = id_token(&party, &desk, &code, &aged).await;
    assert!(after["auth_time"].as_i64() > before["auth_time"].as_i64(), "{before} {after}");
    let younger =
        party.demand().with("scope", Some("openid")).with("max_age", Some("600")).with("prompt", Some("none"));
    assert!(asked(&party, &desk, &younger).await.given("code").is_some(), "young enough for ten minutes");
}
