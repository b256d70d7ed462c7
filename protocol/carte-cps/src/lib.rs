//! What a card of the health professions says about who holds it, once everything about its certificate is proven:
//! chain, dates, revocation, usage, strength, then identity (facts: IGC-Santé profile, RFC 5280).
//!
//! Pure: the time comes in as an argument, certificates and lists as DER. TLS has already proven that the peer holds the
//! key; nothing else about the certificate was judged before.

mod attribut;
mod autorite;
mod carte;
mod chemin;
mod cle;
mod conseil;
mod crl;
mod famille;
mod identite;
mod profil;
mod refus;
mod usage;

pub use autorite::{AutoriteCartes, AutoriteError, Monde};
pub use carte::CarteCps;
pub use conseil::Conseil;
pub use famille::Famille;
pub use refus::RefusCarte;
