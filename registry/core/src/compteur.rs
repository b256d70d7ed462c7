//! How often something was asked: one count for all nodes.

use ambient::{Seconds, Timestamp};
use async_trait::async_trait;

use crate::port::PortError;

/// So many times in a window that begins with the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limite {
    pub fois: u32,
    pub fenetre: Seconds,
}

/// What a count answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comptee {
    Admise,
    /// One too many: it was not counted, and there is room again from then on.
    DeTrop {
        jusque: Timestamp,
    },
}

#[async_trait]
pub trait Compteurs: Send + Sync {
    /// Counts one more before it is answered: of two at once, each is counted.
    async fn compter(&self, cle: &str, limite: Limite, maintenant: Timestamp) -> Result<Comptee, PortError>;
    /// Drops the windows that are over, with the addresses that they name; says how many. A count is right without it (R13).
    async fn oublier(&self, maintenant: Timestamp) -> Result<u64, PortError>;
}

impl Comptee {
    /// # Errors
    /// How long to wait, a second at least.
    pub fn admise(self, maintenant: Timestamp) -> Result<(), Seconds> {
        match self {
            Self::Admise => Ok(()),
            Self::DeTrop { jusque } => Err(Seconds((jusque.seconds() - maintenant.seconds()).max(1))),
        }
    }
}
