use ::oidc::Parameters;
use ::oidc::basic_credentials::BasicCredentials;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use idp_core::client_auth::BackChannelCall;

use super::answer::bad_request;
use super::caller::Caller;

/// A form that a server posted, with its `Authorization` header and what tells who posted it.
pub struct BackChannel {
    authorization: Option<String>,
    pub params: Parameters,
    caller: Caller,
}

impl BackChannel {
    pub fn call(&self) -> BackChannelCall<'_> {
        BackChannelCall {
            authorization: self.authorization.as_deref(),
            params: &self.params,
            source: &self.caller.source,
            certificate: &self.caller.certificate,
            dpop: &self.caller.dpop,
            method: &self.caller.method,
            url: &self.caller.url,
        }
    }
}

impl BackChannel {
    /// A secret or a signature came with the call. Once the client is let in, it has proven itself by it: nobody is let in
    /// beside a proof that does not hold, or that is not the registered one.
    pub fn has_credentials(&self) -> bool {
        let sent = |name| self.params.get(name).is_some();
        let header = self.authorization.as_deref().and_then(BasicCredentials::parse);
        header.is_some() || sent("client_secret") || sent("client_assertion")
    }
}

impl<S: Send + Sync> FromRequest<S> for BackChannel {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let caller = Caller::read(&parts);
        if parts.headers.get_all(AUTHORIZATION).iter().count() > 1 {
            return Err(bad_request("one Authorization header at most"));
        }
        let authorization = text(&parts.headers, &AUTHORIZATION);
        if !is_form(&parts.headers) {
            return Err(bad_request("the body is application/x-www-form-urlencoded"));
        }
        let request = Request::from_parts(parts, body);
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        Ok(Self { authorization, params: Parameters::parse(&body), caller })
    }
}

pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = text(headers, &CONTENT_TYPE).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

pub fn text(headers: &HeaderMap, name: &axum::http::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
