//! A browser in front of the service, with its one cookie, and a program in front of the other door.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::provider::{Provider, parameter};

pub struct Browser {
    pub provider: Arc<Provider>,
    web: Router,
    machines: Router,
    pub cookie: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub headers: String,
    pub body: String,
}

impl Browser {
    pub async fn new() -> Self {
        // Another test of this process may have been first.
        let _already = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let provider = Provider::start().await;
        let config = dmp::Config {
            issuer: provider.issuer.clone(),
            client_id: "dmp".to_owned(),
            client_secret: "secret".to_owned(),
            redirect_uri: "https://localhost:8455/retour".to_owned(),
            base_url: "https://localhost:8455/".to_owned(),
            api_url: "https://localhost:8456/".to_owned(),
            ca_pem: None,
            scopes: vec!["scope_all".to_owned(), "situation".to_owned()],
            matrice: None,
            faits: None,
            espace_patient_simule: true,
            essai: false,
            horloge: Arc::new(|| 1_795_410_300),
        };
        let dmp::Services { web, machines } = dmp::services(config).expect("a good configuration");
        Self { provider, web, machines, cookie: String::new() }
    }

    /// Somebody of this role and profession, signed in.
    pub async fn of(role: &'static str, profession: &'static str) -> Self {
        let mut browser = Self::new().await;
        *browser.provider.role.lock().expect("held") = role;
        *browser.provider.profession.lock().expect("held") = profession;
        browser.sign_in("/connexion").await;
        browser
    }

    /// Leaves by this page and comes back: where to.
    pub async fn sign_in(&mut self, page: &str) -> String {
        let leaving = self.get(page).await.location;
        let parameter = |name| parameter(&leaving, name).unwrap_or_default();
        *self.provider.nonce.lock().expect("held") = parameter("nonce");
        self.get(&format!("/retour?code=c&state={}", parameter("state"))).await.location
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.fill("GET", path, "").await
    }

    /// `POST` of a form, with the token of the page that it is on.
    pub async fn post(&mut self, page: &str, path: &str, form: &str) -> Answer {
        let page = self.get(page).await.body;
        let (_, csrf) = page.rsplit_once("name=\"csrf\" value=\"").expect("a form");
        let csrf = csrf.split('"').next().unwrap_or_default();
        self.fill("POST", path, &format!("csrf={csrf}&{form}")).await
    }

    pub async fn fill(&mut self, method: &str, path: &str, form: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header(COOKIE, &self.cookie);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.body(Body::from(form.to_owned())).expect("a request");
        let response = self.web.clone().oneshot(request).await.expect("a router never fails");
        if let Some(cookie) = response.headers().get(SET_COOKIE) {
            let cookie = cookie.to_str().expect("text");
            assert!(cookie.contains("Secure") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
            self.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        }
        answer(response).await
    }

    /// A program's call with this token, over a connection of this certificate.
    pub async fn call(
        &self,
        (method, path): (&str, &str),
        token: &str,
        certificate: Option<&[u8]>,
        body: &Value,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(CONTENT_TYPE, "application/json");
        if !token.is_empty() {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(der) = certificate {
            request = request.extension(dmp::CertificatPresente(der.to_vec()));
        }
        let request = request.body(Body::from(body.to_string())).expect("a request");
        answer(self.machines.clone().oneshot(request).await.expect("a router never fails")).await
    }
}

async fn answer(response: axum::response::Response) -> Answer {
    let status = response.status();
    let location = response.headers().get(LOCATION).map_or("", |to| to.to_str().expect("text")).to_owned();
    let headers = format!("{:?}", response.headers());
    let body = to_bytes(response.into_body(), 1 << 20).await.expect("a body");
    Answer { status, location, headers, body: String::from_utf8_lossy(&body).into_owned() }
}
