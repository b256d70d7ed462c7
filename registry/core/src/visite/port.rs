use ambient::{Resting, Timestamp};
use async_trait::async_trait;

use super::{Deconnexion, VisiteGardee};
use crate::port::PortError;

/// What came of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ouverture {
    Ouverte,
    /// The provider said meanwhile that this session is over: nothing is kept.
    Deconnectee,
}

/// What came of a logout token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reception {
    /// So many visits ended by it.
    Faite(u64),
    /// Its `jti` had come before, and was carried out.
    DejaRecue,
}

/// Visits, found by the digest of their cookie. Every change is one statement: several requests and several nodes agree.
#[async_trait]
pub trait Visites: Send + Sync {
    async fn visite(&self, nom: &Resting) -> Result<Option<VisiteGardee>, PortError>;

    /// Keeps a new one instead of `ancienne`, whose cookie is worth nothing from then on, and no more than
    /// [`super::PAR_PERSONNE`] of one person.
    async fn ouvrir(&self, visite: &VisiteGardee, ancienne: Option<&Resting>) -> Result<Ouverture, PortError>;

    /// Notes the last use, unless one was noted since `avant`.
    async fn noter(&self, nom: &Resting, vue_le: Timestamp, avant: Timestamp) -> Result<(), PortError>;

    /// Closes it, and forgets what it held. `false`: it was closed, or gone.
    async fn clore(&self, nom: &Resting, le: Timestamp) -> Result<bool, PortError>;

    /// Keeps what was typed, in the place of what was kept, and the visit until then. `false`: there is no such visit.
    async fn garder(&self, nom: &Resting, brouillon: &[u8], jusque: Timestamp) -> Result<bool, PortError>;

    /// Takes what was typed. `false`: somebody else took it, or something else is kept.
    async fn reprendre(&self, nom: &Resting, brouillon: &[u8]) -> Result<bool, PortError>;

    /// Closes whatever this logout reaches, on every node, and whatever a sign-in under way would still open. Repeated after a
    /// failure, it goes on where it stopped.
    async fn deconnecter(&self, deconnexion: &Deconnexion) -> Result<Reception, PortError>;

    /// Forgets what is past its time; answers how many visits.
    async fn oublier(&self, maintenant: Timestamp) -> Result<u64, PortError>;
}
