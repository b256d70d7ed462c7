use std::ops::{Deref, DerefMut};

use sqlx::{AnyConnection, Error, Executor as _};
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;

use super::Lane;

/// A connection on loan. It rests again only after [`Lent::done`]: one that was dropped in the middle of a statement is
/// closed.
#[derive(Debug)]
pub struct Lent {
    lane: Lane,
    /// `None`: given back.
    connection: Option<AnyConnection>,
    /// Falls after the connection rests, so that who comes next finds it.
    _place: OwnedSemaphorePermit,
}

impl Lent {
    pub(super) fn new(lane: Lane, connection: AnyConnection, place: OwnedSemaphorePermit) -> Self {
        Self { lane, connection: Some(connection), _place: place }
    }

    /// Every statement ended, well or in an answer of the database.
    pub fn done(mut self) {
        if let Some(connection) = self.connection.take() {
            self.lane.rest(connection);
        }
    }

    /// Gives back what ended whole, and closes what did not.
    pub(super) fn after<T>(self, outcome: Result<T, Error>) -> Result<T, Error> {
        match &outcome {
            Ok(_) | Err(Error::Database(_) | Error::RowNotFound) => self.done(),
            Err(_) => {}
        }
        outcome
    }
}

impl Deref for Lent {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        self.connection.as_ref().expect("a loan ends when it is given back")
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        self.connection.as_mut().expect("a loan ends when it is given back")
    }
}

/// Statements that write together. Dropped before [`Writing::commit`], none of them was.
#[derive(Debug)]
pub struct Writing(Option<Lent>);

impl Writing {
    pub(crate) async fn begin(mut lent: Lent, statement: &'static str) -> Result<Self, Error> {
        lent.execute(statement).await?;
        Ok(Self(Some(lent)))
    }

    pub async fn commit(self) -> Result<(), Error> {
        self.end("COMMIT").await
    }

    pub async fn rollback(self) -> Result<(), Error> {
        self.end("ROLLBACK").await
    }

    /// When it fails the connection is closed, and with it what was written.
    async fn end(mut self, statement: &'static str) -> Result<(), Error> {
        let Some(mut lent) = self.0.take() else { return Ok(()) };
        lent.execute(statement).await?;
        lent.done();
        Ok(())
    }

    fn lent(&self) -> &Lent {
        self.0.as_ref().expect("a transaction ends when it is given back")
    }
}

impl Deref for Writing {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        self.lent()
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        self.0.as_mut().expect("a transaction ends when it is given back")
    }
}

impl Drop for Writing {
    /// Taken back at once: a lock is not left to who comes next.
    fn drop(&mut self) {
        if let (Some(mut lent), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(async move {
                if lent.execute("ROLLBACK").await.is_ok() {
                    lent.done();
                }
            });
        }
    }
}
