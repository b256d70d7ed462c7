//! Published vectors: what must hold holds, and everything else is refused.

#![allow(clippy::unwrap_used, reason = "a test stops at its first surprise")]

mod cookbook;
mod keys;
mod npm;
mod wycheproof;
