use ambient::{Seconds, Timestamp};
use async_trait::async_trait;
use sante::IdentifiantNational;

use crate::port::PortError;
use crate::structure::CleStructure;

/// People of one place, counted and named by an index on the place: as long as the place is large, whatever the registry holds.
/// People in no file's absence and under no measure, whose situation there holds at `le`.
#[async_trait]
pub trait Pilotage: Send + Sync {
    /// People by code of activity (TRE_R22; empty: none), the most frequent first.
    async fn par_genre(&self, lieu: &CleStructure, le: Timestamp) -> Result<Vec<(String, u64)>, PortError>;
    /// How many situations end after `le` and by `jusque`, and the first of them.
    async fn finissent(
        &self,
        lieu: &CleStructure,
        (le, jusque): (Timestamp, Timestamp),
        limite: u32,
    ) -> Result<(u64, Vec<(IdentifiantNational, Timestamp)>), PortError>;
    /// Who has never activated an e-CPS.
    async fn sans_ecps(
        &self,
        lieu: &CleStructure,
        le: Timestamp,
        limite: u32,
    ) -> Result<(u64, Vec<IdentifiantNational>), PortError>;
    /// Who has a situation in another place too.
    async fn aussi_ailleurs(
        &self,
        lieu: &CleStructure,
        le: Timestamp,
        limite: u32,
    ) -> Result<(u64, Vec<IdentifiantNational>), PortError>;
}

/// One figure of the whole registry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mesure {
    /// What was counted.
    pub nom: String,
    /// Of which kind, or of which week (its Monday, yyyy-mm-dd).
    pub cle: String,
    pub valeur: u64,
}

/// Figures of the whole registry: taken in the background, read by pages.
#[async_trait]
pub trait Figures: Send + Sync {
    /// `true` for one caller every `rythme`, whatever the number of nodes: that one takes them.
    async fn prendre_le_tour(&self, le: Timestamp, rythme: Seconds) -> Result<bool, PortError>;
    /// Reads through the registry. Never asked for by a page.
    async fn relever(&self, le: Timestamp) -> Result<Vec<Mesure>, PortError>;
    /// In the place of those before.
    async fn deposer(&self, mesures: &[Mesure], le: Timestamp) -> Result<(), PortError>;
    /// A few hundred rows, and when they were taken; `None`: not yet.
    async fn mesures(&self) -> Result<(Vec<Mesure>, Option<Timestamp>), PortError>;
}
