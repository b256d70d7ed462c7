//! What a gestionnaire does with situations of practice: add, change, end (facts/registry.md §4.7).

mod ajout;
mod consultation;
mod demandee;
mod erreur;
mod fin;
mod modification;
mod ouverture;
mod port;
mod version;

pub use crate::exercice::{CATEGORIE, PROFESSION};
pub use ajout::{Ajoutee, NouvelleSituation, Situations, professionnel, rattacher, sans_demande};
pub use consultation::{FicheGestion, SituationVue, vues};
pub use demandee::{Noms, SituationDemandee};
pub use erreur::SituationError;
pub use fin::{FinVoulue, QuandFinir};
pub use modification::Modification;
pub use ouverture::{Lieu, Ouverture, ouvrir, role_libre};
pub use port::{Ecrits, Motifs};
pub use version::Version;
