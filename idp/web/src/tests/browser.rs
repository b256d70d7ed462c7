use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{HeaderMap, Request, StatusCode};
use rustls::pki_types::CertificateDer;
use service::Peer;
use tower::ServiceExt as _;

use super::maison::Maison;
use crate::fakes::RETURN;

/// A browser with its cookies. The card is what it shows to the card host.
#[derive(Default)]
pub struct Navigateur {
    pub cookies: BTreeMap<String, String>,
    pub card: Option<&'static str>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub html: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// A parameter of the address that the browser is sent to.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let url = url::Url::parse(self.location()).ok()?;
        url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }

    pub fn csrf(&self) -> String {
        let field = self.html.split(r#"name="csrf" value=""#).nth(1).expect("the page has a form");
        field.split('"').next().unwrap().to_owned()
    }
}

/// The request that the tests begin with, `more` added.
pub fn auth(more: &str) -> String {
    let back: String = url::form_urlencoded::byte_serialize(RETURN.as_bytes()).collect();
    format!(
        "/auth?client_id=dui&response_type=code&redirect_uri={back}&scope=openid+scope_all&state=s-1&nonce=n-1{more}"
    )
}

impl Navigateur {
    pub async fn get(&mut self, router: &Router, path: &str) -> Answer {
        self.send(router, Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, router: &Router, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(router, request.body(Body::from(body)).unwrap()).await
    }

    async fn send(&mut self, router: &Router, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request.headers_mut().insert(COOKIE, cookies.join("; ").parse().unwrap());
        let certificates = self.card.iter().map(|text| CertificateDer::from(text.as_bytes().to_vec())).collect();
        request.extensions_mut().insert(Peer { addr: "192.0.2.7:50000".parse().unwrap(), certificates });
        let response = router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all(SET_COOKIE) {
            self.keep(value.to_str().unwrap());
        }
        let html = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, html }
    }

    fn keep(&mut self, set: &str) {
        let framed = set.contains("-etat=");
        let readers = if framed { "SameSite=None" } else { "SameSite=Lax" };
        assert_eq!(set.contains("HttpOnly"), !framed, "{set}");
        for want in ["__Host-", "Secure", readers, "Path=/"] {
            assert!(set.contains(want), "{want} is missing in {set}");
        }
        let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
        if set.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Begins a login: the address of its page, and the page.
    pub async fn begin(&mut self, maison: &Maison, more: &str) -> (String, Answer) {
        let sent = self.get(&maison.authorization, &auth(more)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
        let path = sent.location().to_owned();
        let page = self.get(&maison.authorization, &path).await;
        (path, page)
    }

    /// Signs in with the phone of this person; the last answer.
    pub async fn sign_in(&mut self, maison: &Maison, number: &str, more: &str) -> (String, Answer) {
        let (path, page) = self.begin(maison, more).await;
        let csrf = page.csrf();
        self.post(&maison.authorization, &format!("{path}/numero"), &[("csrf", &csrf), ("numero", number)]).await;
        maison.telephone.answer(idp_core::ecps::DemandeEtat::Approuvee);
        let answer = self.post(&maison.authorization, &format!("{path}/suite"), &[("csrf", &csrf)]).await;
        (path, answer)
    }
}
