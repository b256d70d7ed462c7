//! Published vectors: what must hold holds, and everything else is refused.

mod cookbook;
mod keys;
mod npm;
mod wycheproof;
