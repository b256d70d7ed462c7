//! What was done and what was met, second by second.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::visit::{Act, Visit};

pub struct Ledger {
    began: Instant,
    entries: Mutex<Entries>,
}

#[derive(Default)]
struct Entries {
    done: BTreeMap<Act, Vec<u32>>,
    errors: Vec<u32>,
    met: BTreeMap<String, u32>,
    /// Sessions that were opened: no two logins have one.
    sessions: HashSet<String>,
    places: u32,
    /// The last visits that were over: those who went on, and those who left.
    kept: [VecDeque<Visit>; 2],
}

/// Visits that are kept of each kind.
const KEPT: usize = 50;

impl Ledger {
    pub fn new() -> Self {
        Self { began: Instant::now(), entries: Mutex::default() }
    }

    /// Seconds since it was opened.
    pub fn age(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    pub fn did(&self, act: Act) {
        let second = self.began.elapsed().as_secs() as usize;
        self.write(|entries| count(entries.done.entry(act).or_default(), second));
    }

    pub fn met(&self, what: &str) {
        let second = self.began.elapsed().as_secs() as usize;
        self.write(|entries| {
            count(&mut entries.errors, second);
            *entries.met.entry(what.to_owned()).or_default() += 1;
        });
    }

    /// Whether it went well.
    pub fn note<T>(&self, act: Act, done: Result<T, String>) -> Option<T> {
        match done {
            Ok(value) => {
                self.did(act);
                Some(value)
            }
            Err(what) => {
                self.met(&format!("{}: {what}", act.word()));
                None
            }
        }
    }

    /// A login counts when its session is a new one.
    pub fn login(&self, act: Act, visit: Result<Visit, String>) -> Option<Visit> {
        let visit = visit.and_then(|visit| {
            let sid = visit.sid().ok_or("no session in the ID token")?;
            let new = self.write(|entries| entries.sessions.insert(sid));
            if new { Ok(visit) } else { Err("a session that somebody had".to_owned()) }
        });
        let visit = self.note(act, visit)?;
        self.write(|entries| entries.places += visit.places);
        Some(visit)
    }

    /// A visit that is over, with a session that somebody may ask about.
    pub fn keep(&self, visit: Visit, left: bool) {
        self.write(|entries| {
            let queue = &mut entries.kept[usize::from(left)];
            queue.push_back(visit);
            queue.drain(..queue.len().saturating_sub(KEPT));
        });
    }

    /// Those who went on, and those who left.
    pub fn kept(&self) -> [Vec<Visit>; 2] {
        self.write(|entries| std::mem::take(&mut entries.kept).map(Vec::from))
    }

    pub fn sessions(&self) -> Vec<String> {
        self.write(|entries| entries.sessions.iter().cloned().collect())
    }

    pub fn total(&self, act: Act) -> u64 {
        self.write(|entries| entries.done.get(&act).map_or(0, |seconds| sum(seconds)))
    }

    pub fn logins(&self) -> u64 {
        Act::LOGINS.into_iter().map(|act| self.total(act)).sum()
    }

    pub fn errors(&self) -> u64 {
        self.write(|entries| sum(&entries.errors))
    }

    pub fn places(&self) -> u32 {
        self.write(|entries| entries.places)
    }

    pub fn met_so_far(&self) -> BTreeMap<String, u32> {
        self.write(|entries| entries.met.clone())
    }

    /// Of these acts, each second.
    pub fn per_second(&self, acts: &[Act]) -> Vec<u32> {
        self.write(|entries| {
            let mut all: Vec<u32> = Vec::new();
            for seconds in acts.iter().filter_map(|act| entries.done.get(act)) {
                all.resize(all.len().max(seconds.len()), 0);
                all.iter_mut().zip(seconds).for_each(|(sum, more)| *sum += more);
            }
            all
        })
    }

    pub fn errors_per_second(&self) -> Vec<u32> {
        self.write(|entries| entries.errors.clone())
    }

    fn write<T>(&self, entry: impl FnOnce(&mut Entries) -> T) -> T {
        entry(&mut self.entries.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn count(seconds: &mut Vec<u32>, second: usize) {
    if seconds.len() <= second {
        seconds.resize(second + 1, 0);
    }
    seconds[second] += 1;
}

fn sum(seconds: &[u32]) -> u64 {
    seconds.iter().map(|count| u64::from(*count)).sum()
}
