//! The ceremonies of WebAuthn by webauthn-rs, for one host. What it keeps of a ceremony and of a credential crosses to the
//! core as JSON: no type of it leaves this crate.

mod ceremonies;
mod models;
mod page;
mod refusal;

pub use ceremonies::{SetupError, Webauthn};
pub use models::{Maker, Models};
