//! The journal on both engines: what it promises to its callers, and what an auditor can find out.

mod bench;
#[path = "../../../../tests/support/postgres.rs"]
mod postgres;
mod promises;
mod tampering;
