use axum::Json;
use axum::extract::Extension;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::post;
use idp_core::trace::{Ring, RingSettings};
use serde_json::json;
use tower::ServiceExt as _;

use super::*;
use crate::fakes::FakeIssuer;

const TOKEN: &str = "/auth/realms/esante-wallet/protocol/openid-connect/token";
const JWT: &str = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";

async fn endpoint(Extension(carnet): Extension<Carnet>, body: String) -> Response {
    let sent = Parameters::parse(body.as_bytes());
    carnet.note("dui", &sent, None);
    match sent.get("code") {
        Some("good") => Json(json!({"id_token": JWT, "access_token": "opaque"})).into_response(),
        _ => {
            let told = json!({"code": "jeton.deja-utilise", "cause": "spent", "remedy": "ask once"});
            let said = json!({"error": "invalid_grant", "error_description": "spent", "caducee": told});
            (StatusCode::BAD_REQUEST, Json(said)).into_response()
        }
    }
}

/// The answer of the endpoint as the caller has it, and what is noted of it.
async fn traced(tokens: bool, body: &str) -> (String, Trace) {
    let house = FakeIssuer::new().await;
    let traces: Arc<dyn Traces> = Arc::new(Ring::new(house.ambient.clone(), RingSettings::new(tokens)));
    let tenue = Tenue { ambient: house.ambient.clone(), hosts: house.hosts.clone(), traces: traces.clone() };
    let router = tenue.around(Router::new().route(TOKEN, post(endpoint)));
    let request = Request::post(TOKEN).body(Body::from(body.to_owned())).unwrap();
    let answer = router.oneshot(request).await.unwrap();
    let bytes = to_bytes(answer.into_body(), LONGEST).await.unwrap();
    (String::from_utf8(bytes.to_vec()).unwrap(), traces.of(&"dui".into()).remove(0))
}

// requirement: O02
#[tokio::test]
async fn a_refusal_is_noted_with_its_code_and_no_secret() {
    let (answer, trace) = traced(true, "grant_type=authorization_code&code=stolen&client_secret=s3cret").await;
    assert!(answer.contains("invalid_grant"), "the caller reads what the endpoint said: {answer}");
    let Outcome::Refused(fault) = &trace.outcome else { panic!("{trace:?}") };
    assert_eq!((fault.error.as_str(), fault.code.as_str()), ("invalid_grant", "jeton.deja-utilise"));
    assert_eq!((trace.status, trace.door), (400, Door::Token));
    let told = format!("{trace:?}");
    assert!(told.contains("authorization_code") && !told.contains("stolen") && !told.contains("s3cret"), "{told}");
}

// requirement: O02
#[tokio::test]
async fn a_token_is_noted_decoded_where_everybody_is_invented_and_nowhere_else() {
    let (answer, trace) = traced(true, "code=good").await;
    assert!(answer.contains(JWT));
    let Outcome::Answered(tokens) = &trace.outcome else { panic!("{trace:?}") };
    assert_eq!(tokens.len(), 1);
    assert_eq!(tokens[0].decoded().unwrap().claims["sub"], "x");
    assert!(!format!("{trace:?}").contains("c2lnbmF0dXJl"), "without its signature");
    let (answer, trace) = traced(false, "code=good").await;
    assert!(answer.contains(JWT));
    assert_eq!(trace.outcome, Outcome::Answered(vec![]));
}
