//! What goes over the wire, as the network sees it: TLS records and handshakes, both ways.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

#[derive(Default)]
pub struct Counted {
    pub octets: AtomicU64,
    pub connections: AtomicU64,
    /// Of them, those whose handshake went on from an earlier one.
    pub resumed: AtomicU64,
}

pub struct Octets {
    stream: TcpStream,
    counted: Arc<Counted>,
}

impl Octets {
    pub fn of(stream: TcpStream, counted: Arc<Counted>) -> Self {
        Self { stream, counted }
    }

    fn count(&self, octets: usize) {
        self.counted.octets.fetch_add(octets as u64, Ordering::Relaxed);
    }
}

impl AsyncRead for Octets {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, into);
        self.count(into.filled().len() - before);
        polled
    }
}

impl AsyncWrite for Octets {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, octets: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, octets);
        if let Poll::Ready(Ok(written)) = &polled {
            self.count(*written);
        }
        polled
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
