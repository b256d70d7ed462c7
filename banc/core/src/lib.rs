//! What the bench decides: the scenarios, how what was seen is judged, and the report. Pure: the program plays and observes,
//! this crate says what to play and what it was worth.

pub mod catalogue;
mod comparaison;
mod graine;
pub mod injection;
pub mod juge;
pub mod langage;
pub mod partie;
mod plan;
pub mod rapport;
pub mod scenario;
pub mod trace;
mod verdict;

pub use comparaison::{Comparaison, Ecart};
pub use graine::Graine;
pub use partie::Partie;
pub use plan::{Plan, PlanError};
pub use rapport::{Bilan, Campagne, Ligne, Rapport};
pub use scenario::Scenario;
pub use trace::Trace;
pub use verdict::{Conclusion, Verdict};
