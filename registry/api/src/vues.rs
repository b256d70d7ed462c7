//! What the API tells, and how it is made of what the use cases answer.

mod acte;
mod demande;
mod fiche;
mod instant;
mod recherche;

pub use acte::{AjouteeJson, EnregistreeJson, VueJson};
pub use demande::{DemandeJson, DemandeResume};
pub use fiche::{FicheJson, SituationVueJson};
pub use recherche::{EffectifJson, EtablissementJson, TrouveesJson};
