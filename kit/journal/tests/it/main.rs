//! The journal on both engines: what it promises to its callers, and what an auditor can find out.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod bench;
mod copies;
#[path = "../../../../tests/support/postgres.rs"]
mod postgres;
mod promises;
mod proofs;
mod tampering;
