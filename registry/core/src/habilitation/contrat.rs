use crate::habilitation::{ContratId, Perimetre};
use crate::periode::Periode;

/// The *contrat d'adhésion*: without one nobody acts for the structure (CON-01). It covers every service (CON-06).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrat {
    pub id: ContratId,
    pub perimetre: Perimetre,
    pub periode: Periode,
}
