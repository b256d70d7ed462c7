use std::sync::Arc;
use std::time::Duration;

use ambient::{Ambient, Seconds};
use futures::future::join_all;
use sqlx::Error;
use tokio::time::timeout;

use crate::carrier::{Carrier, Outcome};
use crate::letter::{Leased, State};
use crate::pauses::Pauses;
use crate::rows::Outbox;
use crate::settling::Fate;

/// Longer than any attempt: a node that dies while it carries loses the letter to another after this.
const LEASE: Seconds = Seconds(120);
/// One attempt.
const PATIENCE: Duration = Duration::from_secs(60);
/// Letters carried at once.
const ARMFUL: u32 = 8;
/// How often a courier looks for what other nodes queued and for pauses that ended.
const LOOK: Duration = Duration::from_secs(2);

/// Takes letters out of an outbox and has them carried.
#[derive(Clone)]
pub struct Courier {
    pub outbox: Outbox,
    pub carrier: Arc<dyn Carrier>,
    pub ambient: Ambient,
    /// The name of this process in the leases.
    pub node: String,
    pub pauses: Pauses,
}

/// What became of the letters of one round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    pub delivered: u32,
    pub postponed: u32,
    pub returned: u32,
    pub dead: u32,
}

impl Courier {
    /// Carries what is due now, a few letters at once.
    pub async fn round(&self) -> Result<Round, Error> {
        let taken = self.outbox.take(&self.node, self.ambient.now(), LEASE, ARMFUL).await?;
        let mut round = Round::default();
        for state in join_all(taken.iter().map(|letter| self.attempt(letter))).await {
            match state? {
                State::Delivered => round.delivered += 1,
                State::Returned => round.returned += 1,
                State::Dead => round.dead += 1,
                State::Waiting | State::Cleared => round.postponed += 1,
            }
        }
        Ok(round)
    }

    /// Round after round, until the future is dropped. A database that does not answer is asked again.
    pub async fn serve(&self) {
        loop {
            let full = match self.round().await {
                Ok(round) => round.total() == ARMFUL,
                Err(error) => {
                    tracing::warn!(%error, topic = self.outbox.topic, "the outbox is out of reach");
                    false
                }
            };
            if !full {
                // a bell or its absence for a while: both mean to look again
                let _ = timeout(LOOK, self.outbox.bell.notified()).await;
            }
        }
    }

    async fn attempt(&self, letter: &Leased) -> Result<State, Error> {
        let carried = timeout(PATIENCE, self.carrier.carry(letter)).await;
        let outcome = carried.unwrap_or_else(|_| Outcome::Later("no end in time".to_owned()));
        let at = self.ambient.now();
        let (state, said) = match outcome {
            Outcome::Delivered(said) => (State::Delivered, said),
            Outcome::Refused(said) => (State::Returned, said),
            Outcome::Unfit(said) => (State::Dead, said),
            Outcome::Later(said) => (State::Waiting, said),
        };
        let fate = match state {
            State::Waiting => {
                self.pauses.next(letter.queued_at, letter.attempts, at).map_or(Fate::Ended(State::Dead), Fate::Again)
            }
            state => Fate::Ended(state),
        };
        let state = fate.state();
        if state != State::Delivered {
            let (id, state) = (letter.id.as_str(), state.word());
            tracing::warn!(letter.id = id, letter.state = state, attempts = letter.attempts, said, "not delivered");
        }
        self.outbox.settle(letter, fate, &said, at).await?;
        Ok(state)
    }
}

impl Round {
    fn total(self) -> u32 {
        self.delivered + self.postponed + self.returned + self.dead
    }
}
