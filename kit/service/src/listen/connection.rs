use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tower::ServiceExt as _;

use super::activity::Activity;
use super::{Limits, Peer};
use crate::Shutdown;

/// What all connections of a listener share.
pub(super) struct Site {
    pub tls: TlsAcceptor,
    pub router: Router,
    pub limits: Limits,
    pub shutdown: Shutdown,
}

/// One accepted TCP connection.
pub(super) struct Connection {
    pub tcp: TcpStream,
    pub addr: SocketAddr,
}

impl Connection {
    pub async fn serve(self, site: &Site) {
        let addr = self.addr;
        if let Some(tls) = self.handshake(site).await {
            let peer = Peer { addr, certificates: shown(&tls) };
            speak(tls, peer, site).await;
        }
    }

    /// `None` when the peer is too slow, speaks no TLS that we accept, or the process stops.
    async fn handshake(self, site: &Site) -> Option<TlsStream<TcpStream>> {
        // answers are written whole: waiting to fill a packet only delays them
        let _ = self.tcp.set_nodelay(true);
        tokio::select! {
            done = tokio::time::timeout(site.limits.handshake, site.tls.accept(self.tcp)) => match done {
                Ok(Ok(tls)) => Some(tls),
                Ok(Err(error)) => {
                    tracing::debug!(%error, "handshake refused");
                    None
                }
                Err(_) => {
                    tracing::debug!("handshake too slow");
                    None
                }
            },
            () = site.shutdown.requested() => None,
        }
    }
}

fn shown(tls: &TlsStream<TcpStream>) -> Vec<rustls::pki_types::CertificateDer<'static>> {
    let (_, session) = tls.get_ref();
    session.peer_certificates().unwrap_or_default().iter().map(|der| der.clone().into_owned()).collect()
}

async fn speak(tls: TlsStream<TcpStream>, peer: Peer, site: &Site) {
    let builder = builder(&site.limits, tls.get_ref().1.alpn_protocol() == Some(b"h2"));
    let activity = Activity::new();
    let service = service_fn(|request| {
        let answered = answer(request, peer.clone(), site.router.clone());
        let open = activity.begin();
        async move { answered.await.map(|answer| answer.map(|body| open.until_sent(body))) }
    });
    let connection = builder.serve_connection(TokioIo::new(tls), service);
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = &mut connection => Some(ended),
        () = site.shutdown.requested() => {
            connection.as_mut().graceful_shutdown();
            Some(connection.await)
        }
        () = activity.idle(site.limits.idle) => {
            connection.as_mut().graceful_shutdown();
            // a peer that does not hear the goodbye is cut
            tokio::time::timeout(site.limits.drain, connection).await.ok()
        }
    };
    if let Some(Err(error)) = ended {
        tracing::debug!(%error, "connection ended");
    }
}

async fn answer(mut request: Request<Incoming>, peer: Peer, router: Router) -> Result<Response<Body>, Infallible> {
    request.extensions_mut().insert(peer);
    router.oneshot(request).await
}

/// ALPN has agreed on the protocol, so nothing is guessed from the first bytes (a guess would wait for them for ever).
fn builder(limits: &Limits, http2: bool) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.headers).max_buf_size(limits.uri + 32 * 1024);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(100)
        .max_header_list_size(32 * 1024)
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(10));
    if http2 { builder.http2_only() } else { builder.http1_only() }
}
