//! Connections that are kept open and lent one at a time. A connection comes back as it left, without a question to the
//! server: what ended whole is lent again at once, and what did not is closed. The pool of the driver asks after every
//! statement instead, which is as much work again as most of ours are.

mod executor;
mod lent;

pub use lent::{Lent, Writing};

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sqlx::{AnyConnection, Connection as _, Error, Executor as _};
use tokio::sync::Semaphore;

/// Who waits longer for a connection hears that the database is out of reach.
const PATIENCE: Duration = Duration::from_secs(5);

/// How a lane opens its connections.
#[derive(Clone, Debug)]
pub struct Terms {
    pub url: String,
    /// At once; at least one.
    pub connections: usize,
    /// Run on each new connection; may be empty.
    pub prelude: &'static str,
    /// A connection that rested longer is tried before it is lent: its server may have restarted. `None`: a file.
    pub fresh: Option<Duration>,
}

/// Cheap to clone.
#[derive(Clone, Debug)]
pub struct Lane(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    terms: Terms,
    places: Arc<Semaphore>,
    resting: Mutex<Vec<Resting>>,
}

#[derive(Debug)]
struct Resting {
    connection: AnyConnection,
    since: Instant,
}

impl Lane {
    /// Opens the first connection, so that a database out of reach is told now.
    pub async fn open(terms: Terms) -> Result<Self, Error> {
        let places = Arc::new(Semaphore::new(terms.connections.max(1)));
        let lane = Self(Arc::new(Inner { terms, places, resting: Mutex::default() }));
        lane.lend().await?.done();
        Ok(lane)
    }

    pub(crate) fn url(&self) -> &str {
        &self.0.terms.url
    }

    /// One connection, until the loan is dropped. Waits for its turn, in order; turn, trial and opening take [`PATIENCE`]
    /// together, so that a server that went silent is told like one that refuses.
    pub async fn lend(&self) -> Result<Lent, Error> {
        tokio::time::timeout(PATIENCE, self.connection()).await.map_err(|_| Error::PoolTimedOut)?
    }

    async fn connection(&self) -> Result<Lent, Error> {
        let place = self.0.places.clone().acquire_owned().await.map_err(|_| Error::PoolClosed)?;
        while let Some(mut resting) = self.pop() {
            if self.is_fresh(&resting) || resting.connection.ping().await.is_ok() {
                return Ok(Lent::new(self.clone(), resting.connection, place));
            }
        }
        Ok(Lent::new(self.clone(), self.0.connect().await?, place))
    }

    /// Waits for the loans, then closes all.
    pub async fn close(&self) {
        let all = u32::try_from(self.0.terms.connections.max(1)).unwrap_or(u32::MAX);
        if let Ok(_turns) = self.0.places.acquire_many(all).await {
            self.0.places.close();
            while let Some(resting) = self.pop() {
                let _ = resting.connection.close().await;
            }
        }
    }

    fn is_fresh(&self, resting: &Resting) -> bool {
        self.0.terms.fresh.is_none_or(|fresh| resting.since.elapsed() <= fresh)
    }

    /// The one that rested least: the others grow old, and a server may be left with few.
    fn pop(&self) -> Option<Resting> {
        self.0.resting.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn rest(&self, connection: AnyConnection) {
        let since = Instant::now();
        self.0.resting.lock().unwrap_or_else(PoisonError::into_inner).push(Resting { connection, since });
    }
}

impl Inner {
    async fn connect(&self) -> Result<AnyConnection, Error> {
        let mut connection = AnyConnection::connect(&self.terms.url).await?;
        if !self.terms.prelude.is_empty() {
            connection.execute(self.terms.prelude).await?;
        }
        Ok(connection)
    }
}

#[cfg(test)]
mod tests;
