//! Shared Signals (OpenID SSF 1.0): what the transmitter says of itself, the streams that a receiver manages, and the poll of
//! RFC 8936. A receiver shows a token of its own (`client_credentials`, scope `ssf.manage`).

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use idp_core::client::Client;
use idp_core::explain::Explained;
use idp_core::sender::{Presented, Scheme};
use idp_core::signal::{Asked, SCOPE, SignalRefusal, StreamId, Verb};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::OidcState;
use super::answer::{PRIVATE, port_refused};
use super::caller::Caller;
use super::userinfo::{Shown, challenge};

/// SSF 1.0 §7.1. A stream hears of everybody who has a grant with its client.
pub async fn configuration(State(state): State<OidcState>) -> Response {
    let at = |path| state.hosts.at(path);
    use idp_core::hosts::Hosts;
    Json(json!({
        "spec_version": "1_0",
        "issuer": state.hosts.issuer,
        "jwks_uri": at(Hosts::CERTS),
        "delivery_methods_supported": ["urn:ietf:rfc:8935", "urn:ietf:rfc:8936"],
        "configuration_endpoint": at(Hosts::SIGNAL_STREAMS),
        "status_endpoint": at(Hosts::SIGNAL_STATUS),
        "add_subject_endpoint": at(Hosts::SIGNAL_SUBJECTS_ADD),
        "remove_subject_endpoint": at(Hosts::SIGNAL_SUBJECTS_REMOVE),
        "verification_endpoint": at(Hosts::SIGNAL_VERIFICATION),
        "authorization_schemes": [{ "spec_urn": "urn:ietf:rfc:6749" }],
        "default_subjects": "ALL",
    }))
    .into_response()
}

#[derive(Deserialize)]
pub struct Named {
    stream_id: Option<String>,
}

pub async fn create(State(state): State<OidcState>, caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    let created = async {
        let client = receiver(&state, &caller, &headers).await?;
        state.streaming.create(&client, &body).await
    };
    match created.await {
        Ok(stream) => (StatusCode::CREATED, PRIVATE, Json(stream)).into_response(),
        Err(refusal) => refused(&state, &refusal),
    }
}

pub async fn read(
    State(state): State<OidcState>,
    caller: Caller,
    headers: HeaderMap,
    Query(named): Query<Named>,
) -> Response {
    answer(&state, async {
        let client = receiver(&state, &caller, &headers).await?;
        state.streaming.configuration(&client, named.stream_id.as_deref()).await
    })
    .await
}

pub async fn update(State(state): State<OidcState>, caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    write(&state, &caller, &headers, &body, Verb::Update).await
}

pub async fn replace(State(state): State<OidcState>, caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    write(&state, &caller, &headers, &body, Verb::Replace).await
}

async fn write(state: &OidcState, caller: &Caller, headers: &HeaderMap, body: &[u8], verb: Verb) -> Response {
    answer(state, async {
        let client = receiver(state, caller, headers).await?;
        state.streaming.write(&client, body, verb).await
    })
    .await
}

pub async fn delete(
    State(state): State<OidcState>,
    caller: Caller,
    headers: HeaderMap,
    Query(named): Query<Named>,
) -> Response {
    done(&state, async {
        let client = receiver(&state, &caller, &headers).await?;
        let id = named.stream_id.ok_or(SignalRefusal::Request("stream_id is missing"))?;
        state.streaming.delete(&client, &id).await.map(|()| StatusCode::NO_CONTENT)
    })
    .await
}

pub async fn status(
    State(state): State<OidcState>,
    caller: Caller,
    headers: HeaderMap,
    Query(named): Query<Named>,
) -> Response {
    answer(&state, async {
        let client = receiver(&state, &caller, &headers).await?;
        let id = named.stream_id.ok_or(SignalRefusal::Request("stream_id is missing"))?;
        state.streaming.status(&client, &id).await
    })
    .await
}

pub async fn set_status(State(state): State<OidcState>, caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    answer(&state, async {
        let client = receiver(&state, &caller, &headers).await?;
        state.streaming.set_status(&client, &body).await
    })
    .await
}

pub async fn add_subject(State(state): State<OidcState>, caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    done(&state, async {
        let client = receiver(&state, &caller, &headers).await?;
        state.streaming.subject(&client, &body, false).await.map(|()| StatusCode::OK)
    })
    .await
}

pub async fn remove_subject(
    State(state): State<OidcState>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    done(&state, async {
        let client = receiver(&state, &caller, &headers).await?;
        state.streaming.subject(&client, &body, true).await.map(|()| StatusCode::NO_CONTENT)
    })
    .await
}

pub async fn verify(State(state): State<OidcState>, caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    done(&state, async {
        let client = receiver(&state, &caller, &headers).await?;
        state.streaming.verify(&client, &body).await.map(|()| StatusCode::NO_CONTENT)
    })
    .await
}

/// RFC 8936 §2.2.
pub async fn poll(
    State(state): State<OidcState>,
    caller: Caller,
    headers: HeaderMap,
    Path(stream): Path<String>,
    body: Bytes,
) -> Response {
    let handed = async {
        let client = receiver(&state, &caller, &headers).await?;
        let asked: Asked =
            serde_json::from_slice(&body).map_err(|_| SignalRefusal::Request("the body cannot be read"))?;
        state.transmission.poll(&client, &StreamId::from(stream), &asked).await
    };
    match handed.await {
        Ok(handed) => (PRIVATE, Json(handed)).into_response(),
        Err(refusal) => refused(&state, &refusal),
    }
}

async fn receiver(state: &OidcState, caller: &Caller, headers: &HeaderMap) -> Result<Client, SignalRefusal> {
    let Shown::One(scheme, token) = Shown::read(headers) else {
        return Err(SignalRefusal::Token("the access token is missing from the Authorization header"));
    };
    let presented = Presented {
        scheme,
        token: &token,
        dpop: &caller.dpop,
        certificate: &caller.certificate,
        method: &caller.method,
        url: &caller.url,
    };
    state.streaming.receiver(presented).await
}

async fn answer(state: &OidcState, what: impl Future<Output = Result<Value, SignalRefusal>>) -> Response {
    match what.await {
        Ok(body) => (PRIVATE, Json(body)).into_response(),
        Err(refusal) => refused(state, &refusal),
    }
}

async fn done(state: &OidcState, what: impl Future<Output = Result<StatusCode, SignalRefusal>>) -> Response {
    match what.await {
        Ok(status) => (status, PRIVATE).into_response(),
        Err(refusal) => refused(state, &refusal),
    }
}

/// SSF §8.1 wants `err` and `description`, as RFC 8935 has them.
#[derive(Serialize)]
struct Refused {
    err: &'static str,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    caducee: Option<Explained>,
}

fn refused(state: &OidcState, refusal: &SignalRefusal) -> Response {
    let caducee = state.explain.of(refusal, refusal.is_proven());
    let status = match refusal {
        SignalRefusal::Token(_) => StatusCode::UNAUTHORIZED,
        SignalRefusal::Scope { .. } => StatusCode::FORBIDDEN,
        SignalRefusal::Request(_) => StatusCode::BAD_REQUEST,
        SignalRefusal::Unknown => StatusCode::NOT_FOUND,
        SignalRefusal::Second => StatusCode::CONFLICT,
        SignalRefusal::TooSoon => StatusCode::TOO_MANY_REQUESTS,
        SignalRefusal::Sender(refusal) => return challenge::sender(refusal, Scheme::Bearer, caducee),
        SignalRefusal::Port(error) => return port_refused(error),
        SignalRefusal::Signing(error) => {
            tracing::error!(%error, "a security event token could not be signed");
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    tracing::info!(code = refusal.code(), cause = %refusal, "a receiver was refused");
    let err = refusal.word();
    let body = Json(Refused { err, description: refusal.public(), caducee });
    let mut response = (status, PRIVATE, body).into_response();
    let challenge = match refusal {
        SignalRefusal::Token(_) => Some("Bearer error=\"invalid_token\"".to_owned()),
        SignalRefusal::Scope { .. } => Some(format!("Bearer error=\"insufficient_scope\", scope=\"{SCOPE}\"")),
        _ => None,
    };
    if let Some(value) = challenge.and_then(|text| HeaderValue::from_str(&text).ok()) {
        response.headers_mut().insert(WWW_AUTHENTICATE, value);
    }
    response
}
