//! What the provider and a phone say to each other: enrolment, challenge, approval, refusal (docs/ecps-protocol.md).
//!
//! Every exchange is a POST of JSON to a path of [`chemin`]; a refusal is a [`Probleme`]. Before enrolment a ticket
//! vouches for the phone, afterwards a [`jws`] signed by its transport key does, and an approval is signed besides by
//! the key that only the PIN unwraps.

mod activation;
mod affichage;
pub mod chemin;
mod geste;
mod jwk;
pub mod jws;
pub mod oprf;
mod probleme;

pub use activation::{
    ActivationOuverte, Attestation, CodeLu, CodesSaisis, DemandeActivation, DemandeEvaluation, Enrole, Enrolement,
    Evaluation, LienActivation, PreuvePossession, Ticket, TicketCarte,
};
pub use affichage::{Affichage, Defi, Empreinte, LieuPropose};
pub use geste::{Approbation, Geste, Jeton, MotifArret, Recu, Signe};
pub use jwk::{ClePublique, ClePubliqueError};
pub use probleme::{CodeProbleme, Probleme};

ambient::typed_id! {
    /// One enrolled phone.
    pub struct AppareilId;
    /// One activation in progress.
    pub struct ActivationId;
    /// One request for approval.
    pub struct DemandeId;
}
