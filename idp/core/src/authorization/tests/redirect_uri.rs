//! RFC 9700 §2.1: the address is registered, to the character.

use super::*;

// requirement: A01 A02
#[tokio::test]
async fn a_redirect_uri_that_differs_by_a_character_gets_a_page() {
    for uri in [
        "https://tilleuls.example/retour/",
        "https://tilleuls.example/retour?x",
        "https://tilleuls.example/RETOUR",
        "https://tilleuls.example/retour%2f..",
        "https://tilleuls.example@evil.example/retour",
        "https://tilleuls.example:8443/retour",
        "http://tilleuls.example/retour",
        "https://tilleuls.example/retour#a",
        "https://tilleul\u{455}.example/retour",
    ] {
        assert!(matches!(page(&with("redirect_uri", Some(uri))).await, PageRefusal::RedirectUriUnknown(_)), "{uri}");
    }
    assert!(matches!(page(&with("redirect_uri", None)).await, PageRefusal::RedirectUriMissing(_)));
}

// requirement: A01
#[tokio::test]
async fn only_a_native_client_may_change_the_port_of_a_loopback_address() {
    let house = house().await;
    let loopback = Client { redirect_uris: vec!["http://127.0.0.1/cb".into()], ..confidential() };
    let query =
        |uri| format!("{}&code_challenge={CHALLENGE}&code_challenge_method=S256", with("redirect_uri", Some(uri)));
    house.register(loopback.clone()).await;
    assert!(house.check(&query("http://127.0.0.1:4711/cb")).await.is_err());
    house.register(Client { auth: ClientAuth::None, ..loopback }).await;
    assert!(house.check(&query("http://127.0.0.1:4711/cb")).await.is_ok());
    for uri in [
        "http://127.0.0.1:4711/cb/",
        "http://127.0.0.2:4711/cb",
        "https://127.0.0.1:4711/cb",
        "http://localhost:4711/cb",
    ] {
        assert!(house.check(&query(uri)).await.is_err(), "{uri}");
    }
}
