//! One conformance suite for the provider's ports: the durable ones on SQLite and PostgreSQL, presence in this process,
//! on Redis and on a Redis cluster, and the two pairs in which they run together.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod appareils;
mod audit;
mod bench;
mod client_tokens;
mod clients;
mod compteurs;
mod cursor;
mod examining;
mod exploitation;
mod fins;
mod gates;
mod grants;
mod initial_access;
mod keys;
mod notices;
mod opening;
mod partenaires;
mod passkeys;
#[path = "../../../../tests/support/postgres.rs"]
mod postgres;
mod presence;
mod purge;
#[path = "../../../../tests/support/redis.rs"]
mod redis_server;
mod rehearsals;
mod rotation;
mod samples;
mod signals;
mod single_use;
mod spent;
mod stamps;
mod tls;
mod veille;
