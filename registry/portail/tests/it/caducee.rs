//! A stand-in for our own provider: discovery, keys, token and userinfo.

use std::sync::{Arc, Mutex};

use axum::routing::{get, post};
use axum::{Json, Router};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm};
use openidconnect::{
    AccessToken, Audience, AuthenticationContextClass, EmptyAdditionalClaims, IssuerUrl, JsonWebKeyId, Nonce,
    PrivateSigningKey as _, StandardClaims, SubjectIdentifier,
};
use serde_json::{Value, json};

use crate::decor::MAINTENANT;

/// A key for these tests and nothing else.
const CLE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----";
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
}

impl Caducee {
    pub async fn demarrer() -> Arc<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let identifiant = Mutex::new("3690990015/CPED0001".to_owned());
        let (montree, moyen) = (Mutex::new(MAINTENANT.seconds()), Mutex::new("MOBILE"));
        let lui = Arc::new(Self { issuer, nonce: Mutex::default(), identifiant, montree, moyen });
        let router = lui.clone().router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        lui
    }

    fn router(self: Arc<Self>) -> Router {
        let [decouverte, jeton, identite] = [self.clone(), self.clone(), self];
        Router::new()
            .route("/.well-known/openid-configuration", get(move || async move { Json(decouverte.decouverte()) }))
            .route("/certs", get(|| async { Json(json!({"keys": [cle().as_verification_key()]})) }))
            .route("/token", post(move || async move { Json(jeton.jetons()) }))
            .route("/userinfo", get(move || async move { Json(identite.identite()) }))
    }

    fn decouverte(&self) -> Value {
        let a = |chemin: &str| format!("{}{chemin}", self.issuer);
        json!({
            "issuer": self.issuer, "authorization_endpoint": a("/auth"), "token_endpoint": a("/token"),
            "userinfo_endpoint": a("/userinfo"), "jwks_uri": a("/certs"), "end_session_endpoint": a("/logout"),
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA"],
        })
    }

    fn jetons(&self) -> Value {
        let claims = CoreIdTokenClaims::new(
            IssuerUrl::new(self.issuer.clone()).unwrap(),
            vec![Audience::new("portail".to_owned())],
            "2100-01-01T00:00:00Z".parse().unwrap(),
            "2020-01-01T00:00:00Z".parse().unwrap(),
            StandardClaims::new(SubjectIdentifier::new("sub".to_owned())),
            EmptyAdditionalClaims {},
        )
        .set_nonce(Some(Nonce::new(self.nonce.lock().unwrap().clone())))
        .set_auth_time(Some(date(*self.montree.lock().unwrap()).parse().unwrap()))
        .set_auth_context_ref(Some(AuthenticationContextClass::new("eidas1".to_owned())));
        let acces = AccessToken::new(ACCES.to_owned());
        let alg = CoreJwsSigningAlgorithm::EdDsa;
        let id_token = CoreIdToken::new(claims, &cle(), alg, Some(&acces), None).unwrap();
        json!({"access_token": ACCES, "token_type": "Bearer", "expires_in": 60, "id_token": id_token})
    }

    fn identite(&self) -> Value {
        let identifiant = self.identifiant.lock().unwrap().clone();
        let moyen = *self.moyen.lock().unwrap();
        json!({
            "sub": "sub", "given_name": "Malik", "family_name": "FICTIF-ROCHE", "SubjectNameID": identifiant,
            "authMode": moyen,
        })
    }
}

fn cle() -> CoreEdDsaPrivateSigningKey {
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(CLE, Some(JsonWebKeyId::new("k1".to_owned()))).unwrap()
}

fn date(secondes: i64) -> String {
    jiff::Timestamp::from_second(secondes).unwrap().to_string()
}
