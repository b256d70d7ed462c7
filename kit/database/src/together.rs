//! Group commit on SQLite: the writes of several callers that wait for the one writing connection share one transaction, and
//! so one commit. What the file system is asked to make durable is asked once for all of them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use sqlx::{AnyConnection, Error};
use tokio::sync::oneshot;

use crate::lane::Writing;
use crate::{Engine, Lane};

/// Callers of one transaction at most.
const MANY: usize = 64;

/// Statements that write together. They may be run twice: what another caller's work did to the transaction takes all of it
/// back, and each then runs alone.
#[async_trait]
pub trait Work: Send + Sync + 'static {
    type Told: Send + 'static;
    type Error: Send + 'static;

    /// On `Err`, nothing of it is kept.
    async fn write(&self, writing: &mut AnyConnection) -> Result<Self::Told, Self::Error>;

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

#[async_trait]
trait Job: Send {
    /// `false`: it is not to be kept.
    async fn run(&mut self, writing: &mut AnyConnection) -> bool;
    fn answer(self: Box<Self>);
    fn fail(self: Box<Self>, error: &Error);
}

#[async_trait]
impl<W: Work> Job for Asked<W> {
    async fn run(&mut self, writing: &mut AnyConnection) -> bool {
        let outcome = self.work.write(writing).await;
        self.outcome.insert(outcome).is_ok()
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
    let outcome = work.write(&mut writing).await;
    let ended = if outcome.is_ok() { writing.commit().await } else { writing.rollback().await };
    match (outcome, ended) {
        (Ok(_), Err(error)) => Err(W::failed(error)),
        (outcome, _) => outcome,
    }
}

/// In no transaction. A connection on which it failed is not lent again: what it refused is not known here.
pub(crate) async fn bare<W: Work>(work: &W, lane: &Lane) -> Result<W::Told, W::Error> {
    let mut lent = lane.lend().await.map_err(W::failed)?;
    let told = work.write(&mut lent).await?;
    lent.done();
    Ok(told)
}

impl Group {
    /// The queue is served by a task of its own: a caller that goes away takes nobody's write with it.
    pub async fn write<W: Work>(&self, work: W, lane: &Lane) -> Result<W::Told, W::Error> {
        let (answer, answered) = oneshot::channel();
        let serve = self.with(|queue| {
            queue.waiting.push_back(Box::new(Asked { work, outcome: None, answer }));
            !std::mem::replace(&mut queue.served, true)
        });
        if serve {
            tokio::spawn(self.clone().serve(lane.clone()));
        }
        answered.await.unwrap_or_else(|_| Err(W::failed(Error::WorkerCrashed)))
    }

    async fn serve(self, lane: Lane) {
        let served = Served(&self);
        loop {
            // who is about to write gets to the queue first: nobody waits for that, and a commit serves more of them
            tokio::task::yield_now().await;
            let Some(batch) = self.next() else { break };
            serve(batch, &lane).await;
        }
        std::mem::forget(served);
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

async fn begin(lane: &Lane) -> Result<Writing, Error> {
    Writing::begin(lane.lend().await?, Engine::Sqlite.begin_write()).await
}

async fn serve(mut batch: Vec<Box<dyn Job>>, lane: &Lane) {
    match all_of(&mut batch, lane).await {
        Ok(true) => batch.into_iter().for_each(|job| job.answer()),
        Ok(false) => each_of(batch, lane).await,
        Err(error) if is_of_one(&error) => each_of(batch, lane).await,
        Err(error) => batch.into_iter().for_each(|job| job.fail(&error)),
    }
}

/// A deferred constraint speaks at the commit, of one of them: nothing was kept, and the others are not to pay for it.
fn is_of_one(error: &Error) -> bool {
    error.as_database_error().is_some_and(|error| error.is_foreign_key_violation())
}

async fn each_of(batch: Vec<Box<dyn Job>>, lane: &Lane) {
    for job in batch {
        serve_one(job, lane).await;
    }
}

/// `false`: one of them is not to be kept, and nothing was.
async fn all_of(batch: &mut [Box<dyn Job>], lane: &Lane) -> Result<bool, Error> {
    let mut writing = begin(lane).await?;
    for job in batch {
        if !job.run(&mut writing).await {
            writing.rollback().await?;
            return Ok(false);
        }
    }
    writing.commit().await.map(|()| true)
}

async fn serve_one(mut job: Box<dyn Job>, lane: &Lane) {
    let mut writing = match begin(lane).await {
        Ok(writing) => writing,
        Err(error) => return job.fail(&error),
    };
    let kept = job.run(&mut writing).await;
    let ended = if kept { writing.commit().await } else { writing.rollback().await };
    match ended {
        Err(error) if kept => job.fail(&error),
        _ => job.answer(),
    }
}

impl std::fmt::Debug for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Group(…)")
    }
}

#[cfg(test)]
mod tests;
