//! Group commit on SQLite: the writes of several callers that wait for the one writing connection share one transaction, and
//! so one commit. What the file system is asked to make durable is asked once for all of them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use futures::FutureExt as _;
use rusqlite::Connection;
use sqlx::Error;
use tokio::sync::oneshot;

use crate::file::{Writer, error};
use crate::lane::Writing;
use crate::{Engine, Hand, Lane};

/// Callers of one transaction at most.
const MANY: usize = 64;

/// How often those who are about to write are let through before a transaction begins.
const ROUNDS: usize = 8;

/// Statements that write together. They may be run twice: what another caller's work did to the transaction takes all of it
/// back, and each then runs alone.
#[async_trait]
pub trait Work: Send + Sync + 'static {
    type Told: Send + 'static;
    type Error: Send + 'static;

    /// On `Err`, nothing of it is kept. Waits for nothing but its statements: on SQLite others wait for it.
    async fn write(&self, hand: &mut Hand<'_>) -> Result<Self::Told, Self::Error>;

    /// The transaction did not begin, or did not commit.
    fn failed(error: Error) -> Self::Error;
}

/// Who waits for the next transaction.
#[derive(Clone, Default)]
pub(crate) struct Group(Arc<Mutex<Queue>>);

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Box<dyn Job>>,
    /// Somebody takes from the queue until it is empty.
    served: bool,
}

/// A caller's work with the place for its answer.
struct Asked<W: Work> {
    work: W,
    outcome: Option<Result<W::Told, W::Error>>,
    answer: oneshot::Sender<Result<W::Told, W::Error>>,
}

trait Job: Send {
    /// `false`: it is not to be kept.
    fn run(&mut self, connection: &mut Connection) -> bool;
    fn answer(self: Box<Self>);
    fn fail(self: Box<Self>, error: &Error);
}

impl<W: Work> Job for Asked<W> {
    fn run(&mut self, connection: &mut Connection) -> bool {
        let outcome = self.work.write(&mut Hand::in_file(connection)).now_or_never();
        self.outcome.insert(outcome.unwrap_or_else(|| Err(W::failed(Error::WorkerCrashed)))).is_ok()
    }

    /// Who went away meanwhile does not miss it.
    fn answer(self: Box<Self>) {
        if let Some(outcome) = self.outcome {
            self.answer.send(outcome).ok();
        }
    }

    fn fail(self: Box<Self>, error: &Error) {
        self.answer.send(Err(W::failed(Error::Protocol(error.to_string())))).ok();
    }
}

/// In a transaction of its own.
pub(crate) async fn alone<W: Work>(work: &W, lane: &Lane, engine: Engine) -> Result<W::Told, W::Error> {
    let mut writing =
        Writing::begin(lane.lend().await.map_err(W::failed)?, engine.begin_write()).await.map_err(W::failed)?;
    let outcome = work.write(&mut Hand::on_server(&mut writing)).await;
    let ended = if outcome.is_ok() { writing.commit().await } else { writing.rollback().await };
    match (outcome, ended) {
        (Ok(_), Err(error)) => Err(W::failed(error)),
        (outcome, _) => outcome,
    }
}

/// In no transaction. A connection on which it failed is not lent again: what it refused is not known here.
pub(crate) async fn bare<W: Work>(work: &W, lane: &Lane) -> Result<W::Told, W::Error> {
    let mut lent = lane.lend().await.map_err(W::failed)?;
    let told = work.write(&mut Hand::on_server(&mut lent)).await?;
    lent.done();
    Ok(told)
}

impl Group {
    /// The queue is served by a task of its own: a caller that goes away takes nobody's write with it.
    pub async fn write<W: Work>(&self, work: W, lane: &Lane, writer: &Writer) -> Result<W::Told, W::Error> {
        let (answer, answered) = oneshot::channel();
        let serve = self.with(|queue| {
            queue.waiting.push_back(Box::new(Asked { work, outcome: None, answer }));
            !std::mem::replace(&mut queue.served, true)
        });
        if serve {
            tokio::spawn(self.clone().serve(lane.clone(), writer.clone()));
        }
        answered.await.unwrap_or_else(|_| Err(W::failed(Error::WorkerCrashed)))
    }

    async fn serve(self, lane: Lane, writer: Writer) {
        let served = Served(&self);
        loop {
            self.gather().await;
            let Some(batch) = self.next() else { break };
            serve(batch, &lane, &writer).await;
        }
        std::mem::forget(served);
    }

    /// Who is about to write gets to the queue first, for as long as somebody comes: nobody waits for that, and a commit
    /// serves more of them.
    async fn gather(&self) {
        let mut known = 0;
        for _ in 0..ROUNDS {
            tokio::task::yield_now().await;
            let waiting = self.with(|queue| queue.waiting.len());
            if waiting == known {
                return;
            }
            known = waiting;
        }
    }

    fn next(&self) -> Option<Vec<Box<dyn Job>>> {
        self.with(|queue| {
            let many = queue.waiting.len().min(MANY);
            queue.served = many > 0;
            (many > 0).then(|| queue.waiting.drain(..many).collect())
        })
    }

    fn with<T>(&self, on: impl FnOnce(&mut Queue) -> T) -> T {
        on(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Falls when the task that serves is torn away: who comes next starts another one.
struct Served<'a>(&'a Group);

impl Drop for Served<'_> {
    fn drop(&mut self) {
        self.0.with(|queue| queue.served = false);
    }
}

/// The file has one writer at a time: the loan keeps those out who write through the driver.
async fn serve(batch: Vec<Box<dyn Job>>, lane: &Lane, writer: &Writer) {
    let lent = match lane.lend().await {
        Ok(lent) => lent,
        Err(error) => return batch.into_iter().for_each(|job| job.fail(&error)),
    };
    // torn away in the middle, all of them hear that it failed
    if let Ok(ended) = writer.with(move |connection| carry_out(batch, connection)).await {
        ended.into_iter().for_each(Ended::tell);
    }
    lent.done();
}

/// A piece of work, and what became of the transaction in which it was.
struct Ended(Box<dyn Job>, Result<(), Arc<Error>>);

impl Ended {
    fn tell(self) {
        match self.1 {
            Ok(()) => self.0.answer(),
            Err(error) => self.0.fail(&error),
        }
    }
}

/// All of them in one transaction; each in its own where one of them refuses.
fn carry_out(mut batch: Vec<Box<dyn Job>>, connection: &mut Connection) -> Vec<Ended> {
    let error = match all_of(&mut batch, connection) {
        Ok(true) => return batch.into_iter().map(|job| Ended(job, Ok(()))).collect(),
        Ok(false) => None,
        Err(error) if is_of_one(&error) => None,
        Err(error) => Some(Arc::new(error)),
    };
    match error {
        None => batch.into_iter().map(|job| one(job, connection)).collect(),
        Some(error) => batch.into_iter().map(|job| Ended(job, Err(error.clone()))).collect(),
    }
}

/// A deferred constraint speaks at the commit, of one of them: nothing was kept, and the others are not to pay for it.
fn is_of_one(error: &Error) -> bool {
    error.as_database_error().is_some_and(|error| error.is_foreign_key_violation())
}

/// `false`: one of them is not to be kept, and nothing was.
fn all_of(batch: &mut [Box<dyn Job>], connection: &mut Connection) -> Result<bool, Error> {
    border(connection, "BEGIN IMMEDIATE")?;
    let kept = batch.iter_mut().all(|job| job.run(connection));
    let ended = if kept { border(connection, "COMMIT") } else { border(connection, "ROLLBACK") };
    if ended.is_err() && !connection.is_autocommit() {
        border(connection, "ROLLBACK")?;
    }
    ended.map(|()| kept)
}

/// A refusal is an answer: that its transaction was taken back is as it should be.
fn one(mut job: Box<dyn Job>, connection: &mut Connection) -> Ended {
    let ended = all_of(std::slice::from_mut(&mut job), connection);
    Ended(job, ended.map(drop).map_err(Arc::new))
}

/// A statement at the border of a transaction.
fn border(connection: &Connection, statement: &str) -> Result<(), Error> {
    connection.prepare_cached(statement).and_then(|mut prepared| prepared.raw_execute()).map(drop).map_err(error)
}

impl std::fmt::Debug for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Group(…)")
    }
}

#[cfg(test)]
mod tests;
