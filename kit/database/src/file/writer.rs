use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rusqlite::Connection;
use sqlx::Error;
use tokio::sync::oneshot;

use super::open;

/// The thread that writes. A commit waits for the disk: that is no place for a thread that answers.
#[derive(Clone, Debug)]
pub(crate) struct Writer(Arc<Mutex<Option<Desk>>>);

#[derive(Debug)]
struct Desk {
    orders: Sender<Order>,
    /// Falls when the thread has closed its connection.
    ended: oneshot::Receiver<()>,
}

type Order = Box<dyn FnOnce(&mut Connection) + Send>;

impl Writer {
    /// Opens the connection, so that a file out of reach is told now.
    pub fn open(path: PathBuf, prelude: &'static str) -> Result<Self, Error> {
        let connection = open(&path, prelude)?;
        let (orders, received) = channel();
        let (end, ended) = oneshot::channel();
        let serving = move || {
            serve(Place { path, prelude, connection: Some(connection) }, &received);
            drop(end);
        };
        thread::Builder::new().name("sqlite-writer".to_owned()).spawn(serving)?;
        Ok(Self(Arc::new(Mutex::new(Some(Desk { orders, ended })))))
    }

    /// Runs `work` on the writing thread. What it left in the middle, by an error or a panic, is taken back.
    pub async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let order: Order = Box::new(move |connection| {
            answer.send(work(connection)).ok();
        });
        self.desk(|desk| desk.as_ref().map(|desk| desk.orders.send(order))).ok_or(Error::PoolClosed)?.ok();
        answered.await.map_err(|_| Error::WorkerCrashed)
    }

    /// After the orders that wait.
    pub async fn close(&self) {
        if let Some(Desk { orders, ended }) = self.desk(Option::take) {
            drop(orders);
            ended.await.ok();
        }
    }

    fn desk<T>(&self, on: impl FnOnce(&mut Option<Desk>) -> T) -> T {
        on(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

struct Place {
    path: PathBuf,
    prelude: &'static str,
    /// `None`: closed, because it could not take back what was begun.
    connection: Option<Connection>,
}

fn serve(mut place: Place, received: &Receiver<Order>) {
    while let Ok(order) = received.recv() {
        let Ok(mut connection) = place.connection.take().map_or_else(|| open(&place.path, place.prelude), Ok) else {
            // dropped with its place for an answer: who waits hears that nothing was done
            continue;
        };
        let carried_out = catch_unwind(AssertUnwindSafe(|| order(&mut connection)));
        if carried_out.is_err() && !connection.is_autocommit() {
            connection.execute_batch("ROLLBACK").ok();
        }
        place.connection = Some(connection).filter(Connection::is_autocommit);
    }
}
