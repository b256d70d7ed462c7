use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::demande::ACR;
use crate::portee;
use crate::simulateur::FranceConnect;

/// OpenID Connect Discovery 1.0, 3.
pub async fn configuration(State(simulateur): State<FranceConnect>) -> Json<Value> {
    let issuer = simulateur.issuer();
    let a = |chemin: &str| format!("{issuer}{chemin}");
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": a("/authorize"),
        "token_endpoint": a("/token"),
        "userinfo_endpoint": a("/userinfo"),
        "jwks_uri": a("/jwks"),
        "end_session_endpoint": a("/session/end"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["pairwise"],
        "acr_values_supported": ACR,
        "scopes_supported": portee::CONNUES,
        "claims_supported": portee::CLAIMS,
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "id_token_signing_alg_values_supported": ["ES256", "RS256"],
        "userinfo_signing_alg_values_supported": ["ES256", "RS256"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    }))
}

pub async fn cles(State(simulateur): State<FranceConnect>) -> Json<Value> {
    Json(simulateur.cles.publiees())
}
