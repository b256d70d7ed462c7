//! A stand-in for the provider: it answers discovery, keys, token and userinfo, and counts what it was asked.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::url::Url;
use openidconnect::{
    AccessToken, AdditionalClaims, Audience, AuthenticationContextClass, IdToken, IdTokenClaims, IssuerUrl,
    JsonWebKeyId, Nonce, PrivateSigningKey, StandardClaims, SubjectIdentifier,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A key for these tests and nothing else.
const KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----";
const ACCESS_TOKEN: &str = "access-of-the-stand-in";
pub const SUBJECT: &str = "f:11111111-1111-4111-8111-111111111111:899900000011";

pub const SESSION: &str = "11111111-1111-4111-8111-111111111112";

/// What an ID token says of the session.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Sid {
    sid: String,
}
impl AdditionalClaims for Sid {}

type SignedIdToken = IdToken<Sid, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

pub struct Provider {
    pub issuer: String,
    /// What the next ID token carries as nonce, and for whom.
    pub nonce: Mutex<String>,
    pub audience: Mutex<String>,
    /// The level that it says somebody signed in at; `None`: it says none.
    pub acr: Mutex<Option<String>>,
    /// The access token that `at_hash` speaks of.
    pub hashed: Mutex<String>,
    pub role: Mutex<&'static str>,
    pub token_calls: AtomicUsize,
    /// Seconds for which the session may still be renewed, as the token answer says.
    pub renewable: AtomicU64,
    /// Renews nothing any more.
    pub over: AtomicBool,
}

impl Provider {
    pub async fn start() -> Arc<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let issuer = format!("http://{}", listener.local_addr().expect("bound"));
        let provider = Arc::new(Self {
            issuer,
            nonce: Mutex::default(),
            audience: Mutex::new("dui".to_owned()),
            acr: Mutex::new(Some("eidas1".to_owned())),
            hashed: Mutex::new(ACCESS_TOKEN.to_owned()),
            role: Mutex::new("GENR11"),
            token_calls: AtomicUsize::new(0),
            renewable: AtomicU64::new(1800),
            over: AtomicBool::new(false),
        });
        let router = provider.clone().router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    fn router(self: Arc<Self>) -> Router {
        let [discovery, keys, token, userinfo] = [self.clone(), self.clone(), self.clone(), self];
        Router::new()
            .route("/.well-known/openid-configuration", get(move || async move { Json(discovery.discovery()) }))
            .route("/certs", get(move || async move { Json(keys.keys()) }))
            .route("/token", post(move || async move { token.token() }))
            .route("/userinfo", get(move || async move { Json(userinfo.userinfo()) }))
    }

    fn discovery(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.issuer);
        json!({
            "issuer": self.issuer, "authorization_endpoint": at("/auth"), "token_endpoint": at("/token"),
            "userinfo_endpoint": at("/userinfo"), "jwks_uri": at("/certs"), "end_session_endpoint": at("/logout"),
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA"],
        })
    }

    fn keys(&self) -> Value {
        json!({"keys": [key().as_verification_key()]})
    }

    /// Lives one second less than the margin, so that the next page must refresh it.
    fn token(&self) -> (StatusCode, Json<Value>) {
        self.token_calls.fetch_add(1, Ordering::SeqCst);
        if self.over.load(Ordering::SeqCst) {
            return (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant"})));
        }
        let answer = json!({
            "access_token": ACCESS_TOKEN, "token_type": "Bearer", "expires_in": 9, "refresh_token": "refresh",
            "refresh_expires_in": self.renewable.load(Ordering::SeqCst), "session_state": SESSION, "not-before-policy": 0,
            "id_token": self.id_token(), "scope": "openid scope_all",
        });
        (StatusCode::OK, Json(answer))
    }

    /// A notice that this session is over, for `client`.
    pub fn logout_token(&self, session: &str, client: &str) -> String {
        let now = jsonwebtoken::get_current_timestamp();
        let claims = json!({
            "iss": self.issuer, "aud": client, "iat": now, "exp": now + 120, "jti": format!("{session}-{client}"),
            "sid": session, "sub": SUBJECT, "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
        });
        let (typ, kid) = (Some("logout+jwt".to_owned()), Some("k1".to_owned()));
        let header = Header { typ, kid, ..Header::new(Algorithm::EdDSA) };
        jsonwebtoken::encode(&header, &claims, &EncodingKey::from_ed_pem(KEY.as_bytes()).expect("a key"))
            .expect("signed")
    }

    fn id_token(&self) -> SignedIdToken {
        let soon = "2100-01-01T00:00:00Z".parse().expect("a date");
        let issued = "2020-01-01T00:00:00Z".parse().expect("a date");
        let claims = IdTokenClaims::new(
            IssuerUrl::new(self.issuer.clone()).expect("an address"),
            vec![Audience::new(self.audience.lock().expect("held").clone())],
            soon,
            issued,
            StandardClaims::new(SubjectIdentifier::new(SUBJECT.to_owned())),
            Sid { sid: SESSION.to_owned() },
        )
        .set_nonce(Some(Nonce::new(self.nonce.lock().expect("held").clone())))
        .set_auth_context_ref(self.acr.lock().expect("held").clone().map(AuthenticationContextClass::new));
        let hashed = AccessToken::new(self.hashed.lock().expect("held").clone());
        SignedIdToken::new(claims, &key(), CoreJwsSigningAlgorithm::EdDsa, Some(&hashed), None).expect("signed")
    }

    fn userinfo(&self) -> Value {
        json!({
            "sub": SUBJECT, "given_name": "Alba", "family_name": "FICTIF-MARTEL", "SubjectNameID": "899900000011",
            "codeGenreActivite": *self.role.lock().expect("held"), "SubjectRole": ["313^1.2.250.1.213.1.1.5.5"],
            "SubjectOrganization": "EHPAD FICTIF LES TILLEULS", "SubjectOrganizationID": "F690990114",
            "situation": {"id": "s1", "finess": "690990114", "raisonSociale": "EHPAD FICTIF LES TILLEULS"},
        })
    }
}

fn key() -> CoreEdDsaPrivateSigningKey {
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(KEY, Some(JsonWebKeyId::new("k1".to_owned()))).expect("a key")
}

/// The value of `name` in the query of an address.
pub fn parameter(address: &str, name: &str) -> Option<String> {
    let url = Url::parse(address).expect("an address");
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
