use serde_json::json;

use super::*;
use crate::assurance::{Assurance, Behaviour};

// requirement: M22
#[tokio::test]
async fn each_means_is_told_as_what_it_is_in_each_profile() {
    let (card, phone) = (json!(["sc", "pin", "mfa", "phr"]), json!(["pop", "pin", "mfa"]));
    let passkey = json!(["pop", "user", "mfa", "phr"]);
    let vouched = json!(["hwk", "user", "mfa", "phr"]);
    let told = [
        (Profile::Psc, MoyenKind::Carte, "eidas1", Value::Null),
        (Profile::Psc, MoyenKind::Ecps, "eidas1", Value::Null),
        (Profile::Oidc, MoyenKind::Carte, "eidas3", card.clone()),
        (Profile::Oidc, MoyenKind::Ecps, "eidas2", phone.clone()),
        (Profile::Fapi2, MoyenKind::Carte, "eidas3", card.clone()),
        (Profile::Fapi2, MoyenKind::Ecps, "eidas2", phone.clone()),
        (Profile::FapiCiba, MoyenKind::Carte, "eidas3", card),
        (Profile::FapiCiba, MoyenKind::Ecps, "eidas2", phone),
        (Profile::Psc, MoyenKind::Passkey, "eidas1", Value::Null),
        (Profile::Oidc, MoyenKind::Passkey, "eidas2", passkey),
        (Profile::Psc, MoyenKind::PasskeyAttestee, "eidas1", Value::Null),
        (Profile::Fapi2, MoyenKind::PasskeyAttestee, "eidas2", vouched),
    ];
    for (profile, kind, acr, amr) in told {
        let mut case = Case::new("openid").await;
        case.client.profile = profile;
        case.grant.authentication.kind = kind;
        case.grant.acr = Assurance::default().of(&case.client, kind).to_string();
        let id = case.id_token();
        assert_eq!((&id["acr"], &id["amr"]), (&json!(acr), &amr), "{profile:?} {kind:?}");
    }
}

/// facts/psc.md §1.4: what Pro Santé Connect was seen to answer, for a client that rehearses it in a realm that does not.
// requirement: M22
#[tokio::test]
async fn a_client_of_psc_rehearses_what_was_answered_at_another_time() {
    let seen = [
        (Behaviour::Eidas1, MoyenKind::Carte, "eidas1", Value::Null),
        (Behaviour::Eidas1, MoyenKind::Ecps, "eidas1", Value::Null),
        (Behaviour::Eidas3Carte, MoyenKind::Carte, "eidas3", Value::Null),
        (Behaviour::Eidas3Carte, MoyenKind::Ecps, "eidas1", Value::Null),
        (Behaviour::Eidas2Niveau, MoyenKind::Carte, "eidas2", json!("1")),
        (Behaviour::Eidas2Niveau, MoyenKind::Ecps, "eidas2", json!("1")),
    ];
    for (behaviour, kind, acr, auth_level) in seen {
        let mut case = Case::new("openid scope_all").await;
        case.client.answers.levels = Some(behaviour);
        case.grant.authentication.kind = kind;
        case.grant.acr = Assurance::default().of(&case.client, kind).to_string();
        let id = case.id_token();
        assert_eq!((&id["acr"], &id["auth_level"]), (&json!(acr), &auth_level), "{behaviour:?} {kind:?}");
        assert_eq!(id["authMode"], kind.auth_mode());
    }
}

/// facts/psc.md §2.5: the subject that was announced, beside the number that services must key on.
// requirement: M22
#[tokio::test]
async fn a_client_of_psc_rehearses_the_new_subject() {
    let plain = Case::new("openid scope_all").await;
    let mut case = Case::new("openid scope_all").await;
    case.client.subject.psc = Some(SubjectForm::Psi);
    let (id, userinfo) = (case.id_token(), case.userinfo());
    let sub = id["sub"].as_str().unwrap();
    assert!(sub.parse::<uuid::Uuid>().is_ok(), "{sub}");
    assert_eq!((&userinfo["sub"], &id["SubjectNameID"]), (&id["sub"], &json!(DOCTOR)));
    let psi = json!({ "identifiant": sub, "origine": "PSI", "qualite": 2 });
    assert_eq!(userinfo["otherIds"].as_array().unwrap().last(), Some(&psi));
    assert_eq!(case.access_token()["otherIds"], userinfo["otherIds"]);
    assert!(plain.userinfo()["otherIds"].as_array().unwrap().iter().all(|other| other["origine"] != "PSI"));
}
