use std::sync::Arc;

use ambient::{Ambient, Seconds};
use registry_core::compteur::{Compteurs, Limite};
use sante::IdentifiantNational;

use crate::refus::RefusAcces;

/// How many requests one person's programs may send in a minute, on all nodes together.
pub struct Quota {
    ambient: Ambient,
    compteurs: Arc<dyn Compteurs>,
    par_minute: u32,
}

impl Quota {
    /// A registration a second and their reading are a quarter of it; a harvest of the registry takes years.
    pub const PAR_MINUTE: u32 = 300;

    pub fn new(par_minute: u32, ambient: Ambient, compteurs: Arc<dyn Compteurs>) -> Self {
        Self { ambient, compteurs, par_minute }
    }

    /// One request more.
    pub async fn compter(&self, agent: &IdentifiantNational) -> Result<(), RefusAcces> {
        let maintenant = self.ambient.now();
        let limite = Limite { fois: self.par_minute, fenetre: Seconds::minutes(1) };
        let comptee = self.compteurs.compter(&format!("api:{agent}"), limite, maintenant).await?;
        comptee.admise(maintenant).map_err(|Seconds(attente)| RefusAcces::TropDeDemandes(attente))
    }
}
