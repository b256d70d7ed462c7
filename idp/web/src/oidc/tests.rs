mod explain;
mod par;
mod registration;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Extension;
use axum::http::{HeaderMap, Request, StatusCode};
use idp_core::client::{Client, ClientAuth};
use idp_core::client_auth::ClientAuthentication;
use idp_core::discovery::{self, Offered};
use idp_core::explain::Explain;
use serde_json::Value;
use service::Peer;
use tower::ServiceExt as _;

use super::{Endpoints, OidcState, router};
use crate::fakes::{ALBA, FakeAnnuaire, FakeIssuer, ISSUER, RETURN, TILLEULS, client};

const QUERY: &str = "client_id=dui&response_type=code&redirect_uri=https%3A%2F%2Ftilleuls.example%2Fretour\
    &scope=openid+scope_all&acr_values=eidas1&state=s-1&nonce=n-1";
const REALM: &str = "/auth/realms/esante-wallet";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// The router over the issuer in memory.
struct Site {
    house: FakeIssuer,
    router: Router,
}

struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answered {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

impl Site {
    async fn new() -> Self {
        Self::of(true, Explain::Nothing).await
    }

    async fn of(open: bool, explain: Explain) -> Self {
        let house = FakeIssuer::new().await;
        let secret = ClientAuthentication::rest_secret(&house.rest, "s3cret");
        house.register(Client { auth: ClientAuth::ClientSecretPost { secret }, ..client() }).await;
        house.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
        let peer = Peer { addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 4711)), certificates: vec![] };
        let state = OidcState::new(Endpoints {
            hosts: house.hosts.clone(),
            metadata: Arc::new(discovery::metadata(
                &house.hosts,
                &house.subjects,
                Offered { registration: open, contact: true, implicit: true },
            )),
            signing: house.signing.clone(),
            tokens: house.tokens.clone(),
            par: house.par.clone(),
            ciba: house.ciba.clone(),
            device_authorization: house.device_authorization.clone(),
            senders: house.senders.clone(),
            userinfo: house.userinfo.clone(),
            introspection: house.introspection.clone(),
            revocation: house.revocation.clone(),
            logout: house.logout.clone(),
            streaming: house.streaming.clone(),
            transmission: house.transmission.clone(),
            explain,
            registrations: open.then(|| house.registrations.clone()),
        });
        Self { house, router: router(state).layer(Extension(peer)) }
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answered {
        let mut request = Request::builder().method(method).uri(format!("{REALM}{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap().to_vec();
        Answered { status: parts.status, headers: parts.headers, body }
    }

    async fn get(&self, path: &str) -> Answered {
        self.send("GET", path, &[], "").await
    }

    async fn post(&self, path: &str, form: &str) -> Answered {
        self.send("POST", path, &[FORM], form).await
    }

    async fn redemption(&self) -> String {
        let session = self.house.sign_in(ALBA).await;
        let code = self.house.code(QUERY, &session, Some("sit-1")).await;
        format!("grant_type=authorization_code&client_id=dui&client_secret=s3cret&code={code}&redirect_uri={RETURN}")
    }

    async fn tokens(&self) -> Value {
        let answered = self.post("/protocol/openid-connect/token", &self.redemption().await).await;
        assert_eq!(answered.status, StatusCode::OK);
        answered.json()
    }
}

fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name].as_str().unwrap()
}

#[tokio::test]
async fn both_discovery_names_say_the_same_and_every_address_in_it_exists() {
    let site = Site::new().await;
    let standard = site.get("/.well-known/openid-configuration").await;
    let wallet = site.get("/.well-known/wallet-openid-configuration").await;
    assert_eq!((standard.status, &standard.body), (StatusCode::OK, &wallet.body));
    let metadata = standard.json();
    assert_eq!(metadata["issuer"], ISSUER);
    assert_eq!(metadata["authorization_endpoint"], "https://wallet.test/auth");
    assert_eq!(metadata["authorization_response_iss_parameter_supported"], true);
    for (name, value) in metadata.as_object().unwrap() {
        let address = value.as_str().filter(|_| name.ends_with("_endpoint") || name == "jwks_uri");
        if let Some(path) = address.and_then(|address| address.strip_prefix(ISSUER)) {
            assert_ne!(site.get(path).await.status, StatusCode::NOT_FOUND, "{name}");
        }
    }
}

// requirement: A25 K08
#[tokio::test]
async fn keys_may_be_kept_and_read_from_anywhere_and_nothing_else_may() {
    let site = Site::new().await;
    let certs = site.get("/protocol/openid-connect/certs").await;
    assert_eq!(certs.header("cache-control"), Some("public, max-age=300"));
    assert_eq!(certs.header("access-control-allow-origin"), Some("*"));
    assert_eq!(certs.json()["keys"].as_array().unwrap().len(), 2);
    let preflight = [("origin", "https://evil.example"), ("access-control-request-method", "POST")];
    let answered = site.send("OPTIONS", "/protocol/openid-connect/token", &preflight, "").await;
    assert_eq!(answered.header("access-control-allow-origin"), None);
}

#[tokio::test]
async fn a_code_becomes_tokens_in_no_cache() {
    let site = Site::new().await;
    let answered = site.post("/protocol/openid-connect/token", &site.redemption().await).await;
    assert_eq!(answered.status, StatusCode::OK);
    assert_eq!(answered.header("content-type"), Some("application/json"));
    assert_eq!(answered.header("cache-control"), Some("no-store"));
    assert_eq!(answered.header("access-control-allow-origin"), None);
    assert_eq!(answered.json()["token_type"], "Bearer");
}

// requirement: T10
#[tokio::test]
async fn a_refusal_at_the_token_endpoint_is_that_of_the_rfc() {
    let site = Site::new().await;
    let token = "/protocol/openid-connect/token";
    let wrong = site.post(token, "grant_type=authorization_code&client_id=dui&client_secret=x&code=c").await;
    assert_eq!((wrong.status, &wrong.json()["error"]), (StatusCode::UNAUTHORIZED, &"invalid_client".into()));
    assert!(wrong.header("www-authenticate").is_some_and(|value| value.starts_with("Basic")));
    let unknown = site
        .post(token, "grant_type=authorization_code&client_id=dui&client_secret=s3cret&code=c&redirect_uri=x")
        .await;
    assert_eq!((unknown.status, &unknown.json()["error"]), (StatusCode::BAD_REQUEST, &"invalid_grant".into()));
    assert_eq!(unknown.header("cache-control"), Some("no-store"));
    let twice = site.post(token, "grant_type=a&grant_type=b&client_id=dui&client_secret=s3cret").await;
    assert_eq!(twice.json()["error"], "invalid_request");
    let json = site.send("POST", token, &[("content-type", "application/json")], "{}").await;
    assert_eq!((json.status, &json.json()["error"]), (StatusCode::BAD_REQUEST, &"invalid_request".into()));
    assert_eq!(site.get(token).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

// requirement: T08
#[tokio::test]
async fn userinfo_takes_the_token_in_the_header_or_the_form_and_never_in_the_query() {
    let site = Site::new().await;
    let userinfo = "/protocol/openid-connect/userinfo";
    let tokens = site.tokens().await;
    let access = text(&tokens, "access_token");
    let bearer = format!("Bearer {access}");
    let by_header = site.send("GET", userinfo, &[("authorization", &bearer)], "").await;
    assert_eq!((by_header.status, &by_header.json()["SubjectNameID"]), (StatusCode::OK, &ALBA.into()));
    let by_form = site.post(userinfo, &format!("access_token={access}")).await;
    assert_eq!(by_form.json(), by_header.json());
    let by_query = site.get(&format!("{userinfo}?access_token={access}")).await;
    assert_eq!(by_query.status, StatusCode::UNAUTHORIZED);
    assert_eq!(by_query.header("www-authenticate"), Some("Bearer realm=\"esante-wallet\""));
    let both =
        site.send("POST", userinfo, &[FORM, ("authorization", &bearer)], &format!("access_token={access}")).await;
    assert_eq!(both.status, StatusCode::BAD_REQUEST);
    let wrong = site.send("GET", userinfo, &[("authorization", "Bearer x.y.z")], "").await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert!(wrong.header("www-authenticate").is_some_and(|value| value.contains("error=\"invalid_token\"")));
}

// spec: FAPI 1.0 Baseline §6.2.1-11 SHALL
#[tokio::test]
async fn userinfo_repeats_the_interaction_of_the_caller_or_names_one() {
    let site = Site::new().await;
    let ours = "c770aef3-6784-41f7-8e0e-ff5f97bddb3a";
    for (came, kept) in [(Some(ours), true), (Some("a\tb"), false), (Some("no uuid"), false), (None, false)] {
        let headers: Vec<_> = came.map(|came| ("x-fapi-interaction-id", came)).into_iter().collect();
        let answered = site.send("GET", "/protocol/openid-connect/userinfo", &headers, "").await;
        let told = answered.header("x-fapi-interaction-id").unwrap();
        assert_eq!(told == ours, kept, "{came:?}");
        assert!(told.len() == 36 && told.split('-').count() == 5, "{told}");
    }
}

#[tokio::test]
async fn userinfo_waits_for_the_registry() {
    let site = Site::new().await;
    let bearer = format!("Bearer {}", text(&site.tokens().await, "access_token"));
    site.house.annuaire.set_down(true);
    let answered = site.send("GET", "/protocol/openid-connect/userinfo", &[("authorization", &bearer)], "").await;
    assert_eq!(answered.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answered.header("retry-after").is_some());
}

#[tokio::test]
async fn introspection_and_revocation_answer_the_client_only() {
    let site = Site::new().await;
    let tokens = site.tokens().await;
    let access = text(&tokens, "access_token");
    let introspect = "/protocol/openid-connect/token/introspect";
    assert_eq!(site.post(introspect, &format!("token={access}")).await.status, StatusCode::UNAUTHORIZED);
    let form = format!("client_id=dui&client_secret=s3cret&token={access}");
    assert_eq!(site.post(introspect, &form).await.json()["active"], true);
    let revoked = site.post("/protocol/openid-connect/revoke", &form).await;
    assert_eq!((revoked.status, revoked.body.len()), (StatusCode::OK, 0));
    assert_eq!(site.post(introspect, &form).await.json(), serde_json::json!({ "active": false }));
}

#[tokio::test]
async fn a_browser_is_sent_to_the_host_where_the_session_lives() {
    let site = Site::new().await;
    let auth = site.get(&format!("/protocol/openid-connect/auth?{QUERY}")).await;
    assert_eq!(auth.status, StatusCode::SEE_OTHER);
    assert_eq!(auth.header("location"), Some(&*format!("https://wallet.test/auth?{QUERY}")));
    let by_form = site.post("/protocol/openid-connect/auth", QUERY).await;
    assert_eq!(by_form.header("location"), auth.header("location"));
    let logout = "/protocol/openid-connect/logout";
    let by_get = site.get(&format!("{logout}?id_token_hint=a.b.c")).await;
    assert_eq!(by_get.header("location"), Some("https://wallet.test/deconnexion?id_token_hint=a.b.c"));
    let navigating = [FORM, ("sec-fetch-mode", "navigate")];
    let by_post = site.send("POST", logout, &navigating, "id_token_hint=a.b.c").await;
    assert_eq!((by_post.status, by_post.header("location")), (StatusCode::SEE_OTHER, by_get.header("location")));
}

#[tokio::test]
async fn a_server_logs_out_with_the_hint_alone() {
    let site = Site::new().await;
    let tokens = site.tokens().await;
    let logout = "/protocol/openid-connect/logout";
    assert_eq!(site.post(logout, "id_token_hint=a.b.c").await.status, StatusCode::BAD_REQUEST);
    let form = format!("id_token_hint={}", text(&tokens, "id_token"));
    assert_eq!(site.post(logout, &form).await.status, StatusCode::OK);
    let refresh = format!(
        "grant_type=refresh_token&client_id=dui&client_secret=s3cret&refresh_token={}",
        text(&tokens, "refresh_token")
    );
    let refused = site.post("/protocol/openid-connect/token", &refresh).await;
    assert_eq!(refused.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn an_unknown_path_is_404_in_json() {
    let site = Site::new().await;
    for path in ["", "/nowhere", "/protocol/openid-connect"] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.json()["error"], "not_found", "{path}");
    }
}
