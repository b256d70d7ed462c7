//! The registry's decisions: who is in it, where they work and in what role, what an extraction file changes, and what
//! the provider is told. Stores, services and progress bars stand behind the ports of [`port`] and [`journal`].

mod activation;
pub mod avis;
pub mod contact;
mod declaration;
pub mod demande;
mod dossier;
pub mod doublon;
pub mod echeance;
pub mod espace;
mod exercice;
mod fin;
pub mod guichet;
pub mod habilitation;
pub mod idempotence;
pub mod identite;
pub mod import;
mod jour;
pub mod journal;
mod lecture;
pub mod nomenclature;
pub mod numero;
pub mod paris;
mod periode;
mod personne;
mod pli;
pub mod port;
pub mod profession_demandee;
mod projection;
pub mod proposition;
pub mod recherche;
mod situation;
pub mod situation_acte;
mod source;
mod structure;
pub mod support;

pub use activation::{Activation, ActivationError};
pub use declaration::{Declaration, DeclarationError, NouveauPorteur};
pub use exercice::{CleExercice, ExerciceProfessionnel};
pub use fin::{FinSituation, FinSituationError};
pub use lecture::{Lecture, LectureError};
pub use periode::Periode;
pub use personne::{Desactivation, EtatCivil, Personne, PorteurDeCarte, Professionnel};
pub use situation::{CleSituation, Fin, SituationExercice};
pub use source::{Source, SourceError};
pub use structure::{CleStructure, GenreStructure, Structure};
