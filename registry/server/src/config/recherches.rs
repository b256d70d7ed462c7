//! `[portail.recherches]`: how much may be looked up.

use registry_core::recherche::{Limites, Rythme};
use serde::Deserialize;
use service::config::Contradiction;

/// Each search names fifty people at most. What is left out is as if it stood there as it is in `docs/registry.example.toml`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Recherches {
    /// Of one address at the public directory.
    pub annuaire: Bornes,
    /// Of one agent, at the pages and at the API together.
    pub agent: Bornes,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bornes {
    /// Within a minute.
    pub par_minute: u32,
    /// Within a day.
    pub par_jour: u32,
}

impl Default for Recherches {
    fn default() -> Self {
        let Limites { annuaire, agent } = Limites::default();
        Self { annuaire: annuaire.into(), agent: agent.into() }
    }
}

impl From<Rythme> for Bornes {
    fn from(Rythme { par_minute, par_jour }: Rythme) -> Self {
        Self { par_minute, par_jour }
    }
}

impl From<Bornes> for Rythme {
    fn from(Bornes { par_minute, par_jour }: Bornes) -> Self {
        Self { par_minute, par_jour }
    }
}

impl Recherches {
    pub(crate) fn limites(self) -> Limites {
        Limites { annuaire: self.annuaire.into(), agent: self.agent.into() }
    }

    pub(super) fn controler(self, trouvees: &mut Vec<Contradiction>) {
        for (cle, bornes) in [("annuaire", self.annuaire), ("agent", self.agent)] {
            let cle = format!("portail.recherches.{cle}");
            if bornes.par_minute == 0 {
                let remede = "write one at least; leave the key out for the usual number";
                trouvees.push(Contradiction::new(&cle, "nobody could look up anybody", remede));
            } else if bornes.par_jour < bornes.par_minute {
                let raison = "a day takes fewer searches than one minute of it";
                trouvees.push(Contradiction::new(&cle, raison, "let par_jour be at least par_minute"));
            }
        }
    }
}
