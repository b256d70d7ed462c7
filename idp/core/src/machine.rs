//! Certificates of machines: whom one names, whose key it holds, and which authorities may vouch for it (RFC 8705 §2, RFC
//! 5280). The handshake has proven that the peer holds the key; nothing else was judged before.

mod authorities;
mod key;
mod lists;
mod name;
mod subject;
mod usage;
mod written;

pub use authorities::{Authorities, AuthorityError};
pub use key::is_key_of;
pub use lists::ReceivedLists;
pub use name::DistinguishedName;
pub use subject::names;
pub use written::WrittenList;

use ambient::Timestamp;

/// Why a certificate vouches for nobody. The cause is private.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MachineRefusal(pub String);

/// The authorities of machines, as they are now. Never those of cards: who vouches for a person vouches for no service
/// (security row X02).
pub trait MachineCertificates: Send + Sync {
    /// Whether a path leads from the leaf of `chain` (DER) to one of them: signatures, dates, usage, revocation.
    fn trusted(&self, chain: &[Vec<u8>], now: Timestamp) -> Result<(), MachineRefusal>;
}

#[cfg(test)]
mod tests;
