//! Who calls the node: browsers, phones and the servers of services, each from an address of its own, with connections and
//! cookies of its own. HTTP/1.1 over TLS, little work a request: the generator stands on the same cores.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, HeaderName, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use rustls::client::Resumption;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, HandshakeKind, RootCertStore};
use tokio::net::TcpSocket;
use tokio_rustls::TlsConnector;
use url::Url;

use super::octets::{Counted, Octets};
use crate::party::RETOUR;
use crate::surfer::Answer;

/// No page and no answer is larger.
const LARGEST: usize = 1 << 20;
/// A person, or a service, waits no longer for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// More redirections than that are a loop.
const REDIRECTIONS: usize = 12;

/// The way to one node.
pub struct Network {
    node: Ipv4Addr,
    roots: RootCertStore,
    plain: Arc<ClientConfig>,
    pub counted: Arc<Counted>,
}

impl Network {
    pub fn to(node: Ipv4Addr, authority: &[u8]) -> Arc<Self> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(authority) {
            roots.add(certificate.expect("a certificate")).expect("an authority");
        }
        let plain = ClientConfig::builder().with_root_certificates(roots.clone()).with_no_client_auth();
        Arc::new(Self { node, roots, plain: afresh(plain), counted: Arc::default() })
    }

    /// What a browser with this card calls with. `pem`: certificates, leaf first, and the key.
    pub fn with_card(&self, pem: &str) -> Arc<ClientConfig> {
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
        let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).expect("the key of a card");
        let config = ClientConfig::builder().with_root_certificates(self.roots.clone());
        afresh(config.with_client_auth_cert(chain.expect("a card"), key).expect("a card and its key"))
    }

    /// Connections, and how many of them went on from an earlier one.
    pub fn resumed(&self) -> (f64, f64) {
        (told(&self.counted.connections), told(&self.counted.resumed))
    }

    /// Somebody at this address of this machine, with nothing yet.
    pub fn caller(self: &Arc<Self>, from: Ipv4Addr, card: Option<&Arc<ClientConfig>>) -> Caller {
        let tls = card.unwrap_or(&self.plain).clone();
        Caller { network: self.clone(), tls, from, cookies: Vec::new(), lines: Vec::new() }
    }
}

/// Every connection has a handshake of its own: no two people share what a session left behind.
fn afresh(mut config: ClientConfig) -> Arc<ClientConfig> {
    config.resumption = Resumption::disabled();
    Arc::new(config)
}

pub struct Caller {
    network: Arc<Network>,
    tls: Arc<ClientConfig>,
    from: Ipv4Addr,
    cookies: Vec<(String, String)>,
    /// Open connections, by the port that they lead to.
    lines: Vec<(u16, SendRequest<String>)>,
}

struct Asked {
    method: Method,
    url: Url,
    headers: Vec<(HeaderName, String)>,
    body: String,
}

impl Caller {
    /// The first answer that is no redirection, or leads back to a service.
    pub async fn follow(&mut self, from: Url) -> Result<Answer, String> {
        let answer = self.send(asked(Method::GET, from)).await?;
        self.go_on(answer).await
    }

    /// A form as a browser sends it, then as [`Caller::follow`].
    pub async fn submit(&mut self, action: Url, pairs: &[(String, String)]) -> Result<Answer, String> {
        let origin = action.origin().ascii_serialization();
        let mut form = asked(Method::POST, action);
        form.headers = vec![(ORIGIN, origin), (CONTENT_TYPE, "application/x-www-form-urlencoded".to_owned())];
        form.body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let answer = self.send(form).await?;
        self.go_on(answer).await
    }

    /// One page, no redirection followed; `token`: what a server shows to read what is somebody's.
    pub async fn get(&mut self, url: Url, token: Option<&str>) -> Result<Answer, String> {
        let mut request = asked(Method::GET, url);
        request.headers.extend(token.map(|token| (AUTHORIZATION, format!("Bearer {token}"))));
        self.send(request).await
    }

    /// A form of a server; `secret`: its whole `Authorization` header.
    pub async fn post(&mut self, url: Url, secret: &str, pairs: &[(&str, &str)]) -> Result<Answer, String> {
        let mut form = asked(Method::POST, url);
        form.headers =
            vec![(AUTHORIZATION, secret.to_owned()), (CONTENT_TYPE, "application/x-www-form-urlencoded".to_owned())];
        form.body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        self.send(form).await
    }

    pub async fn json(&mut self, url: Url, body: String) -> Result<Answer, String> {
        let headers = vec![(CONTENT_TYPE, "application/json".to_owned())];
        self.send(Asked { headers, body, ..asked(Method::POST, url) }).await
    }

    /// Closes its connections; the cookies stay.
    pub fn hang_up(&mut self) {
        self.lines.clear();
    }

    async fn go_on(&mut self, mut answer: Answer) -> Result<Answer, String> {
        for _ in 0..REDIRECTIONS {
            match answer.location() {
                Some(to) if !to.as_str().starts_with(RETOUR) => answer = self.send(asked(Method::GET, to)).await?,
                _ => return Ok(answer),
            }
        }
        Err(format!("{REDIRECTIONS} redirections"))
    }

    async fn send(&mut self, asked: Asked) -> Result<Answer, String> {
        let answered = tokio::time::timeout(PATIENCE, self.exchange(asked)).await;
        answered.unwrap_or_else(|_| Err(format!("no answer within {PATIENCE:?}")))
    }

    async fn exchange(&mut self, asked: Asked) -> Result<Answer, String> {
        let port = asked.url.port_or_known_default().ok_or("an address without a port")?;
        let mut line = self.line(port).await?;
        let url = asked.url.clone();
        let request = self.request(asked)?;
        let answer = line.send_request(request).await.map_err(|error| format!("no answer: {error}"))?;
        let (head, body) = answer.into_parts();
        let body = axum::body::to_bytes(axum::body::Body::new(body), LARGEST).await;
        let body = body.map_err(|error| format!("half an answer: {error}"))?;
        self.lines.push((port, line));
        self.remember(&head.headers);
        let body = String::from_utf8_lossy(&body).into_owned();
        Ok(Answer { url, status: head.status.as_u16(), headers: head.headers, body })
    }

    fn request(&self, asked: Asked) -> Result<Request<String>, String> {
        let Asked { method, url, headers, body } = asked;
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        let mut request = Request::builder().method(method).uri(path).header(HOST, url.authority());
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(COOKIE, pairs.join("; "));
        }
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.body(body).map_err(|error| format!("no request: {error}"))
    }

    /// All hosts here are one to a cookie: their ports are not part of it.
    fn remember(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok()) {
            let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
            let Some((name, value)) = pair.split_once('=') else { continue };
            self.cookies.retain(|(known, _)| known != name);
            if !attributes.to_ascii_lowercase().contains("max-age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    /// The open connection, or another where the server closed it while it rested.
    async fn line(&mut self, port: u16) -> Result<SendRequest<String>, String> {
        if let Some(at) = self.lines.iter().position(|(to, _)| *to == port) {
            let (_, mut line) = self.lines.swap_remove(at);
            if line.ready().await.is_ok() {
                return Ok(line);
            }
        }
        self.connect(port).await.map_err(|error| format!("no connection: {error}"))
    }

    async fn connect(&self, port: u16) -> std::io::Result<SendRequest<String>> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(IpAddr::V4(self.from), 0))?;
        let stream = socket.connect(SocketAddr::new(IpAddr::V4(self.network.node), port)).await?;
        stream.set_nodelay(true)?;
        let name = ServerName::try_from("localhost").map_err(std::io::Error::other)?;
        let counted = self.network.counted.clone();
        let stream = TlsConnector::from(self.tls.clone()).connect(name, Octets::of(stream, counted)).await?;
        let resumed = stream.get_ref().1.handshake_kind() == Some(HandshakeKind::Resumed);
        self.network.counted.connections.fetch_add(1, Ordering::Relaxed);
        self.network.counted.resumed.fetch_add(u64::from(resumed), Ordering::Relaxed);
        let (line, connection) = handshake(TokioIo::new(stream)).await.map_err(std::io::Error::other)?;
        tokio::spawn(connection);
        Ok(line)
    }
}

fn asked(method: Method, url: Url) -> Asked {
    Asked { method, url, headers: Vec::new(), body: String::new() }
}

/// Of one counter.
pub fn told(counter: &AtomicU64) -> f64 {
    counter.load(Ordering::Relaxed) as f64
}
