use async_trait::async_trait;

use crate::letter::Leased;

/// Brings one letter to its receiver.
#[async_trait]
pub trait Carrier: Send + Sync {
    /// One attempt. The words of the outcome are stored and logged: no address in them.
    async fn carry(&self, letter: &Leased) -> Outcome;
}

/// How one attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Taken; the receiver's receipt.
    Delivered(String),
    /// Not now: nobody answered, or the receiver asks to wait.
    Later(String),
    /// Never there: the receiver does not know the address.
    Refused(String),
    /// The letter itself cannot be carried: a defect of ours.
    Unfit(String),
}
