//! What this machine can do at most: the limits that both servers are held against, taken in the same run.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::measure::{Rate, measure};
use super::operation::Operation;
use super::side::Side;
use super::signing;

pub struct Machine {
    /// Requests of an empty handler, over connections that stay open.
    pub empty: Rate,
    /// Connections that are opened for one such request, nothing resumed.
    pub handshakes: Rate,
    /// Signatures a second, every core, nothing else running.
    pub es256: f64,
    pub rs256: f64,
}

impl Machine {
    pub async fn look(limit: &Side, (span, at_once): (Duration, usize)) -> Self {
        let empty = measure(limit, Operation::Empty, (span, at_once)).await;
        let handshakes = measure(limit, Operation::Handshake, (span, at_once)).await;
        Self { empty, handshakes, es256: signing::es256_per_second(span), rs256: signing::rs256_per_second(span) }
    }

    /// Operations a second, if one were its requests and its signatures and nothing else.
    pub fn most(&self, operation: Operation) -> f64 {
        1.0 / (operation.requests() / self.empty.per_second + operation.signatures() / self.es256)
    }

    /// What the ratio to the control is to be: eight; half of the limit where that is less and the operation is one that writes.
    pub fn target(&self, operation: Operation, control: f64) -> f64 {
        let half = self.most(operation) / 2.0 / control;
        if operation.writes() { half.min(EIGHT) } else { EIGHT }
    }

    pub fn tell(&self, figures: &mut Map<String, Value>) {
        for (name, rate) in [
            ("empty_handler_per_second", self.empty.per_second),
            ("handshakes_per_second", self.handshakes.per_second),
            ("es256_per_second", self.es256),
            ("rs256_per_second", self.rs256),
        ] {
            figures.insert(name.to_owned(), json!(rate.round()));
        }
    }
}

const EIGHT: f64 = 8.0;
