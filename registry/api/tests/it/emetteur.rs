//! A stand-in for our own provider: it publishes keys, and signs what a test wants signed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use axum::routing::get;
use axum::{Json, Router};
use http::StatusCode;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

/// Keys for these tests and nothing else.
const PUBLIEE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----";
const AUTRE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\n-----END PRIVATE KEY-----";
const KID: &str = "essai";

pub const RESSOURCE: &str = "https://registre.test/api/v1";

pub struct Emetteur {
    pub issuer: String,
    /// Answers nothing but errors.
    pub en_panne: AtomicBool,
    /// How often it was asked for its keys.
    pub questions: AtomicUsize,
}

impl Emetteur {
    pub async fn demarrer() -> Arc<Self> {
        // another test of this process may have been first
        let _already = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let _already = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let lui = Arc::new(Self { issuer, en_panne: AtomicBool::default(), questions: AtomicUsize::default() });
        let [decouverte, cles] = [lui.clone(), lui.clone()];
        let routeur = Router::new()
            .route("/.well-known/openid-configuration", get(async move || decouverte.repondre(decouverte.document())))
            .route("/certs", get(async move || cles.repondre(cles.cles())));
        tokio::spawn(async move { axum::serve(listener, routeur).await });
        lui
    }

    fn repondre(&self, document: Value) -> Result<Json<Value>, StatusCode> {
        if self.en_panne.load(Ordering::Relaxed) { Err(StatusCode::BAD_GATEWAY) } else { Ok(Json(document)) }
    }

    fn document(&self) -> Value {
        self.questions.fetch_add(1, Ordering::Relaxed);
        json!({"issuer": self.issuer, "jwks_uri": format!("{}/certs", self.issuer)})
    }

    fn cles(&self) -> Value {
        let mut cle = Jwk::from_encoding_key(&cle(PUBLIEE), Algorithm::EdDSA).unwrap();
        cle.common.key_id = Some(KID.to_owned());
        json!({"keys": [cle]})
    }

    /// What an access token for the registry says, for one minute; `changes` say otherwise, `null` takes a claim away.
    pub fn claims(&self, personne: &str, maintenant: i64, changes: &[(&str, Value)]) -> Value {
        let mut claims = json!({
            "iss": self.issuer, "aud": RESSOURCE, "exp": maintenant + 60, "iat": maintenant, "jti": "j", "sub": "s",
            "client_id": "logiciel", "scope": "openid registre registre.coordonnees", "SubjectNameID": personne,
            "acr": "eidas3", "auth_time": maintenant - 100, "amr": ["sc", "pin", "mfa"], "authMode": "CARD",
        });
        for (nom, valeur) in changes {
            claims[*nom] = valeur.clone();
        }
        claims.as_object_mut().unwrap().retain(|_, valeur| !valeur.is_null());
        claims
    }

    pub fn signer(&self, claims: &Value) -> String {
        signe(PUBLIEE, "at+jwt", KID, claims)
    }
}

/// As a token of another kind.
pub fn d_un_autre_genre(typ: &str, claims: &Value) -> String {
    signe(PUBLIEE, typ, KID, claims)
}

/// Under the published name, by another key.
pub fn par_une_autre_cle(claims: &Value) -> String {
    signe(AUTRE, "at+jwt", KID, claims)
}

/// By a key of another name.
pub fn sous_un_autre_nom(claims: &Value) -> String {
    signe(AUTRE, "at+jwt", "inconnue", claims)
}

fn signe(pem: &str, typ: &str, kid: &str, claims: &Value) -> String {
    let entete = Header { typ: Some(typ.to_owned()), kid: Some(kid.to_owned()), ..Header::new(Algorithm::EdDSA) };
    jsonwebtoken::encode(&entete, claims, &cle(pem)).unwrap()
}

fn cle(pem: &str) -> EncodingKey {
    EncodingKey::from_ed_pem(pem.as_bytes()).unwrap()
}
