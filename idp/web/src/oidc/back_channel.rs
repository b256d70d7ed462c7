use ::oidc::Parameters;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use idp_core::client_auth::{BackChannelCall, ClientAuthRefusal, Proven};

use super::OidcState;
use super::answer::client_refused;
use super::caller::Caller;
use crate::carnet::Carnet;

/// A form that a server posted, with its `Authorization` header and what tells who posted it.
pub struct BackChannel {
    authorization: Option<String>,
    pub params: Parameters,
    caller: Caller,
    proven: Proven,
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
            proven: Some(&self.proven),
        }
    }
}

impl BackChannel {
    /// As client authentication found, once a use case has answered.
    pub fn is_proven(&self) -> bool {
        self.proven.is()
    }
}

impl FromRequest<OidcState> for BackChannel {
    type Rejection = Response;

    async fn from_request(request: Request, state: &OidcState) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let caller = Caller::read(&parts, &state.reached);
        if parts.headers.get_all(AUTHORIZATION).iter().count() > 1 {
            return Err(unread(state, "one Authorization header at most"));
        }
        let authorization = text(&parts.headers, &AUTHORIZATION);
        let carnet = parts.extensions.get::<Carnet>().cloned();
        if !is_form(&parts.headers) {
            return Err(unread(state, "the body is application/x-www-form-urlencoded"));
        }
        let request = Request::from_parts(parts, body);
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let form = Self { authorization, params: Parameters::parse(&body), caller, proven: Proven::default() };
        if let (Some(carnet), Some(client)) = (carnet, form.call().named()) {
            carnet.note(&client, &form.params, None);
        }
        Ok(form)
    }
}

fn unread(state: &OidcState, why: &'static str) -> Response {
    client_refused(state, &ClientAuthRefusal::Request(why))
}

pub fn is_form(headers: &HeaderMap) -> bool {
    let kind = text(headers, &CONTENT_TYPE).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

pub fn text(headers: &HeaderMap, name: &axum::http::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
