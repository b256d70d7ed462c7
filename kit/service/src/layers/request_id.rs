use std::fmt;

use ambient::{Ambient, Chance};
use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use tracing::Instrument as _;

use crate::metrics::Requests;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Letters and digits that are not taken for one another when read aloud (Crockford).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The name of one request, such as `7K3F-9Q2M-X4TD` (60 random bits): an extension of the request, the header
/// `x-request-id` of the answer, the reference on an error page and the field `request.id` of each log line. Always made here:
/// one that comes from outside is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    fn draw(chance: &dyn Chance) -> Self {
        let mut bytes = [0u8; 12];
        chance.fill(&mut bytes);
        let mut name = String::with_capacity(bytes.len() + 2);
        for (place, byte) in bytes.iter().enumerate() {
            if place > 0 && place % 4 == 0 {
                name.push('-');
            }
            name.push(char::from(ALPHABET[usize::from(byte % 32)]));
        }
        Self(name)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gives the request its name; the answer carries it too. Log lines in between are in the span `request`, the last one
/// says how it ended.
pub(super) async fn assign<A>(
    ambient: &Ambient,
    requests: Option<&Requests>,
    mut request: Request,
    handle: impl FnOnce(Request) -> A,
) -> Response
where
    A: Future<Output = Response>,
{
    let arrived = ambient.now();
    let id = RequestId::draw(ambient.chance.as_ref());
    // the route, not the path: a path may hold the number of a person, a query may hold a code
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or("none", MatchedPath::as_str);
    let span = tracing::info_span!("request", request.id = %id, method = %request.method(), route);
    request.extensions_mut().insert(id.clone());
    let mut answer = async {
        let answer = handle(request).await;
        let took = ambient.now().since(arrived);
        if let Some(requests) = requests {
            requests.note(route, answer.status(), took);
        }
        tracing::info!(status = answer.status().as_u16(), millis = took.as_millis(), "answered");
        answer
    }
    .instrument(span.clone())
    .await;
    traces::answered(&span, answer.status());
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        answer.headers_mut().insert(HEADER, value);
    }
    answer
}
