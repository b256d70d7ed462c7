//! Short-lived state: in this process (sandbox, one node) or in Redis (production, any number of nodes).

mod examining;
mod in_process;
mod on_redis;

pub use examining::{Examined, examine};
pub use in_process::{Capacity, InProcess};
pub use on_redis::OnRedis;
