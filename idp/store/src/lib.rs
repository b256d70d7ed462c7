//! Where the provider keeps what it must not forget ([`Sql`]: SQLite or PostgreSQL) and what it may forget
//! ([`presence`]: this process or Redis).

mod audit;
pub mod presence;
mod sql;

pub use audit::Audit;
pub use sql::{Purged, Sql, tables};
