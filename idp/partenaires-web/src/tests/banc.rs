use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use ambient::{RestKey, Seconds};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Extension;
use http::{HeaderMap, Request, StatusCode, header};
use idp_core::assurance::Assurance;
use idp_core::claims::subject::{SubjectSettings, Subjects};
use idp_core::claims::{ClaimSettings, Claims};
use idp_core::hosts::Hosts;
use idp_core::lifetimes::Lifetimes;
use idp_core::trace::{Ring, RingSettings, Traces};
use idp_partenaires::{Catalogue, Reglages};
use service::Peer;
use tower::ServiceExt as _;

use super::bench::Bench;
use crate::{Espace, Etat};

pub const ISSUER: &str = "https://idp.example/auth/realms/esante-wallet";

/// The space over SQLite, and the operator's pages of it.
pub struct Site {
    pub bench: Bench,
    pub traces: Arc<dyn Traces>,
    space: Router,
    operator: Router,
}

/// One browser: its cookies go where they came from.
pub struct Browser<'a> {
    router: &'a Router,
    cookies: Mutex<BTreeMap<String, String>>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The token of the page's forms.
    pub fn csrf(&self) -> String {
        self.between("name=\"csrf\" value=\"", "\"")
    }

    pub fn between(&self, before: &str, after: &str) -> String {
        let rest = self.body.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {}", self.body));
        rest.split(after).next().unwrap().to_owned()
    }
}

impl Site {
    pub async fn new(change: impl FnOnce(&mut Reglages)) -> Self {
        let bench = Bench::new(change).await;
        let traces: Arc<dyn Traces> = Arc::new(Ring::new(bench.ambient.clone(), RingSettings::new(true)));
        let hosts = Hosts { issuer: ISSUER.into(), authorization: "https://wallet.example".into(), mtls: None };
        let rest = RestKey::from_bytes(&[1; 32]);
        let claims = Claims {
            hosts,
            subjects: Subjects::new(SubjectSettings::new(uuid::Uuid::from_u128(7)), rest.clone()),
            lifetimes: Lifetimes::default(),
            assurance: Assurance::default(),
            settings: ClaimSettings::default(),
        };
        let etat = Etat::new(Espace {
            ambient: bench.ambient.clone(),
            rest,
            entree: bench.entree.clone(),
            bureau: bench.bureau.clone(),
            catalogue: Catalogue { claims },
            traces: traces.clone(),
            issuer: ISSUER.into(),
            ruban: None,
        });
        let peer = Peer { addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 4711)), certificates: vec![] };
        let space = crate::router(etat.clone()).layer(Extension(peer));
        Self { space, operator: crate::exploitant(etat), traces, bench }
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser { router: &self.space, cookies: Mutex::default() }
    }

    pub fn operator(&self) -> Browser<'_> {
        Browser { router: &self.operator, cookies: Mutex::default() }
    }

    /// Signed in by the link of a mail, as a browser does it.
    pub async fn signed_in(&self, courriel: &str) -> Browser<'_> {
        let browser = self.browser();
        let door = browser.get("/").await;
        let sent = browser.post("/entree", &[("csrf", &door.csrf()), ("courriel", courriel)]).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
        self.bench.taches.faire().await;
        let mail = self.bench.boite.dernier(courriel).unwrap();
        let lien = mail.split("?l=").nth(1).unwrap().split_whitespace().next().unwrap();
        let page = browser.get(&format!("/entree/lien?l={lien}")).await;
        let entered = browser.post("/entree/lien", &[("csrf", &page.csrf()), ("l", lien)]).await;
        assert_eq!((entered.status, entered.location()), (StatusCode::SEE_OTHER, "/"), "{}", entered.body);
        browser
    }

    /// The address of the services of a new organisation of whoever is signed in.
    pub async fn organisation(&self, browser: &Browser<'_>) -> String {
        let home = browser.get("/").await;
        let made = browser.post("/organisations", &[("csrf", &home.csrf()), ("nom", "Équipe Dossier")]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        made.location().to_owned()
    }

    pub fn later(&self, length: Seconds) {
        self.bench.clock.advance(length);
    }
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), String::new()).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let form = "application/x-www-form-urlencoded";
        self.send(Request::post(path).header(header::CONTENT_TYPE, form), body).await
    }

    pub async fn send(&self, request: http::request::Builder, body: String) -> Answer {
        let cookies: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request.header(header::COOKIE, cookies.join("; ")).body(Body::from(body)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            assert!(text.contains("Secure") && text.contains("HttpOnly") && text.contains("Path=/"), "{text}");
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            assert!(name.starts_with("__Host-"), "{name}");
            self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
        }
        let bytes = to_bytes(body, 1 << 20).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}
