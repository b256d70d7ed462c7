//! A server of the test's own: what a client would publish, and what the provider sends to a client.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::IntoResponse;
use service::Shutdown;
use service::listen::{Limits, serve};
use service::tls::{Acceptor, Identity};

#[derive(Default)]
struct Shelf {
    /// Path → type and body.
    served: BTreeMap<String, (String, String)>,
    received: BTreeMap<String, Vec<Received>>,
    /// Path → status of the next answers, and how many of them.
    failing: BTreeMap<String, (StatusCode, usize)>,
}

/// One request that came.
#[derive(Clone, Debug)]
pub struct Received {
    pub headers: HeaderMap,
    pub body: String,
}

pub struct Receiver {
    origin: String,
    shelf: Arc<Mutex<Shelf>>,
}

impl Receiver {
    /// On a free port of `localhost`, until the process ends.
    pub async fn start(certificate: &Path, key: &Path) -> Self {
        let shelf = Arc::<Mutex<Shelf>>::default();
        let identity = Identity::from_files(certificate, key).expect("a certificate and its key");
        let acceptor = Acceptor::web(&identity).expect("an acceptor");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("https://localhost:{}", listener.local_addr().expect("its address").port());
        let router = Router::new().fallback(answer).with_state(shelf.clone());
        tokio::spawn(serve(listener, acceptor, router, Limits::default(), Shutdown::new()));
        Self { origin, shelf }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// From now on, at this path; what is not served is 200 and empty.
    pub fn serve(&self, path: &str, kind: &str, body: impl Into<String>) {
        let mut shelf = self.shelf.lock().expect("one writer");
        shelf.served.insert(path.to_owned(), (kind.to_owned(), body.into()));
    }

    /// The next `times` answers at this path have this status, and no body.
    pub fn fail(&self, path: &str, status: u16, times: usize) {
        let status = StatusCode::from_u16(status).expect("a status");
        self.shelf.lock().expect("one writer").failing.insert(path.to_owned(), (status, times));
    }

    /// Everything that came to this path.
    pub fn received(&self, path: &str) -> Vec<Received> {
        self.shelf.lock().expect("one writer").received.get(path).cloned().unwrap_or_default()
    }

    /// The first that comes to this path, within ten seconds.
    pub async fn awaited(&self, path: &str) -> Received {
        self.awaited_nth(path, 0).await
    }

    /// One that comes to this path after others, within ten seconds.
    pub async fn awaited_nth(&self, path: &str, nth: usize) -> Received {
        for _ in 0..200 {
            if let Some(found) = self.received(path).get(nth) {
                return found.clone();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nothing came to {path} in ten seconds");
    }
}

async fn answer(
    State(shelf): State<Arc<Mutex<Shelf>>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    let mut shelf = shelf.lock().expect("one writer");
    let body = String::from_utf8_lossy(&body).into_owned();
    shelf.received.entry(uri.path().to_owned()).or_default().push(Received { headers, body });
    if let Some((status, times)) = shelf.failing.get_mut(uri.path())
        && *times > 0
    {
        *times -= 1;
        return (*status, [("content-type", "text/plain".to_owned())], String::new());
    }
    match shelf.served.get(uri.path()) {
        Some((kind, body)) => (StatusCode::OK, [("content-type", kind.clone())], body.clone()),
        None => (StatusCode::OK, [("content-type", "text/plain".to_owned())], String::new()),
    }
}
