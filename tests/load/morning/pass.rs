//! The morning passes: people come when the curve says so, whether or not the node keeps up.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::sync::watch::Sender;
use tokio::task::JoinSet;

use super::ledger::Ledger;
use super::measures::Times;
use super::meter::{Meter, Reading};
use super::plan::{Curve, Plan};
use super::town::Town;
use super::visit::{self, Act};

/// Logins under way: with so many the node does not keep up, and nobody comes any more.
const WAITING: usize = 256;
const BEAT: Duration = Duration::from_millis(5);
/// Logouts under way at once: when the morning is over whoever is left goes, and not in the same moment.
const LEAVING: usize = 64;
/// Visits at once while the rate is looked for.
const EAGER: usize = 8;

/// One look at the node.
pub struct Sample {
    /// Seconds since the morning began.
    pub at: f64,
    pub times: Times,
    pub processor: Reading,
}

pub struct Morning {
    pub town: Arc<Town>,
    pub ledger: Arc<Ledger>,
    /// Between two uses of a refresh token.
    pub refreshed: Duration,
    waiting: AtomicUsize,
    /// Nobody waits for a token to grow old any more.
    over: Sender<bool>,
    leaving: Semaphore,
}

impl Morning {
    pub fn new(town: &Arc<Town>, refreshed: Duration) -> Self {
        let (ledger, waiting, over) = (Arc::new(Ledger::new()), AtomicUsize::default(), Sender::new(false));
        Self { town: town.clone(), ledger, refreshed, waiting, over, leaving: Semaphore::new(LEAVING) }
    }

    /// Logins a second with [`EAGER`] people one after the other and no pause, all that goes with a login included.
    pub async fn possible(&self, span: Duration) -> f64 {
        let (turns, until) = (AtomicUsize::new(0), Instant::now() + span);
        let eager = (0..EAGER).map(|_| async {
            while Instant::now() < until {
                self.visit(Plan::of(turns.fetch_add(1, Ordering::Relaxed)), Duration::ZERO).await;
            }
        });
        let began = Instant::now();
        futures::future::join_all(eager).await;
        self.ledger.logins() as f64 / began.elapsed().as_secs_f64()
    }

    /// Until the last of them has done what they came for; a token that would be refreshed after the last arrival is left.
    /// Whether the node kept up.
    pub async fn pass(self: Arc<Self>, curve: Curve, rate: f64) -> bool {
        let (began, mut last, mut due, mut turn) = (Instant::now(), 0.0, 0.0, 0);
        let mut under_way = JoinSet::new();
        let mut held = true;
        while held && last < curve.length() {
            tokio::time::sleep(BEAT).await;
            let now = began.elapsed().as_secs_f64();
            due += (now - last) * rate * curve.at(now);
            last = now;
            while due >= 1.0 {
                due -= 1.0;
                turn += 1;
                let (morning, plan) = (self.clone(), Plan::of(turn));
                under_way.spawn(async move { morning.visit(plan, morning.refreshed).await });
            }
            held = self.waiting.load(Ordering::Relaxed) < WAITING;
            while under_way.try_join_next().is_some() {}
        }
        self.over.send_replace(true);
        while under_way.join_next().await.is_some() {}
        held
    }

    async fn visit(&self, plan: Plan, pause: Duration) {
        let (town, ledger) = (&*self.town, &*self.ledger);
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let opened = visit::somebody(&self.town, plan.kind).await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        let Some(mut visit) = ledger.login(Act::login(plan.kind), opened) else { return };
        for _ in 0..plan.sso {
            ledger.note(Act::Sso, visit.sso(town).await);
        }
        visit.rest();
        for _ in 0..plan.introspections {
            ledger.note(Act::Introspection, visit.introspect(town).await);
        }
        for _ in 0..plan.refreshes {
            if !self.grows_old(pause).await {
                break;
            }
            ledger.note(Act::Refresh, visit.refresh(town).await);
        }
        let _turn = self.leaving.acquire().await.expect("the door is never closed");
        let left = plan.leaves && ledger.note(Act::Logout, visit.log_out(town).await).is_some();
        if left == plan.leaves {
            ledger.keep(visit, left);
        }
    }

    /// Whether there was time for it.
    async fn grows_old(&self, pause: Duration) -> bool {
        let mut over = self.over.subscribe();
        tokio::select! {
            () = tokio::time::sleep(pause) => true,
            _ = over.wait_for(|over| *over) => false,
        }
    }
}

/// Looks at the node at the beginning, at each tick, and once `over` says so.
pub async fn watch(
    morning: Arc<Morning>,
    meter: Arc<Meter>,
    tick: Duration,
    mut over: tokio::sync::oneshot::Receiver<()>,
) -> Vec<Sample> {
    let mut samples = Vec::new();
    loop {
        let times = Times::read(&morning.town).await;
        samples.push(Sample { at: morning.ledger.age(), times, processor: meter.processor() });
        tokio::select! {
            () = tokio::time::sleep(tick) => {}
            _ = &mut over => break,
        }
    }
    let times = Times::read(&morning.town).await;
    samples.push(Sample { at: morning.ledger.age(), times, processor: meter.processor() });
    samples
}
