//! Registration requests: sent by a professional (flow A) or entered by a gestionnaire (flow B), then validated, rejected,
//! refused by the registry or taken back (facts/registry.md §4.5); and what a professional asks for of a situation (SIT-14).

mod attestations;
mod consultation;
mod contact;
mod depot;
mod dossier;
mod enregistrement;
mod erreur;
mod etape;
mod filtre;
mod inscription;
mod jugement;
mod mise_a_jour;
mod port;
mod traitement;

pub use attestations::{Attestations, PieceIdentite};
pub use consultation::{Consultation, DemandeVue, VueGestionnaire};
pub use contact::ContactSaisi;
pub use depot::{Demandeur, Deposer, NouvelleDemande};
pub use dossier::{Dossier, Flux, Nature, Objet, Sujet};
pub use enregistrement::{Enregistree, Enregistrer, NouvelleInscription};
pub use erreur::DemandeError;
pub use etape::{CauseRefus, Demande, EnAttente, Etape, Motif};
pub use filtre::{FiltreDemandes, Stade};
pub use mise_a_jour::{MiseAJour, NouvelleMiseAJour, Voulue};
pub use port::{Demandes, Ecrits, Quelles};
pub use traitement::{Decidee, Decision, Traiter};

ambient::typed_id! {
    /// One request, for life.
    pub struct DemandeId;
}
