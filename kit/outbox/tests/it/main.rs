//! The outbox on both engines: what it promises to who queues, to who carries, and to who asks.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod bench;
mod carrying;
#[path = "../../../../tests/support/postgres.rs"]
mod postgres;
mod queueing;
mod returning;
