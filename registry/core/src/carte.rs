//! Cards of the CPx family: ordered by a structure or for a professional, made by the authority, sent, received, renewed a month
//! before their end with the same codes, replaced when the practice changes, opposed at once (facts/registry.md MIE-10 to MIE-18,
//! GES-09, GES-11; docs/decisions/0044).

mod acces;
mod annonce;
mod commande;
mod erreur;
mod etape;
mod exercice;
mod opposition;
mod port;
mod pratique;
mod premiere;
mod production;
mod reception;
mod renouvellement;
mod tableau;

pub use acces::Cartes;
pub use carte_cps::{ModeleCarte, RaisonOpposition};
pub use commande::NouvelleCarte;
pub use erreur::CarteError;
pub use etape::{Abandon, Carte, Etape, Fabrication, Origine};
pub(crate) use opposition::opposer_les_cde;
pub use port::{Attente, AutoriteCartes, AutoriteError, Ecrits, Fichier, FinDeCarte};
pub use pratique::Pratique;
pub(crate) use premiere::Commande;
pub use production::Suite;
pub use tableau::{CarteVue, NiveauCartes, Titulaire};

ambient::typed_id! {
    /// One order, and the card that came of it.
    pub struct CarteId;
}
