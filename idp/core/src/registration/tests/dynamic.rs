//! RFC 7591, OpenID Connect Registration 1.0: what a client sends, and what it is refused for.

use ambient::{ExposeSecret as _, Seconds};
use oidc::ErrorCode;
use serde_json::{Map, Value, json};

use crate::client::{AccessTokenFormat, Client, Clients as _};
use crate::fakes::FakeIssuer;
use crate::registration::{InitialAccessTokens as _, NewInitialAccess, RegistrationRefusal};

pub const RETURN: &str = "https://tilleuls.example/retour";

/// A registration that says something of everything.
const EVERYTHING: &str = r##"{
    "redirect_uris": ["https://tilleuls.example/retour"], "client_name": "Tilleuls", "client_name#en": "Lindens",
    "client_uri": "https://tilleuls.example/", "logo_uri": "https://tilleuls.example/logo.svg",
    "policy_uri": "https://tilleuls.example/p", "tos_uri": "https://tilleuls.example/t",
    "contacts": ["dsi@tilleuls.example"], "software_id": "s", "software_version": "2",
    "token_endpoint_auth_method": "private_key_jwt", "token_endpoint_auth_signing_alg": "ES256",
    "jwks_uri": "https://tilleuls.example/jwks", "subject_type": "public",
    "grant_types": ["authorization_code", "refresh_token", "urn:openid:params:grant-type:ciba"],
    "response_types": ["code"], "scope": "openid email",
    "id_token_signed_response_alg": "ES256", "id_token_encrypted_response_alg": "ECDH-ES",
    "userinfo_signed_response_alg": "PS256", "userinfo_encrypted_response_alg": "RSA-OAEP-256",
    "userinfo_encrypted_response_enc": "A256GCM", "introspection_signed_response_alg": "EdDSA",
    "authorization_signed_response_alg": "ES256", "request_object_signing_alg": "ES256",
    "require_signed_request_object": true, "require_pushed_authorization_requests": true,
    "request_uris": ["https://tilleuls.example/r#abc"], "default_max_age": 600, "require_auth_time": true,
    "default_acr_values": ["eidas1"], "initiate_login_uri": "https://tilleuls.example/entrer",
    "dpop_bound_access_tokens": true, "backchannel_token_delivery_mode": "ping",
    "backchannel_client_notification_endpoint": "https://tilleuls.example/ping",
    "backchannel_authentication_request_signing_alg": "ES256",
    "backchannel_logout_uri": "https://tilleuls.example/fin", "backchannel_logout_session_required": true,
    "frontchannel_logout_uri": "https://tilleuls.example/fin2", "frontchannel_logout_session_required": true,
    "post_logout_redirect_uris": ["https://tilleuls.example/"], "caducee_access_token_format": "opaque",
    "caducee_cnf_form": "ans-hex"
}"##;

/// The issuer, and a token that registers any number of clients.
pub struct Desk {
    pub house: FakeIssuer,
    pub token: String,
}

impl Desk {
    pub async fn new() -> Self {
        Self::with(NewInitialAccess { uses: None, expires_at: None, trusted: false }).await
    }

    pub async fn with(access: NewInitialAccess) -> Self {
        let house = FakeIssuer::new().await;
        let (token, resting) = access.draw(&house.ambient, &house.rest);
        house.initial.add(&resting).await.unwrap();
        Self { token: token.expose_secret().to_owned(), house }
    }

    pub async fn register(&self, metadata: &Value) -> Result<Map<String, Value>, RegistrationRefusal> {
        let registrations = &self.house.registrations;
        let registered = registrations.register(Some(&self.token), metadata.to_string().as_bytes()).await?;
        Ok(registrations.answer(&registered))
    }

    /// The error and the member that a change to a plain client is refused for.
    pub async fn refused(&self, change: impl FnOnce(&mut Value)) -> (ErrorCode, String) {
        let mut metadata = json!({ "redirect_uris": [RETURN] });
        change(&mut metadata);
        let refusal = self.register(&metadata).await.err().unwrap_or_else(|| panic!("{metadata} was taken"));
        assert!(refusal.description().is_ascii() && !refusal.description().contains('"'));
        (refusal.error(), refusal.members().first().copied().unwrap_or_default().to_owned())
    }
}

#[tokio::test]
async fn a_client_that_says_nothing_but_its_address_gets_the_defaults_of_the_specification() {
    let desk = Desk::new().await;
    let told = desk.register(&json!({ "redirect_uris": [RETURN] })).await.unwrap();
    assert_eq!(told["token_endpoint_auth_method"], "client_secret_basic");
    assert_eq!(told["grant_types"], json!(["authorization_code"]));
    assert_eq!(told["response_types"], json!(["code"]));
    assert_eq!(told["application_type"], "web");
    assert_eq!(told["id_token_signed_response_alg"], "RS256");
    assert_eq!((&told["require_auth_time"], &told["client_secret_expires_at"]), (&json!(false), &json!(0)));
    assert_eq!(told["client_id_issued_at"], FakeIssuer::START.seconds());
    assert_eq!(told["client_secret"].as_str().unwrap().len(), 43, "256 bits");
    let id = told["client_id"].as_str().unwrap();
    let uri = told["registration_client_uri"].as_str().unwrap();
    assert!(uri.starts_with("https://") && uri.ends_with(id));
    let client = desk.house.clients.client(&id.into()).await.unwrap().unwrap();
    assert_eq!(client.tokens.format, AccessTokenFormat::AtJwt);
    let resting = serde_json::to_string(&client).unwrap();
    for secret in ["client_secret", "registration_access_token"] {
        assert!(!resting.contains(told[secret].as_str().unwrap()), "{secret} rests as a hash");
    }
}

#[tokio::test]
async fn every_member_that_was_taken_is_told_and_no_other() {
    let desk = Desk::new().await;
    let sent: Value = serde_json::from_str(EVERYTHING).unwrap();
    let mut with_strangers = sent.clone();
    with_strangers["favourite_colour"] = json!("vert");
    with_strangers["client_id"] = json!("dui");
    with_strangers["client_secret"] = json!("mine");
    let told = desk.register(&with_strangers).await.unwrap();
    for (member, value) in sent.as_object().unwrap() {
        assert_eq!(told.get(member), Some(value), "{member}");
    }
    assert_eq!(told["id_token_encrypted_response_enc"], "A128CBC-HS256");
    assert!(!told.contains_key("favourite_colour") && !told.contains_key("client_secret"));
    assert_ne!(told["client_id"], "dui", "the server chooses");
}

// requirement: C09 A24
#[tokio::test]
async fn a_hostile_address_is_refused_with_its_member() {
    let desk = Desk::new().await;
    let invalid = (ErrorCode::InvalidRedirectUri, "redirect_uris".to_owned());
    for uri in [
        "http://tilleuls.example/retour",
        "https://tilleuls.example/retour#x",
        "https://moi@tilleuls.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "fr.tilleuls.app:/retour",
        "https://localhost/retour",
        "https://127.0.0.1/retour",
        "https://10.0.0.8/retour",
        "https://[::1]/retour",
        "https://intranet/retour",
        "https://*.tilleuls.example/retour",
        "https://tilleul\u{455}.example/retour",
        "https://xn--tilleul-nxe.example/retour",
        "/retour",
        "",
    ] {
        assert_eq!(desk.refused(|d| d["redirect_uris"] = json!([RETURN, uri])).await, invalid, "{uri}");
    }
    assert_eq!(desk.refused(|d| d["redirect_uris"] = json!([])).await, invalid);
    for member in [
        "client_uri",
        "logo_uri",
        "policy_uri",
        "tos_uri",
        "jwks_uri",
        "initiate_login_uri",
        "backchannel_logout_uri",
        "frontchannel_logout_uri",
        "sector_identifier_uri",
    ] {
        for uri in ["http://tilleuls.example/x", "javascript:alert(1)", "https://169.254.169.254/x"] {
            let refused = desk.refused(|d| d[member] = json!(uri)).await;
            assert_eq!(refused, (ErrorCode::InvalidClientMetadata, member.to_owned()), "{uri}");
        }
    }
    assert!(desk.house.documents.asked().is_empty(), "nothing of it was called, no logo fetched");
}

// requirement: C09
#[tokio::test]
async fn a_value_that_does_not_exist_here_is_refused_with_its_member() {
    let desk = Desk::new().await;
    for (member, value) in [
        ("id_token_signed_response_alg", json!("none")),
        ("id_token_signed_response_alg", json!("HS256")),
        ("request_object_signing_alg", json!("none")),
        ("userinfo_encrypted_response_alg", json!("RSA1_5")),
        ("token_endpoint_auth_method", json!("client_secret_jwt")),
        ("grant_types", json!(["implicit"])),
        ("grant_types", json!(["refresh_token"])),
        ("grant_types", json!("authorization_code")),
        ("response_types", json!(["id_token"])),
        ("application_type", json!("watch")),
        ("subject_type", json!("secret")),
        ("scope", json!(["openid"])),
        ("scope", json!("openid everything")),
        ("default_max_age", json!(-1)),
        ("default_acr_values", json!(["gold"])),
        ("request_object_encryption_alg", json!("RSA-OAEP-256")),
        ("id_token_encrypted_response_enc", json!("A256GCM")),
        ("caducee_profile", json!("psc")),
        ("caducee_profile", json!("none")),
        ("caducee_may_introspect", json!(true)),
        ("caducee_structure", json!("690990114")),
        ("jwks", json!({"keys": [{"kty": "oct", "k": "AAAA"}]})),
        ("jwks", json!({"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}]})),
        ("client_name", json!("a\u{202e}b")),
    ] {
        let (error, member_refused) = desk.refused(|d| d[member] = value.clone()).await;
        assert_eq!((error, &*member_refused), (ErrorCode::InvalidClientMetadata, member), "{value}");
    }
    let statement = desk.refused(|d| d["software_statement"] = json!("a.b.c")).await;
    assert_eq!(statement, (ErrorCode::InvalidSoftwareStatement, "software_statement".to_owned()));
}

#[tokio::test]
async fn two_words_that_contradict_each_other_are_refused() {
    let desk = Desk::new().await;
    let ec = json!({"keys": [{"kty": "EC", "crv": "P-256", "x": "a", "y": "b"}]});
    for (metadata, member) in [
        (json!({ "jwks": ec, "jwks_uri": "https://tilleuls.example/jwks" }), "jwks"),
        (json!({ "token_endpoint_auth_method": "private_key_jwt" }), "jwks"),
        (json!({ "token_endpoint_auth_method": "self_signed_tls_client_auth" }), "jwks"),
        (json!({ "token_endpoint_auth_method": "tls_client_auth" }), "tls_client_auth_subject_dn"),
        (json!({ "tls_client_auth_san_dns": "tilleuls.example" }), "tls_client_auth_subject_dn"),
        (json!({ "token_endpoint_auth_signing_alg": "ES256" }), "token_endpoint_auth_signing_alg"),
        (json!({ "id_token_encrypted_response_alg": "ECDH-ES" }), "id_token_encrypted_response_alg"),
        (json!({ "jwks": ec, "id_token_encrypted_response_alg": "RSA-OAEP-256" }), "id_token_encrypted_response_alg"),
        (json!({ "request_object_signing_alg": "ES256" }), "request_object_signing_alg"),
        (json!({ "token_endpoint_auth_method": "none", "grant_types": ["client_credentials"] }), "grant_types"),
        (json!({ "response_types": ["code"], "grant_types": ["client_credentials"] }), "grant_types"),
        (json!({ "grant_types": ["client_credentials"] }), "caducee_legal_person"),
        (json!({ "grant_types": ["urn:openid:params:grant-type:ciba"] }), "backchannel_token_delivery_mode"),
        (json!({ "backchannel_token_delivery_mode": "poll" }), "backchannel_token_delivery_mode"),
        (json!({ "frontchannel_logout_uri": "https://autre.example/fin" }), "frontchannel_logout_uri"),
        (
            json!({ "subject_type": "pairwise", "redirect_uris": [RETURN, "https://autre.example/"] }),
            "sector_identifier_uri",
        ),
        (json!({ "caducee_profile": "fapi2" }), "token_endpoint_auth_method"),
    ] {
        let change = |d: &mut Value| d.as_object_mut().unwrap().extend(metadata.as_object().unwrap().clone());
        let (error, refused) = desk.refused(change).await;
        assert_eq!((error, &*refused), (ErrorCode::InvalidClientMetadata, member), "{metadata}");
    }
}

// requirement: C09
#[tokio::test]
async fn an_initial_access_token_is_spent_by_a_registration_and_not_by_a_mistake() {
    let desk = Desk::with(NewInitialAccess { uses: Some(1), expires_at: None, trusted: false }).await;
    assert_eq!(desk.refused(|d| d["redirect_uris"] = json!(["nowhere"])).await.0, ErrorCode::InvalidRedirectUri);
    let metadata = json!({ "redirect_uris": [RETURN] });
    desk.register(&metadata).await.unwrap();
    assert!(matches!(desk.register(&metadata).await, Err(RegistrationRefusal::Token { sent: true })));
}

// requirement: C09
#[tokio::test]
async fn nobody_registers_without_a_token_that_is_good_now() {
    let access = NewInitialAccess { uses: None, expires_at: Some(FakeIssuer::START.plus(Seconds(60))), trusted: false };
    let desk = Desk::with(access).await;
    let body = json!({ "redirect_uris": [RETURN] }).to_string();
    let registrations = &desk.house.registrations;
    let none = registrations.register(None, body.as_bytes()).await;
    assert!(matches!(none, Err(RegistrationRefusal::Token { sent: false })));
    let wrong = registrations.register(Some("wrong"), body.as_bytes()).await;
    assert!(matches!(wrong, Err(RegistrationRefusal::Token { sent: true })));
    desk.house.clock.advance(Seconds(60));
    let late = registrations.register(Some(&desk.token), body.as_bytes()).await;
    assert!(matches!(late, Err(RegistrationRefusal::Token { sent: true })));
    assert!(desk.house.clients.all().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_body_that_is_no_single_object_is_refused() {
    let desk = Desk::new().await;
    let twice = format!("{{\"redirect_uris\":[\"{RETURN}\"],\"redirect_uris\":[\"{RETURN}\"]}}");
    for body in ["", "[]", "null", "{", "\"x\"", &twice] {
        let refused = desk.house.registrations.register(Some(&desk.token), body.as_bytes()).await;
        assert!(matches!(refused, Err(RegistrationRefusal::Body(_))), "{body}");
    }
}

#[tokio::test]
async fn a_certificate_is_of_no_use_where_no_host_asks_for_one() {
    let desk = Desk::new().await;
    let bound = desk.refused(|d| d["tls_client_certificate_bound_access_tokens"] = json!(true)).await;
    assert_eq!(bound.1, "tls_client_certificate_bound_access_tokens");
    let proven = |d: &mut Value| {
        d["token_endpoint_auth_method"] = json!("tls_client_auth");
        d["tls_client_auth_san_dns"] = json!("tilleuls.example");
    };
    assert_eq!(desk.refused(proven).await.1, "token_endpoint_auth_method");
}

// requirement: C09
#[tokio::test]
async fn nobody_registers_under_the_name_of_a_service_of_the_operator_s() {
    let desk = Desk::new().await;
    let mut declared = Client { name: "Dossier résident".into(), ..crate::fakes::client() };
    declared.shown.names.insert("en".into(), "Resident record".into());
    desk.house.register(declared).await;
    for (member, name) in [
        ("client_name", "DOSSIER RESIDENT"),
        ("client_name", "resident-record"),
        ("client_name#de", "Dossier  Résident"),
    ] {
        let (error, refused) = desk.refused(|metadata| metadata[member] = name.into()).await;
        assert_eq!((error, refused.as_str()), (ErrorCode::InvalidClientMetadata, member.split('#').next().unwrap()));
    }
    let own = json!({ "redirect_uris": [RETURN], "client_name": "Dossier résident de Lyon" });
    assert!(desk.register(&own).await.is_ok());
    assert!(desk.register(&own).await.is_ok(), "names of clients that registered themselves are not looked at");
}
