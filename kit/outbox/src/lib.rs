//! Letters that must arrive: queued in the caller's transaction, so that they exist exactly when what they tell exists;
//! carried by one node at a time under a lease; tried again after growing pauses; kept as dead letters when nobody takes
//! them for days; found again when they come back. At least once each: a node that dies after the receiver's answer and
//! before the receipt sends a second time, under the same identifier.

mod carrier;
mod courier;
mod letter;
mod pauses;
mod rows;
mod settling;

pub use carrier::{Carrier, Outcome};
pub use courier::{Courier, Round};
pub use letter::{Leased, Letter, LetterId, Settled, State};
pub use pauses::Pauses;
pub use rows::{Figures, Outbox, tables};
pub use sqlx::Error;
