mod dynamic;
mod management;
mod profiles;
mod sector;
mod under_way;

use ambient::RestKey;
use serde_json::{Value, json};

use super::*;
use crate::client::ClientAuth;

fn declared(change: impl FnOnce(&mut Value)) -> Declaration {
    let mut declaration = json!({
        "id": "dossier-resident", "name": "Dossier résident", "place": "EHPAD FICTIF LES TILLEULS, tilleuls.example",
        "profile": "psc", "auth": "client_secret_basic", "secret": "0123456789abcdef0123456789abcdef",
        "redirect_uris": ["https://tilleuls.example/retour"], "scopes": ["openid", "scope_all"],
    });
    change(&mut declaration);
    serde_json::from_value(declaration).unwrap()
}

fn objected(change: impl FnOnce(&mut Value)) -> Vec<&'static str> {
    declared(change).objections().into_iter().map(|objection| objection.key).collect()
}

#[test]
fn a_declaration_that_holds_becomes_a_client_whose_secret_rests() {
    let client = declared(|_| {}).register(&RestKey::from_bytes(&[1; 32])).unwrap();
    assert!(!client.pkce_required && !client.may_introspect);
    let ClientAuth::ClientSecretBasic { secret } = client.auth else { panic!("{:?}", client.auth) };
    assert!(!secret.contains("0123456789abcdef"));
}

// requirement: A24
#[test]
fn an_address_that_is_not_https_is_refused() {
    for uri in
        ["http://tilleuls.example/retour", "javascript:alert(1)", "data:text/html,x", "tilleuls", "https://a@b/c"]
    {
        assert_eq!(objected(|d| d["redirect_uris"] = json!([uri])), ["redirect_uris"], "{uri}");
    }
    assert_eq!(objected(|d| d["redirect_uris"] = json!(["https://tilleuls.example/retour#x"])), ["redirect_uris"]);
    assert_eq!(
        objected(|d| d["post_logout_redirect_uris"] = json!(["http://127.0.0.1/x"])),
        ["post_logout_redirect_uris"]
    );
}

#[test]
fn a_native_client_may_use_a_loopback_address() {
    let native = |d: &mut Value| {
        d["auth"] = json!("none");
        d["profile"] = json!("oidc");
        d.as_object_mut().unwrap().remove("secret");
        d["redirect_uris"] = json!(["http://127.0.0.1/retour"]);
        d["scopes"] = json!(["openid"]);
    };
    assert_eq!(objected(native), [""; 0]);
    assert_eq!(
        objected(|d| {
            native(d);
            d["pkce_required"] = json!(false)
        }),
        ["pkce_required"]
    );
    assert_eq!(
        objected(|d| {
            native(d);
            d["profile"] = json!("psc")
        }),
        ["profile"]
    );
}

#[test]
fn a_method_gets_exactly_the_credentials_that_it_needs() {
    assert_eq!(objected(|d| d["secret"] = json!("short")), ["secret"]);
    assert_eq!(objected(|d| d["auth"] = json!("private_key_jwt")), ["secret", "jwks"]);
    let keys = |jwks: Value| {
        objected(|d| {
            d["auth"] = json!("private_key_jwt");
            d.as_object_mut().unwrap().remove("secret");
            d["jwks"] = jwks;
        })
    };
    assert_eq!(keys(json!({"keys": [{"kty": "EC", "crv": "P-256", "x": "a", "y": "b"}]})), [""; 0]);
    assert_eq!(keys(json!({"keys": [{"kty": "EC", "d": "secret"}]})), ["jwks"]);
    assert_eq!(keys(json!({"keys": []})), ["jwks"]);
}

#[test]
fn an_unknown_scope_is_named() {
    let declaration = declared(|d| d["scopes"] = json!(["openid", "everything"]));
    assert!(declaration.objections()[0].reason.contains("everything"));
    assert_eq!(objected(|d| d["scopes"] = json!(["scope_all"])), ["scopes"]);
}

// requirement: CRT-03 CRT-06
#[test]
fn a_purpose_that_a_login_does_not_prove_stands_in_no_scope_of_one() {
    let with = |word: &str| {
        objected(|d| {
            d["scopes"] = json!(["openid", "scope_all", word]);
            d["legal_person"] = json!({
                "struct_id_nat": "1690990015", "raison_sociale": "FICTIVE",
                "purposes": ["mss.envoi", "dmp.lecture", "dmp.alimentation", "insi.recherche"],
            });
        })
    };
    assert_eq!(with("mss.envoi"), [""; 0]);
    for word in ["dmp.lecture", "dmp.alimentation", "insi.recherche"] {
        assert_eq!(with(word), ["scopes"], "{word}");
    }
}

// requirement: A26
#[test]
fn an_identifier_cannot_be_taken_for_a_person() {
    assert_eq!(objected(|d| d["id"] = json!("899900000011")), ["id"]);
    assert_eq!(objected(|d| d["id"] = json!("f:uuid:1")), ["id"]);
}
