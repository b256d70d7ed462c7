use ::oidc::ErrorCode;
use axum::Json;
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use idp_core::explain::Explained;
use idp_core::sender::{Scheme, SenderRefusal};
use idp_core::token::PublicRefusal;

use crate::oidc::answer::{PRIVATE, Refused, port_refused};
use crate::oidc::dpop_nonce;

const BEARER: &str = "Bearer realm=\"esante-wallet\"";
const DPOP: &str = "DPoP realm=\"esante-wallet\", algs=\"PS256 ES256 EdDSA\"";

/// RFC 6750 §3: a request without any token is challenged without an error.
pub fn without_token() -> Response {
    (StatusCode::UNAUTHORIZED, PRIVATE, challenges(BEARER, DPOP)).into_response()
}

/// RFC 6750 §3.1: what came does not do, or not for this.
pub fn told(public: PublicRefusal, scheme: Scheme, caducee: Option<Explained>) -> Response {
    let status = match public.error {
        ErrorCode::InvalidRequest => StatusCode::BAD_REQUEST,
        ErrorCode::InsufficientScope => StatusCode::FORBIDDEN,
        _ => StatusCode::UNAUTHORIZED,
    };
    refused(status, scheme, public, caducee)
}

/// RFC 9449 §7.1 and §9: what is wrong with a proof is told with the scheme DPoP, whatever came.
pub fn sender(refusal: &SenderRefusal, scheme: Scheme, caducee: Option<Explained>) -> Response {
    tracing::info!(code = refusal.code(), cause = %refusal, "a resource was refused to a sender");
    let of_proof = |caducee| refused(StatusCode::UNAUTHORIZED, Scheme::DPoP, refusal.public(), caducee);
    match refusal {
        SenderRefusal::Port(error) => port_refused(error),
        SenderRefusal::Token(_) => told(refusal.public(), scheme, caducee),
        SenderRefusal::Proof(_) | SenderRefusal::Differs { .. } | SenderRefusal::Request(_) => of_proof(caducee),
        SenderRefusal::Nonce { nonce, .. } => dpop_nonce::with(nonce, of_proof(caducee)),
    }
}

/// The scheme that was used says the error; the other one says that it exists (RFC 9449 §7.2).
fn refused(status: StatusCode, scheme: Scheme, public: PublicRefusal, caducee: Option<Explained>) -> Response {
    let error = format!("error=\"{}\", error_description=\"{}\"", public.error, public.description);
    let challenges = match scheme {
        Scheme::Bearer => challenges(&format!("{BEARER}, {error}"), DPOP),
        Scheme::DPoP => challenges(BEARER, &format!("{DPOP}, {error}")),
    };
    (status, PRIVATE, challenges, Json(Refused::new(public, caducee))).into_response()
}

fn challenges(bearer: &str, dpop: &str) -> AppendHeaders<[(HeaderName, HeaderValue); 2]> {
    // what stands in them is ours, and ASCII
    let value = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(BEARER));
    AppendHeaders([(WWW_AUTHENTICATE, value(bearer)), (WWW_AUTHENTICATE, value(dpop))])
}
