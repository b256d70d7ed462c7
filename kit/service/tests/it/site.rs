//! A listener with a certificate of its own, and a client that trusts it.

use std::net::SocketAddr;
use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use axum::Router;
use rcgen::{CertificateParams, KeyPair};
use rustls::client::WebPkiServerVerifier;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ProtocolVersion, RootCertStore};
use service::tls::{Acceptor, Identity};
use service::{Limits, Shutdown, layers, listen};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// A certificate signed by its own key.
pub struct Own {
    pub der: CertificateDer<'static>,
    pub pem: String,
    pub key: KeyPair,
}

pub fn own(name: &str) -> Own {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec!["localhost".into()]).unwrap();
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    let certificate = params.self_signed(&key).unwrap();
    Own { der: certificate.der().clone(), pem: certificate.pem(), key }
}

impl Own {
    pub fn identity(&self) -> Arc<Identity> {
        Identity::from_pem(self.pem.as_bytes(), self.key.serialize_pem().as_bytes()).unwrap()
    }
}

pub struct Site {
    pub addr: SocketAddr,
    pub shutdown: Shutdown,
    pub serving: JoinHandle<()>,
    pub trusted: CertificateDer<'static>,
}

/// Serves `router`, dressed as usual, by the acceptor that `acceptor` makes.
pub async fn serve(router: Router, limits: Limits, acceptor: impl FnOnce(&Arc<Identity>) -> Acceptor) -> Site {
    let server = own("server");
    serve_as(router, limits, acceptor(&server.identity()), server.der).await
}

pub async fn serve_as(router: Router, limits: Limits, acceptor: Acceptor, trusted: CertificateDer<'static>) -> Site {
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = tcp.local_addr().unwrap();
    let shutdown = Shutdown::new();
    let (ambient, _clock) = Ambient::fixed(Timestamp::from_seconds(1_800_000_000), 1);
    let router = layers::usual(router, &ambient, &limits);
    let serving = tokio::spawn(listen::serve(tcp, acceptor, router, limits, shutdown.clone()));
    Site { addr, shutdown, serving, trusted }
}

impl Site {
    /// A client without a certificate.
    pub fn client(&self) -> ClientConfig {
        client(&self.trusted).with_no_client_auth()
    }

    /// A client that shows `own` whenever it is asked.
    pub fn client_with(&self, own: &Own) -> ClientConfig {
        let key = PrivateKeyDer::Pkcs8(own.key.serialize_der().into());
        client(&self.trusted).with_client_auth_cert(vec![own.der.clone()], key).unwrap()
    }

    pub async fn connect(&self, config: &Arc<ClientConfig>) -> std::io::Result<TlsStream<TcpStream>> {
        let tcp = TcpStream::connect(self.addr).await?;
        let name = ServerName::try_from("localhost").unwrap();
        TlsConnector::from(config.clone()).connect(name, tcp).await
    }

    /// Sends one HTTP/1.1 request on a connection of its own and reads until its end.
    pub async fn ask(&self, config: ClientConfig, head: &str, body: &str) -> String {
        let mut tls = self.connect(&Arc::new(config)).await.unwrap();
        let length = body.len();
        let request =
            format!("{head}\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
        tls.write_all(request.as_bytes()).await.unwrap();
        read(&mut tls).await
    }

    pub async fn get(&self, path: &str) -> String {
        self.ask(self.client(), &format!("GET {path} HTTP/1.1"), "").await
    }
}

/// What comes until the other side closes, however it closes.
pub async fn read(tls: &mut TlsStream<TcpStream>) -> String {
    let mut answer = Vec::new();
    let _ = tls.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

fn client(trusted: &CertificateDer<'static>) -> rustls::ConfigBuilder<ClientConfig, rustls::client::WantsClientCert> {
    service::provider::install();
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let verifier = WebPkiServerVerifier::builder(Arc::new(roots)).build().unwrap();
    ClientConfig::builder_with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .with_webpki_verifier(verifier)
}

/// The protocol version that a client of `versions` ends up with.
pub async fn version(site: &Site, mut config: ClientConfig) -> Option<ProtocolVersion> {
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let tls = site.connect(&Arc::new(config)).await.ok()?;
    tls.get_ref().1.protocol_version()
}
