//! Sessions that live at once, and what the process holds meanwhile.

use std::sync::Arc;
use std::time::Instant;

use futures::StreamExt as _;
use serde_json::{Value, json};

use super::ledger::Ledger;
use super::meter::Meter;
use super::people::Kind;
use super::town::Town;
use super::visit::{self, Act, Visit};

const AT_ONCE: usize = 8;
/// Of all sessions, how many are asked whether they live.
const ASKED: u64 = 50;
/// A store that refuses so many in a row is full.
const FULL: u32 = 20;

/// What was alive, and what it took.
pub struct Alive {
    pub sessions: u64,
    /// Resident, of the process that serves, before the sessions and with them.
    pub rest_mb: f64,
    pub mb: f64,
    /// What the store itself holds, where it is another process.
    pub store_mb: Option<f64>,
    /// Why there are not more.
    pub refused: Option<String>,
    /// Of those that were asked, how many lived no more: past half an hour without use they do not.
    pub asked: [usize; 2],
    /// How long it took to open them.
    pub seconds: f64,
}

/// A session lives so long without use.
const IDLE: f64 = 1_800.0;

impl Alive {
    /// Some are over that were opened too lately to be.
    pub fn lost(&self) -> bool {
        self.asked[1] > 0 && self.seconds < IDLE
    }

    pub fn record(&self) -> Value {
        json!({
            "sessions": self.sessions, "before_mb": self.rest_mb, "mb": self.mb, "store_mb": self.store_mb,
            "refused": self.refused, "asked": self.asked[0], "of_them_over": self.asked[1], "seconds": self.seconds,
        })
    }
}

/// What came of opening sessions.
#[derive(Default)]
pub struct Opened {
    pub sessions: u64,
    pub refused: Option<String>,
    /// Some of them, from the first to the last.
    asked: Vec<Visit>,
}

impl Opened {
    fn and(mut self, more: Self) -> Self {
        self.asked.extend(more.asked);
        Self { sessions: self.sessions + more.sessions, refused: self.refused.or(more.refused), asked: self.asked }
    }

    /// Each of those that were set aside refreshes, from the first to the last: how many there are, and how many are over.
    pub async fn ask(self, town: &Town) -> [usize; 2] {
        let (asked, mut over) = (self.asked.len(), 0);
        for mut visit in self.asked {
            over += usize::from(visit.refresh(town).await.is_err());
        }
        [asked, over]
    }
}

/// The node with Redis: those that the morning left are among them, and end while others come.
pub async fn on_redis(town: &Arc<Town>, meter: &Meter, (ledger, wanted): (&Ledger, u64)) -> Alive {
    const ROUNDS: usize = 4;
    let (rest_mb, mut opened, began) = (meter.provider_mb(), Opened::default(), Instant::now());
    for _ in 0..ROUNDS {
        let missing = wanted.saturating_sub(meter.sessions());
        if missing == 0 || opened.refused.is_some() {
            break;
        }
        opened = opened.and(open(town, ledger, missing).await);
    }
    let (mb, store_mb, sessions) = (meter.provider_mb(), meter.redis_mb(), meter.sessions());
    let (refused, seconds) = (opened.refused.clone(), began.elapsed().as_secs_f64());
    Alive { sessions, rest_mb, mb, store_mb: Some(store_mb), refused, asked: opened.ask(town).await, seconds }
}

/// Further sessions with cards, until so many more live or the store is full.
pub async fn open(town: &Arc<Town>, ledger: &Ledger, wanted: u64) -> Opened {
    super::say(&format!("{wanted} further sessions, for the memory of the process"));
    let logins = futures::stream::iter(0..wanted).map(|_| visit::somebody(town, Kind::Card));
    let mut logins = logins.buffer_unordered(AT_ONCE);
    let mut opened = Opened::default();
    let (mut in_a_row, mut silent) = (0, Vec::new());
    while let Some(visit) = logins.next().await {
        let full = visit.as_ref().err().filter(|what| what.contains(": 503")).cloned();
        if let Some(what) = full {
            (in_a_row, silent) = (in_a_row + 1, [silent, vec![what]].concat());
            if in_a_row == FULL {
                opened.refused = silent.pop();
                return opened;
            }
            continue;
        }
        in_a_row = 0;
        silent.drain(..).for_each(|what| ledger.met(&what));
        let Some(mut visit) = ledger.login(Act::CardLogin, visit) else { continue };
        if opened.sessions.is_multiple_of((wanted / ASKED).max(1)) {
            visit.rest();
            opened.asked.push(visit);
        }
        opened.sessions += 1;
        if opened.sessions.is_multiple_of(10_000) {
            super::say(&format!("{} of {wanted} sessions", opened.sessions));
        }
    }
    silent.drain(..).for_each(|what| ledger.met(&what));
    opened
}
