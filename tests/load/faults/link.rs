//! A wire between two processes, that can be cut, fall silent, grow slow or lie: a TCP proxy in this process.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How the wire behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    Whole,
    /// What stands is closed, and what comes is closed at once.
    Cut,
    /// Everything is taken in, and nothing comes out: the cable was pulled.
    Silent,
    /// Each piece waits so long.
    Slow(Duration),
    /// Whoever connects is answered by somebody else, with bytes that mean nothing.
    Lying,
}

/// One wire: whoever connects to its port reaches its target.
pub struct Link {
    port: u16,
    target: Arc<AtomicU16>,
    wire: watch::Sender<(Wire, u64)>,
}

impl Link {
    /// To a port of this machine.
    pub async fn to(target: u16) -> Self {
        let door = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = door.local_addr().expect("its address").port();
        let (wire, seen) = watch::channel((Wire::Whole, 0));
        let target = Arc::new(AtomicU16::new(target));
        tokio::spawn(listen(door, target.clone(), seen));
        Self { port, target, wire }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn set(&self, wire: Wire) {
        self.wire.send_modify(|(now, _)| *now = wire);
    }

    /// Leads elsewhere from now on, as an address that moves: what stands is closed.
    pub fn lead(&self, target: u16) {
        self.target.store(target, Ordering::Relaxed);
        self.wire.send_modify(|(_, generation)| *generation += 1);
    }
}

async fn listen(door: TcpListener, target: Arc<AtomicU16>, seen: watch::Receiver<(Wire, u64)>) {
    while let Ok((from, _)) = door.accept().await {
        let target = target.load(Ordering::Relaxed);
        tokio::spawn(carry(from, target, seen.clone()));
    }
}

async fn carry(mut from: TcpStream, target: u16, seen: watch::Receiver<(Wire, u64)>) {
    let (wire, generation) = *seen.borrow();
    match wire {
        Wire::Cut => return,
        Wire::Lying => {
            let _ = from.write_all(&[0x5a; 512]).await;
            return;
        }
        Wire::Whole | Wire::Silent | Wire::Slow(_) => {}
    }
    let Ok(to) = TcpStream::connect(("127.0.0.1", target)).await else { return };
    let _ = (from.set_nodelay(true), to.set_nodelay(true));
    let ((from_read, from_write), (to_read, to_write)) = (from.into_split(), to.into_split());
    let ended = closed(seen.clone(), generation);
    tokio::select! {
        () = pump(from_read, to_write, seen.clone()) => {}
        () = pump(to_read, from_write, seen.clone()) => {}
        () = ended => {}
    }
}

/// Until the wire is cut, lies, or leads elsewhere.
async fn closed(mut seen: watch::Receiver<(Wire, u64)>, generation: u64) {
    let over = |(wire, now): &(Wire, u64)| *now != generation || matches!(wire, Wire::Cut | Wire::Lying);
    let _ = seen.wait_for(over).await;
}

/// One way, until it ends.
async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut seen: watch::Receiver<(Wire, u64)>) {
    let mut piece = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut piece).await {
        let wire = seen.borrow().0;
        if let Wire::Slow(pause) = wire {
            tokio::time::sleep(pause).await;
        }
        if seen.wait_for(|(wire, _)| *wire != Wire::Silent).await.is_err() {
            return;
        }
        if to.write_all(&piece[..length]).await.is_err() {
            return;
        }
    }
}
