use ::oidc::{ErrorCode, ErrorResponse};
use axum::Json;
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use idp_core::sender::{Scheme, SenderRefusal};
use idp_core::token::PublicRefusal;

use crate::oidc::answer::{PRIVATE, port_refused};
use crate::oidc::dpop_nonce;

const BEARER: &str = "Bearer realm=\"esante-wallet\"";
const DPOP: &str = "DPoP realm=\"esante-wallet\", algs=\"PS256 ES256 EdDSA\"";

const INVALID_TOKEN: PublicRefusal =
    PublicRefusal { error: ErrorCode::InvalidToken, description: "the access token is not valid" };

/// RFC 6750 §3: a request without any token is challenged without an error.
pub fn without_token() -> Response {
    (StatusCode::UNAUTHORIZED, PRIVATE, challenges(BEARER, DPOP)).into_response()
}

pub fn invalid_token(scheme: Scheme) -> Response {
    refused(StatusCode::UNAUTHORIZED, scheme, INVALID_TOKEN)
}

/// RFC 6750 §3.1: good, and not for this.
pub fn insufficient_scope(scheme: Scheme) -> Response {
    let public = PublicRefusal {
        error: ErrorCode::InsufficientScope,
        description: "the access token was not asked for with openid",
    };
    refused(StatusCode::FORBIDDEN, scheme, public)
}

/// The token came twice, or in two ways.
pub fn invalid_request(description: &'static str) -> Response {
    let public = PublicRefusal { error: ErrorCode::InvalidRequest, description };
    refused(StatusCode::BAD_REQUEST, Scheme::Bearer, public)
}

/// RFC 9449 §7.1 and §9: what is wrong with a proof is told with the scheme DPoP, whatever came.
pub fn sender(refusal: &SenderRefusal, scheme: Scheme) -> Response {
    tracing::info!(cause = %refusal, "a resource was refused to a sender");
    match refusal {
        SenderRefusal::Port(error) => port_refused(error),
        SenderRefusal::Token(_) => invalid_token(scheme),
        SenderRefusal::Proof(_) | SenderRefusal::Differs { .. } | SenderRefusal::Request(_) => {
            refused(StatusCode::UNAUTHORIZED, Scheme::DPoP, refusal.public())
        }
        SenderRefusal::Nonce { nonce } => {
            dpop_nonce::with(nonce, refused(StatusCode::UNAUTHORIZED, Scheme::DPoP, refusal.public()))
        }
    }
}

/// The scheme that was used says the error; the other one says that it exists (RFC 9449 §7.2).
fn refused(status: StatusCode, scheme: Scheme, public: PublicRefusal) -> Response {
    let error = format!("error=\"{}\", error_description=\"{}\"", public.error, public.description);
    let challenges = match scheme {
        Scheme::Bearer => challenges(&format!("{BEARER}, {error}"), DPOP),
        Scheme::DPoP => challenges(BEARER, &format!("{DPOP}, {error}")),
    };
    let body = ErrorResponse { error: public.error, error_description: public.description.to_owned() };
    (status, PRIVATE, challenges, Json(body)).into_response()
}

fn challenges(bearer: &str, dpop: &str) -> AppendHeaders<[(HeaderName, HeaderValue); 2]> {
    // what stands in them is ours, and ASCII
    let value = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(BEARER));
    AppendHeaders([(WWW_AUTHENTICATE, value(bearer)), (WWW_AUTHENTICATE, value(dpop))])
}
