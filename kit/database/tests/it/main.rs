//! One suite for what the stores stand on, on a SQLite file without its driver and on PostgreSQL through it.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod bench;
mod examining;
mod finding;
#[path = "../../../../tests/support/postgres.rs"]
mod postgres;
mod writing;
