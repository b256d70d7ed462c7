//! A stand-in for our own provider: discovery, keys, token and userinfo; and the logout tokens that it sends.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AccessToken, AdditionalClaims, Audience, AuthenticationContextClass, IdToken, IdTokenClaims, IssuerUrl,
    JsonWebKeyId, Nonce, PrivateSigningKey as _, StandardClaims, SubjectIdentifier,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::decor::MAINTENANT;

/// Keys for these tests and nothing else.
pub const CLE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----";
pub const AUTRE_CLE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJV8+LLzGDicOv4Z+zJQPWwot6lLK3kAN2d4/S86lFb+\n-----END PRIVATE KEY-----";
const EVENEMENT: &str = "http://schemas.openid.net/event/backchannel-logout";
const ACCES: &str = "access-of-the-stand-in";

pub struct Caducee {
    pub issuer: String,
    /// What the next ID token carries as nonce.
    pub nonce: Mutex<String>,
    pub identifiant: Mutex<String>,
    /// When the factors were shown, in seconds.
    pub montree: Mutex<i64>,
    /// `CARD`, `MOBILE`.
    pub moyen: Mutex<&'static str>,
    /// The `sid` of the next ID token.
    pub session: Mutex<String>,
    /// What the key set publishes: name and key.
    pub cles: Mutex<Vec<(&'static str, &'static str)>>,
    /// How often it was discovered, and whether it answers.
    pub decouvertes: AtomicUsize,
    pub muet: AtomicBool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Sid {
    sid: String,
}
impl AdditionalClaims for Sid {}

impl Caducee {
    pub async fn demarrer() -> Arc<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let identifiant = Mutex::new("3690990015/CPED0001".to_owned());
        let (montree, moyen) = (Mutex::new(MAINTENANT.seconds()), Mutex::new("MOBILE"));
        let lui = Arc::new(Self {
            issuer,
            nonce: Mutex::default(),
            identifiant,
            montree,
            moyen,
            session: Mutex::new("session-1".to_owned()),
            cles: Mutex::new(vec![("k1", CLE)]),
            decouvertes: AtomicUsize::new(0),
            muet: AtomicBool::new(false),
        });
        let router = lui.clone().router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        lui
    }

    fn router(self: Arc<Self>) -> Router {
        let [decouverte, cles, jeton, identite] = [self.clone(), self.clone(), self.clone(), self];
        Router::new()
            .route("/.well-known/openid-configuration", get(move || async move { decouverte.decouverte() }))
            .route("/certs", get(move || async move { Json(cles.jwks()) }))
            .route("/token", post(move || async move { Json(jeton.jetons()) }))
            .route("/userinfo", get(move || async move { Json(identite.identite()) }))
    }

    fn jwks(&self) -> Value {
        let cles = self.cles.lock().unwrap();
        json!({"keys": cles.iter().map(|(kid, pem)| cle(kid, pem).as_verification_key()).collect::<Vec<_>>()})
    }

    fn decouverte(&self) -> Result<Json<Value>, StatusCode> {
        self.decouvertes.fetch_add(1, Ordering::SeqCst);
        if self.muet.load(Ordering::SeqCst) {
            return Err(StatusCode::SERVICE_UNAVAILABLE);
        }
        let a = |chemin: &str| format!("{}{chemin}", self.issuer);
        Ok(Json(json!({
            "issuer": self.issuer, "authorization_endpoint": a("/auth"), "token_endpoint": a("/token"),
            "userinfo_endpoint": a("/userinfo"), "jwks_uri": a("/certs"), "end_session_endpoint": a("/logout"),
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA"],
        })))
    }

    fn jetons(&self) -> Value {
        let sid = self.session.lock().unwrap().clone();
        let claims = IdTokenClaims::<Sid, CoreGenderClaim>::new(
            IssuerUrl::new(self.issuer.clone()).unwrap(),
            vec![Audience::new("portail".to_owned())],
            "2100-01-01T00:00:00Z".parse().unwrap(),
            "2020-01-01T00:00:00Z".parse().unwrap(),
            StandardClaims::new(SubjectIdentifier::new(self.sub())),
            Sid { sid },
        )
        .set_nonce(Some(Nonce::new(self.nonce.lock().unwrap().clone())))
        .set_auth_time(Some(date(*self.montree.lock().unwrap()).parse().unwrap()))
        .set_auth_context_ref(Some(AuthenticationContextClass::new("eidas1".to_owned())));
        let acces = AccessToken::new(ACCES.to_owned());
        let alg = CoreJwsSigningAlgorithm::EdDsa;
        let id_token: IdToken<Sid, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm> =
            IdToken::new(claims, &cle("k1", CLE), alg, Some(&acces), None).unwrap();
        json!({"access_token": ACCES, "token_type": "Bearer", "expires_in": 60, "id_token": id_token})
    }

    fn identite(&self) -> Value {
        let identifiant = self.identifiant.lock().unwrap().clone();
        let moyen = *self.moyen.lock().unwrap();
        json!({
            "sub": self.sub(), "given_name": "Malik", "family_name": "FICTIF-ROCHE", "SubjectNameID": identifiant,
            "authMode": moyen,
        })
    }

    /// What whoever signs in next is called here.
    fn sub(&self) -> String {
        format!("f:essai:{}", self.identifiant.lock().unwrap())
    }

    /// A right logout token of the session and the person of the last login, with claims written otherwise; `null` takes one away.
    pub fn logout(&self, changes: &[(&str, Value)]) -> String {
        self.signe(json!({"alg": "EdDSA", "typ": "logout+jwt", "kid": "k1"}), changes, CLE)
    }

    pub fn signe(&self, entete: Value, changes: &[(&str, Value)], pem: &str) -> String {
        static JTI: AtomicUsize = AtomicUsize::new(0);
        let now = MAINTENANT.seconds();
        let mut claims = json!({
            "iss": self.issuer, "aud": "portail", "iat": now, "exp": now + 120, "sub": self.sub(),
            "jti": format!("jti-{}", JTI.fetch_add(1, Ordering::SeqCst)),
            "sid": *self.session.lock().unwrap(), "events": { EVENEMENT: {} },
        });
        let claims = claims.as_object_mut().unwrap();
        for (nom, valeur) in changes {
            claims.remove(*nom);
            if !valeur.is_null() {
                claims.insert((*nom).to_owned(), valeur.clone());
            }
        }
        let a_signer = jose::jws::to_sign(&entete, &claims).unwrap();
        let signature = cle("k1", pem).sign(&CoreJwsSigningAlgorithm::EdDsa, a_signer.as_bytes()).unwrap();
        jose::jws::signed(a_signer, &signature)
    }
}

fn cle(kid: &str, pem: &str) -> CoreEdDsaPrivateSigningKey {
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(pem, Some(JsonWebKeyId::new(kid.to_owned()))).unwrap()
}

fn date(secondes: i64) -> String {
    jiff::Timestamp::from_second(secondes).unwrap().to_string()
}
