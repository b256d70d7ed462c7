//! What the API tells, and how it is made of what the use cases answer.

mod acte;
mod correction;
mod decision;
mod demande;
mod fiche;
mod instant;
mod lot;
mod mise_a_jour;
mod moi;
mod recherche;

pub use acte::{AjouteeJson, EnregistreeJson, VueJson};
pub use correction::{CorrectionJson, ProposeeJson};
pub use decision::DecisionJson;
pub use demande::{DemandeJson, DemandeResume};
pub use fiche::{FicheJson, SituationVueJson};
pub use lot::{EtatLigneJson, LignesJson, LotDeposeJson, LotJson, LotVuJson};
pub use mise_a_jour::{MiseAJourJson, NatureJson};
pub use moi::{ChangeesJson, DeposeeJson, MaDemandeJson};
pub use recherche::{EffectifJson, EtablissementJson, TrouveesJson};
use registry_core::nomenclature::Averti;

/// What should be thought about: French sentences to show (ELI-06).
fn phrases(avertissements: Vec<Averti>) -> Vec<String> {
    avertissements.into_iter().map(String::from).collect()
}
