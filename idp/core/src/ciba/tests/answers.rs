use ambient::ExposeSecret as _;

use super::{ALBA, BRICE, INCONNU, ask, form, house, refused};
use crate::ecps::Origine;
use crate::journal::event::{CIBA_REFUSED, CIBA_REQUESTED};

#[tokio::test]
async fn a_service_asks_and_the_phone_shows_its_name_its_number_and_that_no_browser_asks() {
    let house = house().await;
    let accepted = ask(&house, &form("dui", &format!("login_hint={ALBA}&binding_message=07"))).await.unwrap();
    assert_eq!((accepted.expires_in.0, accepted.interval.0), (120, 1), "facts/psc.md §4.4");
    assert_eq!(accepted.auth_req_id.expose_secret().len(), 43);
    let (_, shown) = house.phones.shown().pop().unwrap();
    assert_eq!((shown.identifiant.as_str(), shown.client.as_str()), (ALBA, "Dossier résident"));
    assert_eq!(shown.nombre.as_deref(), Some("07"));
    assert!(matches!(shown.origine, Origine::Service { .. }) && shown.lieux.is_empty());
    assert_eq!(house.journal.events(), [CIBA_REQUESTED]);
}

// requirement: M01
#[tokio::test]
async fn only_a_confidential_client_that_was_registered_for_it_asks() {
    let house = house().await;
    let hint = format!("login_hint={ALBA}&binding_message=47");
    assert_eq!(refused(&house, &form("code", &hint)).await.0, "unauthorized_client");
    let public = format!("client_id=public&{}&{hint}", super::MORE);
    assert_eq!(refused(&house, &public).await.0, "unauthorized_client");
    let wrong = form("dui", &hint).replace("s3cret", "wrong");
    assert_eq!(refused(&house, &wrong).await.0, "invalid_client");
    assert!(house.phones.shown().is_empty());
    assert_eq!(house.journal.field(CIBA_REFUSED, "error").as_deref(), Some("unauthorized_client"));
}

// requirement: M03
#[tokio::test]
async fn exactly_one_hint_names_the_person_and_who_exists_is_not_told() {
    let house = house().await;
    let with = |hints: &str| form("dui", &format!("{hints}&binding_message=47"));
    for (hints, word) in [
        ("x=y", "invalid_request"),
        (&format!("login_hint={ALBA}&id_token_hint=a.b.c"), "invalid_request"),
        (&format!("login_hint={ALBA}&login_hint_token=a.b.c"), "invalid_request"),
        ("login_hint_token=a.b.c", "invalid_request"),
        ("id_token_hint=a.b.c", "invalid_request"),
        ("login_hint=alba", "unknown_user_id"),
        (&format!("login_hint={ALBA}&login_hint={BRICE}"), "invalid_request"),
    ] {
        assert_eq!(refused(&house, &with(hints)).await.0, word, "{hints}");
    }
    let known = ask(&house, &with(&format!("login_hint={ALBA}"))).await.unwrap();
    let unknown = ask(&house, &with(&format!("login_hint={INCONNU}"))).await.unwrap();
    assert_eq!((known.expires_in, known.interval), (unknown.expires_in, unknown.interval));
    assert_eq!(house.phones.shown().len(), 2, "nobody's number is asked for like anybody's");
}

#[tokio::test]
async fn a_person_of_a_structure_is_named_as_on_their_card() {
    let house = house().await;
    let hint = "login_hint=599999999800019/CPAT0001&binding_message=47";
    assert!(ask(&house, &form("dui", hint)).await.is_ok());
}

// requirement: M07 M08
#[tokio::test]
async fn the_number_of_the_screen_is_digits_and_nothing_else() {
    let house = house().await;
    let with = |client: &str, message: &str| form(client, &format!("login_hint={ALBA}&binding_message={message}"));
    let long = "4".repeat(300);
    for message in ["", "7", "123", "4a", "%E2%80%AE47", "https://x.fr", "%F0%9F%98%80", "4%207", &long, "٤٧"] {
        assert_eq!(refused(&house, &with("dui", message)).await.0, "invalid_binding_message", "{message}");
    }
    assert_eq!(refused(&house, &form("dui", &format!("login_hint={ALBA}"))).await.0, "invalid_binding_message");
    assert!(ask(&house, &with("oidc", "1234")).await.is_ok(), "elsewhere a screen may show more digits");
    for message in ["1", "1234567", "W4SCT"] {
        assert_eq!(refused(&house, &with("oidc", message)).await.0, "invalid_binding_message", "{message}");
    }
}

// requirement: M25
#[tokio::test]
async fn what_is_not_offered_is_refused_with_its_reason() {
    let house = house().await;
    let base = form("dui", &format!("login_hint={ALBA}&binding_message=47"));
    for (change, to, word) in [
        ("channel=MOBILE", "channel=FAX", "invalid_request"),
        ("channel=MOBILE", "user_code=1234", "invalid_request"),
        ("scope=openid+scope_all", "scope=scope_all", "invalid_scope"),
        ("scope=openid+scope_all", "scope=openid+root", "invalid_scope"),
        ("channel=MOBILE", "resource=https%3A%2F%2Fapi.example", "invalid_target"),
        ("channel=MOBILE", "claims=%7B", "invalid_request"),
    ] {
        assert_eq!(refused(&house, &base.replace(change, to)).await.0, word, "{to}");
    }
    let weak = base.replace("client_id=dui", "client_id=oidc").replace("eidas1", "eidas3");
    assert_eq!(refused(&house, &weak).await.0, "unmet_authentication_requirements", "the phone does not reach it");
    assert!(ask(&house, &weak.replace("MOBILE", "CARD")).await.is_ok(), "the card does");
}

// requirement: M04
#[tokio::test]
async fn the_requested_expiry_is_positive_and_bounded() {
    let house = house().await;
    let with = |expiry: &str| form("dui", &format!("login_hint={ALBA}&binding_message=47&requested_expiry={expiry}"));
    assert_eq!(ask(&house, &with("30")).await.unwrap().expires_in.0, 30);
    assert_eq!(ask(&house, &with("86400")).await.unwrap().expires_in.0, 300);
    for expiry in ["0", "-1", "%2B5", "1.5", "soon", "99999999999999999999"] {
        assert_eq!(refused(&house, &with(expiry)).await.0, "invalid_request", "{expiry}");
    }
}

// requirement: M09
#[tokio::test]
async fn too_many_requests_are_refused_in_the_same_way_for_everybody() {
    let house = house().await;
    for personne in [ALBA, INCONNU] {
        *house.phones.room.lock().unwrap() = 0;
        let hint = format!("login_hint={personne}&binding_message=47");
        let told = refused(&house, &form("dui", &hint)).await;
        assert_eq!(told, ("temporarily_unavailable", "too many requests for this person or from this service"));
    }
    assert!(house.phones.shown().is_empty());
}

#[tokio::test]
async fn several_places_are_asked_on_the_phone_unless_something_answers_for_the_person() {
    let house = house().await;
    let hint = format!("login_hint={BRICE}&binding_message=47");
    ask(&house, &form("dui", &hint)).await.unwrap();
    let (_, shown) = house.phones.shown().pop().unwrap();
    let situations: Vec<&str> = shown.lieux.iter().map(|lieu| lieu.situation.as_str()).collect();
    assert_eq!(situations, ["sit-1", "sit-3"]);
    assert!(shown.lieux[0].titre.starts_with("EHPAD FICTIF LES TILLEULS"), "{:?}", shown.lieux[0]);

    // two roles in one place are two choices
    assert!(shown.lieux.iter().all(|lieu| lieu.details.contains("Rôle") && lieu.details.contains("FINESS")));

    let hinted = super::house().await;
    ask(&hinted, &form("dui", &format!("{hint}&situation_hint=380990117"))).await.unwrap();
    assert!(hinted.phones.shown().pop().unwrap().1.lieux.is_empty());

    let tied = super::house().await;
    tied.change_client("dui", |client| client.structure = Some("690990114".into())).await;
    ask(&tied, &form("dui", &hint)).await.unwrap();
    assert!(tied.phones.shown().pop().unwrap().1.lieux.is_empty());
}
