//! What one act costs: each kind done alone so many times, a few at once, and what every process has spent on it, less what
//! they spend on nothing in the same time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt as _;

use super::ledger::Ledger;
use super::meter::{Meter, Reading, between};
use super::people::Kind;
use super::size::Size;
use super::town::{Engines, Town};
use super::visit::{self, Act, Visit};

/// Acts at once.
const AT_ONCE: usize = 4;

/// By act, of one of them.
pub type Costs = BTreeMap<Act, Reading>;

pub struct Scale<'a> {
    pub town: &'a Arc<Town>,
    pub engines: &'a Engines,
    pub meter: &'a Meter,
    pub ledger: &'a Ledger,
    /// What is spent in a second in which nobody does anything.
    idle: Reading,
}

impl<'a> Scale<'a> {
    pub async fn settle(
        (town, engines): (&'a Arc<Town>, &'a Engines),
        (meter, ledger): (&'a Meter, &'a Ledger),
        rest: Duration,
    ) -> Self {
        let mut scale = Self { town, engines, meter, ledger, idle: Reading::new() };
        let before = scale.read();
        tokio::time::sleep(rest).await;
        let mut idle = between(&before, &scale.read());
        idle.values_mut().for_each(|value| *value /= rest.as_secs_f64());
        scale.idle = idle;
        scale
    }

    pub fn idle(&self) -> &Reading {
        &self.idle
    }

    /// Every act in its turn; those of a session on the sessions that the logins opened.
    pub async fn weigh(&self, size: &Size) -> Costs {
        let (mut visits, mut costs) = self.logins(size.each).await;
        let town = self.town;
        let (_, cost) = self.spent(visits.iter_mut().map(|visit| visit.sso(town)), self.noted(Act::Sso)).await;
        costs.insert(Act::Sso, cost);
        let (_, cost) = self.spent(visits.iter_mut().map(|visit| visit.refresh(town)), self.noted(Act::Refresh)).await;
        costs.insert(Act::Refresh, cost);
        let asked = visits.iter().map(|visit| visit.introspect(town));
        let (_, cost) = self.spent(asked, self.noted(Act::Introspection)).await;
        costs.insert(Act::Introspection, cost);
        let left = visits.iter().map(|visit| visit.log_out(town));
        let (_, cost) = self.spent(left, self.noted(Act::Logout)).await;
        costs.insert(Act::Logout, cost);
        costs
    }

    /// So many by each means, and the sessions that they opened.
    pub async fn logins(&self, each: usize) -> (Vec<Visit>, Costs) {
        let (mut visits, mut costs) = (Vec::new(), Costs::new());
        for kind in [Kind::Card, Kind::Phone] {
            let act = Act::login(kind);
            let logins = (0..each).map(|_| visit::somebody(self.town, kind));
            let (opened, cost) = self.spent(logins, |visit| self.ledger.login(act, visit)).await;
            visits.extend(opened);
            costs.insert(act, cost);
        }
        (visits, costs)
    }

    fn noted(&self, act: Act) -> impl Fn(Result<(), String>) -> Option<()> + '_ {
        move |done| self.ledger.note(act, done)
    }

    /// What came of these, and what one of them cost.
    async fn spent<T, F>(
        &self,
        acts: impl Iterator<Item = F>,
        note: impl Fn(Result<T, String>) -> Option<T>,
    ) -> (Vec<T>, Reading)
    where
        F: Future<Output = Result<T, String>>,
    {
        let (before, began) = (self.read(), Instant::now());
        let done: Vec<Result<T, String>> = futures::stream::iter(acts).buffer_unordered(AT_ONCE).collect().await;
        let (seconds, times) = (began.elapsed().as_secs_f64(), done.len().max(1) as f64);
        let mut cost = between(&before, &self.read());
        for (name, value) in &mut cost {
            let idle = self.idle.get(name).copied().unwrap_or_default() * seconds;
            *value = ((*value - idle) / times).max(0.0);
        }
        (done.into_iter().filter_map(note).collect(), cost)
    }

    /// Every counter, now.
    pub fn read(&self) -> Reading {
        self.meter.all(self.engines, self.town)
    }
}
