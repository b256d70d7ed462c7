//! What a gestionnaire does with situations of practice: add, change, move, end (facts/registry.md §4.7).

mod ajout;
mod consultation;
mod declaree;
mod demandee;
mod erreur;
pub(crate) mod fin;
pub(crate) mod modification;
mod ouverture;
mod port;
pub(crate) mod tenue;
pub(crate) mod transfert;
mod version;

pub use crate::exercice::{CATEGORIE, PROFESSION};
pub use ajout::{Ajoutee, NouvelleSituation, Situations, professionnel, rattacher, sans_demande};
pub use consultation::{FicheGestion, SituationVue, vues};
pub use declaree::Declaree;
pub use demandee::{Noms, SituationDemandee};
pub use erreur::SituationError;
pub use fin::{FinVoulue, QuandFinir};
pub use modification::Modification;
pub use ouverture::{Lieu, Ouverture, ouvrir, role_libre};
pub use port::{Ecrits, Motifs};
pub use transfert::Transfert;
pub use version::Version;
