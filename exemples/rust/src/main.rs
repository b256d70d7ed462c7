//! A service with single sign-on: axum and openidconnect. Environment: ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN, PORT,
//! CA_FILE, TLS_CERT, TLS_KEY.

mod claims;
mod page;
mod provider;
mod refusal;
mod sessions;
mod transport;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Form, Query, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, ORIGIN, REFERRER_POLICY, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use axum_extra::TypedHeader;
use axum_extra::extract::CookieJar;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use axum_server::tls_rustls::RustlsConfig;
use serde::Deserialize;
use serde_json::{Value, json};

use provider::{Provider, SignedIn};
use refusal::Refusal;
use sessions::Sessions;

struct Service {
    provider: Provider,
    sessions: Sessions,
}

type Shared = State<Arc<Service>>;

impl Service {
    /// Whose browser this is, the tokens fresh.
    async fn current(&self, jar: &CookieJar) -> Result<Option<SignedIn>, Refusal> {
        match self.sessions.signed_in(jar) {
            Some(user) if !user.is_fresh() => self.refresh(jar, &user).await,
            known => Ok(known),
        }
    }

    async fn refresh(&self, jar: &CookieJar, user: &SignedIn) -> Result<Option<SignedIn>, Refusal> {
        match self.provider.refresh(user).await {
            Ok(user) => {
                self.sessions.renew(jar, user.clone());
                Ok(Some(user))
            }
            Err(Refusal::Over) => {
                self.sessions.close(jar);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }
}

async fn home(State(service): Shared, jar: CookieJar) -> Result<Response, Refusal> {
    let user = service.current(&jar).await?;
    let elsewhere = service.provider.found().await?.elsewhere.join(" ");
    let policy = format!("default-src 'none'; form-action 'self' {elsewhere}; frame-ancestors 'none'; base-uri 'none'");
    Ok(([(CONTENT_SECURITY_POLICY, policy)], Html(page::page(user.as_ref()))).into_response())
}

async fn log_in(State(service): Shared, jar: CookieJar) -> Result<(CookieJar, Redirect), Refusal> {
    leave(&service, jar, false).await
}

/// Several places of work: the provider asks again for which one the person acts now.
async fn choose_again(State(service): Shared, jar: CookieJar) -> Result<(CookieJar, Redirect), Refusal> {
    leave(&service, jar, true).await
}

async fn leave(service: &Service, jar: CookieJar, again: bool) -> Result<(CookieJar, Redirect), Refusal> {
    let (url, login) = service.provider.leave(again).await?;
    Ok((service.sessions.leave(jar, login), Redirect::to(&url)))
}

/// A code, or an error (RFC 6749 §4.1.2; RFC 9207 for `iss`).
#[derive(Deserialize)]
struct Answer {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

async fn come_back(
    State(service): Shared,
    Query(answer): Query<Answer>,
    jar: CookieJar,
) -> Result<(CookieJar, Redirect), Refusal> {
    let login = service.sessions.come_back(&jar).ok_or(Refusal::NoLogin)?;
    if answer.state.as_ref() != Some(login.state.secret()) {
        return Err(Refusal::NoLogin);
    }
    if !service.provider.answers(answer.iss.as_deref()).await? {
        return Err(Refusal::Wrong("an answer of another provider".to_owned()));
    }
    if let Some(error) = answer.error {
        return Err(Refusal::Denied(error));
    }
    let code = answer.code.ok_or_else(|| Refusal::Wrong("no code".to_owned()))?;
    let user = service.provider.redeem(code, login).await?;
    Ok((service.sessions.start(jar, user), Redirect::to("/")))
}

async fn me(State(service): Shared, jar: CookieJar) -> Result<Json<Value>, Refusal> {
    Ok(Json(match service.current(&jar).await? {
        Some(SignedIn { nom, sub, compte, situation, .. }) => {
            json!({ "connecte": true, "nom": nom, "sub": sub, "compte": compte, "situation": situation })
        }
        None => json!({ "connecte": false }),
    }))
}

/// The protected resource. Whoever holds the token shows it; the provider says whether it is good, and whose it is.
async fn api(State(service): Shared, bearer: Option<TypedHeader<Authorization<Bearer>>>) -> Result<Response, Refusal> {
    let told = match bearer {
        Some(TypedHeader(bearer)) => service.provider.introspect(bearer.token().to_owned()).await?,
        None => None,
    };
    Ok(match told {
        Some(told) => Json(told).into_response(),
        None => {
            let challenge = [(WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")];
            (StatusCode::UNAUTHORIZED, challenge, Json(json!({ "error": "invalid_token" }))).into_response()
        }
    })
}

/// A call of that resource.
async fn call(State(service): Shared, jar: CookieJar) -> Result<Response, Refusal> {
    let Some(user) = service.current(&jar).await? else {
        return Ok((StatusCode::UNAUTHORIZED, Json(json!({ "connecte": false }))).into_response());
    };
    let resource = format!("{}/api", service.provider.origin);
    let answer = service.provider.http.0.get(resource).bearer_auth(user.bearer()).send().await.map_err(Refusal::out)?;
    let (status, told) = (answer.status(), answer.json::<Value>().await.map_err(Refusal::out)?);
    Ok((status, Json(told)).into_response())
}

async fn refresh(State(service): Shared, jar: CookieJar) -> Result<Redirect, Refusal> {
    if let Some(user) = service.sessions.signed_in(&jar) {
        service.refresh(&jar, &user).await?;
    }
    Ok(Redirect::to("/"))
}

async fn log_out(State(service): Shared, jar: CookieJar) -> Result<Redirect, Refusal> {
    Ok(match service.sessions.close(&jar) {
        Some(user) => Redirect::to(&service.provider.end(&user).await?),
        None => Redirect::to("/"),
    })
}

#[derive(Deserialize)]
struct Notice {
    logout_token: String,
}

async fn told_of_logout(State(service): Shared, Form(notice): Form<Notice>) -> Result<Response, Refusal> {
    Ok(match service.provider.told_of_logout(&notice.logout_token).await? {
        Some(sid) => {
            service.sessions.close_all(&sid);
            StatusCode::OK.into_response()
        }
        None => (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_request" }))).into_response(),
    })
}

/// A form of another site is refused; nothing is kept by the browser.
async fn own_site(State(service): Shared, request: Request, next: Next) -> Response {
    let foreign = request.headers().get(ORIGIN).is_some_and(|origin| origin != service.provider.origin.as_str());
    if request.method() == Method::POST && foreign {
        return (StatusCode::FORBIDDEN, "Demande d’un autre site.").into_response();
    }
    let mut response = next.run(request).await;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = Arc::new(Service { provider: Provider::from_environment()?, sessions: Sessions::default() });
    let app = Router::new()
        .route("/", get(home))
        .route("/connexion", get(log_in))
        .route("/changer-situation", get(choose_again))
        .route("/retour", get(come_back))
        .route("/moi", get(me))
        .route("/api", get(api))
        .route("/appel", get(call))
        .route("/rafraichir", post(refresh))
        .route("/deconnexion", post(log_out))
        .route("/deconnexion/canal", post(told_of_logout))
        .layer(from_fn_with_state(service.clone(), own_site))
        .with_state(service);
    let tls = RustlsConfig::from_pem_file(std::env::var("TLS_CERT")?, std::env::var("TLS_KEY")?).await?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, std::env::var("PORT")?.parse()?));
    axum_server::bind_rustls(address, tls).serve(app.into_make_service()).await?;
    Ok(())
}
