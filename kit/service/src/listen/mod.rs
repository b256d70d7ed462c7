//! The accept loop: TLS under a time limit, then HTTP/2 or HTTP/1.1 as ALPN agreed, and a clean end.

mod activity;
mod connection;
mod limits;
mod sources;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use rustls::pki_types::CertificateDer;
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

pub use limits::Limits;

use crate::Shutdown;
use crate::tls::Acceptor;
use connection::Connection;
use sources::Sources;

/// Who is at the other end of a connection: an extension of every request (`axum::Extension<Peer>`).
#[derive(Clone, Debug)]
pub struct Peer {
    /// Of the socket, or behind a hop of the configuration the one that it saw ([`crate::proxy`]).
    pub addr: SocketAddr,
    /// The chain that the peer showed, leaf first: its key is proven, to us or to that hop, the rest is not judged. Empty when
    /// none was shown.
    pub certificates: Vec<CertificateDer<'static>>,
}

impl Peer {
    /// Where the peer comes from, as one source is counted: an address, or the /64 network of an IPv6 one.
    pub fn source(&self) -> IpAddr {
        sources::source(self.addr.ip())
    }
}

/// Serves `router` on `listener` until `shutdown`, then lets open requests finish for `limits.drain`.
pub async fn serve(listener: TcpListener, acceptor: Acceptor, router: Router, limits: Limits, shutdown: Shutdown) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let site = Arc::new(connection::Site { tls: acceptor.tls(), router, limits, shutdown: shutdown.clone() });
    let sources = Sources::default();
    let mut open = JoinSet::new();
    loop {
        tokio::select! {
            accepted = accept(&listener, &places) => match accepted {
                Ok((connection, place)) => {
                    let Some(share) = sources.enter(connection.addr.ip(), site.limits.per_source) else {
                        tracing::debug!("one connection too many of this source");
                        continue;
                    };
                    let site = site.clone();
                    open.spawn(async move {
                        connection.serve(&site).await;
                        drop((place, share));
                    });
                }
                // most often: no file descriptor left; waiting lets others end
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            Some(_) = open.join_next() => {}
            () = shutdown.requested() => break,
        }
    }
    drop(listener);
    let drained = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(site.limits.drain, drained).await.is_err() {
        tracing::warn!(connections = open.len(), "cut after the time given to finish");
    }
    open.shutdown().await;
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> std::io::Result<(Connection, Option<OwnedSemaphorePermit>)> {
    // the semaphore is never closed: a place always comes
    let place = places.clone().acquire_owned().await.ok();
    let (tcp, addr) = listener.accept().await?;
    Ok((Connection { tcp, addr }, place))
}
