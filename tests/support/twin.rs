//! A server that stands where another one should: it has a certificate of its own, and tells for each caller whether the
//! caller believed it (security row X09).
//!
//! Include with `#[path = "…/tests/support/twin.rs"] mod twin;`, then `Twin::of("localhost").await`.
#![allow(dead_code, reason = "each test binary uses what it needs")]

use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};
use rustls_pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_rustls::TlsAcceptor;

/// What goes before the handshake.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    /// PostgreSQL's `SSLRequest`, of eight octets, and the letter that agrees.
    SslRequest,
}

pub struct Twin {
    pub port: u16,
    /// Its certificate, which is its own authority.
    pub pem: String,
    believed: UnboundedReceiver<bool>,
}

impl Twin {
    /// At `localhost`, with a certificate for this name.
    pub async fn of(name: &str) -> Self {
        Self::open(name, Before::Nothing).await
    }

    /// The same, in the place of a PostgreSQL.
    pub async fn of_postgres(name: &str) -> Self {
        Self::open(name, Before::SslRequest).await
    }

    async fn open(name: &str, before: Before) -> Self {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec![name.to_owned()]).unwrap().self_signed(&key).unwrap();
        let secret = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let config = rustls::ServerConfig::builder().with_no_client_auth();
        let config = config.with_single_cert(vec![certificate.der().clone()], secret).unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = door.local_addr().unwrap().port();
        let (tell, believed) = unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = door.accept().await {
                if agreed(&mut stream, before).await.is_none() {
                    continue;
                }
                // what follows the handshake is none of this test's business: the connection closes
                let _ = tell.send(acceptor.accept(stream).await.is_ok());
            }
        });
        Self { port, pem: certificate.pem(), believed }
    }

    pub fn origin(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// Whether the next caller believed the certificate.
    pub async fn believed(&mut self) -> bool {
        self.believed.recv().await.unwrap()
    }
}

async fn agreed(stream: &mut TcpStream, before: Before) -> Option<()> {
    if let Before::SslRequest = before {
        stream.read_exact(&mut [0; 8]).await.ok()?;
        stream.write_all(b"S").await.ok()?;
    }
    Some(())
}
