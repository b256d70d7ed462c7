//! OpenID Connect Registration 1.0 §5, OpenID Connect Core 1.0 §8.1.

use oidc::ErrorCode;
use serde_json::{Value, json};

use super::dynamic::{Desk, RETURN};
use crate::client::{Clients as _, SubjectType};

// requirement: C10
#[tokio::test]
async fn a_sector_is_joined_by_a_document_that_lists_every_address() {
    let desk = Desk::new().await;
    let (uri, other) = ("https://secteur.example/adresses.json", "https://autre.example/retour");
    let metadata =
        json!({ "redirect_uris": [RETURN, other], "subject_type": "pairwise", "sector_identifier_uri": uri });
    let change = |d: &mut Value| *d = metadata.clone();
    let refused = (ErrorCode::InvalidClientMetadata, "sector_identifier_uri".to_owned());
    assert_eq!(desk.refused(change).await, refused, "it does not answer");
    for document in ["{}", "<html>", &json!([RETURN]).to_string()] {
        desk.house.documents.hold(uri, document);
        assert_eq!(desk.refused(change).await, refused, "{document}");
    }
    desk.house.documents.hold(uri, &json!([RETURN, other]).to_string());
    let told = desk.register(&metadata).await.unwrap();
    let client = desk.house.clients.client(&told["client_id"].as_str().unwrap().into()).await.unwrap().unwrap();
    assert_eq!(client.subject.sector.as_deref(), Some("secteur.example"));
}

#[tokio::test]
async fn clients_of_a_sector_know_a_person_by_one_name_and_others_by_another() {
    let desk = Desk::new().await;
    let personne = crate::fakes::ALBA.parse().unwrap();
    let mut subs = Vec::new();
    for (uri, kind) in [
        ("https://tilleuls.example/a", "pairwise"),
        ("https://tilleuls.example/b", "pairwise"),
        ("https://autre.example/", "pairwise"),
        ("https://autre.example/", "public"),
        ("https://encore.example/", "public"),
    ] {
        let told = desk.register(&json!({ "redirect_uris": [uri], "subject_type": kind })).await.unwrap();
        let client = desk.house.clients.client(&told["client_id"].as_str().unwrap().into()).await.unwrap().unwrap();
        let expected = if kind == "public" { SubjectType::Public } else { SubjectType::Pairwise };
        assert_eq!(desk.house.subjects.kind(&client), expected);
        subs.push(desk.house.subjects.of(&client, &personne));
    }
    assert_eq!(subs[0], subs[1]);
    assert_ne!(subs[0], subs[2]);
    assert_ne!(subs[2], subs[3]);
    assert_eq!(subs[3], subs[4]);
}
