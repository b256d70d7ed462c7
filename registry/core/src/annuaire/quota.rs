use std::sync::Arc;

use ambient::{Ambient, Seconds};

use crate::compteur::{Compteurs, Limite};
use crate::port::PortError;

/// How many questions one caller may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bornes {
    pub par_minute: u32,
    pub par_jour: u32,
}

/// The doors for programs are counted, so that nobody carries the directory away question by question: whoever wants it whole takes the
/// extraction. A stranger is an address, a caller with a key its name.
#[derive(Clone)]
pub struct Quota {
    ambient: Ambient,
    compteurs: Arc<dyn Compteurs>,
}

#[derive(Debug, thiserror::Error)]
pub enum Trop {
    /// After so long there is room again.
    #[error("too many questions of one caller")]
    DeQuestions(Seconds),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl Quota {
    pub fn new(ambient: Ambient, compteurs: Arc<dyn Compteurs>) -> Self {
        Self { ambient, compteurs }
    }

    /// Counts one question before it is looked at, whatever would be found.
    pub async fn compter(&self, qui: &str, bornes: Bornes) -> Result<(), Trop> {
        let maintenant = self.ambient.now();
        let fenetres =
            [("minute", bornes.par_minute, Seconds::minutes(1)), ("jour", bornes.par_jour, Seconds::hours(24))];
        for (nom, fois, fenetre) in fenetres {
            let cle = format!("annuaire-programme:{qui}:{nom}");
            let comptee = self.compteurs.compter(&cle, Limite { fois, fenetre }, maintenant).await?;
            comptee.admise(maintenant).map_err(Trop::DeQuestions)?;
        }
        Ok(())
    }
}
