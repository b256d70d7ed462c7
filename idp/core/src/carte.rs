//! The login with a CPx card, on the host that asks for certificates: the card is judged here, page by page, not in the
//! handshake (design §4, checklist X04 to X06).

mod demandes;
mod lecture;
mod porteur;
mod posee;
mod refus;
mod reponse;
mod retrait;
mod revocations;
mod sante;
mod ticket;
mod tolerance;

pub use demandes::{DemandesCarte, DemandesCarteDeps};
pub use lecture::{CarteLue, Lecture, LectureDeps, VerificationCarte};
pub use posee::DemandeVue;
pub use refus::RefusLecture;
pub use reponse::{RefusReponse, ReponseCarte};
pub use retrait::{RetraitDeps, Retraits};
pub use revocations::{MoyensEnUsage, Revocations, RevocationsDeps};
pub use sante::{Echec, EtatAutorite, EtatRevocations, EtatSource, Sante, Veille, VueListe};
pub use ticket::Tickets;
pub use tolerance::Tolerance;

#[cfg(test)]
mod retrait_tests;
#[cfg(test)]
mod tests;
