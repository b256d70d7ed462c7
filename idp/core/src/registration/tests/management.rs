//! RFC 7592: a client reads, replaces and removes its own registration, and nobody else's.

use std::sync::Arc;

use ambient::ExposeSecret as _;
use async_trait::async_trait;
use serde_json::{Map, Value, json};

use super::dynamic::{Desk, RETURN};
use crate::client::Clients;
use crate::journal::event::{CLIENT_CHANGED, CLIENT_REGISTERED, CLIENT_REGISTRATION_REFUSED};
use crate::outbound::{Documents, Expect, FetchError};
use crate::registration::{Deps, RegistrationRefusal, Registrations};
use crate::stamp::{Stamps as _, SubjectKind};

fn text<'a>(told: &'a Map<String, Value>, member: &str) -> &'a str {
    told[member].as_str().unwrap()
}

async fn registered(desk: &Desk) -> Map<String, Value> {
    desk.register(&json!({ "redirect_uris": [RETURN], "client_name": "Tilleuls" })).await.unwrap()
}

/// RFC 7592 §2.2.
async fn put(
    desk: &Desk,
    told: &Map<String, Value>,
    metadata: Value,
) -> Result<Map<String, Value>, RegistrationRefusal> {
    let (id, access) = (text(told, "client_id"), text(told, "registration_access_token"));
    let registrations = &desk.house.registrations;
    let registered = registrations.replace(id, Some(access), metadata.to_string().as_bytes()).await?;
    Ok(registrations.answer(&registered))
}

// requirement: K13
#[tokio::test]
async fn a_client_reads_its_registration_and_never_its_secret_again() {
    let desk = Desk::new().await;
    let told = registered(&desk).await;
    let access = text(&told, "registration_access_token");
    let shown = desk.house.registrations.show(text(&told, "client_id"), Some(access)).await.unwrap();
    let read = desk.house.registrations.answer(&shown);
    assert_eq!(read["client_name"], "Tilleuls");
    assert_eq!(read["registration_access_token"], access);
    assert!(!read.contains_key("client_secret"));
}

// requirement: C09
#[tokio::test]
async fn the_token_of_another_client_opens_nothing() {
    let desk = Desk::new().await;
    let (one, other) = (registered(&desk).await, registered(&desk).await);
    let (id, theirs) = (text(&one, "client_id"), Some(text(&other, "registration_access_token")));
    let body = json!({ "client_id": id, "redirect_uris": ["https://evil.example/"] }).to_string();
    let registrations = &desk.house.registrations;
    for token in [theirs, Some(desk.token.as_str()), Some(""), None] {
        assert!(matches!(registrations.show(id, token).await, Err(RegistrationRefusal::Token { .. })));
        let replaced = registrations.replace(id, token, body.as_bytes()).await;
        assert!(matches!(replaced, Err(RegistrationRefusal::Token { .. })));
        assert!(matches!(registrations.remove(id, token).await, Err(RegistrationRefusal::Token { .. })));
    }
    assert!(matches!(registrations.show("nobody", theirs).await, Err(RegistrationRefusal::Token { .. })));
    let kept = desk.house.clients.client(&id.into()).await.unwrap().unwrap();
    assert_eq!(kept.redirect_uris, [RETURN]);
}

#[tokio::test]
async fn a_declared_client_is_not_managed_here() {
    let desk = Desk::new().await;
    desk.house.register(crate::fakes::client()).await;
    for token in [desk.token.as_str(), ""] {
        assert!(desk.house.registrations.show("dui", Some(token)).await.is_err());
    }
}

#[tokio::test]
async fn a_new_registration_replaces_the_whole_of_the_old_one_and_keeps_the_secret() {
    let desk = Desk::new().await;
    let told = registered(&desk).await;
    let id = text(&told, "client_id");
    let before = desk.house.clients.client(&id.into()).await.unwrap().unwrap();
    let metadata = json!({
        "client_id": id, "client_secret": told["client_secret"],
        "redirect_uris": ["https://autre.example/retour"], "scope": "openid",
    });
    let changed = put(&desk, &told, metadata).await.unwrap();
    assert_eq!(changed["redirect_uris"], json!(["https://autre.example/retour"]));
    assert_eq!(changed["client_name"], "autre.example", "what was left out is gone");
    assert!(!changed.contains_key("client_secret"));
    let after = desk.house.clients.client(&id.into()).await.unwrap().unwrap();
    assert_eq!((after.auth, after.origin), (before.auth, before.origin));
}

#[tokio::test]
async fn another_identifier_or_secret_is_refused() {
    let desk = Desk::new().await;
    let told = registered(&desk).await;
    let id = text(&told, "client_id");
    for (metadata, member) in [
        (json!({ "redirect_uris": [RETURN] }), "client_id"),
        (json!({ "client_id": "dui", "redirect_uris": [RETURN] }), "client_id"),
        (json!({ "client_id": id, "client_secret": "guessed", "redirect_uris": [RETURN] }), "client_secret"),
        (
            json!({ "client_id": id, "redirect_uris": [RETURN], "registration_client_uri": "https://x.example" }),
            "client_id",
        ),
        (json!({ "client_id": id, "redirect_uris": ["http://x.example"] }), "redirect_uris"),
    ] {
        let refusal = put(&desk, &told, metadata.clone()).await.err().unwrap();
        assert_eq!(refusal.members(), [member], "{metadata}");
    }
}

#[tokio::test]
async fn a_client_that_changes_to_a_secret_is_shown_one_once() {
    let desk = Desk::new().await;
    let public = json!({ "redirect_uris": [RETURN], "token_endpoint_auth_method": "none" });
    let told = desk.register(&public).await.unwrap();
    assert!(!told.contains_key("client_secret"));
    let changed = json!({ "client_id": told["client_id"], "redirect_uris": [RETURN] });
    let changed = put(&desk, &told, changed).await.unwrap();
    assert_eq!(text(&changed, "client_secret").len(), 43);
}

#[tokio::test]
async fn a_client_that_removed_itself_is_known_no_more() {
    let desk = Desk::new().await;
    let told = registered(&desk).await;
    let (id, access) = (text(&told, "client_id"), text(&told, "registration_access_token"));
    desk.house.registrations.remove(id, Some(access)).await.unwrap();
    assert_eq!(desk.house.clients.client(&id.into()).await.unwrap(), None);
    let stamp = desk.house.stamps.latest(&[SubjectKind::Client.of(id)]).await.unwrap();
    assert_eq!(stamp, Some(desk.house.ambient.now()), "what others exchanged its tokens for falls too");
    let again = desk.house.registrations.show(id, Some(access)).await;
    assert!(matches!(again, Err(RegistrationRefusal::Token { .. })));
    let events = desk.house.journal.events();
    assert_eq!(events, ["client.registered", "client.removed", "client.registration_refused"]);
    let drawn = desk.house.ambient.secret();
    assert_ne!(drawn.expose_secret(), access);
}

// requirement: O02
#[tokio::test]
async fn a_wrong_token_and_a_refused_registration_are_told_without_what_was_sent() {
    let desk = Desk::new().await;
    let told = registered(&desk).await;
    let (id, registrations) = (text(&told, "client_id"), &desk.house.registrations);
    let field = |name| desk.house.journal.field(CLIENT_REGISTRATION_REFUSED, name);
    registrations.show(id, Some("not-its-token")).await.err().unwrap();
    assert_eq!(field("client.id").as_deref(), Some(id));
    assert_eq!(field("reason").as_deref(), Some("enregistrement.jeton-refuse"));
    let bad = json!({ "client_id": id, "redirect_uris": ["http://not-told.example/"] });
    put(&desk, &told, bad).await.err().unwrap();
    assert_eq!(field("reason").as_deref(), Some("enregistrement.adresses-de-retour"));
    assert_eq!(field("members").as_deref(), Some("redirect_uris"));
    desk.register(&json!({ "redirect_uris": ["http://not-told.example/"] })).await.err().unwrap();
    registrations.remove("forged\nline", Some("not-its-token")).await.err().unwrap();
    assert_eq!(field("client.id"), None, "nobody is registered under that name");
    let told = format!("{:?}", desk.house.journal.actes());
    assert!(!told.contains("not-its-token") && !told.contains("not-told") && !told.contains("forged"), "{told}");
    put(&desk, &registered(&desk).await, json!({ "redirect_uris": [RETURN] })).await.err().unwrap();
    assert!(!desk.house.journal.events().contains(&CLIENT_CHANGED), "nothing was changed");
    assert!(desk.house.journal.events().contains(&CLIENT_REGISTERED));
}

// requirement: O04
#[tokio::test]
async fn wrong_tokens_do_not_fill_the_journal() {
    let desk = Desk::new().await;
    for n in 0..100 {
        desk.house.registrations.show(&format!("nobody-{n}"), Some("x")).await.err().unwrap();
    }
    assert_eq!(desk.house.journal.events().len(), 20);
    assert_eq!(desk.house.journal.field(CLIENT_REGISTRATION_REFUSED, "suppressed").as_deref(), Some("true"));
}

/// Whoever removes a client, while its new registration waits for a document of its own.
struct Removes {
    clients: Arc<dyn Clients>,
    id: String,
    document: String,
}

#[async_trait]
impl Documents for Removes {
    async fn fetch(&self, _: &str, _: Expect) -> Result<Vec<u8>, FetchError> {
        self.clients.remove(&self.id.as_str().into()).await.unwrap();
        Ok(self.document.clone().into_bytes())
    }
}

// requirement: C09
#[tokio::test]
async fn a_client_that_was_removed_meanwhile_does_not_come_back() {
    let desk = Desk::new().await;
    let told = registered(&desk).await;
    let (id, access) = (text(&told, "client_id"), text(&told, "registration_access_token"));
    let clients = desk.house.clients.clone();
    let removes = Removes { clients, id: id.to_owned(), document: json!([RETURN]).to_string() };
    let deps = desk.house.registrations.0.clone();
    let registrations = Registrations::new(Deps { documents: Arc::new(removes), ..deps });
    let metadata = json!({
        "client_id": id, "redirect_uris": [RETURN], "subject_type": "pairwise",
        "sector_identifier_uri": "https://tilleuls.example/adresses.json",
    });
    let replaced = registrations.replace(id, Some(access), metadata.to_string().as_bytes()).await;
    assert!(matches!(replaced, Err(RegistrationRefusal::Token { sent: true })));
    assert_eq!(desk.house.clients.client(&id.into()).await.unwrap(), None);
}
