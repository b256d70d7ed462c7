//! OpenID Connect Core 1.0 §4, as a person meets it.

use idp_core::client::{Client, Origin};

use super::browser::Navigateur;
use super::maison::Maison;
use crate::fakes::{ISSUER, client};

async fn page(clients: Vec<Client>) -> String {
    let maison = Maison::new().await;
    for client in clients {
        maison.issuer.register(client).await;
    }
    Navigateur::default().get(&maison.authorization, "/services").await.html
}

fn entered(id: &str, uri: &str) -> Client {
    let mut client = Client { id: id.into(), name: format!("Service {id}"), ..client() };
    client.shown.initiate_login_uri = Some(uri.to_owned());
    client
}

#[tokio::test]
async fn a_service_is_opened_at_its_own_address_which_is_told_the_issuer() {
    let mut client = entered("vercors", "https://vercors.example/entrer?x=1");
    client.shown.client_uri = Some("https://vercors.example/".to_owned());
    let html = page(vec![client]).await;
    let iss: String = url::form_urlencoded::byte_serialize(ISSUER.as_bytes()).collect();
    let escaped = html.replace("&#38;", "&").replace("&amp;", "&");
    assert!(html.contains("Service vercors"));
    let address =
        format!("https://vercors.example/entrer?x=1&iss={iss}&target_link_uri=https%3A%2F%2Fvercors.example%2F");
    assert!(escaped.contains(&address), "{escaped}");
}

// requirement: C10
#[tokio::test]
async fn the_page_lends_its_name_to_no_stranger() {
    let at = ambient::Timestamp::from_seconds(1);
    let stranger = |trusted| Origin::Dynamic { access: "x".to_owned().into(), at, trusted };
    let html = page(vec![
        Client { origin: stranger(false), ..entered("inconnu", "https://inconnu.example/") },
        Client { origin: stranger(true), ..entered("connu", "https://connu.example/") },
        Client { disabled_at: Some(at), ..entered("ferme", "https://ferme.example/") },
    ])
    .await;
    assert!(html.contains("connu.example") && html.contains("Service connu"));
    assert!(!html.contains("https://inconnu.example") && !html.contains("https://ferme.example"));
}

#[tokio::test]
async fn without_any_service_the_page_says_where_to_begin() {
    assert!(page(vec![]).await.contains("Aucun service ne s’ouvre depuis cette page."));
}
