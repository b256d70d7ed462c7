//! Who may act for a structure: a contract first, then people named for it (facts/registry.md §4.1, §4.2).

mod agent;
mod annonce;
mod concurrence;
mod contrat;
mod contrats;
mod designation;
mod erreur;
mod fin;
mod perimetre;
mod port;
mod rappel;
mod tableau;
mod titre;

pub use agent::{Agent, HorsPerimetre, connaitre, reconnaitre};
pub(crate) use annonce::annoncer;
pub(crate) use concurrence::{concurrents, refus};
pub use contrat::Contrat;
pub(crate) use contrats::personne_morale;
pub use contrats::{Contrats, Etablissement, NouveauContrat};
pub use designation::{Designation, NouvelleDesignation};
pub use erreur::HabilitationError;
pub use perimetre::Perimetre;
pub use port::{Ecrits, FinProche, Habilitations};
pub use rappel::Rappels;
pub use tableau::{Niveau, Nommee, Tableau};
pub use titre::{Habilitation, Titre};

ambient::typed_id! {
    /// One contract of a structure with the ANS.
    pub struct ContratId;
    /// One right that somebody holds.
    pub struct HabilitationId;
}
