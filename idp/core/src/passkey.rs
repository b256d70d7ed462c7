//! Passkeys: WebAuthn Level 3 credentials that a person adds to their means (docs/decisions/0025). The browser signs for
//! the host that it sees, so a page of another host gets nothing (checklist M21).
//!
//! [`Keyring`] is every use case; [`Ceremonies`] the library that reads what authenticators say; [`Passkeys`] the store.

mod ceremony;
mod enrol;
mod error;
mod key;
mod keyring;
mod letters;
mod login;
mod manage;
mod port;
mod settings;

pub use ceremony::{Begun, Ceremonies, CeremonyError, Holder, Named, NewCredential, Used};
pub use error::PasskeyError;
pub use key::{Passkey, PasskeyId, PasskeyName};
pub use keyring::{Keyring, KeyringDeps};
pub use port::{Added, Passkeys};
pub use settings::PasskeySettings;

#[cfg(test)]
mod tests;
