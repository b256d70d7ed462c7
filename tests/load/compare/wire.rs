//! What the generator asks with: one connection a worker and a server, kept open, HTTP/1.1 over TLS. No cookie jar, no pool, no
//! redirects: what an operation costs here is little, and the same on both sides.

use std::sync::Arc;

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, HeaderName};
use axum::http::{HeaderMap, Method, Request, StatusCode, Uri};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::body::Incoming;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::side::Credentials;

/// No answer of an operation is larger.
const LARGEST: usize = 1 << 20;

/// One request.
pub struct Asked {
    address: Uri,
    method: Method,
    headers: Vec<(HeaderName, String)>,
    body: String,
}

pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: axum::body::Bytes,
}

impl Asked {
    pub fn get(address: &str) -> Self {
        let address = address.parse().expect("an address");
        Self { address, method: Method::GET, headers: Vec::new(), body: String::new() }
    }

    /// A form, by a client that authenticates by secret.
    pub fn post(address: &str, client: &Credentials, pairs: &[(&str, &str)]) -> Self {
        let secret = STANDARD.encode(format!("{}:{}", client.id, client.secret));
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let headers = vec![
            (AUTHORIZATION, format!("Basic {secret}")),
            (CONTENT_TYPE, "application/x-www-form-urlencoded".to_owned()),
        ];
        Self { method: Method::POST, headers, body, ..Self::get(address) }
    }

    #[must_use]
    pub fn cookies(mut self, cookies: &str) -> Self {
        self.headers.push((COOKIE, cookies.to_owned()));
        self
    }

    #[must_use]
    pub fn bearer(mut self, token: &str) -> Self {
        self.headers.push((AUTHORIZATION, format!("Bearer {token}")));
        self
    }

    /// As it goes over a connection to its server.
    fn request(self, authority: &str) -> Option<Request<String>> {
        let path = self.address.path_and_query()?.as_str();
        let mut request = Request::builder().method(self.method).uri(path).header(HOST, authority);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        request.body(self.body).ok()
    }
}

/// The connections of one worker.
pub struct Wire {
    tls: Arc<ClientConfig>,
    lines: Vec<(String, SendRequest<String>)>,
}

/// Whom the connections trust; once a side.
pub fn trusting(authority: &[u8]) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(authority) {
        roots.add(certificate.expect("a certificate")).expect("an authority");
    }
    Arc::new(ClientConfig::builder().with_root_certificates(roots).with_no_client_auth())
}

/// The same, by who keeps no ticket of an earlier connection.
pub fn forgetful(tls: &ClientConfig) -> Arc<ClientConfig> {
    let mut tls = tls.clone();
    tls.resumption = rustls::client::Resumption::disabled();
    Arc::new(tls)
}

impl Wire {
    pub fn new(tls: Arc<ClientConfig>) -> Self {
        Self { tls, lines: Vec::new() }
    }

    /// `None`: no answer.
    pub async fn send(&mut self, asked: Asked) -> Option<Answered> {
        let authority = asked.address.authority()?.to_string();
        let line = self.line(&authority).await?;
        let answer = line.send_request(asked.request(&authority)?).await.ok()?;
        let (head, body): (_, Incoming) = answer.into_parts();
        let body = axum::body::to_bytes(axum::body::Body::new(body), LARGEST).await.ok()?;
        Some(Answered { status: head.status, headers: head.headers, body })
    }

    /// An open connection: the one before, or another where the server closed it while it rested.
    async fn line(&mut self, authority: &str) -> Option<&mut SendRequest<String>> {
        let mut open = None;
        if let Some(at) = self.lines.iter().position(|(to, _)| to == authority) {
            let (to, mut line) = self.lines.swap_remove(at);
            if line.ready().await.is_ok() {
                open = Some((to, line));
            }
        }
        let open = match open {
            Some(open) => open,
            None => (authority.to_owned(), self.connect(authority).await?),
        };
        self.lines.push(open);
        self.lines.last_mut().map(|(_, line)| line)
    }

    async fn connect(&self, authority: &str) -> Option<SendRequest<String>> {
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        let name = ServerName::try_from(host.to_owned()).ok()?;
        let socket = TcpStream::connect(authority).await.ok()?;
        socket.set_nodelay(true).ok()?;
        let stream = TlsConnector::from(self.tls.clone()).connect(name, socket).await.ok()?;
        let (line, connection) = handshake(TokioIo::new(stream)).await.ok()?;
        tokio::spawn(connection);
        Some(line)
    }
}
