//! The registry's decisions: who is in it, where they work and in what role, what an extraction file changes, and what
//! the provider is told. Stores, services and progress bars stand behind the ports of [`port`] and [`journal`].

mod activation;
mod declaration;
pub mod doublon;
mod exercice;
mod fin;
pub mod identite;
pub mod import;
pub mod journal;
mod lecture;
pub mod nomenclature;
pub mod numero;
mod personne;
mod pli;
pub mod port;
mod projection;
mod situation;
mod source;
mod structure;

pub use activation::{Activation, ActivationError};
pub use declaration::{Declaration, DeclarationError, NouveauPorteur};
pub use exercice::{CleExercice, ExerciceProfessionnel};
pub use fin::{FinSituation, FinSituationError};
pub use lecture::{Lecture, LectureError};
pub use personne::{Desactivation, EtatCivil, Personne, PorteurDeCarte, Professionnel};
pub use situation::{CleSituation, Fin, SituationExercice};
pub use source::{Source, SourceError};
pub use structure::{CleStructure, GenreStructure, Structure};
