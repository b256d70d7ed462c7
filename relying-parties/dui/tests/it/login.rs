use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::provider::{Provider, SESSION, parameter};

/// A browser in front of the service, with its one cookie.
pub struct Browser {
    pub provider: Arc<Provider>,
    service: Router,
    cookie: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    headers: String,
    pub body: String,
}

impl Browser {
    pub async fn new() -> Self {
        // Another test of this process may have been first.
        let _already = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let provider = Provider::start().await;
        let config = dui::Config {
            issuer: provider.issuer.clone(),
            client_id: "dui".to_owned(),
            client_secret: "secret".to_owned(),
            redirect_uri: "https://localhost:8445/retour".to_owned(),
            base_url: "https://localhost:8445/".to_owned(),
            ca_pem: None,
            scopes: vec!["scope_all".to_owned(), "situation".to_owned()],
            dmp_url: Some("https://localhost:8455/".to_owned()),
            essai: false,
            horloge: Arc::new(|| 1_795_410_300),
        };
        let service = dui::router(config).await.expect("a good configuration");
        Self { provider, service, cookie: String::new() }
    }

    pub async fn send(&mut self, method: &str, path: &str) -> Answer {
        self.fill(method, path, "").await
    }

    /// `POST` of a form, with the token of the page that it is on.
    async fn post(&mut self, page: &str, path: &str, form: &str) -> Answer {
        let page = self.send("GET", page).await.body;
        let (_, csrf) = page.split_once("name=\"csrf\" value=\"").expect("a form");
        let csrf = csrf.split('"').next().unwrap_or_default();
        self.fill("POST", path, &format!("csrf={csrf}&{form}")).await
    }

    async fn fill(&mut self, method: &str, path: &str, form: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header(COOKIE, &self.cookie);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.body(Body::from(form.to_owned())).expect("a request");
        let response = self.service.clone().oneshot(request).await.expect("a router never fails");
        if let Some(cookie) = response.headers().get(SET_COOKIE) {
            let cookie = cookie.to_str().expect("text");
            assert!(cookie.contains("Secure") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
            self.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        }
        let status = response.status();
        let location = response.headers().get(LOCATION).map_or("", |to| to.to_str().expect("text")).to_owned();
        let headers = format!("{:?}", response.headers());
        let body = to_bytes(response.into_body(), 1 << 20).await.expect("a body");
        Answer { status, location, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Leaves for the provider, which will sign the nonce it was given; returns the state.
    pub async fn leave(&mut self) -> String {
        let leaving = self.send("GET", "/connexion").await;
        let parameter = |name| parameter(&leaving.location, name).unwrap_or_default();
        assert_eq!(parameter("code_challenge_method"), "S256");
        assert_eq!(parameter("acr_values"), "eidas1");
        assert_eq!(parameter("scope"), "openid scope_all situation");
        *self.provider.nonce.lock().expect("held") = parameter("nonce");
        parameter("state")
    }

    /// Comes back to a service that does not believe what the provider says, and is nobody there.
    pub async fn is_refused(&mut self, state: &str, why: &str) {
        let refused = self.send("GET", &format!("/retour?code=c&state={state}")).await;
        assert!(refused.body.contains("dui.id_token"), "{why}: {}", refused.location);
        assert_eq!(self.send("GET", "/api/moi").await.status, StatusCode::UNAUTHORIZED, "{why}");
    }

    pub async fn come_back(&mut self) -> Answer {
        let state = self.leave().await;
        self.send("GET", &format!("/retour?code=c&state={state}")).await
    }
}

#[tokio::test]
async fn an_answer_with_another_state_is_refused_before_its_code_is_spent() {
    let mut browser = Browser::new().await;
    let state = browser.leave().await;
    let refused = browser.send("GET", "/retour?code=c&state=another").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.body.contains("dui.state"));
    let again = browser.send("GET", &format!("/retour?code=c&state={state}")).await;
    assert!(again.body.contains("dui.sans_demande"), "a login serves once");
    assert_eq!(browser.provider.token_calls.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn an_answer_in_another_browser_is_refused() {
    let mut browser = Browser::new().await;
    let state = browser.leave().await;
    browser.cookie = "__Host-dui=someone-else".to_owned();
    assert!(browser.send("GET", &format!("/retour?code=c&state={state}")).await.body.contains("dui.sans_demande"));
}

#[tokio::test]
async fn an_answer_of_another_issuer_is_refused() {
    let mut browser = Browser::new().await;
    let state = browser.leave().await;
    let refused = browser.send("GET", &format!("/retour?code=c&state={state}&iss=https://ailleurs.example")).await;
    assert!(refused.body.contains("dui.iss"));
}

#[tokio::test]
async fn an_id_token_with_another_nonce_audience_or_access_token_is_refused() {
    for spoil in ["nonce", "audience", "at_hash"] {
        let mut browser = Browser::new().await;
        let state = browser.leave().await;
        let spoilt = match spoil {
            "nonce" => &browser.provider.nonce,
            "audience" => &browser.provider.audience,
            _ => &browser.provider.hashed,
        };
        *spoilt.lock().expect("held") = "another".to_owned();
        browser.is_refused(&state, spoil).await;
    }
}

#[tokio::test]
async fn the_error_of_the_provider_is_explained() {
    let mut browser = Browser::new().await;
    let state = browser.leave().await;
    let told =
        browser.send("GET", &format!("/retour?error=access_denied&error_description=cancelled&state={state}")).await;
    assert!(told.body.contains("Vous n’êtes pas connecté") && told.body.contains("access_denied: cancelled"));
}

#[tokio::test]
async fn a_login_shows_the_lines_of_the_role_and_changes_the_cookie() {
    let mut browser = Browser::new().await;
    let state = browser.leave().await;
    let before = browser.cookie.clone();
    assert_eq!(browser.send("GET", &format!("/retour?code=c&state={state}")).await.location, "/residents");
    assert_ne!(browser.cookie, before);
    let page = browser.send("GET", "/residents").await;
    assert!(page.body.contains("Alba FICTIF-MARTEL") && page.body.contains("Soins du jour"));
    assert!(!page.body.contains("data-label=\"Administratif\"") && !page.body.contains("Dossier APA"));
    assert!(page.headers.contains("frame-ancestors 'none'") && page.headers.contains("no-store"));
}

#[tokio::test]
async fn a_role_that_changed_is_seen_at_the_next_refresh() {
    let mut browser = Browser::new().await;
    browser.come_back().await;
    *browser.provider.role.lock().expect("held") = "GENR09";
    let page = browser.send("GET", "/residents").await;
    assert!(page.body.contains("Dossier APA") && !page.body.contains("data-label=\"Soins du jour\""));
    assert!(!page.body.contains("Risque de chute"), "an alert is of care");
    assert_eq!(browser.provider.token_calls.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn the_window_shows_what_was_received_and_no_token() {
    let mut browser = Browser::new().await;
    browser.come_back().await;
    let moi = browser.send("GET", "/api/moi").await.body;
    let moi: Value = serde_json::from_str(&moi).expect("JSON");
    assert_eq!(moi["id_token"]["header"]["alg"], "EdDSA");
    assert_eq!(moi["id_token"]["claims"]["sub"], moi["userinfo"]["sub"]);
    assert_eq!(moi["userinfo"]["SubjectRole"][0], "313^1.2.250.1.213.1.1.5.5");
    assert_eq!(moi["userinfo"]["situation"]["finess"], "690990114");
    assert_eq!(moi["token_response"]["refresh_expires_in"], 1800);
    assert_eq!(moi["token_response"]["not-before-policy"], 0);
    for name in ["access_token", "refresh_token", "id_token"] {
        assert!(moi["token_response"].get(name).is_none(), "{name}");
    }
}

#[tokio::test]
async fn signing_out_closes_here_and_then_at_the_provider() {
    let mut browser = Browser::new().await;
    browser.come_back().await;
    let without = browser.send("POST", "/deconnexion").await;
    assert!(without.status == StatusCode::FORBIDDEN && without.body.contains("dui.formulaire"));
    let out = browser.post("/residents", "/deconnexion", "").await;
    assert!(out.location.starts_with(&format!("{}/logout?id_token_hint=", browser.provider.issuer)));
    assert_eq!(parameter(&out.location, "post_logout_redirect_uri").as_deref(), Some("https://localhost:8445/"));
    assert_eq!(browser.send("GET", "/api/moi").await.status, StatusCode::UNAUTHORIZED);
}

// requirement: S04 S06
#[tokio::test]
async fn a_notice_of_the_provider_closes_the_session_at_once_and_the_browser_is_told() {
    let mut browser = Browser::new().await;
    browser.come_back().await;
    let notice = |provider: &Provider, session: &str, client: &str| {
        format!("logout_token={}", provider.logout_token(session, client))
    };
    let [other_client, other_session, right] = [(SESSION, "dmp"), ("another", "dui"), (SESSION, "dui")]
        .map(|(session, client)| notice(&browser.provider, session, client));
    let cookie = std::mem::take(&mut browser.cookie);
    assert_eq!(browser.fill("POST", "/deconnexion/caducee", &other_client).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        browser.fill("POST", "/deconnexion/caducee", "logout_token=x.y.z").await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(browser.fill("POST", "/deconnexion/caducee", &other_session).await.status, StatusCode::OK);
    browser.cookie = cookie.clone();
    assert_eq!(browser.send("GET", "/residents").await.status, StatusCode::OK, "somebody else's session");
    browser.cookie = String::new();
    assert_eq!(browser.fill("POST", "/deconnexion/caducee", &right).await.status, StatusCode::OK);
    assert_eq!(browser.fill("POST", "/deconnexion/caducee", &right).await.status, StatusCode::BAD_REQUEST, "once");
    browser.cookie = cookie;
    let told = browser.send("GET", "/residents").await;
    assert!(told.status == StatusCode::UNAUTHORIZED && told.body.contains("dui.fin_de_session"));
    assert_eq!(browser.send("GET", "/residents").await.location, "/", "told once");
}

#[tokio::test]
async fn a_file_shows_what_the_role_opens_and_keeps_what_it_may_add() {
    let mut browser = Browser::new().await;
    browser.come_back().await;
    let file = browser.send("GET", "/residents/12").await.body;
    assert!(
        file.contains("Bas de contention") && file.contains("Amlodipine") && !file.contains("Personne de confiance")
    );
    assert!(file.contains("https://localhost:8455/patients/P-0012?lieu=690990114"), "the way to the DMP");
    let noted = browser.post("/residents/12", "/residents/12/notes", "rubrique=soins&texte=A+bien+mange").await;
    assert_eq!(noted.location, "/residents/12");
    let file = browser.send("GET", "/residents/12").await.body;
    assert!(file.contains("A bien mange") && file.contains("Alba FICTIF-MARTEL</span>"));
    assert_eq!(browser.send("GET", "/residents/99").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_role_may_not_add_is_refused_and_bad_input_loses_nothing() {
    let mut browser = Browser::new().await;
    browser.come_back().await;
    for closed in ["projet", "prescriptions", "administratif"] {
        let refused = browser.post("/residents/12", "/residents/12/notes", &format!("rubrique={closed}&texte=x")).await;
        assert!(refused.status == StatusCode::FORBIDDEN && refused.body.contains("dui.role_ferme"), "{closed}");
    }
    let forged = browser.fill("POST", "/residents/12/notes", "csrf=x&rubrique=soins&texte=x").await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let long = "mot+".repeat(300);
    let kept = browser.post("/residents/12", "/residents/12/notes", &format!("rubrique=soins&texte={long}")).await;
    assert!(kept.status == StatusCode::UNPROCESSABLE_ENTITY && kept.body.contains("mot mot mot"));
    browser.cookie = String::new();
    let given_back = browser.fill("POST", "/residents/12/notes", "csrf=x&rubrique=soins&texte=Chute+a+8+h").await;
    assert!(given_back.status == StatusCode::UNAUTHORIZED && given_back.body.contains("Chute a 8 h"));
}

#[tokio::test]
async fn a_role_that_opens_nothing_is_told_so_on_every_page() {
    for role in ["GENR01", "GENR13", "GENR99", ""] {
        let mut browser = Browser::new().await;
        *browser.provider.role.lock().expect("held") = role;
        browser.come_back().await;
        for path in ["/residents", "/residents/12"] {
            let closed = browser.send("GET", path).await.body;
            assert!(
                closed.contains("Ce dossier est fermé pour vous") && !closed.contains("Bas de contention"),
                "{role}"
            );
        }
    }
}

#[tokio::test]
async fn a_session_lives_no_longer_than_the_provider_renews_it() {
    let mut browser = Browser::new().await;
    browser.come_back().await;
    assert_eq!(browser.send("GET", "/residents").await.status, StatusCode::OK, "renewed on the way");
    browser.provider.over.store(true, Ordering::SeqCst);
    let told = browser.send("GET", "/residents").await;
    assert!(told.status == StatusCode::UNAUTHORIZED && told.body.contains("dui.fin_de_session"));
    assert_eq!(browser.send("GET", "/residents").await.location, "/");

    let mut browser = Browser::new().await;
    browser.provider.renewable.store(0, Ordering::SeqCst);
    browser.come_back().await;
    assert_eq!(browser.send("GET", "/residents").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(browser.provider.token_calls.load(Ordering::SeqCst), 1, "what is over is not even asked for");
}
