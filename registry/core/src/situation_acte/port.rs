use std::collections::HashMap;

use async_trait::async_trait;
use sante::SituationId;

use crate::port::PortError;

/// Why situations ended, beside them: an extraction does not say it.
#[async_trait]
pub trait Ecrits: Send {
    /// `None`: nobody says why, or it has not ended any more.
    async fn motiver_fin(&mut self, situation: &SituationId, motif: Option<&str>) -> Result<(), PortError>;
}

/// The same, for pages.
#[async_trait]
pub trait Motifs: Send + Sync {
    /// Of those that have one.
    async fn motifs_fin(&self, situations: &[SituationId]) -> Result<HashMap<SituationId, String>, PortError>;
}
