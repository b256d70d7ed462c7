//! Dashboards: what a structure must see to (ends that come, people without e-CPS, people in two places), and what the ANS watches
//! (volumes, delays, duplicates). A page about a structure reads its people by an index; one about the whole registry reads figures
//! that were taken in the background (docs/decisions/0044).

mod national;
mod port;
mod structure;

pub use national::{Delai, Mesures, Releve, Serie, SuiviNational};
pub use port::{Figures, Mesure, Pilotage};
pub use structure::{Ensemble, FinProchaine, PilotageError, SuiviStructure, TableauStructure};
