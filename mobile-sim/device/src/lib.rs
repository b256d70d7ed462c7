//! The phone of an e-CPS without its screen and without its network: what a real app does with a keystore, this does
//! with a serialisable state. Whoever shows it stores the [`Telephone`] after every act, failed ones included.
//!
//! The PIN is never stored, never sent, and nothing here can be tried without the provider: the approval key rests
//! wrapped under `Argon2id(HKDF(VOPRF(PIN)))` (docs/ecps-protocol.md, docs/threats.md).

mod activation;
mod approbation;
mod cle;
mod code_secret;
mod coffre;
mod echange;
mod refus;
mod telephone;

pub use code_secret::{CodeSecret, Faiblesse};
pub use coffre::Cout;
pub use echange::{Contexte, Injoignable, Provider, ReponseBrute};
pub use refus::Refus;
pub use telephone::{Carte, DemandeVue, Etape, Fin, Telephone};
