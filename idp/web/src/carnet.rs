//! The decorator that shows a team the last requests of its own client: it stands around the routers and changes no answer.
//! A handler says on the way who asked and with what; the answer is read as it leaves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use ambient::Ambient;
use axum::Router;
use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, Method};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use idp_core::client::ClientId;
use idp_core::hosts::Hosts;
use idp_core::trace::{Door, Fault, Outcome, Said, TokenKind, Told, Trace, Traces, decode};
use oidc::Parameters;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::routes;

/// Answers of ours are far below; a longer one is not read.
const LONGEST: usize = 256 * 1024;

/// Where a handler says who asked. Every clone is the same page of the notebook.
#[derive(Clone, Default)]
pub struct Carnet(Arc<Mutex<Option<Noted>>>);

/// What a handler knows before it answers.
pub struct Noted {
    pub client: ClientId,
    pub said: Vec<Said>,
    /// Where the answer itself does not tell it.
    pub fault: Option<Fault>,
}

impl Carnet {
    /// `client`: as it names itself, proven or not.
    pub fn note(&self, client: &str, parameters: &Parameters, fault: Option<Fault>) {
        let noted = Noted { client: ClientId::from(client), said: Said::all(parameters), fault };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(noted);
    }

    fn taken(&self) -> Option<Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// What the decorator stands on.
#[derive(Clone)]
pub struct Tenue {
    pub ambient: Ambient,
    pub hosts: Hosts,
    pub traces: Arc<dyn Traces>,
}

impl Tenue {
    /// Around a router of the issuer or of the authorization host.
    pub fn around(self, router: Router) -> Router {
        let doors = doors(&self.hosts);
        router.layer(from_fn_with_state(Arc::new(Entree { tenue: self, doors }), tenir))
    }
}

/// What one layer stands on.
struct Entree {
    tenue: Tenue,
    /// By path.
    doors: HashMap<String, Door>,
}

fn doors(hosts: &Hosts) -> HashMap<String, Door> {
    let prefix = hosts.issuer_path();
    let of_issuer = [
        (Hosts::TOKEN, Door::Token),
        (Hosts::PAR, Door::Par),
        (Hosts::CIBA, Door::Ciba),
        (Hosts::DEVICE, Door::Device),
        (Hosts::USERINFO, Door::Userinfo),
        (Hosts::INTROSPECTION, Door::Introspection),
        (Hosts::REVOCATION, Door::Revocation),
        (Hosts::LOGOUT, Door::Logout),
    ];
    let of_issuer = of_issuer.map(|(path, door)| (format!("{prefix}{path}"), door));
    of_issuer.into_iter().chain([(routes::AUTH.to_owned(), Door::Authorization)]).collect()
}

async fn tenir(State(entree): State<Arc<Entree>>, mut request: Request, next: Next) -> Response {
    let tenue = &entree.tenue;
    let Some(&door) = entree.doors.get(request.uri().path()) else { return next.run(request).await };
    let method = if request.method() == Method::GET { "GET" } else { "POST" };
    let carnet = Carnet::default();
    if door == Door::Userinfo
        && let Some(client) = of_token(request.headers())
    {
        carnet.note(&client, &Parameters::default(), None);
    }
    request.extensions_mut().insert(carnet.clone());
    let response = next.run(request).await;
    let Some(noted) = carnet.taken() else { return response };
    let status = response.status().as_u16();
    let (outcome, response) = read(tenue, door, noted.fault, response).await;
    let (at, client, said) = (tenue.ambient.now(), noted.client, noted.said);
    tenue.traces.note(Trace { at, client, door, method, status, said, outcome });
    response
}

/// Whose access token this says that it is; whether it holds is for the endpoint.
fn of_token(headers: &HeaderMap) -> Option<String> {
    let (_, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let claims = decode(TokenKind::Access, token.trim())?.claims;
    let named = claims.get("azp").or_else(|| claims.get("client_id"))?;
    named.as_str().map(str::to_owned)
}

/// What was answered, and the answer as it was.
async fn read(tenue: &Tenue, door: Door, fault: Option<Fault>, response: Response) -> (Outcome, Response) {
    if let Some(fault) = fault {
        return (Outcome::Refused(fault), response);
    }
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let json =
        response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let short = response.body().size_hint().upper().is_some_and(|upper| upper <= LONGEST as u64);
    if !json || !short || !(failed || tenue.traces.keeps_tokens()) {
        let outcome = if failed { Outcome::Refused(unsaid(response.status().as_u16())) } else { answered() };
        return (outcome, response);
    }
    let (parts, body) = response.into_parts();
    // it is whole in memory, since its length is known: this does not fail
    let bytes = to_bytes(body, LONGEST).await.unwrap_or_default();
    let outcome = match failed {
        true => Outcome::Refused(fault_of(&serde_json::from_slice(&bytes).unwrap_or_default())),
        false => Outcome::Answered(told(door, &bytes)),
    };
    (outcome, Response::from_parts(parts, Body::from(bytes)))
}

const fn answered() -> Outcome {
    Outcome::Answered(Vec::new())
}

fn unsaid(status: u16) -> Fault {
    Fault::new(&status.to_string(), "", None)
}

/// RFC 6749 §5.2, and the member `caducee` beside it.
fn fault_of(said: &Map<String, Value>) -> Fault {
    let text = |object: &Map<String, Value>, name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
    let error = text(said, "error").unwrap_or_default();
    let told = said.get("caducee").and_then(Value::as_object).cloned().unwrap_or_default();
    Fault {
        code: text(&told, "code").unwrap_or_else(|| error.clone()),
        description: text(said, "error_description").unwrap_or_default(),
        cause: text(&told, "cause"),
        expected: text(&told, "expected"),
        received: text(&told, "received"),
        remedy: text(&told, "remedy"),
        error,
    }
}

/// What is looked for in an answer: a token has nothing in it that JSON escapes.
#[derive(Default, Deserialize)]
struct Tokens<'a> {
    id_token: Option<&'a str>,
    access_token: Option<&'a str>,
}

fn told(door: Door, answer: &[u8]) -> Vec<Told> {
    if door == Door::Userinfo {
        return vec![Told::claims(TokenKind::Userinfo, String::from_utf8_lossy(answer).into_owned())];
    }
    let Tokens { id_token, access_token } = serde_json::from_slice(answer).unwrap_or_default();
    let tokens = [(TokenKind::Id, id_token), (TokenKind::Access, access_token)];
    tokens.into_iter().filter_map(|(kind, token)| Told::token(kind, token?)).collect()
}

#[cfg(test)]
mod tests;
