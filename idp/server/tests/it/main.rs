//! The provider's program, as an operator meets it on the command line.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod doctor;
mod program;
mod proofs;
