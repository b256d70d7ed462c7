//! What the house promises as a whole, with the clock in hand: the registry and the provider in one process, each by its own
//! use cases, the provider's ports in memory.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

#[path = "../../idp/core/src/fakes/mod.rs"]
#[allow(dead_code, unused_imports, reason = "each crate that shares the fakes uses its own part of them")]
mod fakes;
#[path = "../support/fin.rs"]
mod fin;
mod person;
mod place;
mod registry;
