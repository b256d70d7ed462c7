//! The doors of the two services where the provider says that a session has ended.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use service::Shutdown;
use service::listen::{Limits, serve};
use service::tls::{Acceptor, Identity};
use tokio::net::TcpListener;

/// `client_id` of each; its place here is the path of its door.
pub const SERVICES: [&str; 2] = ["mesure-1", "mesure-2"];

/// When each service first heard of each session.
#[derive(Clone, Default)]
pub struct Notices(Arc<Mutex<HashMap<(usize, String), Instant>>>);

impl Notices {
    /// Answers until the program ends.
    pub async fn hear(self, door: TcpListener, certificate: PathBuf, key: PathBuf) {
        let identity = Identity::from_files(&certificate, &key).expect("a certificate and its key");
        let acceptor = Acceptor::web(&identity).expect("an acceptor");
        let router = Router::new().route("/{place}", post(told)).with_state(self);
        serve(door, acceptor, router, Limits::default(), Shutdown::new()).await;
    }

    pub fn of(&self, place: usize, sid: &str) -> Option<Instant> {
        let heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.get(&(place, sid.to_owned())).copied()
    }
}

/// OpenID Connect Back-Channel Logout 1.0 §2.5. That the token is signed is shown elsewhere: here it is timed.
async fn told(State(notices): State<Notices>, Path(place): Path<usize>, body: String) -> StatusCode {
    let now = Instant::now();
    let sent = url::form_urlencoded::parse(body.as_bytes()).find(|(name, _)| name == "logout_token");
    let claims = sent.and_then(|(_, token)| claims(&token));
    let Some(sid) = claims.as_ref().and_then(|claims| claims["sid"].as_str()) else { return StatusCode::BAD_REQUEST };
    let mut heard = notices.0.lock().unwrap_or_else(PoisonError::into_inner);
    heard.entry((place, sid.to_owned())).or_insert(now);
    StatusCode::OK
}

/// What a JWT says.
pub fn claims(token: &str) -> Option<Value> {
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&payload).ok()
}
