use ::oidc::Parameters;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use idp_core::client_auth::BackChannelCall;
use service::Peer;

use super::answer::bad_request;

/// A form that a server posted, with its `Authorization` header and where it came from.
pub struct BackChannel {
    authorization: Option<String>,
    pub params: Parameters,
    source: String,
}

impl BackChannel {
    pub fn call(&self) -> BackChannelCall<'_> {
        BackChannelCall {
            authorization: self.authorization.as_deref(),
            ..BackChannelCall::plain(&self.params, &self.source)
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for BackChannel {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let source = request.extensions().get::<Peer>().map(|peer| peer.addr.ip().to_string()).unwrap_or_default();
        if request.headers().get_all(AUTHORIZATION).iter().count() > 1 {
            return Err(bad_request("one Authorization header at most"));
        }
        let authorization = text(request.headers(), &AUTHORIZATION);
        if !is_form(request.headers()) {
            return Err(bad_request("the body is application/x-www-form-urlencoded"));
        }
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        Ok(Self { authorization, params: Parameters::parse(&body), source })
    }
}

pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = text(headers, &CONTENT_TYPE).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

pub fn text(headers: &HeaderMap, name: &axum::http::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
