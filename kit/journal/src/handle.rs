use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ambient::Ambient;
use database::Database;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::chain::Told;
use crate::checkpoint::{self, Anchor, Signer};
use crate::committer::{Committer, Waiting};
use crate::error::JournalError;
use crate::key::CheckpointKey;
use crate::record::{Record, canonical};
use crate::table;

/// Records of one transaction at most.
pub(crate) const BATCH: usize = 64;
/// Records that may wait; who comes after waits for room.
const QUEUE: usize = 4 * BATCH;

#[derive(Clone, Debug)]
pub struct Settings {
    /// `sqlite:…` or `postgres:…`.
    pub url: String,
    /// This node's name; with the boot it names the chain.
    pub node: String,
    pub checkpoint_every: Duration,
    /// The journal's name in its checkpoints, the same for every node and every year: a host and a path, without space or plus.
    pub origin: String,
}

/// How many records went into how many commits since the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    pub records: u64,
    pub commits: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub records: AtomicU64,
    pub commits: AtomicU64,
}

/// The journal of this process. Cheap to clone; every clone writes the same chain.
#[derive(Clone, Debug)]
pub struct Journal {
    orders: mpsc::Sender<Order>,
    ambient: Ambient,
    database: Database,
    writer: Arc<str>,
    counts: Arc<Counts>,
}

#[derive(Debug)]
enum Order {
    Record(Waiting),
    Checkpoint(oneshot::Sender<Result<Option<Anchor>, JournalError>>),
    Close(oneshot::Sender<Result<Option<Anchor>, JournalError>>),
}

impl Journal {
    /// Opens the journal and starts its writer on the current tokio runtime, with a chain of its own for this boot.
    pub async fn open(settings: Settings, key: CheckpointKey, ambient: Ambient) -> Result<Self, JournalError> {
        let database = table::open(&settings.url).await?;
        let chance: String = ambient.chance.token().chars().take(12).collect();
        let writer: Arc<str> = Arc::from(format!("{}/{}-{chance}", settings.node, ambient.now().millis()));
        let counts = Arc::new(Counts::default());
        let (orders, received) = mpsc::channel(QUEUE);
        let committer =
            Committer { database: database.clone(), writer: writer.to_string(), head: None, counts: counts.clone() };
        let signer = Signer { key, origin: settings.origin };
        let desk = Desk { committer, signer, ambient: ambient.clone() };
        tokio::spawn(desk.serve(received, settings.checkpoint_every));
        Ok(Self { orders, ambient, database, writer, counts })
    }

    /// Returns when the record is durable. On an error, the act must not be answered.
    pub async fn record(&self, record: Record) -> Result<(), JournalError> {
        let fields = canonical(&record.fields);
        let told = Told { at: self.ambient.now(), event: record.event, origin: record.origin, fields };
        self.order(|answer| Order::Record(Waiting { told, answer })).await
    }

    /// Signs a checkpoint now, besides those of the interval. `None`: nothing was recorded since the last.
    pub async fn checkpoint(&self) -> Result<Option<Anchor>, JournalError> {
        self.order(Order::Checkpoint).await
    }

    /// Refuses further records, commits those that wait, and signs the last checkpoint.
    pub async fn close(&self) -> Result<Option<Anchor>, JournalError> {
        let last = self.order(Order::Close).await;
        self.database.close().await;
        last
    }

    /// `node/boot`: the name of this process's chain.
    pub fn writer(&self) -> &str {
        &self.writer
    }

    /// For [`crate::verify`] and [`crate::page`].
    pub fn database(&self) -> &Database {
        &self.database
    }

    pub fn figures(&self) -> Figures {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Figures { records: read(&self.counts.records), commits: read(&self.counts.commits) }
    }

    async fn order<T>(
        &self,
        order: impl FnOnce(oneshot::Sender<Result<T, JournalError>>) -> Order,
    ) -> Result<T, JournalError> {
        let (answer, answered) = oneshot::channel();
        self.orders.send(order(answer)).await.map_err(|_| JournalError::Closed)?;
        answered.await.map_err(|_| JournalError::Closed)?
    }
}

/// The task behind the handles.
struct Desk {
    committer: Committer,
    signer: Signer,
    ambient: Ambient,
}

impl Desk {
    /// While one batch is being committed the next gathers in the channel: that is all the batching there is, and a
    /// lone record never waits for company. Ends when the journal is closed or the last handle is gone.
    async fn serve(mut self, mut received: mpsc::Receiver<Order>, checkpoint_every: Duration) {
        let mut interval = interval_at(Instant::now() + checkpoint_every, checkpoint_every);
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut closing = Vec::new();
        let mut orders = Vec::with_capacity(BATCH);
        loop {
            tokio::select! {
                count = received.recv_many(&mut orders, BATCH) => {
                    if count == 0 {
                        break;
                    }
                    // who is about to tell something gets here first: nobody waits for that, and a commit serves more of them
                    tokio::task::yield_now().await;
                    while orders.len() < BATCH && let Ok(order) = received.try_recv() {
                        orders.push(order);
                    }
                    for close in self.carry_out(&mut orders).await {
                        received.close();
                        closing.push(close);
                    }
                }
                _ = interval.tick() => { self.checkpoint().await.ok(); }
            }
        }
        let last = self.checkpoint().await;
        for close in closing {
            close.send(last.clone()).ok();
        }
    }

    /// Gives back who asked to close.
    async fn carry_out(
        &mut self,
        orders: &mut Vec<Order>,
    ) -> Vec<oneshot::Sender<Result<Option<Anchor>, JournalError>>> {
        let (mut batch, mut checkpoints, mut closing) = (Vec::new(), Vec::new(), Vec::new());
        for order in orders.drain(..) {
            match order {
                Order::Record(waiting) => batch.push(waiting),
                Order::Checkpoint(answer) => checkpoints.push(answer),
                Order::Close(answer) => closing.push(answer),
            }
        }
        self.committer.commit(batch).await;
        for answer in checkpoints {
            answer.send(self.checkpoint().await).ok();
        }
        closing
    }

    async fn checkpoint(&self) -> Result<Option<Anchor>, JournalError> {
        let written = checkpoint::write(&self.committer.database, &self.signer, self.ambient.now()).await;
        match &written {
            Ok(Some(anchor)) => tracing::info!(
                checkpoint.number = anchor.number,
                checkpoint.hash = anchor.hash,
                "journal checkpoint signed"
            ),
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "journal checkpoint not written"),
        }
        Ok(written?)
    }
}
