//! What stands in `deploy/` holds as far as it can be told without the engine that runs it.

mod chart;
mod containers;
mod units;
