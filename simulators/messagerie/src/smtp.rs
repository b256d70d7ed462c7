//! A mail server that delivers nothing: RFC 5321 as far as a client needs it, into the inbox.
//!
//! For the loopback interface only: no TLS, no authentication, every recipient accepted.

mod commande;
mod dialogue;
mod lignes;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::boite::Boite;
use dialogue::Dialogue;

/// Conversations at once; the next caller waits in the kernel's queue.
const CONVERSATIONS: usize = 64;
/// Octets in one message.
const TAILLE: usize = 1_048_576;
/// A conversation that lasts longer is cut, whatever it does.
const DUREE: Duration = Duration::from_secs(300);

/// Serves until the listener fails; dropping the future ends every conversation.
pub async fn serve(listener: TcpListener, boite: Arc<Boite>) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(CONVERSATIONS));
    let mut conversations = JoinSet::new();
    loop {
        let place = places.clone().acquire_owned().await.map_err(io::Error::other)?;
        let (socket, _) = listener.accept().await?;
        let boite = boite.clone();
        conversations.spawn(async move {
            let _place = place;
            match timeout(DUREE, Dialogue::new(socket, boite).mener()).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::debug!(%error, "an SMTP conversation broke off"),
                Err(_) => tracing::debug!("an SMTP conversation lasted too long"),
            }
        });
        while conversations.try_join_next().is_some() {}
    }
}
