//! Group commit: the one task of a process that appends to its chain.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use database::Database;
use tokio::sync::oneshot;

use crate::chain::{Head, Told};
use crate::error::JournalError;
use crate::handle::Counts;
use crate::table;

/// A record on its way, and who waits for it to be durable.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub told: Told,
    pub answer: oneshot::Sender<Result<(), JournalError>>,
}

pub(crate) struct Committer {
    pub database: Database,
    pub writer: String,
    /// `None`: not known, because a commit failed and may still have been carried out; read again before the next.
    pub head: Option<Head>,
    pub counts: Arc<Counts>,
}

impl Committer {
    /// Commits a batch in one transaction and answers everyone in it. Who repeats an origin is refused alone.
    pub async fn commit(&mut self, batch: Vec<Waiting>) {
        let mut batch = refuse_repeated(batch);
        while !batch.is_empty() {
            match self.append(&batch).await {
                Ok(()) => {
                    self.counts.commits.fetch_add(1, Ordering::Relaxed);
                    self.counts.records.fetch_add(batch.len() as u64, Ordering::Relaxed);
                    return answer(batch, Ok(()));
                }
                Err(error) if database::is_unique_violation(&error) => batch = self.refuse_recorded(batch).await,
                Err(error) => {
                    self.head = None;
                    return answer(batch, Err(error.into()));
                }
            }
        }
    }

    async fn append(&mut self, batch: &[Waiting]) -> Result<(), sqlx::Error> {
        let mut head = match self.head.take() {
            Some(head) => head,
            None => table::head(&self.database, &self.writer).await?.unwrap_or_else(|| Head::first(&self.writer)),
        };
        let before = head.clone();
        let mut links = Vec::with_capacity(batch.len());
        for waiting in batch {
            let link = head.link(&self.writer, &waiting.told);
            head = link.head();
            links.push(link);
        }
        let appended = table::append(&self.database, links).await;
        self.head = match &appended {
            Ok(()) => Some(head),
            Err(error) if database::is_unique_violation(error) => Some(before),
            Err(_) => None,
        };
        appended
    }

    /// A unique constraint refused the batch: finds whose origin it was, refuses them and gives back the others.
    async fn refuse_recorded(&mut self, batch: Vec<Waiting>) -> Vec<Waiting> {
        let origins: Vec<&str> = batch.iter().filter_map(|waiting| waiting.told.origin.as_deref()).collect();
        let known: HashSet<String> = match table::recorded(&self.database, &origins).await {
            Ok(known) => known.into_iter().collect(),
            Err(error) => {
                answer(batch, Err(error.into()));
                return Vec::new();
            }
        };
        if known.is_empty() {
            self.head = None;
            let another = JournalError::Unavailable("somebody else writes under this writer's name".to_owned());
            answer(batch, Err(another));
            return Vec::new();
        }
        let was_known = |waiting: &Waiting| waiting.told.origin.as_ref().is_some_and(|origin| known.contains(origin));
        let (refused, others) = batch.into_iter().partition(was_known);
        answer(refused, Err(JournalError::AlreadyRecorded));
        others
    }
}

/// Of two records of one origin in one batch, the first stands.
fn refuse_repeated(batch: Vec<Waiting>) -> Vec<Waiting> {
    let mut seen = HashSet::new();
    let (first, repeated) =
        batch.into_iter().partition(|waiting| waiting.told.origin.clone().is_none_or(|origin| seen.insert(origin)));
    answer(repeated, Err(JournalError::AlreadyRecorded));
    first
}

/// A caller that went away meanwhile does not miss its answer.
fn answer(batch: Vec<Waiting>, result: Result<(), JournalError>) {
    for waiting in batch {
        waiting.answer.send(result.clone()).ok();
    }
}
